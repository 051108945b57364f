"""How Python looks after the memory of the running program."""

from __future__ import annotations

import gc
from typing import Final

_NEW_OBJECTS: Final = 50_000


def look_for_cycles_rarely() -> None:
    """Look for unreachable cycles after so many new objects rather than after some hundreds.

    Records, set texts and widgets are many and live long, and hardly any of them form cycles: looking through them
    again and again costs a fifth of the time of a large print. What no cycle holds is freed at once in any case.
    """
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])

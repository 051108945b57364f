"""How rarely the running program looks for cycles."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from saroma_desk.runtime.memory import look_for_cycles_rarely


class Ring:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _thresholds_as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_cycles_are_left_alone_for_a_while_and_found_in_the_end() -> None:
    look_for_cycles_rarely()
    gc.collect()
    left = weakref.ref(Ring())
    some = [[] for _ in range(5_000)]
    assert left() is not None
    some += [[] for _ in range(100_000)]
    assert left() is None

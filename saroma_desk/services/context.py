"""What every use case is handed: the store, the clock, the rule sets and who is at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saroma_desk.domain.programme import Programme, programme_on
from saroma_desk.runtime.clock import Clock
from saroma_desk.storage import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class AppContext:
    """Built once by `bootstrap` and passed to every use case; there are no globals.

    Attributes:
        store: the open database.
        clock: where today comes from.
        programmes: all rule sets, oldest first.
        user: who is at the desk, as audit rows and papers name them.
        practice: True for the practice office (練習), which is never mistaken for the real one.
    """

    store: Store
    clock: Clock
    programmes: tuple[Programme, ...]
    user: str
    practice: bool = False

    def today(self) -> date:
        """Today's local date."""
        return self.clock.today()

    def programme(self, programme_id: str) -> Programme:
        """The rule set that an episode keeps; raises KeyError when it was not shipped."""
        for programme in self.programmes:
            if programme.id == programme_id:
                return programme
        raise KeyError(programme_id)

    def programme_on(self, on: date, family: str = "") -> Programme:
        """The rule set in force on a day; `family` is the beginning of its id."""
        candidates: Sequence[Programme] = self.programmes
        return programme_on(candidates, on, family)

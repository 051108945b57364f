"""What every use case is handed: the store, the clock, the rule sets and who is at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from saroma_desk.domain.programme import Programme, programme_on
from saroma_desk.runtime.clock import Clock
from saroma_desk.storage import Reader, Store, UnitOfWork


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

    def work(self, act: str) -> AbstractContextManager[UnitOfWork]:
        """One use case's writes under the name `act`, in the office's words; undone unless `commit` is called."""
        return self.store.work(act)

    def read(self) -> AbstractContextManager[Reader]:
        """A view of the data that does not change while it is read."""
        return self.store.read()

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

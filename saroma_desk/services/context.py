"""What every use case is handed: the store, the clock, the rule sets and who is at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.programme import Programme, programme_on, programme_words
from saroma_desk.runtime.clock import Clock
from saroma_desk.storage import Reader, Store, UnitOfWork

from .rulesets import RuleShelf


@dataclass(frozen=True, slots=True, kw_only=True)
class AppContext:
    """Built once by `bootstrap` and passed to every use case; there are no globals.

    Attributes:
        store: the open database.
        clock: where today comes from.
        rules: the rule sets in use.
        user: who is at the desk, as audit rows and papers name them.
        practice: True for the practice office (練習), which is never mistaken for the real one.
    """

    store: Store
    clock: Clock
    rules: RuleShelf
    user: str
    practice: bool = False

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """All rule sets, those of the desk's own programme first, then by their first day."""
        return self.rules.programmes

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
        """The rule set that an episode keeps; raises KnownError ``rule_set_missing`` when its file is gone."""
        for programme in self.programmes:
            if programme.id == programme_id:
                return programme
        raise KnownError(
            "rule_set_missing", f"世帯の記録が従う事業の決まり（{programme_id}）のファイルが見つかりません。"
        )

    def programme_on(self, on: date, family: str = "") -> Programme:
        """The rule set in force on a day: of the desk's own programme, or of the programme `family`."""
        return programme_on(self.programmes, on, family)

    @property
    def words(self) -> Mapping[str, str]:
        """By family, the short word of each programme that has begun; empty words while there is only one."""
        return programme_words([p for p in self.programmes if p.valid_from <= self.today()])

    def word(self, programme_id: str) -> str:
        """Which programme a record belongs to, once more than one has begun; empty while there is only one."""
        return self.words.get(self.programme(programme_id).family, "")

    def programmes_begun(self) -> tuple[Programme, ...]:
        """Of each programme that has begun, also where it has ended, its last rule set; the desk's own first."""
        return tuple({p.family: p for p in self.programmes if p.valid_from <= self.today()}.values())

    def programmes_on(self, on: date) -> tuple[Programme, ...]:
        """The rule sets of all programmes that run on a day, the desk's own first."""
        families = dict.fromkeys(p.family for p in self.programmes)
        running = {p.family for p in self.programmes if p.valid_from <= on and (p.valid_to is None or on <= p.valid_to)}
        return tuple(programme_on(self.programmes, on, family) for family in families if family in running)

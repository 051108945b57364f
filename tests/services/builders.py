"""Takes a family through the 要領 by services only, one short method for each step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from saroma_desk.domain.case import Episode
from saroma_desk.domain.household import Household, Member, Role
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import intake, snapshots
from saroma_desk.services.context import AppContext

CAREGIVER = Member(household_id=0, name="佐呂間　花子", kana="さろま　はなこ", role=Role.CAREGIVER, relation="母")
CHILD = Member(
    household_id=0, name="佐呂間　一郎", kana="さろま　いちろう", role=Role.TARGET_CHILD, birth_date=date(2026, 4, 10)
)
FAMILY = Household(no="", registered_on=date(2026, 6, 1), address="佐呂間町字永代町1番地", phone="01587-2-0001")


@dataclass
class Case:
    """One family on its way."""

    ctx: AppContext
    clock: FixedClock
    episode: Episode

    @property
    def household_id(self) -> int:
        return self.episode.household_id

    @property
    def now(self) -> CaseSnapshot:
        """The case as stored at this moment."""
        return snapshots.snapshot(self.ctx, self.episode.id)


def draft(**changes: object) -> intake.IntakeDraft:
    plain = intake.IntakeDraft(
        household=FAMILY, members=(CAREGIVER, CHILD), received_on=date(2026, 6, 1), route="maternal_health"
    )
    return replace(plain, **changes)


def take_in(ctx: AppContext, clock: FixedClock, **changes: object) -> Case:
    return Case(ctx, clock, intake.take_in(ctx, draft(**changes)).value)

"""Lists and details of helper applications for the desk (要領8–16); everything of one application in one reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import jpholiday

from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import Application, Outcome
from saroma_desk.domain.duties import help_count
from saroma_desk.domain.household import Member, Role, present_members
from saroma_desk.domain.limits import VisitCount
from saroma_desk.domain.obligations import counts_as_multiple, help_period, help_state, plan_in_force, undecided
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.provider import Contract, Helper, Provider
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.storage import Reader

from .context import AppContext
from .loading import Bulk
from .snapshots import read_snapshot

UNDECIDED, REJECTED = "undecided", "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRow:
    """One application as the list shows it.

    Attributes:
        id: the application's id.
        name, kana: of the applicant.
        state: ``undecided``, ``rejected`` or a `DispatchState`.
        first_day, last_day: of the approved period, else of the wished one; both inclusive.
        count: 承認・実施・予定・残; None before an approval.
        programme: short word of its programme; empty while there is only one.
    """

    id: int
    household_id: int
    episode_id: int
    household_no: str
    receipt_no: str
    name: str
    kana: str
    applied_on: date
    state: str
    first_day: date | None
    last_day: date | None
    count: VisitCount | None
    programme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpDetail:
    """One application with all that its screens show, or a new one that is not stored yet.

    Attributes:
        application: as stored; a draft with the defaults for a new one.
        case: None for a new one.
        state: as in `HelpRow`; empty for a new one.
        people: members of the household today, who may apply.
        providers, contracts, helpers: all of the office.
        share_goal: what the provider may be told of the plan's goals, as a proposal.
    """

    application: Application
    snapshot: CaseSnapshot
    case: HelpCase | None
    state: str
    people: tuple[Member, ...]
    providers: tuple[Provider, ...]
    contracts: tuple[Contract, ...]
    helpers: tuple[Helper, ...]
    share_goal: str = ""

    @property
    def programme(self) -> Programme:
        """Rule set that the episode keeps."""
        return self.snapshot.programme

    @property
    def household_id(self) -> int:
        """Whose application it is."""
        return self.snapshot.household.id

    @property
    def multiple(self) -> bool:
        """Multiple birth or pregnancy (要領10(2))."""
        return counts_as_multiple(self.snapshot, self.case)


def list_help(ctx: AppContext, household_id: int | None = None) -> tuple[HelpRow, ...]:
    """Applications of one household or of all, the last received first."""
    with ctx.read() as read:
        applications = read.list(Application) if household_id is None else _of_household(read, household_id)
        wanted = sorted({a.episode_id for a in applications})
        episodes = read.by_ids(Episode, wanted)
        snapshots = list(Bulk(ctx, read, [episodes[key] for key in wanted]).snapshots()) if wanted else []
    rows = [_row(case, help_case, ctx.word(case.programme.id)) for case in snapshots for help_case in case.help_cases]
    return tuple(sorted(rows, key=lambda r: (r.applied_on, r.id), reverse=True))


def help_detail(ctx: AppContext, application_id: int) -> HelpDetail:
    """One application with everything beside it; raises KnownError ``not_found``."""
    with ctx.read() as read:
        application = read.get(Application, application_id)
        snapshot = read_snapshot(ctx, read, application.episode_id)
        case = snapshot.help_case(application_id)
        return _detail(read, snapshot, application, case)


def new_help(ctx: AppContext, episode_id: int) -> HelpDetail:
    """The start of an application (様式1号) of an episode; raises KnownError ``not_found``."""
    with ctx.read() as read:
        episode = read.get(Episode, episode_id)
        snapshot = read_snapshot(ctx, read, episode.id)
        here = present_members(snapshot.members, ctx.today())
        first = next((m for m in here if m.role is Role.CAREGIVER), here[0] if here else None)
        draft = Application(
            episode_id=episode.id,
            applicant_id=first.id if first else 0,
            receipt_no="",
            applied_on=ctx.today(),
            received_on=ctx.today(),
            received_by=ctx.user,
        )
        return _detail(read, snapshot, draft, None)


def holiday_names(days: Iterable[date]) -> dict[date, str]:
    """Those of the days that are national holidays (国民の祝日に関する法律), with their names."""
    named = ((day, jpholiday.is_holiday_name(day)) for day in days)
    return {day: str(name) for day, name in named if name}


def _of_household(read: Reader, household_id: int) -> Sequence[Application]:
    episodes = read.list(Episode, household_id=household_id)
    return read.list(Application, episode_id=[e.id for e in episodes]) if episodes else ()


def _row(snapshot: CaseSnapshot, case: HelpCase, programme: str) -> HelpRow:
    application = case.application
    first, last = help_period(case) if case.dispatch else (application.wished.first_day, application.wished.last_day)
    who = next((m for m in snapshot.members if m.id == application.applicant_id), None)
    return HelpRow(
        id=application.id,
        household_id=snapshot.household.id,
        episode_id=snapshot.episode.id,
        household_no=snapshot.household.no,
        receipt_no=application.receipt_no,
        name=who.name if who else "",
        kana=who.kana if who else "",
        applied_on=application.applied_on,
        state=_state(snapshot, case),
        first_day=first,
        last_day=last,
        count=help_count(snapshot, case),
        programme=programme,
    )


def _state(snapshot: CaseSnapshot, case: HelpCase) -> str:
    if undecided(case):
        return UNDECIDED
    if case.decision is not None and case.decision.outcome is Outcome.REJECTED:
        return REJECTED
    state = help_state(case, snapshot.today)
    return state.value if state else UNDECIDED


def _detail(read: Reader, snapshot: CaseSnapshot, application: Application, case: HelpCase | None) -> HelpDetail:
    plan = plan_in_force(snapshot)
    goals = [g.goal for g in plan.goals if g.goal.strip()] if plan else []
    return HelpDetail(
        application=application,
        snapshot=snapshot,
        case=case,
        state=_state(snapshot, case) if case else "",
        people=present_members(snapshot.members, snapshot.today) or snapshot.members,
        providers=read.list(Provider, order_by="kana,name,id"),
        contracts=read.list(Contract, order_by="first_day,id"),
        helpers=read.list(Helper, order_by="kana,name,id"),
        share_goal="\n".join(goals),
    )

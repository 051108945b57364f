"""Lists of households: their state and next step, search, and who might be the same family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saroma_desk.domain.case import CaseState, Closure, Episode, Referral
from saroma_desk.domain.caseflow import NextStep, case_state, next_steps
from saroma_desk.domain.household import (
    CopayClassPeriod,
    Household,
    Member,
    PersonStatus,
    RelatedAgency,
    Role,
    is_multiple_birth,
    present_members,
)
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.storage import HouseholdHit, Reader

from .context import AppContext
from .loading import FEW, Bulk
from .snapshots import CLOSURE_WORDS, present_episodes


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One episode of a household in a list: an open one, or the last one where none is open.

    Attributes:
        programme: short word of its programme; empty while there is only one.
    """

    episode_id: int
    programme: str
    state: CaseState
    step: NextStep


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdRow:
    """One line of the household list.

    Attributes:
        cases: the open episodes, oldest first, one for each programme; the last one where none is open. What
            stands beside them (`episode_id`, `state`, `step` …) is of the newest of them.
        name, kana: of the caregiver, else of the first person.
        child_birth_date: of the youngest target child; None while unborn or unknown.
        due_date: expected date of delivery of a current pregnancy.
        multiple: multiple birth or pregnancy of the target children (多胎).
        state: None for a household without an episode.
        step: the next legal step; None without an episode.
    """

    household_id: int
    cases: tuple[CaseLine, ...]
    episode_id: int | None
    no: str
    name: str
    kana: str
    child_birth_date: date | None
    due_date: date | None
    multiple: bool
    state: CaseState | None
    step: NextStep | None
    received_on: date | None
    route: str
    episode_number: int
    address_protected: bool

    @property
    def programme(self) -> str:
        """Short words of the programmes of its cases; empty while there is only one programme."""
        return "・".join(case.programme for case in self.cases if case.programme)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdDetail:
    """Everything the household tab shows of one household.

    Attributes:
        episodes: all of them, oldest first.
        cases: snapshots of the open ones, or of the last one where none is open, as `row.cases`.
        may_open: programmes that run today and have no open episode of the household: where it can be taken in again
            (that of the last episode first), or beside what is open.
        state: of the newest of `cases`; None without any.
    """

    household: Household
    members: tuple[Member, ...]
    statuses: tuple[PersonStatus, ...]
    copay_classes: tuple[CopayClassPeriod, ...]
    agencies: tuple[RelatedAgency, ...]
    episodes: tuple[Episode, ...]
    referrals: tuple[Referral, ...]
    cases: tuple[CaseSnapshot, ...]
    may_open: tuple[Programme, ...]
    state: CaseState | None
    row: HouseholdRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A household that may be the same family, and why (in words)."""

    household_id: int
    no: str
    name: str
    reasons: tuple[str, ...]


def list_households(ctx: AppContext, *, state: CaseState | None = None) -> tuple[HouseholdRow, ...]:
    """All households by their number, or those in a state; each table is read once, however many there are."""
    with ctx.read() as read:
        rows = _rows(ctx, read, read.list(Household, order_by="no"))
    return tuple(row for row in rows if state is None or any(case.state is state for case in row.cases))


def household_rows(ctx: AppContext, household_ids: Iterable[int]) -> tuple[HouseholdRow, ...]:
    """The lines of these households in this order; ids without a household are left out."""
    wanted = tuple(household_ids)
    with ctx.read() as read:
        found = read.by_ids(Household, wanted)
        return tuple(_rows(ctx, read, [found[i] for i in wanted if i in found]))


def search(ctx: AppContext, text: str, limit: int = 50) -> tuple[HouseholdHit, ...]:
    """Households in which each word of `text` stands, however it is written; see `storage.search`."""
    with ctx.read() as read:
        return read.search_households(text, limit)


def household_detail(ctx: AppContext, household_id: int) -> HouseholdDetail:
    """One household with all of its episodes; raises KnownError ``not_found``."""
    with ctx.read() as read:
        household = read.get(Household, household_id)
        episodes = read.list(Episode, order_by="number", household_id=household_id)
        members = read.list(Member, order_by="position", household_id=household_id)
        cases = tuple(Bulk(ctx, read, present_episodes(read, household_id)).snapshots()) if episodes else ()
        row = _row(ctx, household, members, cases)
        return HouseholdDetail(
            household=household,
            members=members,
            statuses=read.list(PersonStatus, order_by="valid_from", member_id=[m.id for m in members]),
            copay_classes=read.list(CopayClassPeriod, order_by="valid_from", household_id=household_id),
            agencies=read.list(RelatedAgency, household_id=household_id),
            episodes=episodes,
            referrals=read.list(Referral, order_by="referred_on", episode_id=[e.id for e in episodes]),
            cases=cases,
            may_open=_may_open(ctx, cases) if episodes else (),
            state=row.state,
            row=row,
        )


def _rows(ctx: AppContext, read: Reader, households: list[Household] | tuple[Household, ...]) -> list[HouseholdRow]:
    few: dict[str, object] = {} if len(households) > FEW else {"household_id": [h.id for h in households]}
    present: dict[int, list[Episode]] = {}
    episodes = read.list(Episode, order_by="number", limit=None, omit=(), **few)
    some: dict[str, object] = {} if len(episodes) > FEW else {"episode_id": [e.id for e in episodes]}
    closures = read.list(Closure, order_by="id", limit=None, omit=CLOSURE_WORDS, **some)
    closed = {c.episode_id for c in closures}
    for episode in episodes:
        still = [e for e in present.get(episode.household_id, ()) if e.id not in closed]
        present[episode.household_id] = [*still, episode] if episode.id not in closed or not still else still
    bulk = Bulk(ctx, read, [e for many in present.values() for e in many], light=True)
    lone = [h.id for h in households if h.id not in present]
    people = read.list(Member, order_by="position", household_id=lone) if lone else ()
    rows = []
    for household in households:
        cases = tuple(bulk.snapshot(e) for e in present.get(household.id, ()))
        members = cases[-1].members if cases else tuple(m for m in people if m.household_id == household.id)
        rows.append(_row(ctx, household, members, cases))
    return rows


def _row(
    ctx: AppContext, household: Household, members: tuple[Member, ...], cases: tuple[CaseSnapshot, ...]
) -> HouseholdRow:
    here = present_members(members, ctx.today()) or members
    lines = tuple(_line(ctx, case) for case in cases)
    case, line = (cases[-1], lines[-1]) if cases else (None, None)
    main = next((m for m in here if m.role is Role.CAREGIVER), here[0] if here else None)
    births = [m.birth_date for m in here if m.role is Role.TARGET_CHILD and m.birth_date is not None]
    return HouseholdRow(
        household_id=household.id,
        cases=lines,
        episode_id=line.episode_id if line else None,
        no=household.no,
        name=main.name if main else "",
        kana=main.kana if main else "",
        child_birth_date=max(births, default=None),
        due_date=next((m.due_date for m in here if m.due_date is not None), None),
        multiple=is_multiple_birth(here),
        state=line.state if line else None,
        step=line.step if line else None,
        received_on=case.episode.received_on if case else None,
        route=case.episode.route if case else "",
        episode_number=case.episode.number if case else 0,
        address_protected=household.address_protected,
    )


def _may_open(ctx: AppContext, cases: tuple[CaseSnapshot, ...]) -> tuple[Programme, ...]:
    taken = {case.programme.family for case in cases if case.closure is None}
    free = [p for p in ctx.programmes_on(ctx.today()) if p.family not in taken]
    last = cases[-1].programme.family if cases else ""
    return tuple(sorted(free, key=lambda p: p.family != last))


def _line(ctx: AppContext, case: CaseSnapshot) -> CaseLine:
    return CaseLine(
        episode_id=case.episode.id,
        programme=ctx.word(case.programme.id),
        state=case_state(case),
        step=next_steps(case)[0],
    )


def duplicates(ctx: AppContext, member: Member, household: Household | None = None) -> tuple[Duplicate, ...]:
    """Other households that may be the same family: birthday with name or kana, telephone, address.

    Looks at `member` and, when given, at the telephone and address of the household being entered; the household
    of the member itself is never named. Nothing is merged: the nurse decides.
    """
    found: dict[int, list[str]] = {}
    with ctx.read() as read:
        for reason, ids in _same(read, member, household):
            for household_id in ids - {member.household_id, household.id if household else 0}:
                found.setdefault(household_id, []).append(reason)
        rows = {r.household_id: r for r in _rows(ctx, read, list(read.by_ids(Household, found).values()))}
    return tuple(
        Duplicate(household_id=i, no=rows[i].no, name=rows[i].name, reasons=tuple(dict.fromkeys(reasons)))
        for i, reasons in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _same(read: Reader, member: Member, household: Household | None) -> Iterable[tuple[str, set[int]]]:
    if member.birth_date is not None:
        twins = {m.household_id for m in read.list(Member, birth_date=member.birth_date)}
        for text in (member.name, member.kana, *member.former_names.splitlines()):
            if text.strip():
                hits = {h.household_id for h in read.search_households(text.strip(), 50)}
                yield "生年月日と氏名（ふりがな）が同じ人がいます", twins & hits
    phones = {member.phone, *((household.phone, household.mobile) if household else ())}
    for phone in sorted(p for p in phones if sum(map(str.isdecimal, p)) >= 6):
        yield "電話番号が同じです", {h.household_id for h in read.search_households(phone, 50)}
    if household is not None and household.address.strip():
        yield "住所が同じです", {h.id for h in read.list(Household, address=household.address)}

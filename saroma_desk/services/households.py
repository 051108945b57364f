"""Lists of households: their state and next step, search, and who might be the same family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saroma_desk.domain.case import CaseState, Episode, Referral
from saroma_desk.domain.caseflow import NextStep, case_state, next_steps
from saroma_desk.domain.duties import Duty, checks
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
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.storage import HouseholdHit, Reader

from .context import AppContext
from .loading import FEW, Bulk


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdRow:
    """One line of the household list.

    Attributes:
        name, kana: of the caregiver, else of the first person.
        child_birth_date: of the youngest target child; None while unborn or unknown.
        due_date: expected date of delivery of a current pregnancy.
        multiple: multiple birth or pregnancy of the target children (多胎).
        state: None for a household without an episode.
        step: the next legal step; None without an episode.
    """

    household_id: int
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


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdDetail:
    """Everything the household tab shows of one household.

    Attributes:
        episodes: oldest first; `current` is the snapshot of the last one, None without any.
        steps: what is to be done, the next legal step first.
        checks: what is to be looked at besides, see `domain.duties.checks`.
    """

    household: Household
    members: tuple[Member, ...]
    statuses: tuple[PersonStatus, ...]
    copay_classes: tuple[CopayClassPeriod, ...]
    agencies: tuple[RelatedAgency, ...]
    episodes: tuple[Episode, ...]
    referrals: tuple[Referral, ...]
    current: CaseSnapshot | None
    state: CaseState | None
    steps: tuple[NextStep, ...]
    checks: tuple[Duty, ...]
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
    return tuple(row for row in rows if state is None or row.state is state)


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
        current = Bulk(ctx, read, episodes[-1:]).snapshot(episodes[-1]) if episodes else None
        return HouseholdDetail(
            household=household,
            members=members,
            statuses=read.list(PersonStatus, order_by="valid_from", member_id=[m.id for m in members]),
            copay_classes=read.list(CopayClassPeriod, order_by="valid_from", household_id=household_id),
            agencies=read.list(RelatedAgency, household_id=household_id),
            episodes=episodes,
            referrals=read.list(Referral, order_by="referred_on", episode_id=[e.id for e in episodes]),
            current=current,
            state=case_state(current) if current else None,
            steps=next_steps(current) if current else (),
            checks=checks(current) if current else (),
            row=_row(household, members, current, ctx.today()),
        )


def _rows(ctx: AppContext, read: Reader, households: list[Household] | tuple[Household, ...]) -> list[HouseholdRow]:
    few: dict[str, object] = {} if len(households) > FEW else {"household_id": [h.id for h in households]}
    latest = {e.household_id: e for e in read.list(Episode, order_by="number", limit=None, omit=(), **few)}
    bulk = Bulk(ctx, read, tuple(latest.values()), light=True)
    lone = [h.id for h in households if h.id not in latest]
    people = read.list(Member, order_by="position", household_id=lone) if lone else ()
    today, rows = ctx.today(), []
    for household in households:
        episode = latest.get(household.id)
        snapshot = bulk.snapshot(episode) if episode is not None else None
        members = snapshot.members if snapshot else tuple(m for m in people if m.household_id == household.id)
        rows.append(_row(household, members, snapshot, today))
    return rows


def _row(household: Household, members: tuple[Member, ...], case: CaseSnapshot | None, today: date) -> HouseholdRow:
    here = present_members(members, today) or members
    main = next((m for m in here if m.role is Role.CAREGIVER), here[0] if here else None)
    births = [m.birth_date for m in here if m.role is Role.TARGET_CHILD and m.birth_date is not None]
    return HouseholdRow(
        household_id=household.id,
        episode_id=case.episode.id if case else None,
        no=household.no,
        name=main.name if main else "",
        kana=main.kana if main else "",
        child_birth_date=max(births, default=None),
        due_date=next((m.due_date for m in here if m.due_date is not None), None),
        multiple=is_multiple_birth(here),
        state=case_state(case) if case else None,
        step=next_steps(case)[0] if case else None,
        received_on=case.episode.received_on if case else None,
        route=case.episode.route if case else "",
        episode_number=case.episode.number if case else 0,
        address_protected=household.address_protected,
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

"""Taking a family in, and keeping what is known of the household (要領3, 6(1))."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from saroma_desk.domain.case import Episode, Referral
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.household import Household, Member, RelatedAgency, Role
from saroma_desk.storage import UnitOfWork

from .checks import known_code, member_errors, my_number_warnings, not_after_today
from .context import AppContext
from .households import (
    Duplicate,
    HouseholdDetail,
    HouseholdRow,
    duplicates,
    household_detail,
    household_rows,
    list_households,
    search,
)
from .numbering import next_household_no
from .persons import record_birth, set_copay_class, set_status
from .result import Result, Topic

__all__ = [
    "Duplicate",
    "HouseholdDetail",
    "HouseholdRow",
    "IntakeDraft",
    "check_intake",
    "draft_errors",
    "duplicates",
    "household_detail",
    "household_rows",
    "list_households",
    "open_episode",
    "record_birth",
    "remove_agency",
    "remove_member",
    "save_agency",
    "save_household",
    "save_member",
    "search",
    "set_copay_class",
    "set_status",
    "store_intake",
    "take_in",
]

_CHANGED = frozenset({Topic.HOUSEHOLDS, Topic.TASKS})


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeDraft:
    """A family as it became known; records in it are not stored yet (id 0, references 0).

    Attributes:
        household: `no` is given by the program and may be empty.
        members: at least one person with a name.
        referral: who told and what; None when the family asked by itself.
        route: code of the rule set's referral routes.
        intake_kind: ``application``, ``recommended`` or ``measure``.
        received_by: empty means the person at the desk.
        family: programme that the episode is for, see `Programme.family`; empty means that of the episode before,
            or the desk's own.
    """

    household: Household
    members: tuple[Member, ...]
    agencies: tuple[RelatedAgency, ...] = ()
    referral: Referral | None = None
    received_on: date
    route: str
    intake_kind: str = "application"
    summary: str = ""
    received_by: str = ""
    family: str = ""


def take_in(ctx: AppContext, draft: IntakeDraft) -> Result[Episode]:
    """Store a new household with its people and open its first episode (受理, 要領6(1)).

    The episode keeps the rule set in force on the day of intake. Raises KnownError with all field errors at once.
    """
    demand(draft_errors(ctx, draft))
    with ctx.work("受理") as work:
        episode = store_intake(ctx, work, draft)
        work.commit()
    warnings = (*_draft_warnings(draft), *my_number_warnings(draft.household, *draft.members, episode))
    return Result(episode, _CHANGED, tuple(dict.fromkeys(warnings)))


def draft_errors(ctx: AppContext, draft: IntakeDraft) -> list[FieldError]:
    """Everything that keeps a new family from being taken in."""
    errors = [] if draft.members else [FieldError("members", "世帯員を1人以上入力してください。")]
    errors += check_intake(ctx, draft)
    for person in draft.members:
        errors += member_errors(person, ctx.today())
    return errors


def store_intake(ctx: AppContext, work: UnitOfWork, draft: IntakeDraft) -> Episode:
    """Store a checked new family inside a unit of work; the household gets the next number of its fiscal year."""
    no = next_household_no(work, draft.received_on)
    household = work.add(replace(draft.household, no=no, registered_on=draft.received_on))
    for position, person in enumerate(draft.members):
        work.add(replace(person, household_id=household.id, position=position))
    for agency in draft.agencies:
        work.add(replace(agency, household_id=household.id))
    return open_episode(ctx, work, draft, household.id)


def open_episode(
    ctx: AppContext,
    work: UnitOfWork,
    draft: IntakeDraft,
    household_id: int,
    previous: Episode | None = None,
    number: int = 1,
) -> Episode:
    """Open an episode of a stored household inside a unit of work.

    `previous` is the closed one of the same programme that it continues, `number` its own within the household.
    """
    episode = work.add(
        Episode(
            household_id=household_id,
            number=number,
            programme_id=ctx.programme_on(draft.received_on, draft.family).id,
            received_on=draft.received_on,
            route=draft.route,
            intake_kind=draft.intake_kind,
            summary=draft.summary,
            received_by=draft.received_by or ctx.user,
            previous_id=None if previous is None else previous.id,
        )
    )
    if draft.referral is not None:
        work.add(replace(draft.referral, episode_id=episode.id))
    return episode


def check_intake(ctx: AppContext, draft: IntakeDraft) -> list[FieldError]:
    """What is wrong with the part of an intake that concerns the episode."""
    errors = not_after_today({"received_on": (draft.received_on, "受理日")}, ctx.today())
    if draft.referral is not None:
        errors += not_after_today({"referred_on": (draft.referral.referred_on, "把握日")}, ctx.today())
    if draft.family and all(p.family != draft.family for p in ctx.programmes_on(draft.received_on)):
        return [*errors, FieldError("family", "この日に行われていない事業です。")]
    routes = ctx.programme_on(draft.received_on, draft.family).routes
    return errors + known_code(draft.route, routes, "route", "把握経路")


def _draft_warnings(draft: IntakeDraft) -> Iterable[str]:
    if not any(m.role is Role.CAREGIVER for m in draft.members):
        yield "養育者がまだ登録されていません。"
    if not any(m.role is Role.TARGET_CHILD or m.due_date is not None for m in draft.members):
        yield "対象児童も妊婦もまだ登録されていません。"


def save_household(ctx: AppContext, household: Household) -> Result[Household]:
    """Store a changed household; number and first day of registration stay as they are."""
    with ctx.work("世帯の変更") as work:
        stored = work.get(Household, household.id)
        saved = work.save(replace(household, no=stored.no, registered_on=stored.registered_on))
        work.commit()
    return Result(saved, _CHANGED, my_number_warnings(saved))


def save_member(ctx: AppContext, member: Member) -> Result[Member]:
    """Add (id 0) or change a person of a household; the name is kept exactly as typed."""
    demand(member_errors(member, ctx.today()))
    with ctx.work("世帯員の変更" if member.id else "世帯員の追加") as work:
        work.get(Household, member.household_id)
        saved = work.save(member) if member.id else work.add(_placed(work, member))
        work.commit()
    return Result(saved, _CHANGED, my_number_warnings(saved))


def _placed(work: UnitOfWork, member: Member) -> Member:
    """A new person stands last unless a place was given."""
    if member.position:
        return member
    last = work.latest(Member, order_by="position", household_id=member.household_id)
    return replace(member, position=0 if last is None else last.position + 1)


def remove_member(ctx: AppContext, member_id: int, left_on: date | None = None) -> Result[None]:
    """Let a person leave the household on a day, or remove one who was entered by mistake (no day).

    Raises KnownError ``in_use`` when records refer to the person: then a day is needed.
    """
    with ctx.work("世帯員の転出・離脱" if left_on else "世帯員の削除") as work:
        member = work.get(Member, member_id)
        if left_on is None:
            work.remove(member)
        else:
            left = replace(member, left_on=left_on)
            demand(member_errors(left, ctx.today()))
            work.save(left)
        work.commit()
    return Result(None, _CHANGED)


def save_agency(ctx: AppContext, agency: RelatedAgency) -> Result[RelatedAgency]:
    """Add (id 0) or change an agency that is involved (関与機関). KnownError ``invalid_input``: no name."""
    if not agency.name.strip():
        raise KnownError(
            "invalid_input", "機関名を入力してください。", (FieldError("name", "機関名を入力してください。"),)
        )
    with ctx.work("関与機関") as work:
        saved = work.save(agency) if agency.id else work.add(agency)
        work.commit()
    return Result(saved, _CHANGED, my_number_warnings(saved))


def remove_agency(ctx: AppContext, agency_id: int) -> Result[None]:
    """Remove an agency that was entered by mistake."""
    with ctx.work("関与機関の削除") as work:
        work.remove(work.get(RelatedAgency, agency_id))
        work.commit()
    return Result(None, _CHANGED)

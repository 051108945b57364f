"""Changes of a family as a whole: twins (多胎), people who leave, moving out of the town (要領2, 10(2), 13(1)①).

What an act would make of the people stands in pure functions, which `familyviews` shows before anything is stored.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from saroma_desk.domain.errors import FieldError, demand
from saroma_desk.domain.household import Household, Member, Role, present_members
from saroma_desk.storage import UnitOfWork

from .checks import member_errors
from .context import AppContext
from .result import Result, Topic

_CHANGED = frozenset({Topic.HOUSEHOLDS, Topic.DISPATCHES, Topic.TASKS})


def as_multiples(members: tuple[Member, ...], fetuses: int | None, children: Collection[int]) -> tuple[Member, ...]:
    """The members with `fetuses` expected by whoever is pregnant, and `children` (ids) as one multiple birth.

    A target child with a group that is not among `children` loses it.
    """
    chosen = [m for m in members if m.id in children]
    groups = [m.multiple_group for m in chosen if m.multiple_group]
    births = [m.birth_date.isoformat() for m in chosen if m.birth_date is not None]
    group = next(iter((*groups, *births)), "A") if len(chosen) > 1 else ""

    def changed(member: Member) -> Member:
        if member.due_date is not None and fetuses is not None:
            return replace(member, fetuses=fetuses)
        if member.id in children:
            return replace(member, multiple_group=group)
        return replace(member, multiple_group="") if member.role is Role.TARGET_CHILD else member

    return tuple(changed(m) for m in members)


def as_left(members: tuple[Member, ...], leaving: Collection[int], left_on: date) -> tuple[Member, ...]:
    """The members with those of the ids `leaving` gone from `left_on` on, the first day elsewhere."""
    return tuple(replace(m, left_on=left_on) if m.id in leaving else m for m in members)


def set_multiples(
    ctx: AppContext, household_id: int, fetuses: int | None, children: Collection[int]
) -> Result[tuple[Member, ...]]:
    """Record that a pregnancy or the target children are multiple (多胎), or that they are not; see `as_multiples`.

    What was approved stays until a change is approved (要領8(3)). Raises KnownError for a single child or an
    impossible number.
    """
    if len(children) == 1:
        demand([FieldError("children", "多胎は2人以上です。きょうだいのもう一人も選んでください。")])
    with ctx.work("多胎の記録") as work:
        before = _members(work, household_id)
        after = as_multiples(before, fetuses, children)
        _store(ctx, work, before, after)
        work.commit()
    return Result(after, _CHANGED)


def leave(ctx: AppContext, household_id: int, leaving: Collection[int], left_on: date | None) -> Result[None]:
    """Let people leave the household on a day, the first one elsewhere; it may lie ahead.

    Raises KnownError when nobody or no day is named, or the day lies before somebody joined.
    """
    errors = [] if leaving else [FieldError("leaving", "離れる人を選んでください。")]
    if left_on is None:
        errors.append(FieldError("left_on", "世帯を離れる日を入力してください。"))
    demand(errors)
    with ctx.work("世帯員の離脱") as work:
        before = _members(work, household_id)
        if left_on is not None:
            _store(ctx, work, before, as_left(before, leaving, left_on))
        work.commit()
    return Result(None, _CHANGED)


def move_out(ctx: AppContext, household_id: int, left_on: date | None, destination: str = "") -> Result[None]:
    """The whole household leaves the town on a day (転出); the steps that follow are then shown as due.

    `destination` goes to where the resident registration stands. Raises KnownError as `leave` does.
    """
    if left_on is None:
        demand([FieldError("left_on", "転出の日を入力してください。")])
        return Result(None)
    with ctx.work("転出") as work:
        before = _members(work, household_id)
        here = {m.id for m in before if m.left_on is None or m.left_on > left_on}
        _store(ctx, work, before, as_left(before, here, left_on))
        household = work.get(Household, household_id)
        if destination.strip():
            work.save(replace(household, residence=destination))
        work.commit()
    return Result(None, _CHANGED)


def staying(members: tuple[Member, ...], on: date) -> tuple[Member, ...]:
    """Who may be chosen to leave: people who are here on a day and have not announced that they leave."""
    return tuple(m for m in present_members(members, on) if m.left_on is None)


def _members(work: UnitOfWork, household_id: int) -> tuple[Member, ...]:
    work.get(Household, household_id)
    return work.list(Member, order_by="position,id", household_id=household_id)


def _store(ctx: AppContext, work: UnitOfWork, before: tuple[Member, ...], after: tuple[Member, ...]) -> None:
    changed = [new for old, new in zip(before, after, strict=True) if new != old]
    demand([e for member in changed for e in member_errors(member, ctx.today())])
    for member in changed:
        work.save(member)

"""What is true of a person or household from a day on: legal class, copay class, birth (児童福祉法6条の3, 別表2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from saroma_desk.domain.errors import FieldError, demand
from saroma_desk.domain.household import CopayClassPeriod, Household, LegalStatus, Member, PersonStatus, Role
from saroma_desk.storage import UnitOfWork

from .checks import member_errors
from .context import AppContext
from .result import Result, Topic

_CHANGED = frozenset({Topic.HOUSEHOLDS, Topic.TASKS})
_DAY = timedelta(days=1)


def set_status(
    ctx: AppContext, member_id: int, status: LegalStatus, valid_from: date, basis: str = ""
) -> Result[PersonStatus]:
    """Let a legal class begin for one person on a day; the open one ends on the eve.

    A class that began on the same day is replaced. Raises KnownError when it would begin before the latest one.
    """
    with ctx.work("法上の区分") as work:
        stored = _status(work, member_id, status, valid_from, basis)
        work.commit()
    return Result(stored, _CHANGED)


def _status(work: UnitOfWork, member_id: int, status: LegalStatus, valid_from: date, basis: str) -> PersonStatus:
    work.get(Member, member_id)
    last = work.latest(PersonStatus, order_by="valid_from", member_id=member_id)
    demand(_begins_too_early(last.valid_from if last else None, valid_from))
    if last is not None and last.valid_from == valid_from:
        return work.save(replace(last, status=status, basis=basis, valid_to=None))
    if last is not None and (last.valid_to is None or last.valid_to >= valid_from):
        work.save(replace(last, valid_to=valid_from - _DAY))
    return work.add(PersonStatus(member_id=member_id, status=status, valid_from=valid_from, basis=basis))


def _begins_too_early(last_from: date | None, valid_from: date) -> list[FieldError]:
    if last_from is None or valid_from >= last_from:
        return []
    return [FieldError("valid_from", "今の区分の始まりより前の日です。始まりの日を確かめてください。")]


def set_copay_class(ctx: AppContext, period: CopayClassPeriod) -> Result[CopayClassPeriod]:
    """Let a copay class (利用世帯の区分, 別表2) begin on a day; the open one ends on the eve.

    Visits use the class of their own day, so earlier months keep theirs. A class of the same first day is replaced.
    Raises KnownError for an unknown class or a day before the latest one.
    """
    classes = [c for p in ctx.programmes_on(period.valid_from) for c in p.copay_classes]
    errors = [] if any(c.code == period.copay_class for c in classes) else [_unknown_class()]
    with ctx.work("利用世帯の区分") as work:
        work.get(Household, period.household_id)
        last = work.latest(CopayClassPeriod, order_by="valid_from", household_id=period.household_id)
        demand(errors + _begins_too_early(last.valid_from if last else None, period.valid_from))
        draft = replace(period, decided_on=period.decided_on or ctx.today(), decided_by=period.decided_by or ctx.user)
        if last is not None and last.valid_from == period.valid_from:
            stored = work.save(replace(draft, id=last.id, version=last.version))
        else:
            if last is not None and (last.valid_to is None or last.valid_to >= period.valid_from):
                work.save(replace(last, valid_to=period.valid_from - _DAY))
            stored = work.add(replace(draft, id=0, version=0))
        work.commit()
    warnings = () if stored.evidence.strip() else ("確認資料が入力されていません。",)
    return Result(stored, _CHANGED | {Topic.DISPATCHES, Topic.CLAIMS}, warnings)


def _unknown_class() -> FieldError:
    return FieldError("copay_class", "利用世帯の区分を選んでください。")


def record_birth(
    ctx: AppContext,
    mother_id: int,
    children: tuple[Member, ...],
    child_status: LegalStatus = LegalStatus.NEEDS_SUPPORT,
    basis: str = "",
) -> Result[tuple[Member, ...]]:
    """Record a birth: the children join the household and the pregnancy ends.

    A 特定妊婦 ceases to be one on the day of birth; for each child `child_status` (要支援児童 unless told otherwise)
    begins that day. Children of one multiple birth share a group, which keeps the limit of 要領10(2).
    Raises KnownError when a child has no birth date.
    """
    errors = [e for child in children for e in member_errors(child, ctx.today())]
    if not children or any(child.birth_date is None for child in children):
        errors.append(FieldError("birth_date", "生まれた子と、その生年月日を入力してください。"))
    demand(errors)
    with ctx.work("出生") as work:
        mother = work.get(Member, mother_id)
        born = tuple(_newborn(work, mother, child, len(children) > 1) for child in children)
        born_on = min(child.birth_date for child in born if child.birth_date is not None)
        work.save(replace(mother, due_date=None, fetuses=None))
        _end_expectancy(work, mother, born_on)
        if child_status is not LegalStatus.NONE:
            for child in born:
                _status(work, child.id, child_status, born_on, basis)
        work.commit()
    return Result(born, _CHANGED | {Topic.DISPATCHES})


def _newborn(work: UnitOfWork, mother: Member, child: Member, multiple: bool) -> Member:
    siblings = work.list(Member, household_id=mother.household_id)
    group = child.multiple_group
    if multiple and not group:
        group = child.birth_date.isoformat() if child.birth_date else ""
    return work.add(
        replace(
            child,
            household_id=mother.household_id,
            role=Role.TARGET_CHILD,
            multiple_group=group,
            joined_on=child.joined_on or child.birth_date,
            position=1 + max(m.position for m in siblings),
        )
    )


def _end_expectancy(work: UnitOfWork, mother: Member, born_on: date) -> None:
    for status in work.list(PersonStatus, member_id=mother.id, status=LegalStatus.SPECIFIED_EXPECTANT, valid_to=None):
        work.save(replace(status, valid_to=max(born_on, status.valid_from)))

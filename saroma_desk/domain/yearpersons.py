"""Who counts as a child or as pregnant on a day of the year's report."""

from __future__ import annotations

from datetime import date

from .ages import age
from .household import LegalStatus, Member, Role
from .snapshot import CaseSnapshot
from .yearly import PersonsBasis

_ADULT_YEARS = 18
_LONGEST_PREGNANCY_DAYS = 42 * 7  # 過期妊娠; a due date that nobody removed after the birth counts no longer than this
_PREGNANCY_DAYS = 280


def is_pregnant(snapshot: CaseSnapshot, member: Member, on: date) -> bool:
    """Whether the member is a pregnant woman on the day: by the due date, or as 特定妊婦 by a dated status."""
    if member.role is Role.TARGET_CHILD and member.birth_date is None:
        return False  # the unborn child itself
    if member.due_date is not None and _still_expected(snapshot, member.due_date, on):
        return True
    return any(
        s.member_id == member.id
        and s.status is LegalStatus.SPECIFIED_EXPECTANT
        and s.valid_from <= on
        and (s.valid_to is None or on <= s.valid_to)
        for s in snapshot.statuses
    )


def _still_expected(snapshot: CaseSnapshot, due: date, on: date) -> bool:
    """Whether a birth expected on `due` may still lie ahead: a due date that stayed after the birth does not count."""
    days = (on - due).days
    if not -_PREGNANCY_DAYS <= days < _LONGEST_PREGNANCY_DAYS - _PREGNANCY_DAYS:
        return False
    births = (m.birth_date for m in snapshot.members if m.birth_date is not None and m.birth_date <= on)
    return not any(abs((birth - due).days) < _PREGNANCY_DAYS // 2 for birth in births)


def is_child(member: Member, on: date, basis: PersonsBasis, *, unborn_possible: bool) -> bool:
    """Whether the member counts as a child on the day (児童福祉法4条: below 18).

    A target child whose birth date is not known counts, unless somebody in the household is pregnant and the entry
    may be the child expected.
    """
    target = member.role is Role.TARGET_CHILD
    if member.birth_date is None:
        return target and member.due_date is None and not unborn_possible
    if basis is PersonsBasis.TARGET and not target:
        return False
    return member.birth_date <= on and age(member.birth_date, on) < _ADULT_YEARS

"""What changes in a family leave to be looked at: birth, class, applicant, target children, 多胎; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import obligations as owed
from .ages import age
from .calendar import fiscal_year, format_era
from .dispatch import DispatchState
from .duty import Duty, duty
from .household import (
    CopayClassPeriod,
    LegalStatus,
    Member,
    Role,
    copay_class_on,
    is_target,
    moved_out_on,
    present_members,
)
from .limit_build import rules_of, visit_count
from .limits import LimitKind, VisitCount
from .obligations import help_state
from .pricing import policies_from
from .snapshot import CaseSnapshot, HelpCase

_JUNE = 6
_ADULT = 18  # 民法4条; whose coming or going may change what a household is taxed
_RUNNING = (DispatchState.RUNNING, DispatchState.APPROVED, DispatchState.SUSPENDED)


def help_count(snapshot: CaseSnapshot, case: HelpCase) -> VisitCount | None:
    """承認・実施・予定・残 of an application; None before an approval."""
    policies = policies_from(snapshot.programme, snapshot.office.settings)
    multiples = owed.counts_as_multiple(snapshot, case)
    return visit_count(case, policies, rules_of(snapshot.programme), multiples=multiples)


def room_for_multiples(snapshot: CaseSnapshot, case: HelpCase) -> str:
    """That more may be approved because of 多胎, in words; empty where there is no such room."""
    approved = case.dispatch.terms.visits if case.dispatch else None
    if approved is None or not owed.counts_as_multiple(snapshot, case):
        return ""
    for rule in rules_of(snapshot.programme):
        if rule.kind is LimitKind.COUNT_PER_PERIOD and rule.value is not None and approved <= rule.value:
            most = rule.cap(multiples=True)
            return f"多胎のため{most}回まで変更を承認できます（{rule.article}）" if most > approved else ""
    return ""


def of_family(snapshot: CaseSnapshot) -> Iterator[Duty]:
    """What is to be looked at because of the people of the household."""
    key = f"household:{snapshot.household.id}"
    here = {m.id: m for m in present_members(snapshot.members, snapshot.today)}
    yield from _of_births(snapshot, here, key)
    if moved_out_on(snapshot.members) is not None:
        return
    if snapshot.members and not any(is_target(m) for m in here.values()):
        article = snapshot.programme.cite(snapshot.programme.target_groups[0].article.partition("(")[0])
        text = f"対象児童も妊婦もいません。対象の要件（{article}）に当たるかを確かめてください"
        yield duty("eligibility_check", text, None, "households", key)
    for case in snapshot.help_cases:
        waits = owed.undecided(case) or help_state(case, snapshot.today) in _RUNNING
        if waits and case.application.applicant_id not in here:
            text = "申請者が世帯を離れています。利用を続けるか、新しい申請を受けるかを確かめてください"
            yield duty("applicant_check", text, None, "dispatches", f"application:{case.application.id}")
    yield from _of_copay_class(snapshot, key)


def _of_births(snapshot: CaseSnapshot, here: dict[int, Member], key: str) -> Iterator[Duty]:
    for member in here.values():
        if member.due_date is not None and member.due_date < snapshot.today:
            text = f"分娩予定日（{format_era(member.due_date)}）を過ぎました。出生を確かめてください"
            yield duty("birth_check", text, member.due_date, "households", key)
    for status in snapshot.statuses:
        expecting = status.status is LegalStatus.SPECIFIED_EXPECTANT and status.valid_to is None
        if expecting and status.member_id in here and here[status.member_id].due_date is None:
            yield duty("status_check", "特定妊婦の区分が続いています。出産後は終えてください", None, "households", key)


def _of_copay_class(snapshot: CaseSnapshot, key: str) -> Iterator[Duty]:
    """In June the resident tax of the new year is known: classes that rest on an older one are looked at again.

    So is a class that was decided before an adult came or went, since all of a household count (町民税非課税世帯).
    """
    if not any(help_state(h, snapshot.today) in _RUNNING for h in snapshot.help_cases):
        return
    period = copay_class_on(snapshot.copay_classes, snapshot.today)
    year = fiscal_year(snapshot.today)
    if period is None:
        yield duty("class_check", "利用世帯の区分がまだ決まっていません", None, "households", key)
    elif period.tax_year is not None and period.tax_year < year and snapshot.today >= date(year, _JUNE, 1):
        text = "今年度の課税状況で、利用世帯の区分を確かめ直してください"
        yield duty("class_check", text, date(year, _JUNE, 30), "households", key)
    elif _grown_ups_changed(snapshot, period):
        text = "世帯員が変わりました。利用世帯の区分を確かめ直してください"
        yield duty("class_check", text, None, "households", key)


def _grown_ups_changed(snapshot: CaseSnapshot, period: CopayClassPeriod) -> bool:
    known = max(period.valid_from, period.decided_on or period.valid_from)
    return any(
        day is not None and known < day <= snapshot.today and is_adult(m, day)
        for m in snapshot.members
        for day in (m.joined_on, m.left_on)
    )


def is_adult(member: Member, on: date) -> bool:
    """Whether the person is of age on a day; unknown birthdays count as adults, unborn children do not."""
    if member.birth_date is None:
        return member.role is not Role.TARGET_CHILD
    return member.birth_date <= on and age(member.birth_date, on) >= _ADULT

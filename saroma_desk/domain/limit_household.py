"""Limits of a household by day, week, month and spacing: visits under all its applications to the programme count.

An application that follows another (継続) in the same month begins no new month; what counts by the approved period
or as the approval fixes it stays with its application, see `limit_checks`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.limit_checks import Outcome, VisitCheck, count_outcome, earlier, minutes_outcome
from saroma_desk.domain.limit_facts import LimitKind, LimitRule, VisitFacts, VisitSlot


def _of_household(facts: VisitFacts, same: Callable[[VisitSlot], bool] = lambda _: True) -> tuple[list[VisitSlot], str]:
    """Visits of the household that use up a limit before this one does, and a word where others' belong to them."""
    mine, beside = earlier(facts, facts.others, same), earlier(facts, facts.beside, same)
    return [*mine, *beside], "（ほかの申請の訪問を含みます）" if beside else ""


def _count_per_month(rule: LimitRule, facts: VisitFacts) -> Outcome:
    month = facts.visit.month
    before, note = _of_household(facts, lambda v: v.month == month)
    return count_outcome(len(before) + 1, rule.cap(multiples=facts.multiples), "この月の", None, note)


def _count_per_week(rule: LimitRule, facts: VisitFacts) -> Outcome:
    week = facts.visit.week(rule.week_start)
    before, note = _of_household(facts, lambda v: v.week(rule.week_start) == week)
    approved = facts.approval.per_week if facts.approval else None
    return count_outcome(len(before) + 1, rule.cap(multiples=facts.multiples), "この週の", approved, note)


def _spacing(rule: LimitRule, facts: VisitFacts) -> Outcome | None:
    before, _ = _of_household(facts)
    if not before:
        return None
    least, previous = rule.cap(multiples=facts.multiples), max(before, key=lambda v: v.on)
    days = (facts.visit.on - previous.on).days
    whose = "" if previous in facts.others else "（ほかの申請）"
    ready = format_era(previous.on + timedelta(days=least))
    return Outcome(days >= least, f"前の訪問{whose}から{days}日です。{least}日以上あけます。", f"{ready}以後にする")


def _minutes_per_day(rule: LimitRule, facts: VisitFacts) -> Outcome:
    return _minutes(rule, facts, lambda v: v.on == facts.visit.on, "この日の合計")


def _minutes_per_month(rule: LimitRule, facts: VisitFacts) -> Outcome:
    month = facts.visit.month
    return _minutes(rule, facts, lambda v: v.month == month, "この月の合計")


def _minutes(rule: LimitRule, facts: VisitFacts, same: Callable[[VisitSlot], bool], span: str) -> Outcome:
    before, note = _of_household(facts, same)
    total = facts.visit.minutes + sum(v.minutes for v in before)
    return minutes_outcome(total, rule.cap(multiples=facts.multiples), span, note=note)


HOUSEHOLD_CHECKS: dict[LimitKind, VisitCheck] = {
    LimitKind.COUNT_PER_MONTH: _count_per_month,
    LimitKind.COUNT_PER_WEEK: _count_per_week,
    LimitKind.SPACING_DAYS: _spacing,
    LimitKind.MINUTES_PER_DAY: _minutes_per_day,
    LimitKind.MINUTES_PER_MONTH: _minutes_per_month,
}

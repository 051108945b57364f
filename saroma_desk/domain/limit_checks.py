"""One small rule for each kind of limit of a visit: is it kept, with which figures, and what would keep it.

Those that count by day, week or month, across applications, stand in `limit_household`.

A check answers None where it has nothing to say, e.g. the distance to a visit before the first one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from saroma_desk.domain.calendar import format_era, weekday_ja
from saroma_desk.domain.limit_facts import LimitKind, LimitRule, Standing, VisitFacts, VisitSlot
from saroma_desk.domain.periods import Period, period_end

if TYPE_CHECKING:
    from collections.abc import Iterable

_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found.

    Attributes:
        kept: whether the limit is kept.
        figures: the figures, one Japanese sentence or two.
        remedy: what would keep the limit, ending before 「か、」.
        within_approval: broken, but no further than the approval itself goes.
    """

    kept: bool
    figures: str
    remedy: str = ""
    within_approval: bool = False


VisitCheck = Callable[[LimitRule, VisitFacts], Outcome | None]


def earlier(
    facts: VisitFacts, visits: Iterable[VisitSlot], same: Callable[[VisitSlot], bool] = lambda _: True
) -> list[VisitSlot]:
    """Those of the visits that use up a limit before this one does."""
    on, mine = facts.visit.on, facts.visit.order
    before = [v for v in visits if v.on < on or (v.on == on and v.order < mine)]  # most differ by the day alone
    return [v for v in before if v.standing is not Standing.FREE and same(v)]


def count_outcome(nth: int, cap: int, span: str, approved: int | None, note: str = "") -> Outcome:
    """Whether the n-th visit stays within the limit; `approved` is the number that the approval itself allows."""
    return Outcome(
        nth <= cap,
        f"{span}{nth}回目です{note}。限度は{cap}回です。",
        f"{span}{cap}回以内にする",
        within_approval=approved is not None and nth <= approved,
    )


def _count_per_period(rule: LimitRule, facts: VisitFacts) -> Outcome:
    approved = facts.approval.visits if facts.approval else None
    nth = len(earlier(facts, facts.others)) + 1
    return count_outcome(nth, rule.cap(multiples=facts.multiples), "", approved)


def _earlier_in_week(rule: LimitRule, facts: VisitFacts) -> list[VisitSlot]:
    week = facts.visit.week(rule.week_start)
    return earlier(facts, facts.others, lambda v: v.week(rule.week_start) == week)


def _months(rule: LimitRule, facts: VisitFacts) -> Outcome | None:
    if facts.approval is None:
        return None
    months = rule.cap(multiples=facts.multiples)
    last = period_end(facts.approval.period.first, months)
    return Outcome(
        facts.visit.on <= last,
        f"訪問日は{format_era(facts.visit.on)}です。限度の{months}か月は{format_era(last)}までです。",
        f"{format_era(last)}までの日にする",
        within_approval=facts.approval.period.contains(facts.visit.on),
    )


def _window(rule: LimitRule, facts: VisitFacts) -> Outcome:
    approval, visit = facts.approval, facts.visit
    approved = approval is not None and _inside(approval.start, approval.end, visit.start, visit.end)
    return window_outcome(rule, visit.start, visit.end, within_approval=approved)


def window_outcome(rule: LimitRule, start: time, end: time, *, within_approval: bool = False) -> Outcome:
    """Whether the times lie in the window of the day, both ends included."""
    first, last = rule.window()
    span = _hours(first, last)
    figures = f"{_hours(start, end)}です。限度は{span}です。"
    return Outcome(first <= start and end <= last, figures, f"{span}の間にする", within_approval)


def _inside(first: time | None, last: time | None, start: time, end: time) -> bool:
    return first is not None and last is not None and first <= start and end <= last


def _length(rule: LimitRule, facts: VisitFacts) -> Outcome:
    approved = facts.approval.minutes if facts.approval else None
    minutes, cap = facts.visit.minutes, rule.cap(multiples=facts.multiples)
    return minutes_outcome(minutes, cap, "", within_approval=approved is not None and minutes <= approved)


def minutes_outcome(minutes: int, cap: int, span: str, *, within_approval: bool = False, note: str = "") -> Outcome:
    """Whether the minutes stay within the limit."""
    figures = f"{span}{minutes}分です{note}。限度は{cap}分です。"
    return Outcome(minutes <= cap, figures, f"{span}{cap}分以内にする", within_approval)


def _weekday(rule: LimitRule, facts: VisitFacts) -> Outcome:
    weekday = facts.visit.on.weekday()
    days = weekday_names(rule.weekdays)
    return Outcome(
        weekday in rule.weekdays,
        f"{weekday_ja(facts.visit.on)}曜日です。{days}曜日に限られています。",
        f"{days}曜日にする",
        within_approval=facts.approval is not None and weekday in facts.approval.weekdays,
    )


def weekday_names(weekdays: Iterable[int]) -> str:
    """'月・水' from 0 = Monday … 6 = Sunday."""
    return "・".join(_WEEKDAYS[day] for day in sorted(weekdays))


def _holiday(_rule: LimitRule, facts: VisitFacts) -> Outcome:
    holiday = facts.visit.on in facts.holidays
    return Outcome(
        not holiday,
        f"{format_era(facts.visit.on)}は休日{'です' if holiday else 'ではありません'}。",
        "休日でない日にする",
    )


def _gap(rule: LimitRule, facts: VisitFacts) -> Outcome | None:
    same_day = earlier(facts, facts.others, lambda v: v.on == facts.visit.on)
    if not same_day:
        return None
    previous = max(same_day, key=lambda v: v.end)
    gap = previous.gap_minutes(facts.visit)
    said = "前の訪問と時間が重なっています。" if gap < 0 else f"同じ日の前の訪問から{gap}分です。"
    return Outcome(gap > rule.cap(multiples=facts.multiples), said, "訪問の間をあける")


def _contract(_rule: LimitRule, facts: VisitFacts) -> Outcome:
    return contract_outcome(facts.contracts, Period(facts.visit.on, facts.visit.on))


def contract_outcome(contracts: tuple[Period, ...], wanted: Period) -> Outcome:
    """Whether contracts cover every day of `wanted`."""
    bare = first_uncovered(contracts, wanted)
    if bare is None:
        return Outcome(kept=True, figures="契約の期間内です。")
    return Outcome(
        kept=False, figures=f"{format_era(bare)}を含む契約がありません。", remedy="この日を含む契約を登録する"
    )


def _approval(_rule: LimitRule, facts: VisitFacts) -> Outcome:
    if facts.approval is None:
        return Outcome(kept=False, figures="この日の派遣は承認されていません。", remedy="派遣を承認する")
    period, visits = facts.approval.period, facts.approval.visits
    if not period.contains(facts.visit.on):
        return Outcome(
            kept=False,
            figures=f"承認の期間は{span_ja(period)}です。",
            remedy="期間の変更を承認するか、期間内の日にする",
        )
    if visits is None:
        return Outcome(kept=True, figures=f"承認の期間は{span_ja(period)}です。")
    nth = len(earlier(facts, facts.others)) + 1
    return Outcome(nth <= visits, f"{nth}回目です。承認は{visits}回です。", "回数の変更を承認する")


def _as_approved(rule: LimitRule, facts: VisitFacts) -> Outcome | None:
    """What the notice of approval says besides period and number; None where it fixes nothing of it."""
    approval, visit = facts.approval, facts.visit
    if approval is None:
        return None
    nth = len(_earlier_in_week(rule, facts)) + 1
    fixed: list[tuple[bool, str]] = []
    if approval.weekdays:
        words = f"{weekday_ja(visit.on)}曜日です。承認は{weekday_names(approval.weekdays)}曜日です。"
        fixed.append((visit.on.weekday() in approval.weekdays, words))
    if approval.start is not None and approval.end is not None:
        words = f"{_hours(visit.start, visit.end)}です。承認は{_hours(approval.start, approval.end)}です。"
        fixed.append((_inside(approval.start, approval.end, visit.start, visit.end), words))
    if approval.minutes is not None:
        words = f"{visit.minutes}分です。承認は1回{approval.minutes}分です。"
        fixed.append((visit.minutes <= approval.minutes, words))
    if approval.per_week is not None:
        fixed.append((nth <= approval.per_week, f"この週の{nth}回目です。承認は週{approval.per_week}回です。"))
    broken = [words for kept, words in fixed if not kept]
    if not fixed:
        return None
    return Outcome(not broken, "".join(broken) or "承認した曜日・時間・回数のとおりです。", "承認の内容に合わせる")


def _hours(start: time, end: time) -> str:
    return f"{clock(start)}から{clock(end)}まで"


def _suspension(_rule: LimitRule, facts: VisitFacts) -> Outcome:
    for period in facts.suspensions:
        if period.contains(facts.visit.on):
            return Outcome(
                kept=False, figures=f"中止の期間は{span_ja(period)}です。", remedy="中止の期間でない日にする"
            )
    return Outcome(kept=True, figures="中止の期間ではありません。")


def _helper(_rule: LimitRule, facts: VisitFacts) -> Outcome:
    for slot in facts.helper_elsewhere:
        if slot.standing is not Standing.FREE and slot.overlaps(facts.visit):
            figures = f"同じヘルパーに、{_hours(slot.start, slot.end)}別の家庭への訪問があります。"
            return Outcome(kept=False, figures=figures, remedy="時間かヘルパーを変える")
    return Outcome(kept=True, figures="同じ時間に別の家庭への訪問はありません。")


VISIT_CHECKS: dict[LimitKind, VisitCheck] = {
    LimitKind.COUNT_PER_PERIOD: _count_per_period,
    LimitKind.PERIOD_MONTHS: _months,
    LimitKind.TIME_WINDOW: _window,
    LimitKind.VISIT_MINUTES: _length,
    LimitKind.WEEKDAYS: _weekday,
    LimitKind.NOT_ON_HOLIDAYS: _holiday,
    LimitKind.CONSECUTIVE_GAP: _gap,
    LimitKind.INSIDE_CONTRACT: _contract,
    LimitKind.INSIDE_APPROVAL: _approval,
    LimitKind.AS_APPROVED: _as_approved,
    LimitKind.NOT_SUSPENDED: _suspension,
    LimitKind.HELPER_NOT_TWICE: _helper,
}


def first_uncovered(contracts: Iterable[Period], wanted: Period) -> date | None:
    """The first day of `wanted` that no contract covers; None when all days are covered, also by several in a row."""
    day = wanted.first
    for contract in sorted(contracts, key=lambda period: period.first):
        if contract.contains(day):
            if contract.last is None or (wanted.last is not None and wanted.last <= contract.last):
                return None
            day = contract.last + timedelta(days=1)
    return day


def clock(moment: time) -> str:
    """'9:00'."""
    return f"{moment.hour}:{moment.minute:02d}"


def span_ja(period: Period) -> str:
    """'令和8年6月1日から令和8年8月31日まで', or with an open end '令和8年6月1日から'."""
    start = f"{format_era(period.first)}から"
    return start if period.last is None else f"{start}{format_era(period.last)}まで"

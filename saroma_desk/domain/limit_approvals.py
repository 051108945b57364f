"""One small rule for each kind of limit that an approval itself can break; the other kinds wait for the visits.

A check answers None where the approval fixes nothing, e.g. no weekday.
"""

from __future__ import annotations

from collections.abc import Callable

from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.limit_checks import (
    Outcome,
    contract_outcome,
    minutes_outcome,
    span_ja,
    weekday_names,
    window_outcome,
)
from saroma_desk.domain.limit_facts import ApprovalFacts, LimitKind, LimitRule
from saroma_desk.domain.periods import period_end

ApprovalCheck = Callable[[LimitRule, ApprovalFacts], Outcome | None]


def _approved_count(rule: LimitRule, facts: ApprovalFacts) -> Outcome | None:
    return _approved_number(facts.visits, rule.cap(multiples=facts.multiples), "")


def _approved_per_week(rule: LimitRule, facts: ApprovalFacts) -> Outcome | None:
    return _approved_number(facts.per_week, rule.cap(multiples=facts.multiples), "週")


def _approved_number(number: int | None, cap: int, span: str) -> Outcome | None:
    if number is None:
        return None
    return Outcome(number <= cap, f"{span}{number}回です。限度は{span}{cap}回です。", f"{span}{cap}回以内にする")


def _approved_months(rule: LimitRule, facts: ApprovalFacts) -> Outcome:
    months = rule.cap(multiples=facts.multiples)
    last = period_end(facts.period.first, months)
    figures = f"{span_ja(facts.period)}です。限度の{months}か月は{format_era(last)}までです。"
    kept = facts.period.last is not None and facts.period.last <= last
    return Outcome(kept, figures, f"{format_era(last)}までにする")


def _approved_window(rule: LimitRule, facts: ApprovalFacts) -> Outcome | None:
    if facts.start is None or facts.end is None:
        return None
    return window_outcome(rule, facts.start, facts.end)


def _approved_length(rule: LimitRule, facts: ApprovalFacts) -> Outcome | None:
    if facts.minutes is None:
        return None
    return minutes_outcome(facts.minutes, rule.cap(multiples=facts.multiples), "1回")


def _approved_weekdays(rule: LimitRule, facts: ApprovalFacts) -> Outcome | None:
    if not facts.weekdays:
        return None
    days = weekday_names(rule.weekdays)
    figures = f"{weekday_names(facts.weekdays)}曜日です。{days}曜日に限られています。"
    return Outcome(facts.weekdays <= rule.weekdays, figures, f"{days}曜日にする")


def _approved_contract(_rule: LimitRule, facts: ApprovalFacts) -> Outcome:
    return contract_outcome(facts.contracts, facts.period)


APPROVAL_CHECKS: dict[LimitKind, ApprovalCheck] = {
    LimitKind.COUNT_PER_PERIOD: _approved_count,
    LimitKind.COUNT_PER_WEEK: _approved_per_week,
    LimitKind.PERIOD_MONTHS: _approved_months,
    LimitKind.TIME_WINDOW: _approved_window,
    LimitKind.VISIT_MINUTES: _approved_length,
    LimitKind.MINUTES_PER_DAY: _approved_length,
    LimitKind.WEEKDAYS: _approved_weekdays,
    LimitKind.INSIDE_CONTRACT: _approved_contract,
}

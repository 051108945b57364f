"""Legal order of acts, from the pairs of the rule set."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain.order import order_findings

from .casemaker import programme

NAMES = ("applied_on", "surveyed_on", "plan_decided_on", "drafted_on", "decided_on", "notified_on", "first_day")
DAY = date(2026, 6, 10)


def broken(**days: date | None) -> list[str]:
    return [f.rule_id for f in order_findings(programme(), days, "application:3")]


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=7, max_size=7))
def test_days_in_order_are_never_broken(days: list[date]) -> None:
    assert broken(**dict(zip(NAMES, sorted(days), strict=True))) == []


def test_one_day_may_hold_all_acts_and_unknown_days_say_nothing() -> None:
    assert broken(**dict.fromkeys(NAMES, DAY)) == []
    assert broken(decided_on=DAY, surveyed_on=None) == []


def test_each_broken_pair_is_named_with_its_days() -> None:
    days = {"decided_on": DAY, "notified_on": DAY - timedelta(days=1), "first_day": DAY - timedelta(days=2)}
    assert broken(**days) == ["order.decision_before_notice", "order.notice_before_start"]
    finding = order_findings(programme(), days, "application:3")[0]
    assert "令和8年6月9日" in finding.message_ja
    assert finding.excused_by == ("application:3",)

"""The limit engine against counting by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain import limits
from saroma_desk.domain.limits import ApprovalFacts, LimitFinding, LimitRule, Standing, VisitFacts, VisitSlot
from saroma_desk.domain.periods import Period
from tests.domain import oracle

MONDAY = date(2026, 6, 1)
PERIOD = Period(MONDAY, date(2026, 8, 31))
APPROVAL = ApprovalFacts(key="application:1", period=PERIOD, visits=15, contracts=(PERIOD,))


@dataclass(frozen=True)
class Given:
    rule: str
    subject_key: str
    withdrawn_on: date | None = None


def rule(kind: str, **data: Any) -> LimitRule:
    row = {"id": "rule", "kind": kind, "article": "10(2)", "label": "派遣回数", **data}
    return limits.limit_rules([row], clause="10ただし書", prefix="要領")[0]


def slot(number: int = 0, start: str = "10:00", end: str = "11:00", **data: Any) -> VisitSlot:
    base = {"key": f"visit:{number}", "on": MONDAY + timedelta(days=number)} | data
    return VisitSlot(start=time.fromisoformat(start), end=time.fromisoformat(end), **base)


def look(visit: VisitSlot, limit: LimitRule, **facts: Any) -> LimitFinding | None:
    found = limits.check_visit(VisitFacts(**({"visit": visit, "approval": APPROVAL} | facts)), [limit])
    return found[0] if found else None


def check_all(visits: list[VisitSlot], limit: LimitRule, **facts: Any) -> list[LimitFinding]:
    found = [look(v, limit, others=tuple(o for o in visits if o is not v), **facts) for v in visits]
    return [f for f in found if f]


@pytest.mark.parametrize("multiples", [False, True])
@pytest.mark.parametrize("count", range(32))
def test_counts_and_exceptions(count: int, multiples: bool, counted: Callable[[int], None]) -> None:
    cap = 30 if multiples else 15
    found = check_all(
        [slot(n) for n in range(count)], rule("count_per_period", value=15, multiples=30), multiples=multiples
    )
    broken = [f for f in found if not f.kept]
    assert [f.subject for f in broken] == [f"visit:{n}" for n in range(cap, count)]
    for excused in range(len(broken) + 1):
        exceptions = [Given("rule", f.subject) for f in broken[:excused]] + [Given("other", "visit:31")]
        assert limits.unexcused(found, exceptions) == tuple(broken[excused:])
    counted(len(broken) + 1)


@given(st.integers(0, 31), st.integers(0, 31), st.booleans())
def test_an_exception_to_the_approval_excuses_what_was_approved(count: int, approved: int, multiples: bool) -> None:
    cap = 30 if multiples else 15
    approval = replace(APPROVAL, visits=approved)
    limit = rule("count_per_period", value=15, multiples=30)
    found = check_all([slot(n) for n in range(count)], limit, multiples=multiples, approval=approval)
    left = limits.unexcused(found, [Given("rule", "application:1")])
    assert len(left) == max(count - max(cap, approved), 0)


visits = st.lists(st.tuples(st.integers(0, 45), st.integers(8, 17), st.sampled_from(list(Standing))), max_size=25).map(
    lambda rows: [
        slot(day, f"{hour:02d}:00", f"{hour + 1:02d}:30", key=f"visit:{n}", standing=standing)
        for n, (day, hour, standing) in enumerate(rows)
    ]
)


@pytest.mark.parametrize(
    ("kind", "span"),
    [
        ("count_per_period", lambda v: 0),
        ("count_per_month", lambda v: v.on.month),
        ("count_per_week", lambda v: (v.on - MONDAY).days // 7),
        ("count_per_week_from_sunday", lambda v: ((v.on - MONDAY).days + 1) // 7),
    ],
)
@given(visits=visits, cap=st.integers(1, 5))
def test_as_many_are_broken_as_there_are_too_many(kind: str, span: Any, visits: list[VisitSlot], cap: int) -> None:
    kind, _, sunday = kind.partition("_from_")
    limit = rule(kind, value=cap, week_start=6 if sunday else 0)
    broken = [f for f in check_all(visits, limit) if not f.kept]
    used = [span(v) for v in visits if v.standing is not Standing.FREE]
    assert len(broken) == sum(max(used.count(s) - cap, 0) for s in set(used))


@pytest.mark.parametrize(
    ("kind", "span"), [("minutes_per_day", lambda v: v.on), ("minutes_per_month", lambda v: v.on.month)]
)
@given(visits=visits, cap=st.integers(60, 600))
def test_minutes_add_up_over_day_and_month(kind: str, span: Any, visits: list[VisitSlot], cap: int) -> None:
    broken = any(not f.kept for f in check_all(visits, rule(kind, value=cap)))
    used = [v for v in visits if v.standing is not Standing.FREE]
    assert broken == any(90 * sum(span(o) == span(v) for o in used) > cap for v in used)


@given(visits=visits, least=st.integers(1, 7))
def test_spacing_is_the_smallest_distance(visits: list[VisitSlot], least: int) -> None:
    broken = [f for f in check_all(visits, rule("spacing_days", value=least)) if not f.kept]
    days = sorted(v.on for v in visits if v.standing is not Standing.FREE)
    assert len(broken) == sum((b - a).days < least for a, b in pairwise(days))


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1439))
def test_a_helper_is_in_one_home_at_a_time(a: int, b: int, c: int, d: int) -> None:
    mine, other = (
        slot(start=f"{x // 60:02d}:{x % 60:02d}", end=f"{y // 60:02d}:{y % 60:02d}")
        for x, y in (sorted((a, b)), sorted((c, d)))
    )
    shared = oracle.minutes_of(mine.on, mine.start, mine.end) & oracle.minutes_of(other.on, other.start, other.end)
    if a != b and c != d:
        found = look(mine, rule("helper_not_twice"), helper_elsewhere=(other,))
        assert found is not None
        assert found.kept == (not shared)


@pytest.mark.parametrize(
    ("limit", "good", "bad", "said"),
    [
        (
            rule("time_window", start="09:00", end="18:00"),
            slot(start="09:00"),
            slot(start="08:59"),
            "8:59から11:00まで",
        ),
        (rule("time_window", start="09:00", end="18:00"), slot(end="18:00"), slot(end="18:01"), "限度は9:00から18:00"),
        (rule("visit_minutes", value=120), slot(end="12:00"), slot(end="12:01"), "121分です。限度は120分"),
        (rule("weekdays", weekdays=[0, 2]), slot(2), slot(1), "火曜日です。月・水曜日に限られています"),
        (rule("period_months", value=2), slot(60), slot(61), "限度の2か月は令和8年7月31日まで"),
        (rule("inside_contract"), slot(), slot(-1), "令和8年5月31日を含む契約がありません"),
        (rule("inside_approval"), slot(91), slot(92), "承認の期間は令和8年6月1日から令和8年8月31日まで"),
        (rule("not_suspended"), slot(), slot(8), "中止の期間は令和8年6月9日から"),
        (rule("not_on_holidays"), slot(), slot(5), "令和8年6月6日は休日です"),
    ],
)
def test_the_edges_of_each_kind(limit: LimitRule, good: VisitSlot, bad: VisitSlot, said: str) -> None:
    facts = {"contracts": (PERIOD,), "suspensions": (Period(slot(8).on),), "holidays": frozenset({slot(5).on})}
    kept, broken = look(good, limit, **facts), look(bad, limit, **facts)
    assert kept is not None
    assert broken is not None
    assert (kept.kept, kept.remedy_ja, broken.kept) == (True, "", False)
    assert said in broken.message_ja
    assert broken.remedy_ja.endswith("か、やむをえない場合（要領10ただし書）の理由を記録してください。")


@pytest.mark.parametrize(
    ("fixed", "visit", "said"),
    [
        ({"weekdays": frozenset({0, 3})}, slot(1), "火曜日です。承認は月・木曜日です。"),
        ({"start": time(10), "end": time(12)}, slot(start="09:30"), "9:30から11:00までです。承認は10:00から12:00まで"),
        ({"minutes": 45}, slot(), "60分です。承認は1回45分です。"),
        ({"per_week": 1}, slot(2), "この週の2回目です。承認は週1回です。"),
        ({"per_week": 2, "minutes": 60, "weekdays": frozenset({2})}, slot(2), ""),
    ],
)
def test_what_the_approval_fixes_besides_days_and_number(fixed: dict[str, Any], visit: VisitSlot, said: str) -> None:
    limit = rule("as_approved", advisory=True)
    found = look(visit, limit, approval=replace(APPROVAL, **fixed), others=(slot(0, key="visit:9"),))
    assert found is not None
    assert found.kept == (not said)
    assert (said or "承認した曜日・時間・回数のとおりです。") in found.message_ja
    assert look(visit, limit) is None
    assert look(visit, limit, approval=None) is None


@pytest.mark.parametrize(("start", "sixth"), [(0, True), (6, False), (3, False)])
def test_a_week_begins_where_the_rule_lets_it(start: int, sixth: bool) -> None:
    """Monday 29 June 2026 and Sunday 5 July lie in one week from Monday, in two from Sunday or Thursday."""
    limit = rule("count_per_week", value=1, week_start=start)
    found = check_all([slot(28), slot(34)], limit)
    assert [f.kept for f in found] == [True, not sixth]
    left = limits.remaining(replace(APPROVAL, visits=None), [slot(28)], slot(34).on, [limit])
    assert left.week_visits == (0 if sixth else 1)


def test_visits_without_an_approval_or_beyond_its_number() -> None:
    limit = rule("inside_approval")
    missing, beyond = look(slot(), limit, approval=None), check_all([slot(n) for n in range(16)], limit)[-1]
    assert missing is not None
    assert "承認されていません" in missing.message_ja
    assert "16回目です。承認は15回です。" in beyond.message_ja
    assert look(slot(), rule("period_months", value=3), approval=None) is None


@pytest.mark.parametrize(("start", "said"), [("11:00", "前の訪問から0分"), ("10:30", "重なっています"), ("11:01", "")])
def test_visits_in_a_row_are_pointed_out_and_demand_nothing(start: str, said: str) -> None:
    limit = rule("consecutive_gap", value=0, advisory=True)
    found = check_all([slot(0), slot(0, start, "12:00", key="visit:9")], limit)
    assert len(found) == 1
    assert found[0].kept == (not said)
    assert said in found[0].message_ja
    assert limits.unexcused(found, []) == ()


def test_a_visit_that_was_not_done_breaks_nothing() -> None:
    facts = VisitFacts(visit=slot(start="06:00", standing=Standing.FREE), approval=None)
    assert limits.check_visit(facts, [rule("inside_approval")]) == ()


@pytest.mark.parametrize(
    ("limit", "change", "bad"),
    [
        (rule("period_months", value=3), {}, {"period": Period(MONDAY, date(2026, 9, 1))}),
        (rule("period_months", value=3), {}, {"period": Period(MONDAY)}),
        (rule("count_per_period", value=15, multiples=30), {}, {"visits": 16}),
        (rule("count_per_period", value=15, multiples=30), {"visits": 30, "multiples": True}, {"visits": 30}),
        (rule("count_per_week", value=2), {"per_week": 2}, {"per_week": 3}),
        (
            rule("time_window", start="09:00", end="18:00"),
            {"start": time(9), "end": time(18)},
            {"start": time(9), "end": time(19)},
        ),
        (rule("visit_minutes", value=120), {"minutes": 120}, {"minutes": 150}),
        (rule("weekdays", weekdays=[0, 1]), {"weekdays": frozenset({0})}, {"weekdays": frozenset({0, 6})}),
        (rule("inside_contract"), {}, {"contracts": ()}),
    ],
)
def test_approvals(limit: LimitRule, change: dict[str, Any], bad: dict[str, Any]) -> None:
    assert all(f.kept for f in limits.check_approval(replace(APPROVAL, **change), [limit]))
    broken = limits.check_approval(replace(APPROVAL, **bad), [limit])
    assert limits.unexcused(broken, []) == broken != ()
    assert limits.unexcused(broken, [Given("rule", "application:1")]) == ()


def test_an_approval_that_fixes_nothing_breaks_nothing() -> None:
    silent = replace(APPROVAL, visits=None)
    kinds = [
        rule(k, value=1, start="09:00", end="10:00") for k in ("count_per_period", "count_per_week", "time_window")
    ]
    assert limits.check_approval(silent, [*kinds, rule("visit_minutes", value=1), rule("weekdays")]) == ()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 15)), max_size=5), st.integers(0, 20), st.integers(0, 20))
def test_the_first_day_without_a_contract(spans: list[tuple[int, int]], first: int, length: int) -> None:
    contracts = [Period(slot(a).on, slot(a + n).on) for a, n in spans]
    wanted = Period(slot(first).on, slot(first + length).on)
    bare = sorted(oracle.days_of(wanted) - {day for c in contracts for day in oracle.days_of(c)})
    assert limits.first_uncovered(contracts, wanted) == (bare[0] if bare else None)


@given(visits, st.integers(0, 100))
def test_what_is_left(visits: list[VisitSlot], offset: int) -> None:
    on = MONDAY + timedelta(days=offset)
    kinds = ("count_per_period", "count_per_week", "count_per_month", "minutes_per_day", "minutes_per_month")
    left = limits.remaining(replace(APPROVAL, visits=None), visits, on, [rule(k, value=10) for k in kinds])
    used = [v for v in visits if v.standing is not Standing.FREE]
    count = limits.count_visits(10, visits)
    assert count.left == 10 - count.done - count.planned == 10 - len(used)
    assert count.to_come == 10 - sum(v.standing is Standing.COUNTED for v in visits)
    assert left.days == len([d for d in oracle.days_of(PERIOD) if d >= on])
    assert left.week_visits == 10 - sum((v.on - MONDAY).days // 7 == offset // 7 for v in used)
    assert left.month_visits == 10 - sum(v.on.month == on.month for v in used)
    assert left.day_minutes == 10 - sum(90 for v in used if v.on == on)
    assert left.month_minutes == 10 - sum(90 for v in used if v.on.month == on.month)


def test_what_the_rules_do_not_limit_is_left_open() -> None:
    left = limits.remaining(replace(APPROVAL, period=Period(MONDAY)), [slot()], MONDAY, [])
    assert (left.days, left.week_visits, left.month_minutes) == (None, None, None)
    assert limits.count_visits(None, [slot()]).left is None


@pytest.mark.parametrize("row", [{"kind": "unknown"}, {"start": "9 o'clock"}, {"label": None, "weekdays": 3}])
def test_broken_rule_data_are_named(row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"limits\.rule: "):
        rule(**({"kind": "weekdays"} | row))


@pytest.mark.parametrize(("kind", "key"), [("visit_minutes", "value"), ("time_window", "start")])
def test_missing_figures_are_named(kind: str, key: str) -> None:
    with pytest.raises(ValueError, match=rf"limits\.rule: {key}"):
        look(slot(), rule(kind))


def test_a_clause_excuses_only_its_own_article() -> None:
    rows = [{"id": a, "kind": "inside_contract", "article": a, "label": "x"} for a in ("10(1)", "1", "7(2)")]
    assert [r.clause for r in limits.limit_rules(rows, clause="10ただし書")] == ["10ただし書", "", ""]
    found = limits.check_visit(VisitFacts(visit=slot(), approval=None), limits.limit_rules(rows[2:]))
    assert found[0].remedy_ja.endswith("か、それでも行う理由を記録してください。")


def test_two_hundred_clean_households_raise_no_alarm() -> None:
    kinds = ("count_per_period", "visit_minutes", "consecutive_gap", "inside_contract", "inside_approval")
    engine = [rule(kind, value=120) for kind in kinds]
    home = [slot(n) for n in range(15)]
    found = [
        f
        for _, v in product(range(200), home)
        for f in limits.check_visit(
            VisitFacts(visit=v, approval=APPROVAL, contracts=(PERIOD,), others=tuple(home)), engine
        )
    ]
    assert all(f.kept for f in found)


def test_the_rule_set_of_saroma_is_understood() -> None:
    path = Path(__file__).parents[2] / "resources" / "programmes" / "saroma-youiku-2015.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))["limits"]
    rules = limits.limit_rules(data["rules"], clause=data["clause"], prefix="要領")
    facts = VisitFacts(visit=slot(start="08:30", end="11:00"), approval=APPROVAL, contracts=(PERIOD,))
    broken = [(f.rule_id, f.article) for f in limits.check_visit(facts, rules) if not f.kept]
    assert broken == [("window", "要領10(3)"), ("visit_minutes", "要領10(4)")]
    assert all(f.kept for f in limits.check_approval(APPROVAL, rules))

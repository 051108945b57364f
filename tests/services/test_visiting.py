"""Planning and recording visits: what is left is always known, and no limit breaks silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from saroma_desk.domain.dispatch import Confirmation, Visit, VisitStatus
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.limits import VisitCount
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import visiting
from saroma_desk.services.exceptions import NeedsReason
from saroma_desk.services.visiting import VisitDraft

from . import builders, helping
from .helping import JULY, JUNE, TERMS, Helped, excuse

MONDAY = date(2026, 6, 15)
THURSDAY = date(2026, 6, 18)


@pytest.fixture
def family(case: builders.Case) -> Helped:
    helping.answer_all(case.ctx)
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    return family


def days(count: int, first: date = MONDAY) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range(count))


def broken(error: NeedsReason) -> list[str]:
    return [f.rule_id for f in error.findings]


def test_a_series_follows_the_weekdays_and_stops_at_the_approved_number() -> None:
    series = visiting.plan_series(TERMS, frozenset({THURSDAY}))
    assert len(series) == 15
    assert [d.visit_on for d in series[:3]] == [MONDAY, date(2026, 6, 22), date(2026, 6, 25)]
    assert {(d.start, d.end) for d in series} == {(time(10), time(11, 30))}


def test_a_series_leaves_a_place_to_visits_that_stand_in_a_week_already() -> None:
    series = visiting.plan_series(TERMS, held=(date(2026, 6, 17), date(2026, 6, 23), date(2026, 6, 26)))
    assert [d.visit_on for d in series[:2]] == [MONDAY, date(2026, 6, 29)]


def test_without_weekdays_a_series_spreads_over_workdays() -> None:
    series = visiting.plan_series(replace(TERMS, weekdays=(), per_week=3))
    assert {d.visit_on.weekday() for d in series} == {0, 1, 3}
    assert visiting.plan_series(replace(TERMS, start=None)) == ()


def test_fifteen_visits_are_fine_and_the_sixteenth_needs_a_reason(family: Helped) -> None:
    family.schedule(*days(15))
    with pytest.raises(NeedsReason) as caught:
        family.schedule(date(2026, 7, 20))
    assert broken(caught.value) == ["visits", "approval"]
    (late,) = family.schedule(date(2026, 7, 20), rules=("visits", "approval"))
    assert {(e.rule, e.subject_key) for e in family.case.now.exceptions} == {
        ("visits", f"visit:{late.id}"),
        ("approval", f"visit:{late.id}"),
    }


def test_a_visit_pushed_over_the_limit_by_an_earlier_one_is_found(family: Helped) -> None:
    last = family.schedule(*days(15, date(2026, 6, 20)))[-1]
    with pytest.raises(NeedsReason) as caught:
        family.schedule(MONDAY)
    assert {f.subject for f in caught.value.findings} == {f"visit:{last.id}"}


@pytest.mark.parametrize(
    ("rule", "day", "start", "end"),
    [
        ("approval", date(2026, 9, 15), time(10), time(11)),
        ("window", THURSDAY, time(8, 30), time(10)),
        ("window", THURSDAY, time(17), time(18, 30)),
        ("visit_minutes", THURSDAY, time(10), time(12, 1)),
    ],
)
def test_each_limit_asks_for_its_reason(family: Helped, rule: str, day: date, start: time, end: time) -> None:
    with pytest.raises(NeedsReason) as caught:
        family.schedule(day, start=start, end=end)
    assert rule in broken(caught.value)
    assert family.case.now.help_case(family.application.id).visits == ()
    assert family.schedule(day, start=start, end=end, rules=tuple(broken(caught.value)))


def test_one_helper_is_not_in_two_homes(family: Helped, clock: FixedClock) -> None:
    other = helping.helped(family.ctx, clock, family.team)
    family.schedule(THURSDAY)
    with pytest.raises(NeedsReason) as caught:
        other.schedule(THURSDAY, start=time(11), end=time(12))
    assert broken(caught.value) == ["helper_clash"]
    assert other.schedule(THURSDAY, start=time(11, 30), end=time(12, 30))


def test_a_moved_visit_is_checked_again(family: Helped) -> None:
    (visit,) = family.schedule(THURSDAY)
    early = replace(visit, planned_start=time(8), planned_end=time(9))
    with pytest.raises(NeedsReason):
        visiting.move_visit(family.ctx, early)
    moved = visiting.move_visit(family.ctx, early, (excuse("window"),)).value
    with pytest.raises(NeedsReason):
        visiting.move_visit(family.ctx, replace(moved, planned_start=time(7)))


def test_planned_visits_can_be_taken_out_and_recorded_ones_not(family: Helped, clock: FixedClock) -> None:
    first, second = family.schedule(MONDAY, THURSDAY)
    visiting.remove_planned(family.ctx, (second,))
    clock.move_to(THURSDAY)
    done = visiting.record_visit(family.ctx, visiting.as_planned(first)).value
    with pytest.raises(KnownError) as caught:
        visiting.remove_planned(family.ctx, (done,))
    assert caught.value.code == "not_planned"


def test_limit_view_shows_what_is_left_and_what_a_draft_would_break(family: Helped) -> None:
    family.schedule(*days(13))
    view = visiting.limit_view(
        family.ctx, family.application.id, VisitDraft(visit_on=THURSDAY, start=time(8), end=time(9))
    )
    assert view.count == VisitCount(approved=15, done=0, planned=13)
    assert view.remaining is not None
    assert (view.count.left, view.remaining.days) == (2, 89)
    assert [f.rule_id for f in view.unexcused] == ["window"]


def test_limit_view_answers_what_if_they_were_twins(family: Helped) -> None:
    family.schedule(*days(16), rules=("visits", "approval"))
    ctx, key = family.ctx, family.application.id
    assert "visits" in [f.rule_id for f in visiting.limit_view(ctx, key).findings]
    assert "visits" not in [f.rule_id for f in visiting.limit_view(ctx, key, multiples=True).findings]


def test_a_recorded_visit_needs_its_times_and_a_day_that_has_come(family: Helped) -> None:
    (visit,) = family.schedule(THURSDAY)
    with pytest.raises(KnownError) as caught:
        visiting.record_visit(family.ctx, replace(visit, status=VisitStatus.DONE))
    assert {e.field for e in caught.value.fields} == {"visit_on", "actual_start"}


def test_statuses_count_as_the_town_answered(family: Helped, clock: FixedClock) -> None:
    planned = family.schedule(MONDAY, THURSDAY)
    clock.move_to(date(2026, 7, 1))
    visiting.record_visit(family.ctx, replace(planned[0], status=VisitStatus.ABSENT))
    visiting.record_visit(family.ctx, replace(planned[1], status=VisitStatus.WEATHER))
    view = visiting.limit_view(family.ctx, family.application.id)
    assert view.count == VisitCount(approved=15, done=1, planned=0)


def test_a_visit_that_lasted_too_long_needs_a_reason_when_it_is_recorded(family: Helped, clock: FixedClock) -> None:
    (visit,) = family.schedule(THURSDAY)
    clock.move_to(date(2026, 7, 1))
    longer = replace(visiting.as_planned(visit), actual_end=time(12, 30))
    with pytest.raises(NeedsReason) as caught:
        visiting.record_visit(family.ctx, longer)
    assert broken(caught.value) == ["visit_minutes"]
    assert visiting.record_visit(family.ctx, longer, (excuse("visit_minutes"),)).value.status is VisitStatus.DONE


def test_a_report_confirms_planned_rows_and_adds_unplanned_ones(family: Helped, clock: FixedClock) -> None:
    rows = family.done(MONDAY, THURSDAY)
    clock.move_to(JULY)
    extra = Visit(
        application_id=family.application.id,
        provider_id=family.team.provider.id,
        helper_id=family.team.helpers[1].id,
        visit_on=date(2026, 6, 20),
        planned_start=time(13),
        planned_end=time(14),
        actual_start=time(13),
        actual_end=time(14),
        status=VisitStatus.DONE,
        confirmation=Confirmation.SIGNATURE,
    )
    report = family.report((*rows, extra))
    sheet = visiting.report_sheet(family.ctx, family.application.id, JUNE)
    assert sheet.report == report
    assert [(r.number, r.cumulative, r.visit.report_id) for r in sheet.rows] == [(n, n, report.id) for n in (1, 2, 3)]
    assert (sheet.carried, sheet.approved, sheet.left) == (0, 15, 12)


def test_cumulative_numbers_go_on_across_months(family: Helped, clock: FixedClock) -> None:
    june, july = family.done(MONDAY, THURSDAY), family.schedule(date(2026, 7, 2), date(2026, 7, 6))
    clock.move_to(date(2026, 8, 1))
    family.report((june[0], replace(june[1], status=VisitStatus.WEATHER, actual_start=None, actual_end=None)))
    family.report((visiting.as_planned(july[0]), visiting.as_planned(july[1])), JULY)
    assert [r.cumulative for r in visiting.report_sheet(family.ctx, family.application.id, JUNE).rows] == [1, None]
    sheet = visiting.report_sheet(family.ctx, family.application.id, JULY)
    assert ([r.cumulative for r in sheet.rows], sheet.carried) == ([2, 3], 1)


def test_one_report_for_a_month_and_its_warnings(family: Helped, clock: FixedClock) -> None:
    first, _ = family.schedule(MONDAY, THURSDAY)
    clock.move_to(JULY)
    unsealed = visiting.as_planned(first, Confirmation.NONE)
    report = family.report((unsealed,))
    with pytest.raises(KnownError) as caught:
        family.report(())
    assert caught.value.code == "report_exists"
    again = visiting.receive_report(family.ctx, report, ())
    assert any("結果の入っていない訪問が1件" in w for w in again.warnings)


def test_the_check_of_a_report_needs_words_for_a_doubt(family: Helped, clock: FixedClock) -> None:
    rows = family.done(MONDAY)
    clock.move_to(JULY)
    report = family.report(rows)
    with pytest.raises(KnownError):
        visiting.check_report(family.ctx, report.id, agrees=False)
    checked = visiting.check_report(family.ctx, report.id, agrees=True).value
    assert (checked.agrees_with_plan, checked.checked_on, checked.checked_by) == (True, JULY, family.ctx.user)


def test_what_is_left_and_the_longest_period_explain_themselves(family: Helped) -> None:
    family.schedule(*days(2))
    period, left, *week, days_left = visiting.explain_limits(family.ctx, family.application.id)
    assert (left.value_text, left.article) == ("13回", "要領10(2)")
    assert (period.value_text, "要領10(1)" in period.article) == ("令和8年9月14日", True)
    assert [e.title for e in week] == ["この週の残りの回数"]
    assert days_left.value_text == "92日"


def test_reasons_go_with_the_visit_they_were_given_for(family: Helped) -> None:
    (early,) = family.schedule(THURSDAY, start=time(8), end=time(9), rules=("window",))
    visiting.move_visit(family.ctx, replace(early, planned_start=time(9), planned_end=time(10)))
    assert family.case.now.exceptions == ()
    (again,) = family.schedule(MONDAY, start=time(8), end=time(9), rules=("window",))
    visiting.remove_planned(family.ctx, (again,))
    assert family.case.now.exceptions == ()
    with pytest.raises(NeedsReason):
        family.schedule(MONDAY, start=time(8), end=time(9))


def test_a_reason_for_the_plan_does_not_excuse_worse_times(family: Helped, clock: FixedClock) -> None:
    (planned,) = family.schedule(MONDAY, start=time(8, 50), end=time(10), rules=("window",))
    clock.move_to(date(2026, 6, 16))
    as_excused = visiting.record_visit(family.ctx, visiting.as_planned(planned)).value
    earlier = replace(as_excused, actual_start=time(6))
    with pytest.raises(NeedsReason) as caught:
        visiting.record_visit(family.ctx, earlier)
    assert broken(caught.value) == ["window", "visit_minutes"]
    visiting.record_visit(family.ctx, earlier, (excuse("window", "救急のため"), excuse("visit_minutes", "救急のため")))
    assert {e.reason for e in family.case.now.exceptions} == {"救急のため"}


def test_a_reason_given_for_the_approval_holds_for_a_visit_that_moves_within_it(case: builders.Case) -> None:
    helping.answer_all(case.ctx)
    family = helping.apply(case, helping.team(case.ctx))
    family.approve(replace(TERMS, last_day=date(2026, 10, 14)), "period")
    (visit,) = family.schedule(date(2026, 10, 1))
    moved = visiting.move_visit(family.ctx, replace(visit, visit_on=date(2026, 10, 5))).value
    assert moved.visit_on == date(2026, 10, 5)
    assert len(family.case.now.exceptions) == 1


@pytest.mark.parametrize(("start", "end"), [(time(10), time(10)), (time(23), time(1))])
def test_a_visit_of_no_length_or_over_midnight_is_refused_in_words(family: Helped, start: time, end: time) -> None:
    with pytest.raises(KnownError, match=r"始まりより後.*0時"):
        family.schedule(MONDAY, start=start, end=end)

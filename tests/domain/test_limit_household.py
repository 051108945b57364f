"""Limits by day, week, month and spacing count all applications of the household; all others stay with their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.bootstrap import load_programmes
from saroma_desk.domain.dispatch import Application, Dispatch, Terms, Visit, VisitStatus
from saroma_desk.domain.limit_build import Surroundings, check_visits, newly_broken
from saroma_desk.domain.limits import LimitRule, limit_rules
from saroma_desk.domain.pricing import policies_from
from saroma_desk.domain.programme import programme_on
from saroma_desk.domain.snapshot import HelpCase
from tests.domain import oracle

FIRST = date(2026, 6, 1)
PROGRAMME = programme_on(load_programmes(), FIRST)
AROUND = Surroundings(policies=policies_from(PROGRAMME, {}))
KINDS = ("count_per_month", "count_per_week", "minutes_per_day", "minutes_per_month", "spacing_days")
OWN_KINDS = ("count_per_period", "inside_approval", "as_approved", "consecutive_gap")


def rule(kind: str, cap: int, week_start: int = 0) -> LimitRule:
    row = {"id": kind, "kind": kind, "article": "6(4)", "label": "限度", "value": cap, "week_start": week_start}
    return limit_rules([row])[0]


def help_case(number: int, visits: tuple[Visit, ...]) -> HelpCase:
    application = Application(
        id=number, episode_id=1, applicant_id=1, receipt_no="", applied_on=FIRST, received_on=FIRST
    )
    terms = Terms(first_day=FIRST, last_day=date(2026, 8, 31), visits=3, per_week=1)
    dispatch = Dispatch(
        episode_id=1, application_id=number, provider_id=1, approved_on=FIRST, effective_from=FIRST, terms=terms
    )
    return HelpCase(application=application, dispatches=(dispatch,), visits=visits)


def visit(number: int, application: int, day: int, hour: int, status: VisitStatus = VisitStatus.PLANNED) -> Visit:
    return Visit(
        id=number,
        application_id=application,
        provider_id=1,
        visit_on=FIRST + timedelta(days=day),
        planned_start=time(hour),
        planned_end=time(hour + 1, 30),
        status=status,
    )


statuses = st.sampled_from([VisitStatus.PLANNED, VisitStatus.DONE, VisitStatus.WEATHER])
rows = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 40), st.integers(8, 17), statuses), max_size=18)


def household(drawn: list[Any]) -> list[HelpCase]:
    made = [visit(n, *row) for n, row in enumerate(drawn, start=1)]
    return [help_case(key, tuple(v for v in made if v.application_id == key)) for key in (1, 2, 3)]


def broken(cases: list[HelpCase], limit: LimitRule) -> set[str]:
    found = set()
    for case in cases:
        around = replace(AROUND, beside=tuple(c for c in cases if c is not case))
        answers = check_visits(case, case.visits, around, (limit,), only_broken=True)
        found |= {key for key, many in answers.items() if many}
    return found


def expected(cases: list[HelpCase], kind: str, cap: int, week_start: int) -> set[str]:
    counted = [v for c in cases for v in c.visits if v.status is not VisitStatus.WEATHER]
    spans = [(v.visit_on, v.planned_start, f"visit:{v.id}", 90) for v in counted]
    return oracle.household_breaks(kind, cap, week_start, spans)


caps = st.integers(1, 4)


@pytest.mark.parametrize("kind", KINDS)
@given(rows=rows, cap=caps, week_start=st.integers(0, 6))
def test_all_applications_of_a_household_count_together(kind: str, rows: Any, cap: int, week_start: int) -> None:
    cases, cap = household(rows), cap * 90 if "minutes" in kind else cap
    assert broken(cases, rule(kind, cap, week_start)) == expected(cases, kind, cap, week_start)


@pytest.mark.parametrize("kind", KINDS)
@given(rows=rows, cap=caps, more=st.lists(st.tuples(st.integers(0, 40), st.integers(8, 17)), min_size=1, max_size=3))
def test_what_new_visits_break_is_found_under_every_application(kind: str, rows: Any, cap: int, more: Any) -> None:
    cases, cap = household(rows), cap * 90 if "minutes" in kind else cap
    new = tuple(visit(100 + n, 1, day, hour) for n, (day, hour) in enumerate(more))
    around = replace(AROUND, beside=tuple(cases[1:]))
    found = {f.subject for f in newly_broken(cases[0], new, around, (rule(kind, cap),))}
    after = [replace(cases[0], visits=(*cases[0].visits, *new)), *cases[1:]]
    assert found == expected(after, kind, cap, 0) - expected(cases, kind, cap, 0)


@pytest.mark.parametrize("kind", OWN_KINDS)
@given(rows=rows)
def test_what_counts_by_the_approval_stays_with_its_application(kind: str, rows: Any) -> None:
    cases, limit = household(rows), rule(kind, 2)
    assert broken(cases, limit) == {key for case in cases for key in broken([case], limit)}


def test_a_finding_says_that_another_application_counts() -> None:
    cases = [help_case(1, (visit(1, 1, 0, 9), visit(2, 1, 1, 9))), help_case(2, (visit(3, 2, 2, 9),))]
    around = replace(AROUND, beside=(cases[0],))

    def said(kind: str, cap: int) -> str:
        (finding,) = check_visits(cases[1], cases[1].visits, around, (rule(kind, cap),))["visit:3"]
        return finding.message_ja

    assert "この月の3回目です（ほかの申請の訪問を含みます）。限度は2回です。" in said("count_per_month", 2)
    assert "この月の合計270分です（ほかの申請の訪問を含みます）。" in said("minutes_per_month", 200)
    assert "前の訪問（ほかの申請）から1日です。" in said("spacing_days", 2)

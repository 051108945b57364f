"""Counting a year against a second, independent count over the same cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain.case import Closure
from saroma_desk.domain.dispatch import VisitStatus
from saroma_desk.domain.household import LegalStatus, Member, PersonStatus, Role
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.domain.yearcounts import count_year
from saroma_desk.domain.yearly import PersonsBasis, YearData
from tests.reports import world

DAYS = st.dates(date(2025, 4, 1), date(2028, 3, 31))
STATUSES = st.sampled_from(list(VisitStatus))


@st.composite
def towns(draw: st.DrawFn) -> tuple[CaseSnapshot, ...]:
    """Up to six episodes of up to four households, with visits of every status over three years."""
    cases = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        home = draw(st.integers(1, 4))
        received = draw(DAYS)
        case = world.case(home, received)
        visits = tuple(
            world.visit(100 * number + n, draw(DAYS), draw(STATUSES), application_id=number)
            for n in range(draw(st.integers(0, 4)))
        )
        consults = tuple(world.consult(100 * number + n, home, draw(DAYS)) for n in range(draw(st.integers(0, 3))))
        closed = draw(st.none() | st.integers(0, 500))
        cases.append(
            replace(
                case,
                episode=replace(case.episode, id=number, previous_id=draw(st.none() | st.just(9))),
                help_cases=(world.help_case(number, home, visits),) if visits else (),
                consult_visits=consults,
                closure=None
                if closed is None
                else Closure(id=number, episode_id=number, closed_on=received + timedelta(days=closed), reason="moved"),
            )
        )
    return tuple(cases)


def in_year(day: date, year: int) -> bool:
    return (year, 4) <= (day.year, day.month) < (year + 1, 4)


def recount(cases: tuple[CaseSnapshot, ...], year: int) -> dict[str, int]:
    """The definitions once more, said differently: flat lists of facts, then sets."""
    helped = [
        (c.household.id, v)
        for c in cases
        for h in c.help_cases
        for v in h.visits
        if v.status == "done" and in_year(v.visit_on, year)
    ]
    seen = [(c.household.id, v) for c in cases for v in c.consult_visits if in_year(v.visited_on, year)]
    ends = [(c, c.closure.closed_on if c.closure else date(9999, 1, 1)) for c in cases]
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    days = [(home, v.visit_on) for home, v in helped] + [(home, v.visited_on) for home, v in seen]
    return {
        "helper.households": len({home for home, _ in helped}),
        "helper.visits": len({v.id for _, v in helped}),
        "helper.minutes_actual": 90 * len(helped),
        "consult.households": len({home for home, _ in seen}),
        "consult.visits": len(seen),
        "any.households": len({home for home, _ in days}),
        "any.persons": len({home for home, day in days if day >= date(2026, 4, 10)}),  # one child each, born that day
        "cases.new": sum(in_year(c.episode.received_on, year) for c in cases),
        "cases.continued": sum(c.episode.received_on < first <= end for c, end in ends),
        "cases.closed": sum(in_year(end, year) for c, end in ends if c.closure),
        "cases.at_end": sum(c.episode.received_on <= last < end for c, end in ends),
        "cases.active": len({c.household.id for c, end in ends if c.episode.received_on <= last and end >= first}),
    }


@given(towns(), st.sampled_from([2025, 2026, 2027]))
def test_two_counts_agree(cases: tuple[CaseSnapshot, ...], year: int) -> None:
    figures = count_year(world.year_input(year, snapshots=cases, claims=()), year, PersonsBasis.TARGET)
    expected = recount(cases, year)
    assert {key: figures[key].value if key in figures else 0 for key in expected} == expected


@given(towns())
def test_months_add_up_to_the_year_and_ids_to_the_number(cases: tuple[CaseSnapshot, ...]) -> None:
    figures = count_year(world.year_input(snapshots=cases, claims=()), 2026, PersonsBasis.TARGET)
    for key in ("helper.visits", "consult.visits", "helper.minutes_actual"):
        total = figures[key].value if key in figures else 0
        assert sum(f.value for k, f in figures.items() if k.endswith(f"-{k[5:7]}.{key}")) == total
    assert all(f.value == len(f.ids) for f in figures.values() if "minutes" not in f.key)


def test_active_in_two_years_counts_in_each() -> None:
    data = world.year()
    assert (data.count("helper.households", 2025), data.count("helper.households")) == ((1,), (1, 4))
    assert 1 in data.count("cases.active", 2025)
    assert 1 in data.count("cases.active")


def test_visits_go_by_their_day_and_money_by_the_service_month() -> None:
    data = world.year()
    assert data.count("helper.visits") == (3, 4, 8)
    assert (data.value("money.price"), data.value("money.copay"), data.value("money.town")) == (8175, 1635, 6540)
    assert data.value("money.town", 2025) == 4360  # March, paid in May of the next fiscal year


def test_a_returned_claim_counts_nothing() -> None:
    assert world.year().count("claims") == (2, 3, 4)


@pytest.mark.parametrize(
    ("on", "pregnant"), [(date(2026, 6, 1), True), (date(2026, 9, 10), True), (date(2026, 10, 1), False)]
)
def test_expectant_women_are_persons(on: date, *, pregnant: bool) -> None:
    mother = Member(id=30, household_id=3, name="母", role=Role.CAREGIVER, due_date=date(2026, 9, 1))
    case = world.case(3, members=(mother,), consult_visits=(world.consult(1, 3, on, subject="expectant"),))
    assert world.year(snapshots=(case,), claims=()).count("any.expectants") == ((30,) if pregnant else ())


def test_mother_and_newborn_of_one_year_are_two_persons() -> None:
    mother = Member(id=30, household_id=3, name="母", role=Role.CAREGIVER, due_date=date(2026, 9, 1))
    child = Member(id=31, household_id=3, name="子", role=Role.TARGET_CHILD, birth_date=date(2026, 8, 28))
    visits = (world.consult(1, 3, date(2026, 7, 1)), world.consult(2, 3, date(2026, 9, 5)))
    data = world.year(snapshots=(world.case(3, members=(mother, child), consult_visits=visits),), claims=())
    assert (data.count("any.expectants"), data.count("any.children")) == ((30,), (31,))


def test_the_unborn_child_is_not_counted_beside_its_mother() -> None:
    mother = Member(id=30, household_id=3, name="母", role=Role.CAREGIVER)
    unborn = Member(id=31, household_id=3, name="第一子", role=Role.TARGET_CHILD)
    status = PersonStatus(id=1, member_id=30, status=LegalStatus.SPECIFIED_EXPECTANT, valid_from=date(2026, 4, 1))
    case = world.case(
        3, members=(mother, unborn), statuses=(status,), consult_visits=(world.consult(1, 3, date(2026, 6, 1)),)
    )
    assert world.year(snapshots=(case,), claims=()).count("any.persons") == (30,)


def test_persons_may_be_counted_with_all_children() -> None:
    sibling = Member(id=12, household_id=1, name="兄", role=Role.OTHER, birth_date=date(2015, 1, 1))
    grown = Member(id=13, household_id=1, name="姉", role=Role.OTHER, birth_date=date(2005, 1, 1))
    case = world.case(1)
    case = replace(
        case, members=(*case.members, sibling, grown), consult_visits=(world.consult(1, 1, date(2026, 6, 1)),)
    )

    def persons(basis: str) -> tuple[int, ...]:
        data: YearData = world.year(entries={"basis.persons": basis}, snapshots=(case,), claims=())
        return data.count("any.persons")

    assert (persons("target"), persons("all")) == ((11,), (11, 12))


def test_reviews_and_goals() -> None:
    data = world.year()
    assert (data.count("review.due"), data.count("review.done")) == ((2,), (2,))
    assert data.count("close.all_goals_reached") == (2,)

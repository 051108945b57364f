"""Legal periods against the table of the specification and a walk through the days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain.periods import (
    Period,
    add_days_counting_first,
    add_days_from_next_day,
    corresponding_day,
    days_left,
    period_end,
)
from tests.domain import oracle

DAYS = st.dates(date(2015, 4, 1), date(2045, 3, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(st.dates(date(2026, 1, 1), date(2026, 2, 28)))
    length = draw(st.none() | st.integers(0, 40))
    return Period(first, None if length is None else first + timedelta(days=length))


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2026-06-01", "2026-08-31"),
        ("2026-06-15", "2026-09-14"),
        ("2026-11-28", "2027-02-27"),
        ("2026-11-29", "2027-02-28"),
        ("2026-11-30", "2027-02-28"),
        ("2026-12-01", "2027-02-28"),
        ("2027-11-29", "2028-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2027-01-31", "2027-04-30"),
        ("2026-05-31", "2026-08-30"),
        ("2026-12-31", "2027-03-30"),
    ],
)
def test_three_months_end_as_the_civil_code_counts(start: str, last: str) -> None:
    assert period_end(date.fromisoformat(start), months=3) == date.fromisoformat(last)


@given(DAYS, st.sampled_from([1, 3, 6, 12]))
def test_period_end_agrees_with_walking_the_days(start: date, months: int) -> None:
    assert period_end(start, months) == oracle.walk_to_the_eve_of_the_corresponding_day(start, months)


@pytest.mark.parametrize("months", [1, 3, 6, 12])
def test_every_start_date_of_thirty_years(months: int, counted: Callable[[int], None]) -> None:
    days = list(oracle.every_day(date(2015, 4, 1), date(2045, 3, 31)))
    for start in days:
        assert period_end(start, months) == oracle.eve_of_the_corresponding_day(start, months)
    counted(len(days))


@given(DAYS, st.integers(1, 24))
def test_a_corresponding_day_is_the_day_after_the_period(start: date, months: int) -> None:
    day = corresponding_day(start, months)
    assert day in (None, period_end(start, months) + timedelta(days=1))


def test_no_period_is_shorter_than_a_month() -> None:
    with pytest.raises(ValueError, match="1か月以上"):
        period_end(date(2026, 4, 1), 0)


def test_days_left_count_today_and_the_last_day() -> None:
    end = date(2026, 11, 24)
    assert [days_left(end, date(2026, 11, 22) + timedelta(days=n)) for n in range(5)] == [3, 2, 1, 0, 0]


def test_limits_in_days_count_the_first_day_only_when_told_so() -> None:
    accepted = date(2026, 11, 1)
    assert add_days_counting_first(accepted, 30) == date(2026, 11, 30)
    assert add_days_from_next_day(accepted, 30) == date(2026, 12, 1)
    with pytest.raises(ValueError, match="1日以上"):
        add_days_counting_first(accepted, 0)


@given(DAYS, st.integers(1, 400))
def test_a_limit_that_counts_the_first_day_holds_so_many_days(day: date, days: int) -> None:
    assert Period(day, add_days_counting_first(day, days)).days == days


@given(periods(), periods())
def test_two_periods_compared_as_sets_of_days(one: Period, other: Period) -> None:
    mine, theirs = oracle.days_of(one), oracle.days_of(other)
    shared = one.intersect(other)
    assert (oracle.days_of(shared) if shared else set()) == mine & theirs
    assert one.overlaps(other) == bool(mine & theirs)
    assert one.covers(other) == (theirs <= mine and not (other.last is None and one.last is not None))


@given(periods(), st.dates(date(2025, 12, 1), date(2026, 5, 1)))
def test_a_period_contains_its_days_only(period: Period, day: date) -> None:
    assert period.contains(day) == (day in oracle.days_of(period))


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="終わりが始まりより前"):
        Period(date(2026, 4, 2), date(2026, 4, 1))


def test_length_of_a_period() -> None:
    assert Period(date(2026, 6, 1), date(2026, 8, 31)).days == 92
    assert Period(date(2026, 6, 1)).days is None

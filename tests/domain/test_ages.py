"""Ages against a walk through the days, and the edges that law knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain import ages
from saroma_desk.domain.ages import Stage
from tests.domain import oracle

BIRTHS = st.dates(date(1990, 1, 1), date(2030, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2023, 12, 31), date(2024, 1, 31)]
)


@given(BIRTHS, st.integers(0, 2000))
def test_months_agree_with_walking_the_days(birth: date, days: int) -> None:
    on = birth + timedelta(days=days)
    assert ages.age_in_months(birth, on) == oracle.months_attained_before(birth, on)


@given(BIRTHS, st.integers(0, 40 * 366))
def test_years_agree_with_counted_eves(birth: date, days: int) -> None:
    on = birth + timedelta(days=days)
    assert ages.age(birth, on) == sum(ages.attained_on(birth, years) < on for years in range(1, 42))


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
        (date(2024, 2, 29), date(2028, 2, 28), 3),
        (date(2024, 2, 29), date(2028, 2, 29), 4),
        (date(2020, 4, 1), date(2026, 3, 31), 5),
        (date(2020, 4, 1), date(2026, 4, 1), 6),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_birthdays(birth: date, on: date, years: int) -> None:
    assert ages.age(birth, on) == years


def test_an_age_is_attained_on_the_eve() -> None:
    assert ages.attained_on(date(2020, 4, 1), 6) == date(2026, 3, 31)
    assert ages.attained_on(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert ages.attained_on(date(2024, 2, 29), 4) == date(2028, 2, 28)


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("2026-01-10", "生後0日"),
        ("2026-01-22", "生後12日"),
        ("2026-02-09", "生後30日"),
        ("2026-02-10", "1か月"),
        ("2027-01-09", "11か月"),
        ("2027-01-10", "1歳0か月"),
        ("2027-03-10", "1歳2か月"),
        ("2029-01-09", "2歳11か月"),
        ("2029-01-10", "3歳"),
        ("2033-05-01", "7歳"),
    ],
)
def test_ages_in_words(on: str, text: str) -> None:
    assert ages.format_age(date(2026, 1, 10), date.fromisoformat(on)) == text


@pytest.mark.parametrize("rule", [ages.age, ages.days_old, ages.stage, ages.format_age])
def test_nobody_has_an_age_before_birth(rule: object) -> None:
    with pytest.raises(ValueError, match="生年月日より前"):
        rule(date(2026, 1, 2), date(2026, 1, 1))  # type: ignore[operator]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 310))
def test_weeks_of_pregnancy_count_to_forty(due: date, days: int) -> None:
    begun = due - timedelta(days=280)
    weeks, rest = ages.gestation(due, begun + timedelta(days=days))
    assert (weeks * 7 + rest, rest < 7) == (days, True)


def test_weeks_of_pregnancy_in_words() -> None:
    assert ages.format_gestation(date(2026, 12, 1), date(2026, 11, 1)) == "妊娠35週5日"
    assert ages.format_gestation(date(2026, 12, 1), date(2026, 12, 4)) == "妊娠40週3日"
    with pytest.raises(ValueError, match="妊娠前の日"):
        ages.gestation(date(2026, 12, 1), date(2026, 1, 1))


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_school_begins_on_the_april_after_six_is_attained(birth: date) -> None:
    entry = ages.school_entry(birth)
    attained = oracle.walk_years_to_the_eve(birth, 6)
    assert entry == min(date(year, 4, 1) for year in range(2000, 2040) if date(year, 4, 1) > attained)


@pytest.mark.parametrize(
    ("birth", "on", "text"),
    [
        (date(2020, 4, 1), date(2026, 4, 1), "小1"),
        (date(2020, 4, 2), date(2027, 3, 31), ""),
        (date(2020, 4, 2), date(2027, 4, 1), "小1"),
        (date(2014, 4, 2), date(2027, 3, 31), "小6"),
        (date(2014, 4, 2), date(2027, 4, 1), "中1"),
        (date(2010, 5, 1), date(2026, 11, 22), "高1相当"),
        (date(2000, 5, 1), date(2026, 11, 22), ""),
    ],
)
def test_school_years(birth: date, on: date, text: str) -> None:
    assert ages.school_year(birth, on) == text


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        ("2020-04-02", Stage.NEONATE),
        ("2020-04-29", Stage.NEONATE),
        ("2020-04-30", Stage.INFANT),
        ("2021-04-01", Stage.INFANT),
        ("2021-04-02", Stage.TODDLER),
        ("2027-03-31", Stage.TODDLER),
        ("2027-04-01", Stage.SCHOOLCHILD),
        ("2033-03-31", Stage.SCHOOLCHILD),
        ("2033-04-01", Stage.ADOLESCENT),
        ("2038-04-01", Stage.ADOLESCENT),
        ("2038-04-02", Stage.ADULT),
    ],
)
def test_stages_of_a_childhood(on: str, stage: Stage) -> None:
    assert ages.stage(date(2020, 4, 2), date.fromisoformat(on)) is stage

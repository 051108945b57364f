"""Hand-entered figures: what a person may type and what carries over."""

from __future__ import annotations

import pytest

from saroma_desk.domain.office import YearFigure
from saroma_desk.domain.yearentries import canonical, checked, entered_for


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
    [
        ("budget.2026.budget.total", "420,000", "420000"),
        ("budget.2026.actual.general", "１０，２０５円", "10205"),
        ("demand.2026.rate", "100%", "100"),
        ("indicator.a.providers.2027.expected", " 7 ", "7"),
        ("demand.2026.actual", "", ""),
        ("evaluation.own", "ｂ", "B"),
        ("text.review", "  =1+1 ", "=1+1"),
        ("grant.rounding", "1,000", "1000"),
    ],
)
def test_typed_becomes_canonical(key: str, typed: str, stored: str) -> None:
    assert canonical(key, typed) == stored


@pytest.mark.parametrize(
    ("key", "typed"),
    [("demand.2026.rate", "十"), ("evaluation.own", "D"), ("grant.rounding", "0"), ("budget.2026.budget.total", "1.5")],
)
def test_bad_input_is_told_in_words(key: str, typed: str) -> None:
    good, errors = checked({key: typed, "demand.2026.expected": "3"})
    assert good == {"demand.2026.expected": "3"}
    assert [e.field for e in errors] == [key]


def test_unknown_cells_are_refused() -> None:
    assert [e.field for e in checked({"budget.26.total": "1"})[1]] == ["budget.26.total"]


def test_plans_carry_over_and_the_years_own_words_do_not() -> None:
    typed = {"demand.2026.expected": "10", "text.outline": "概要", "evaluation.own": "B", "grant.rounding": "100"}
    figures = [YearFigure(fiscal_year=2025, family="x", key=k, value=v) for k, v in typed.items()]
    assert entered_for(figures, 2025) == typed
    assert set(entered_for(figures, 2026)) == {"demand.2026.expected", "text.outline", "grant.rounding"}
    assert entered_for(figures, 2024) == {}


def test_the_years_own_entry_wins_and_an_empty_one_clears() -> None:
    figures = [
        YearFigure(fiscal_year=2026, family="x", key="demand.2026.expected", value="12"),
        YearFigure(fiscal_year=2025, family="x", key="demand.2026.expected", value="10"),
        YearFigure(fiscal_year=2025, family="x", key="text.outline", value="概要"),
        YearFigure(fiscal_year=2026, family="x", key="text.outline", value=""),
    ]
    assert entered_for(figures, 2026) == {"demand.2026.expected": "12"}

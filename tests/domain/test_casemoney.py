from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from saroma_desk.domain.casemoney import lines_by_visit, rate_on, unit_copays
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.fee import OpenQuestion
from tests.forms import snapshots

CASE = snapshots.rich_case()
VISITS = tuple(v for v in CASE.help_cases[0].visits if v.visit_on.month == 9)
DAY = VISITS[0].visit_on


def test_copay_is_two_tenths_of_each_unit_price() -> None:
    assert rate_on(CASE, DAY) == Fraction(1, 5)
    assert unit_copays(CASE, 91, DAY) == (364, 181)


def test_a_measure_costs_the_family_nothing() -> None:
    measure = replace(CASE, episode=replace(CASE.episode, intake_kind="measure"))
    assert unit_copays(measure, 91, DAY) == (0, 0)
    assert {line.copay_yen for line in lines_by_visit(measure, VISITS).values()} == {0}


def test_visits_that_cost_nothing_have_no_line() -> None:
    lines = lines_by_visit(CASE, VISITS)
    assert len(VISITS) - len(lines) == 1
    assert all(line.price_yen == line.copay_yen + line.town_yen for line in lines.values())


def test_without_a_copay_class_nothing_is_guessed() -> None:
    unknown = replace(CASE, copay_classes=())
    assert unit_copays(unknown, 91, DAY) is None
    with pytest.raises(KnownError) as stopped:
        lines_by_visit(unknown, VISITS)
    assert stopped.value.code == "copay_class_unknown"


def test_without_a_price_the_question_is_named() -> None:
    with pytest.raises(OpenQuestion) as stopped:
        unit_copays(replace(CASE, prices=()), 91, DAY)
    assert stopped.value.keys == ("price.first_hour_yen", "price.half_hour_yen")

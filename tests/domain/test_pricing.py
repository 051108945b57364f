"""From visits to money lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest

from saroma_desk.bootstrap import load_programmes
from saroma_desk.domain.dispatch import Visit, VisitStatus
from saroma_desk.domain.fee import BillingRule, OpenQuestion, PriceTerms
from saroma_desk.domain.pricing import PricedVisit, lines_of, minutes_between, policies_from, price_terms
from saroma_desk.domain.programme import programme_on
from saroma_desk.domain.provider import UnitPrice

PROGRAMME = programme_on(load_programmes(), date(2026, 6, 1))
ANSWER = "counts=yes;fee=first_hour;copay=no"
RULE = BillingRule(
    step_rounding="ceil", basis="actual", minimum_minutes=60, copay_round_at="unit", copay_rounding="floor1"
)


def item(day: int, minutes: int, status: VisitStatus = VisitStatus.DONE, **changes: object) -> PricedVisit:
    plain = PricedVisit(
        visit=Visit(
            id=day,
            application_id=1,
            provider_id=1,
            visit_on=date(2026, 6, day),
            planned_start=time(10),
            planned_end=time(11),
            actual_start=time(10),
            actual_end=time(10 + minutes // 60, minutes % 60),
            status=status,
        ),
        household_id=1,
        price_id=1,
        terms=PriceTerms(60, 1820, 30, 905),
        copay_class="other",
        rate=Fraction(1, 5),
        policy=policies_from(PROGRAMME, {"cancel.absent": ANSWER})[status.value],
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("minutes", "price", "copay", "town"),
    [(45, 1820, 364, 1456), (61, 2725, 545, 2180), (90, 2725, 545, 2180), (91, 3630, 726, 2904)],
)
def test_the_table_of_the_programme_holds(minutes: int, price: int, copay: int, town: int) -> None:
    (line,) = lines_of((item(1, minutes),), RULE)
    assert (line.price_yen, line.copay_yen, line.town_yen) == (price, copay, town)


def test_lines_stand_by_household_and_day_and_leave_out_what_costs_nothing() -> None:
    found = lines_of(
        (
            item(9, 60),
            item(3, 60, household_id=2),
            item(5, 60),
            item(7, 60, reported=False),
            replace(item(8, 60), visit=replace(item(8, 60).visit, actual_end=None)),
        ),
        RULE,
    )
    assert [(x.household_id, x.visit_on.day) for x in found] == [(1, 5), (1, 9), (2, 3)]


def test_a_status_nobody_decided_about_is_a_question() -> None:
    with pytest.raises(OpenQuestion) as caught:
        lines_of((item(1, 60, VisitStatus.WEATHER),), RULE)
    assert caught.value.keys == ("cancel.weather",)
    (line,) = lines_of((item(1, 60, VisitStatus.ABSENT),), RULE)
    assert (line.price_yen, line.copay_yen) == (1820, 0)


@pytest.mark.parametrize("answer", ["yes", "counts=yes;fee=none", "counts=ja;fee=none;copay=no"])
def test_an_answer_in_another_shape_is_refused(answer: str) -> None:
    with pytest.raises(ValueError, match=r"cancel\.absent"):
        policies_from(PROGRAMME, {"cancel.absent": answer})


def test_what_the_rule_set_settles_needs_no_answer() -> None:
    settled = policies_from(PROGRAMME, {"cancel.done": ANSWER})
    assert settled["done"] == PROGRAMME.status_policy("done")
    assert settled["absent"].fee is None


def test_prices_take_their_minutes_from_the_rule_set() -> None:
    price = UnitPrice(provider_id=1, valid_from=date(2026, 4, 1), first_hour_yen=1000, half_hour_yen=None)
    assert price_terms(PROGRAMME, price) == PriceTerms(60, 1000, 30, None)
    assert price_terms(PROGRAMME, None) == PriceTerms(60, None, 30, None)
    assert minutes_between(time(10, 30), time(9)) == -90

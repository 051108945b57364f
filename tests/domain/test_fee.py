"""Prices and copay against the table of the specification and the clock."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from saroma_desk.domain import fee
from saroma_desk.domain.fee import BillingRule, Charge, OpenQuestion, PriceTerms, Share
from tests.domain import oracle

PRICE = PriceTerms(60, 1820, 30, 905)
STEPS = ["ceil", "floor", "nearest15"]
PLACES = ["unit", "visit", "month"]
ROUNDINGS = ["floor1", "floor10", "ceil1", "half_up1"]
TENTHS = [0, 2, 3]

rules = st.builds(
    BillingRule,
    step_rounding=st.sampled_from(STEPS),
    basis=st.just("actual"),
    minimum_minutes=st.just(60),
    copay_round_at=st.sampled_from(PLACES),
    copay_rounding=st.sampled_from(ROUNDINGS),
)
yens = st.integers(500, 5000)
prices = st.builds(PriceTerms, st.just(60), yens, st.just(30), yens)


def rule(steps: str | None = "ceil", place: str | None = "unit", rounding: str | None = "floor1") -> BillingRule:
    return fee.billing_rule(
        {"step_rounding": steps, "basis": "lesser", "copay_round_at": place, "copay_rounding": rounding}
    )


@pytest.mark.parametrize(
    ("minutes", "steps", "units", "price_yen", "copay_yen", "town_yen"),
    [
        (45, "ceil", 0, 1820, 364, 1456),
        (45, "floor", 0, 1820, 364, 1456),
        (60, "ceil", 0, 1820, 364, 1456),
        (60, "floor", 0, 1820, 364, 1456),
        (61, "ceil", 1, 2725, 545, 2180),
        (61, "floor", 0, 1820, 364, 1456),
        (90, "ceil", 1, 2725, 545, 2180),
        (90, "floor", 1, 2725, 545, 2180),
        (91, "ceil", 2, 3630, 726, 2904),
        (91, "floor", 1, 2725, 545, 2180),
        (120, "ceil", 2, 3630, 726, 2904),
        (120, "floor", 2, 3630, 726, 2904),
        (74, "nearest15", 0, 1820, 364, 1456),
        (75, "nearest15", 1, 2725, 545, 2180),
        (104, "nearest15", 1, 2725, 545, 2180),
        (105, "nearest15", 2, 3630, 726, 2904),
    ],
)
def test_the_table_of_the_specification(
    minutes: int, steps: str, units: int, price_yen: int, copay_yen: int, town_yen: int
) -> None:
    charged = fee.charge(minutes, PRICE, rule(steps))
    paid = fee.copay(charged, PRICE, Fraction(2, 10), rule(steps))
    assert charged == Charge(1, units, 60 + 30 * units, price_yen)
    assert (paid, fee.town_part(charged, paid)) == (copay_yen, town_yen)


@pytest.mark.parametrize("steps", STEPS)
def test_every_minute_agrees_with_the_clock(steps: str, counted: Callable[[int], None]) -> None:
    counted(601)
    for minutes in range(601):
        price_yen = oracle.price_by_the_clock(minutes, 1823, 907, steps)
        assert fee.charge(minutes, PriceTerms(60, 1823, 30, 907), rule(steps)).price_yen == price_yen


@given(st.integers(0, 600), prices, st.sampled_from(TENTHS), rules)
def test_copay_agrees_with_decimal_arithmetic(minutes: int, price: PriceTerms, tenths: int, rule: BillingRule) -> None:
    charged = fee.charge(minutes, price, rule)
    assert fee.copay(charged, price, Fraction(tenths, 10), rule) == _expected(charged, price, tenths, rule)


def _expected(charged: Charge, price: PriceTerms, tenths: int, rule: BillingRule) -> int:
    first_yen, step_yen = price.settled()
    units = ((charged.first_units, first_yen), (charged.step_units, step_yen))
    return oracle.copay_of(charged.price_yen, units, tenths, str(rule.copay_round_at), str(rule.copay_rounding))


def test_all_minutes_roundings_classes_and_odd_prices(counted: Callable[[int], None]) -> None:
    """Every 40th of 1.2 million combinations in the normal run, all of them in the profile `nightly`.

    One visit alone: there the month as the place of rounding is the same as the visit.
    """
    stride = 1 if hypothesis_settings.get_current_profile_name() == "nightly" else 40
    odd_prices = [(1820 + n, 905 + 3 * n) for n in range(35) if n % 5]
    further = {(steps, m): oracle.price_by_the_clock(m, 0, 1, steps) for steps in STEPS for m in range(601)}
    cases = list(product(odd_prices, STEPS, PLACES[:2], ROUNDINGS, TENTHS))
    for offset, ((first_yen, step_yen), steps, place, rounding, tenths) in enumerate(cases):
        price, how = PriceTerms(60, first_yen, 30, step_yen), rule(steps, place, rounding)
        minutes_tried = range(offset % stride, 601, stride)
        for minutes in minutes_tried:
            units = ((int(minutes > 0), first_yen), (further[steps, minutes], step_yen))
            price_yen = sum(count * yen for count, yen in units)
            charged = fee.charge(minutes, price, how)
            paid = fee.copay(charged, price, Fraction(tenths, 10), how)
            assert (charged.price_yen, paid) == (price_yen, oracle.copay_of(price_yen, units, tenths, place, rounding))
            assert fee.town_part(charged, paid) + paid == price_yen
        counted(len(minutes_tried))


shares = st.builds(
    lambda minutes, price, tenths: Share(fee.charge(minutes, price, rule()), price, Fraction(tenths, 10)),
    st.integers(0, 200),
    prices,
    st.sampled_from(TENTHS),
)


@given(st.lists(shares, max_size=15), rules)
def test_a_month_adds_up_exactly(visits: list[Share], rule: BillingRule) -> None:
    copays = fee.copay_month(visits, rule)
    town = [fee.town_part(v.charge, paid) for v, paid in zip(visits, copays, strict=True)]
    assert all(type(paid) is int and 0 <= paid <= v.charge.price_yen for v, paid in zip(visits, copays, strict=True))
    assert sum(copays) + sum(town) == sum(v.charge.price_yen for v in visits)
    assert all(paid == 0 for v, paid in zip(visits, copays, strict=True) if not v.rate)


@given(st.lists(shares, max_size=15), st.sampled_from(ROUNDINGS))
def test_rounded_at_the_month_the_sum_is_rounded_once(visits: list[Share], rounding: str) -> None:
    total = sum((v.charge.price_yen * v.rate for v in visits), Fraction(0))
    copays = fee.copay_month(visits, rule(place="month", rounding=rounding))
    assert sum(copays) == oracle.rounded(oracle.decimal_tenths(total), rounding)


def test_the_place_of_rounding_matters_for_odd_prices() -> None:
    price = PriceTerms(60, 1823, 30, 907)
    charged = fee.charge(90, price, rule())
    fifth = Fraction(2, 10)
    assert fee.copay(charged, price, fifth, rule(place="unit")) == 545
    assert fee.copay(charged, price, fifth, rule(place="visit")) == 546


@pytest.mark.parametrize(("basis", "minutes"), [("actual", 95), ("planned", 90), ("lesser", 90)])
def test_minutes_by_basis(basis: str, minutes: int) -> None:
    assert fee.bill_minutes(90, 95, fee.billing_rule({"basis": basis})) == minutes


@pytest.mark.parametrize(("policy", "minutes"), [("none", 0), ("first_hour", 60), ("planned", 120), ("time", 100)])
def test_minutes_by_the_policy_of_a_status(policy: str, minutes: int) -> None:
    assert fee.minutes_by_policy("absent", policy, (120, 100), PRICE, rule()) == minutes


def test_open_questions_are_named() -> None:
    half_open = PriceTerms(60, None, 30, 905)
    with pytest.raises(OpenQuestion) as prices_open:
        fee.charge(60, half_open, rule())
    with pytest.raises(OpenQuestion) as steps_open:
        fee.charge(60, PRICE, rule(steps=None))
    with pytest.raises(OpenQuestion) as copay_open:
        fee.copay(Charge(1, 0, 60, 1820), PRICE, Fraction(2, 10), rule(place=None, rounding=None))
    with pytest.raises(OpenQuestion) as policy_open:
        fee.minutes_by_policy("absent", None, (60, 0), PRICE, rule())
    assert prices_open.value.keys == ("price.first_hour_yen",)
    assert steps_open.value.keys == ("billing.step_rounding",)
    assert copay_open.value.keys == ("billing.copay_round_at", "billing.copay_rounding")
    assert policy_open.value.keys == ("cancel.absent",)


def test_all_open_questions_at_once() -> None:
    nothing = fee.open_questions(PriceTerms(60, None, 30, None), fee.billing_rule({}))
    assert len(nothing) == 6
    assert fee.open_questions(PRICE, rule()) == ()
    with pytest.raises(OpenQuestion):
        fee.bill_minutes(60, 60, BillingRule())


def test_households_that_pay_nothing_need_no_rounding_rule() -> None:
    assert fee.copay(Charge(1, 1, 90, 2725), PRICE, Fraction(0), BillingRule()) == 0


@pytest.mark.parametrize("data", [{"basis": "guess"}, {"minimum_minutes": -1}, {"copay_rounding": "floor5"}])
def test_unknown_settings_are_refused_by_name(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(data))):
        fee.billing_rule(data)


def test_impossible_minutes_are_refused() -> None:
    with pytest.raises(ValueError, match="0分より短く"):
        fee.charge(-1, PRICE, rule())
    with pytest.raises(ValueError, match=r"visit_statuses\.absent\.fee"):
        fee.minutes_by_policy("absent", "half", (60, 60), PRICE, rule())

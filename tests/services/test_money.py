"""What a visit costs and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from saroma_desk.domain.dispatch import VisitStatus
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import money, visiting
from saroma_desk.services.context import AppContext

from . import builders, helping
from .helping import Helped

MONDAY = date(2026, 6, 15)


@pytest.fixture
def family(case: builders.Case, clock: FixedClock) -> Helped:
    helping.answer_all(case.ctx)
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    return family


def test_a_visit_explains_price_and_copay(family: Helped, clock: FixedClock) -> None:
    (visit,) = family.done(MONDAY)
    stored = visiting.record_visit(family.ctx, visit).value
    found = money.visit_money(family.ctx, stored.id)
    assert found.line is not None
    assert (found.line.price_yen, found.line.copay_yen, found.line.town_yen) == (2725, 545, 2180)
    price, copay, town = money.explain_visit(family.ctx, stored.id)
    assert (price.value_text, copay.value_text, town.value_text) == ("2,725円", "545円", "2,180円")
    assert price.article == "別表1"


@pytest.mark.parametrize(
    ("status", "price", "copay"), [(VisitStatus.ABSENT, 1820, 364), (VisitStatus.CANCELLED_SAME_DAY, 1820, 0)]
)
def test_a_visit_that_was_not_done_costs_what_the_town_answered(
    family: Helped, status: VisitStatus, price: int, copay: int
) -> None:
    (planned,) = family.schedule(MONDAY)
    stored = visiting.record_visit(family.ctx, replace(planned, status=status)).value
    line = money.visit_money(family.ctx, stored.id).line
    assert line is not None
    assert (line.price_yen, line.copay_yen) == (price, copay)


def test_a_visit_that_costs_nothing_has_nothing_to_explain(family: Helped) -> None:
    (planned,) = family.schedule(MONDAY)
    stored = visiting.record_visit(family.ctx, replace(planned, status=VisitStatus.WEATHER)).value
    assert money.explain_visit(family.ctx, stored.id) == ()


def test_measures_pay_no_copay(ctx: AppContext, clock: FixedClock) -> None:
    helping.answer_all(ctx)
    family = helping.apply(builders.take_in(ctx, clock, intake_kind="measure"), helping.team(ctx))
    family.approve()
    stored = visiting.record_visit(ctx, family.done(MONDAY)[0]).value
    line = money.visit_money(ctx, stored.id).line
    assert line is not None
    assert (line.price_yen, line.copay_yen) == (2725, 0)


def test_rounding_by_the_month_shares_the_yen_among_the_visits(family: Helped, clock: FixedClock) -> None:
    helping.answer_all(family.ctx, **{"billing.copay_round_at": "month", "billing.copay_rounding": "floor10"})
    rows = family.done(MONDAY, date(2026, 6, 18))
    clock.move_to(date(2026, 7, 1))
    stored = [visiting.record_visit(family.ctx, v).value for v in rows]
    copays = [money.visit_money(family.ctx, v.id).line.copay_yen for v in stored]  # type: ignore[union-attr]
    assert copays == [540, 550]


def test_an_open_price_is_named(case: builders.Case) -> None:
    helping.answer_all(case.ctx)
    family = helping.apply(case, helping.team(case.ctx, first_hour_yen=None))
    family.approve()
    stored = visiting.record_visit(case.ctx, family.done(MONDAY, end=time(11))[0]).value
    with pytest.raises(OpenQuestion) as caught:
        money.visit_money(case.ctx, stored.id)
    assert "1時間単価" in caught.value.message

"""What a visit costs and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from saroma_desk.domain.dispatch import VisitStatus
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.provider import UnitPrice
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, money, providers, visiting
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
    price, copay, town = found.explanations
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
    assert money.visit_money(family.ctx, stored.id).explanations == ()


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


def test_an_explanation_says_where_the_minutes_come_from(family: Helped) -> None:
    (visit,) = family.done(MONDAY)
    stored = visiting.record_visit(family.ctx, replace(visit, actual_end=time(11, 1))).value
    price, copay, _ = money.visit_money(family.ctx, stored.id).explanations
    assert dict(price.inputs) | {} == {
        "予定の時間": "10:00から11:30まで（90分）",
        "実績の時間": "10:00から11:01まで（61分）",
        "算定の基礎": "実績の時間",
        "算定のもとの時間": "61分",
        "端数": "端数切上げ",
        "算定時間": "90分",
        "最初の60分": "1,820円",
        "30分増すごと": "905円",
    }
    assert ("利用世帯の区分", "その他の世帯") in copay.inputs


def test_a_frozen_line_is_explained_as_it_was_paid(family: Helped, clock: FixedClock) -> None:
    rows = family.done(MONDAY)
    clock.move_to(date(2026, 7, 10))
    family.report(rows)
    received = helping.received(family.ctx, family.team, 2180)
    (line,) = claims.accept(family.ctx, received.id).value.lines
    price = UnitPrice(
        provider_id=family.team.provider.id,
        valid_from=MONDAY,
        first_hour_yen=5000,
        half_hour_yen=500,
        tax_class="exempt",
    )
    providers.save_price(family.ctx, price)
    assert [e.value_text for e in money.explain_line(family.ctx, line)] == ["2,725円", "545円", "2,180円"]
    (visit,) = family.case.now.help_cases[0].visits
    visiting.record_visit(family.ctx, replace(visit, actual_end=time(12)), (helping.excuse("order.locked_month"),))
    told = money.explain_line(family.ctx, line)[0]
    assert (told.value_text, dict(told.inputs)["算定時間"], "実績の時間" in dict(told.inputs)) == (
        "2,725円",
        "90分",
        False,
    )
    (back, _) = claims.compute(family.ctx, family.team.provider.id, helping.JULY).value.lines
    (taken,) = money.explain_line(family.ctx, back)
    assert (taken.title, taken.value_text) == ("補正（取消し）", "-2,180円")


def test_copay_is_shared_over_two_applications_of_a_month(family: Helped, clock: FixedClock) -> None:
    helping.answer_all(family.ctx, **{"billing.copay_round_at": "month", "billing.copay_rounding": "floor10"})
    rows = family.done(MONDAY)
    second = replace(family, application=helping.file(family.case))
    second.approve(helping.TERMS, "order.application_gap")
    others = second.done(date(2026, 6, 18))
    clock.move_to(date(2026, 7, 10))
    family.report(rows)
    second.report(others)
    lines = claims.compute(family.ctx, family.team.provider.id, helping.JUNE).value.lines
    assert [x.copay_yen for x in lines] == [540, 550]
    told = [money.visit_money(family.ctx, x.visit_id).line for x in lines]
    assert told == list(lines)

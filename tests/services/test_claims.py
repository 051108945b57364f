"""A provider's month from the reports to the payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from saroma_desk.domain.claim import AskedLine, Claim, ClaimStatus
from saroma_desk.domain.dispatch import Confirmation, VisitStatus
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.household import CopayClassPeriod
from saroma_desk.domain.provider import UnitPrice
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, intake, providers, settings, visiting
from saroma_desk.services.context import AppContext
from saroma_desk.services.exceptions import NeedsReason
from saroma_desk.services.explaining import explain_claim

from . import builders, helping
from .helping import JULY, JUNE, Helped, excuse

MONDAY, THURSDAY = date(2026, 6, 15), date(2026, 6, 18)
IN_JULY, IN_AUGUST = date(2026, 7, 10), date(2026, 8, 10)
NINETY_MINUTES = 1820 + 905
COPAY = 364 + 181


@pytest.fixture
def team(ctx: AppContext) -> helping.Team:
    helping.answer_all(ctx)
    return helping.team(ctx)


@pytest.fixture
def family(case: builders.Case, team: helping.Team) -> Helped:
    family = helping.apply(case, team)
    family.approve()
    return family


@pytest.fixture
def june(family: Helped, clock: FixedClock) -> Helped:
    """Two visits of 90 minutes in June, reported on 10 July."""
    rows = family.done(MONDAY, THURSDAY)
    clock.move_to(IN_JULY)
    family.report(rows)
    return family


def compute(family: Helped, month: date = JUNE) -> Claim:
    return claims.compute(family.ctx, family.team.provider.id, month).value


def accepted(family: Helped, month: date = JUNE) -> Claim:
    claim = compute(family, month)
    received = helping.received(family.ctx, family.team, claim.town_yen, month)
    return claims.accept(family.ctx, received.id).value


def test_the_claim_comes_from_reported_visits_only(june: Helped, clock: FixedClock) -> None:
    clock.move_to(MONDAY)
    june.schedule(date(2026, 6, 22))
    clock.move_to(IN_JULY)
    result = claims.compute(june.ctx, june.team.provider.id, JUNE)
    claim = result.value
    assert [line.visit_on for line in claim.lines] == [MONDAY, THURSDAY]
    assert (claim.price_yen, claim.copay_yen, claim.town_yen) == (
        2 * NINETY_MINUTES,
        2 * COPAY,
        2 * (NINETY_MINUTES - COPAY),
    )
    assert any("1件" in w for w in result.warnings)


def test_open_questions_stop_the_claim_by_name(case: builders.Case, clock: FixedClock) -> None:
    family = helping.apply(case, helping.team(case.ctx, half_hour_yen=None))
    family.approve()
    rows = family.done(MONDAY)
    clock.move_to(IN_JULY)
    family.report(rows)
    with pytest.raises(OpenQuestion) as caught:
        compute(family)
    assert "30分" in caught.value.message or "算定" in caught.value.message
    assert [e.field for e in caught.value.fields] == list(caught.value.keys)


def test_an_unanswered_cancellation_stops_only_a_month_that_needs_it(june: Helped, clock: FixedClock) -> None:
    settings.answer_question(june.ctx, "cancel.absent", "", date(2026, 4, 2))
    assert compute(june).lines
    clock.move_to(MONDAY)
    (visit,) = june.schedule(date(2026, 6, 22))
    clock.move_to(IN_JULY)
    sheet = visiting.report_sheet(june.ctx, june.application.id, JUNE)
    assert sheet.report is not None
    visiting.receive_report(june.ctx, sheet.report, (replace(visit, status=VisitStatus.ABSENT),))
    with pytest.raises(OpenQuestion) as caught:
        compute(june)
    assert caught.value.keys == ("cancel.absent",)


def test_price_and_class_are_those_of_the_visits_day(june: Helped) -> None:
    ctx, provider = june.ctx, june.team.provider
    providers.save_price(
        ctx,
        UnitPrice(
            provider_id=provider.id,
            valid_from=THURSDAY,
            first_hour_yen=2000,
            half_hour_yen=1000,
            tax_class="exempt",
        ),
    )
    intake.set_copay_class(
        ctx,
        CopayClassPeriod(household_id=june.case.household_id, copay_class="tax_exempt", valid_from=date(2026, 6, 16)),
    )
    first, second = compute(june).lines
    assert (first.price_yen, first.copay_yen) == (NINETY_MINUTES, COPAY)
    assert (second.price_yen, second.copay_yen, second.town_yen) == (3000, 0, 3000)


def test_a_household_without_a_class_is_named(june: Helped) -> None:
    with june.ctx.work("test") as work:
        for period in work.list(CopayClassPeriod):
            work.remove(period)
        work.commit()
    with pytest.raises(KnownError) as caught:
        compute(june)
    assert (caught.value.code, "R8-0001" in caught.value.message) == ("copay_class_unknown", True)
    assert claims.list_claims(june.ctx)[0].claim is None


def test_an_equal_paper_has_no_difference_and_is_accepted(june: Helped) -> None:
    claim = compute(june)
    line = AskedLine(
        household_id=june.case.household_id,
        visits=2,
        minutes=180,
        price_yen=claim.price_yen,
        copay_yen=claim.copay_yen,
        town_yen=claim.town_yen,
    )
    received = helping.received(june.ctx, june.team, claim.town_yen, asked=(line,), sheets=1)
    assert claims.compare(june.ctx, received.id) == ()
    done = claims.accept(june.ctx, received.id).value
    assert (done.status, done.due_on) == (ClaimStatus.ACCEPTED, date(2026, 8, 8))
    with pytest.raises(KnownError) as caught:
        compute(june)
    assert caught.value.code == "month_locked"


def test_a_difference_needs_a_reason(june: Helped) -> None:
    received = helping.received(june.ctx, june.team, compute(june).town_yen + 10)
    with pytest.raises(claims.HasDifferences) as caught:
        claims.accept(june.ctx, received.id)
    assert [d.amount for d in caught.value.differences] == [10]
    done = claims.accept(june.ctx, received.id, difference_reason="団体が訂正を了承").value
    assert (done.town_yen, done.difference_reason) == (2 * (NINETY_MINUTES - COPAY), "団体が訂正を了承")


def test_a_returned_claim_stays_beside_the_next_attempt(june: Helped) -> None:
    received = helping.received(june.ctx, june.team, 1)
    with pytest.raises(KnownError):
        claims.return_claim(june.ctx, received.id, " ")
    claims.return_claim(june.ctx, received.id, "合計の誤り")
    again = helping.received(june.ctx, june.team, 2 * (NINETY_MINUTES - COPAY))
    detail = claims.claim_detail(june.ctx, again.id)
    assert [(c.attempt, c.status) for c in detail.attempts] == [(1, ClaimStatus.RETURNED), (2, ClaimStatus.RECEIVED)]
    assert detail.differences == ()


def test_late_rows_of_an_accepted_month_are_correction_lines_of_the_next(june: Helped, clock: FixedClock) -> None:
    accepted(june)
    clock.move_to(date(2026, 7, 1))
    july = june.done(date(2026, 7, 2))
    sheet = visiting.report_sheet(june.ctx, june.application.id, JUNE)
    late = replace(sheet.rows[0].visit, id=0, version=0, visit_on=date(2026, 6, 25), report_id=None)
    clock.move_to(IN_AUGUST)
    june.report(july, JULY)
    assert sheet.report is not None
    with pytest.raises(NeedsReason) as caught:
        visiting.receive_report(june.ctx, sheet.report, (late,))
    assert [f.rule_id for f in caught.value.findings] == ["order.locked_month"]
    visiting.receive_report(june.ctx, sheet.report, (late,), (excuse("order.locked_month"),))
    lines = compute(june, JULY).lines
    assert [(x.visit_on, x.correction) for x in lines] == [(date(2026, 7, 2), False), (date(2026, 6, 25), True)]
    accepted(june, JULY)
    assert compute(june, date(2026, 8, 1)).lines == ()


def test_a_changed_row_of_an_accepted_month_is_taken_back_first(june: Helped, clock: FixedClock) -> None:
    accepted(june)
    clock.move_to(IN_AUGUST)
    visit = visiting.report_sheet(june.ctx, june.application.id, JUNE).rows[0].visit
    shorter = replace(visit, actual_end=time(11))
    visiting.record_visit(june.ctx, shorter, (excuse("order.locked_month"),))
    claim = compute(june, JULY)
    assert [(x.price_yen, x.copay_yen, x.town_yen) for x in claim.lines] == [
        (-NINETY_MINUTES, -COPAY, COPAY - NINETY_MINUTES),
        (1820, 364, 1456),
    ]


def test_inspection_comes_before_payment_and_march_belongs_to_the_old_year(june: Helped, clock: FixedClock) -> None:
    claim = accepted(june)
    clock.move_to(date(2026, 8, 31))
    with pytest.raises(KnownError) as caught:
        claims.pay(june.ctx, claim.id, date(2026, 7, 31))
    assert caught.value.code == "not_inspected"
    claims.inspect(june.ctx, claim.id, IN_JULY, "検査　一")
    late = claims.pay(june.ctx, claim.id, date(2026, 8, 31), "支出第5号")
    assert (late.value.status, late.value.expense_no, len(late.warnings)) == (ClaimStatus.PAID, "支出第5号", 1)
    (row,) = claims.list_claims(june.ctx, JUNE)
    assert (row.fiscal_year, row.locked, row.visits, row.reports) == (2026, True, 2, 1)


def test_march_services_belong_to_the_fiscal_year_that_ends(family: Helped, clock: FixedClock) -> None:
    clock.move_to(date(2027, 4, 10))
    march = claims.compute(family.ctx, family.team.provider.id, date(2027, 3, 1)).value
    assert claims.claim_detail(family.ctx, march.id).fiscal_year == 2026


def test_nothing_is_accepted_before_the_paper_arrived(june: Helped) -> None:
    claim = compute(june)
    for act in (lambda: claims.accept(june.ctx, claim.id), lambda: claims.inspect(june.ctx, claim.id, IN_JULY, "検査")):
        with pytest.raises(KnownError) as caught:
            act()
        assert caught.value.code in ("not_received", "not_accepted")


def test_the_desk_shows_both_sides_of_each_household(june: Helped) -> None:
    household = june.case.household_id
    received = helping.received(
        june.ctx, june.team, 5000, asked=(AskedLine(household_id=household, visits=3, town_yen=5000),), sheets=2
    )
    detail = claims.claim_detail(june.ctx, received.id)
    (row,) = detail.households
    assert (row.no, row.name, row.computed.visits, row.asked.visits) == ("R8-0001", builders.CAREGIVER.name, 2, 3)
    assert {d.code for d in detail.differences} >= {"sheets"}
    assert row.differences


def test_the_desk_says_what_stops_it(june: Helped) -> None:
    claim = compute(june)
    settings.answer_question(june.ctx, "billing.basis", "", date(2026, 4, 2))
    detail = claims.claim_detail(june.ctx, claim.id)
    assert [e.field for e in detail.open_questions] == ["billing.basis"]


def test_a_missing_seal_is_found(family: Helped, clock: FixedClock) -> None:
    rows = tuple(replace(v, confirmation=Confirmation.NONE) for v in family.done(MONDAY))
    clock.move_to(IN_JULY)
    family.report(rows)
    claim = compute(family)
    assert [d.code for d in claims.compare(family.ctx, claim.id)] == ["no_confirmation"]


def test_the_due_date_explains_itself(june: Helped) -> None:
    before = explain_claim(june.ctx, compute(june).id)
    *rest, due = explain_claim(june.ctx, accepted(june).id)
    assert len(rest) == len(before)
    assert due.value_text == "令和8年8月8日"


def test_a_row_entered_twice_can_be_undone_and_removed(june: Helped) -> None:
    twice = replace(visiting.report_sheet(june.ctx, june.application.id, JUNE).rows[0].visit, id=0, version=0)
    stored = visiting.record_visit(june.ctx, twice).value
    assert "double_entry" in {d.code for d in claims.compare(june.ctx, compute(june).id)}
    visiting.remove_planned(june.ctx, (visiting.undo_record(june.ctx, stored.id).value,))
    assert claims.compare(june.ctx, compute(june).id) == ()


def test_undoing_a_paid_row_takes_the_money_back(june: Helped, clock: FixedClock) -> None:
    paid = accepted(june).lines[0]
    clock.move_to(IN_AUGUST)
    undone = visiting.undo_record(june.ctx, paid.visit_id, (excuse("order.locked_month"),)).value
    with pytest.raises(KnownError) as caught:
        visiting.remove_planned(june.ctx, (undone,))
    assert caught.value.code == "month_locked"
    assert [x.town_yen for x in compute(june, JULY).lines] == [-paid.town_yen]


def test_days_that_cannot_be_are_refused(june: Helped) -> None:
    received = helping.received(june.ctx, june.team, compute(june).town_yen)
    future, early = date(2026, 8, 1), date(2026, 7, 9)
    for refused in (
        lambda: claims.accept(june.ctx, received.id, future),
        lambda: claims.return_claim(june.ctx, received.id, "誤り", early),
        lambda: claims.return_claim(june.ctx, received.id, "誤り", future),
    ):
        with pytest.raises(KnownError, match=r"今日より後|受付日より前"):
            refused()
    claim = claims.accept(june.ctx, received.id).value
    with pytest.raises(KnownError, match="最後の訪問の日より前"):
        claims.inspect(june.ctx, claim.id, MONDAY, "検査　一")
    claims.inspect(june.ctx, claim.id, IN_JULY, "検査　一")
    with pytest.raises(KnownError, match="今日より後"):
        claims.pay(june.ctx, claim.id, future)


def test_inspection_and_payment_can_be_put_right_after_the_payment(june: Helped, clock: FixedClock) -> None:
    claim = accepted(june)
    clock.move_to(date(2026, 7, 20))
    claims.inspect(june.ctx, claim.id, IN_JULY, "検査　一")
    claims.pay(june.ctx, claim.id, date(2026, 7, 20), "支出第5号")
    claims.inspect(june.ctx, claim.id, date(2026, 7, 11), "検査　二")
    right = claims.pay(june.ctx, claim.id, date(2026, 7, 18), "支出第6号").value
    assert (right.status, right.inspector, right.paid_on, right.expense_no) == (
        ClaimStatus.PAID,
        "検査　二",
        date(2026, 7, 18),
        "支出第6号",
    )
    with pytest.raises(KnownError, match="支払日より後"):
        claims.inspect(june.ctx, claim.id, date(2026, 7, 19), "検査　二")


def test_a_late_acceptance_names_the_day_that_the_receipt_would_give(june: Helped, clock: FixedClock) -> None:
    received = helping.received(june.ctx, june.team, compute(june).town_yen)
    clock.move_to(date(2026, 7, 31))
    done = claims.accept(june.ctx, received.id)
    assert done.value.due_on == date(2026, 8, 29)
    assert "令和8年8月8日" in done.warnings[0]


def test_a_claim_for_a_month_without_any_visit_can_be_sent_back(june: Helped, clock: FixedClock) -> None:
    clock.move_to(date(2026, 9, 10))
    asked = (AskedLine(household_id=june.case.household_id, visits=2, town_yen=4360),)
    received = helping.received(june.ctx, june.team, 4360, date(2026, 8, 1), asked=asked)
    (difference,) = claims.compare(june.ctx, received.id)
    assert (difference.code, "R8-0001" in difference.text) == ("line_unknown", True)
    returned = claims.return_claim(june.ctx, received.id, difference.text).value
    assert returned.status is ClaimStatus.RETURNED

"""過誤調整: whatever becomes of the rows of an accepted month, the next claims lead to what would have been right."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.claim import Claim, ClaimLine, ClaimStatus
from saroma_desk.domain.dispatch import ActivityReport, Confirmation, Visit, VisitStatus
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, settings, visiting
from saroma_desk.services.claimbook import ClaimBook
from saroma_desk.services.claimwork import lines_today
from saroma_desk.services.exceptions import NeedsReason

from . import builders, helping
from .claimmonths import clock as minute
from .claimmonths import made_up
from .claimpaper import JUNE, paper
from .helping import JULY, Helped, excuse

MONDAY, THURSDAY = date(2026, 6, 15), date(2026, 6, 18)
IN_JULY, IN_AUGUST = date(2026, 7, 10), date(2026, 8, 10)
LOCKED = excuse("order.locked_month")
TOWN = 2725 - 545


@pytest.fixture
def june(case: builders.Case, clock: FixedClock) -> Helped:
    """Two visits of 90 minutes in June, claimed and accepted."""
    helping.answer_all(case.ctx)
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    rows = family.done(MONDAY, THURSDAY)
    clock.move_to(IN_JULY)
    family.report(rows)
    accept(family, helping.JUNE)
    clock.move_to(IN_AUGUST)
    return family


def compute(family: Helped, month: date) -> Claim:
    return claims.compute(family.ctx, family.team.provider.id, month).value


def accept(family: Helped, month: date) -> Claim:
    computed = compute(family, month)
    received = helping.received(family.ctx, family.team, computed.town_yen, month)
    return claims.accept(family.ctx, received.id, difference_reason="補正のため").value


def row(family: Helped, number: int = 0) -> Visit:
    return visiting.report_sheet(family.ctx, family.application.id, helping.JUNE).rows[number].visit


def yen(lines: Iterable[ClaimLine]) -> list[tuple[date, int]]:
    return [(x.visit_on, x.town_yen) for x in lines]


def test_a_paid_row_that_moves_to_another_month_is_taken_back_there_and_billed_here(june: Helped) -> None:
    moved = replace(row(june), visit_on=date(2026, 7, 9))
    with pytest.raises(NeedsReason) as caught:
        visiting.record_visit(june.ctx, moved)
    assert [f.rule_id for f in caught.value.findings] == ["order.locked_month"]
    visiting.record_visit(june.ctx, moved, (LOCKED,))
    claim = compute(june, JULY)
    assert yen(claim.lines) == [(date(2026, 7, 9), TOWN), (MONDAY, -TOWN)]
    assert "billed_before" not in {d.code for d in claims.compare(june.ctx, claim.id)}
    accept(june, JULY)
    assert compute(june, date(2026, 8, 1)).lines == ()


def test_a_paid_row_of_another_provider_is_taken_back(june: Helped) -> None:
    other = helping.team(june.ctx)
    visiting.record_visit(june.ctx, replace(row(june), provider_id=other.provider.id), (LOCKED,))
    assert yen(compute(june, JULY).lines) == [(MONDAY, -TOWN)]


def test_a_later_month_that_was_accepted_first_corrects_only_once(june: Helped, clock: FixedClock) -> None:
    visiting.record_visit(june.ctx, replace(row(june), actual_end=time(11)), (LOCKED,))
    clock.move_to(date(2026, 9, 10))
    accept(june, date(2026, 8, 1))
    assert compute(june, JULY).lines == ()


def test_a_row_that_is_corrected_years_later_is_not_forgotten(june: Helped, clock: FixedClock) -> None:
    clock.move_to(date(2029, 9, 1))
    visiting.record_visit(june.ctx, replace(row(june), actual_end=time(11)), (LOCKED,))
    assert yen(compute(june, date(2029, 8, 1)).lines) == [(MONDAY, -TOWN), (MONDAY, 1456)]


def test_a_correction_of_the_year_before_asks_whose_budget_it_is(june: Helped, clock: FixedClock) -> None:
    clock.move_to(date(2027, 5, 10))
    visiting.record_visit(june.ctx, replace(row(june), actual_end=time(11)), (LOCKED,))
    computed = compute(june, date(2027, 4, 1))
    received = helping.received(june.ctx, june.team, computed.town_yen, date(2027, 4, 1))
    told = claims.accept(june.ctx, received.id).warnings
    assert any("前の年度" in words for words in told)


def test_words_alone_correct_nothing(june: Helped) -> None:
    visiting.record_visit(june.ctx, replace(row(june), condition="練習の記載"), (LOCKED,))
    assert compute(june, JULY).lines == ()


def test_late_rows_keep_the_rounding_of_their_own_month(june: Helped) -> None:
    settings.answer_question(june.ctx, "billing.step_rounding", "floor", JULY)
    settings.answer_question(june.ctx, "cancel.weather", "counts=no;fee=first_hour;copay=no", JULY)
    visiting.record_visit(june.ctx, replace(row(june), actual_end=time(11, 31)), (LOCKED,))
    lost = replace(row(june, 1), status=VisitStatus.WEATHER, actual_start=None, actual_end=None)
    visiting.record_visit(june.ctx, replace(lost, confirmation=Confirmation.NONE), (LOCKED,))
    assert [(x.billed_minutes, x.price_yen) for x in compute(june, JULY).lines] == [
        (-90, -2725),
        (120, 3630),
        (-90, -2725),
    ]


def test_a_month_with_more_to_give_back_than_to_pay_can_be_claimed(june: Helped) -> None:
    for number in (0, 1):
        visiting.undo_record(june.ctx, row(june, number).id, (LOCKED,))
    claim = compute(june, JULY)
    received = helping.received(june.ctx, june.team, -2 * TOWN, JULY)
    assert claims.compare(june.ctx, claim.id) == ()
    done = claims.accept(june.ctx, received.id)
    assert done.value.town_yen == -2 * TOWN
    assert "マイナス" in done.warnings[0]


def test_nothing_below_zero_is_asked_without_a_correction(june: Helped) -> None:
    compute(june, JULY)
    with pytest.raises(KnownError, match="0円以上"):
        helping.received(june.ctx, june.team, -1, JULY)


# --- any changes, against a fresh computation by the honest provider of `claimmonths`


def accepted(book: ClaimBook, lines: tuple[ClaimLine, ...], month: YearMonth, number: int) -> Claim:
    return Claim(
        id=number,
        provider_id=1,
        month=month.first,
        status=ClaimStatus.ACCEPTED,
        lines=lines,
        accepted_on=JUNE.last + timedelta(days=number),
    )


def changed(dice: random.Random, visit: Visit) -> Visit:
    """Another length, another day, not done after all, or never reported."""
    start = visit.actual_start or visit.planned_start
    begun = start.hour * 60 + start.minute
    done = {
        "status": VisitStatus.DONE,
        "actual_start": start,
        "actual_end": minute(begun + dice.randrange(31, 121)),
        "confirmation": Confirmation.SEAL,
    }
    not_done = {"status": VisitStatus.ABSENT, "actual_start": None, "actual_end": None}
    other_day = {**done, "visit_on": date(2026, 6, dice.randrange(1, 31))}
    return replace(visit, version=visit.version + 1, **dice.choice([done, not_done, other_day, {"report_id": None}]))


@given(st.integers(0, 10**6))
def test_corrections_lead_to_what_would_have_been_right(seed: int) -> None:
    dice, month = random.Random(seed), made_up(seed, homes=2)  # noqa: S311
    claimed = [accepted(month.book, lines_today(month.book), JUNE, 1)]
    after = JUNE
    for number in (2, 3):
        picked = set(dice.sample([v.id for v in month.book.visits], 2))
        month = month.with_visits([changed(dice, v) if v.id in picked else v for v in month.book.visits])
        touched = picked | {v.id for v in month.book.late}
        after = after.next()
        book = replace(
            month.book,
            month=after,
            visits=(),
            late=tuple(v for v in month.book.visits if v.id in touched),
            claims=tuple(claimed),
        )
        claimed.append(accepted(book, lines_today(book), after, number))
    lines = [line for claim in claimed for line in claim.lines]
    assert all(line.price_yen == line.copay_yen + line.town_yen for line in lines)
    right = paper(month.book)
    for asked in right.asked:
        own = [line for line in lines if line.household_id == asked.household_id]
        assert sum(x.price_yen for x in own) == asked.price_yen
        assert sum(x.copay_yen for x in own) == asked.copay_yen
    assert sum(line.town_yen for line in lines) == right.asked_total


def test_the_same_paper_again_finds_what_was_paid(june: Helped) -> None:
    """A second sheet for an accepted month brings its late row into the next claim only."""
    late = replace(row(june), id=0, version=0, visit_on=date(2026, 6, 25), report_id=None)
    sheet = visiting.report_sheet(june.ctx, june.application.id, helping.JUNE).report
    assert isinstance(sheet, ActivityReport)
    visiting.receive_report(june.ctx, sheet, (late,), (LOCKED,))
    assert yen(compute(june, JULY).lines) == [(date(2026, 6, 25), TOWN)]

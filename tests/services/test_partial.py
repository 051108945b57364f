"""Accepting a claim in part: line by line, each for a reason, and what becomes of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.claim import AskedLine, Claim
from saroma_desk.domain.dispatch import Confirmation, Visit
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, visiting

from . import builders, helping
from .helping import JULY, JUNE, Helped, excuse

MONDAY, THURSDAY = date(2026, 6, 15), date(2026, 6, 18)
PRICE, COPAY = 1820 + 905, 364 + 181
TOWN = PRICE - COPAY
WHY = "確認印がないため"


@pytest.fixture
def june(case: builders.Case, clock: FixedClock) -> Helped:
    """Two visits of 90 minutes in June; the second one bears no seal."""
    helping.answer_all(case.ctx)
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    first, second = family.done(MONDAY, THURSDAY)
    clock.move_to(date(2026, 7, 10))
    family.report((first, replace(second, confirmation=Confirmation.NONE)))
    return family


def paper(family: Helped) -> Claim:
    """The provider asks for both visits, household by household."""
    asked = AskedLine(
        household_id=family.case.household_id,
        visits=2,
        minutes=180,
        price_yen=2 * PRICE,
        copay_yen=2 * COPAY,
        town_yen=2 * TOWN,
    )
    return helping.received(family.ctx, family.team, 2 * TOWN, asked=(asked,))


def unsealed(family: Helped) -> Visit:
    return next(v for v in family.case.now.help_cases[0].visits if v.visit_on == THURSDAY)


def in_part(family: Helped) -> Claim:
    return claims.accept(family.ctx, paper(family).id, left_out={unsealed(family).id: WHY}).value


def test_a_visit_is_left_out_for_its_own_reason(june: Helped) -> None:
    received = paper(june)
    with pytest.raises(claims.HasDifferences):
        claims.accept(june.ctx, received.id)
    claim = claims.accept(june.ctx, received.id, left_out={unsealed(june).id: WHY}).value
    assert (claim.town_yen, len(claim.lines), claim.difference_reason) == (TOWN, 1, "")
    (out,) = claim.left_out
    assert (out.visit_on, out.minutes, out.price_yen, out.copay_yen, out.town_yen) == (THURSDAY, 90, PRICE, COPAY, TOWN)
    assert out.reason == WHY


def test_the_desk_names_what_was_left_out_and_nothing_else(june: Helped) -> None:
    claim = in_part(june)
    (difference,) = claims.compare(june.ctx, claim.id)
    assert (difference.code, difference.amount) == ("left_out", TOWN)
    assert difference.text == f"{june.case.now.household.no} 6月18日（木）10:00の訪問は受理していません：{WHY}"
    assert claims.claim_detail(june.ctx, claim.id).total.town_yen == TOWN


def test_another_difference_still_needs_its_reason(june: Helped) -> None:
    received = helping.received(june.ctx, june.team, 2 * TOWN + 1)
    with pytest.raises(claims.HasDifferences) as caught:
        claims.accept(june.ctx, received.id, left_out={unsealed(june).id: WHY})
    assert [d.code for d in caught.value.differences] == ["total"]


def test_it_comes_back_as_a_correction_line_once_its_row_is_corrected(june: Helped, clock: FixedClock) -> None:
    in_part(june)
    clock.move_to(date(2026, 8, 10))
    provider = june.team.provider.id
    assert claims.compute(june.ctx, provider, JULY).value.lines == ()
    sealed = replace(unsealed(june), confirmation=Confirmation.SEAL)
    visiting.record_visit(june.ctx, sealed, (excuse("order.locked_month"),))
    claim = claims.compute(june.ctx, provider, JULY).value
    assert [(x.visit_on, x.town_yen, x.correction) for x in claim.lines] == [(THURSDAY, TOWN, True)]
    assert claims.claim_detail(june.ctx, claim.id).corrections == claim.lines


def test_a_copay_rounded_by_the_month_stays_exact(june: Helped) -> None:
    helping.answer_all(june.ctx, **{"billing.copay_round_at": "month", "billing.copay_rounding": "floor10"})
    claim = claims.compute(june.ctx, june.team.provider.id, JUNE).value
    received = helping.received(june.ctx, june.team, claim.town_yen)
    done = claims.accept(june.ctx, received.id, left_out={unsealed(june).id: WHY}).value
    assert claim.copay_yen == 1090
    assert (done.copay_yen, done.left_out[0].copay_yen) == (540, 550)


@pytest.mark.parametrize(("visit_id", "reason", "code"), [(0, WHY, "not_in_claim"), (None, " ", "invalid_input")])
def test_what_cannot_be_left_out(june: Helped, visit_id: int | None, reason: str, code: str) -> None:
    received = paper(june)
    wanted = unsealed(june).id if visit_id is None else visit_id
    with pytest.raises(KnownError) as caught:
        claims.accept(june.ctx, received.id, left_out={wanted: reason})
    assert caught.value.code == code

"""What a changed fact would mean, before it is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from saroma_desk.domain.household import CopayClassPeriod
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, intake, previews

from . import builders, helping
from .helping import JULY, JUNE


def test_a_class_is_previewed_as_it_would_be_billed(case: builders.Case, clock: FixedClock) -> None:
    ctx = case.ctx
    helping.answer_all(ctx)
    family = helping.apply(case, helping.team(ctx))
    family.approve()
    june, july = family.done(date(2026, 6, 15)), family.done(date(2026, 7, 2), date(2026, 7, 6))
    family.schedule(date(2026, 8, 3))
    clock.move_to(date(2026, 7, 10))
    family.report(june)
    family.report(july, JULY)
    claim = claims.compute(ctx, family.team.provider.id, JUNE).value
    claims.accept(ctx, helping.received(ctx, family.team, claim.town_yen).id)
    free = CopayClassPeriod(household_id=case.household_id, copay_class="tax_exempt", valid_from=date(2026, 6, 1))
    seen = previews.preview_class(ctx, free)
    assert (seen.changed, seen.copay_before, seen.copay_after, seen.planned, seen.locked) == (2, 1090, 0, 1, 1)
    assert seen.sentences[0] == "まだ受理していない月の訪問2回の利用者負担は、1,090円から0円になります。"
    assert len(seen.sentences) == 4
    intake.set_copay_class(ctx, replace(free, evidence="課税台帳"))
    assert claims.compute(ctx, family.team.provider.id, JULY).value.copay_yen == seen.copay_after

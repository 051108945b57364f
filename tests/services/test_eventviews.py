"""Events in a family's life tell what follows before anything is stored, and then it follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.dispatch import Withdrawal
from saroma_desk.domain.household import LegalStatus, Member, is_multiple_birth
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import persons, previews, stopping
from saroma_desk.services.context import AppContext

from . import builders, helping
from .helping import Helped

BORN = date(2026, 6, 14)
MOTHER = replace(builders.CAREGIVER, due_date=date(2026, 6, 20), fetuses=2)


@pytest.fixture
def family(case: builders.Case) -> Helped:
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    return family


def babies(count: int) -> tuple[Member, ...]:
    return tuple(Member(household_id=0, name=f"佐呂間　{n}", birth_date=BORN) for n in range(count))


def said(view: previews.EventView, *parts: str) -> bool:
    """Whether each part stands in some sentence."""
    return all(any(part in sentence for sentence in view.sentences) for part in parts)


def test_a_birth_ends_the_pregnancy_and_may_end_the_multiples(ctx: AppContext, clock: FixedClock) -> None:
    case = builders.take_in(ctx, clock, members=(MOTHER,))
    mother = case.now.members[0]
    persons.set_status(ctx, mother.id, LegalStatus.SPECIFIED_EXPECTANT, date(2026, 6, 1))
    family = helping.apply(case, helping.team(ctx))
    family.approve()
    one, two = (previews.preview_birth(ctx, mother.id, babies(n)) for n in (1, 2))
    assert said(one, "1人の子", "妊娠の記録", "胎数は2人", "特定妊婦の区分は令和8年6月14日に終わります", "30回から15回")
    assert said(two, "2人の子", "多胎として数える扱いは変わりません")
    assert not said(two, "胎数")
    assert {"form09", "form10"} <= set(two.papers)
    persons.record_birth(ctx, mother.id, babies(2))
    assert is_multiple_birth(case.now.members)


def test_a_move_asks_to_tell_the_provider(family: Helped) -> None:
    family.schedule(date(2026, 6, 18))
    household = replace(family.case.now.household, address="佐呂間町字若佐1番地", address_protected=True)
    view = previews.preview_move(family.ctx, household)
    assert said(view, "「佐呂間町字永代町1番地」から「佐呂間町字若佐1番地」", "訪問介護ふたばに", "1件", "先に確かめて")
    assert view.papers == ("form02",)


def test_moving_out_ends_the_help_and_the_support(family: Helped) -> None:
    family.schedule(date(2026, 6, 18), date(2026, 7, 2))
    view = previews.preview_move_out(family.ctx, family.case.household_id, date(2026, 7, 1))
    assert said(view, "令和8年7月1日に転出", "13(1)①", "様式６号", "予定の訪問が1件", "転出・移管", "引継ぎ")
    assert said(view, "転出の前の訪問1回は、請求をまだ受理していません", "様式７号", "様式８号")
    assert view.papers == ("form06", "form10")


def test_moving_out_names_an_undecided_application(case: builders.Case) -> None:
    helping.apply(case, helping.team(case.ctx))
    view = previews.preview_move_out(case.ctx, case.household_id, date(2026, 7, 1))
    assert said(view, "決定していない申請", "町内に居住していないため", "様式４号")
    assert view.papers == ("form04", "form10")


def test_moving_out_reminds_of_the_cancellation_that_a_withdrawal_still_waits_for(family: Helped) -> None:
    withdrawal = Withdrawal(
        application_id=family.application.id,
        filed_on=date(2026, 6, 15),
        effective_on=date(2026, 6, 20),
        reasons=("moved",),
    )
    stopping.withdraw(family.ctx, withdrawal)
    view = previews.preview_move_out(family.ctx, family.case.household_id, date(2026, 7, 1))
    assert said(view, "取消通知（様式６号（第13関係））がまだです")
    assert "form06" in view.papers


def test_a_decided_application_tells_what_its_correction_means(family: Helped) -> None:
    stored = family.case.now.help_cases[0].application
    other = family.case.now.members[1].id
    view = previews.preview_application(family.ctx, replace(stored, applicant_id=other))
    assert said(view, "決定の通知（様式３号（第８関係））は、今の申請者に宛てています", "新しい利用者を知らせます")
    assert view.papers == ("form02", "form03")
    wished = replace(stored, wished=replace(stored.wished, visits=20), applied_on=date(2026, 6, 16))
    view = previews.preview_application(family.ctx, wished)
    assert said(view, "承認した内容は変わりません", "決裁日（令和8年6月15日）より後")
    assert previews.preview_application(family.ctx, replace(stored, pets="犬")).sentences == ()


def test_an_application_that_waits_is_corrected_without_a_word(case: builders.Case) -> None:
    family = helping.apply(case, helping.team(case.ctx))
    other = case.now.members[1].id
    assert previews.preview_application(case.ctx, replace(family.application, applicant_id=other)).sentences == ()

"""Events in a family's life tell what follows before anything is stored, and then it follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.household import LegalStatus, Member, Role, is_multiple_birth
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import intake, persons, previews
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


def test_twins_change_the_limit_but_not_what_was_approved(family: Helped) -> None:
    view = previews.preview_multiples(family.ctx, family.case.household_id, multiples=True)
    assert said(view, "派遣回数の限度（要領10(2)）は、15から30になります", "承認した回数は15回のままです")
    assert view.papers == ("form02", "form03")


def test_fewer_children_show_the_visits_that_would_break_the_limit(case: builders.Case) -> None:
    twins = replace(builders.CHILD, household_id=case.household_id, multiple_group="A")
    first = next(m for m in case.now.members if m.role is Role.TARGET_CHILD)
    intake.save_member(case.ctx, replace(first, multiple_group="A"))
    intake.save_member(case.ctx, replace(twins, name="佐呂間　二郎"))
    family = helping.apply(case, helping.team(case.ctx))
    family.approve(replace(helping.TERMS, visits=30, per_week=None, weekdays=()), difference_reason="多胎のため")
    days = [date(2026, 6, 16 + n) for n in range(14)] + [date(2026, 7, 1 + n) for n in range(2)]
    family.schedule(*days)
    view = previews.preview_multiples(case.ctx, case.household_id, multiples=False)
    assert said(view, "30から15になります", "16回目です。限度は15回です")


def test_without_help_nothing_changes(case: builders.Case) -> None:
    view = previews.preview_multiples(case.ctx, case.household_id, multiples=True)
    assert said(view, "今の限度は変わりません")
    assert view.papers == ()


def test_a_birth_ends_the_pregnancy_and_may_end_the_multiples(ctx: AppContext, clock: FixedClock) -> None:
    case = builders.take_in(ctx, clock, members=(MOTHER,))
    mother = case.now.members[0]
    persons.set_status(ctx, mother.id, LegalStatus.SPECIFIED_EXPECTANT, date(2026, 6, 1))
    family = helping.apply(case, helping.team(ctx))
    family.approve()
    one, two = (previews.preview_birth(ctx, mother.id, babies(n)) for n in (1, 2))
    assert said(one, "1人の子", "妊娠の記録", "胎数は2人", "特定妊婦の区分は令和8年6月14日に終わります", "30から15")
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
    assert view.papers == ("form06", "form10")


def test_moving_out_names_an_undecided_application(case: builders.Case) -> None:
    helping.apply(case, helping.team(case.ctx))
    view = previews.preview_move_out(case.ctx, case.household_id, date(2026, 7, 1))
    assert said(view, "決定していない申請")

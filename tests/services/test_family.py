"""Twins, people who leave, moving out: told beforehand, then stored, then due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.case import CaseState
from saroma_desk.domain.caseflow import case_state, next_steps
from saroma_desk.domain.dispatch import Cancellation, VisitStatus
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Member, Role
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import applying, helplist, intake, previews, stopping, tasks
from saroma_desk.services import family as changes
from saroma_desk.services.context import AppContext

from . import builders, helping
from .helping import Helped

FATHER = Member(household_id=0, name="佐呂間　太郎", role=Role.CAREGIVER, relation="父", birth_date=date(1990, 5, 5))
SISTER = replace(builders.CHILD, name="佐呂間　二葉", kana="さろま　ふたば")


@pytest.fixture
def family(ctx: AppContext, clock: FixedClock) -> Helped:
    """Two parents, two children born on one day, helped since 15 June."""
    members = (builders.CAREGIVER, FATHER, builders.CHILD, SISTER)
    family = helping.apply(builders.take_in(ctx, clock, members=members), helping.team(ctx))
    family.approve()
    return family


def said(view: previews.EventView, *parts: str) -> bool:
    """Whether each part stands in some sentence."""
    return all(any(part in sentence for sentence in view.sentences) for part in parts)


def ids(family: Helped, *names: str) -> list[int]:
    return [m.id for m in family.case.now.members if m.name.split("　")[1] in names]


def kinds(family: Helped) -> set[str]:
    return {t.kind for t in tasks.tasks(family.ctx) if t.household_id == family.case.household_id}


def test_twins_change_the_limit_but_not_what_was_approved(family: Helped) -> None:
    children, household = ids(family, "一郎", "二葉"), family.case.household_id
    view = previews.preview_multiples(family.ctx, household, None, children)
    assert said(view, "派遣回数の限度（要領10(2)）は、15回から30回になります", "承認した回数は15回のままです")
    assert view.papers == ("form02", "form03")
    assert not helplist.help_detail(family.ctx, family.application.id).multiple
    changes.set_multiples(family.ctx, household, None, children)
    assert helplist.help_detail(family.ctx, family.application.id).multiple
    assert {m.multiple_group for m in family.case.now.members if m.id in children} == {"2026-04-10"}


def test_twins_that_are_expected_are_counted_by_the_number_of_fetuses(ctx: AppContext, clock: FixedClock) -> None:
    mother = replace(builders.CAREGIVER, due_date=date(2026, 9, 1))
    case = builders.take_in(ctx, clock, members=(mother,))
    waiting = previews.preview_multiples(ctx, case.household_id, 2, ())
    assert said(waiting, "続いている派遣はありません。次の申請からは、30回まで承認できます（要領10(2)）")
    family = helping.apply(case, helping.team(ctx))
    assert said(previews.preview_multiples(ctx, case.household_id, 2, ()), "R8-001", "30回まで承認できます")
    family.approve()
    changes.set_multiples(ctx, case.household_id, 2, ())
    assert case.now.members[0].fetuses == 2
    assert "multiples_check" in kinds(family)


@pytest.mark.parametrize("known", [True, False])
def test_the_higher_limit_is_told_only_where_the_approval_did_not_know_of_it(
    ctx: AppContext, clock: FixedClock, known: bool
) -> None:
    mother = replace(builders.CAREGIVER, due_date=date(2026, 9, 1), fetuses=2 if known else 1)
    family = helping.apply(builders.take_in(ctx, clock, members=(mother,)), helping.team(ctx))
    family.approve()
    assert "multiples_check" not in kinds(family)
    changes.set_multiples(ctx, family.case.household_id, 2, ())
    assert ("multiples_check" in kinds(family)) is not known
    applying.change(ctx, family.application.id, family.dispatch(change_reason="曜日を変えるため"))
    assert "multiples_check" not in kinds(family)


def test_children_who_are_no_twins_show_the_visits_that_would_break_the_limit(family: Helped) -> None:
    household = family.case.household_id
    changes.set_multiples(family.ctx, household, None, ids(family, "一郎", "二葉"))
    terms = replace(helping.TERMS, visits=30, per_week=None, weekdays=())
    applying.change(family.ctx, family.application.id, family.dispatch(terms, change_reason="多胎のため"))
    family.schedule(*(date(2026, 6, 16 + n) for n in range(14)), date(2026, 7, 1), date(2026, 7, 2))
    view = previews.preview_multiples(family.ctx, household, None, ())
    assert said(view, "30回から15回になります", "16回目です。限度は15回です")


def test_one_child_is_no_multiple_birth(family: Helped) -> None:
    with pytest.raises(KnownError) as caught:
        changes.set_multiples(family.ctx, family.case.household_id, None, ids(family, "一郎"))
    assert [e.field for e in caught.value.fields] == ["children"]


def test_an_applicant_who_leaves_is_told_before_and_due_afterwards(family: Helped) -> None:
    family.schedule(date(2026, 6, 18), date(2026, 6, 25))
    household, mother, on = family.case.household_id, ids(family, "花子"), date(2026, 6, 20)
    view = previews.preview_leaving(family.ctx, household, mother, on)
    assert said(view, "R8-001の申請者（利用者）が世帯を離れます", "予定の訪問が1件", "様式１号", "様式５号", "様式６号")
    assert said(view, "利用世帯の区分（今は「その他の世帯」）を確かめ直して", "令和8年6月20日", "家族構成が変わります")
    assert "form10" in view.papers
    changes.leave(family.ctx, household, mother, on)
    assert not {"applicant_check", "class_check"} & kinds(family)  # announced, not yet so
    family.case.clock.move_to(on)
    assert {"applicant_check", "class_check"} <= kinds(family)


def test_the_last_child_who_leaves_ends_what_the_programme_is_for(family: Helped) -> None:
    household, children = family.case.household_id, ids(family, "一郎", "二葉")
    assert not said(previews.preview_leaving(family.ctx, household, children[:1], date(2026, 6, 15)), "要領13(1)①")
    view = previews.preview_leaving(family.ctx, household, children, date(2026, 6, 15))
    assert said(view, "対象児童も妊婦もいなくなります", "要領13(1)①", "様式６号")
    changes.leave(family.ctx, household, children, date(2026, 6, 15))
    assert "eligibility_check" in kinds(family)


def test_a_twin_who_leaves_takes_nothing_from_what_was_approved(family: Helped) -> None:
    household, twins = family.case.household_id, ids(family, "一郎", "二葉")
    changes.set_multiples(family.ctx, household, None, twins)
    view = previews.preview_leaving(family.ctx, household, twins[1:], date(2026, 7, 1))
    assert said(view, "承認した回数は変わりません。次の申請からは、多胎としては数えません")
    changes.leave(family.ctx, household, twins[1:], date(2026, 7, 1))
    family.case.clock.move_to(date(2026, 7, 2))
    assert helplist.help_detail(family.ctx, family.application.id).multiple
    assert not helplist.new_help(family.ctx, family.case.episode.id).multiple


def test_a_new_or_changed_person_is_previewed_as_it_would_be_stored(family: Helped) -> None:
    ctx, household = family.ctx, family.case.household_id
    newcomer = Member(household_id=household, name="佐呂間　次郎", joined_on=date(2026, 6, 15))
    assert said(
        previews.preview_member(ctx, newcomer), "利用世帯の区分（今は「その他の世帯」）", "家族構成が変わります"
    )
    first = family.case.now.members[2]
    assert previews.preview_member(ctx, replace(first, occupation="園児")).sentences == ()
    intake.save_member(ctx, replace(first, multiple_group="A"))
    second = family.case.now.members[3]
    assert said(previews.preview_member(ctx, replace(second, multiple_group="A")), "15回から30回になります")


def test_moving_out_makes_its_steps_due_in_the_order_of_the_law(family: Helped) -> None:
    ctx, household, on = family.ctx, family.case.household_id, date(2026, 7, 1)
    family.schedule(date(2026, 6, 18), date(2026, 7, 2))
    changes.move_out(ctx, household, on, "北見市")
    now = family.case.now
    assert now.household.residence == "北見市"
    assert case_state(now) is CaseState.SUPPORTING
    first = next_steps(now)[0]
    assert (first.id, first.due_on, first.form, first.article) == ("cancel_moved", on, "form06", "要領13(1)①")
    assert "cancel_moved" in kinds(family)
    day = {"drafted_on": date(2026, 6, 15), "decided_on": date(2026, 6, 15), "cancelled_on": on}
    stopping.cancel(
        ctx,
        Cancellation(application_id=family.application.id, grounds=("not_eligible",), reason="町外への転出", **day),
    )
    planned = [v.visit_on for v in family.case.now.help_cases[0].visits if v.status is VisitStatus.PLANNED]
    assert planned == [date(2026, 6, 18)]
    family.case.clock.move_to(date(2026, 7, 6))
    assert case_state(family.case.now) is CaseState.EVALUATING
    assert {"notify_cancellation", "report", "evaluate"} <= kinds(family)
    assert not {"schedule", "class_check", "eligibility_check", "applicant_check"} & kinds(family)


def test_a_day_and_somebody_are_needed(family: Helped) -> None:
    with pytest.raises(KnownError) as caught:
        changes.leave(family.ctx, family.case.household_id, (), None)
    assert [e.field for e in caught.value.fields] == ["leaving", "left_on"]
    with pytest.raises(KnownError):
        changes.move_out(family.ctx, family.case.household_id, None)
    assert all(m.left_on is None for m in family.case.now.members)

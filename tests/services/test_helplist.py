"""Lists and details of helper applications."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.household import Role
from saroma_desk.services import applying, helplist, intake, visiting
from saroma_desk.services import family as changes
from saroma_desk.services.context import AppContext

from . import builders, helping


@pytest.fixture
def family(case: builders.Case, ctx: AppContext) -> helping.Helped:
    helping.answer_all(ctx)
    return helping.apply(case, helping.team(ctx))


def test_a_row_tells_the_wished_period_until_another_is_approved(family: helping.Helped) -> None:
    (row,) = helplist.list_help(family.ctx)
    assert (row.state, row.last_day, row.count) == ("undecided", date(2026, 9, 14), None)
    family.approve()
    (row,) = helplist.list_help(family.ctx, family.case.household_id)
    assert (row.name, row.state, row.count and row.count.left) == ("佐呂間　花子", "running", 15)
    assert helplist.list_help(family.ctx, household_id=999) == ()


def test_the_detail_proposes_the_goals_of_the_plan(family: helping.Helped) -> None:
    detail = helplist.help_detail(family.ctx, family.application.id)
    assert detail.share_goal == "安心して休める"
    assert [p.name for p in detail.providers] == ["訪問介護ふたば"]
    assert not detail.multiple


def test_a_new_application_begins_with_the_caregiver(case: builders.Case) -> None:
    started = helplist.new_help(case.ctx, case.episode.id)
    assert started.case is None
    assert started.snapshot.member(started.application.applicant_id).name == "佐呂間　花子"


def test_holidays_have_their_names() -> None:
    days = [date(2026, 7, 20), date(2026, 7, 21)]
    assert helplist.holiday_names(days) == {date(2026, 7, 20): "海の日"}


def test_what_is_left_is_the_same_everywhere_and_follows_twins_at_once(family: helping.Helped) -> None:
    family.approve()
    family.report(family.done(date(2026, 6, 15)))
    family.schedule(date(2026, 6, 18), date(2026, 6, 22))
    ctx, key = family.ctx, family.application.id

    def told() -> tuple[object, ...]:
        (row,), view = helplist.list_help(ctx), visiting.limit_view(ctx, key)
        assert row.count == view.count
        (left,) = [e for e in visiting.explain_limits(ctx, key) if e.title.startswith("残（")]
        return (row.count and row.count.left, left.value_text, helplist.help_detail(ctx, key).multiple)

    assert told() == (12, "12回", False)
    twin = replace(builders.CHILD, household_id=family.case.household_id, name="佐呂間　二郎")
    second = intake.save_member(ctx, twin).value
    first = next(m for m in family.case.now.members if m.role is Role.TARGET_CHILD)
    changes.set_multiples(ctx, family.case.household_id, None, (first.id, second.id))
    assert told() == (12, "12回", True)  # what was approved stays until the town changes it
    terms = replace(helping.TERMS, visits=30)
    assert not [f for f in applying.check_terms(ctx, key, family.dispatch(terms)) if not f.kept]
    applying.change(ctx, key, family.dispatch(terms, change_reason="多胎とわかったため"))
    assert told() == (27, "27回", True)

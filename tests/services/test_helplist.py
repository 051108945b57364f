"""Lists and details of helper applications."""

from __future__ import annotations

from datetime import date

import pytest

from saroma_desk.services import helplist
from saroma_desk.services.context import AppContext

from . import builders, helping


@pytest.fixture
def family(case: builders.Case, ctx: AppContext) -> helping.Helped:
    helping.answer_all(ctx)
    return helping.apply(case, helping.team(ctx))


def test_a_row_tells_the_wished_period_until_another_is_approved(family: helping.Helped) -> None:
    (row,) = helplist.list_help(family.ctx)
    assert (row.state, row.last_day, row.left) == ("undecided", date(2026, 9, 14), None)
    family.approve()
    (row,) = helplist.list_help(family.ctx, family.case.household_id)
    assert (row.name, row.state, row.left) == ("佐呂間　花子", "running", 15)
    assert helplist.list_help(family.ctx, household_id=999) == ()


def test_the_detail_proposes_the_goals_of_the_plan(family: helping.Helped) -> None:
    detail = helplist.help_detail(family.ctx, family.application.id)
    assert detail.share_goal == "安心して休める"
    assert [p.name for p in detail.providers] == ["訪問介護ふたば"]
    assert not detail.multiple


def test_a_new_application_begins_with_the_caregiver(case: builders.Case) -> None:
    started = helplist.new_help(case.ctx, case.household_id)
    assert started is not None
    assert started.case is None
    assert started.snapshot.member(started.application.applicant_id).name == "佐呂間　花子"
    assert helplist.new_help(case.ctx, 999) is None


def test_holidays_have_their_names() -> None:
    days = [date(2026, 7, 20), date(2026, 7, 21)]
    assert helplist.holiday_names(days) == {date(2026, 7, 20): "海の日"}

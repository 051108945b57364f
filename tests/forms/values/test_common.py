from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers

from saroma_desk.domain.household import Member, Role
from saroma_desk.forms.values import common
from tests.forms import case_desk, snapshots

_DUE = date(2026, 11, 1)
_EXPECTING = Member(id=1, household_id=1, name="佐呂間　花子", due_date=_DUE, fetuses=1)


@pytest.mark.parametrize(("before", "expecting"), [(281, False), (280, True), (0, True), (-7, True)])
def test_expecting_from_the_first_counted_day_on(before: int, expecting: bool) -> None:
    assert common.is_expecting(_EXPECTING, _DUE - timedelta(days=before)) is expecting


def test_one_child_expected_is_not_multiple() -> None:
    values = common.expectant_values(_EXPECTING, date(2026, 10, 1))
    assert (values["multiple"], values["fetuses"]) == (False, None)


@given(dates(date(1930, 1, 1), date(2026, 11, 1)), integers(-400, 40_000))
def test_age_is_told_from_birth_on_and_never_before(birth: date, days: int) -> None:
    member = replace(_EXPECTING, birth_date=birth)
    age = common.age_text(member, birth + timedelta(days=days))
    assert (age is None) is (days < 0)


def test_unborn_members_stand_in_no_list_of_that_day() -> None:
    case = snapshots.rich_case()
    assert len(common.people_on(case, date(2025, 1, 7))) == 6
    assert common.children_on(case, date(2025, 1, 7)) == ()
    assert all(m.role is Role.TARGET_CHILD for m in common.children_on(case, date(2025, 1, 8)))


def test_a_line_leaves_out_what_is_not_known() -> None:
    row = {"name": "佐呂間　一", "birth_date": date(2026, 6, 15), "health": "", "age": None}
    assert common.line_of(row, ("name", "birth_date", "age", "health", "relation")) == "佐呂間　一　R8.6.15"


@pytest.mark.parametrize(("chosen", "field"), [(("moved", "other"), "reason_detail"), (("moved",), "reason_more")])
def test_what_is_said_stands_in_the_brackets_of_other_only_when_that_is_chosen(chosen: list[str], field: str) -> None:
    assert common.said_beside("実家に帰る", chosen, "reason") == {field: "実家に帰る"}


@pytest.mark.parametrize(("key", "found"), [(None, 52), ("screening:51", 51), ("screening:52", 52)])
def test_a_record_is_named_by_its_key_or_is_the_latest(key: str | None, found: int) -> None:
    assert common.record_of(case_desk.screenings(), key).id == found


@pytest.mark.parametrize("records", [(), case_desk.screenings()])
def test_a_record_that_is_not_there_is_refused(records: tuple[object, ...]) -> None:
    with pytest.raises(LookupError):
        common.record_of(records, "screening:99" if records else None)  # type: ignore[type-var]

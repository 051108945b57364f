"""Taking a family in and keeping what is known of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.case import CaseState, Referral
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import (
    CopayClassPeriod,
    LegalStatus,
    Member,
    PersonStatus,
    RelatedAgency,
    Role,
    is_multiple_birth,
)
from saroma_desk.services import intake
from saroma_desk.services.context import AppContext
from saroma_desk.services.numbering import fiscal_code

from . import builders
from .builders import CAREGIVER, CHILD, FAMILY, Case


def test_a_family_is_taken_in_with_number_people_and_the_rule_set_of_the_day(ctx: AppContext) -> None:
    referral = Referral(episode_id=0, route="medical", agency="北見の病院", referred_on=date(2026, 5, 30))
    case = intake.take_in(ctx, builders.draft(referral=referral, route="medical")).value
    detail = intake.household_detail(ctx, case.household_id)
    assert detail.household.no == "R8-0001"
    assert [m.name for m in detail.members] == [CAREGIVER.name, CHILD.name]
    assert detail.referrals[0].agency == "北見の病院"
    assert case.programme_id == "saroma-youiku-2016"
    assert detail.state is CaseState.RECEIVED


def test_all_errors_come_at_once_and_nothing_is_stored(ctx: AppContext) -> None:
    nameless = replace(CHILD, name="　", birth_date=date(2027, 1, 1))
    wrong = builders.draft(members=(nameless,), route="nowhere", received_on=date(2026, 6, 16))
    with pytest.raises(KnownError) as caught:
        intake.take_in(ctx, wrong)
    assert {e.field for e in caught.value.fields} == {"received_on", "route", "name", "birth_date"}
    assert intake.list_households(ctx) == ()


def test_numbers_run_within_the_fiscal_year(ctx: AppContext) -> None:
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2))
    for day in days:
        intake.take_in(ctx, builders.draft(received_on=day))
    assert [r.no for r in intake.list_households(ctx)] == ["R7-0001", "R8-0001", "R8-0002"]


def test_missing_roles_and_individual_numbers_are_pointed_out_only(ctx: AppContext) -> None:
    household = replace(FAMILY, note="番号は1234 5678 9018です")
    result = intake.take_in(ctx, builders.draft(household=household, members=(replace(CHILD, role=Role.OTHER),)))
    assert len(result.warnings) == 3
    assert result.value.id


def test_the_row_names_the_caregiver_and_the_next_step(ctx: AppContext, case: Case) -> None:
    (row,) = intake.list_households(ctx)
    assert (row.name, row.child_birth_date, row.state) == (CAREGIVER.name, CHILD.birth_date, CaseState.RECEIVED)
    assert row.step is not None
    assert (row.step.id, row.step.form, row.step.article) == ("survey", "form09", "要領8(2)")
    assert intake.list_households(ctx, state=CaseState.CLOSED) == ()


def test_a_new_status_ends_the_open_one_on_the_eve(ctx: AppContext, case: Case) -> None:
    child = case.now.members[1]
    intake.set_status(ctx, child.id, LegalStatus.NEEDS_SUPPORT, date(2026, 6, 1))
    intake.set_status(ctx, child.id, LegalStatus.NEEDS_PROTECTION, date(2026, 6, 10), "要対協")
    first, second = case.now.statuses
    assert (first.valid_to, second.valid_to) == (date(2026, 6, 9), None)
    with pytest.raises(KnownError, match="始まりより前"):
        intake.set_status(ctx, child.id, LegalStatus.NONE, date(2026, 6, 9))


def test_birth_ends_the_expectancy_and_begins_support_of_the_child(ctx: AppContext) -> None:
    mother = replace(CAREGIVER, due_date=date(2026, 6, 20), fetuses=2)
    episode = intake.take_in(ctx, builders.draft(members=(mother,))).value
    stored = intake.household_detail(ctx, episode.household_id).members[0]
    intake.set_status(ctx, stored.id, LegalStatus.SPECIFIED_EXPECTANT, date(2026, 6, 1))
    twins = tuple(Member(household_id=0, name=n, birth_date=date(2026, 6, 14)) for n in ("一", "二"))
    intake.record_birth(ctx, stored.id, twins)
    detail = intake.household_detail(ctx, episode.household_id)
    assert {(s.status, s.valid_from, s.valid_to) for s in detail.statuses} == {
        (LegalStatus.SPECIFIED_EXPECTANT, date(2026, 6, 1), date(2026, 6, 14)),
        (LegalStatus.NEEDS_SUPPORT, date(2026, 6, 14), None),
    }
    assert detail.members[0].due_date is None
    assert is_multiple_birth(detail.members)


def test_a_copay_class_changes_from_its_day_on(ctx: AppContext, case: Case) -> None:
    period = CopayClassPeriod(household_id=case.household_id, copay_class="other", valid_from=date(2026, 4, 1))
    assert intake.set_copay_class(ctx, period).warnings
    exempt = replace(period, copay_class="tax_exempt", valid_from=date(2026, 7, 1), evidence="町台帳確認")
    assert not intake.set_copay_class(ctx, exempt).warnings
    assert [p.valid_to for p in case.now.copay_classes] == [date(2026, 6, 30), None]
    with pytest.raises(KnownError, match="利用世帯の区分"):
        intake.set_copay_class(ctx, replace(period, copay_class="rich", valid_from=date(2026, 8, 1)))


def test_a_person_leaves_on_a_day_or_goes_as_a_mistake(ctx: AppContext, case: Case) -> None:
    mother, child = case.now.members
    intake.remove_member(ctx, mother.id, date(2026, 6, 10))
    intake.remove_member(ctx, child.id)
    (left,) = case.now.members
    assert left.left_on == date(2026, 6, 10)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"address": "別", "phone": ""}, "生年月日"),
        ({"address": "別", "phone": "０１５８７－２－０００１"}, "電話"),
        ({"phone": ""}, "住所"),
    ],
)
def test_the_same_family_is_noticed(ctx: AppContext, case: Case, changes: dict[str, str], reason: str) -> None:
    person = replace(CHILD, name="さろまイチロウ", kana="サロマ　いちろう")
    found = intake.duplicates(ctx, person, replace(FAMILY, **changes))
    assert [d.household_id for d in found] == [case.household_id]
    assert any(reason in r for r in found[0].reasons)


def test_other_families_and_the_own_household_are_not_duplicates(ctx: AppContext, case: Case) -> None:
    stranger = Member(household_id=0, name="北見　次郎", birth_date=CHILD.birth_date)
    assert intake.duplicates(ctx, stranger, replace(FAMILY, address="別", phone="01587-2-9999")) == ()
    assert intake.duplicates(ctx, case.now.members[1], case.now.household) == ()


def test_search_finds_names_however_written(ctx: AppContext, case: Case) -> None:
    assert [h.household_id for h in intake.search(ctx, "サロマ　ハナコ")] == [case.household_id]


def test_an_old_version_of_a_household_does_not_overwrite(ctx: AppContext, case: Case) -> None:
    household = case.now.household
    intake.save_household(ctx, replace(household, phone="1"))
    with pytest.raises(KnownError) as caught:
        intake.save_household(ctx, replace(household, phone="2"))
    assert caught.value.code == "stale"


def test_status_is_per_person(ctx: AppContext, case: Case) -> None:
    intake.set_status(ctx, case.now.members[1].id, LegalStatus.NEEDS_SUPPORT, date(2026, 6, 1))
    assert {s.member_id for s in case.now.statuses} == {case.now.members[1].id}
    assert all(isinstance(s, PersonStatus) for s in case.now.statuses)


def test_agencies_come_and_go(ctx: AppContext, case: Case) -> None:
    with pytest.raises(KnownError, match="機関名"):
        intake.save_agency(ctx, RelatedAgency(household_id=case.household_id, name=" "))
    stored = intake.save_agency(ctx, RelatedAgency(household_id=case.household_id, name="佐呂間保育所")).value
    assert case.now.agencies == (stored,)
    intake.remove_agency(ctx, stored.id)
    assert case.now.agencies == ()


def test_a_new_person_stands_last_and_the_name_is_kept_as_typed(ctx: AppContext, case: Case) -> None:
    name = "渡邉\U000e0101　葛\U000e0100子"
    stored = intake.save_member(ctx, Member(household_id=case.household_id, name=name)).value
    assert case.now.members[-1] == stored
    assert stored.name == name


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 31), "R7"),
        (date(2026, 4, 1), "R8"),
        (date(2019, 4, 1), "R1"),
        (date(2019, 3, 31), "H30"),
        (date(1989, 3, 31), "S63"),
    ],
)
def test_numbers_carry_the_fiscal_year_as_the_office_writes_it(day: date, code: str) -> None:
    assert fiscal_code(day) == code

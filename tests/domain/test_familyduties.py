"""What a changed family leaves to be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from saroma_desk.domain.dispatch import Terms
from saroma_desk.domain.duties import duties
from saroma_desk.domain.familyduties import room_for_multiples
from saroma_desk.domain.household import CopayClassPeriod, Member, Role
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase

from .casemaker import FIRST, LAST, applied, approved, case, issued, plan, survey, visit

TODAY = date(2026, 6, 25)
CLASS = CopayClassPeriod(
    household_id=1, copay_class="other", valid_from=date(2026, 6, 1), decided_on=date(2026, 6, 10), tax_year=2026
)
MOTHER, CHILD = case().members
FATHER = Member(id=3, household_id=1, name="父", role=Role.CAREGIVER, birth_date=date(1990, 5, 5))


def helped(*members: Member, help_case: HelpCase | None = None, **changes: Any) -> CaseSnapshot:
    plain = case(
        screenings=(survey(),),
        plans=(plan(),),
        help_cases=(help_case or approved(visits=(visit(date(2026, 6, 26)),)),),
        papers=issued("form02", "form03"),
        copay_classes=(CLASS,),
        today=TODAY,
        members=members or (MOTHER, CHILD),
    )
    return replace(plain, **changes)


def text_of(snapshot: CaseSnapshot, kind: str) -> str:
    return next((d.text for d in duties(snapshot) if d.kind == kind), "")


@pytest.mark.parametrize(
    ("father", "told"),
    [
        (FATHER, False),
        (replace(FATHER, left_on=date(2026, 6, 20)), True),
        (replace(FATHER, left_on=date(2026, 6, 30)), False),  # not yet
        (replace(FATHER, left_on=date(2026, 6, 10)), False),  # known when the class was decided
        (replace(FATHER, joined_on=date(2026, 6, 11)), True),
        (replace(FATHER, birth_date=date(2015, 5, 5), left_on=date(2026, 6, 20)), False),
    ],
)
def test_the_class_is_looked_at_again_when_an_adult_comes_or_goes(father: Member, told: bool) -> None:
    assert bool(text_of(helped(MOTHER, CHILD, father), "class_check")) is told


@pytest.mark.parametrize("help_case", [approved(), applied()], ids=["approved", "undecided"])
def test_an_applicant_who_left_is_asked_about(help_case: HelpCase) -> None:
    gone = replace(MOTHER, left_on=date(2026, 6, 20))
    assert text_of(helped(gone, CHILD, FATHER, help_case=help_case), "applicant_check")
    assert not text_of(helped(MOTHER, CHILD, FATHER, help_case=help_case), "applicant_check")


def test_nobody_to_be_helped_asks_whether_the_family_still_qualifies() -> None:
    assert "要領3" in text_of(helped(MOTHER, replace(CHILD, left_on=TODAY)), "eligibility_check")
    expecting = replace(MOTHER, due_date=date(2026, 9, 1))
    assert not text_of(helped(expecting, replace(CHILD, left_on=TODAY)), "eligibility_check")
    assert not text_of(helped(replace(MOTHER, left_on=TODAY), replace(CHILD, left_on=TODAY)), "eligibility_check")


def twins(born: date) -> tuple[Member, ...]:
    child = replace(CHILD, birth_date=born, joined_on=born, multiple_group="A")
    return (MOTHER, child, replace(child, id=4, name="二子"))


EXPECTING = (replace(MOTHER, due_date=date(2026, 9, 1), fetuses=2),)


@pytest.mark.parametrize("people", [twins(date(2026, 6, 20)), twins(date(2026, 4, 1)), EXPECTING])
def test_twins_of_whom_the_approval_knew_nothing_open_a_higher_limit(people: tuple[Member, ...]) -> None:
    assert "30回まで変更を承認できます（要領10(2)）" in text_of(helped(*people), "multiples_check")
    (first,) = approved().dispatches
    known = approved(dispatches=(replace(first, multiple_birth=True),))
    assert not text_of(helped(*people, help_case=known), "multiples_check")


def test_who_was_approved_more_is_told_nothing() -> None:
    (first,) = approved().dispatches
    more = replace(first, id=6, revision=1, terms=Terms(first_day=FIRST, last_day=LAST, visits=30))
    enough = approved(dispatches=(first, more))
    assert not text_of(helped(*twins(date(2026, 6, 20)), help_case=enough), "multiples_check")


def test_a_twin_who_leaves_takes_nothing_from_help_that_runs() -> None:
    mother, one, two = twins(date(2026, 4, 1))
    left = replace(two, left_on=date(2026, 6, 22))
    done = tuple(visit(date(2026, 6, 20), number=n) for n in range(3))
    assert "30回まで" in room(helped(mother, one, left, help_case=approved(visits=done)))
    assert room(helped(mother, one, replace(two, left_on=FIRST), help_case=approved(visits=done))) == ""


def room(snapshot: CaseSnapshot) -> str:
    return room_for_multiples(snapshot, snapshot.help_cases[0])

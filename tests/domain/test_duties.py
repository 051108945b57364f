"""What the list of 今日 says about one case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from saroma_desk.domain.case import Closure, ProgressNote
from saroma_desk.domain.dispatch import VisitStatus
from saroma_desk.domain.duties import duties
from saroma_desk.domain.household import CopayClassPeriod, LegalStatus, PersonStatus
from saroma_desk.domain.screening import Answer, AnswerState, Judgement
from saroma_desk.domain.snapshot import CaseSnapshot, Office

from .casemaker import LAST, approved, case, issued, plan, survey, visit

CLASS = CopayClassPeriod(household_id=1, copay_class="other", valid_from=date(2026, 1, 1), tax_year=2025)


def helped(done: int = 0, **changes: Any) -> CaseSnapshot:
    visits = tuple(visit(date(2026, 6, 20), VisitStatus.DONE, number=n) for n in range(done))
    plain = case(
        screenings=(survey(),),
        plans=(plan(),),
        help_cases=(approved(visits=visits or (visit(date(2026, 6, 22)),)),),
        papers=issued("form02", "form03"),
        copay_classes=(replace(CLASS, tax_year=2026),),
        today=date(2026, 6, 25),
    )
    return replace(plain, **changes)


def kinds(snapshot: CaseSnapshot) -> set[str]:
    return {duty.kind for duty in duties(snapshot)}


@pytest.mark.parametrize(("done", "told"), [(11, False), (12, True), (15, True)])
def test_few_visits_left(done: int, told: bool) -> None:
    assert ("few_visits" in kinds(helped(done))) is told


@pytest.mark.parametrize(
    ("answer", "told"), [("counts=yes;fee=none;copay=no", True), ("counts=no;fee=none;copay=no", False)]
)
def test_a_visit_nobody_was_home_for_is_used_up_where_the_town_says_so(answer: str, told: bool) -> None:
    visits = tuple(visit(date(2026, 6, 20), VisitStatus.ABSENT, number=n) for n in range(12))
    office = Office(settings={"cancel.absent": answer}, officials=())
    assert ("few_visits" in kinds(helped(help_cases=(approved(visits=visits),), office=office))) is told


@pytest.mark.parametrize(("today", "told"), [(date(2026, 9, 4), False), (date(2026, 9, 5), True), (LAST, True)])
def test_a_period_that_ends_within_two_weeks(today: date, told: bool) -> None:
    assert ("period_ending" in kinds(helped(today=today))) is told


def test_the_evaluation_keeps_silent_until_two_weeks_before() -> None:
    assert "evaluate" not in kinds(helped())
    assert "evaluate" in kinds(helped(today=date(2026, 8, 26)))


@pytest.mark.parametrize(
    ("classes", "today", "told"),
    [
        ((), date(2026, 6, 25), True),
        ((CLASS,), date(2026, 6, 25), True),
        ((CLASS,), date(2026, 5, 31), False),
        ((replace(CLASS, tax_year=2026),), date(2026, 6, 25), False),
        ((replace(CLASS, tax_year=None, copay_class="public_assistance"),), date(2026, 6, 25), False),
    ],
)
def test_the_copay_class_is_looked_at_again_in_june(
    classes: tuple[CopayClassPeriod, ...], today: date, told: bool
) -> None:
    assert ("class_check" in kinds(helped(copay_classes=classes, today=today))) is told


def test_a_birth_that_should_have_been_is_asked_for() -> None:
    expecting = replace(case().members[0], due_date=date(2026, 6, 10))
    status = PersonStatus(member_id=1, status=LegalStatus.SPECIFIED_EXPECTANT, valid_from=date(2026, 5, 1))
    assert "birth_check" in kinds(case(members=(expecting,), statuses=(status,)))
    assert "status_check" in kinds(case(statuses=(status,)))


def test_unknown_answers_stay_visible() -> None:
    unknown = survey(Judgement.NEEDED, answers=(Answer(code="B1", state=AnswerState.UNKNOWN),))
    assert "unknown_answers" in kinds(case(screenings=(unknown,)))
    assert "unknown_answers" not in kinds(case(screenings=(survey(),)))


def test_a_next_action_is_due_until_something_was_written_on_its_day_or_later() -> None:
    def written(number: int, day: int, due: date | None = None) -> ProgressNote:
        at = datetime(2026, 6, day, 9)
        return ProgressNote(
            id=number,
            episode_id=7,
            noted_at=at,
            kind="phone",
            content="電話",
            due_on=due,
            written_at=at,
            written_by="佐藤",
        )

    asked = written(1, 1, due=date(2026, 6, 12))
    assert "note_due" in kinds(case(notes=(asked,)))
    assert "note_due" in kinds(case(notes=(asked, written(2, 11))))
    assert "note_due" not in kinds(case(notes=(asked, written(2, 12))))


def test_a_closed_case_asks_for_nothing() -> None:
    assert duties(helped(closure=Closure(episode_id=7, closed_on=date(2026, 6, 20), reason="reached"))) == ()

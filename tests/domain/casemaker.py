"""Cases without a database: the real rule set and whatever records a test needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import cache
from typing import Any

from saroma_desk.domain.case import Episode, Evaluation
from saroma_desk.domain.dispatch import Application, Decision, Dispatch, Outcome, Terms, Visit, VisitStatus
from saroma_desk.domain.household import Household, Member, Role
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.plan import Goal, Plan
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.programmefile import programmes_from
from saroma_desk.domain.screening import Judgement, Screening
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase, Office
from saroma_desk.runtime import resources

TODAY = date(2026, 6, 15)
FIRST, LAST = date(2026, 6, 20), date(2026, 9, 19)


@cache
def programme() -> Programme:
    files = ("saroma-youiku-2015", "saroma-youiku-2016")
    documents = {name: resources.read_yaml(f"programmes/{name}.yaml") for name in files}
    return programmes_from(documents)[-1]


def case(**changes: Any) -> CaseSnapshot:
    """A family received on 1 June; `changes` are fields of the snapshot."""
    mother = Member(id=1, household_id=1, name="母", role=Role.CAREGIVER)
    child = Member(id=2, household_id=1, name="子", role=Role.TARGET_CHILD, birth_date=date(2026, 4, 1))
    plain = CaseSnapshot(
        today=TODAY,
        programme=programme(),
        office=Office(settings={}, officials=()),
        household=Household(id=1, no="R8-0001", registered_on=date(2026, 6, 1)),
        members=(mother, child),
        episode=Episode(
            id=7,
            household_id=1,
            programme_id="saroma-youiku-2016",
            received_on=date(2026, 6, 1),
            route="maternal_health",
        ),
    )
    return replace(plain, **changes)


def survey(judgement: Judgement = Judgement.NEEDED, no: int = 1, **changes: Any) -> Screening:
    plain = Screening(
        id=10 + no, episode_id=7, no=no, surveyed_on=date(2026, 6, 5), judgement=judgement, services=("helper",)
    )
    return replace(plain, **changes)


def plan(decided: bool = True, revision: int = 0, **changes: Any) -> Plan:
    plain = Plan(
        id=20 + revision,
        episode_id=7,
        revision=revision,
        made_on=date(2026, 6, 6),
        support_type="short",
        period_from=date(2026, 6, 10),
        period_to=date(2026, 9, 9),
        goals=(Goal(term="short", goal="休める"),),
        decided_on=date(2026, 6, 8) if decided else None,
    )
    return replace(plain, **changes)


def applied(**changes: Any) -> HelpCase:
    """An application that waits for its decision."""
    application = Application(
        id=3,
        episode_id=7,
        applicant_id=1,
        receipt_no="R8-001",
        applied_on=date(2026, 6, 2),
        received_on=date(2026, 6, 2),
        wished=Terms(first_day=FIRST, last_day=LAST, visits=15),
    )
    return replace(HelpCase(application=application), **changes)


def approved(**changes: Any) -> HelpCase:
    """Approved, notified and requested are three things: this one is approved only."""
    decision = Decision(
        id=4,
        application_id=3,
        outcome=Outcome.APPROVED,
        drafted_on=date(2026, 6, 8),
        decided_on=date(2026, 6, 9),
    )
    dispatch = Dispatch(
        id=5,
        episode_id=7,
        application_id=3,
        provider_id=6,
        approved_on=date(2026, 6, 9),
        effective_from=FIRST,
        terms=Terms(first_day=FIRST, last_day=LAST, visits=15),
    )
    return replace(applied(decision=decision, dispatches=(dispatch,)), **changes)


def visit(on: date, status: VisitStatus = VisitStatus.PLANNED, number: int = 40) -> Visit:
    return Visit(
        id=number,
        application_id=3,
        provider_id=6,
        visit_on=on,
        planned_start=time(10),
        planned_end=time(12),
        status=status,
    )


def issued(*forms: str) -> tuple[IssuedPaper, ...]:
    return tuple(
        IssuedPaper(form=f, subject_key="application:3", state=PaperState.ISSUED, issued_on=date(2026, 6, 10))
        for f in forms
    )


def evaluation(policy: str, on: date = TODAY) -> Evaluation:
    return Evaluation(id=50, episode_id=7, plan_id=20, evaluated_on=on, evaluated_by="佐藤", policy=policy)

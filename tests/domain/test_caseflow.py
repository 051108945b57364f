"""States of a case and its one next legal step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain.case import CaseState, Closure
from saroma_desk.domain.caseflow import case_state, help_state, next_steps
from saroma_desk.domain.dispatch import (
    ActivityReport,
    Cancellation,
    Decision,
    DispatchState,
    Outcome,
    Suspension,
    VisitStatus,
    Withdrawal,
)
from saroma_desk.domain.obligations import report_due_on, review_due_on
from saroma_desk.domain.office import PaperState
from saroma_desk.domain.screening import Judgement
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase, Office

from .casemaker import FIRST, LAST, TODAY, applied, approved, case, evaluation, issued, plan, programme, survey, visit

WITHDRAWAL = Withdrawal(id=8, application_id=3, filed_on=date(2026, 7, 1), effective_on=date(2026, 7, 5))
CANCELLATION = Cancellation(
    id=9,
    application_id=3,
    grounds=("withdrawal",),
    drafted_on=date(2026, 7, 2),
    decided_on=date(2026, 7, 3),
    cancelled_on=date(2026, 7, 5),
)
SUSPENSION = Suspension(application_id=3, ground="infection", first_day=date(2026, 7, 1))
REJECTED = Decision(
    id=4, application_id=3, outcome=Outcome.REJECTED, drafted_on=date(2026, 6, 8), decided_on=date(2026, 6, 9)
)
CLOSURE = Closure(episode_id=7, closed_on=TODAY, reason="reached")
SELF = replace(case().episode, route="self")
PLANNED = {"screenings": (survey(),), "plans": (plan(),)}
OUT = {"papers": issued("form02", "form03")}
WITH_VISIT = approved(visits=(visit(date(2026, 6, 22)),))
JULY = date(2026, 7, 2)
GONE = tuple(replace(m, left_on=JULY) for m in case().members)

# every stop of the 要領's way: what is recorded, the state, the next step and its paper
WAYS = [
    (case(), CaseState.RECEIVED, "survey", "form09"),
    (case(episode=SELF), CaseState.RECEIVED, "application", "form01"),
    (case(episode=SELF, help_cases=(applied(),)), CaseState.RECEIVED, "survey", "form09"),
    (case(screenings=(survey(Judgement.OPEN),)), CaseState.SURVEYING, "judge", "form09"),
    (case(screenings=(survey(Judgement.CONTINUE),)), CaseState.SURVEY_CONTINUES, "resurvey", "form09"),
    (case(screenings=(survey(Judgement.NOT_NEEDED),)), CaseState.NOT_ELIGIBLE, "close", "form09"),
    (case(screenings=(survey(Judgement.NOT_NEEDED),), closure=CLOSURE), CaseState.CLOSED, "file", "form09"),
    (
        case(screenings=(survey(Judgement.NOT_NEEDED),), help_cases=(applied(),)),
        CaseState.NOT_ELIGIBLE,
        "reject",
        "form04",
    ),
    (
        case(screenings=(survey(Judgement.NOT_NEEDED),), help_cases=(applied(decision=REJECTED),)),
        CaseState.NOT_ELIGIBLE,
        "notify_rejection",
        "form04",
    ),
    (case(screenings=(survey(),)), CaseState.PLANNING, "plan", "form10"),
    (case(screenings=(survey(),), plans=(plan(decided=False),)), CaseState.PLANNING, "decide_plan", "form10"),
    (case(**PLANNED), CaseState.SUPPORTING, "application", "form01"),
    (case(**PLANNED, help_cases=(applied(),)), CaseState.SUPPORTING, "approve", "form03"),
    (case(**PLANNED, help_cases=(approved(),)), CaseState.SUPPORTING, "notify_approval", "form03"),
    (
        case(**PLANNED, help_cases=(approved(),), papers=issued("form03")),
        CaseState.SUPPORTING,
        "request_provider",
        "form02",
    ),
    (case(**PLANNED, help_cases=(approved(),), **OUT), CaseState.SUPPORTING, "schedule", "form07"),
    (case(**PLANNED, help_cases=(WITH_VISIT,), **OUT), CaseState.SUPPORTING, "evaluate", "form10"),
    (case(**PLANNED, help_cases=(WITH_VISIT,), **OUT, today=JULY), CaseState.SUPPORTING, "report", "form07"),
    (
        case(**PLANNED, help_cases=(replace(WITH_VISIT, suspensions=(SUSPENSION,)),), **OUT, today=JULY),
        CaseState.INTERRUPTED,
        "resume",
        "form10",
    ),
    (
        case(**PLANNED, help_cases=(approved(withdrawal=WITHDRAWAL),), **OUT, today=JULY),
        CaseState.SUPPORTING,
        "cancel",
        "form06",
    ),
    (
        case(
            **PLANNED,
            help_cases=(approved(withdrawal=WITHDRAWAL, cancellation=CANCELLATION),),
            **OUT,
            today=date(2026, 7, 6),
        ),
        CaseState.EVALUATING,
        "notify_cancellation",
        "form06",
    ),
    (
        case(**PLANNED, help_cases=(approved(),), **OUT, today=date(2026, 9, 20)),
        CaseState.EVALUATING,
        "evaluate",
        "form10",
    ),
    (case(**PLANNED, evaluations=(evaluation("revise"),)), CaseState.SUPPORTING, "application", "form01"),
    (
        case(**PLANNED, help_cases=(WITH_VISIT,), **OUT, evaluations=(evaluation("revise"),)),
        CaseState.SUPPORTING,
        "review",
        "form10",
    ),
    (
        case(**PLANNED, help_cases=(WITH_VISIT,), **OUT, evaluations=(evaluation("close"),)),
        CaseState.EVALUATING,
        "close",
        "form10",
    ),
    (case(members=GONE), CaseState.RECEIVED, "close", "form10"),
    (case(**PLANNED, members=GONE, help_cases=(applied(),)), CaseState.SUPPORTING, "reject", "form04"),
    (
        case(**PLANNED, members=GONE, help_cases=(WITH_VISIT,), **OUT, today=JULY),
        CaseState.EVALUATING,
        "cancel_moved",
        "form06",
    ),
    (case(**PLANNED, members=GONE, today=JULY), CaseState.EVALUATING, "evaluate", "form10"),
    (case(**PLANNED, closure=CLOSURE), CaseState.CLOSED, "file", "form10"),
]


@pytest.mark.parametrize(
    ("snapshot", "state", "step", "form"), WAYS, ids=[f"{w[1]}-{w[2]}-{n}" for n, w in enumerate(WAYS)]
)
def test_each_state_has_one_first_step_with_the_paper_of_its_article(
    snapshot: CaseSnapshot, state: CaseState, step: str, form: str
) -> None:
    first = next_steps(snapshot)[0]
    assert (case_state(snapshot), first.id, first.form) == (state, step, form)
    assert first.text
    assert first.article


def test_help_that_ends_before_the_family_moves_is_not_cancelled() -> None:
    late = tuple(replace(m, left_on=LAST + timedelta(days=1)) for m in case().members)
    steps = next_steps(case(**PLANNED, members=late, help_cases=(WITH_VISIT,), **OUT))
    assert "cancel_moved" not in {s.id for s in steps}
    stays = (GONE[0], case().members[1])
    assert "cancel_moved" not in {s.id for s in next_steps(case(**PLANNED, members=stays, help_cases=(WITH_VISIT,)))}


def test_every_step_of_the_rule_set_is_reached() -> None:
    reached = {step.id for way in WAYS for step in next_steps(way[0])}
    report = ActivityReport(application_id=3, provider_id=6, month=date(2026, 6, 1), received_on=JULY)
    unchecked = case(**PLANNED, help_cases=(replace(WITH_VISIT, reports=(report,)),), **OUT, today=JULY)
    reached |= {step.id for step in next_steps(unchecked)}
    assert reached == {step.code for step in programme().steps}


def test_a_withdrawal_always_owes_a_cancellation() -> None:
    late = case(**PLANNED, help_cases=(approved(withdrawal=WITHDRAWAL),), today=date(2027, 3, 1))
    assert next_steps(late)[0].id == "cancel"
    assert next_steps(late)[0].article == "要領13(1)③"


def test_a_change_is_notified_and_requested_anew() -> None:
    first = approved().dispatches[0]
    changed = replace(first, id=6, revision=1, approved_on=date(2026, 6, 12), effective_from=date(2026, 7, 1))
    decision = replace(approved().decision or REJECTED, notified_on=date(2026, 6, 10))
    now = case(**PLANNED, help_cases=(approved(dispatches=(first, changed), decision=decision),), **OUT)
    assert [s.id for s in next_steps(now)][:2] == ["notify_approval", "request_provider"]


def test_a_void_notice_is_owed_again_though_its_day_was_noted() -> None:
    decision = replace(approved().decision or REJECTED, notified_on=date(2026, 6, 10))
    told = case(**PLANNED, help_cases=(replace(WITH_VISIT, decision=decision),), papers=issued("form02"))
    assert next_steps(told)[0].id == "evaluate"
    void = tuple(replace(p, state=PaperState.VOID) for p in issued("form03"))
    assert next_steps(replace(told, papers=(*told.papers, *void)))[0].id == "notify_approval"


def test_a_plan_outlives_the_help_when_consultation_goes_on() -> None:
    both = {
        **PLANNED,
        "screenings": (survey(services=("helper", "consult")),),
        "plans": (plan(period_to=date(2027, 3, 31)),),
    }
    after = case(**both, help_cases=(approved(),), **OUT, today=date(2026, 9, 20))
    assert case_state(after) is CaseState.SUPPORTING
    assert next_steps(after)[0].id == "evaluate"


def test_a_rejected_application_leaves_room_for_consultation() -> None:
    survey_both = survey(services=("helper", "consult"))
    now = case(screenings=(survey_both,), help_cases=(applied(decision=replace(REJECTED, notified_on=TODAY)),))
    assert (case_state(now), next_steps(now)[0].id) == (CaseState.PLANNING, "plan")


@pytest.mark.parametrize(
    ("help_case", "today", "state"),
    [
        (applied(), TODAY, None),
        (applied(decision=REJECTED), TODAY, None),
        (approved(), FIRST - timedelta(days=1), DispatchState.APPROVED),
        (approved(), FIRST, DispatchState.RUNNING),
        (approved(), LAST, DispatchState.RUNNING),
        (approved(), LAST + timedelta(days=1), DispatchState.EXPIRED),
        (approved(suspensions=(SUSPENSION,)), date(2026, 6, 30), DispatchState.RUNNING),
        (approved(suspensions=(SUSPENSION,)), date(2026, 7, 1), DispatchState.SUSPENDED),
        (approved(suspensions=(replace(SUSPENSION, last_day=JULY),)), JULY, DispatchState.SUSPENDED),
        (approved(suspensions=(replace(SUSPENSION, last_day=JULY),)), date(2026, 7, 3), DispatchState.RUNNING),
        (approved(withdrawal=WITHDRAWAL), JULY, DispatchState.WITHDRAWN),
        (approved(withdrawal=WITHDRAWAL, cancellation=CANCELLATION), date(2026, 7, 4), DispatchState.WITHDRAWN),
        (approved(withdrawal=WITHDRAWAL, cancellation=CANCELLATION), date(2026, 7, 5), DispatchState.CANCELLED),
    ],
)
def test_help_state_by_the_day(help_case: HelpCase, today: date, state: DispatchState | None) -> None:
    assert help_state(help_case, today) is state


@pytest.mark.parametrize(
    ("month", "day", "due"),
    [
        (date(2026, 6, 1), "10", date(2026, 7, 10)),
        (date(2026, 1, 1), "31", date(2026, 2, 28)),
        (date(2026, 12, 1), "5", date(2027, 1, 5)),
        (date(2026, 6, 1), None, None),
    ],
)
def test_reports_are_due_on_the_town_s_day_of_the_next_month(month: date, day: str | None, due: date | None) -> None:
    assert report_due_on(month, day) == due


def test_a_report_is_owed_from_the_first_of_the_next_month() -> None:
    settings = Office(settings={"reports.due_day": "10"}, officials=())
    helped = approved(visits=(visit(date(2026, 6, 22), VisitStatus.DONE),))
    now = case(**PLANNED, help_cases=(helped,), **OUT, office=settings, today=date(2026, 7, 1))
    step = next(s for s in next_steps(now) if s.id == "report")
    assert (step.subject_key, step.due_on) == ("report:3:2026-06", date(2026, 7, 10))
    before = replace(now, today=date(2026, 6, 30))
    assert all(s.id != "report" for s in next_steps(before))


def test_a_month_of_cancelled_visits_owes_no_report() -> None:
    idle = approved(visits=(visit(date(2026, 6, 22), VisitStatus.WEATHER),))
    assert all(s.id != "report" for s in next_steps(case(**PLANNED, help_cases=(idle,), **OUT, today=JULY)))


@pytest.mark.parametrize(
    ("plans", "evaluations", "due"),
    [
        ((), (), None),
        ((plan(),), (), date(2026, 9, 9)),
        ((plan(next_review_on=date(2026, 7, 31)),), (), date(2026, 7, 31)),
        ((plan(next_review_on=date(2026, 7, 31)),), (evaluation("continue", date(2026, 7, 31)),), date(2026, 9, 9)),
        ((plan(period_to=date(2027, 6, 9)),), (evaluation("continue", date(2026, 9, 1)),), date(2026, 12, 1)),
    ],
)
def test_review_is_due_as_planned_or_three_months_on(
    plans: tuple[object, ...], evaluations: tuple[object, ...], due: date | None
) -> None:
    assert review_due_on(case(plans=plans, evaluations=evaluations)) == due


@given(
    day=st.dates(date(2026, 6, 1), date(2028, 1, 1)),
    judgement=st.none() | st.sampled_from(Judgement),
    planned=st.sampled_from(["none", "draft", "decided"]),
    helped=st.sampled_from(
        ["none", "applied", "rejected", "approved", "visited", "withdrawn", "cancelled", "suspended"]
    ),
    policy=st.none() | st.sampled_from(["continue", "revise", "close"]),
    services=st.sampled_from([(), ("helper",), ("consult",), ("helper", "consult")]),
    papers=st.sets(st.sampled_from(["form02", "form03", "form04", "form06"])),
)
def test_no_case_is_a_dead_end(  # noqa: PLR0917
    day: date,
    judgement: Judgement | None,
    planned: str,
    helped: str,
    policy: str | None,
    services: tuple[str, ...],
    papers: set[str],
) -> None:
    help_cases = {
        "none": (),
        "applied": (applied(),),
        "rejected": (applied(decision=REJECTED),),
        "approved": (approved(),),
        "visited": (WITH_VISIT,),
        "withdrawn": (approved(withdrawal=WITHDRAWAL),),
        "cancelled": (approved(withdrawal=WITHDRAWAL, cancellation=CANCELLATION),),
        "suspended": (approved(suspensions=(SUSPENSION,)),),
    }[helped]
    snapshot = case(
        today=day,
        screenings=() if judgement is None else (survey(judgement, services=services),),
        plans={"none": (), "draft": (plan(decided=False),), "decided": (plan(),)}[planned],
        evaluations=() if policy is None else (evaluation(policy),),
        help_cases=help_cases,
        papers=issued(*sorted(papers)),
    )
    steps = next_steps(snapshot)
    assert steps
    assert len({(s.id, s.subject_key) for s in steps}) == len(steps)
    assert (helped == "withdrawn") == any(s.id == "cancel" for s in steps)
    assert case_state(snapshot) is not CaseState.CLOSED

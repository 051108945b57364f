"""One family through the whole 要領 by services: at every stop the first step is the one that is taken next."""

from __future__ import annotations

from datetime import date

import pytest

from saroma_desk.domain.case import CaseState
from saroma_desk.domain.caseflow import case_state, next_steps
from saroma_desk.domain.dispatch import Cancellation, Decision, Outcome, Suspension, Withdrawal
from saroma_desk.domain.screening import Judgement
from saroma_desk.services import applying, closing, reporting, stopping, tasks
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft, issue_paper

from . import builders, helping
from .builders import Case
from .helping import Helped

DAY = date(2026, 6, 15)


class Walk:
    """Notes the first step before each act."""

    def __init__(self, case: Case) -> None:
        self.case, self.seen = case, [next_steps(case.now)[0].id]

    def went(self) -> CaseState:
        self.seen.append(next_steps(self.case.now)[0].id)
        return case_state(self.case.now)

    def send(self, form: str, number: int, family: Helped) -> None:
        key = f"application:{family.application.id}"
        on = self.case.ctx.today()
        issue_paper(
            self.case.ctx,
            PaperDraft(form=form, subject_key=key, number=f"佐保福第{number}号", issued_on=on, pdf=b"%PDF"),
        )
        self.went()


@pytest.fixture
def walk(case: Case) -> Walk:
    return Walk(case)


def approved(walk: Walk) -> Helped:
    """From the survey to both papers of the approval."""
    case = walk.case
    case.survey(services=("helper",))
    walk.went()
    case.plan()
    walk.went()
    family = Helped(case, helping.team(case.ctx), helping.file(case))
    walk.went()
    decision = family.decision(notified_on=None)
    applying.approve(case.ctx, family.application.id, decision, family.dispatch())
    walk.went()
    walk.send("form03", 1, family)
    walk.send("form02", 2, family)
    return family


def test_from_the_first_word_to_the_closing(ctx: AppContext, walk: Walk) -> None:
    family = approved(walk)
    visits = family.done(DAY, date(2026, 6, 18))
    walk.went()
    walk.case.clock.move_to(date(2026, 7, 1))
    walk.went()
    report = family.report(visits)
    walk.went()
    reporting.check_report(ctx, report.id, agrees=True)
    walk.went()
    walk.case.clock.move_to(date(2026, 9, 15))
    assert walk.went() is CaseState.EVALUATING
    walk.case.evaluate()
    walk.went()
    walk.case.close()
    assert walk.went() is CaseState.CLOSED
    way = "survey plan application approve notify_approval request_provider schedule evaluate report check_report"
    assert walk.seen == [*way.split(), "evaluate", "evaluate", "close", "file"]


def test_a_withdrawal_ends_in_a_cancellation_notice(ctx: AppContext, walk: Walk) -> None:
    family = approved(walk)
    ids = {"application_id": family.application.id}
    withdrawal = stopping.withdraw(ctx, Withdrawal(**ids, filed_on=DAY, effective_on=DAY, reasons=("recovered",)))
    walk.went()
    assert any(t.kind == "cancel" for t in tasks.tasks(ctx))
    cancellation = Cancellation(
        **ids,
        withdrawal_id=withdrawal.value.id,
        grounds=("withdrawal",),
        drafted_on=DAY,
        decided_on=DAY,
        cancelled_on=DAY,
    )
    stopping.cancel(ctx, cancellation)
    walk.went()
    walk.send("form06", 3, family)
    assert walk.seen[-4:] == ["schedule", "cancel", "notify_cancellation", "evaluate"]
    assert walk.case.now.help_cases[0].cancellation is not None
    assert walk.case.now.help_cases[0].cancellation.notified_on == DAY


def test_a_suspension_interrupts_the_support(ctx: AppContext, walk: Walk) -> None:
    family = approved(walk)
    suspension = Suspension(application_id=family.application.id, ground="infection", first_day=DAY)
    stored = stopping.suspend(ctx, suspension).value
    assert walk.went() is CaseState.INTERRUPTED
    walk.case.clock.move_to(date(2026, 6, 22))
    stopping.resume(ctx, stored.id, date(2026, 6, 21))
    assert walk.went() is CaseState.SUPPORTING
    assert walk.seen[-2:] == ["resume", "schedule"]


def test_no_need_ends_in_a_rejection_and_a_closing(ctx: AppContext, walk: Walk) -> None:
    case = walk.case
    application = helping.file(case)
    case.survey(Judgement.NOT_NEEDED)
    assert walk.went() is CaseState.NOT_ELIGIBLE
    decision = Decision(
        application_id=application.id,
        outcome=Outcome.REJECTED,
        drafted_on=DAY,
        decided_on=DAY,
        ground="not_target",
        reason="訪問調査の結果、祖母の日中の手伝いがあり、要領3に定める家庭に当たらないため。",
    )
    applying.reject(ctx, decision)
    walk.went()
    walk.send("form04", 1, Helped(case, None, application))  # type: ignore[arg-type]  no provider is needed here
    case.close()
    walk.went()
    assert walk.seen == ["survey", "reject", "notify_rejection", "close", "file"]
    assert closing.reopen(ctx, case.household_id, builders.draft(received_on=DAY)).value.number == 2

"""Closing asks for what 要領6(5) names, and a family that comes again gets a linked episode."""

from __future__ import annotations

from datetime import date

import pytest

from saroma_desk.domain.case import CaseState, Closure
from saroma_desk.domain.caseflow import case_state, next_steps
from saroma_desk.domain.errors import KnownError
from saroma_desk.services import closing, snapshots
from saroma_desk.services.context import AppContext
from saroma_desk.services.exceptions import ExceptionDraft, NeedsReason

from . import builders
from .builders import Case


def supported(case: Case) -> Case:
    case.survey()
    case.plan()
    return case


def bare(case: Case) -> Closure:
    return Closure(episode_id=case.episode.id, closed_on=case.ctx.today(), reason="moved")


def test_the_whole_way_of_a_consultation_case(ctx: AppContext, case: Case) -> None:
    ways = []
    for step in (lambda: None, case.survey, case.plan, case.evaluate, case.close):
        step()
        ways.append((case_state(case.now), next_steps(case.now)[0].id))
    assert ways == [
        (CaseState.RECEIVED, "survey"),
        (CaseState.PLANNING, "plan"),
        (CaseState.SUPPORTING, "evaluate"),
        (CaseState.EVALUATING, "close"),
        (CaseState.CLOSED, "file"),
    ]


def test_missing_evaluation_and_agreement_ask_for_reasons(ctx: AppContext, case: Case) -> None:
    supported(case)
    with pytest.raises(NeedsReason) as caught:
        closing.close(ctx, bare(case))
    rules = [f.rule_id for f in caught.value.findings]
    assert rules == ["closing.evaluation", "closing.agreement", "closing.follow_on"]
    assert case.now.closure is None
    reasons = tuple(
        ExceptionDraft(rule=r, reason="急な転出", decided_by="課長", decided_on=date(2026, 6, 15)) for r in rules
    )
    assert closing.close(ctx, bare(case), reasons).value.reason == "moved"
    assert [e.rule for e in case.now.exceptions] == rules


def test_an_empty_reason_is_no_reason(ctx: AppContext, case: Case) -> None:
    supported(case)
    empty = ExceptionDraft(rule="closing.evaluation", reason=" ", decided_by="", decided_on=date(2026, 6, 15))
    rest = tuple(
        ExceptionDraft(rule=r, reason="転出", decided_by="課長", decided_on=date(2026, 6, 15))
        for r in ("closing.agreement", "closing.follow_on")
    )
    with pytest.raises(KnownError) as caught:
        closing.close(ctx, bare(case), (empty, *rest))
    assert caught.value.fields
    assert case.now.exceptions == ()


def test_a_closed_case_is_not_closed_again(ctx: AppContext, case: Case) -> None:
    supported(case).evaluate()
    case.close()
    with pytest.raises(KnownError, match="すでに終結"):
        case.close()


def test_an_evaluation_needs_policy_and_reason(ctx: AppContext, case: Case) -> None:
    supported(case)
    with pytest.raises(KnownError, match="方針"):
        case.evaluate("perhaps")


def test_continuing_sets_the_next_review(ctx: AppContext, case: Case) -> None:
    supported(case)
    case.clock.move_to(date(2026, 9, 1))
    case.evaluate("continue")
    step = next_steps(case.now)[0]
    assert (case_state(case.now), step.id) == (CaseState.SUPPORTING, "evaluate")


def test_a_closed_family_comes_again_as_a_linked_episode(ctx: AppContext, case: Case) -> None:
    supported(case).evaluate()
    case.close()
    again = closing.reopen(ctx, case.household_id, builders.draft(received_on=date(2026, 6, 15)))
    assert (again.value.number, again.value.previous_id) == (2, case.episode.id)
    assert "0日後" in again.warnings[0]
    with ctx.read() as read:
        assert snapshots.present_episodes(read, case.household_id) == (again.value,)
    with pytest.raises(KnownError, match="まだ終結していません"):
        closing.reopen(ctx, case.household_id, builders.draft(received_on=date(2026, 6, 15)))


def test_a_case_does_not_reopen_before_it_was_closed(ctx: AppContext, case: Case) -> None:
    supported(case).evaluate()
    case.close()
    with pytest.raises(KnownError, match="前回の終結日より前"):
        closing.reopen(ctx, case.household_id, builders.draft(received_on=date(2026, 6, 1)))

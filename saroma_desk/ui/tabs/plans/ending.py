"""Evaluating the support and closing it (要領6(4)・(5))."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from saroma_desk.domain.case import Closure, Evaluation, GoalResult
from saroma_desk.domain.plan import Plan
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.services import closing
from saroma_desk.services.result import Result
from saroma_desk.ui import choices
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.reason import ReasonedDialog
from saroma_desk.ui.fields import FieldSpec, Kind, Section
from saroma_desk.ui.tabs.plans import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog

GOAL_RESULTS = ("reached", "partly", "not_reached")
POLICIES = ("continue", "revise", "close")


def evaluate(desk: Desk, plan: Plan, evaluation: Evaluation | None = None) -> FormDialog:
    """How far each goal was reached, what changed, and the policy that follows."""
    draft = evaluation or Evaluation(
        episode_id=plan.episode_id,
        plan_id=plan.id,
        evaluated_on=desk.today,
        evaluated_by=desk.ctx.user,
        policy="",
        policy_reason="",
    )
    goals = [goal.goal for goal in plan.goals]
    known = {result.goal: result for result in draft.goal_results}

    def store(values: Mapping[str, Any]) -> Result[Evaluation]:
        results = tuple(
            GoalResult(goal=goal, result=values[f"result_{n}"] or "", note=values[f"note_{n}"] or "")
            for n, goal in enumerate(goals)
        )
        own = ("evaluated_on", "evaluated_by", "meeting", "environment_change", "policy", "policy_reason")
        changed: dict[str, Any] = {name: values[name] or "" for name in own}
        return closing.evaluate(desk.ctx, replace(draft, goal_results=results, **changed))

    record = {name: getattr(draft, name) for name in ("evaluated_on", "evaluated_by", "meeting")}
    record |= {name: getattr(draft, name) for name in ("environment_change", "policy", "policy_reason")}
    for number, goal in enumerate(goals):
        found = known.get(goal)
        record |= {f"result_{number}": found.result if found else None, f"note_{number}": found.note if found else ""}
    act = Act(
        title=term("evaluation"),
        sections=_evaluation_sections(goals),
        record=record,
        command=store,
        draft_key=f"evaluation:{draft.id or f'new:{plan.id}'}",
    )
    dialog = FormDialog(desk, act)
    dialog.open()
    return dialog


def _evaluation_sections(goals: list[str]) -> tuple[Section, ...]:
    first = Section(
        "",
        (
            FieldSpec(name="evaluated_on", kind=Kind.DATE, label=term("evaluated_on"), required=True),
            FieldSpec(name="evaluated_by", label=term("evaluated_by")),
            FieldSpec(name="meeting", label=term("meeting"), wide=True),
        ),
    )
    results = choices.of_terms("goal_result", GOAL_RESULTS)
    each = tuple(
        Section(
            f"{texts.goal_head(number + 1)}　{goal}",
            (
                FieldSpec(
                    name=f"result_{number}", kind=Kind.CHOICE, label=texts.GOAL_RESULT, radio=True, choices=results
                ),
                FieldSpec(name=f"note_{number}", label=texts.GOAL_NOTE, personal=True),
            ),
        )
        for number, goal in enumerate(goals)
    )
    policy = FieldSpec(
        name="policy",
        kind=Kind.CHOICE,
        label=term("policy"),
        radio=True,
        required=True,
        wide=True,
        choices=choices.of_terms("policy", POLICIES),
    )
    last = Section(
        term("policy"),
        (
            FieldSpec(name="environment_change", kind=Kind.MEMO, label=term("environment_change"), personal=True),
            policy,
            FieldSpec(name="policy_reason", kind=Kind.MEMO, label=term("policy_reason"), required=True, personal=True),
        ),
    )
    return (first, *each, last)


def close(desk: Desk, case: CaseSnapshot, parent: QWidget) -> FormDialog:
    """終結: agreed with those concerned; what is missing demands a reason (要領6(5))."""
    fields = (
        FieldSpec(name="closed_on", kind=Kind.DATE, label=term("closed_on"), required=True),
        FieldSpec(
            name="reason",
            kind=Kind.CHOICE,
            label=term("close_reason"),
            required=True,
            choices=choices.of_rule_set(case.programme.close_reasons),
        ),
        FieldSpec(name="detail", kind=Kind.MEMO, label=term("close_detail"), personal=True, lines=2),
        FieldSpec(name="agreed_on", kind=Kind.DATE, label=term("agreed_on")),
        FieldSpec(name="participants", label=term("participants")),
        FieldSpec(name="follow_on", kind=Kind.MEMO, label=term("follow_on"), personal=True, lines=2),
        FieldSpec(name="handed_to", label=term("handed_to"), wide=True),
    )
    act = Act(
        title=term("closure"),
        sections=(Section("", fields),),
        record=Closure(episode_id=case.episode.id, closed_on=desk.today, reason=""),
        command=partial(closing.close, desk.ctx),
        accept=texts.CLOSE_ACCEPT,
        note=texts.CLOSE_NOTE,
        draft_key=f"closure:{case.episode.id}",
    )
    dialog = ReasonedDialog(desk, act, partial(closing.close, desk.ctx), parent)
    dialog.open()
    return dialog

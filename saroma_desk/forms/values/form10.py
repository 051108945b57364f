"""様式10号 支援計画・経過記録: plan, progress notes, evaluation and closing (要領6(3)–(5)・8(2)).

Page 1 is shown to the family; of the survey it names the codes of the indicators, never their wording or answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import time

from saroma_desk.domain.case import Closure, Evaluation, GoalResult, ProgressNote
from saroma_desk.domain.dispatch import Dispatch
from saroma_desk.domain.eras import format_short
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.limit_checks import clock
from saroma_desk.domain.plan import Goal, Plan
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.fields import Composed, FieldValue

from .common import Row, children_on, copay_class_code, expectant_on, record_of, word
from .comparison import comparison_rows
from .dispatching import children_text, terms_values

_SENTENCE = re.compile(r"[^。\n]*[。\n]|[^。\n]+$")
_CHARACTERS_A_LINE = 20
_LINES_A_ROW = 30


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of ``plan:<id>`` (default: the latest version) with the whole record of the episode.

    Raises:
        LookupError: the episode has no such plan.
    """
    plan = record_of(snapshot.plans, subject_key)
    evaluations = [e for e in snapshot.evaluations if e.plan_id == plan.id]
    evaluation = max(evaluations, key=lambda e: (e.evaluated_on, e.id), default=None)
    return {
        "household_no": snapshot.household.no,
        **_head(snapshot, plan),
        **_contents(snapshot, plan),
        "goals": _goal_rows(plan, evaluation),
        **_agreement(plan),
        "notes": note_rows(snapshot.notes),
        "exceptions": exception_rows(snapshot.exceptions),
        **(_evaluation(evaluation) if evaluation else {}),
        "comparison": comparison_rows(snapshot),
        **(_closure(snapshot.closure) if snapshot.closure else {}),
    }


def _head(snapshot: CaseSnapshot, plan: Plan) -> dict[str, FieldValue]:
    on = plan.made_on
    expectant = expectant_on(snapshot, on)
    caregiver = next((m.name for m in snapshot.members if m.role.value == "caregiver"), None)
    return {
        "plan_number": f"{snapshot.household.no}-{snapshot.episode.number}",
        "version": "revised" if plan.revision else "first",
        "revision": plan.revision or None,
        "revision_reason": plan.revision_reason,
        "made_on": on,
        "made_by": plan.made_by,
        "caregiver": caregiver,
        "children": children_text(snapshot, on) if children_on(snapshot, on) or expectant else None,
        "support_type": plan.support_type,
        "period_from": plan.period_from,
        "period_to": plan.period_to,
    }


def _contents(snapshot: CaseSnapshot, plan: Plan) -> dict[str, FieldValue]:
    links = dict.fromkeys(code for goal in plan.goals for code in goal.indicators)
    dispatch = _dispatch_of(snapshot, plan)
    return {
        "family_wish": plan.family_wish,
        "issues": plan.issues,
        "links": "・".join(links),
        "helper_summary": plan.helper_summary,
        "consult_summary": plan.consult_summary,
        "roles": plan.roles,
        "emergency": plan.emergency,
        "next_review_on": plan.next_review_on,
        **(_dispatch_values(snapshot, dispatch) if dispatch else {}),
    }


def _dispatch_of(snapshot: CaseSnapshot, plan: Plan) -> Dispatch | None:
    """The helper visits approved under this plan: the last that begin before it ends and end after it begins."""
    found = None
    for case in snapshot.help_cases:
        terms = case.dispatch.terms if case.dispatch else None
        begins = terms is not None and terms.first_day is not None and terms.first_day <= plan.period_to
        if terms is not None and begins and (terms.last_day is None or plan.period_from <= terms.last_day):
            found = case.dispatch
    return found


def _dispatch_values(snapshot: CaseSnapshot, dispatch: Dispatch) -> dict[str, FieldValue]:
    return {
        **terms_values(dispatch.terms, "helper_"),
        "helper_provider": snapshot.provider(dispatch.provider_id).name,
        "helper_class": copay_class_code(snapshot, dispatch.effective_from),
    }


def _goal_rows(plan: Plan, evaluation: Evaluation | None) -> tuple[Row, ...]:
    results = {r.goal: r for r in evaluation.goal_results} if evaluation else {}
    return tuple(_goal_row(goal, results) for goal in plan.goals)


def _goal_row(goal: Goal, results: Mapping[str, GoalResult]) -> dict[str, FieldValue]:
    result = results.get(goal.goal)
    return {
        "term": word(goal.term),
        "goal": goal.goal,
        "content": goal.content,
        "supporter": goal.supporter,
        "method": goal.method,
        "period": goal.period,
        "measure": goal.measure,
        "result": word(result.result) if result else None,
        "result_note": result.note if result else None,
    }


def _agreement(plan: Plan) -> dict[str, FieldValue]:
    return {
        "explained_on": plan.explained_on,
        "explained_by": plan.explained_by,
        "agreed_by": plan.agreed_by,
        "plan_decided_on": plan.decided_on,
    }


def note_rows(notes: tuple[ProgressNote, ...]) -> tuple[Row, ...]:
    """The record in the order in which things happened; corrected notes stay, marked to be struck through."""
    by_id = {note.id: note for note in notes if note.id}
    corrected = {note.corrects_id for note in notes if note.corrects_id is not None}
    return tuple(row for note in notes for row in _note_rows(note, by_id, struck=note.id in corrected))


def _note_rows(note: ProgressNote, by_id: Mapping[int, ProgressNote], *, struck: bool) -> Iterator[Row]:
    """One row, or for a long note several: the record stays in one piece instead of going to a 別紙."""
    first, *rest = portions(note.content)
    yield {**_note_row(note, by_id, struck=struck), "content": first}
    for portion in rest:
        yield {"content": portion, "struck": struck}


def portions(content: str) -> list[str]:
    """The text in portions of whole sentences that are each low enough for one row of the record."""
    found, lines = [""], 0
    for sentence in _SENTENCE.findall(content):
        needed = len(sentence) / _CHARACTERS_A_LINE + sentence.endswith("\n")
        if found[-1] and lines + needed > _LINES_A_ROW:
            found.append("")
            lines = 0
        found[-1] += sentence
        lines += needed
    return found


def _note_row(note: ProgressNote, by_id: Mapping[int, ProgressNote], *, struck: bool) -> dict[str, FieldValue]:
    due = format_short(note.due_on) if note.due_on else ""
    return {
        "on": note.noted_at.date(),
        "at": _time_of(note),
        "kind": word(note.kind),
        "people": "\n".join(part for part in (note.staff, note.partner) if part),
        "next": "\n".join(part for part in (note.next_action, due) if part),
        "marker": note.marker,
        "struck": struck,
        "corrected": word("yes" if struck else None),
        "correcting": word("yes" if note.corrects_id is not None else None),
        "correction": _correction(note, by_id.get(note.corrects_id or 0)),
    }


def _time_of(note: ProgressNote) -> time | None:
    """The time of the note; None where an automatic line only knows its day."""
    at = note.noted_at.time()
    return None if note.source_key and at == time.min else at


def _correction(note: ProgressNote, original: ProgressNote | None) -> str | None:
    """Which note was corrected, when, by whom and why, in one line above the new text."""
    if note.corrects_id is None:
        return None
    of = f"{format_short(original.noted_at.date())} {clock(original.noted_at.time())} " if original else ""
    written = f"{format_short(note.written_at.date())} {clock(note.written_at.time())}"
    return "　".join(p for p in (f"{of}→ {written}", note.written_by, note.correction_reason) if p) + "\n"


def exception_rows(exceptions: Iterable[LimitException]) -> tuple[Row, ...]:
    """Recorded reasons by day; one that was withdrawn stays, struck through, with its withdrawal in a row below."""
    rows: list[Row] = []
    for exception in sorted(exceptions, key=lambda e: (e.decided_on, e.id)):
        figures = Composed.said(exception.figures or exception.rule)
        back = exception.withdrawn_on is not None
        row: Row = {"decided_on": exception.decided_on, "figures": figures, "reason": exception.reason}
        rows.append({**row, "decided_by": exception.decided_by, "struck": back})
        if back:
            row = {"decided_on": exception.withdrawn_on, "withdrawn": word("yes"), "reason": exception.withdrawn_reason}
            rows.append({**row, "decided_by": exception.withdrawn_by})
    return tuple(rows)


def _evaluation(evaluation: Evaluation) -> dict[str, FieldValue]:
    return {
        "evaluated_on": evaluation.evaluated_on,
        "evaluated_by": evaluation.evaluated_by,
        "meeting": evaluation.meeting,
        "environment_change": evaluation.environment_change,
        "policy": evaluation.policy,
        "policy_reason": evaluation.policy_reason,
    }


def _closure(closure: Closure) -> dict[str, FieldValue]:
    return {
        "closed_on": closure.closed_on,
        "close_reason": closure.reason,
        "close_detail": closure.detail,
        "agreed_on": closure.agreed_on,
        "participants": closure.participants,
        "follow_on": closure.follow_on,
        "handed_to": closure.handed_to,
    }

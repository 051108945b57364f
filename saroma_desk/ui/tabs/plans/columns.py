"""Lists of the plan tab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from saroma_desk.domain.calendar import format_short, weekday_ja
from saroma_desk.domain.case import Evaluation
from saroma_desk.services.planning import NoteLine
from saroma_desk.services.worklists import PlanLine
from saroma_desk.ui import messages
from saroma_desk.ui.desk import initials
from saroma_desk.ui.frame_sources import STATE_TONES, due_tone
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.plans import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.programme_column import programme_column
from saroma_desk.ui.widgets.record_table import Column

POLICY_TONES = {"continue": Tone.ACTIVE, "revise": Tone.WARN, "close": Tone.MUTED}


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A line of 経過記録 with its place, for the list: lines that the program wrote have no id."""

    id: int
    line: NoteLine


def plans(today: Callable[[], date]) -> tuple[Column, ...]:
    """Episodes with their latest plan."""

    def tone(row: PlanLine) -> str:
        return due_tone((row.review_on - today()).days) if row.review_on else ""

    return (
        Column(
            "name",
            term("household"),
            lambda r: r.name,
            sort=lambda r: r.kana,
            masked=lambda r: initials(r.kana),
            lines=2,
        ),
        Column(
            "state", term("status"), lambda r: term(f"state.{r.state}"), tone=lambda r: STATE_TONES[r.state], width=88
        ),
        programme_column(),
        Column("plan", term("plan"), _plan, width=74, spare=True),
        Column("review", term("next_review_on"), _review, sort=lambda r: r.review_on or date.max, tone=tone, width=98),
    )


def _plan(row: PlanLine) -> str:
    if row.revision is None:
        return texts.STATE_NONE
    return texts.STATE_DECIDED if row.decided else texts.STATE_DRAFT


def _review(row: PlanLine) -> str:
    return format_short(row.review_on) if row.review_on else ""


def notes() -> tuple[Column, ...]:
    """経過記録 in the columns of 様式10号."""
    return (
        Column(
            "at", texts.WHEN, lambda r: moment(r.line.note.noted_at), sort=lambda r: r.line.note.noted_at, width=152
        ),
        Column("kind", term("note_kind"), _kind, tone=_kind_tone, width=124),
        Column("who", texts.WHO, _who, masked=lambda r: r.line.note.staff, width=150, spare=True),
        Column(
            "content",
            term("note_content"),
            _content,
            masked=lambda _: messages.HIDDEN,
            tip=_content,
            lines=3,
            least=200,
        ),
        Column("next", term("next_action"), _next, masked=lambda _: messages.HIDDEN, tip=_next, width=150, spare=True),
    )


def _kind(row: NoteRow) -> str:
    word = term(f"note_kind.{row.line.note.kind}")
    if row.line.corrected_by is not None:
        return texts.CORRECTED
    if row.line.automatic:
        return f"{word}・{texts.AUTOMATIC}"
    return f"{word}・{texts.CORRECTION}" if row.line.note.corrects_id is not None else word


def _kind_tone(row: NoteRow) -> str:
    if row.line.corrected_by is not None:
        return Tone.MUTED
    return Tone.CALM if row.line.automatic else Tone.ACTIVE


def _who(row: NoteRow) -> str:
    return "／".join(part for part in (row.line.note.staff, row.line.note.partner) if part)


def _content(row: NoteRow) -> str:
    return row.line.note.content.replace("\n", " ")


def _next(row: NoteRow) -> str:
    note = row.line.note
    due = format_short(note.due_on) if note.due_on else ""
    return " ".join(part for part in (due, note.next_action.replace("\n", " ")) if part)


def visits(name_of: Callable[[int | None], str]) -> tuple[Column, ...]:
    """Consultation visits."""
    return (
        Column("day", term("visit_on"), lambda v: day(v.visited_on), sort=lambda v: v.visited_on, width=110),
        Column("profession", term("profession"), lambda v: term(f"profession.{v.profession}"), width=120, spare=True),
        Column("staff", term("staff"), lambda v: v.staff, width=110, spare=True),
        Column("subject", term("subject"), lambda v: term(f"subject.{v.subject}"), width=90),
        Column(
            "member", term("name"), lambda v: name_of(v.subject_member_id), masked=lambda _: messages.HIDDEN, width=120
        ),
        Column(
            "complaint",
            term("complaint"),
            lambda v: v.complaint.replace("\n", " "),
            masked=lambda _: messages.HIDDEN,
            tip=lambda v: f"{v.complaint}\n{v.response}",
            lines=3,
            least=200,
        ),
    )


def evaluations() -> tuple[Column, ...]:
    """Evaluations of the plan."""
    return (
        Column("day", term("evaluated_on"), lambda e: format_short(e.evaluated_on), sort=_evaluated, width=90),
        Column("by", term("evaluated_by"), lambda e: e.evaluated_by, width=110, spare=True),
        Column("reached", texts.REACHED, texts.reached, width=180),
        Column("policy", term("policy"), _policy, tone=lambda e: POLICY_TONES.get(e.policy, ""), width=76),
        Column(
            "reason",
            term("policy_reason"),
            lambda e: e.policy_reason,
            tip=lambda e: e.policy_reason,
            lines=3,
            least=160,
        ),
    )


def _evaluated(evaluation: Evaluation) -> date:
    return evaluation.evaluated_on


def _policy(evaluation: Evaluation) -> str:
    return term(f"policy.{evaluation.policy}")


def moment(at: datetime) -> str:
    """Day with weekday, and the time where it is known."""
    return day(at.date()) if not (at.hour or at.minute) else f"{day(at.date())} {at:%H:%M}"


def day(on: date) -> str:
    """Short era date with weekday."""
    return f"{format_short(on)}({weekday_ja(on)})"

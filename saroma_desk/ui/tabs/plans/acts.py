"""What can be done to a plan, its 経過記録 and the consultation visits, each in its own dialog."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import partial
from typing import Any

from saroma_desk.domain.case import ConsultVisit, ProgressNote
from saroma_desk.domain.household import Member, present_members
from saroma_desk.domain.plan import Plan
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.services import consults, planning
from saroma_desk.services.result import Result
from saroma_desk.ui import choices
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.plans import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog

NOTE_KINDS = ("visit", "phone", "counter", "meeting", "agency", "paper", "other")


def decide(desk: Desk, plan: Plan) -> FormDialog:
    """決裁: from then on the plan is in force."""

    def store(values: Mapping[str, Any]) -> Result[Plan]:
        return planning.decide_plan(desk.ctx, plan.id, values["decided_on"])

    day = FieldSpec(name="decided_on", kind=Kind.DATE, label=term("decided_on"), required=True)
    act = Act(
        title=term("action.decide"),
        sections=(Section("", (day,)),),
        record={"decided_on": desk.today},
        command=store,
        accept=term("action.decide"),
        note=texts.DECIDE_NOTE,
    )
    return _open(desk, act)


def revise(desk: Desk, plan: Plan) -> FormDialog:
    """見直し: the next version begins as a copy of the decided one."""

    def store(values: Mapping[str, Any]) -> Result[Plan]:
        return planning.revise_plan(desk.ctx, plan.id, values["revision_reason"])

    reason = FieldSpec(name="revision_reason", kind=Kind.MEMO, label=term("revision_reason"), required=True)
    act = Act(
        title=term("plan_revision"),
        sections=(Section("", (reason,)),),
        record={"revision_reason": ""},
        command=store,
        accept=texts.REVISE_ACCEPT,
        note=texts.REVISE_NOTE,
        draft_key=f"revise:{plan.id}",
    )
    return _open(desk, act)


def _note_fields() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(name="noted_on", kind=Kind.DATE, label=term("noted_on"), required=True),
        FieldSpec(name="noted_time", kind=Kind.TIME, label=term("noted_time")),
        FieldSpec(
            name="kind",
            kind=Kind.CHOICE,
            label=term("note_kind"),
            radio=True,
            required=True,
            wide=True,
            choices=choices.of_terms("note_kind", NOTE_KINDS),
        ),
        FieldSpec(name="staff", label=term("staff")),
        FieldSpec(name="partner", label=term("partner"), personal=True),
        FieldSpec(name="content", kind=Kind.MEMO, label=term("note_content"), lines=6, required=True, personal=True),
        FieldSpec(name="next_action", kind=Kind.MEMO, label=term("next_action"), lines=2, personal=True),
        FieldSpec(name="due_on", kind=Kind.DATE, label=term("due_on")),
        FieldSpec(name="marker", label=term("marker")),
    )


def add_note(desk: Desk, episode_id: int) -> FormDialog:
    """A new line of 経過記録."""
    now = desk.ctx.clock.now()

    def store(values: Mapping[str, Any]) -> Result[ProgressNote]:
        return planning.note(desk.ctx, _note(desk, episode_id, values))

    act = Act(
        title=term("progress_note"),
        sections=(Section("", _note_fields()),),
        record={
            "noted_on": now.date(),
            "noted_time": now.time().replace(second=0, microsecond=0),
            "kind": None,
            "staff": desk.ctx.user,
        },
        command=store,
        draft_key=f"note:new:{episode_id}",
    )
    return _open(desk, act)


def correct_note(desk: Desk, note: ProgressNote) -> FormDialog:
    """A line that replaces another one; the old one stays, struck through."""

    def store(values: Mapping[str, Any]) -> Result[ProgressNote]:
        corrected = _note(desk, note.episode_id, values)
        return planning.correct_note(desk.ctx, note.id, corrected, values["correction_reason"])

    why = FieldSpec(name="correction_reason", label=term("correction_reason"), required=True, wide=True)
    kept = ("kind", "staff", "partner", "content", "next_action", "due_on", "marker")
    at = note.noted_at
    act = Act(
        title=texts.CORRECT_TITLE,
        sections=(Section("", (why, *_note_fields())),),
        record={
            **{name: getattr(note, name) for name in kept},
            "noted_on": at.date(),
            "noted_time": at.time() if at.hour or at.minute else None,
            "correction_reason": "",
        },
        command=store,
        note=texts.CORRECT_NOTE,
        draft_key=f"note:{note.id}",
    )
    return _open(desk, act)


def _note(desk: Desk, episode_id: int, values: Mapping[str, Any]) -> ProgressNote:
    own = ("staff", "partner", "content", "next_action", "marker")
    written: dict[str, Any] = {name: values[name] or "" for name in own}
    return ProgressNote(
        episode_id=episode_id,
        noted_at=datetime.combine(values["noted_on"], values["noted_time"] or time.min),
        written_at=desk.ctx.clock.now(),
        written_by=desk.ctx.user,
        kind=values["kind"],
        due_on=values["due_on"],
        **written,
    )


def edit_visit(desk: Desk, visit: ConsultVisit, members: tuple[Member, ...]) -> FormDialog:
    """A visit of 専門的相談支援; id 0 adds one."""
    people = tuple(Choice(m.id, m.name) for m in members)
    fields = (
        FieldSpec(name="visited_on", kind=Kind.DATE, label=term("visit_on"), required=True),
        FieldSpec(name="minutes", kind=Kind.NUMBER, label=term("consult_minutes"), unit="分", low=1, high=1439),
        FieldSpec(
            name="profession",
            kind=Kind.CHOICE,
            label=term("profession"),
            required=True,
            choices=choices.of_terms("profession", consults.PROFESSIONS),
        ),
        FieldSpec(name="staff", label=term("staff")),
        FieldSpec(
            name="subject",
            kind=Kind.CHOICE,
            label=term("subject"),
            required=True,
            choices=choices.of_terms("subject", consults.SUBJECTS),
        ),
        FieldSpec(
            name="subject_member_id", kind=Kind.CHOICE, label=term("subject_member"), choices=people, personal=True
        ),
        FieldSpec(name="complaint", kind=Kind.MEMO, label=term("complaint"), personal=True),
        FieldSpec(name="response", kind=Kind.MEMO, label=term("response"), personal=True),
    )
    act = Act(
        title=term("consult_visit"),
        sections=(Section("", fields),),
        record=visit,
        command=partial(consults.save_consult_visit, desk.ctx),
        draft_key=f"consult:{visit.id or f'new:{visit.episode_id}'}",
    )
    return _open(desk, act)


def new_visit(desk: Desk, case: CaseSnapshot) -> FormDialog:
    """An empty visit of today."""
    empty = ConsultVisit(
        episode_id=case.episode.id, visited_on=desk.today, profession="", staff=desk.ctx.user, subject=""
    )
    return edit_visit(desk, empty, present_members(case.members, desk.today))


def remove_visit(desk: Desk, visit: ConsultVisit) -> None:
    """Take out a visit that was entered by mistake, after asking."""
    if desk.speaker.ask(texts.remove_visit()) == "remove":
        desk.operations.command(partial(consults.remove_consult_visit, desk.ctx, visit.id))


def _open(desk: Desk, act: Act) -> FormDialog:
    dialog = FormDialog(desk, act)
    dialog.open()
    return dialog

"""The acts on one application: which are possible now, and the box for each (要領8(2)–13)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from saroma_desk.domain.dispatch import (
    ActivityReport,
    Cancellation,
    Decision,
    Outcome,
    Suspension,
    Withdrawal,
)
from saroma_desk.domain.household import moved_out_on
from saroma_desk.domain.snapshot import HelpCase
from saroma_desk.services import applying, stopping, visiting
from saroma_desk.services.helplist import UNDECIDED, HelpDetail
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.reason import Given, ReasonedDialog
from saroma_desk.ui.fields import FieldSpec, Kind, Section
from saroma_desk.ui.tabs.dispatches import fields, texts
from saroma_desk.ui.tabs.dispatches.approving import ApprovalDialog
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog

Values = Mapping[str, Any]
ALL = ("approve", "reject", "change", "suspend", "resume", "withdraw", "cancel")
"""In the order of the buttons."""


def possible(detail: HelpDetail) -> tuple[str, ...]:
    """Acts that can be done now."""
    case = detail.case
    if case is None or detail.snapshot.closure is not None:
        return ()
    if detail.state == UNDECIDED:
        return ("approve", "reject")
    if case.dispatch is None or case.cancellation is not None:
        return ()
    if case.withdrawal is not None:
        return ("cancel",)
    running = ("change", "suspend", "resume", "withdraw", "cancel")
    return running if open_suspension(detail) else tuple(a for a in running if a != "resume")


def open_suspension(detail: HelpDetail) -> Suspension | None:
    """The suspension that lasts today or has no end yet; with none, the next one to come."""
    today = detail.snapshot.today
    stops = detail.case.suspensions if detail.case else ()
    return next((s for s in stops if s.last_day is None or s.last_day >= today), None)


def open_act(desk: Desk, detail: HelpDetail, act: str) -> FormDialog:
    """Open the box of an act; KeyError for one that there is not."""
    dialog = _BOXES[act](desk, detail)
    dialog.open()
    return dialog


def _reject(desk: Desk, detail: HelpDetail) -> FormDialog:
    key, today = detail.application.id, desk.today

    def command(values: Values, given: Given) -> Result[Decision]:
        decision = Decision(application_id=key, outcome=Outcome.REJECTED, **values)
        return applying.reject(desk.ctx, decision, given)

    act = _act("reject", key, (fields.rejection_section(detail.programme),), command)
    return ReasonedDialog(desk, replace(act, record={"drafted_on": today, "decided_on": today}), command)


def _suspend(desk: Desk, detail: HelpDetail) -> FormDialog:
    key = detail.application.id

    def command(values: Values) -> Result[Suspension]:
        return stopping.suspend(desk.ctx, Suspension(application_id=key, **values))

    act = _act("suspend", key, (fields.suspension_section(detail.programme),), command, texts.PERIOD_STAYS)
    return FormDialog(desk, replace(act, record={"first_day": desk.today}))


def _resume(desk: Desk, detail: HelpDetail) -> FormDialog:
    stopped = open_suspension(detail)
    if stopped is None:
        raise KeyError("resume")

    def command(values: Values) -> Result[Suspension]:
        return stopping.resume(desk.ctx, stopped.id, values["last_day"], values["resumed_by"])

    act = _act("resume", detail.application.id, (fields.resume_section(),), command)
    return FormDialog(desk, replace(act, record={"last_day": stopped.last_day or desk.today}))


def _withdraw(desk: Desk, detail: HelpDetail) -> FormDialog:
    key, today = detail.application.id, desk.today

    def command(values: Values) -> Result[Withdrawal]:
        said = values if values["oral"] else {k: v for k, v in values.items() if k not in fields.ORAL_FIELDS}
        return stopping.withdraw(desk.ctx, Withdrawal(application_id=key, **said))

    note = texts.WITHDRAWAL_NOTE if detail.programme.withdrawal_needs_cancellation else ""
    act = _act("withdraw", key, fields.withdrawal_sections(detail.programme), command, note)
    record = {"filed_on": today, "effective_on": today, "oral_received_by": desk.ctx.user}
    dialog = FormDialog(desk, replace(act, record=record))
    show = partial(_show_oral_part, dialog)
    for grid in dialog.editor.grids:
        grid.edited.connect(show)
    show()
    return dialog


def _show_oral_part(dialog: FormDialog) -> None:
    oral = bool(dialog.editor.read()["oral"])
    for name in fields.ORAL_FIELDS:
        dialog.editor.set_field_visible(name, oral)
    if dialog.isVisible():
        dialog.fit()


def _cancel(desk: Desk, detail: HelpDetail) -> FormDialog:
    key, today = detail.application.id, desk.today
    withdrawal = detail.case.withdrawal if detail.case else None

    def command(values: Values, given: Given) -> Result[Cancellation]:
        return stopping.cancel(desk.ctx, Cancellation(application_id=key, **values), given)

    record: dict[str, Any] = {"drafted_on": today, "decided_on": today, "cancelled_on": today}
    if withdrawal is not None:
        filed = tuple(g.code for g in detail.programme.cancel_grounds if not g.data.get("adverse"))
        record |= {"grounds": filed, "cancelled_on": withdrawal.effective_on}
    elif (moved := moved_out_on(detail.snapshot.members)) is not None:
        record |= {"grounds": ("not_eligible",), "cancelled_on": moved, "reason": texts.MOVED}
    act = _act("cancel", key, fields.cancellation_sections(detail.programme), command)
    return ReasonedDialog(desk, replace(act, record=record), command)


def check_report(desk: Desk, report: ActivityReport) -> FormDialog:
    """Open the box for comparing an activity report with the plan (要領14)."""
    section = Section(
        term("activity_report"),
        (
            FieldSpec(
                name="agrees",
                kind=Kind.CHOICE,
                radio=True,
                label=term("agrees_with_plan"),
                choices=fields.yes_no(texts.MATCHES, texts.DIFFERS),
                help=texts.AGREE_HELP,
                required=True,
            ),
            FieldSpec(name="checked_on", kind=Kind.DATE, label=term("checked_on"), required=True),
            FieldSpec(name="doubts", kind=Kind.MEMO, label=term("doubts")),
        ),
    )

    def command(values: Values) -> Result[ActivityReport]:
        return visiting.check_report(
            desk.ctx, report.id, agrees=values["agrees"], doubts=values["doubts"], checked_on=values["checked_on"]
        )

    record = {"checked_on": report.checked_on or desk.today, "agrees": report.agrees_with_plan, "doubts": report.doubts}
    dialog = FormDialog(desk, replace(_act("check", report.id, (section,), command), record=record))
    dialog.open()
    return dialog


def _act(
    kind: str, key: int, sections: tuple[Section, ...], command: Callable[..., Result[Any]], note: str = ""
) -> Act:
    return Act(
        title=texts.TITLES[kind],
        sections=sections,
        record={},
        command=command,
        accept=texts.ACCEPT[kind],
        note=note,
        draft_key=f"{kind}:{key}",
    )


_BOXES: dict[str, Callable[[Desk, HelpDetail], FormDialog]] = {
    "approve": ApprovalDialog,
    "reject": _reject,
    "change": lambda desk, detail: ApprovalDialog(desk, detail, change=True),
    "suspend": _suspend,
    "resume": _resume,
    "withdraw": _withdraw,
    "cancel": _cancel,
}


def stops(case: HelpCase | None, detail: HelpDetail) -> tuple[tuple[str, str], ...]:
    """Suspensions, withdrawal and cancellation in words: pairs of label and text."""
    if case is None:
        return ()
    grounds = {g.code: g.short for g in detail.programme.suspension_grounds}
    found = [
        (term("suspension"), " ".join((texts.span(s.first_day, s.last_day), grounds.get(s.ground, s.ground), s.detail)))
        for s in case.suspensions
    ]
    if (left := case.withdrawal) is not None:
        how = f"（{term('withdrawal_oral')}）" if left.oral else ""
        found.append((term("withdrawal"), f"{texts.era(left.effective_on)}から{how} {left.reason_text}".strip()))
    if (stop := case.cancellation) is not None:
        marks = {g.code: g.mark for g in detail.programme.cancel_grounds}
        grounds_said = "".join(marks.get(g, g) for g in stop.grounds)
        found.append((term("cancellation"), f"{texts.era(stop.cancelled_on)} {grounds_said} {stop.reason}".strip()))
    return tuple(found)

"""Columns, rows and fields of the activity report (様式7号)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from saroma_desk.domain.dispatch import Confirmation, Visit, VisitStatus
from saroma_desk.domain.programme import Programme
from saroma_desk.services.helplist import HelpDetail
from saroma_desk.services.visiting import ReportSheet
from saroma_desk.ui import messages
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.dispatches import fields, texts
from saroma_desk.ui.tabs.dispatches.staging import Staging
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import Column

_TONES = {VisitStatus.PLANNED: "active", VisitStatus.DONE: "good"}
_SIGNS = {Confirmation.NONE: "none", Confirmation.SEAL: "seal", Confirmation.SIGNATURE: "signature"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row as the list shows it.

    Attributes:
        id: key of the staging.
        status: word of the visit's status.
        helper: name, empty while none is known.
        cumulative: running number under the approval; None for a visit that does not count.
        broken: sentences of limits that are broken without a reason.
        changed: typed and not yet saved.
    """

    id: str
    visit: Visit
    status: str
    helper: str
    cumulative: int | None
    broken: str = ""
    changed: bool = False


def columns() -> tuple[Column, ...]:
    """Of the month's rows."""

    def hours(row: SheetRow) -> str:
        v = row.visit
        return texts.hours(v.actual_start or v.planned_start, v.actual_end or v.planned_end)

    def status(row: SheetRow) -> str:
        return messages.MARK + row.status if row.broken else row.status

    def tone(row: SheetRow) -> str:
        return "alarm" if row.broken else _TONES.get(row.visit.status, "muted")

    def sign(row: SheetRow) -> str:
        return term(f"confirmation.{_SIGNS[row.visit.confirmation]}")

    return (
        Column("changed", "", lambda r: texts.CHANGED_ROW if r.changed else "", width=40),
        Column("day", term("visit_on"), lambda r: texts.day_words(r.visit.visit_on), width=84),
        Column("hours", term("actual_time"), hours, least=104),
        Column("status", term("visit_status"), status, tone=tone, tip=lambda r: r.broken, width=92),
        Column("helper", term("helper"), lambda r: r.helper, width=110, spare=True),
        Column("sign", term("confirmation_short"), sign, width=52, spare=True),
        Column("total", term("cumulative"), lambda r: texts.unit(r.cumulative, ""), right=True, width=52, spare=True),
    )


def row_section() -> Section:
    """One visit as the sheet tells it; the choices come with the case."""
    signs = tuple(Choice(code, term(f"confirmation.{word}")) for code, word in _SIGNS.items())
    collected = fields.yes_no(texts.COLLECTED, texts.NOT_COLLECTED)
    return Section(
        "",
        (
            FieldSpec(name="visit_on", kind=Kind.DATE, label=term("visit_on"), required=True),
            FieldSpec(name="status", kind=Kind.CHOICE, label=term("visit_status")),
            FieldSpec(name="actual_start", kind=Kind.TIME, label=term("actual_start")),
            FieldSpec(name="actual_end", kind=Kind.TIME, label=term("actual_end")),
            FieldSpec(name="helper_id", kind=Kind.CHOICE, label=term("helper")),
            FieldSpec(name="confirmation", kind=Kind.CHOICE, radio=True, label=term("confirmation"), choices=signs),
            FieldSpec(name="status_reason", label=term("status_reason")),
            FieldSpec(name="help_kinds", kind=Kind.MULTI, label=term("help_kind")),
            FieldSpec(name="condition", kind=Kind.MEMO, label=term("condition"), lines=2, personal=True),
            FieldSpec(
                name="copay_collected", kind=Kind.CHOICE, radio=True, label=term("copay_collected"), choices=collected
            ),
        ),
    )


def status_choices(programme: Programme) -> tuple[Choice, ...]:
    """What may become of a visit."""
    return tuple(Choice(VisitStatus(s.code), s.name) for s in programme.visit_statuses)


def head_section() -> Section:
    """The sheet as a whole."""
    return Section(
        term("activity_report"),
        (
            FieldSpec(name="received_on", kind=Kind.DATE, label=term("application_received_on"), required=True),
            FieldSpec(name="reported_on", kind=Kind.DATE, label=term("reported_on")),
            FieldSpec(name="family_opinion", label=term("family_opinion"), wide=True, personal=True),
        ),
    )


def sheet_rows(detail: HelpDetail, sheet: ReportSheet, staging: Staging) -> list[SheetRow]:
    """The month's rows as they stand, typed ones in place of stored ones."""
    words = {s.code: s.name for s in detail.programme.visit_statuses}
    names = {h.id: h.name for h in detail.helpers}
    told = {f"visit:{r.visit.id}": r for r in sheet.rows}
    rows = []
    for key, visit in staging.rows():
        known = told.get(key)
        rows.append(
            SheetRow(
                id=key,
                visit=visit,
                status=words[visit.status],
                helper=names.get(visit.helper_id or 0, ""),
                cumulative=known.cumulative if known else None,
                broken="\n".join(f.message_ja for f in known.findings) if known else "",
                changed=staging.is_changed(key),
            )
        )
    return rows


def unplanned(detail: HelpDetail, sheet: ReportSheet, day: date) -> Visit:
    """A visit that the provider reports and nobody had planned, before its times are typed."""
    held = detail.case.dispatch if detail.case else None
    start = held.terms.start if held and held.terms.start else time(9)
    return Visit(
        application_id=detail.application.id,
        provider_id=sheet.provider_id,
        visit_on=day,
        planned_start=start,
        planned_end=start.replace(hour=min(start.hour + 1, 23)),
        status=VisitStatus.DONE,
        confirmation=Confirmation.SEAL,
        help_kinds=held.terms.help_kinds if held else (),
    )


def first_month(detail: HelpDetail) -> date:
    """First day of the month to begin with: the oldest one, not ahead, with visits that wait for their result."""
    today = detail.snapshot.today.replace(day=1)
    visits = detail.case.visits if detail.case else ()
    known = [v.visit_on.replace(day=1) for v in visits]
    due = [v.visit_on.replace(day=1) for v in visits if v.status is VisitStatus.PLANNED]
    due = [month for month in due if month <= today]
    return min(due) if due else max((m for m in known if m <= today), default=min(known, default=today))

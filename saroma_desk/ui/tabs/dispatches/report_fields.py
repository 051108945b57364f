"""Fields of the activity report (様式7号), what can be chosen in them, and the records made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from saroma_desk.domain.dispatch import ActivityReport, Confirmation, Visit, VisitStatus
from saroma_desk.domain.programme import Programme
from saroma_desk.services.helplist import HelpDetail
from saroma_desk.services.visiting import ReportSheet
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.dispatches import fields, texts
from saroma_desk.ui.terms import term

SIGNS = {Confirmation.NONE: "none", Confirmation.SEAL: "seal", Confirmation.SIGNATURE: "signature"}


def row_section() -> Section:
    """One visit as the sheet tells it; the choices come with the case."""
    signs = tuple(Choice(code, term(f"confirmation.{word}")) for code, word in SIGNS.items())
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


def helper_choices(detail: HelpDetail, sheet: ReportSheet) -> tuple[Choice, ...]:
    """Who may have made a visit of the sheet."""
    return tuple(Choice(h.id, h.name) for h in detail.helpers if h.provider_id == sheet.provider_id)


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


def report_of(sheet: ReportSheet, head: Mapping[str, Any]) -> ActivityReport:
    """The report of a sheet with what was typed into its head; a new one while none was received."""
    blank = ActivityReport(
        application_id=sheet.application_id,
        provider_id=sheet.provider_id,
        month=sheet.month,
        received_on=head["received_on"],
    )
    return replace(sheet.report or blank, **head)


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

"""A proposal of visits for a whole approval, to be ticked and planned at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from saroma_desk.domain.dispatch import Terms
from saroma_desk.domain.duties import help_count
from saroma_desk.domain.limit_build import rules_of, slot_of, suspension_periods
from saroma_desk.domain.limits import Standing, week_start_of
from saroma_desk.domain.pricing import policies_from
from saroma_desk.services import visiting
from saroma_desk.services.helplist import HelpDetail, holiday_names
from saroma_desk.services.result import Result
from saroma_desk.services.visiting import VisitDraft
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.reason import Given, ReasonedDialog
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.dispatches import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act


def end_of(terms: Terms) -> time | None:
    """When a visit that begins with the daily window ends."""
    if terms.start is None or not terms.minutes:
        return terms.end
    return (datetime.combine(date.min, terms.start) + timedelta(minutes=terms.minutes)).time()


def proposal(detail: HelpDetail) -> tuple[VisitDraft, ...]:
    """Days that fit the terms: no holidays, no suspended days, none with a visit, none past, as many as are left.

    What is left, in all and in each week, is what the meter says: a visit that was not made uses up none.
    """
    case, count = detail.case, help_count(detail.snapshot, detail.case) if detail.case else None
    if case is None or case.dispatch is None or count is None:
        return ()
    terms, today = case.dispatch.terms, detail.snapshot.today
    if terms.first_day is None or terms.last_day is None:
        return ()
    days = [terms.first_day + timedelta(n) for n in range((terms.last_day - terms.first_day).days + 1)]
    holidays, taken = holiday_names(days), {v.visit_on for v in case.visits}
    stopped = suspension_periods(case)
    closed = {d for d in days if d < today or d in holidays or d in taken or any(p.contains(d) for p in stopped)}
    policies = policies_from(detail.programme, detail.snapshot.office.settings)
    slots = (slot_of(v, policies) for v in case.visits)
    held = [slot.on for slot in slots if slot.standing is not Standing.FREE]
    left = None if count.left is None else max(count.left, 0)
    weeks_begin = week_start_of(rules_of(detail.programme))
    return visiting.plan_series(replace(terms, visits=left), closed, weeks_begin, held)


def open_series(desk: Desk, detail: HelpDetail, parent: QWidget) -> ReasonedDialog | None:
    """Open the proposal; says so when there is none."""
    drafts = {d.visit_on: d for d in proposal(detail)}
    if not drafts or detail.case is None or detail.case.dispatch is None:
        desk.say(texts.NO_SERIES)
        return None
    provider = detail.case.dispatch.provider_id
    helpers = tuple(Choice(h.id, h.name) for h in detail.helpers if h.provider_id == provider)
    days = tuple(Choice(d, texts.day_words(d)) for d in drafts)
    times = texts.hours(next(iter(drafts.values())).start, next(iter(drafts.values())).end)
    section = Section(
        times,
        (
            FieldSpec(name="helper_id", kind=Kind.CHOICE, label=term("helper"), choices=helpers),
            FieldSpec(name="days", kind=Kind.MULTI, label=term("visit_on"), choices=days, wide=True),
        ),
    )

    def command(values: Mapping[str, Any], given: Given) -> Result[Any]:
        chosen = tuple(replace(drafts[d], helper_id=values["helper_id"]) for d in values["days"])
        return visiting.schedule(desk.ctx, detail.application.id, chosen, given)

    act = Act(
        title=texts.TITLES["series"],
        sections=(section,),
        record={"days": tuple(drafts), "helper_id": helpers[0].value if len(helpers) == 1 else None},
        command=lambda values: command(values, ()),
        accept=texts.ACCEPT["series"],
        note=texts.SERIES_NOTE,
    )
    dialog = ReasonedDialog(desk, act, command, parent.window())
    dialog.open()
    return dialog

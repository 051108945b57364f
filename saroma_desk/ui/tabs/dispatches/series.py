"""A proposal of visits for a whole approval, to be ticked and planned at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from saroma_desk.domain.dispatch import Terms
from saroma_desk.domain.limit_build import rules_of
from saroma_desk.domain.limits import week_start_of
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
    """Days that fit the terms: no holidays, no suspended days, none with a visit, none past, as many as are left."""
    case = detail.case
    if case is None or case.dispatch is None:
        return ()
    terms, taken = case.dispatch.terms, {v.visit_on for v in case.visits}
    left = None if terms.visits is None else terms.visits - len(case.visits)
    weeks_begin = week_start_of(rules_of(detail.programme))
    series = visiting.plan_series(replace(terms, visits=None), week_start=weeks_begin)
    holidays = holiday_names(d.visit_on for d in series)
    today, first = detail.snapshot.today, terms.first_day
    since = today if first is not None and first <= today else first or today

    def fits(day: date) -> bool:
        stopped = any(s.first_day <= day <= (s.last_day or day) for s in case.suspensions)
        return day >= since and day not in holidays and day not in taken and not stopped

    found = tuple(d for d in series if fits(d.visit_on))
    return found if left is None else found[: max(left, 0)]


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

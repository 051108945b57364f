"""訪問予定: the calendar of the approved period, and beside it the visit of the chosen day with its limits, live."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.dispatch import Dispatch, Visit, VisitStatus
from saroma_desk.domain.limit_build import terms_on, visit_key
from saroma_desk.domain.obligations import help_period
from saroma_desk.services import visiting
from saroma_desk.services.helplist import HelpDetail, holiday_names
from saroma_desk.services.result import Result
from saroma_desk.services.visiting import LimitView, VisitDraft
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.reason import Given, run_with_reasons
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section, Unread
from saroma_desk.ui.tabs.dispatches import fields, series, texts
from saroma_desk.ui.tabs.dispatches.findings import FindingList
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.limit_meter import Limit, LimitMeter
from saroma_desk.ui.widgets.month_calendar import DayInfo, MonthCalendar, VisitChip

CHECK_PAUSE_MS = 200
SIDE = 318
_DAY = timedelta(days=1)


def visit_section() -> Section:
    """Fields of a planned visit."""
    return Section(
        "",
        (
            FieldSpec(name="visit_on", kind=Kind.DATE, label=term("visit_on"), required=True),
            FieldSpec(name="planned_start", kind=Kind.TIME, label=term("planned_start"), required=True),
            FieldSpec(name="planned_end", kind=Kind.TIME, label=term("planned_end"), required=True),
            FieldSpec(name="helper_id", kind=Kind.CHOICE, label=term("helper")),
            FieldSpec(name="help_kinds", kind=Kind.MULTI, label=term("help_kind")),
        ),
    )


def helper_choices(detail: HelpDetail, provider_id: int) -> tuple[Choice, ...]:
    """Helpers of the provider by name."""
    return tuple(Choice(h.id, h.name) for h in detail.helpers if h.provider_id == provider_id)


class SchedulePage(QWidget):
    """The visits under one approval.

    Attributes:
        calendar, meter, findings, editor: for tests and pictures.

    Signals:
        record_wanted(object): a visit whose result is to be looked at.
    """

    record_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._detail: HelpDetail | None = None
        self._visit: Visit | None = None
        self._turn = 0
        self.calendar = MonthCalendar(self)
        self.calendar.setAccessibleName(texts.CALENDAR)
        self.meter = LimitMeter(self)
        self.rest = QLabel(self)
        self.findings = FindingList(self)
        self.head = QLabel(self)
        self.editor = FormEditor((visit_section(),), desk, save=self.save, title=term("visit"), buttons=False)
        self.put_button = QPushButton(texts.PUT, self)
        self.remove_button = QPushButton(texts.REMOVE, self)
        self.series_button = QPushButton(texts.SERIES, self)
        self._timer = QTimer(self)
        self._build()
        self._connect()

    # --- what the tab calls

    def show_detail(self, detail: HelpDetail) -> None:
        """Show the visits of an application; without an approval there is nothing to plan."""
        same = self._detail is not None and self._detail.application.id == detail.application.id
        self._detail = detail
        approved = detail.case is not None and detail.case.dispatch is not None
        self.setEnabled(approved)
        if not approved:
            self.findings.say(texts.NOT_APPROVED)
            return
        self.editor.set_choices("help_kinds", fields.kind_choices(detail.programme))
        self._fill()
        day = self.calendar.chosen_day if same else None
        self._show_day(day or self._first_day())
        self.check()

    def check(self) -> None:
        """Ask what is left, and what the visit in the fields would break."""
        if self._detail is None or not self.isEnabled():
            return
        draft = self._typed()
        work = partial(visiting.limit_view, self.desk.ctx, self._detail.application.id, draft)
        self.desk.operations.query(work, self._show_limits, key="dispatches.limits", owner=self, failed=lambda _: True)
        whole = partial(visiting.limit_view, self.desk.ctx, self._detail.application.id)
        self.desk.operations.query(whole, self._show_whole, key="dispatches.broken", owner=self)

    def save(self) -> None:
        """Put the visit into the calendar, or change the planned one; over a limit with a reason."""
        draft = self._typed()
        if self._detail is None or draft is None or not self.put_button.isEnabled():
            return
        ctx, key = self.desk.ctx, self._detail.application.id

        def command(given: Given) -> Result[Any]:
            if isinstance(draft, Visit):
                return visiting.move_visit(ctx, draft, given)
            return visiting.schedule(ctx, key, (draft,), given)

        run_with_reasons(self.desk, command, self._stored, failed=self.editor.refused, parent=self)

    def remove(self) -> None:
        """Take the shown planned visit out of the calendar."""
        visit = self._visit
        if visit is None or visit.status is not VisitStatus.PLANNED:
            return
        work = partial(visiting.remove_planned, self.desk.ctx, (visit,))
        self.desk.operations.command(work, self._stored, owner=self)

    def propose(self) -> None:
        """Open the proposal of a whole series."""
        if self._detail is not None and self.isEnabled():
            series.open_series(self.desk, self._detail, self)

    # --- inside

    @property
    def _dispatch(self) -> Dispatch:
        """The terms that count on the chosen day."""
        detail = self._detail
        if detail is None or detail.case is None or detail.case.dispatch is None:
            raise LookupError("dispatch")
        day = self.calendar.chosen_day
        return (terms_on(detail.case.dispatches, day) if day else None) or detail.case.dispatch

    def _visits(self) -> tuple[Visit, ...]:
        return self._detail.case.visits if self._detail and self._detail.case else ()

    def _first_day(self) -> date:
        first, last = help_period(self._detail.case) if self._detail and self._detail.case else (None, None)
        today = self.desk.today
        return today if first and last and first <= today <= last else first or today

    def _fill(self, broken: frozenset[str] = frozenset()) -> None:
        detail = self._detail
        if detail is None or detail.case is None:
            return
        first, last = help_period(detail.case)
        days = [v.visit_on for v in detail.case.visits]
        start, end = min([*days, first or self.desk.today]), max([*days, last or self.desk.today])
        whole = [start + _DAY * n for n in range((end - start).days + 1)]
        names = holiday_names(whole)
        stopped = {d for d in whole if any(s.first_day <= d <= (s.last_day or end) for s in detail.case.suspensions)}
        info = {d: DayInfo(holiday=names.get(d, ""), suspended=d in stopped) for d in {*names, *stopped}}
        chips: defaultdict[date, tuple[VisitChip, ...]] = defaultdict(tuple)
        for visit in detail.case.visits:
            chips[visit.visit_on] += (self._chip(visit, visit_key(visit) in broken),)
        self.calendar.set_period(start, end, days=info, chips=chips)

    def _chip(self, visit: Visit, broken: bool) -> VisitChip:
        words = {s.code: s.name for s in self._detail.programme.visit_statuses} if self._detail else {}
        tone = {VisitStatus.PLANNED: "active", VisitStatus.DONE: "good"}.get(visit.status, "muted")
        word = texts.chip(visit, words.get(visit.status, ""))
        return VisitChip(
            id=visit.id, text=texts.broken_chip(visit) if broken else word, tone="alarm" if broken else tone
        )

    def _show_day(self, day: date) -> None:
        """Show the visit of a day; with several, the next one each time."""
        self.calendar.choose(day)
        here = [v for v in self._visits() if v.visit_on == day]
        self._turn = self._turn % (len(here) + 1)
        self._load(here[self._turn] if self._turn < len(here) else None, day)

    def _load(self, visit: Visit | None, day: date) -> None:
        self._visit = visit
        here = [v for v in self._visits() if v.visit_on == day]
        dispatch = self._dispatch
        provider = visit.provider_id if visit else dispatch.provider_id
        if self._detail is not None:
            self.editor.set_choices("helper_id", helper_choices(self._detail, provider))
        self.editor.load(visit or self._blank(dispatch, day))
        recorded = visit is not None and visit.status is not VisitStatus.PLANNED
        word = texts.RECORDED if recorded else texts.NEW_VISIT if visit is None else term("planned_count")
        number = here.index(visit) + 1 if visit else len(here) + 1
        self.head.setText(f"{texts.day_words(day)}　{texts.of_several(word, number, len(here) or 1)}")
        self.put_button.setText(_with_key(texts.PUT if visit is None else texts.MOVE))
        self.put_button.setEnabled(not recorded)
        self.remove_button.setVisible(visit is not None and not recorded)
        self.next_button.setVisible(bool(here))

    def _blank(self, dispatch: Dispatch, day: date) -> dict[str, Any]:
        terms = dispatch.terms
        last = next((v for v in reversed(self._visits()) if v.provider_id == dispatch.provider_id), None)
        return {
            "visit_on": day,
            "planned_start": terms.start,
            "planned_end": series.end_of(terms),
            "helper_id": last.helper_id if last else None,
            "help_kinds": terms.help_kinds,
        }

    def _typed(self) -> Visit | VisitDraft | None:
        values = self.editor.read()
        if any(isinstance(v, Unread) for v in values.values()):
            return None
        if self._visit is not None:
            return replace(self._visit, **values) if all(values[n] for n in _NEEDED) else None
        if not all(values[n] is not None for n in _NEEDED):
            return None
        return VisitDraft(
            visit_on=values["visit_on"],
            start=values["planned_start"],
            end=values["planned_end"],
            helper_id=values["helper_id"],
            help_kinds=values["help_kinds"],
        )

    def _show_limits(self, view: LimitView) -> None:
        """What the fields would break, and what is left on their day."""
        if (left := view.remaining) is not None:
            self.rest.setText(texts.rest_words(left.days, left.week_visits, left.month_minutes))
        self.findings.show_findings(view.findings, view.unexcused)

    def _show_whole(self, view: LimitView) -> None:
        """How much of the approval is used up, and which stored visits need a reason."""
        self.meter.setVisible(view.approved is not None)
        if view.approved is not None:
            limit = Limit(label=term("visits"), unit="回", approved=view.approved, done=view.done, planned=view.planned)
            self.meter.set_limit(limit)
        self._fill(frozenset(f.subject for f in view.unexcused))

    def _stored(self, result: Result[Any]) -> None:
        self._turn = 0
        self.editor.saved(self.editor.record())
        self.calendar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, day: date) -> None:
        if self._detail is not None and self._detail.case is not None and not self.editor.dirty:
            self._turn = 0
            self._show_day(day)
            self._timer.start()

    def _opened(self, day: date) -> None:
        """Enter on the shown day: its result, the next visit of the day, or the fields."""
        if self._visit is not None and self._visit.status is not VisitStatus.PLANNED:
            self.record_wanted.emit(self._visit)
            return
        self.editor.focus_field("planned_start")

    def _visit_opened(self, visit_id: int) -> None:
        visit = next((v for v in self._visits() if v.id == visit_id), None)
        if visit is None or self.editor.dirty:
            return
        self._load(visit, visit.visit_on)
        if visit.status is not VisitStatus.PLANNED:
            self.record_wanted.emit(visit)

    def _next_of_day(self) -> None:
        day = self.calendar.chosen_day
        if day is not None and not self.editor.dirty:
            self._turn += 1
            self._show_day(day)
            self._timer.start()

    def _connect(self) -> None:
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_PAUSE_MS)
        self._timer.timeout.connect(self.check)
        for grid in self.editor.grids:
            grid.edited.connect(self._timer.start)
        self.calendar.day_chosen.connect(self._chosen)
        self.calendar.day_opened.connect(self._opened)
        self.calendar.visit_opened.connect(self._visit_opened)
        self.put_button.clicked.connect(self.editor.save)
        self.remove_button.clicked.connect(self.remove)
        self.series_button.clicked.connect(self.propose)
        self.next_button.clicked.connect(self._next_of_day)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.calendar, self.remove)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.meter, 3)
        self.rest.setProperty("role", "help")
        top.addWidget(self.rest)
        top.addStretch(1)
        top.addWidget(self.series_button)
        hint = QLabel(texts.CALENDAR_HINT, self)
        hint.setProperty("role", "help")
        left = QVBoxLayout()
        left.addWidget(self.calendar, 1)
        left.addWidget(hint)
        both = QHBoxLayout()
        both.addLayout(left, 1)
        both.addWidget(self._side())
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(both, 1)

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(SIDE)
        self.head.setObjectName("section_title")
        self.next_button = QPushButton(texts.NEXT_VISIT, self)
        buttons = QHBoxLayout()
        self.put_button.setProperty("primary", True)
        for button in (self.put_button, self.remove_button, self.next_button, self.series_button):
            button.setAutoDefault(False)
        buttons.addWidget(self.put_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        buttons.addWidget(self.next_button)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.editor, 3)
        column.addLayout(buttons)
        column.addWidget(self.findings, 2)
        return side


_NEEDED = ("visit_on", "planned_start", "planned_end")


def _with_key(label: str) -> str:
    """A button's word with the key that presses it."""
    return f"{label}  F12"

"""訪問予定: the calendar of the approved period with its meter, and beside it the visit of the chosen day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.dispatch import Visit, VisitStatus
from saroma_desk.domain.limit_build import visit_key
from saroma_desk.domain.obligations import help_period
from saroma_desk.services import visiting
from saroma_desk.services.helplist import HelpDetail, holiday_names
from saroma_desk.services.visiting import LimitView
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.dispatches import series, texts
from saroma_desk.ui.tabs.dispatches.visit_panel import VisitPanel
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.limit_meter import Limit, LimitMeter
from saroma_desk.ui.widgets.month_calendar import DayInfo, MonthCalendar, VisitChip

LEAST = 406
"""Pixels that leave room for the word of a visit on each day of a week."""
LOW = 340
"""Height in pixels under which the page shows less."""
_DAY = timedelta(days=1)
_TONES = {VisitStatus.PLANNED: "active", VisitStatus.DONE: "good"}


class SchedulePage(QWidget):
    """The visits under one approval.

    Attributes:
        calendar, meter, panel: for tests and pictures.

    Signals:
        record_wanted(object): a visit whose result is to be looked at.
    """

    record_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._detail: HelpDetail | None = None
        self._turn = 0
        self.calendar = MonthCalendar(self)
        self.calendar.setAccessibleName(texts.CALENDAR)
        self.calendar.setMinimumWidth(LEAST)
        self.meter = LimitMeter(self)
        self.rest = QLabel(self)
        self.panel = VisitPanel(desk, self)
        self.editor = self.panel.editor
        self.series_button = QPushButton(texts.SERIES, self)
        self._build()
        self._connect()

    def show_detail(self, detail: HelpDetail) -> None:
        """Show the visits of an application; without an approval there is nothing to plan."""
        same = self._detail is not None and self._detail.application.id == detail.application.id
        self._detail = detail
        approved = detail.case is not None and detail.case.dispatch is not None
        self.setEnabled(approved)
        if not approved:
            self.panel.findings.say(texts.NOT_APPROVED, "help")
            return
        self.panel.set_detail(detail)
        self._fill()
        self._show_day((self.calendar.chosen_day if same else None) or self._first_day())
        self.check()

    def check(self) -> None:
        """Ask what is left as a whole, and what the visit in the fields would break."""
        if self._detail is not None and self.isEnabled():
            self.panel.check()
            whole = partial(visiting.limit_view, self.desk.ctx, self._detail.application.id)
            self.desk.operations.query(whole, self._show_whole, key="dispatches.broken", owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a low window the calendar and the fields need the room more than the hint and the findings."""
        super().resizeEvent(event)
        low = event.size().height() < LOW
        self._hint.setVisible(not low)
        self.panel.set_low(low)

    def save(self) -> None:
        """Store the shown visit."""
        self.panel.save()

    def propose(self) -> None:
        """Open the proposal of a whole series."""
        if self._detail is not None and self.isEnabled():
            series.open_series(self.desk, self._detail, self)

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
        words = {s.code: s.name for s in detail.programme.visit_statuses}
        chips: defaultdict[date, tuple[VisitChip, ...]] = defaultdict(tuple)
        for visit in detail.case.visits:
            chips[visit.visit_on] += (_chip(visit, words[visit.status], broken=visit_key(visit) in broken),)
        self.calendar.set_period(start, end, days=info, chips=chips)

    def _show_day(self, day: date) -> None:
        """Show the visit of a day; with several, the one whose turn it is, and after the last a new one."""
        self.calendar.choose(day)
        here = [v for v in self._visits() if v.visit_on == day]
        self._turn = self._turn % (len(here) + 1)
        self.panel.show_visit(here[self._turn] if self._turn < len(here) else None, day, here)

    def _show_whole(self, view: LimitView) -> None:
        count = view.count
        self.meter.setVisible(count is not None and count.approved is not None)
        if count is not None and count.approved is not None:
            limit = Limit(
                label=term("visits"), unit=texts.TIMES, approved=count.approved, done=count.done, planned=count.planned
            )
            self.meter.set_limit(limit)
        self._fill(frozenset(f.subject for f in view.unexcused))

    def _show_rest(self, view: LimitView) -> None:
        if (left := view.remaining) is not None:
            self.rest.setText(texts.rest_words(left))

    def _stored(self) -> None:
        self._turn = 0
        self.calendar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, day: date) -> None:
        if self._detail is not None and self.isEnabled() and not self.editor.dirty:
            self._turn = 0
            self._show_day(day)
            self.panel.check_soon()

    def _opened(self) -> None:
        """Enter on a day: to the result of its visit, or into the fields."""
        if self.panel.recorded:
            self.record_wanted.emit(self.panel.visit)
        else:
            self.editor.focus_field("planned_start")

    def _visit_opened(self, visit_id: int) -> None:
        visit = next((v for v in self._visits() if v.id == visit_id), None)
        if visit is None or self.editor.dirty:
            return
        here = [v for v in self._visits() if v.visit_on == visit.visit_on]
        self._turn = here.index(visit)
        self._show_day(visit.visit_on)
        if self.panel.recorded:
            self.record_wanted.emit(visit)

    def _next_of_day(self) -> None:
        day = self.calendar.chosen_day
        if day is not None and not self.editor.dirty:
            self._turn += 1
            self._show_day(day)
            self.panel.check_soon()

    def _connect(self) -> None:
        self.calendar.day_chosen.connect(self._chosen)
        self.calendar.day_opened.connect(self._opened)
        self.calendar.visit_opened.connect(self._visit_opened)
        self.panel.stored.connect(self._stored)
        self.panel.next_wanted.connect(self._next_of_day)
        self.panel.looked_at.connect(self._show_rest)
        self.series_button.clicked.connect(self.propose)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.calendar, self.panel.remove)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.meter, 1)
        self.rest.setProperty("role", "help")
        self.rest.setWordWrap(True)
        self.series_button.setAutoDefault(False)
        top.addWidget(self.rest, 1)
        top.addWidget(self.series_button)
        self._hint = QLabel(texts.CALENDAR_HINT, self)
        self._hint.setProperty("role", "help")
        self._hint.setWordWrap(True)
        left = QVBoxLayout()
        left.addWidget(self.calendar, 1)
        left.addWidget(self._hint)
        both = QHBoxLayout()
        both.addLayout(left, 1)
        both.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(both, 1)


def _chip(visit: Visit, word: str, *, broken: bool) -> VisitChip:
    if broken:
        return VisitChip(id=visit.id, text=texts.broken_chip(visit), tone="alarm", short=texts.BROKEN)
    return VisitChip(id=visit.id, text=texts.chip(visit, word), tone=_TONES.get(visit.status, "muted"), short=word)

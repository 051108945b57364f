"""世帯: the list of households, the chosen one beside it, and the page that takes a new one in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from saroma_desk.domain.case import CaseState, Episode
from saroma_desk.services import households, timeline
from saroma_desk.services.context import AppContext
from saroma_desk.services.households import HouseholdRow
from saroma_desk.services.result import Topic
from saroma_desk.ui.desk import Desk, StepLine, Then
from saroma_desk.ui.tab import Tab
from saroma_desk.ui.tabs.households import columns, texts
from saroma_desk.ui.tabs.households.intake import IntakePage
from saroma_desk.ui.tabs.households.view import HistoryRow, HouseholdView, Shown
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import RecordTable

SMALLEST_LIST = 412


class HouseholdsTab(Tab):
    """All households.

    Attributes:
        table: the list.
        view: the chosen household.
        intake: the page for a new household, built when it is first needed.
    """

    topics = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: tuple[HouseholdRow, ...] = ()
        self._begin: Callable[[], None] | None = None
        self.intake: IntakePage | None = None
        self.table = RecordTable(
            columns.households(lambda: desk.today),
            empty=texts.NO_HOUSEHOLDS,
            identify=lambda row: row.household_id,
            parent=self,
        )
        self.table.setAccessibleName(term("household"))
        self.table.setMinimumWidth(SMALLEST_LIST)
        self.view = HouseholdView(desk, self)
        self._build()
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _: self.view.people.table.setFocus())
        desk.names_hidden_changed.connect(self.table.set_masked)
        self.table.set_masked(desk.names_hidden)

    def refresh(self) -> None:
        """Read the list and the chosen household again."""
        ctx = self.desk.ctx
        self.desk.operations.query(
            partial(households.list_households, ctx), self._show_rows, key="households.rows", owner=self
        )
        household = self.desk.current_household
        if household is None:
            self._beside.setCurrentIndex(0)
            return
        work = partial(read_household, ctx, household)
        self.desk.operations.query(work, self._show_household, key="households.detail", owner=self)

    def select(self, selection: object) -> None:
        """Show a household: its id, or a key such as ``household:3``; other keys keep the current one."""
        kind, _, number = str(selection).rpartition(":")
        if kind in ("", "household") and number.isdecimal():
            self.desk.choose_household(int(number))

    def do_step(self, step: StepLine) -> None:
        """Begin a task on the current household once it has been read."""
        self._begin = partial(self.view.begin, step.act)
        self.mark_stale()

    def run_action(self, action_id: str) -> bool:
        """F2 takes a new household in; F12 and Esc belong to that page while it is shown."""
        if self._pages.currentWidget() is self.intake and self.intake is not None:
            if action_id == "save":
                self.intake.editor.save()
                return True
            if action_id == "back":
                self.intake.leave(self.show_list)
                return True
        elif action_id == "new":
            self.start_new()
            return True
        elif action_id == "explain":
            return self.view.explain()
        return super().run_action(action_id)

    def leave(self, then: Then) -> None:
        """Ask when a new household is being typed."""
        if self.intake is not None:
            self.intake.leave(then)
        else:
            then()

    def start_new(self) -> None:
        """Show the page for a new household."""
        if self.intake is None:
            self.intake = IntakePage(self.desk, self)
            self.intake.finished.connect(self._taken_in)
            self.intake.given_up.connect(self.show_list)
            self._pages.addWidget(self.intake)
        self._pages.setCurrentWidget(self.intake)
        self.intake.start()

    # --- inside

    def _build(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        self._beside = QStackedWidget(self)
        nothing = QLabel(texts.CHOOSE, self)
        nothing.setProperty("role", "empty")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._beside.addWidget(nothing)
        self._beside.addWidget(self.view)
        split.addWidget(self._beside)
        split.setSizes([520, 840])
        self._pages = QStackedWidget(self)
        self._pages.addWidget(split)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _left(self) -> QWidget:
        bar = QFrame(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 6, 8, 6)
        new = QPushButton(texts.NEW, bar)
        new.setProperty("primary", True)
        new.clicked.connect(self.start_new)
        self.states = QComboBox(bar)
        self.states.setAccessibleName(texts.STATE_FILTER)
        self.states.addItem(texts.ALL_STATES, None)
        for state in CaseState:
            self.states.addItem(term(f"state.{state}"), state)
        self.states.activated.connect(self._filter)
        row.addWidget(new)
        row.addStretch(1)
        row.addWidget(self.states)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.table, 1)
        return left

    def _show_rows(self, rows: tuple[HouseholdRow, ...]) -> None:
        self._rows = rows
        self._filter()
        if self.desk.current_household is not None:
            self.table.choose(self.desk.current_household)

    def _filter(self) -> None:
        state = self.states.currentData()
        self.table.set_empty(texts.NONE_IN_STATE if self._rows else texts.NO_HOUSEHOLDS)
        self.table.set_rows([row for row in self._rows if state is None or state in (case.state for case in row.cases)])

    def _chosen(self, row: HouseholdRow | None) -> None:
        if row is not None and row.household_id != self.desk.current_household:
            self.desk.choose_household(row.household_id)

    def _show_household(self, shown: Shown) -> None:
        self.view.show_household(shown)
        self._beside.setCurrentIndex(1)
        begin, self._begin = self._begin, None
        if begin is not None:
            begin()

    def show_list(self) -> None:
        """Show the list again after the page for a new household."""
        self._pages.setCurrentIndex(0)
        self.table.setFocus()

    def _taken_in(self, episode: Episode) -> None:
        self.show_list()
        self.desk.choose_household(episode.household_id)


def read_household(ctx: AppContext, household_id: int) -> Shown:
    """Everything the tab shows of a household; runs on the database thread."""
    detail = households.household_detail(ctx, household_id)
    entries = timeline.timeline(ctx, household_id)
    return Shown(detail, tuple(HistoryRow(number, entry) for number, entry in enumerate(entries)))

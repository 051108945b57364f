"""今日: everything that is due, the most urgent first; each row has the button that does it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from saroma_desk.domain.explain import Explanation
from saroma_desk.services import tasks
from saroma_desk.services.explaintasks import explain_task
from saroma_desk.services.result import Topic
from saroma_desk.services.tasks import Task
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk, StepLine
from saroma_desk.ui.dialogs.explain import show_explanations
from saroma_desk.ui.frame_sources import SOON_DAYS, due_tone
from saroma_desk.ui.tab import TABS, Tab
from saroma_desk.ui.tabs.today import texts
from saroma_desk.ui.widgets.programme_column import programme_column
from saroma_desk.ui.widgets.record_table import Column, RecordTable
from saroma_desk.ui.widgets.row_button import RowButtons


class TodayTab(Tab):
    """The work list of the office.

    Attributes:
        table: the tasks that pass the filters.
        filters: buttons by `texts.FILTERS` id.
        places: chooses one tab's tasks.
    """

    topics = frozenset(Topic)
    follows_household = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tasks: tuple[Task, ...] = ()
        self.table = RecordTable(self._columns(), empty=texts.NOTHING_DUE, parent=self)
        self.table.setAccessibleName(texts.WHAT)
        RowButtons.add_to(self.table, "do")
        self.table.opened.connect(self.begin)
        desk.names_hidden_changed.connect(self.table.set_masked)
        self.table.set_masked(desk.names_hidden)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._filter_row())
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read what is due again."""
        self.desk.operations.query(partial(tasks.tasks, self.desk.ctx), self._show, key="today.tasks", owner=self)

    def select(self, selection: object) -> None:
        """Choose a task by its id."""
        if selection is not None:
            self.table.choose(selection)

    def begin(self, task: Task) -> None:
        """Do what the button of a task's row says."""
        self.desk.do_step(step_of(task, self.desk.today))

    def run_action(self, action_id: str) -> bool:
        """Ctrl+P does the chosen task, F4 explains its day."""
        chosen = self.table.chosen_row
        if action_id == "paper" and chosen is not None:
            self.begin(chosen)
            return True
        if action_id == "explain" and chosen is not None:
            work = partial(explain_task, self.desk.ctx, chosen)
            self.desk.operations.query(work, self._explained, key="today.explain", owner=self)
            return True
        return super().run_action(action_id)

    def _explained(self, found: tuple[Explanation, ...]) -> None:
        if show_explanations(self, found) is None:
            self.desk.say(messages.nothing_to_explain())

    def _columns(self) -> tuple[Column, ...]:
        places = {spec.id: spec.label for spec in TABS}

        def left(task: Task) -> str:
            return texts.days_left(task.due_on, self.desk.today)

        def tone(task: Task) -> str:
            return due_tone((task.due_on - self.desk.today).days if task.due_on else None)

        return (
            Column("due", texts.DUE, lambda t: texts.due_day(t.due_on), sort=_by_day, width=112),
            Column("left", texts.LEFT, left, sort=_by_day, tone=tone, width=104),
            Column("what", texts.WHAT, lambda t: t.text, lines=3),
            programme_column(150),
            Column("whose", texts.WHOSE, lambda t: t.name, masked=_masked, lines=3),
            Column("where", texts.WHERE, lambda t: places.get(t.tab, ""), width=120, spare=True),
            Column("do", texts.DO, texts.button, width=150),
        )

    def _filter_row(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("button_row")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 6, 10, 6)
        self._group = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        for name, label in texts.FILTERS:
            button = QPushButton(label, bar)
            button.setCheckable(True)
            button.setChecked(name == texts.ALL)
            button.clicked.connect(self._filter)
            self._group.addButton(button)
            self.filters[name] = button
            row.addWidget(button)
        self.places = QComboBox(bar)
        self.places.setAccessibleName(texts.FILTER_NAME)
        self.places.addItem(texts.ALL_PLACES, "")
        for spec in TABS[1:]:
            self.places.addItem(spec.label, spec.id)
        self.places.activated.connect(self._filter)
        row.addSpacing(10)
        row.addWidget(self.places)
        row.addStretch(1)
        hint = QLabel(texts.HINT, bar)
        hint.setProperty("quiet", True)
        row.addWidget(hint)
        return bar

    def _show(self, found: tuple[Task, ...]) -> None:
        self._tasks = found
        for name, label in texts.FILTERS:
            count = sum(_passes(task, name, self.desk.today) for task in found)
            self.filters[name].setText(texts.filter_label(label, count))
        self._filter()
        if self.table.chosen_row is None and self.table.records.rowCount():
            self.table.choose(self.table.records.row_at(0).id)

    def _filter(self) -> None:
        wanted = next(name for name, button in self.filters.items() if button.isChecked())
        place = self.places.currentData()
        rows = [t for t in self._tasks if _passes(t, wanted, self.desk.today) and place in ("", t.tab)]
        self.table.set_empty(texts.NOTHING_HERE if self._tasks else texts.NOTHING_DUE)
        self.table.set_rows(rows)


def step_of(task: Task, today: date) -> StepLine:
    """A task as the step that its tab begins."""
    return StepLine(
        label=task.text,
        due=texts.days_left(task.due_on, today),
        paper=texts.button(task),
        tab_id=task.tab,
        selection=task.subject_key,
        act=task.kind,
        form=task.form or "",
        household_id=task.household_id,
        episode_id=task.episode_id,
    )


def _passes(task: Task, wanted: str, today: date) -> bool:
    days = (task.due_on - today).days if task.due_on else None
    match wanted:
        case texts.LATE:
            return days is not None and days < 0
        case texts.SOON:
            return days is not None and 0 <= days <= SOON_DAYS
        case texts.LATER:
            return days is None
    return True


def _by_day(task: Task) -> date:
    return task.due_on or date.max


def _masked(task: Task) -> str:
    return messages.HIDDEN if task.household_id is not None and task.name else task.name

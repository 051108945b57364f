"""The usual tab: a list of records on the left, the editor of the chosen one on the right.

class PlansTab(SplitTab):
    topics = frozenset({Topic.PLANS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, COLUMNS, SECTIONS, title=term("plan"))

    def read_rows(self, household: int | None) -> Sequence[PlanRow]:      # on the database thread
        return plans.rows(self.desk.ctx, household)

    def read_record(self, row: PlanRow) -> Plan:                          # on the database thread
        return plans.plan(self.desk.ctx, row.id)

    def blank(self) -> Plan | None:                                       # F2
        return Plan(household_id=self.desk.current_household, ...)

    def store(self, draft: Plan) -> Result[Plan]:                         # on the database thread
        return plans.save(self.desk.ctx, draft)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from saroma_desk.services.result import Result
from saroma_desk.ui import messages
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk, Then
from saroma_desk.ui.draft_keeper import DraftKeeper
from saroma_desk.ui.fields import Section
from saroma_desk.ui.tab import Tab
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import Column, RecordTable


class SplitTab(Tab):
    """List | editor.

    Args:
        desk: the window's shared state.
        columns: of the list.
        sections: of the editor.
        title: what one record is called, e.g. 支援計画.
        empty: what an empty list says.
        wide_list: share of the list in the width, 0–100.

    Attributes:
        only_this: the «この世帯だけ» box.
        tools: row above the list; add your own filters before its stretch.
        right: column that holds the editor; add meters or buttons above it.
        editor_type: class of the editor, for a tab with one of its own.
        picks_household: whether the first row of the current household is chosen by itself.
    """

    editor_type: type[FormEditor] = FormEditor
    picks_household = False

    def __init__(
        self,
        desk: Desk,
        columns: tuple[Column, ...],
        sections: tuple[Section, ...],
        *,
        title: str,
        empty: str = messages.EMPTY_LIST,
        wide_list: int = 45,
    ) -> None:
        super().__init__(desk)
        self._shown: object = None
        self._is_new = False
        self.only_this = QCheckBox(term("action.only_this_household"), self)
        self.table = RecordTable(columns, empty=empty, identify=self.row_id, parent=self)
        self.editor = self.editor_type(sections, desk, save=self._save, title=title, parent=self)
        self.drafts = DraftKeeper(desk, self.editor, self.draft_key)
        self._build(wide_list)
        self.only_this.toggled.connect(self.mark_stale)
        self.table.chosen.connect(self._row_chosen)
        self.table.opened.connect(self._opened)
        desk.names_hidden_changed.connect(self.table.set_masked)
        self.table.set_masked(desk.names_hidden)

    # --- what a tab writes

    def read_rows(self, household: int | None) -> Sequence[Any]:
        """Rows of the list, of one household or of all; runs on the database thread."""
        raise NotImplementedError

    def read_record(self, row: Any) -> Any:  # noqa: ANN401
        """What the editor edits for a row of the list; runs on the database thread."""
        return row

    def blank(self) -> Any:  # noqa: ANN401
        """A new record with its defaults, for F2; None when none can be made now."""
        return None

    def store(self, draft: Any) -> Result[Any]:  # noqa: ANN401
        """Save the record; runs on the database thread."""
        raise NotImplementedError

    def row_id(self, row: Any) -> Any:  # noqa: ANN401
        """What tells rows apart; their `id`."""
        return row.id

    def row_id_of(self, record: Any) -> Any:  # noqa: ANN401
        """The row id of a record that was just stored; its `id`."""
        return record.id

    def draft_key(self) -> str:
        """Under what name the typed text of the shown record is kept; empty for none."""
        place = "new" if self._is_new else self._shown
        return f"{type(self).__name__}:{place}:{self.desk.current_household or ''}" if place else ""

    def household_of(self, row: Any) -> int | None:  # noqa: ANN401
        """The household a row belongs to; choosing the row makes it current."""
        found: int | None = getattr(row, "household_id", None)
        return found

    def record_loaded(self, record: Any) -> None:  # noqa: ANN401
        """The editor shows another record: fill choices, papers, meters."""

    # --- what the window calls

    def refresh(self) -> None:
        """Read the list again; the editor too, unless something is being typed."""
        household = self.desk.current_household if self.only_this.isChecked() else None
        key = f"{type(self).__name__}.rows"
        self.desk.operations.query(partial(self.read_rows, household), self._show_rows, key=key, owner=self)

    def select(self, selection: object) -> None:
        """Choose the row with that id."""
        if selection is not None and not self.table.choose(selection):
            self.mark_stale()

    def run_action(self, action_id: str) -> bool:
        """F2, F5, F12, Ctrl+P and the explanation."""
        match action_id:
            case "new":
                self.editor.leave(self.start_new)
                return True
            case "save" if self.editor.isVisible():
                self.editor.save()
                return True
            case "paper":
                return self.editor.open_papers()
            case "explain":
                return self.editor.explain()
        return super().run_action(action_id)

    def leave(self, then: Then) -> None:
        """Ask when something typed is not saved."""
        self.editor.leave(then)

    @property
    def dirty(self) -> bool:
        """Whether anything typed is not saved; a tab with more than its editor adds its own."""
        return self.editor.dirty

    def start_new(self) -> None:
        """Show an empty editor; say so when none can be begun now."""
        record = self.blank()
        if record is None:
            self.desk.say(messages.cannot_begin())
            return
        self.table.choose(None)
        self._shown, self._is_new = None, True
        self._load(record)
        self.editor.focus_first()

    # --- inside

    def _build(self, wide_list: int) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setChildrenCollapsible(False)
        split.setSizes([wide_list * 10, (100 - wide_list) * 10])
        split.setStretchFactor(0, wide_list)
        split.setStretchFactor(1, 100 - wide_list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _left(self) -> QWidget:
        self.tools = QHBoxLayout()
        self.tools.setContentsMargins(8, 6, 8, 4)
        self.tools.addWidget(self.only_this)
        self.tools.addStretch(1)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.tools)
        column.addWidget(self.table, 1)
        return left

    def _right(self) -> QWidget:
        nothing = QLabel(messages.NOTHING_CHOSEN, self)
        nothing.setProperty("role", "empty")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editing = QWidget(self)
        self.right = QVBoxLayout(editing)
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.setSpacing(0)
        self.right.addWidget(self.editor, 1)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(nothing)
        self._pages.addWidget(editing)
        return self._pages

    def _show_rows(self, rows: Sequence[Any]) -> None:
        self.table.set_rows(rows)
        household, chosen = self.desk.current_household, self.table.chosen_row
        if not self.picks_household or household is None or self._is_new or self.editor.dirty:
            return
        if chosen is None or self.household_of(chosen) != household:
            own = next((row for row in rows if self.household_of(row) == household), None)
            if own is not None:
                self.table.choose(self.row_id(own))

    def _household_changed(self) -> None:
        if self.picks_household:  # nothing typed is left: the guards were asked before
            self._is_new = False
        super()._household_changed()

    def _row_chosen(self, row: Any) -> None:  # noqa: ANN401
        if row is None:
            return
        if self.row_id(row) == self._shown and not self._is_new:
            if not self.dirty:
                self._read(row)
            return
        if self.dirty:
            self.table.choose(self._shown)
        go = partial(self._go_to, row)
        household = self.household_of(row)
        if household is not None and household != self.desk.current_household:
            self.desk.choose_household(household, go)
        else:
            self.leave(go)

    def _go_to(self, row: Any) -> None:  # noqa: ANN401
        self._shown, self._is_new = self.row_id(row), False
        self.table.choose(self._shown)
        self._read(row)

    def _read(self, row: Any) -> None:  # noqa: ANN401
        key = f"{type(self).__name__}.record"
        self.desk.operations.query(partial(self.read_record, row), self._load, key=key, owner=self)

    def _load(self, record: Any) -> None:  # noqa: ANN401
        self.editor.load(record)
        self._pages.setCurrentIndex(1)
        self.record_loaded(record)
        self.drafts.offer()

    def _opened(self) -> None:
        self.editor.focus_first()

    def _save(self) -> None:
        draft = self.editor.record()
        self.desk.operations.command(partial(self.store, draft), self._saved, failed=self.editor.refused, owner=self)

    def _saved(self, result: Result[Any]) -> None:
        record = result.value
        self.editor.draft_done.emit()  # under the key it was typed with
        self._shown, self._is_new = self.row_id_of(record), False
        self.table.choose(self._shown)
        self.editor.saved(record)
        self.record_loaded(self.editor.loaded)
        self.mark_stale()

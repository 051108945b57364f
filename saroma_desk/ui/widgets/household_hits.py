"""The list that opens under the search box of the frame."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.desk import HouseholdLine, initials
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.household_search import SHOWN_HITS
from saroma_desk.ui.widgets.record_table import ROW_HEIGHT, Column, RecordTable

COLUMNS = (
    Column("no", term("household_no"), lambda h: h.no, width=96),
    Column("name", term("name"), lambda h: h.name, sort=lambda h: h.kana, masked=lambda h: initials(h.kana)),
    Column("child", term("child"), lambda h: h.child, width=140),
    Column("state", term("status"), lambda h: h.state, tone=lambda h: h.tone, width=110),
)


class HouseholdHits(QFrame):
    """A list that floats over the window without taking the focus.

    Args:
        parent: the window.
        masked: whether counter mode is on.
    """

    def __init__(self, parent: QWidget, *, masked: bool) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("popup")
        self.table = RecordTable(COLUMNS, parent=self)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.table.set_masked(masked)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = QLabel(messages.NOTHING_FOUND, self)
        self.nothing.setMargin(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.table)
        column.addWidget(self.nothing)
        self.hide()

    def show_hits(self, hits: tuple[HouseholdLine, ...], box: QWidget) -> None:
        """Show what was found under `box`, the best one chosen, or that there is nothing."""
        self.table.set_rows(hits)
        self.table.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        if hits:
            self.table.choose(hits[0].id)
        rows = min(len(hits), SHOWN_HITS)
        self.resize(QSize(620, rows * ROW_HEIGHT + 12 if rows else 42))
        self.move(box.mapTo(self._over, QPoint(0, box.height() + 2)))
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Choose the hit `step` lines further down, if there is one."""
        lines = self.table.records.rowCount()
        line = self.table.currentIndex().row() + step
        if 0 <= line < lines:
            self.table.choose(self.table.records.row_at(line).id)

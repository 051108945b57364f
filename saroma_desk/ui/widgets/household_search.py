"""The search box of the frame and the list that opens under it while one types."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.desk import HouseholdLine, initials
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.field_widget import ENTER, TextBox
from saroma_desk.ui.widgets.record_table import ROW_HEIGHT, Column, RecordTable

MOST_HITS = 50
SHOWN_HITS = 9
COLUMNS = (
    Column("no", term("household_no"), lambda h: h.no, width=96),
    Column("name", term("name"), lambda h: h.name, sort=lambda h: h.kana, masked=lambda h: initials(h.kana)),
    Column("child", term("child"), lambda h: h.child, width=140),
    Column("state", term("status"), lambda h: h.state, tone=lambda h: h.tone, width=110),
)


class HouseholdSearch(TextBox):
    """Type, go down with the arrow keys, Enter chooses. The focus never leaves the box, so no kana are lost.

    Signals:
        wanted(str): search for this text.
        chosen(object): the `HouseholdLine` that was chosen.
    """

    wanted = Signal(str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(messages.SEARCH_HINT)
        self.setAccessibleName(term("action.search"))
        self.setClearButtonEnabled(True)
        self.popup = _Popup(parent.window())
        self.popup.table.clicked.connect(self._choose)
        self.textEdited.connect(self._typed)
        self.left.connect(self.popup.hide)

    def show_hits(self, hits: tuple[HouseholdLine, ...]) -> None:
        """Show what was found, if somebody still waits for it."""
        if self.text().strip() and self.hasFocus():
            self.popup.show_hits(hits, self)

    def close_popup(self) -> bool:
        """Close the list; whether it was open."""
        was_open = self.popup.isVisible()
        self.popup.hide()
        return was_open

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows walk the list, Enter chooses; while a kana conversion is open they belong to it."""
        if self.popup.isVisible() and not self.composing:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.popup.move_by(step)
                return
            if event.key() in ENTER:
                self._choose()
                return
        if event.key() in ENTER:
            event.accept()
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if text.strip():
            self.wanted.emit(text)
        else:
            self.popup.hide()

    def _choose(self) -> None:
        hit = self.popup.table.chosen_row
        if hit is not None:
            self.popup.hide()
            self.clear()
            self.chosen.emit(hit)


class _Popup(QFrame):
    """A list that floats over the window without taking the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("popup")
        self.table = RecordTable(COLUMNS, parent=self)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = QLabel(messages.NOTHING_FOUND, self)
        self.nothing.setMargin(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.table)
        column.addWidget(self.nothing)
        self.hide()

    def show_hits(self, hits: tuple[HouseholdLine, ...], box: QWidget) -> None:
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
        lines = self.table.records.rowCount()
        line = self.table.currentIndex().row() + step
        if 0 <= line < lines:
            self.table.choose(self.table.records.row_at(line).id)

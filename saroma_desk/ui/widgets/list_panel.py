"""A list with its heading and the buttons that act on it; a button that needs a row waits until one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.ui.desk import Desk
from saroma_desk.ui.widgets.record_table import Column, RecordTable


class ListPanel(QWidget):
    """Heading, list, buttons.

    Args:
        desk: for counter mode.
        columns: of the list.
        empty: what an empty list says.
        title: heading; none when empty.
        name: what a screen reader calls the list; the heading when empty.

    Attributes:
        table: the list.
    """

    def __init__(self, desk: Desk, columns: tuple[Column, ...], *, empty: str, title: str = "", name: str = "") -> None:
        super().__init__()
        self.table = RecordTable(columns, empty=empty, parent=self)
        self.table.setAccessibleName(name or title)
        self._need_row: list[QPushButton] = []
        self._main: Callable[[Any], object] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        if title:
            head = QLabel(title, self)
            head.setObjectName("section_title")
            column.addWidget(head)
        column.addWidget(self.table, 1)
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        self.row.addStretch(1)
        column.addLayout(self.row)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._opened)
        desk.names_hidden_changed.connect(self.table.set_masked)
        self.table.set_masked(desk.names_hidden)

    def add_button(self, label: str, press: Callable[[], object]) -> QPushButton:
        """A button that acts without a row."""
        button = QPushButton(label, self)
        button.clicked.connect(lambda _=False: press())
        self.row.insertWidget(self.row.count() - 1, button)
        return button

    def add_row_button(self, label: str, press: Callable[[Any], object], *, main: bool = False) -> QPushButton:
        """A button that acts on the chosen row; the `main` one is what Enter and a double click do too."""
        button = self.add_button(label, lambda: self._press(press))
        button.setEnabled(False)
        self._need_row.append(button)
        if main:
            self._main = press
        return button

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the chosen one stays chosen when it is still there."""
        self.table.set_rows(rows)
        if self.table.chosen_row is None:
            self.table.setCurrentIndex(QModelIndex())
        self._chosen(self.table.chosen_row)

    def _chosen(self, row: Any) -> None:  # noqa: ANN401
        for button in self._need_row:
            button.setEnabled(row is not None)

    def _press(self, press: Callable[[Any], object]) -> None:
        row = self.table.chosen_row
        if row is not None:
            press(row)

    def _opened(self, row: Any) -> None:  # noqa: ANN401
        if self._main is not None:
            self._main(row)

"""Terms beside each other (申請・承認・変更): what differs from the column before carries a mark."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from saroma_desk.ui.tabs.dispatches import texts

Rows = Sequence[tuple[str, str]]


class CompareGrid(QWidget):
    """Columns of values with common labels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._columns = 0

    def show_columns(self, columns: Sequence[tuple[str, Rows]]) -> None:
        """Show (heading, rows) pairs; all have the same labels in the same order."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number in range(1, self._columns + 1):
            self._grid.setColumnStretch(number, 0)
        self._columns = len(columns)
        for number, (heading, rows) in enumerate(columns, start=1):
            self._grid.setColumnStretch(number, 1)
            self._grid.addWidget(self._label(heading, "label", bold=True), 0, number)
            before = columns[number - 2][1] if number > 1 else None
            for line, (label, value) in enumerate(rows, start=1):
                if number == 1:
                    self._grid.addWidget(self._label(label, "help"), line, 0, Qt.AlignmentFlag.AlignTop)
                differs = before is not None and before[line - 1][1] != value
                self._grid.addWidget(self._value(value, differs=differs), line, number)

    def texts(self) -> list[str]:
        """All words shown, row by row."""
        items = (self._grid.itemAt(n) for n in range(self._grid.count()))
        labels = (item.widget() for item in items if item is not None)
        return [label.text() for label in labels if isinstance(label, QLabel)]

    def _value(self, value: str, *, differs: bool) -> QLabel:
        text = value or "－"
        return self._label(f"{texts.DIFFERENT} {text}" if differs else text, "warn" if differs else "")

    def _label(self, text: str, role: str, *, bold: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", role)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if bold:
            label.setObjectName("section_title")
        return label

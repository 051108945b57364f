"""Sentences below one another, each behind a chip with its word; scrolls when there are many."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from saroma_desk.ui.style import Tone
from saroma_desk.ui.widgets.chips import Chip


class ChipList(QScrollArea):
    """Chips at the left, their sentences at the right.

    Args:
        parent: owner of the list.
        focus: whether Tab stops here, so that long lists scroll by keys.
    """

    def __init__(self, parent: QWidget | None = None, *, focus: Qt.FocusPolicy = Qt.FocusPolicy.TabFocus) -> None:
        super().__init__(parent)
        self._shown: list[str] = []
        self._body = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(2, 2, 6, 2)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFocusPolicy(focus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def say(self, text: str, role: str = "") -> None:
        """Show one sentence instead; `role` is that of the style sheet."""
        self.clear()
        self._shown.append(text)
        self._grid.addWidget(_label(text, role), 0, 0, 1, 2)

    def add(self, word: str, tone: Tone, text: str, role: str = "") -> None:
        """Add a chip with `word` and its sentence below the others."""
        row = self._grid.count() // 2
        self._grid.addWidget(Chip(word, tone, self._body), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(_label(text, role), row, 1)
        self._shown += (word, text)

    def texts(self) -> str:
        """All words shown."""
        return "\n".join(self._shown)

    def clear(self) -> None:
        """Show nothing."""
        self._shown.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label

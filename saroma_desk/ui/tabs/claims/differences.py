"""What the claim check found, each with its cause in words and the yen it makes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from saroma_desk.domain.claimcheck import Difference
from saroma_desk.ui.style import Tone
from saroma_desk.ui.widgets.chips import Chip


class DifferenceList(QScrollArea):
    """Chips with amounts beside sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
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
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_differences(self, found: Sequence[Difference], words: Sequence[str]) -> None:
        """Show differences; `words` says for each what stands on its chip."""
        self._clear()
        for row, (difference, word) in enumerate(zip(found, words, strict=True)):
            self._grid.addWidget(Chip(word, Tone.ALARM, self._body), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_label(difference.text), row, 1)
            self._shown += (word, difference.text)

    def say(self, text: str) -> None:
        """Show a sentence instead."""
        self._clear()
        self._shown.append(text)
        self._grid.addWidget(_label(text), 0, 0, 1, 2)

    def texts(self) -> str:
        """All sentences shown."""
        return "\n".join(self._shown)

    def _clear(self) -> None:
        self._shown.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label

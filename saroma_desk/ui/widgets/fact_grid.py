"""Facts that are only read: a quiet word and its value, in pairs over two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from saroma_desk.ui import messages


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with its word.

    Attributes:
        personal: hidden in counter mode.
        wide: takes the whole line.
        struck: was taken back, and is shown struck through.
    """

    label: str
    text: str
    personal: bool = False
    wide: bool = False
    struck: bool = False


class FactGrid(QWidget):
    """Shows facts; empty ones take no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._masked = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        for column, stretch in enumerate((0, 1, 0, 1)):
            self._grid.setColumnStretch(column, stretch)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts instead."""
        self._facts = tuple(facts)
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        row = column = 0
        for fact in (f for f in self._facts if f.text):
            if fact.wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(self._label(fact.label, "label"), row, column, Qt.AlignmentFlag.AlignTop)
            text = messages.HIDDEN if fact.personal and self._masked else fact.text
            value = self._label(text, "")
            if fact.struck:
                font = value.font()
                font.setStrikeOut(True)
                value.setFont(font)
            self._grid.addWidget(value, row, column + 1, 1, 3 if fact.wide else 1)
            column = 0 if fact.wide or column else 2
            row += 0 if column else 1

    def texts(self) -> dict[str, str]:
        """What is shown, by word."""
        return {fact.label: fact.text for fact in self._facts if fact.text}

    def set_masked(self, masked: bool) -> None:
        """Counter mode."""
        self._masked = masked
        self.show_facts(self._facts)

    def _label(self, text: str, kind: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            label.setProperty("quiet", True)
        else:
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

"""The keys and what they do, from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.actions import ACTIONS, TAB_KEYS, key_text
from saroma_desk.ui.terms import term


class HelpBox(QDialog):
    """All keys of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(term("action.help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        head = QLabel(messages.help_head(), self)
        head.setObjectName("section_title")
        column.addWidget(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        for line, (keys, label, text) in enumerate(self.lines()):
            for place, words in enumerate((keys, label, text)):
                grid.addWidget(QLabel(words, self), line, place)
        column.addLayout(grid)
        close = QPushButton(messages.CLOSE, self)
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    @staticmethod
    def lines() -> list[tuple[str, str, str]]:
        """Keys, word and sentence of each line."""
        own = [(" / ".join(map(key_text, a.keys)), a.label, a.help) for a in ACTIONS]
        tabs = f"{TAB_KEYS[0]} … {TAB_KEYS[-1].removeprefix('Ctrl+')}"
        return [
            *own,
            (tabs, messages.TABS, messages.tabs_help()),
            ("Enter", messages.NEXT_FIELD, messages.enter_help()),
        ]

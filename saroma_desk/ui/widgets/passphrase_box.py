"""Asks for the passphrase of the office. A wrong one is said here, changes nothing, and may be corrected.

From the fifth wrong one on, the next try has to wait: 5 seconds, then each time twice as long, five minutes at most.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.text_box import ENTER, TextBox

_FREE_TRIES: Final = 5
_FIRST_WAIT: Final = 5  # seconds
_LONGEST_WAIT: Final = 300


def wait_after(wrong: int) -> int:
    """Seconds until the next try after so many wrong ones in a row.

    >>> [wait_after(n) for n in (4, 5, 6, 7)]
    [0, 5, 10, 20]
    """
    return 0 if wrong < _FREE_TRIES else min(_LONGEST_WAIT, _FIRST_WAIT << min(wrong - _FREE_TRIES, 10))


class PassphraseBox(QDialog):
    """One box for the passphrase.

    Signals:
        given(str): try this passphrase.
    """

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wrong_ones = 0
        self._left = 0
        self._reason = ""
        self.second = QTimer(self)
        self.second.setInterval(1000)
        self.second.timeout.connect(self._count_down)
        self.setWindowTitle(term("app.title"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(440)
        self.box = TextBox(self)
        self.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.box.setAccessibleName(messages.passphrase_label())
        self.wrong = QLabel(self)
        self.wrong.setProperty("role", "error")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.open_button = QPushButton(messages.OPEN, self)
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(self._give)
        self.close_button = QPushButton(messages.CLOSE, self)
        self.close_button.clicked.connect(self.reject)
        self._build()

    def refuse(self, text: str) -> None:
        """Say that the passphrase was wrong; what was typed stays, selected. After several, the next try waits."""
        self._wrong_ones += 1
        self._left = wait_after(self._wrong_ones)
        self._reason = f"{messages.MARK}{text}"
        if self._left:
            self.second.start()
        self._show_wait()
        self.box.setFocus()
        self.box.selectAll()

    def _count_down(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.second.stop()
        self._show_wait()

    def _show_wait(self) -> None:
        waiting = self._left > 0
        self.open_button.setEnabled(not waiting)
        self.wrong.setText(f"{self._reason}\n{messages.wait_before_next_try(self._left)}" if waiting else self._reason)
        self.wrong.show()
        self.adjustSize()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        column.addWidget(QLabel(messages.passphrase_label(), self))
        column.addWidget(self.box)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.open_button, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter on the button opens; in the box it goes to the button like everywhere."""
        if event.key() in ENTER and self.open_button.hasFocus():
            self._give()
            return
        super().keyPressEvent(event)

    def _give(self) -> None:
        if not self.open_button.isEnabled():
            return
        self.open_button.setEnabled(False)
        self.given.emit(self.box.text())

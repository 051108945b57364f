"""Asks for the passphrase of the office. A wrong one is said here, changes nothing, and may be corrected.

From the fifth wrong one on, the next try has to wait: 5 seconds, then each time twice as long, five minutes at most.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.box_size import fit_to_words
from saroma_desk.ui.widgets.keys import ENTER
from saroma_desk.ui.widgets.text_box import TextBox

_FREE_TRIES: Final = 5
_FIRST_WAIT: Final = 5  # seconds
_LONGEST_WAIT: Final = 300


def wait_after(wrong: int) -> int:
    """Seconds until the next try after so many wrong ones in a row.

    >>> [wait_after(n) for n in (4, 5, 6, 7)]
    [0, 5, 10, 20]
    """
    return 0 if wrong < _FREE_TRIES else min(_LONGEST_WAIT, _FIRST_WAIT << min(wrong - _FREE_TRIES, 10))


def secret_box(name: str, parent: QWidget) -> TextBox:
    """A box whose text is hidden; `name` is what a screen reader says."""
    box = TextBox(parent)
    box.setEchoMode(QLineEdit.EchoMode.Password)
    box.setAccessibleName(name)
    return box


def press_focused(dialog: QDialog, event: QKeyEvent) -> bool:
    """Enter on a button of a box whose buttons are none's default presses it; whether that was so."""
    button = dialog.focusWidget()
    if event.key() not in ENTER or not isinstance(button, QPushButton):
        return False
    button.click()
    return True


class Tries(QObject):
    """Says that a passphrase was wrong, and holds a button back for longer after each of several wrong ones.

    Args:
        box: grows with what is said.
        button: tries a passphrase.
        wrong: where it is said.

    Attributes:
        second: ticks while the next try has to wait.
    """

    def __init__(self, box: QDialog, button: QPushButton, wrong: QLabel) -> None:
        super().__init__(button)
        self._box = box
        self._button = button
        self._wrong = wrong
        self._wrong_ones = 0
        self._left = 0
        self._reason = ""
        self.second = QTimer(self)
        self.second.setInterval(1000)
        self.second.timeout.connect(self._count_down)
        wrong.setProperty("role", "error")
        wrong.setWordWrap(True)
        wrong.hide()

    def refuse(self, text: str) -> None:
        """One more was wrong."""
        self._wrong_ones += 1
        self._left = wait_after(self._wrong_ones)
        if self._left:
            self.second.start()
        self.tell(text)

    def tell(self, text: str) -> None:
        """Something else hinders; it counts for nothing."""
        self._reason = f"{messages.MARK}{text}"
        self._show()

    def _count_down(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.second.stop()
        self._show()

    def _show(self) -> None:
        waiting = self._left > 0
        self._button.setEnabled(not waiting)
        self._wrong.setText(f"{self._reason}\n{messages.wait_before_next_try(self._left)}" if waiting else self._reason)
        self._wrong.show()
        fit_to_words(self._box)


class PassphraseBox(QDialog):
    """One box for the passphrase.

    Signals:
        given(str): try this passphrase.
    """

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(term("app.title"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(440)
        self.box = secret_box(messages.passphrase_label(), self)
        self.wrong = QLabel(self)
        self.open_button = QPushButton(messages.OPEN, self)
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(self._give)
        self.close_button = QPushButton(messages.CLOSE, self)
        self.close_button.clicked.connect(self.reject)
        self.tries = Tries(self, self.open_button, self.wrong)
        self._build()

    def refuse(self, text: str) -> None:
        """Say that the passphrase was wrong; what was typed stays, selected. After several, the next try waits."""
        self.tries.refuse(text)
        self.box.setFocus()
        self.box.selectAll()

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
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def _give(self) -> None:
        if not self.open_button.isEnabled():
            return
        self.open_button.setEnabled(False)
        self.given.emit(self.box.text())

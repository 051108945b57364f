"""The one seam through which the window speaks: real boxes for people, a record for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QMessageBox, QPlainTextEdit, QPushButton, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.terms import term

if TYPE_CHECKING:
    from saroma_desk.ui.messages import Message, Question


class Speaker(Protocol):
    """How a person is told and asked."""

    def tell(self, message: Message) -> None:
        """Show `message` and wait until it was read."""

    def ask(self, question: Question) -> str:
        """Ask and give back the id of the answer; closing the box gives the last, harmless one."""

    def report_bug(self, message: Message, report: str) -> None:
        """Show `message` with a `report` that can be copied."""


class BoxSpeaker:
    """Speaks through message boxes over `parent`. No button is ever pressed by Enter alone in a box with answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def tell(self, message: Message) -> None:
        """Show `message` in a box with one button."""
        box = self._box(message)
        box.addButton(messages.OK, QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def ask(self, question: Question) -> str:
        """Ask in a box whose buttons are the answers."""
        box = self._box(question.message)
        buttons: dict[QPushButton, str] = {}
        for answer, label in question.answers:
            button = box.addButton(label, QMessageBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            buttons[button] = answer
        last = list(buttons)[-1]
        box.setEscapeButton(last)
        last.setFocus(Qt.FocusReason.OtherFocusReason)
        box.exec()
        clicked = box.clickedButton()
        return next((answer for button, answer in buttons.items() if button is clicked), question.answers[-1][0])

    def report_bug(self, message: Message, report: str) -> None:
        """Show what happened above the report, with a button that copies it."""
        box = self._box(message)
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setMinimumSize(560, 180)
        grid = box.layout()
        if isinstance(grid, QGridLayout):
            grid.addWidget(text, grid.rowCount(), 0, 1, grid.columnCount())
        copy = box.addButton(messages.COPY_REPORT, QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        box.addButton(messages.CLOSE, QMessageBox.ButtonRole.RejectRole)
        box.exec()

    def _box(self, message: Message) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setWindowTitle(term("app.title"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(message.happened)
        box.setInformativeText("\n".join(part for part in (message.kept, message.todo) if part))
        box.setStyleSheet("QMessageBox QLabel { min-width: 420px; }")
        return box


class RecordingSpeaker:
    """Keeps what would have been said, and answers from a list; for tests and for pictures.

    Attributes:
        told: all messages, oldest first.
        asked: all questions, oldest first.
        bugs: all bug reports, oldest first.
    """

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.told: list[Message] = []
        self.asked: list[Question] = []
        self.bugs: list[str] = []

    def answer_with(self, *answers: str) -> None:
        """Queue the ids of the next answers."""
        self._answers += answers

    def tell(self, message: Message) -> None:
        """Keep `message`."""
        self.told.append(message)

    def ask(self, question: Question) -> str:
        """Keep `question` and give the next queued answer; an unexpected question raises AssertionError."""
        self.asked.append(question)
        if not self._answers:
            raise AssertionError(f"unexpected question: {question.message.code}")
        return self._answers.pop(0)

    def report_bug(self, message: Message, report: str) -> None:
        """Keep `report`."""
        self.told.append(message)
        self.bugs.append(report)

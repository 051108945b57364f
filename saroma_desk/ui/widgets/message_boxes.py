"""Message boxes over a window. No button is ever pressed by Enter alone in a box with answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QMessageBox, QPlainTextEdit, QPushButton, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.terms import term

if TYPE_CHECKING:
    from saroma_desk.ui.messages import Message, Question


def tell(parent: QWidget | None, message: Message) -> None:
    """Show `message` in a box with one button, until it was read."""
    box = _box(parent, message)
    box.addButton(messages.OK, QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask(parent: QWidget | None, question: Question) -> str:
    """Ask in a box whose buttons are the answers; gives the id of the answer, the last one's for a closed box."""
    box = _box(parent, question.message)
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


def report_bug(parent: QWidget | None, message: Message, report: str) -> None:
    """Show what happened above the report, with a button that copies it."""
    box = _box(parent, message)
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


def _box(parent: QWidget | None, message: Message) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(term("app.title"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(message.happened)
    box.setInformativeText("\n".join(part for part in (message.kept, message.todo) if part))
    box.setStyleSheet("QMessageBox QLabel { min-width: 420px; }")
    return box

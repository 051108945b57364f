"""Asks for the passphrase of the office. A wrong one is said here, changes nothing, and may be corrected."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.field_widget import ENTER, TextBox


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
        """Say that the passphrase was wrong; what was typed stays, selected."""
        self.wrong.setText(f"{messages.MARK}{text}")
        self.wrong.show()
        self.open_button.setEnabled(True)
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
        if event.key() in ENTER and self.open_button.hasFocus():
            self._give()
            return
        super().keyPressEvent(event)

    def _give(self) -> None:
        self.open_button.setEnabled(False)
        self.given.emit(self.box.text())

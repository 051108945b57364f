"""The first start of a real office: a passphrase, typed twice, and the warning to keep it on paper."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.services.safety import SHORTEST_PASSPHRASE
from saroma_desk.ui import messages
from saroma_desk.ui.dialogs import life_texts as texts
from saroma_desk.ui.widgets.keys import ENTER
from saroma_desk.ui.widgets.passphrase_box import secret_box


class FirstRunBox(QDialog):
    """Asks for the passphrase of a new office.

    Signals:
        given(str): make the office with this passphrase.
    """

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts.NEW_TITLE)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(520)
        self.first = secret_box(texts.FIRST, self)
        self.again = secret_box(texts.AGAIN, self)
        self.wrong = QLabel(self)
        self.wrong.setProperty("role", "error")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.understood = QCheckBox(texts.UNDERSTOOD, self)
        self.begin_button = QPushButton(texts.BEGIN, self)
        self.begin_button.setProperty("primary", True)
        self.begin_button.setEnabled(False)
        self.begin_button.clicked.connect(self._give)
        self.understood.toggled.connect(self.begin_button.setEnabled)
        self.close_button = QPushButton(messages.CLOSE, self)
        self.close_button.clicked.connect(self.reject)
        self._build()
        self.first.setFocus()

    def refuse(self, text: str) -> None:
        """Say why it cannot be; what was typed stays."""
        self.wrong.setText(f"{messages.MARK}{text}")
        self.wrong.show()
        self.begin_button.setEnabled(self.understood.isChecked())
        self.first.setFocus()
        self.first.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter on the button begins; in a box it goes on like everywhere."""
        if event.key() in ENTER and self.begin_button.hasFocus():
            self._give()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        note = QLabel(texts.NEW_NOTE, self)
        note.setWordWrap(True)
        column.addWidget(note)
        for label, box in ((texts.FIRST, self.first), (texts.AGAIN, self.again)):
            column.addWidget(QLabel(label, self))
            column.addWidget(box)
        column.addWidget(self.wrong)
        warning = QLabel(texts.WRITE_DOWN, self)
        warning.setObjectName("section_title")
        column.addWidget(warning)
        column.addWidget(self.understood)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.begin_button, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)

    def _give(self) -> None:
        if len(self.first.text()) < SHORTEST_PASSPHRASE:
            self.refuse(texts.too_short(SHORTEST_PASSPHRASE))
        elif self.first.text() != self.again.text():
            self.refuse(texts.DIFFERENT)
        elif self.understood.isChecked():
            self.begin_button.setEnabled(False)
            self.given.emit(self.first.text())

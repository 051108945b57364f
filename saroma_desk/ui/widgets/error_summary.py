"""All that is wrong with a form, on top of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from saroma_desk.domain.errors import FieldError
from saroma_desk.ui import messages

SHOWN_ERRORS = 6


class ErrorSummary(QFrame):
    """All errors of a form on top of it; each is a button that goes to its field.

    Signals:
        chosen(str): the field to go to.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("error_summary")
        self.head = QLabel(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 6, 10, 6)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_errors(self, errors: list[FieldError], labels: Mapping[str, str]) -> None:
        """List `errors`; `labels` names their fields. None hides the summary."""
        for old in self.buttons:
            self._column.removeWidget(old)
            old.deleteLater()
        self.buttons = [self._button(e, labels.get(e.field, "")) for e in errors[:SHOWN_ERRORS]]
        for button in self.buttons:
            self._column.addWidget(button)
        self.head.setText(messages.error_count(len(errors)))
        self.setVisible(bool(errors))

    def _button(self, error: FieldError, label: str) -> QPushButton:
        text = error.message if not label or label in error.message else f"{label}：{error.message}"
        button = QPushButton(text.replace("&", "&&"), self)
        button.setProperty("link", True)
        button.setToolTip(text)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # never widens the form
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.chosen.emit(error.field))
        return button

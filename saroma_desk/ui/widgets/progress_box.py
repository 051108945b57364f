"""Progress of long work, with a button that stops it after the present step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.operations import Operations, Step


class ProgressBox(QDialog):
    """Opens and closes by itself with the long work of `operations`."""

    def __init__(self, operations: Operations, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        self.operations = operations
        self.step = QLabel(self)
        self.step.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.stop = QPushButton(messages.CANCEL, self)
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self.step)
        column.addWidget(self.bar)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        operations.long_work_started.connect(self._begin)
        operations.progress.connect(self._show_step)
        operations.long_work_ended.connect(self.hide)

    def reject(self) -> None:
        """Ask to stop; the box stays until the present step is done."""
        self.operations.cancel()
        self.stop.setEnabled(False)
        self.step.setText(messages.STOPPING)

    def _begin(self, title: str) -> None:
        self.setWindowTitle(title)
        self.step.setText(title)
        self.stop.setEnabled(True)
        self.bar.setRange(0, 0)
        self.open()

    def _show_step(self, step: Step) -> None:
        if self.stop.isEnabled():
            self.step.setText(step.label)
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        self.bar.setFormat(messages.step_of(step.done, step.total))

"""The office does not open: its backups, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from saroma_desk.services.rescue import Rescue
from saroma_desk.ui import messages
from saroma_desk.ui.dialogs import restore_texts as texts
from saroma_desk.ui.dialogs.restore_box import Offer, RestoreBox
from saroma_desk.ui.operations import Operations

WIDTH = 600


class RescueBox(QDialog):
    """Lists backups beside the reason why the office does not open.

    Args:
        operations: whose thread reads and restores.
        rescue: the office's backups.
        why: the reason, in words.
        restored: gets the passphrase when the office was put back.
        parent: window it stands over.

    Attributes:
        names: the list, newest first.
        look_button, elsewhere_button: lead to the box of one backup.
    """

    def __init__(
        self, operations: Operations, rescue: Rescue, why: str, restored: Callable[[str | None], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts.RESCUE_TITLE)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(WIDTH)
        self._operations = operations
        self._rescue = rescue
        self._restored = restored
        self._files = rescue.files()
        self.names = QListWidget(self)
        self.names.setAccessibleName(texts.BACKUPS)
        self.names.addItems([file.name for file in self._files])
        self.look_button = QPushButton(texts.LOOK_INTO, self)
        self.look_button.setEnabled(bool(self._files))
        self.elsewhere_button = QPushButton(texts.ELSEWHERE, self)
        self.close_button = QPushButton(messages.CLOSE, self)
        self.look_button.clicked.connect(self._look)
        self.names.itemActivated.connect(self._look)
        self.elsewhere_button.clicked.connect(self._elsewhere)
        self.close_button.clicked.connect(self.reject)
        self._build(why)
        self.names.setCurrentRow(0)
        self.names.setFocus()

    def _look(self) -> None:
        row = self.names.currentRow()
        if row >= 0:
            self._offer(self._files[row])

    def _elsewhere(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, texts.CHOOSE_FILE, "", texts.FILES)
        if name:
            self._offer(Path(name))

    def _offer(self, file: Path) -> None:
        def go_back(passphrase: str | None) -> None:
            work = partial(self._rescue.put_back, file, passphrase)
            self._operations.long_work(texts.RESTORING, work, lambda _: self._done(passphrase))

        offer = Offer(name=file.name, locked=True, compare=partial(self._rescue.compare, file), go_back=go_back)
        RestoreBox(self._operations, offer, self).open()

    def _done(self, passphrase: str | None) -> None:
        self.hide()
        self._restored(passphrase)

    def _build(self, why: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        for text in (why, texts.RESCUE_NOTE):
            words = QLabel(text, self)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            column.addWidget(words)
        column.addWidget(self.names, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.look_button, self.elsewhere_button, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)

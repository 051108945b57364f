"""Another passphrase for the office: the old one, the new one twice, and the warning to keep both on paper."""

from __future__ import annotations

import unicodedata
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.errors import KnownError
from saroma_desk.services import restoring
from saroma_desk.services.context import AppContext
from saroma_desk.services.safety import SHORTEST_PASSPHRASE
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs import life_texts, restore_texts
from saroma_desk.ui.replacing import Replacement
from saroma_desk.ui.tabs.settings import safety_texts as texts
from saroma_desk.ui.widgets.box_size import fit_to_words
from saroma_desk.ui.widgets.passphrase_box import Tries, press_focused, secret_box

WIDTH = 560
PAGE = ("settings", "safety")


class PassphraseChange(QDialog):
    """Asks for the old and the new passphrase, and changes it.

    Attributes:
        old, new, again: boxes.
        hint: what the new one still lacks.
        wrong: what hinders.
        understood, change_button: the last steps.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts.CHANGE_TITLE)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._desk = desk
        self.old = secret_box(texts.OLD, self)
        self.new = secret_box(texts.NEW, self)
        self.again = secret_box(life_texts.AGAIN, self)
        self.hint = QLabel(self)
        self.wrong = QLabel(self)
        self.understood = QCheckBox(life_texts.UNDERSTOOD, self)
        self.change_button = QPushButton(texts.CHANGE_NOW, self)
        self.change_button.setProperty("primary", True)
        self.leave_button = QPushButton(restore_texts.LEAVE, self)
        self.tries = Tries(self, self.change_button, self.wrong)
        self.change_button.clicked.connect(self.change)
        self.leave_button.clicked.connect(self.reject)
        for box in (self.new, self.again):
            box.textChanged.connect(self._say_what_is_missing)
        self._build()
        self._say_what_is_missing()
        self.old.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button it stands on; in a box it goes on like everywhere."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """As high as its words need in their fonts."""
        super().showEvent(event)
        if not event.spontaneous():
            fit_to_words(self)

    def change(self) -> None:
        """Look at what was typed, try the old passphrase, then change it."""
        if _missing(self.new.text()) > 0:
            self._refuse(life_texts.too_short(SHORTEST_PASSPHRASE), self.new)
        elif self.new.text() != self.again.text():
            self._refuse(life_texts.DIFFERENT, self.again)
        elif not self.understood.isChecked():
            self._refuse(life_texts.WRITE_DOWN, self.understood)
        else:
            self.change_button.setEnabled(False)
            demand = partial(self._desk.ctx.store.demand_passphrase, self.old.text())
            self._desk.operations.query(demand, self._go_on, failed=self._wrong_old, owner=self)

    def _go_on(self, _: object) -> None:
        old, new = self.old.text(), self.new.text()
        order = Replacement(
            title=texts.CHANGING,
            steps=partial(restoring.change_passphrase, self._desk.ctx, old, new),
            passphrase=new,
            afterwards=_afterwards,
            back_to=PAGE,
        )
        self.accept()
        self._desk.replace_data(order)

    def _wrong_old(self, error: KnownError) -> bool:
        self.tries.refuse(error.message)
        self.old.setFocus()
        self.old.selectAll()
        return True

    def _refuse(self, text: str, where: QWidget) -> None:
        self.tries.tell(text)
        where.setFocus()

    def _say_what_is_missing(self) -> None:
        missing = _missing(self.new.text())
        same = not missing and self.new.text() == self.again.text()
        self.hint.setText(texts.length(missing) + (texts.SAME if same else ""))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(6)
        _add_words(column, texts.CHANGE_NOTE)
        for label, box in ((texts.OLD, self.old), (texts.NEW, self.new), (life_texts.AGAIN, self.again)):
            column.addWidget(QLabel(label, self))
            column.addWidget(box)
        self.hint.setProperty("role", "help")
        column.addWidget(self.hint)
        _add_words(column, life_texts.WRITE_DOWN).setObjectName("section_title")
        _add_words(column, texts.OLD_BACKUPS)
        column.addWidget(self.understood)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.change_button, self.leave_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)


def _add_words(column: QVBoxLayout, text: str) -> QLabel:
    words = QLabel(text)
    words.setWordWrap(True)
    column.addWidget(words)
    return words


def _missing(passphrase: str) -> int:
    """Characters that it lacks, counted as they are compared (NFKC)."""
    return max(0, SHORTEST_PASSPHRASE - len(unicodedata.normalize("NFKC", passphrase)))


def _afterwards(ctx: AppContext) -> str:
    return texts.CHANGED if restoring.note_changed(ctx) else texts.CHANGED_ALONE

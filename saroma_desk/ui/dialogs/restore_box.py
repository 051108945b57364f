"""Going back to a backup: its passphrase, both states side by side, and a word typed to confirm."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.errors import KnownError
from saroma_desk.services.restoring import Comparison, Content
from saroma_desk.ui.dialogs import restore_texts as texts
from saroma_desk.ui.operations import Operations
from saroma_desk.ui.widgets.box_size import fit_to_words
from saroma_desk.ui.widgets.passphrase_box import Tries, press_focused, secret_box
from saroma_desk.ui.widgets.text_box import TextBox

WIDTH = 600
_WRONG = ("wrong_passphrase", "passphrase_needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A backup to go back to.

    Attributes:
        name: what it is called.
        locked: whether it has a passphrase; that of the practice office has none.
        compare: reads it with its passphrase and sets it beside the present state; on the database thread.
        go_back: begins the restore with that passphrase; the box is closed by then.
    """

    name: str
    locked: bool
    compare: Callable[[str | None], Comparison]
    go_back: Callable[[str | None], None]


class RestoreBox(QDialog):
    """Looks at one backup and goes back to it.

    Args:
        operations: whose thread reads.
        offer: the backup.
        parent: window it stands over.

    Attributes:
        secret, look_button: to open the backup.
        wrong: what hinders.
        figures: both states side by side.
        word, restore_button: to confirm.
    """

    def __init__(self, operations: Operations, offer: Offer, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts.TITLE)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._operations = operations
        self._offer = offer
        self._passphrase: str | None = None
        self.name = QLabel(offer.name, self)
        self.secret = secret_box(texts.OF_BACKUP, self)
        self.look_button = QPushButton(texts.LOOK, self)
        self.wrong = QLabel(self)
        self.tries = Tries(self, self.look_button, self.wrong)
        self.figures = QWidget(self)
        self._grid = QGridLayout(self.figures)
        self.lost = QLabel(self)
        self.word = TextBox(self)
        self.restore_button = QPushButton(texts.GO_BACK, self)
        self.leave_button = QPushButton(texts.LEAVE, self)
        self._connect()
        self._build()
        if not offer.locked:
            self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button it stands on; in a box it goes on like everywhere."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def look(self) -> None:
        """Read all of the backup and of the present data, and show both."""
        self.look_button.setEnabled(False)
        self.wrong.setText(texts.LOOKING)
        self.wrong.show()
        passphrase = self.secret.text() if self._offer.locked else None
        work = partial(self._offer.compare, passphrase)
        self._operations.query(work, partial(self._show, passphrase), failed=self._refused, owner=self)

    def restore(self) -> None:
        """Go back, the present state being kept first."""
        self.accept()
        self._offer.go_back(self._passphrase)

    def _refused(self, error: KnownError) -> bool:
        if error.code in _WRONG:
            self.tries.refuse(error.message)
        else:
            self.tries.tell(error.message)
        self.secret.setFocus()
        self.secret.selectAll()
        return True

    def _show(self, passphrase: str | None, found: Comparison) -> None:
        self._passphrase = passphrase
        self.wrong.hide()
        for row, cells in enumerate(_figures(found)):
            for column, text in enumerate(cells):
                cell = QLabel(text, self.figures)
                right = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(cell, row, column, right)
        since = found.now.audit.sequence - found.then.audit.sequence if found.now else None
        self.lost.setText(texts.UNREADABLE_NOW if since is None else texts.lost(since))
        for part in self._first:
            part.hide()
        for part in self._second:
            part.show()
        fit_to_words(self)
        self.word.setFocus()

    def _connect(self) -> None:
        self.look_button.clicked.connect(self.look)
        self.restore_button.clicked.connect(self.restore)
        self.leave_button.clicked.connect(self.reject)
        self.word.textChanged.connect(self._confirmed)
        self._confirmed("")

    def _confirmed(self, typed: str) -> None:
        self.restore_button.setEnabled(unicodedata.normalize("NFKC", typed).strip() == texts.WORD)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        self.name.setObjectName("section_title")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        label = QLabel(texts.OF_BACKUP, self)
        note, ask = QLabel(texts.KEPT_FIRST, self), QLabel(texts.TYPE_WORD, self)
        self.word.setAccessibleName(texts.TYPE_WORD)
        self._first: tuple[QWidget, ...] = (label, self.secret, self.look_button)
        self._second: tuple[QWidget, ...] = (self.figures, self.lost, note, ask, self.word, self.restore_button)
        for words in (self.lost, note):
            words.setWordWrap(True)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        for part in (self.name, label, self.secret, self.wrong, self.figures, self.lost, note, ask, self.word):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.look_button, self.restore_button, self.leave_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)
        self.restore_button.setProperty("primary", True)
        for part in (*self._second, *(() if self._offer.locked else self._first)):
            part.hide()


def _figures(found: Comparison) -> Iterator[tuple[str, str, str]]:
    """Rows of the comparison: word, present state, backup."""
    now, then = _told(found.now), _told(found.then)
    words = (texts.LAST_ACT, texts.ACTS, *(word for _, word in texts.counted()))
    yield "", texts.NOW, texts.THEN
    yield from zip(words, now, then, strict=True)


def _told(content: Content | None) -> tuple[str, ...]:
    tables = [table for table, _ in texts.counted()]
    if content is None:
        return (texts.UNKNOWN,) * (2 + len(tables))
    counts = (content.audit.sequence, *(content.rows.get(table, 0) for table in tables))
    return (texts.moment(content.last_act_at), *map(texts.number, counts))

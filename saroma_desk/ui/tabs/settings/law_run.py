"""「この改正で変わる世帯」: the difference in words, and every open episode with the rule set it would obey."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from saroma_desk.services.lawchange import DryRun, Touched
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.settings import law_texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.box_size import fit_over
from saroma_desk.ui.widgets.record_table import Column, RecordTable

_SIZE = (980, 600)
COLUMNS = (
    Column("no", term("household_no"), lambda t: t.no, width=96),
    Column("name", term("applicant"), lambda t: t.name, masked=lambda _: messages.HIDDEN, width=150),
    Column("number", law_texts.EPISODE, lambda t: str(t.number), sort=lambda t: t.number, right=True, width=44),
    Column(
        "rule",
        law_texts.RULE,
        lambda t: law_texts.NEW_RULE if t.moves else law_texts.OLD_RULE,
        tone=lambda t: Tone.ACTIVE if t.moves else Tone.MUTED,
        width=100,
    ),
    Column("findings", law_texts.FINDINGS, law_texts.findings, tip=law_texts.findings),
)


class DryRunDialog(QDialog):
    """Nothing is stored here.

    Attributes:
        words: the difference in words.
        table: the households, those that move first.
    """

    def __init__(self, desk: Desk, run: DryRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(law_texts.DRY_RUN.partition("(")[0])
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._run = desk, run
        told = QLabel(law_texts.consequences(run), self)
        told.setObjectName("section_title")
        told.setWordWrap(True)
        self.words = QPlainTextEdit(self)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(law_texts.CHANGES)
        self.words.setPlainText("\n".join(c.sentence for c in run.changes) or law_texts.NO_CHANGES)
        self.table = RecordTable(COLUMNS, empty=law_texts.NO_HOUSEHOLDS, identify=_identify, parent=self)
        self.table.setAccessibleName(law_texts.HOUSEHOLDS)
        self.table.set_masked(desk.names_hidden)
        desk.names_hidden_changed.connect(self.table.set_masked)
        self.table.set_rows((*run.moving, *run.keeping))
        self.table.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.addWidget(told)
        for head, part, stretch in ((law_texts.CHANGES, self.words, 1), (law_texts.HOUSEHOLDS, self.table, 2)):
            column.addWidget(QLabel(head, self))
            column.addWidget(part, stretch)
        column.addLayout(self._buttons())
        fit_over(self, QSize(*_SIZE))
        self.table.setFocus()

    def copy(self) -> None:
        """Put the whole into the clipboard, for the 起案."""
        QGuiApplication.clipboard().setText("\n".join(self._run.sentences))
        self._desk.say(law_texts.COPIED)

    def _open(self, row: Touched) -> None:
        """Go to the household."""
        self.accept()
        self._desk.choose_household(row.household_id, lambda: self._desk.open("households"))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        copy = QPushButton(law_texts.COPY, self)
        copy.clicked.connect(self.copy)
        close = QPushButton(messages.CLOSE, self)
        close.clicked.connect(self.accept)
        for button in (copy, close):
            button.setAutoDefault(False)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        return row


def _identify(row: Touched) -> int:
    return row.episode_id

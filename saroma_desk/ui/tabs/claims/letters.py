"""The inquiry to a provider (照会票), and the rows that correct accepted months."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.claim import ClaimLine
from saroma_desk.domain.errors import KnownError
from saroma_desk.forms.inquiry import inquiry
from saroma_desk.forms.paper import Paper
from saroma_desk.services.claims import ClaimDetail
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.claims import columns, letter_texts, texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.box_size import fit_over
from saroma_desk.ui.widgets.paper_preview import PaperPreview
from saroma_desk.ui.widgets.record_table import Column, RecordTable
from saroma_desk.ui.widgets.text_box import TextBox

_INQUIRY_SIZE = QSize(860, 660)
_LIST_SIZE = QSize(760, 420)


class InquiryDialog(QDialog):
    """The letter as it prints; its number is typed or left to the hand. Nothing is stored.

    Attributes:
        number: 文書番号; leaving it, with Enter or otherwise, puts it on the paper.
        preview: the paper.
    """

    def __init__(self, desk: Desk, claim_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(letter_texts.INQUIRY_TITLE)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._claim_id, self._on_paper = desk, claim_id, ""
        self.number = TextBox(self)
        self.number.setAccessibleName(letter_texts.NUMBER)
        self.number.setMaximumWidth(240)
        self.number.editingFinished.connect(self._number_typed)
        label = QLabel(letter_texts.NUMBER, self)
        label.setBuddy(self.number)
        helped = QLabel(letter_texts.NUMBER_HELP, self)
        helped.setProperty("role", "help")
        row = QHBoxLayout()
        for part in (label, self.number, helped):
            row.addWidget(part)
        row.addStretch(1)
        self.preview = PaperPreview(desk.speaker, self)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.preview, 1)
        column.addWidget(_close_button(self), 0, Qt.AlignmentFlag.AlignRight)
        fit_over(self, _INQUIRY_SIZE)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in the number prints nothing
        self._make()

    def _number_typed(self) -> None:
        if self.number.text().strip() != self._on_paper:
            self._make()

    def _make(self) -> None:
        self._on_paper = self.number.text().strip()
        work = partial(inquiry, self._desk.ctx, self._claim_id, self._on_paper)
        self._desk.operations.query(work, self._show, key="claims.inquiry", owner=self, failed=self._refused)

    def _show(self, paper: Paper) -> None:
        self.preview.show_paper(paper.pdf(), letter_texts.INQUIRY_FILE)

    def _refused(self, _: KnownError) -> bool:
        """There is nothing to show; the speaker tells why."""
        self.reject()
        return False


class CorrectionsDialog(QDialog):
    """Late and corrected rows of accepted months, as lines of their own (過誤調整).

    Attributes:
        table: the lines.
        total: their number and sum.
    """

    def __init__(self, detail: ClaimDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(letter_texts.CORRECTIONS_TITLE)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.total = QLabel(letter_texts.corrections_sum(detail.corrections), self)
        self.total.setObjectName("section_title")
        note = QLabel(letter_texts.CORRECTIONS_NOTE, self)
        note.setWordWrap(True)
        numbers = {h.household_id: h.no for h in detail.households}
        self.table = RecordTable(
            _columns(numbers), empty=letter_texts.NO_CORRECTIONS, identify=columns.line_id, parent=self
        )
        self.table.setAccessibleName(letter_texts.CORRECTIONS_TITLE)
        self.table.set_rows(detail.corrections)
        column = QVBoxLayout(self)
        for part in (self.total, note):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(_close_button(self), 0, Qt.AlignmentFlag.AlignRight)
        fit_over(self, _LIST_SIZE)
        self.table.setFocus()


def _columns(numbers: dict[int, str]) -> tuple[Column, ...]:
    def no(line: ClaimLine) -> str:
        return numbers.get(line.household_id, "")

    return (
        Column("no", term("household_no"), no, width=110),
        Column("month", letter_texts.MONTH, lambda x: texts.month(x.visit_on), sort=lambda x: x.visit_on, width=80),
        *columns.lines(),
    )


def _close_button(dialog: QDialog) -> QPushButton:
    button = QPushButton(messages.CLOSE, dialog)
    button.setAutoDefault(False)
    button.clicked.connect(dialog.accept)
    return button

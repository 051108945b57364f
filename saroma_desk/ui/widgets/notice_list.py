"""The last notices of this day at the desk, for whoever closed one too early."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.notices import Notice
from saroma_desk.ui.style import Tone
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.box_size import fit_over
from saroma_desk.ui.widgets.record_table import Column, RecordTable

COLUMNS = (
    Column("at", messages.WHEN_SAID, lambda n: f"{n.at:%H:%M}", sort=lambda n: n.id, width=64),
    Column(
        "kind",
        messages.KIND,
        lambda n: messages.notice_kind(n.about is not None),
        tone=lambda n: Tone.WARN if n.about is not None else Tone.CALM,
        width=76,
    ),
    Column("no", term("household_no"), lambda n: n.about.no if n.about else "", width=96),
    Column("text", messages.CONTENT, lambda n: n.text.replace("\n", "　"), masked=lambda _: messages.HIDDEN, lines=6),
)


class NoticeList(QDialog):
    """Esc, Enter or the button closes it."""

    def __init__(self, notices: Iterable[Notice], *, masked: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(term("action.notices"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = RecordTable(COLUMNS, empty=messages.NO_NOTICES, parent=self)
        self.table.setAccessibleName(term("action.notices"))
        self.table.set_masked(masked)
        self.table.set_rows(tuple(notices))
        self.table.opened.connect(lambda _: self.accept())
        close = QPushButton(messages.CLOSE, self)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        fit_over(self, QSize(760, 420))

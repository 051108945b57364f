"""Finished pages without a life of their own (a bundle, an empty form, a set), to be looked at, printed and saved."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from saroma_desk.forms.copies import Trouble
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs import paper_texts as texts
from saroma_desk.ui.dialogs.paper_findings import BundleTroubles
from saroma_desk.ui.widgets.paper_preview import PaperPreview

LARGEST = QSize(900, 720)


@dataclass(frozen=True, slots=True)
class Pages:
    """Finished pages; `name` is proposed as file name, without a person's name."""

    title: str
    content: bytes
    name: str
    troubles: tuple[Trouble, ...] = ()


class PdfDialog(QDialog):
    """Finished pages over the window; Ctrl+P prints them.

    Attributes:
        troubles: characters that the pages cannot show as stored; hidden when there are none.
    """

    def __init__(self, desk: Desk, pages: Pages, parent: QWidget | None = None) -> None:
        super().__init__(parent or QApplication.activeWindow())
        self.setWindowTitle(pages.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview = PaperPreview(desk.speaker, self)
        self.preview.printed.connect(lambda pages: desk.say(texts.printed(pages)))
        self.preview.saved.connect(lambda path: desk.say(texts.saved_at(path).text))
        close = QPushButton(messages.CLOSE, self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.preview, 1)
        self.troubles = BundleTroubles(pages.troubles, self)
        column.addWidget(self.troubles)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        over = self.parentWidget()
        room = over.window().size() - QSize(24, 24) if over else LARGEST
        self.resize(room.boundedTo(LARGEST))
        QShortcut(QKeySequence("Ctrl+P"), self, self.preview.print_paper)
        self.preview.show_paper(pages.content, pages.name)


def show_pdf(desk: Desk, pages: Pages, *, parent: QWidget | None = None) -> PdfDialog:
    """Open finished pages over the window."""
    dialog = PdfDialog(desk, pages, parent.window() if parent else None)
    dialog.open()
    return dialog

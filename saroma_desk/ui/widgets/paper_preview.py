"""A paper exactly as it prints: pages at 実寸 or to the width, 印刷 at 100 % on A4, and a copy as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from saroma_desk.ui import messages
from saroma_desk.ui.pdf_pages import POINTS_PER_INCH, PdfPages
from saroma_desk.ui.speaker import Speaker
from saroma_desk.ui.terms import term

GAP = 12
PRINT_DPI = 600


class PaperPreview(QWidget):
    """Shows the bytes of a paper.

    Args:
        speaker: tells when a file cannot be read or written.

    Signals:
        printed(int): so many pages went to the printer.
        saved(str): a copy was written there.
    """

    printed = Signal(int)
    saved = Signal(str)

    def __init__(self, speaker: Speaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._content = b""
        self._name = ""
        self._pages: PdfPages | None = None
        self._open: list[PdfPages] = []
        self._number = 0
        self.sheets = _Sheets(self)
        self.area = QScrollArea(self)
        self.area.setWidget(self.sheets)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setWidgetResizable(False)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tools())
        column.addWidget(self.area, 1)
        self.destroyed.connect(partial(_close_all, self._open))
        self.show_paper(b"", "")

    def show_paper(self, content: bytes, name: str) -> None:
        """Show a PDF; `name` is proposed as file name (ASCII, no person's name). Empty bytes clear the view."""
        _close_all(self._open)
        self._content, self._name, self._pages, self._number = content, name, None, 0
        if content:
            try:
                self._pages = PdfPages(content)
                self._open.append(self._pages)
            except ValueError:
                self._speaker.tell(messages.paper_unreadable())
        self.sheets.set_pages(self._pages)
        for button in (self.print_button, self.save_button, self.previous, self.next):
            button.setEnabled(self._pages is not None)
        self._zoom()
        self.area.verticalScrollBar().setValue(0)
        self._scrolled(0)

    @property
    def page_count(self) -> int:
        """Number of pages shown."""
        return len(self._pages) if self._pages else 0

    def print_to(self, printer: QPrinter) -> int:
        """Draw all pages at 100 % on A4 sheets; gives their number."""
        if self._pages is None:
            return 0
        prepare(printer, landscape=_is_landscape(self._pages, 0))
        dpi = printer.resolution()
        painter = QPainter()
        for number in range(len(self._pages)):
            printer.setPageOrientation(_orientation(landscape=_is_landscape(self._pages, number)))
            if number:
                printer.newPage()
            else:
                painter.begin(printer)
            size = self._pages.size(number) * (dpi / POINTS_PER_INCH)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._pages.image(number, dpi))
        painter.end()
        self.printed.emit(len(self._pages))
        return len(self._pages)

    def print_paper(self) -> None:
        """Ask for a printer and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, landscape=self._pages is not None and _is_landscape(self._pages, 0))
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_to(printer)

    def save_paper(self) -> None:
        """Ask for a place and write a copy."""
        path, _ = QFileDialog.getSaveFileName(self, messages.SAVE_AS, f"{self._name}.pdf", messages.PDF_FILTER)
        if path:
            self.write_to(Path(path))

    def write_to(self, path: Path) -> bool:
        """Write a copy there; whether it went well."""
        try:
            path.write_bytes(self._content)
        except OSError as error:
            self._speaker.tell(messages.file_not_written(error.strerror or type(error).__name__))
            return False
        self.saved.emit(str(path))
        return True

    def go_to(self, number: int) -> None:
        """Scroll to a page (from 0)."""
        if 0 <= number < self.page_count:
            self.area.verticalScrollBar().setValue(self.sheets.top_of(number))
            self._number = number
            self.page.setText(messages.page_of(number + 1, self.page_count))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep to the width."""
        super().resizeEvent(event)
        self._zoom()

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        self.print_button = QPushButton(term("action.print"), self)
        self.print_button.setProperty("primary", True)
        self.print_button.clicked.connect(self.print_paper)
        self.save_button = QPushButton(messages.SAVE_AS, self)
        self.save_button.clicked.connect(self.save_paper)
        self.previous = QPushButton(messages.PREVIOUS_PAGE, self)
        self.previous.clicked.connect(lambda: self.go_to(self._number - 1))
        self.next = QPushButton(messages.NEXT_PAGE, self)
        for button in (self.print_button, self.save_button, self.previous, self.next):
            button.setAutoDefault(False)  # in a dialog, Enter in a text box must never print
        self.next.clicked.connect(lambda: self.go_to(self._number + 1))
        self.page = QLabel(self)
        self.actual = QCheckBox(messages.ACTUAL_SIZE, self)
        self.actual.toggled.connect(self._zoom)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        paging: tuple[QWidget, ...] = (self.previous, self.page, self.next, self.actual)
        for part in paging:
            row.addWidget(part)
        return row

    def _zoom(self) -> None:
        if self.actual.isChecked():
            self.sheets.set_dpi(self.logicalDpiX())
        else:
            room = self.area.width() - self.area.verticalScrollBar().sizeHint().width() - 2 * GAP - 4
            self.sheets.fit_width(max(room, 120))

    def _scrolled(self, value: int) -> None:
        if self.page_count:
            self._number = self.sheets.page_at(value + self.area.viewport().height() // 3)
        self.page.setText(messages.page_of(self._number + 1, self.page_count) if self.page_count else "")


class _Sheets(QWidget):
    """Pages one below the other; a page is drawn when it comes into view and kept until the zoom changes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._dpi = float(POINTS_PER_INCH)
        self._drawn: dict[int, QImage] = {}

    def set_pages(self, pages: PdfPages | None) -> None:
        self._pages = pages
        self._drawn.clear()
        self._lay_out()

    def set_dpi(self, dpi: float) -> None:
        if abs(dpi - self._dpi) > 0.01:
            self._dpi = dpi
            self._drawn.clear()
        self._lay_out()

    def fit_width(self, width: int) -> None:
        if self._pages:
            widest = max(self._pages.size(n).width() for n in range(len(self._pages)))
            self.set_dpi(width * POINTS_PER_INCH / widest)

    def top_of(self, number: int) -> int:
        return sum(self._size(n).height() + GAP for n in range(number))

    def page_at(self, y: int) -> int:
        count = len(self._pages) if self._pages else 0
        return max((n for n in range(count) if self.top_of(n) <= y), default=0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._pages is None:
            return
        painter = QPainter(self)
        for number in range(len(self._pages)):
            size = self._size(number)
            box = QRectF(GAP, GAP + self.top_of(number), size.width(), size.height())
            if box.intersects(QRectF(event.rect())):
                painter.drawImage(box, self._image(self._pages, number))
                painter.setPen(self.palette().placeholderText().color())
                painter.drawRect(box)
        painter.end()

    def _image(self, pages: PdfPages, number: int) -> QImage:
        if number not in self._drawn:
            self._drawn[number] = pages.image(number, self._dpi * self.devicePixelRatioF())
        return self._drawn[number]

    def _size(self, number: int) -> QSize:
        if self._pages is None:
            return QSize()
        return (self._pages.size(number) * (self._dpi / POINTS_PER_INCH)).toSize()

    def _lay_out(self) -> None:
        count = len(self._pages) if self._pages else 0
        width = max((self._size(n).width() for n in range(count)), default=0)
        self.resize(width + 2 * GAP, self.top_of(count) + GAP)
        self.update()


def _close_all(pages: list[PdfPages]) -> None:
    while pages:
        pages.pop().close()


def prepare(printer: QPrinter, *, landscape: bool = False) -> None:
    """Force A4 without margins of Qt's own, so that nothing is scaled to fit (the paper has its own margins)."""
    printer.setFullPage(True)
    printer.setResolution(PRINT_DPI)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), _orientation(landscape=landscape), QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _is_landscape(pages: PdfPages, number: int) -> bool:
    size = pages.size(number)
    return size.width() > size.height()


def _orientation(*, landscape: bool) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait

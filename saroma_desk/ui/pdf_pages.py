"""Pages of a PDF as pictures: the one place that knows which engine draws them (QtPdf)."""

from __future__ import annotations

from types import TracebackType

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from shiboken6 import isValid

POINTS_PER_INCH = 72


class PdfPages:
    """The pages of one paper.

    Args:
        content: the bytes of the PDF.

    Raises:
        ValueError: the bytes are no PDF that can be read.
    """

    def __init__(self, content: bytes) -> None:
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready:
            raise ValueError("no PDF")

    def __enter__(self) -> PdfPages:
        """Use with `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the document."""
        self.close()

    def __len__(self) -> int:
        """Number of pages."""
        return self._document.pageCount()

    def close(self) -> None:
        """Let go of the document; harmless when Qt, ending, has already done so."""
        if isValid(self._document):
            self._document.close()
        if isValid(self._buffer):
            self._buffer.close()

    def size(self, number: int) -> QSizeF:
        """Width and height of a page (from 0) in points of 1/72 inch."""
        return self._document.pagePointSize(number)

    def image(self, number: int, dots_per_inch: float) -> QImage:
        """A page (from 0) as a picture with so many dots to the inch, on white."""
        points = self.size(number)
        factor = dots_per_inch / POINTS_PER_INCH
        size = QSize(round(points.width() * factor), round(points.height() * factor))
        sheet = QImage(size, QImage.Format.Format_RGB32)
        sheet.fill(QColor("white"))
        painter = QPainter(sheet)
        painter.drawImage(0, 0, self._document.render(number, size))
        painter.end()
        return sheet

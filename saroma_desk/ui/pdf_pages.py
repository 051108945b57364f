"""Pages of a PDF as pictures: the one place that knows which engine draws them (QtPdf)."""

from __future__ import annotations

from types import TracebackType

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QSize, QSizeF, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from shiboken6 import isValid

POINTS_PER_INCH = 72
_BAND = 512
_LONGEST_MS = 60_000


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
        return _on_white(self._document.render(number, self._pixels(number, dots_per_inch)))

    def image_aside(self, number: int, dots_per_inch: float) -> QImage:
        """The same, drawn by a thread of QtPdf's own: for a thread that may wait, as no other one has to meanwhile.

        `QPdfDocument.render` keeps Python's lock, so the window would stand still while a scan of 600 dpi is drawn.
        Raises ValueError for a page that cannot be drawn.
        """
        renderer, loop = QPdfPageRenderer(), QEventLoop()
        drawn: list[QImage] = []
        renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        renderer.setDocument(self._document)

        def take(_number: int, _size: QSize, image: QImage) -> None:
            drawn.append(image)
            loop.quit()

        renderer.pageRendered.connect(take)
        renderer.requestPage(number, self._pixels(number, dots_per_inch))
        QTimer.singleShot(_LONGEST_MS, loop, loop.quit)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if not drawn or drawn[0].isNull():
            raise ValueError("page")
        return _on_white(drawn[0])

    def _pixels(self, number: int, dots_per_inch: float) -> QSize:
        points, factor = self.size(number), dots_per_inch / POINTS_PER_INCH
        return QSize(round(points.width() * factor), round(points.height() * factor))


def _on_white(image: QImage) -> QImage:
    """The picture over white paper, laid in bands, between which other threads of Python have their turn."""
    sheet = QImage(image.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    for top in range(0, image.height(), _BAND):
        painter.drawImage(0, top, image, 0, top, image.width(), _BAND)
    painter.end()
    return sheet

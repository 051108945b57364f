"""Pages of a PDF as pictures: the one place that knows which engine draws them."""

from __future__ import annotations

from types import TracebackType

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72


class PdfPages:
    """The pages of one paper.

    Args:
        content: the bytes of the PDF.

    Raises:
        ValueError: the bytes are no PDF that can be read.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            raise ValueError("no PDF") from error

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
        return len(self._document)

    def close(self) -> None:
        """Let go of the document."""
        self._document.close()

    def size(self, number: int) -> QSizeF:
        """Width and height of a page (from 0) in points of 1/72 inch."""
        width, height = self._document.get_page_size(number)
        return QSizeF(width, height)

    def image(self, number: int, dots_per_inch: float) -> QImage:
        """A page (from 0) as a picture with so many dots to the inch, on white."""
        page = self._document[number]
        bitmap = page.render(scale=dots_per_inch / POINTS_PER_INCH, rev_byteorder=True, prefer_bgrx=True)
        array = bytes(bitmap.buffer)
        image = QImage(array, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()
        bitmap.close()
        page.close()
        return image

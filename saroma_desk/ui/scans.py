"""Scanned sheets as pictures; made for the database thread, and nothing of them touches the disk.

A PDF goes through QtPdf like all other papers, a picture through Qt's own readers.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QTransform

from saroma_desk.ui.pdf_pages import POINTS_PER_INCH, PdfPages

PDF: Final = "pdf"
_LONGEST: Final = 6000
"""No side of a picture is drawn longer, in pixels: 200 MB are enough for one page."""
_TRIAL: Final = 400
_JPEG, _JPEG_END, _AFTER_END = "jpeg", b"\xff\xd9", 4096
"""Qt shows the torn rest of a JPEG in grey; a whole one ends with its mark, and few bytes of the scanner's."""


def page_count(content: bytes, kind: str) -> int:
    """Number of pages of a sheet that can be shown.

    Raises:
        ValueError: it is damaged, needs a password, or has no page.
    """
    if kind == _JPEG and _JPEG_END not in content[-_AFTER_END:]:
        raise ValueError("torn")
    if kind != PDF:
        _read_picture(content, _TRIAL, turn=0)
        return 1
    with PdfPages(content) as pages:
        if not len(pages) or any(pages.size(number).isEmpty() for number in range(len(pages))):
            raise ValueError("pages")
        return len(pages)


def page_picture(content: bytes, kind: str, number: int, width: int, turn: int = 0) -> QImage:
    """A page (from 0) as a picture `width` pixels wide, turned clockwise by `turn` quarters first.

    Raises ValueError as `page_count`.
    """
    if kind != PDF:
        return _read_picture(content, width, turn=turn)
    with PdfPages(content) as pages:
        size = pages.size(number)
        shown = _fitted(size.toSize(), width, turn)
        image = pages.image_aside(number, POINTS_PER_INCH * shown.width() / max(size.width(), 1.0))
    return _turned(image, turn)


def _read_picture(content: bytes, width: int, *, turn: int) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty():
        raise ValueError("no size")
    lies = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    if lies:
        size.transpose()
    scaled = _fitted(size, width, turn)
    if lies:
        scaled.transpose()
    reader.setScaledSize(scaled)
    image = reader.read()
    if image.isNull():
        raise ValueError(reader.errorString())
    return _turned(image, turn)


def _fitted(size: QSize, width: int, turn: int) -> QSize:
    """How large to draw what is `size` large, so that it is `width` wide after turning."""
    across, along = (size.height(), size.width()) if turn % 2 else (size.width(), size.height())
    factor = min(width / max(across, 1), _LONGEST / max(across, along, 1))
    return QSize(max(1, round(size.width() * factor)), max(1, round(size.height() * factor)))


def _turned(image: QImage, turn: int) -> QImage:
    return image.transformed(QTransform().rotate(90 * turn)) if turn % 4 else image

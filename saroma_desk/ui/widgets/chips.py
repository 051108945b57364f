"""State chips: a word on a quiet colour. The word says it; the colour only helps to find it."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from saroma_desk.ui.style import Tone, tone_colors

PADDING = 8


def chip_size(text: str, font: QFont) -> QSize:
    """Room a chip needs."""
    metrics = QFontMetrics(font)
    return QSize(metrics.horizontalAdvance(text) + 2 * PADDING, metrics.height() + 4)


def paint_chip(painter: QPainter, rect: QRect, text: str, tone: Tone) -> None:
    """Draw a chip at the left of `rect`, in the middle of its height; too long a word ends with an ellipsis."""
    back, front = tone_colors(tone)
    size = chip_size(text, painter.font())
    width = min(size.width(), rect.width())
    box = QRect(rect.left(), rect.center().y() - size.height() // 2 + 1, width, size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(front.lighter(150), 1))
    painter.setBrush(back)
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 4, 4)
    painter.setPen(front)
    inner = box.adjusted(PADDING, 0, 2 - PADDING, 0)
    qt = QtCore.Qt  # its constants are loaded with the first chip, not before the window's first paint
    shown = painter.fontMetrics().elidedText(text, qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, qt.AlignmentFlag.AlignVCenter | qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class Chip(QWidget):
    """A chip as a widget; empty text takes no room. One that may shrink ends a long word with an ellipsis."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.CALM, parent: QWidget | None = None, *, shrinks: bool = False
    ) -> None:
        super().__init__(parent)
        self._shrinks = shrinks
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set(text, tone)

    @property
    def text(self) -> str:
        """The word."""
        return self._text

    def set(self, text: str, tone: Tone) -> None:
        """Change word and tone."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the whole word."""
        return chip_size(self._text, self.font())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The whole word, or a few letters and the ellipsis."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), 60), whole.height()) if self._shrinks else whole

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_chip(painter, self.rect(), self._text, self._tone)
        painter.end()

"""Chips in the cells of a list."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from saroma_desk.ui.style import Tone
from saroma_desk.ui.widgets.chips import paint_chip

TONE_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
ELLIPSIS = "…"
CELL_MARGINS = QSize(16, 0)
"""Beside the text of a cell: the padding of the stylesheet and the style's own focus margins."""


class ChipDelegate(QStyledItemDelegate):
    """Draws cells that have a tone as chips, all others as usual."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background and focus as usual, then the chip."""
        tone: Any = index.data(TONE_ROLE)
        if tone is None:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        text, plain.text = plain.text, ""
        style = plain.widget.style() if plain.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        if text:
            painter.save()
            painter.setFont(plain.font)
            paint_chip(painter, plain.rect.adjusted(5, 0, -4, 0), text, Tone(tone))
            painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """A chosen row is readable in an unfocused list too; a text of too many lines ends with an ellipsis."""
        super().initStyleOption(option, index)
        if option.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
            option.text = _shortened(option.text, option.rect.size() - CELL_MARGINS, option.fontMetrics)
        option.palette.setColor(
            QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, option.palette.highlight().color()
        )


def _shortened(text: str, room: QSize, metrics: QFontMetrics) -> str:
    """As much of `text` as its wrapped lines have room for; Qt would draw the middle ones of too many."""

    def fits(length: int) -> bool:
        shown = text if length == len(text) else text[:length] + ELLIPSIS
        box = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), int(Qt.TextFlag.TextWordWrap), shown)
        return box.height() <= max(room.height(), metrics.height())

    if room.width() <= 0 or metrics.horizontalAdvance(text) <= room.width() or fits(len(text)):
        return text
    longest = bisect_left(range(len(text)), x=True, key=lambda length: not fits(length)) - 1
    return text[: max(longest, 0)] + ELLIPSIS

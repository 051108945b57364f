"""Chips in the cells of a list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from saroma_desk.ui.style import Tone
from saroma_desk.ui.widgets.chips import paint_chip

TONE_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
AIR = 8


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

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """With air above and below, where rows grow with their texts."""
        return super().sizeHint(option, index) + QSize(0, AIR)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """A chosen row is readable in an unfocused list too."""
        super().initStyleOption(option, index)
        option.palette.setColor(
            QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, option.palette.highlight().color()
        )

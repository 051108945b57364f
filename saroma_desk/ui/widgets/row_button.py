"""A column of buttons in a list: painted, so that a thousand rows cost nothing; Enter on the row presses it too."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from saroma_desk.ui.widgets.chip_delegate import ChipDelegate
from saroma_desk.ui.widgets.record_table import ROW_HEIGHT, RecordTable

Index = QModelIndex | QPersistentModelIndex


class RowButtons(ChipDelegate):
    """Draws the cells of a column as buttons; an empty text draws none.

    `add_to` also lets a click on the button open its row, as Enter and a double click do.
    """

    @classmethod
    def add_to(cls, table: RecordTable, key: str) -> None:
        """Make the column `key` of `table` a column of buttons."""
        number = next(n for n, column in enumerate(table.records.columns) if column.key == key)
        table.setItemDelegateForColumn(number, cls(table))
        table.clicked.connect(lambda index: _press(table, index, number))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's own background, then the button."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        text, plain.text = plain.text, ""
        widget = plain.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, widget)
        if text:
            self._button(painter, plain, text)

    @staticmethod
    def _button(painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        palette, box = option.palette, option.rect.adjusted(5, 3, -7, -3)
        box.setHeight(min(box.height(), ROW_HEIGHT - 6))
        box.moveCenter(QPoint(box.center().x(), option.rect.center().y()))
        accent = palette.color(QPalette.ColorRole.Highlight)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent, 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(option.font)
        inner = box.adjusted(6, 0, -6, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()


def _press(table: RecordTable, index: QModelIndex, number: int) -> None:
    if index.column() == number and index.data():
        table.opened.emit(table.records.row_at(index.row()))

"""What nobody can read on a screen: clipped words, widgets that stick out of what they stand in or lie on others.

Run ``QT_SCALE_FACTOR=1.5 python -m tests.ui.geometry 910 485`` to look at all that `saroma-desk pictures` shows, in a
window of that size; prints one line for each finding.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from saroma_desk.ui import pictures
from saroma_desk.ui.widgets.chip_delegate import TONE_ROLE
from saroma_desk.ui.widgets.chips import PADDING, Chip
from saroma_desk.ui.widgets.record_table import RecordTable

SLACK = 1
"""Pixels that rounding may cost."""
CELL_PADDING = 2 * 4
PLAIN_TEXT = Qt.TextFlag.TextShowMnemonic
OUTER_FRAME = 2


def findings(top: QWidget, room: QSize) -> Iterator[str]:
    """One sentence for each thing in `top`, a window of the size `room` or a dialog over it, that nobody can read."""
    if top.width() > room.width() or top.height() > room.height():
        yield f"larger than the window: {shown(top.size())}"
    for widget in top.findChildren(QWidget):
        if widget.isVisible() and widget.window() is top:
            problem = sticks_out(widget) or overlapped(widget) or clipped(widget)
            if problem:
                yield f"{type(widget).__name__} {widget.objectName()} {problem}"
            if isinstance(widget, RecordTable):
                yield from clipped_cells(widget)


def sticks_out(widget: QWidget) -> str:
    """Whether `widget` lies outside of its parent; what a person can scroll to does not count."""
    parent = widget.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea) or isinstance(widget, QHeaderView):
        return ""
    room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return "" if room.contains(widget.geometry()) else f"{widget.geometry()} sticks out of {parent.rect()}"


def overlapped(widget: QWidget) -> str:
    """Which other part of the same layout covers some of `widget`."""
    parent = widget.parentWidget()
    layout = parent.layout() if parent else None
    if parent is None or layout is None or isinstance(parent, QStackedWidget | QSplitter | QTabWidget):
        return ""
    for other in parent.children():
        if isinstance(other, QWidget) and other is not widget and other.isVisible() and not other.isWindow():
            shared = widget.geometry() & other.geometry()
            if shared.width() > SLACK and shared.height() > SLACK:
                return f"{widget.geometry()} overlaps {type(other).__name__} {other.geometry()}"
    return ""


def clipped(widget: QWidget) -> str:
    """The words of `widget` that do not fit, with how much they need and have; empty when they do."""
    text, room = words_and_room(widget)
    if not text:
        return ""
    metrics, flags = widget.fontMetrics(), int(PLAIN_TEXT)
    if isinstance(widget, QLabel) and widget.wordWrap():
        flags |= int(Qt.TextFlag.TextWordWrap)
    needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, text).size()
    fits = needed.width() <= room.width() + SLACK and needed.height() <= room.height() + SLACK
    return "" if fits else f"{text!r} needs {shown(needed)}, has {shown(room)}"


def shown(size: QSize) -> str:
    """A size in words."""
    return f"{size.width()}x{size.height()}"


def words_and_room(widget: QWidget) -> tuple[str, QSize]:  # noqa: PLR0911  one line for each kind
    """The words that `widget` shows, and the room it has for them."""
    match widget:
        case QLabel():
            rich = widget.textFormat() == Qt.TextFormat.RichText
            return ("" if rich else widget.text()), widget.contentsRect().size()
        case Chip():
            return widget.text, widget.size() - QSize(2 * PADDING, 0)
        case QComboBox():
            option = QStyleOptionComboBox()
            widget.initStyleOption(option)
            field = QStyle.SubControl.SC_ComboBoxEditField
            room = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, widget)
            return widget.currentText(), room.size()
        case QLineEdit():
            return ("" if widget.text() else widget.placeholderText()), widget.contentsRect().size() - QSize(14, 0)
        case QTabBar():
            return clipped_tabs(widget)
        case QToolButton():
            return widget.text(), widget.contentsRect().size() - QSize(8, 0)
        case QAbstractButton():
            return widget.text(), button_room(widget)
    return "", QSize()


def button_room(button: QAbstractButton) -> QSize:
    """Room for the word of a push button, a check box or a radio button."""
    option = QStyleOptionButton()
    if isinstance(button, QPushButton):
        button.initStyleOption(option)
        part = QStyle.SubElement.SE_PushButtonContents
        menu = 16 if button.menu() else 0
    else:
        button.initStyleOption(option)  # type: ignore[attr-defined]
        part, menu = QStyle.SubElement.SE_CheckBoxContents, 0
    return button.style().subElementRect(part, option, button).size() - QSize(menu, 0)


def clipped_tabs(bar: QTabBar) -> tuple[str, QSize]:
    """The first tab whose word is too broad, or that lies outside of the bar."""
    metrics = bar.fontMetrics()
    for number in range(bar.count()):
        box = bar.tabRect(number)
        needed = metrics.boundingRect(QRect(), int(PLAIN_TEXT), bar.tabText(number)).width()
        if needed > box.width() or box.right() > bar.width():
            return bar.tabText(number), QSize(min(box.width(), bar.width() - box.left()), box.height())
    return "", QSize()


def clipped_cells(table: RecordTable) -> Iterator[str]:
    """Headings and visible cells that do not fit, and columns that lie beyond the list although it cannot scroll."""
    header, seen, name = table.horizontalHeader(), table.viewport().rect(), table.accessibleName()
    bold = header.font()
    bold.setBold(True)
    for number, column in enumerate(table.records.columns):
        if table.isColumnHidden(number):
            continue
        width = header.sectionSize(number) - CELL_PADDING
        beyond = header.sectionViewportPosition(number) + header.sectionSize(number) > seen.width() + OUTER_FRAME
        if beyond and not table.horizontalScrollBar().isVisible():
            yield f"table {name} column {column.label!r} lies beyond {seen.width()}"
        if QFontMetrics(bold).boundingRect(QRect(), 0, column.label).width() > width - 4:
            yield f"table {name} heading {column.label!r} has {width}"
        for line in range(table.records.rowCount()):
            if not seen.intersects(table.visualRect(table.records.index(line, number))):
                continue
            if problem := clipped_cell(table, line, number):
                yield f"table {name} {column.label!r} {problem}"


def clipped_cell(table: RecordTable, line: int, number: int) -> str:
    """The text of a cell that does not fit; one with a tip on a single line may be cut."""
    column, index = table.records.columns[number], table.records.index(line, number)
    if column.tip and column.lines == 1:
        return ""
    box, chip, text = table.visualRect(index), index.data(TONE_ROLE), str(index.data() or "")
    room = QRect(0, 0, box.width() - CELL_PADDING - (2 * PADDING + 1 if chip else 0), 10_000)
    flags = 0 if chip or not table.wordWrap() else int(Qt.TextFlag.TextWordWrap)
    needed = table.fontMetrics().boundingRect(room, flags, text).size()
    fits = needed.width() <= room.width() + SLACK and needed.height() <= box.height()
    return "" if fits else f"{text!r} needs {shown(needed)}, has {room.width()}x{box.height()}"


def main(size: QSize) -> None:
    """Print the findings of all tabs and dialogs."""

    def look(widget: QWidget, name: str) -> None:
        for finding in findings(widget, size):
            print(f"{name}: {finding}")  # noqa: T201

    pictures.look_at_all(look, size)


if __name__ == "__main__":
    main(QSize(*map(int, sys.argv[1:])))

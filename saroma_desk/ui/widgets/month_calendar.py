"""The days of a period, week by week from Sunday, with a chip for each visit.

calendar.set_period(first_day, last_day, days={day: DayInfo(...)}, chips={day: (VisitChip(...), ...)})
calendar.day_opened.connect(self.book)          # Enter, space or double click on a day of the period
calendar.visit_opened.connect(self.edit_visit)  # a click on a chip
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from saroma_desk.ui import messages
from saroma_desk.ui.style import Tone, tone_colors
from saroma_desk.ui.widgets.chip_delegate import Index
from saroma_desk.ui.widgets.chips import chip_size, paint_chip
from saroma_desk.ui.widgets.keys import ENTER

ROOT = QModelIndex()
DAY_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 64
HEAD = 20
SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChip:
    """One visit on its day.

    Attributes:
        id: the visit's id.
        text: e.g. ``9:00 実施``; the word says the state.
        tone: name of the `style.Tone`.
        short: the word alone, for a day too narrow for all.
    """

    id: int
    text: str
    tone: str = "calm"
    short: str = ""

    def fitting(self, width: int, font: QFont) -> str:
        """What stands on a chip of at most `width` pixels."""
        return self.text if not self.short or chip_size(self.text, font).width() <= width else self.short


@dataclass(frozen=True, slots=True, kw_only=True)
class DayInfo:
    """What is special about a day.

    Attributes:
        holiday: name of the holiday.
        suspended: no helper comes (要領11).
    """

    holiday: str = ""
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    inside: bool
    info: DayInfo
    chips: tuple[VisitChip, ...]


class CalendarModel(QAbstractTableModel):
    """Weeks of a period as rows, days as columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = self._last = date.min
        self._start = date.min
        self._weeks = 0
        self._days: Mapping[date, DayInfo] = {}
        self._chips: Mapping[date, tuple[VisitChip, ...]] = {}

    def set_period(
        self,
        first: date,
        last: date,
        days: Mapping[date, DayInfo],
        chips: Mapping[date, tuple[VisitChip, ...]],
    ) -> None:
        """Show the days from `first` to `last`, both inclusive, filled up to whole weeks."""
        self.beginResetModel()
        self._first, self._last = first, last
        self._start = first - timedelta(days=(first.weekday() + 1) % 7)
        self._weeks = (last - self._start).days // 7 + 1
        self._days, self._chips = days, chips
        self.endResetModel()

    def cell(self, index: Index) -> _Day:
        """All about the day of a cell."""
        day = self._start + timedelta(days=index.row() * 7 + index.column())
        return _Day(day, self._first <= day <= self._last, self._days.get(day, DayInfo()), self._chips.get(day, ()))

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day; invalid outside the weeks shown."""
        offset = (day - self._start).days
        return self.index(offset // 7, offset % 7) if 0 <= offset < self._weeks * 7 else QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Weeks."""
        return 0 if parent.isValid() else self._weeks

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Days of a week."""
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The day for the delegate, and its words for screen readers and tips."""
        if not index.isValid():
            return None
        if role == DAY_ROLE:
            return self.cell(index)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            cell = self.cell(index)
            words = [f"{cell.day.month}/{cell.day.day}", cell.info.holiday, *(chip.text for chip in cell.chips)]
            return " ".join(word for word in words if word)
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Days of the week from Sunday."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal and 0 <= section < 7:
            return messages.WEEKDAYS[SUNDAY_FIRST[section]]
        return None


class _DayDelegate(QStyledItemDelegate):
    """Paints one day."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: _Day = index.data(DAY_ROLE)
        painter.save()
        painter.fillRect(option.rect, self._ground(cell, option))
        if cell.info.suspended and cell.inside:
            painter.fillRect(option.rect, QBrush(QColor("#c9ced4"), Qt.BrushStyle.BDiagPattern))
        painter.setPen(self._ink(cell, option))
        head = option.rect.adjusted(6, 2, -6, 0)
        head.setHeight(HEAD - 2)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._number(cell))
        words = cell.info.holiday or (messages.suspended() if cell.info.suspended and cell.inside else "")
        words = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, self._word_room(cell, head, painter)
        )
        painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        for place, chip in zip(chip_rects(option.rect, cell, painter), cell.chips, strict=False):
            paint_chip(painter, place, chip.fitting(place.width(), painter.font()), Tone(chip.tone))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(option.palette.highlight().color(), 3))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _word_room(self, cell: _Day, head: QRect, painter: QPainter) -> int:
        return max(head.width() - painter.fontMetrics().horizontalAdvance(self._number(cell)) - 8, 0)

    @staticmethod
    def _ground(cell: _Day, option: QStyleOptionViewItem) -> QColor:
        if not cell.inside:
            return option.palette.button().color()
        if cell.info.holiday or cell.day.weekday() == 6:
            return QColor("#fdf3f2")
        return QColor("#f1f6fb") if cell.day.weekday() == 5 else option.palette.base().color()

    @staticmethod
    def _ink(cell: _Day, option: QStyleOptionViewItem) -> QColor:
        if not cell.inside:
            return option.palette.placeholderText().color()
        if cell.info.holiday or cell.day.weekday() == 6:
            return tone_colors(Tone.ALARM)[1]
        return tone_colors(Tone.ACTIVE)[1] if cell.day.weekday() == 5 else option.palette.text().color()

    @staticmethod
    def _number(cell: _Day) -> str:
        first = cell.day.day == 1
        return f"{cell.day.month}/{cell.day.day}" if first else str(cell.day.day)


def chip_rects(rect: QRect, cell: _Day, painter: QPainter | QWidget) -> list[QRect]:
    """Where the chips of a day stand, below its number; as many as have room."""
    height = chip_size("0", painter.font()).height() + 2
    room = max((rect.height() - HEAD) // height, 1)
    return [
        QRect(rect.left() + 5, rect.top() + HEAD + number * height, rect.width() - 10, height)
        for number in range(min(len(cell.chips), room))
    ]


class MonthCalendar(QTableView):
    """Walk the days with the arrow keys; Enter or space opens one.

    Signals:
        day_chosen(object): the date under the cursor.
        day_opened(object): the date to book on.
        visit_opened(int): id of the visit whose chip was clicked.
    """

    day_chosen = Signal(object)
    day_opened = Signal(object)
    visit_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calendar = CalendarModel(self)
        self.setModel(self.calendar)
        self.setItemDelegate(_DayDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setMinimumSectionSize(30)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(self._open)

    def set_period(
        self,
        first: date,
        last: date,
        *,
        days: Mapping[date, DayInfo] | None = None,
        chips: Mapping[date, tuple[VisitChip, ...]] | None = None,
    ) -> None:
        """Show the days from `first` to `last`, both inclusive; the chosen day stays chosen."""
        chosen = self.chosen_day
        self.calendar.set_period(first, last, days or {}, chips or {})
        if chosen:
            self.choose(chosen)

    @property
    def chosen_day(self) -> date | None:
        """The date under the cursor."""
        index = self.currentIndex()
        return self.calendar.cell(index).day if index.isValid() else None

    def choose(self, day: date) -> None:
        """Put the cursor on a day."""
        index = self.calendar.index_of(day)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left of Sunday is the Saturday before; Enter and space open the day."""
        day = self.chosen_day
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if day and step:
            self.choose(day + timedelta(days=step))
        elif event.key() in (*ENTER, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a chip opens its visit."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            cell = self.calendar.cell(index)
            for rect, chip in zip(chip_rects(self.visualRect(index), cell, self), cell.chips, strict=False):
                if rect.contains(place):
                    self.visit_opened.emit(chip.id)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self.calendar.cell(index).inside:
            self.day_opened.emit(self.calendar.cell(index).day)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.day_chosen.emit(self.calendar.cell(index).day)

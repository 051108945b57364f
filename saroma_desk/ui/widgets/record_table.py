"""Lists of records: a model over immutable rows that were read by somebody else, and the view that shows them.

    COLUMNS = (
        Column("no", term("household_no"), lambda r: r.no, width=90),
        Column("name", term("name"), lambda r: r.name, sort=lambda r: r.kana, masked=lambda r: initials(r.kana)),
        Column("state", term("state"), lambda r: r.state, tone=lambda r: r.tone, width=96),
    )
    self.table = RecordTable(COLUMNS, empty=messages.no_plans())
    self.table.set_rows(rows)          # keeps the chosen row by its id
    self.table.chosen.connect(...)     # the row, or None

Rows are never looked at before they are painted, so 100,000 rows cost no more than ten. The model sorts its own row
numbers: a proxy would call Python for each comparison of two cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QTableView, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.widgets.chip_delegate import CELL_MARGINS, TONE_ROLE, ChipDelegate
from saroma_desk.ui.widgets.keys import ENTER

Row = Any
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW_HEIGHT = 28
LEAST = 100
"""A column that takes the room that is left holds a name of six characters at least; beyond that the list scrolls."""
MOST_LINES = 4
MOST_MEASURED = 1000
"""A list of more rows keeps to one line each: measuring them all would be felt."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        key: ASCII identifier.
        label: heading, from the glossary.
        display: text of a row's cell.
        sort: what to sort by; the text when None.
        right: numbers stand on the right.
        tone: name of the `style.Tone` that makes the cell a chip; None, or an empty name, for plain text.
        width: pixels; 0 takes the room that is left, but `least` at least.
        masked: text in counter mode, e.g. initials; None for columns that name nobody.
        tip: longer text when the mouse rests on the cell.
        lines: how many lines a long text may take; its row grows with it.
        spare: left out of a list too narrow for all of them; what stands in it can be read elsewhere.
        optional: left out while all of its cells are empty.
    """

    key: str
    label: str
    display: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    right: bool = False
    tone: Callable[[Row], str] | None = None
    width: int = 0
    masked: Callable[[Row], str] | None = None
    tip: Callable[[Row], str] | None = None
    lines: int = 1
    spare: bool = False
    least: int = LEAST
    optional: bool = False


def row_id(row: Row) -> object:
    """What tells two rows apart: their `id`."""
    return row.id


class RecordModel(QAbstractTableModel):
    """Rows as they were given, in an order of the model's own."""

    def __init__(self, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._rows: Sequence[Row] = ()
        self._order: list[int] | None = None
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._masked = False

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order that was chosen last."""
        self.beginResetModel()
        self._rows = rows
        self._order = self._sorted()
        self.endResetModel()

    @property
    def rows(self) -> Sequence[Row]:
        """All rows in the order in which they came."""
        return self._rows

    def set_masked(self, masked: bool) -> None:
        """Hide what names people, or show it again."""
        self._masked = masked
        if self._rows:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_at(self, number: int) -> Row:
        """The row shown in line `number`."""
        return self._rows[number if self._order is None else self._order[number]]

    def line_of(self, wanted: object, identify: Callable[[Row], object]) -> int:
        """The line that shows the row with that id; -1 when there is none."""
        numbers = range(len(self._rows)) if self._order is None else self._order
        return next((line for line, n in enumerate(numbers) if identify(self._rows[n]) == wanted), -1)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Text, alignment, tone and tip of a cell."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                row = self.row_at(index.row())
                return column.masked(row) if self._masked and column.masked else column.display(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole if column.tip and not self._masked:
                return column.tip(self.row_at(index.row()))
            case _ if role == TONE_ROLE and column.tone:
                return str(column.tone(self.row_at(index.row()))) or None
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Headings."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return self.columns[section].label if role == Qt.ItemDataRole.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; a column of -1 gives back the order in which they came."""
        self.beginResetModel()
        self._sorted_by = (column, order) if column >= 0 else None
        self._order = self._sorted()
        self.endResetModel()

    def _sorted(self) -> list[int] | None:
        if self._sorted_by is None:
            return None
        number, order = self._sorted_by
        column = self.columns[number]
        keys = [_sortable((column.sort or column.display)(row)) for row in self._rows]
        return sorted(range(len(keys)), key=keys.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)


def _sortable(value: object) -> tuple[bool, object]:
    """Missing values last."""
    return (value is None, 0 if value is None else value)


class RecordTable(QTableView):
    """A list with one chosen row.

    Args:
        columns: what it shows.
        empty: what stands there when there is no row.
        identify: what tells rows apart; their `id` by default.

    Signals:
        chosen(object): another row was chosen; None when no row is.
        opened(object): Enter or a double click on a row.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        columns: tuple[Column, ...],
        *,
        empty: str = messages.EMPTY_LIST,
        identify: Callable[[Row], object] = row_id,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.records = RecordModel(columns, self)
        self._identify = identify
        self._empty = empty
        self._wanted: object = None
        self._quiet = False
        self._most = [column.lines for column in columns]
        self.setModel(self.records)
        self.setItemDelegate(ChipDelegate(self))
        self._behave()
        self._unused = frozenset(n for n, column in enumerate(columns) if column.optional)
        self._size_columns(columns)
        self.records.modelAboutToBeReset.connect(self._hush)
        self.records.modelReset.connect(self._choose_again)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.horizontalHeader().sectionResized.connect(self._fit_rows)  # columns may get their share late
        self.doubleClicked.connect(lambda index: self.opened.emit(self.records.row_at(index.row())))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the chosen one stays chosen when it is still there."""
        self.records.set_rows(rows)
        optional = [n for n, column in enumerate(self.records.columns) if column.optional]
        unused = frozenset(n for n in optional if not any(self.records.columns[n].display(row) for row in rows))
        if unused != self._unused:
            self._unused = unused
            self._share_room()
        self.viewport().update()

    def set_empty(self, text: str) -> None:
        """What an empty list says from now on."""
        self._empty = text
        self.viewport().update()

    @property
    def chosen_row(self) -> Row:
        """The chosen row, or None."""
        index = self.currentIndex()
        return self.records.row_at(index.row()) if index.isValid() else None

    def choose(self, wanted: object) -> bool:
        """Choose the row with that id; kept in mind for the next `set_rows` when it is not there yet."""
        line = self.records.line_of(wanted, self._identify) if wanted is not None else -1
        if line >= 0:
            self._go_to(line)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self._wanted = wanted
        return line >= 0

    def set_masked(self, masked: bool) -> None:
        """Counter mode."""
        self.records.set_masked(masked)

    def let_rows_grow(self) -> None:
        """Let every column take several lines, for short lists of long names."""
        self._most = [max(most, MOST_LINES) for most in self._most]
        self.setWordWrap(True)
        self._fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens the row."""
        if event.key() in ENTER and self.chosen_row is not None:
            self.opened.emit(self.chosen_row)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Coming to a list chooses nothing; Qt would make its first row the current one."""
        if self.chosen_row is None:
            QAbstractScrollArea.focusInEvent(self, event)
            self.viewport().update()
        else:
            super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The columns without a width of their own share what is left."""
        super().resizeEvent(event)
        self._share_room()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """An empty list says so."""
        super().paintEvent(event)
        if not self.records.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            box = self.viewport().rect().adjusted(12, 4, -12, -4)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box, flags, self._empty)
            painter.end()

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(max(self._most) > 1)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)

    def _size_columns(self, columns: tuple[Column, ...]) -> None:
        self.horizontalHeader().setMinimumSectionSize(40)
        for number, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(number, column.width)
        self._share_room()

    def _share_room(self) -> None:
        """The columns without a width of their own share what is left; spare ones go where there is too little."""
        header, columns = self.horizontalHeader(), self.records.columns
        broad = [n for n, column in enumerate(columns) if not column.width]
        needed = {n: header.sectionSize(n) or column.width for n, column in enumerate(columns) if column.width}
        needed |= dict.fromkeys(self._unused, 0)
        room = self.viewport().width() - sum(columns[n].least for n in broad)
        for number in reversed(needed):
            is_left_out = number in self._unused or (columns[number].spare and sum(needed.values()) > room)
            self.setColumnHidden(number, is_left_out)
            if is_left_out:
                needed[number] = 0
        for number in broad:
            if sum(needed.values()) <= room:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(number, columns[number].least)
        self._fit_rows()

    def _fit_rows(self, *_: int) -> None:
        """Rows with a long text in a column of several lines grow."""
        tall = [(n, most) for n, most in enumerate(self._most) if most > 1 and not self.isColumnHidden(n)]
        if not tall or self.records.rowCount() > MOST_MEASURED:
            return
        rows, metrics = self.verticalHeader(), self.fontMetrics()
        for line in range(self.records.rowCount()):
            more = max(self._lines(line, number, most, metrics) - 1 for number, most in tall)
            rows.resizeSection(line, ROW_HEIGHT + more * metrics.lineSpacing())

    def _lines(self, line: int, number: int, most: int, metrics: QFontMetrics) -> int:
        text = str(self.records.data(self.records.index(line, number)) or "")
        width = max(self.horizontalHeader().sectionSize(number) - CELL_MARGINS.width(), 1)
        if metrics.horizontalAdvance(text) <= width and "\n" not in text:
            return 1
        box = metrics.boundingRect(0, 0, width, 10_000, int(Qt.TextFlag.TextWordWrap), text)
        return min(round(box.height() / metrics.lineSpacing()), most)

    def _hush(self) -> None:
        self._quiet = True

    def _choose_again(self) -> None:
        wanted = self._wanted
        line = self.records.line_of(wanted, self._identify) if wanted is not None else -1
        if line >= 0:
            self._go_to(line)
        self._quiet = False
        self._fit_rows()
        if wanted is not None:
            self.chosen.emit(self.chosen_row)

    def _go_to(self, line: int) -> None:
        index = self.records.index(line, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _moved(self, index: QModelIndex) -> None:
        if self._quiet:
            return
        row = self.records.row_at(index.row()) if index.isValid() else None
        self._wanted = self._identify(row) if row is not None else None
        self.chosen.emit(row)

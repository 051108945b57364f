"""The list of records that every screen uses: one chosen row, columns that share its width, rows as high as needed.

COLUMNS = (
    Column("no", term("household_no"), lambda r: r.no, width=90),
    Column("name", term("name"), lambda r: r.name, sort=lambda r: r.kana, masked=lambda r: initials(r.kana)),
    Column("state", term("state"), lambda r: r.state, tone=lambda r: r.tone, width=96),
)
self.table = RecordTable(COLUMNS, empty=messages.no_plans())
self.table.set_rows(rows)          # keeps the chosen row by its id
self.table.chosen.connect(...)     # the row, or None
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QTableView, QWidget

from saroma_desk.ui import messages
from saroma_desk.ui.widgets.chip_delegate import CELL_MARGINS, ChipDelegate
from saroma_desk.ui.widgets.keys import ENTER
from saroma_desk.ui.widgets.record_model import Column, RecordModel, Row, row_id

__all__ = ["ROW_HEIGHT", "Column", "RecordTable"]

ROW_HEIGHT = 28
MOST_LINES = 4
MOST_MEASURED = 1000
"""A list of more rows keeps to one line each: measuring them all would be felt."""


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

"""Columns, and the model of a list: immutable rows that were read by somebody else, in an order of its own.

Rows are never looked at before they are painted, so 100,000 rows cost no more than ten. The model sorts its own row
numbers: a proxy would call Python for each comparison of two cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from saroma_desk.ui.widgets.chip_delegate import TONE_ROLE

Row = Any
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LEAST = 100
"""A column that takes the room that is left holds a name of six characters at least; beyond that the list scrolls."""


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

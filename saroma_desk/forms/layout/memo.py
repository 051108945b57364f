"""Set cells kept between papers: most cells of a form are the same on every paper of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from saroma_desk.forms.inline import field_names
from saroma_desk.forms.layout.cells import Placed, row_cells

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from saroma_desk.forms.compose import Scope
    from saroma_desk.forms.fields import FieldValue
    from saroma_desk.forms.glyphs import FontBook
    from saroma_desk.forms.schema import Cell, FieldSpec, Row

_MOST = 20_000


class CellMemo:
    """Remembers how a cell of a template was set for the values it shows.

    Cells are known by identity, since templates are loaded once; each entry holds its cell, so that no other cell can
    take its place in memory.
    """

    def __init__(self) -> None:
        self._placed: dict[tuple[int, Hashable], tuple[Cell, Placed]] = {}
        self._names: dict[int, tuple[Cell, tuple[str, ...]]] = {}
        self._rows: dict[tuple[int, int], tuple[Row, tuple[Cell, ...]]] = {}

    def cells_of(self, row: Row, columns: int) -> tuple[Cell, ...]:
        """The cells of a row with its label, always the same objects."""
        known = self._rows.get((id(row), columns))
        if known is None:
            known = self._rows[id(row), columns] = (row, row_cells(row, columns))
        return known[1]

    def key(
        self, cell: Cell, place: tuple[float, ...], scope: Scope, switches: Hashable
    ) -> tuple[int, Hashable] | None:
        """What the look of a cell depends on; None when it depends on something that cannot be compared."""
        values = scope.values
        key = (
            id(cell),
            (place, switches, tuple(_told_apart(values.get(name)) for name in self._names_of(cell, scope.fields))),
        )
        try:
            hash(key)
        except TypeError:
            return None
        return key

    def find(self, key: tuple[int, Hashable] | None) -> Placed | None:
        """The cell as it was set before."""
        found = self._placed.get(key) if key is not None else None
        return found[1] if found else None

    def keep(self, key: tuple[int, Hashable] | None, cell: Cell, placed: Placed) -> None:
        """Remember a set cell."""
        if key is not None:
            if len(self._placed) >= _MOST:
                self._placed.clear()
            self._placed[key] = (cell, placed)

    def _names_of(self, cell: Cell, fields: Mapping[str, FieldSpec]) -> tuple[str, ...]:
        known = self._names.get(id(cell))
        if known is None:
            known = self._names[id(cell)] = (cell, tuple(_names(cell, fields)))
        return known[1]


_MEMOS: WeakKeyDictionary[FontBook, CellMemo] = WeakKeyDictionary()


def memo_of(book: FontBook) -> CellMemo:
    """The memo that goes with a set of fonts and substitutes."""
    memo = _MEMOS.get(book)
    if memo is None:
        memo = _MEMOS[book] = CellMemo()
    return memo


def _told_apart(value: FieldValue) -> Hashable:
    """True is not 1 on paper, though it is in Python."""
    return (value, "bool") if isinstance(value, bool) else value


def _names(cell: Cell, fields: Mapping[str, FieldSpec]) -> dict[str, None]:
    """Every field that a cell shows or depends on, also through the words of its options, in a fixed order."""
    found: dict[str, None] = {"row": None}
    waiting = [name for text in (cell.text, cell.label) if text for name in field_names(text)]
    shade = cell.shade if isinstance(cell.shade, str) else None
    waiting += [name for name in (cell.field, cell.checks, cell.furigana, cell.strike, shade) if name]
    while waiting:
        name = waiting.pop().split(".")[0]
        if name in found:
            continue
        found[name] = None
        spec = fields.get(name)
        for label in spec.options.values() if spec else ():
            waiting += field_names(label)
    return found

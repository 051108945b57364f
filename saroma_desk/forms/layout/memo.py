"""Set rows and cells kept between papers: most cells of a form are the same on every paper of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from saroma_desk.forms.inline import field_names
from saroma_desk.forms.layout.cells import Placed, row_cells

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from saroma_desk.forms.compose import Scope
    from saroma_desk.forms.display import Asked
    from saroma_desk.forms.glyphs import FontBook
    from saroma_desk.forms.layout.cells import Place
    from saroma_desk.forms.schema import Cell, FieldSpec, Row

T = TypeVar("T")

# What names of people and notes fill never comes again; what comes again comes soon.
_MOST_VALUES = 256
_MOST_ROWS = 4000

Shown: TypeAlias = "tuple[object, ...]"


class Known(Generic[T]):
    """How one place of a template was set, by the values that it shows there."""

    __slots__ = ("_found", "_names")

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._found: dict[Shown, T] = {}

    def shown(self, scope: Scope) -> Shown:
        """The values that the place shows, with their types: True is not 1 on paper, though it is in Python."""
        names = self._names
        if len(names) == 1:
            value = scope.values.get(names[0])
            return value, value.__class__
        values = tuple(map(scope.values.get, names))
        return values, tuple(map(type, values))

    def find(self, shown: Shown) -> T | None:
        """What was remembered for these values; nothing for what cannot be compared (rows that are summed up)."""
        try:
            return self._found.get(shown)
        except TypeError:
            return None

    def keep(self, shown: Shown, result: T) -> None:
        """Remember the result for these values, if they can be compared."""
        if len(self._found) >= _MOST_VALUES:
            self._found.clear()
        with suppress(TypeError):
            self._found[shown] = result


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a row in its columns.

    Attributes:
        x, width: in mm.
        name: what the 別紙 calls it: its own name or its field's; empty where it has neither.
        beside: whether it is a label before a furigana cell.
        known: how it was set.
    """

    cell: Cell
    x: float
    width: float
    name: str
    beside: bool
    known: Known[Placed]


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row in its columns.

    Attributes:
        strips: whether a cell has a furigana strip.
        known: how it was set as a whole: height and cells.
        edges: its rules by their place.
    """

    row: Row
    slots: tuple[Slot, ...]
    strips: bool
    known: Known[tuple[float, tuple[Placed, ...]]]
    edges: dict[Place, tuple[Asked, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class RowPlans:
    """The rows of templates in their columns, and what a row of each page got on the last paper of a form, in mm.

    Rows are known by identity, since templates are loaded once; each plan holds its row, so that no other row can take
    its place in memory.
    """

    plans: dict[Hashable, RowPlan] = field(default_factory=dict)
    shares: dict[str, Mapping[int, float]] = field(default_factory=dict)

    def of(
        self,
        row: Row,
        x: float,
        columns: tuple[float, ...],
        switches: tuple[str, bool],
        fields: Mapping[str, FieldSpec],
    ) -> RowPlan:
        """The plan of a row that begins `x` mm from the grid's left edge."""
        key = (id(row), x, columns, switches)
        plan = self.plans.get(key)
        if plan is None:
            if len(self.plans) >= _MOST_ROWS:
                self.plans.clear()
            plan = self.plans[key] = _planned(row, x, columns, fields)
        return plan


def _planned(row: Row, x: float, columns: tuple[float, ...], fields: Mapping[str, FieldSpec]) -> RowPlan:
    cells = row_cells(row, len(columns))
    slots, column = [], 0
    for index, cell in enumerate(cells):
        width = sum(columns[column : column + cell.span])
        beside = index + 1 < len(cells) and cells[index + 1].furigana is not None
        slots.append(Slot(cell, x, width, _called(cell, fields), beside, Known(_names((cell,), fields))))
        column, x = column + cell.span, x + width
    strips = any(cell.furigana for cell in cells)
    return RowPlan(row, tuple(slots), strips, Known(_names(cells, fields)))


def _called(cell: Cell, fields: Mapping[str, FieldSpec]) -> str:
    names = [cell.field, cell.checks, *(field_names(cell.text) if cell.text else ())]
    return cell.name or next((fields[name].label for name in names if name in fields), "")


_PLANS: WeakKeyDictionary[FontBook, RowPlans] = WeakKeyDictionary()


def plans_of(book: FontBook) -> RowPlans:
    """The plans that go with a set of fonts and substitutes."""
    plans = _PLANS.get(book)
    if plans is None:
        plans = _PLANS[book] = RowPlans()
    return plans


def _names(cells: Sequence[Cell], fields: Mapping[str, FieldSpec]) -> tuple[str, ...]:
    """Every field that cells show or depend on, also through the words of its options, in a fixed order."""
    found: dict[str, None] = {}
    waiting = [name for cell in cells for name in _direct_names(cell)]
    while waiting:
        name = waiting.pop().split(".")[0]
        if name in found:
            continue
        found[name] = None
        spec = fields.get(name)
        for label in spec.options.values() if spec else ():
            waiting += field_names(label)
    return tuple(found)


def _direct_names(cell: Cell) -> list[str]:
    names = [name for text in (cell.text, cell.label) if text for name in field_names(text)]
    shade = cell.shade if isinstance(cell.shade, str) else None
    return names + [name for name in (cell.field, cell.checks, cell.furigana, cell.strike, shade) if name]

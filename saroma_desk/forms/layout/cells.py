"""Cells and bands of a grid once their text is set, and the white space they keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from saroma_desk.forms.display import POINT, Box
from saroma_desk.forms.schema import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from saroma_desk.forms.compose import Scope
    from saroma_desk.forms.display import Asked, Item
    from saroma_desk.forms.schema import Align, Row
    from saroma_desk.forms.text import Fitted

PAD = 1.6
NARROW_PAD = 0.9
NARROW = 24.0
LABEL_PAD = 2.2
VERTICAL_PAD = 0.7
GROWN_PAD = 1.5
STRIP = 3.8

# Where a band stands on its page: left edge of its grid, top and height in mm.
Place: TypeAlias = "tuple[float, float, float]"


@dataclass(frozen=True, slots=True)
class Placed:
    """One cell of a band.

    Attributes:
        x, width: in mm; `x` from the left edge of the grid.
        fitted: its text; None for an empty cell.
        furigana: text of the strip above; None without a strip.
        height: that its row must have for its text, in mm; 0 without one.
        is_label: whether it is a label.
        shade: 1 is white.
        strike: whether a double rule goes through its text.
        ink: what it draws, by the place of its band.
    """

    cell: Cell
    x: float
    width: float
    fitted: Fitted | None
    align: Align
    furigana: Fitted | None = None
    height: float = 0.0
    is_label: bool = False
    shade: float = 1.0
    strike: bool = False
    ink: dict[Place, list[Item]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class GroupLabel:
    """A label that stands once beside all bands of its group."""

    placed: Placed
    number: int


@dataclass(slots=True)
class Band:
    """A strip that is never split over pages; height in mm; `edges` are the rules it asks for, by its place.

    `item` is the place (from 0) in its list of what a repeated row shows.
    """

    height: float
    cells: tuple[Placed, ...]
    groups: tuple[GroupLabel, ...] = ()
    header: bool = False
    edges: dict[Place, tuple[Asked, ...]] = field(default_factory=dict)
    item: int | None = None


class Frame(NamedTuple):
    """Where the rows of a (nested) group stand: left edge and columns in mm, the groups they belong to, the values."""

    x: float
    columns: tuple[float, ...]
    scope: Scope
    groups: tuple[GroupLabel, ...] = ()


def box_of(placed: Placed, place: Place) -> Box:
    """The cell of a band that stands at this place."""
    left, top, height = place
    return Box(left + placed.x, top, placed.width, height)


def needed_height(text: Fitted, wanted: float, *, strip: bool) -> float:
    """Height in mm that a cell asks for; text that makes the row higher gets more air above and below."""
    above = STRIP if strip else 0.0
    return wanted if text.height + 2 * VERTICAL_PAD + above <= wanted + 1e-6 else text.height + 2 * GROWN_PAD + above


def group_height(group: GroupLabel) -> float:
    """Height in mm that the label of a group needs."""
    return (group.placed.fitted.height if group.placed.fitted else 0.0) + 2 * VERTICAL_PAD


def padding(width: float, *, is_label: bool) -> float:
    """White space in mm that a cell must leave at either side of its text; labels may use all of the narrow one."""
    return PAD if width > NARROW and not is_label else NARROW_PAD


def label_padding(width: float, label: Fitted) -> float:
    """White space in mm at either side of a label: the usual one, less only where a long label needs the room."""
    natural = max(line.width for line in label.lines) * label.size * POINT
    return min(LABEL_PAD, max(NARROW_PAD, (width - natural) / 2))


def only_cell(row: Row, span: int) -> Cell:
    """The one cell of a row that names its content itself."""
    return Cell(
        text=row.text,
        field=row.field,
        checks=row.checks,
        check_columns=row.check_columns,
        furigana=row.furigana,
        span=span,
        align=row.align,
        valign=row.valign,
        size=row.size,
        shrink=row.shrink,
        overflow=row.overflow,
        unit=row.unit,
        writing_lines=row.writing_lines,
        name=row.label.replace("\n", "") if row.label else "",
    )


def row_cells(row: Row, columns: int) -> tuple[Cell, ...]:
    """The cells of a row without nested rows, its label first."""
    label = (Cell(label=row.label, span=row.label_span, align=row.label_align),) if row.label is not None else ()
    free = columns - (row.label_span if label else 0)
    return (*label, *(row.cells if row.cells is not None else (only_cell(row, free),)))


def scaled(columns: Sequence[float], width: float) -> tuple[float, ...]:
    """The columns stretched or narrowed so that together they are `width` mm wide."""
    factor = width / sum(columns)
    return tuple(column * factor for column in columns)

"""From the rows of a grid to bands: strips of cells with their text already set, in the order they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saroma_desk.forms.compose import Scope
from saroma_desk.forms.display import POINT
from saroma_desk.forms.fields import rows_of
from saroma_desk.forms.layout.cells import (
    STRIP,
    VERTICAL_PAD,
    Band,
    Frame,
    GroupLabel,
    Placed,
    needed_height,
    padding,
    scaled,
)
from saroma_desk.forms.layout.memo import plans_of
from saroma_desk.forms.layout.work import FitRule
from saroma_desk.forms.schema import Cell
from saroma_desk.forms.text import set_lines, step_sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from saroma_desk.forms.glyphs import Atom
    from saroma_desk.forms.layout.memo import RowPlan, Slot
    from saroma_desk.forms.layout.work import Work
    from saroma_desk.forms.schema import Align, Grid, Row
    from saroma_desk.forms.text import Fitted

_TALLEST_BAND = 150.0
_CHECK_LEADING = 1.5


class Planner:
    """Plans one grid."""

    def __init__(self, work: Work, grid: Grid) -> None:
        self._work = work
        self._grid = grid
        self._size = grid.size or work.template.shared.sizes.table
        self._groups = 0
        self._repeats: str | None = None
        self._subtotal: Row | None = None
        self._plans = plans_of(work.composer.book)

    def plan(self) -> list[Band]:
        """All bands of the grid that this paper prints."""
        frame = Frame(0.0, tuple(self._grid.columns), self._work.scope)
        bands = self._heading(frame) if self._grid.heading else []
        return bands + self._rows(self._grid.rows, frame)

    def subtotal(self, first: int, last: int) -> Band | None:
        """The 小計 of the repeated rows from `first` to `last` (inclusive, from 0); None where the grid has none."""
        if self._subtotal is None or self._repeats is None:
            return None
        scope = self._work.scope
        rows = rows_of(scope.values, self._repeats)[first : last + 1]
        here = Scope({**scope.values, self._repeats: rows}, scope.fields)
        return self._band(self._subtotal, Frame(0.0, tuple(self._grid.columns), here))

    def _heading(self, frame: Frame) -> list[Band]:
        width = sum(frame.columns)
        cell = Cell(text=self._grid.heading, align="center")
        atoms = self._work.composer.text(self._grid.heading or "", frame.scope, self._size)
        fitted = self._set(cell, atoms, (width, 6.5, 0.0), self._work.template.title)
        return [
            Band(max(6.5, fitted.height + 2 * VERTICAL_PAD), (Placed(cell, 0.0, width, fitted, "center"),), header=True)
        ]

    def _rows(self, rows: Sequence[Row], frame: Frame) -> list[Band]:
        bands: list[Band] = []
        for row in rows:
            if not self._work.wanted(row, frame.scope):
                continue
            if row.subtotal:
                self._subtotal = row
            elif row.repeat is None:
                bands += self._row(row, frame)
            else:
                bands += self._repeated(row, frame)
        return bands

    def _repeated(self, row: Row, frame: Frame) -> list[Band]:
        name = row.repeat or ""
        items = rows_of(frame.scope.values, name)
        spec = frame.scope.fields[name]
        self._repeats = name
        bands: list[Band] = []
        rows = [*items, *[{}] * (row.min - len(items))]
        for index, scope in enumerate(frame.scope.inside(rows, spec.item or {}, spec)):
            made = self._row(row, Frame(frame.x, frame.columns, scope, frame.groups))
            for band in made:
                band.item = index
            bands += made
        return bands

    def _row(self, row: Row, frame: Frame) -> list[Band]:
        if row.rows is not None:
            return self._group(row, frame)
        return [self._band(row, frame)]

    def _group(self, row: Row, frame: Frame) -> list[Band]:
        label_width = sum(frame.columns[: row.label_span]) if row.label is not None else 0.0
        rest = frame.columns[row.label_span :] if row.label is not None else frame.columns
        columns = scaled(row.columns, sum(rest)) if row.columns else rest
        groups = frame.groups
        if row.label is not None:
            groups = (*groups, self._group_label(row, frame, label_width))
        inner = Frame(frame.x + label_width, tuple(columns), frame.scope, groups)
        bands = self._rows(row.rows or (), inner)
        missing = (row.height or row.min_height or 0.0) - sum(band.height for band in bands)
        if bands and missing > 0:
            for band in bands:
                band.height += missing / len(bands)
        return bands

    def _group_label(self, row: Row, frame: Frame, width: float) -> GroupLabel:
        self._groups += 1
        cell = Cell(label=row.label, align=row.label_align, valign=row.valign)
        return GroupLabel(
            Placed(cell, frame.x, width, self._label(cell, width, frame.scope), row.label_align, is_label=True),
            self._groups,
        )

    def _band(self, row: Row, frame: Frame) -> Band:
        """The row as it was set before for the same values, or set now; never one whose text went to 別紙."""
        plan = self._plans.of(row, frame.x, frame.columns, self._work.composer.switches, frame.scope.fields)
        shown = plan.known.shown(frame.scope)
        found = plan.known.find(shown)
        if found is None:
            annexes = len(self._work.annexes)
            found = self._new_band(plan, frame.scope)
            if len(self._work.annexes) == annexes:
                plan.known.keep(shown, found)
        return Band(found[0], found[1], frame.groups, row.header, plan.edges)

    def _new_band(self, plan: RowPlan, scope: Scope) -> tuple[float, tuple[Placed, ...]]:
        row = plan.row
        wanted = row.height or row.min_height or self._grid.row_height
        if plan.strips:
            wanted = max(wanted, STRIP + 5.5)
        heights = (wanted, row.max_height or _TALLEST_BAND)
        cells = [self._cell(slot, heights, scope) for slot in plan.slots]
        return max([wanted, *[one.height for one in cells]]), tuple(cells)

    def _cell(self, slot: Slot, heights: tuple[float, float], scope: Scope) -> Placed:
        """The cell as it was set before for the same values, or set now; never for one that went to 別紙."""
        shown = slot.known.shown(scope)
        placed = slot.known.find(shown)
        if placed is None:
            annexes = len(self._work.annexes)
            placed = self._new_cell(slot, heights, scope)
            if len(self._work.annexes) == annexes:
                slot.known.keep(shown, placed)
        return placed

    def _new_cell(self, slot: Slot, heights: tuple[float, float], scope: Scope) -> Placed:
        cell, x, width = slot.cell, slot.x, slot.width
        shade = self._shade(cell, scope)
        if cell.label is not None:
            fitted = self._label(cell, width, scope)
            words = self._work.template.shared.words.furigana
            strip = (
                self._strip(self._work.composer.plain(words), width - 2 * padding(width, is_label=True), words)
                if slot.beside
                else None
            )
            height = needed_height(fitted, heights[0], strip=strip is not None)
            return Placed(cell, x, width, fitted, cell.align or "spread", strip, height, is_label=True, shade=shade)
        furigana = None
        if cell.furigana is not None:
            atoms = self._work.composer.field(cell.furigana, scope)
            furigana = self._strip(atoms, width - 2 * padding(width, is_label=False), scope.fields[cell.furigana].label)
        content = self._atoms(cell, width, scope)
        room = heights[0] - (STRIP if cell.furigana else 0.0)
        text = self._set(cell, content, (width, room, heights[1]), self._name(slot, scope)) if content else None
        struck = bool(cell.strike and scope.values.get(cell.strike))
        height = needed_height(text, heights[0], strip=furigana is not None) if text else 0.0
        return Placed(cell, x, width, text, self._align(cell, scope), furigana, height, shade=shade, strike=struck)

    def _atoms(self, cell: Cell, width: float, scope: Scope) -> tuple[Atom, ...]:
        size = cell.size or self._size
        composer = self._work.composer
        if cell.checks is not None:
            room = (width - 2 * padding(width, is_label=False)) / (size * POINT)
            atoms = composer.checks(cell.checks, scope, size, cell.check_columns, room)
        elif cell.field is not None:
            atoms = composer.field(cell.field, scope)
        else:
            atoms = composer.text(cell.text or "", scope, size)
        return atoms + composer.plain(cell.unit) if cell.unit else atoms

    def _set(self, cell: Cell, atoms: tuple[Atom, ...], room: tuple[float, float, float], name: str) -> Fitted:
        """The text in a room of (width, height, greatest height) mm, white space included."""
        width, height, limit = room
        inner = (width - 2 * padding(width, is_label=False), height - 2 * VERTICAL_PAD)
        leading = _CHECK_LEADING if cell.checks is not None else self._grid.leading
        rule = FitRule(name, cell.overflow, cell.shrink, limit - 2 * VERTICAL_PAD, leading)
        return self._work.settle(atoms, inner, cell.size or self._size, rule)

    def _name(self, slot: Slot, scope: Scope) -> str:
        """What the 別紙 calls the cell, behind the number of a repeated row."""
        name = slot.name or self._work.template.title
        row = scope.values.get("row")
        return name if row is None else f"{self._work.template.shared.words.row.format(row=row)}　{name}"

    def _label(self, cell: Cell, width: float, scope: Scope) -> Fitted:
        """A label's lines: as written where they fit, else smaller, else broken."""
        size = cell.size or self._size
        atoms = self._work.composer.text(cell.label or "", scope, size)
        room = width - 2 * padding(width, is_label=True)
        leading = self._work.template.shared.leading.table
        wanted = (cell.label or "").count("\n") + 1
        for step in step_sizes(size, self._work.template.shared.sizes.minimum):
            fitted = set_lines(atoms, room, step, leading)
            if len(fitted.lines) <= wanted:
                return fitted
        return set_lines(atoms, room, self._work.template.shared.sizes.minimum, leading)

    def _strip(self, atoms: tuple[Atom, ...], width: float, heading: str) -> Fitted:
        size = self._work.template.shared.sizes.furigana
        return self._work.settle(atoms, (width, STRIP - 0.4), size, FitRule(heading, shrink=False))

    @staticmethod
    def _shade(cell: Cell, scope: Scope) -> float:
        on = bool(scope.values.get(cell.shade)) if isinstance(cell.shade, str) else cell.shade
        return 0.88 if on else 1.0

    @staticmethod
    def _align(cell: Cell, scope: Scope) -> Align:
        if cell.align is not None:
            return cell.align
        spec = scope.fields.get(cell.field or "")
        return "right" if spec is not None and spec.format in {"amount", "yen"} else "left"

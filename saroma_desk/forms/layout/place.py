"""Putting set lines into a box: text runs, check squares and rings with their positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saroma_desk.forms.display import POINT, Box, Ring, Square, TextRun
from saroma_desk.forms.text import Fitted, TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from saroma_desk.forms.display import Page
    from saroma_desk.forms.glyphs import Atom
    from saroma_desk.forms.schema import Align, Vertical

# Both fonts of the chain share the metrics of their em box: 0.88 above the baseline, 0.12 below.
ASCENT = 0.88
_SQUARE_SIDE = 0.78
_RING_HEIGHT = 1.3
# An ellipse of the ring's height that leaves the corners of the outer characters free is so much wider than they.
_RING_SHARE = 1.28
_RING_LEAST_GAP = 0.2


def place(
    page: Page, fitted: Fitted, box: Box, align: Align = "left", valign: Vertical = "middle", cell: Box | None = None
) -> None:
    """Draw set lines into `box`; `cell` is what they may not leave (the box itself when not given)."""
    em = fitted.size * POINT
    free = box.height - fitted.height
    top = box.y + {"top": 0.0, "middle": free / 2, "bottom": free}[valign]
    for index, line in enumerate(fitted.lines):
        indent = fitted.indent * em if index == 0 or fitted.lines[index - 1].last else 0.0
        inner = Box(box.x + indent, box.y, box.width - indent, box.height)
        x, space = _aligned(line, inner, em, align)
        baseline = top + ASCENT * em + index * fitted.leading
        place_line(page, line.atoms, (x, baseline), fitted.size, space, cell or box)


def _aligned(line: TextLine, box: Box, em: float, align: Align) -> tuple[float, float]:
    """(left edge in mm, extra space in em) of a line in its box."""
    width = box.width / em
    if align == "spread":
        gaps = len(line.atoms) - 1
        if gaps < 1:
            return box.x + (box.width - line.width * em) / 2, 0.0
        return box.x, (width - line.width) / gaps
    if align == "left":
        return box.x, line.char_space(width)
    space = min(line.char_space(width), 0.0)
    free = box.width - (line.width + space * max(len(line.atoms) - 1, 0)) * em
    return box.x + (free / 2 if align == "center" else free), space


def place_line(
    page: Page, atoms: Sequence[Atom], origin: tuple[float, float], size: float, space: float, cell: Box | None
) -> None:
    """Draw atoms from `origin` (left edge and baseline in mm) with `space` em between them."""
    em = size * POINT
    x, baseline = origin
    run: list[Atom] = []
    run_x = x
    rings: dict[int, tuple[float, float]] = {}
    for atom in atoms:
        drawn = atom.kind in {"glyph", "space"}
        if run and (not drawn or atom.face != run[-1].face):
            _add_run(page, run, (run_x, baseline), size, space, cell)
            run = []
        if drawn:
            run_x = run_x if run else x
            run.append(atom)
        elif atom.kind in {"box", "tick"}:
            _add_square(page, (x, baseline), em, atom, cell)
        if atom.ring > 0:
            rings[atom.ring] = (rings.get(atom.ring, (x, x))[0], x + atom.width * em)
        x += (atom.width + space) * em
    if run:
        _add_run(page, run, (run_x, baseline), size, space, cell)
    for start, end in rings.values():
        _add_ring(page, (start, end), baseline, em, cell)


def _add_run(
    page: Page, atoms: list[Atom], origin: tuple[float, float], size: float, space: float, cell: Box | None
) -> None:
    em = size * POINT
    width = (sum([atom.width for atom in atoms]) + space * (len(atoms) - 1)) * em
    text = "".join([atom.text for atom in atoms])
    page.items.append(TextRun(origin[0], origin[1], text, atoms[0].face, size, round(space * size, 4), width, cell))


def _add_square(page: Page, origin: tuple[float, float], em: float, atom: Atom, cell: Box | None) -> None:
    side = _SQUARE_SIDE * em
    left = origin[0] + (em - side) / 2
    top = origin[1] - 0.38 * em - side / 2
    page.items.append(Square(left, top, side, atom.kind == "tick", cell))


def _add_ring(page: Page, span: tuple[float, float], baseline: float, em: float, cell: Box | None) -> None:
    """Round the words from `span`, clear of the rules of the cell."""
    start, end = span
    height = _RING_HEIGHT * em
    middle = baseline - 0.38 * em
    width = max((end - start) * _RING_SHARE, height)
    centre = (start + end) / 2
    if cell is not None:
        width = min(width, 2 * min(centre - cell.x - _RING_LEAST_GAP, cell.right - _RING_LEAST_GAP - centre))
        height = min(height, 2 * min(middle - cell.y - _RING_LEAST_GAP, cell.bottom - _RING_LEAST_GAP - middle))
    width, height = max(width, end - start), max(height, em)
    page.items.append(Ring(Box(centre - width / 2, middle - height / 2, width, height), cell))

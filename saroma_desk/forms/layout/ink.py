"""What a cell draws: worked out once at the origin, then only moved to where the cell stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saroma_desk.forms.display import POINT, Box, Page, Stroke, TextRun, moved
from saroma_desk.forms.layout.cells import STRIP, VERTICAL_PAD, label_padding, padding
from saroma_desk.forms.layout.place import place

if TYPE_CHECKING:
    from saroma_desk.forms.display import Item
    from saroma_desk.forms.layout.cells import Placed

_TOP_PAD = 1.8


def ink(placed: Placed, box: Box, weight: float) -> list[Item]:
    """The texts, squares and strokes of a cell in `box`; `weight` of strokes in points."""
    still = placed.ink.get(box.height)
    if still is None:
        still = placed.ink[box.height] = _drawn(placed, Box(0.0, 0.0, box.width, box.height), weight)
    return [moved(item, box.x, box.y) for item in still]


def _drawn(placed: Placed, box: Box, weight: float) -> list[Item]:
    page = Page()
    if placed.cell.slash:
        page.items.append(Stroke(box.right, box.y, box.x, box.bottom, weight, box))
    pad = _padding(placed, box.width)
    body = box
    if placed.furigana is not None:
        strip = Box(box.x, box.y, box.width, STRIP)
        body = Box(box.x, box.y + STRIP, box.width, box.height - STRIP)
        place(page, placed.furigana, strip.inset(pad), placed.align if placed.is_label else "left", cell=strip)
    if placed.fitted is not None:
        # Cells of a row whose text begins at the top begin on one line, the one that made the row higher included.
        free = (body.height - placed.fitted.height) / 2
        margin = min(_TOP_PAD, max(free, VERTICAL_PAD)) if placed.cell.valign == "top" else VERTICAL_PAD
        inner = body.inset(pad, margin)
        first = len(page.items)
        place(page, placed.fitted, inner, placed.align, placed.cell.valign, body)
        if placed.strike:
            page.items += [stroke for item in page.items[first:] for stroke in _through(item, box, weight)]
    return page.items


def _padding(placed: Placed, width: float) -> float:
    if placed.is_label and placed.fitted is not None:
        return label_padding(width, placed.fitted)
    return padding(width, is_label=placed.is_label)


def _through(item: Item, box: Box, weight: float) -> list[Stroke]:
    """取消線: a double rule through a run of text, which stays legible."""
    if not isinstance(item, TextRun):
        return []
    em = item.size * POINT
    heights = (item.y - share * em for share in (0.30, 0.46))
    return [Stroke(item.x, y, item.x + item.width, y, weight, box) for y in heights]

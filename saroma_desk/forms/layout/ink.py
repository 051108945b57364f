"""What a cell draws, worked out once for each place where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saroma_desk.forms.display import POINT, Box, Page, Shade, Stroke, TextRun
from saroma_desk.forms.layout.cells import STRIP, VERTICAL_PAD, box_of, label_padding, padding
from saroma_desk.forms.layout.place import place

if TYPE_CHECKING:
    from saroma_desk.forms.display import Item
    from saroma_desk.forms.layout.cells import Place, Placed

_TOP_PAD = 1.8
_RIGHT_AIR = 0.8
_MOST_PLACES = 64


def ink(placed: Placed, place: Place, weight: float) -> list[Item]:
    """The shade, texts, squares and strokes of a cell whose band stands at a place; `weight` of strokes in points.

    The list belongs to the cell and is not to be changed: papers of one form share the items of their fixed cells.
    """
    found = placed.ink.get(place)
    if found is None:
        if len(placed.ink) >= _MOST_PLACES:
            placed.ink.clear()
        found = placed.ink[place] = _drawn(placed, box_of(placed, place), weight)
    return found


def _drawn(placed: Placed, box: Box, weight: float) -> list[Item]:
    page = Page()
    if placed.shade < 1.0:
        page.items.append(Shade(box, placed.shade))
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
        inner = _figures_room(placed, body.inset(pad, margin))
        first = len(page.items)
        place(page, placed.fitted, inner, placed.align, placed.cell.valign, body)
        if placed.strike:
            page.items += [stroke for item in page.items[first:] for stroke in _through(item, box, weight)]
    return page.items


def _figures_room(placed: Placed, inner: Box) -> Box:
    """The room without a little more air at the right of figures, where they leave it."""
    if placed.align != "right" or placed.is_label or placed.fitted is None:
        return inner
    widest = max(line.width for line in placed.fitted.lines) * placed.fitted.size * POINT
    air = min(_RIGHT_AIR, max(inner.width - widest, 0.0))
    return Box(inner.x, inner.y, inner.width - air, inner.height)


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

"""Proof that a laid-out paper is sound: nothing outside its cell, nothing off the sheet, no edge ruled twice."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from saroma_desk.forms.display import PAGE_HEIGHT, PAGE_WIDTH, POINT, Box, Ring, Rule, Shade, Square, Stroke, TextRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from saroma_desk.forms.display import Item, Page

_ASCENT, _DESCENT = 0.88, 0.12
_TOLERANCE = 0.05
_UNPRINTABLE = 5.0
_SHEET = Box(_UNPRINTABLE, _UNPRINTABLE, PAGE_WIDTH - 2 * _UNPRINTABLE, PAGE_HEIGHT - 2 * _UNPRINTABLE)


def layout_faults(pages: Sequence[Page]) -> list[str]:
    """Everything wrong with the pages, in English for the developer; empty for a sound paper."""
    faults = []
    for number, page in enumerate(pages, start=1):
        faults += [f"page {number}: {fault}" for item in page.items for fault in _item_faults(item)]
        faults += [f"page {number}: {fault}" for fault in _rule_faults(page.rules)]
    return faults


def _item_faults(item: Item) -> Iterable[str]:
    if isinstance(item, TextRun) and item.angle:
        return
    extent, cell = _extent(item)
    if not _inside(extent, _SHEET):
        yield f"off the sheet: {item}"
    if cell is not None and not _inside(extent, cell):
        yield f"outside its cell: {item}"


def _extent(item: Item) -> tuple[Box, Box | None]:
    """The rectangle that an item may ink, and the cell it must keep to."""
    if isinstance(item, TextRun):
        em = item.size * POINT
        return Box(item.x, item.y - _ASCENT * em, item.width, (_ASCENT + _DESCENT) * em), item.box
    if isinstance(item, Square):
        return Box(item.x, item.y, item.side, item.side), item.box
    if isinstance(item, Ring):
        return item.box, item.cell
    if isinstance(item, Shade):
        return item.box, None
    return _stroke_extent(item), item.box


def _stroke_extent(stroke: Stroke) -> Box:
    left, top = min(stroke.x1, stroke.x2), min(stroke.y1, stroke.y2)
    return Box(left, top, abs(stroke.x1 - stroke.x2), abs(stroke.y1 - stroke.y2))


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - _TOLERANCE
        and inner.y >= outer.y - _TOLERANCE
        and inner.right <= outer.right + _TOLERANCE
        and inner.bottom <= outer.bottom + _TOLERANCE
    )


def _rule_faults(rules: Sequence[Rule]) -> Iterable[str]:
    """Rules on one line that overlap: the stretch would be stroked twice."""
    lines: dict[tuple[bool, float], list[tuple[float, float]]] = {}
    for rule in rules:
        if rule.dashed:
            continue
        horizontal = rule.y1 == rule.y2
        ends = (rule.x1, rule.x2) if horizontal else (rule.y1, rule.y2)
        lines.setdefault((horizontal, rule.y1 if horizontal else rule.x1), []).append(ends)
    for at, spans in lines.items():
        spans.sort()
        for (_, end), (start, _) in pairwise(spans):
            if start < end - 1e-6:
                yield f"ruled twice at {at}: {start}-{end}"

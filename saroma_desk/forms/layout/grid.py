"""Drawing a grid: bands over as many pages as they need, header repeated, every edge ruled once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from saroma_desk.forms.display import Box, RuleSheet
from saroma_desk.forms.layout.bands import Planner
from saroma_desk.forms.layout.cells import PAD, STRIP, Band, GroupLabel, Placed, box_of, group_height
from saroma_desk.forms.layout.ink import ink

if TYPE_CHECKING:
    from saroma_desk.forms.display import Asked
    from saroma_desk.forms.layout.cells import Place
    from saroma_desk.forms.layout.work import Work
    from saroma_desk.forms.schema import Grid

_DOUBLE_GAP = 0.8
_MOST_PLACES = 64


def grid(work: Work, block: Grid) -> None:
    """Print the grid from the current place on."""
    planner = Planner(work, block)
    bands = planner.plan()
    if not bands:
        return
    flow = work.flow
    flow.skip(block.before)
    headers = _leading_headers(bands)
    total = sum(band.height for band in bands)
    first = sum(band.height for band in bands[: len(headers) + 1])
    flow.need(total if block.keep and total <= flow.height else first)
    painter = _Painter(work, block)
    pages = _with_subtotals(planner, bands, headers, (flow.room, flow.height))
    if block.stretch and len(pages) == 1:
        work.slack.stretch(bands, len(flow.pages) - 1, block.stretch)
    for number, segment in enumerate(pages):
        if number:
            flow.new_page()
        if work.slack.probing:
            flow.y += sum([band.height for band in segment])
        elif segment:
            painter.segment(segment)
    flow.skip(block.after)


def _with_subtotals(
    planner: Planner, bands: list[Band], headers: list[Band], heights: tuple[float, float]
) -> list[list[Band]]:
    """The bands page by page; below the repeated rows of each page their 小計, where there is more than one such page.

    `heights` are the room on the first page and on the others in mm.
    """
    pages = segments(bands, headers, *heights)
    if sum(any(band.item is not None for band in page) for page in pages) < 2:
        return pages
    whole = planner.subtotal(0, len(bands))
    if whole is None:
        return pages
    pages = segments(bands, headers, heights[0] - whole.height, heights[1] - whole.height)
    done = -1
    for page in pages:
        repeated = [index for index, band in enumerate(page) if band.item is not None]
        last = max((page[index].item or 0 for index in repeated), default=done)
        subtotal = planner.subtotal(done + 1, last)
        if repeated and subtotal is not None:
            page.insert(repeated[-1] + 1, subtotal)
        done = last
    return pages


def segments(bands: list[Band], headers: list[Band], room: float, height: float) -> list[list[Band]]:
    """The bands page by page: `room` mm on the first page (possibly none), `height` mm on the others.

    Headers are repeated, those of a group where the group goes on. A group is not begun in so little room that its
    label would not fit beside it; a sum never stands on a page without the last of what it sums up.
    """
    pages: list[list[Band]] = [[]]
    lead = 0
    for index, band in enumerate(bands):
        page = pages[-1]
        if page and sum(b.height for b in page) + band.height > room + 1e-6:
            carried = max(_begun_too_late(page, band), _summed_up(page, band), _heads_alone(page, band))
            if carried >= len(page) - lead and len(pages) > 1:
                carried = 0
            repeated = headers if index - carried >= len(headers) else []
            repeated = [*repeated, *_heads_of_group(bands[: index - carried], bands[index - carried])]
            pages.append([*repeated, *page[len(page) - carried :]])
            del page[len(page) - carried :]
            room, lead = height, len(repeated)
        pages[-1].append(band)
    return pages


def _begun_too_late(page: list[Band], following: Band) -> int:
    """How many bands at the end of a page belong to a group that goes on but has no room for its label here."""
    most = 0
    for group in following.groups:
        count, height = 0, 0.0
        for band in reversed(page):
            if all(other.number != group.number for other in band.groups):
                break
            count, height = count + 1, height + band.height
        most = max(most, count if height < group_height(group) else 0)
    return most


def _summed_up(page: list[Band], following: Band) -> int:
    """How many bands at the end of a page go over with the sum that follows them: those of the last repeated row."""
    last = page[-1]
    if last.item is None or last.groups or following.item is not None or following.groups:
        return 0
    return sum(band.item == last.item for band in page)


def _heads_alone(page: list[Band], following: Band) -> int:
    """How many heads of the group that goes on stand at the end of a page with none of their rows."""
    count = 0
    while count < len(page) and page[-1 - count].header and page[-1 - count].groups and following.groups:
        count += 1
    return count


def _heads_of_group(before: list[Band], following: Band) -> list[Band]:
    """The heads above the rows of the innermost group of `following`, to be repeated when it goes on."""
    if not following.groups or following.header:
        return []
    inner = following.groups[-1].number
    return [band for band in before if band.header and band.groups and band.groups[-1].number == inner]


def _leading_headers(bands: list[Band]) -> list[Band]:
    headers = []
    for band in bands:
        if not band.header or band.groups:
            break
        headers.append(band)
    return headers


class _Painter:
    """Draws the bands that stand together on one page."""

    def __init__(self, work: Work, block: Grid) -> None:
        self._work = work
        self._block = block
        self._weights = work.template.shared.weights

    def segment(self, bands: list[Band]) -> None:
        """Draw bands at the flow's place, frame them, and move the place below."""
        flow = self._work.flow
        width = sum(self._block.columns)
        left = flow.left + {"left": 0.0, "center": 0.5, "right": 1.0}[self._block.align] * (flow.width - width)
        top = flow.y
        heights: dict[int, float] = {}
        for band in bands:
            for group in band.groups:
                heights[group.number] = heights.get(group.number, 0.0) + band.height
        for band in bands:
            for group in band.groups:
                height = heights.pop(group.number, None)
                if height is not None:
                    self._group(group, (left, flow.y, height))
            self._band(band, left)
            flow.y += band.height
        self._frame(Box(left, top, width, flow.y - top))

    def _band(self, band: Band, left: float) -> None:
        """The rules and the texts of a band; the rules are the same whatever its texts say."""
        flow = self._work.flow
        place = (left, flow.y, band.height)
        edges = band.edges.get(place)
        if edges is None:
            if len(band.edges) >= _MOST_PLACES:
                band.edges.clear()
            edges = band.edges[place] = self._edges(band, place)
        flow.rules.ask(edges)
        items, weight = flow.page.items, self._weights.inner
        for placed in band.cells:
            items += placed.ink.get(place) or ink(placed, place, weight)

    def _edges(self, band: Band, place: Place) -> tuple[Asked, ...]:
        """Cells tile the grid: left and top edges are enough, the frame closes right and bottom."""
        sheet, (left, top, _) = RuleSheet(), place
        if band.cells and self._block.frame != "none":
            first, last = band.cells[0], band.cells[-1]
            sheet.horizontal(top, left + first.x, left + last.x + last.width, self._weights.inner)
        for placed in band.cells:
            self._cell_edges(sheet, placed, box_of(placed, place))
        return sheet.asked

    def _frame(self, box: Box) -> None:
        if self._block.frame == "none":
            return
        rules = self._work.flow.rules
        if self._block.frame == "double":
            outer = box.inset(-_DOUBLE_GAP, -_DOUBLE_GAP)
            rules.frame(box, self._weights.inner)
            rules.frame(outer, self._weights.outer)
        else:
            rules.frame(box, self._weights.outer)

    def _group(self, group: GroupLabel, place: Place) -> None:
        """The label of a group; left out where a short rest of the group on a further page has no room for it."""
        room = group_height(group) <= place[2] + 1e-6
        placed = group.placed if room else replace(group.placed, fitted=None, ink={})
        box = box_of(placed, place)
        if self._block.frame != "none":
            self._work.flow.rules.horizontal(box.y, box.x, box.right, self._weights.inner)
        self._cell_edges(self._work.flow.rules, placed, box)
        self._work.flow.page.items += ink(placed, place, self._weights.inner)

    def _cell_edges(self, sheet: RuleSheet, placed: Placed, box: Box) -> None:
        if self._block.frame != "none":
            sheet.vertical(box.x, box.y, box.bottom, self._weights.inner)
        lines = placed.cell.writing_lines
        for index in range(1, lines):
            y = box.y + index * box.height / lines
            sheet.horizontal(y, box.x + PAD, box.right - PAD, self._weights.fine, dashed=True)
        if placed.furigana is not None:
            sheet.horizontal(box.y + STRIP, box.x, box.right, self._weights.fine, dashed=True)

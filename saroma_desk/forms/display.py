"""What a laid-out page consists of: plain data in millimetres from the top left corner, drawn by `render`.

Keeping the drawing a list makes every paper testable without a PDF: what stands where, and in which cell. What a page
has hundreds of is a NamedTuple: just as immutable as a frozen dataclass and made in a fraction of the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE_WIDTH = 210.0
PAGE_HEIGHT = 297.0
POINT = 25.4 / 72


class Box(NamedTuple):
    """A rectangle in mm: left and top edge, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge in mm."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Bottom edge in mm."""
        return self.y + self.height

    def inset(self, horizontal: float, vertical: float = 0.0) -> Box:
        """The box without a border of this many mm on either side."""
        return Box(self.x + horizontal, self.y + vertical, self.width - 2 * horizontal, self.height - 2 * vertical)


class TextRun(NamedTuple):
    """Text in one font on one line.

    Attributes:
        x: left edge of the first character in mm.
        y: baseline in mm.
        text: what is drawn and what extraction gives back.
        face: place of the font in the chain.
        size: in points.
        char_space: extra space after each character in points.
        width: drawn width in mm, without the extra space after the last character.
        box: the cell that the run may not leave; None for marks outside the form.
        gray: 0 is black, 1 is white.
        angle: degrees counter-clockwise round (x, y).
    """

    x: float
    y: float
    text: str
    face: int
    size: float
    char_space: float
    width: float
    box: Box | None
    gray: float = 0.0
    angle: float = 0.0


class Rule(NamedTuple):
    """A ruled line, horizontal or vertical; ends in mm, weight in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    dashed: bool = False
    red: bool = False


class Square(NamedTuple):
    """A check square with its left top corner and side in mm, ticked or not."""

    x: float
    y: float
    side: float
    ticked: bool
    box: Box | None


class Ring(NamedTuple):
    """An ellipse (or, when wide, a rounded ring) round a chosen word; the rectangle it touches, in mm."""

    box: Box
    cell: Box | None = None
    weight: float = 0.7


class Shade(NamedTuple):
    """A grey field under a cell; 1 is white."""

    box: Box
    gray: float


class Stroke(NamedTuple):
    """A straight stroke in any direction, such as the slash through a cell; ends in mm, weight in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    box: Box | None = None


Item = TextRun | Square | Ring | Shade | Stroke


@dataclass(slots=True)
class Page:
    """One page: what is drawn on it, with the rules apart because they are merged at the end.

    Attributes:
        items: everything but rules, in drawing order.
        rules: ruled lines, each stretch once.
    """

    items: list[Item] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def texts(self) -> list[str]:
        """The text runs of the page in drawing order."""
        return [item.text for item in self.items if isinstance(item, TextRun)]


class Asked(NamedTuple):
    """A rule that some cell or frame asks for: direction, where, from, to (mm), weight (points), look."""

    horizontal: bool
    at: float
    start: float
    end: float
    weight: float
    dashed: bool
    red: bool


class RuleSheet:
    """Collects the rules of a page and gives every stretch once, in its heaviest weight.

    Neighbouring cells ask for the same edge twice and frames lie over inner rules; drawn as asked they would be
    stroked twice and look darker, or end short of each other.
    """

    def __init__(self) -> None:
        self._asked: list[Asked] = []

    def horizontal(
        self, y: float, x1: float, x2: float, weight: float, *, dashed: bool = False, red: bool = False
    ) -> None:
        """Ask for a horizontal rule at `y` mm."""
        self._asked.append(Asked(True, y, x1, x2, weight, dashed, red))

    def vertical(
        self, x: float, y1: float, y2: float, weight: float, *, dashed: bool = False, red: bool = False
    ) -> None:
        """Ask for a vertical rule at `x` mm."""
        self._asked.append(Asked(False, x, y1, y2, weight, dashed, red))

    def frame(self, box: Box, weight: float, *, red: bool = False) -> None:
        """Ask for the four edges of a box."""
        self.horizontal(box.y, box.x, box.right, weight, red=red)
        self.horizontal(box.bottom, box.x, box.right, weight, red=red)
        self.vertical(box.x, box.y, box.bottom, weight, red=red)
        self.vertical(box.right, box.y, box.bottom, weight, red=red)

    def ask(self, asked: Sequence[Asked]) -> None:
        """Ask for what another sheet collected."""
        self._asked += asked

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Everything asked for, as it was asked."""
        return tuple(self._asked)

    def merged(self) -> tuple[Rule, ...]:
        """All rules, light ones first so that heavy ones lie on top where they cross."""
        return _merged(tuple(self._asked))


@lru_cache(maxsize=256)
def _merged(asked: tuple[Asked, ...]) -> tuple[Rule, ...]:
    """Remembered, because the pages of one form mostly ask for the same rules."""
    lines: dict[tuple[bool, float, bool, bool], list[tuple[float, float, float]]] = {}
    for horizontal, at, start, end, weight, dashed, red in asked:
        spans = lines.setdefault((horizontal, round(at, 3), dashed, red), [])
        spans.append((weight, round(start, 3), round(end, 3)))
    rules = []
    for (horizontal, at, dashed, red), spans in lines.items():
        for weight, start, end in _disjoint(spans):
            ends = (start, at, end, at) if horizontal else (at, start, at, end)
            rules.append(Rule(*ends, weight, dashed, red))
    return tuple(sorted(rules, key=lambda rule: (rule.weight, rule.y1, rule.x1, rule.y2, rule.x2)))


def _disjoint(spans: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """(weight, start, end) without overlap: of two that overlap the heavier keeps the stretch."""
    if len({weight for weight, _, _ in spans}) == 1:
        return _joined(spans)
    points = sorted({point for _, start, end in spans for point in (start, end)})
    pieces = []
    for start, end in pairwise(points):
        weight = max((w for w, s, e in spans if s <= start and e >= end), default=0.0)
        if weight:
            pieces.append((weight, start, end))
    return _joined(pieces)


def _joined(spans: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Spans of one line with those of one weight that touch or overlap made one."""
    joined: list[tuple[float, float, float]] = []
    for weight, start, end in sorted(spans, key=lambda span: span[1]):
        last = joined[-1] if joined else None
        if last is not None and last[0] == weight and start <= last[2]:
            joined[-1] = (weight, last[1], max(last[2], end))
        else:
            joined.append((weight, start, end))
    return joined

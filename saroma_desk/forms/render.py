"""Display lists to PDF bytes; strings are drawn as text objects, never as markup."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from math import cos, radians, sin
from typing import TYPE_CHECKING

from saroma_desk.forms.display import PAGE_HEIGHT, POINT, Page, Ring, Rule, Shade, Square, Stroke, TextRun
from saroma_desk.forms.pdfa import make_archival
from saroma_desk.forms.pdffile import add_page, finished, new_document
from saroma_desk.forms.pdffont import PdfFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from saroma_desk.forms.glyphs import FontBook

_TICK = ((0.16, 0.52), (0.42, 0.80), (0.90, 0.12))
_SQUARE_WEIGHT = 0.5
_TICK_WEIGHT = 1.1
_ROUND = 4 * (2**0.5 - 1) / 3  # how far a quarter of a circle pulls its curve


def render(pages: Sequence[Page], book: FontBook, title: str, *, language: str = "ja") -> bytes:
    """The pages as one PDF: A4, fonts embedded as subsets shared by all pages, the same bytes for the same pages.

    Args:
        pages: at least one.
        book: the fonts that the pages were laid out with.
        title: title of the document; must not name a person.
        language: of the document.
    """
    document = new_document(language)
    make_archival(document, title, language)
    pen = _Pen(book)
    for page in pages:
        add_page(document, pen.page(page))
    for font in pen.fonts:
        font.embed(document)
    return finished(document)


class _Pen:
    """Writes the operators of the pages of one document.

    Strings go through the font and stand in the page as glyph numbers in hexadecimal, so nothing in them is syntax.
    """

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self._fonts: dict[int, PdfFont] = {}
        # What pages share is written once; the pages of the document keep these items alive, so an id stays theirs.
        self._runs: dict[int, tuple[str, str]] = {}
        self._marks: dict[int, str] = {}

    @property
    def fonts(self) -> Iterable[PdfFont]:
        """The fonts that have been used."""
        return self._fonts.values()

    def page(self, page: Page) -> list[str]:
        """Shades and turned texts below, then rules, texts, and squares, rings and strokes on top."""
        shades: list[str] = []
        turned: list[TextRun] = []
        upright: list[TextRun] = []
        marks: list[str] = []
        for item in page.items:
            if isinstance(item, TextRun):
                (turned if item.angle else upright).append(item)
            elif isinstance(item, Shade):
                shades.append(_shade(item))
            else:
                marks.append(self._mark(item))
        return [*shades, *self._texts(turned), *_rules_code(tuple(page.rules)), *self._texts(upright), *marks]

    def _texts(self, runs: Sequence[TextRun]) -> list[str]:
        """Runs as one text object."""
        if not runs:
            return []
        code = ["BT"]
        known, present = self._runs, ""
        for run in runs:
            style, shown = known.get(id(run)) or self._run(run)
            if style != present:
                present = style
                code.append(style)
            code.append(shown)
        code.append("0 Tc 0 g ET")
        return code

    def _run(self, run: TextRun) -> tuple[str, str]:
        """Font, spacing and colour of a run, and the operators that show it."""
        font = self._fonts.get(run.face)
        if font is None:
            font = self._fonts[run.face] = PdfFont(self._book, run.face)
        turn = "1 0 0 1"
        if run.angle:
            across, up = cos(radians(run.angle)), sin(radians(run.angle))
            turn = f"{across:.4f} {up:.4f} {-up:.4f} {across:.4f}"
        style = f"/{font.name} {run.size:g} Tf {run.char_space:g} Tc {run.gray:g} g"
        shown = f"{turn} {_point(run.x, run.y)} Tm <{font.hexadecimal(run.text)}> Tj"
        found = self._runs[id(run)] = style, shown
        return found

    def _mark(self, item: Square | Ring | Stroke) -> str:
        code = self._marks.get(id(item))
        if code is None:
            code = self._marks[id(item)] = _mark_code(item)
        return code


def _shade(shade: Shade) -> str:
    box = shade.box
    return f"{shade.gray:g} g {_point(box.x, box.bottom)} {box.width / POINT:.3f} {box.height / POINT:.3f} re f 0 g"


@lru_cache(maxsize=256)
def _rules_code(rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """All ruled lines, one path for each run of rules of one look."""
    if not rules:
        return ()
    code = ["q 2 J"]
    for (weight, dashed, red), group in groupby(rules, lambda rule: (rule.weight, rule.dashed, rule.red)):
        dash = "[0.8 1.8] 0 d 0 J" if dashed else "[] 0 d 2 J"
        code.append(f"{weight:g} w {dash} {0.8 if red else 0:g} 0 0 RG")
        code += [f"{_point(r.x1, r.y1)} m {_point(r.x2, r.y2)} l" for r in group]
        code.append("S")
    code.append("Q")
    return tuple(code)


def _mark_code(item: Square | Ring | Stroke) -> str:
    if isinstance(item, Square):
        return _square(item)
    if isinstance(item, Ring):
        return _ring(item)
    return f"{item.weight:g} w {_point(item.x1, item.y1)} m {_point(item.x2, item.y2)} l S"


def _point(x: float, y: float) -> str:
    return f"{x / POINT:.3f} {(PAGE_HEIGHT - y) / POINT:.3f}"


def _square(square: Square) -> str:
    side = f"{square.side / POINT:.3f}"
    drawn = f"{_SQUARE_WEIGHT:g} w {_point(square.x, square.y + square.side)} {side} {side} re S"
    if not square.ticked:
        return drawn
    start, corner, end = (_point(square.x + x * square.side, square.y + y * square.side) for x, y in _TICK)
    return f"{drawn} {_TICK_WEIGHT:g} w {start} m {corner} l {end} l S"


def _ring(ring: Ring) -> str:
    """An ellipse that fills the box, as four curves."""
    left, right_of_left, x, left_of_right, right = _curve(ring.box.x, ring.box.right, 0.0)
    top, below_top, y, above_bottom, bottom = _curve(ring.box.y, ring.box.bottom, PAGE_HEIGHT)
    return (
        f"{ring.weight:g} w {right} {y} m"
        f" {right} {below_top} {left_of_right} {top} {x} {top} c"
        f" {right_of_left} {top} {left} {below_top} {left} {y} c"
        f" {left} {above_bottom} {right_of_left} {bottom} {x} {bottom} c"
        f" {left_of_right} {bottom} {right} {above_bottom} {right} {y} c s"
    )


def _curve(first: float, last: float, height: float) -> list[str]:
    """Ends, middle and, between them, the places that pull a curve, in points; downwards from `height` unless 0."""
    middle, pull = (first + last) / 2, _ROUND * (last - first) / 2
    places = (first, middle - pull, middle, middle + pull, last)
    return [f"{(height - place if height else place) / POINT:.3f}" for place in places]

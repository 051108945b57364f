"""Display lists to PDF bytes; strings are drawn as text objects, never as markup."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from saroma_desk.forms import pdffont
from saroma_desk.forms.display import PAGE_HEIGHT, PAGE_WIDTH, POINT, Page, Ring, Rule, Shade, Square, Stroke, TextRun
from saroma_desk.forms.pdfa import make_archival

if TYPE_CHECKING:
    from collections.abc import Sequence

    from saroma_desk.forms.glyphs import FontBook

# Base-85 text instead of bytes would make every page a quarter larger and cost as much time as drawing it.
rl_config.useA85 = 0

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
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH / POINT, PAGE_HEIGHT / POINT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        lang=language,
        initialFontName=pdffont.register(book, 0),  # type: ignore[arg-type]  # the stubs say float
    )
    document: Any = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
    make_archival(document, title, language)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    pen = _Pen(document, book)
    for page in pages:
        _draw_page(canvas, page, pen)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _x(mm: float) -> float:
    return mm / POINT


def _y(mm: float) -> float:
    return (PAGE_HEIGHT - mm) / POINT


def _draw_page(canvas: Any, page: Page, pen: _Pen) -> None:  # noqa: ANN401
    upright: list[TextRun] = []
    turned: list[TextRun] = []
    marks: list[str] = []
    for item in page.items:
        if isinstance(item, TextRun):
            (turned if item.angle else upright).append(item)
        elif isinstance(item, Shade):
            canvas.setFillGray(item.gray)
            canvas.rect(_x(item.box.x), _y(item.box.bottom), _x(item.box.width), _x(item.box.height), stroke=0, fill=1)
            canvas.setFillGray(0)
        else:
            marks.append(_mark_code(item))
    for run in turned:
        _draw_turned(canvas, run, pen.book)
    code = [_rules_code(tuple(page.rules)), pen.texts(upright), *marks]
    canvas._code.append("\n".join(filter(None, code)))  # noqa: SLF001


class _Pen:
    """Writes the texts of one document.

    The operators are written here rather than by reportlab's text object, which formats every number several times;
    strings go through the font and stand in the page as glyph numbers in hexadecimal, so nothing in them is syntax.
    """

    def __init__(self, document: Any, book: FontBook) -> None:  # noqa: ANN401
        self.book = book
        self._document = document
        # What pages share is written once; the pages of the document keep these runs alive, so an id stays theirs.
        self._written: dict[int, str] = {}
        self._fonts: dict[int, tuple[str, pdffont.PdfFont]] = {}

    def texts(self, runs: Sequence[TextRun]) -> str:
        """All upright runs as one text object."""
        if not runs:
            return ""
        code = ["BT"]
        known = self._written
        face, size, space, gray = -1, 0.0, 0.0, 0.0
        for run in runs:
            if run.size != size or run.face != face:
                face, size = run.face, run.size
                code.append(f"{self._font(face)[0]} {size:g} Tf")
            if run.char_space != space:
                space = run.char_space
                code.append(f"{space:.4f} Tc")
            if run.gray != gray:
                gray = run.gray
                code.append(f"{gray:g} g")
            code.append(known.get(id(run)) or self._shown(run))
        code.append("0 Tc 0 g ET")
        return "\n".join(code)

    def _shown(self, run: TextRun) -> str:
        ((_, glyphs),) = self._font(run.face)[1].splitString(run.text, self._document)
        shown = f"1 0 0 1 {_x(run.x):.3f} {_y(run.y):.3f} Tm <{glyphs.hex()}> Tj"
        self._written[id(run)] = shown
        return shown

    def _font(self, face: int) -> tuple[str, pdffont.PdfFont]:
        known = self._fonts.get(face)
        if known is None:
            font = pdffont.of(self.book, face)
            known = self._fonts[face] = (font.getSubsetInternalName(0, self._document), font)
        return known


def _draw_turned(canvas: Any, run: TextRun, book: FontBook) -> None:  # noqa: ANN401
    canvas.saveState()
    canvas.translate(_x(run.x), _y(run.y))
    canvas.rotate(run.angle)
    canvas.setFillGray(run.gray)
    text = canvas.beginText(0, 0)
    text.setFont(pdffont.register(book, run.face), run.size)
    text.setCharSpace(run.char_space)
    text.textOut(run.text)
    canvas.drawText(text)
    canvas.restoreState()


@lru_cache(maxsize=256)
def _rules_code(rules: tuple[Rule, ...]) -> str:
    """All ruled lines, one path for each run of rules of one look."""
    code = ["q 2 J"]
    for (weight, dashed, red), group in groupby(rules, lambda rule: (rule.weight, rule.dashed, rule.red)):
        dash = "[0.8 1.8] 0 d 0 J" if dashed else "[] 0 d 2 J"
        code.append(f"{weight:g} w {dash} {0.8 if red else 0:g} 0 0 RG")
        code += [f"{_x(r.x1):.3f} {_y(r.y1):.3f} m {_x(r.x2):.3f} {_y(r.y2):.3f} l" for r in group]
        code.append("S")
    code.append("Q")
    return "\n".join(code)


@lru_cache(maxsize=8192)
def _mark_code(item: Square | Ring | Stroke) -> str:
    """A check square, ring or stroke; written directly, because reportlab needs most of a page's time for them."""
    if isinstance(item, Square):
        return _square(item)
    if isinstance(item, Ring):
        return _ring(item)
    return f"{item.weight:g} w {_point(item.x1, item.y1)} m {_point(item.x2, item.y2)} l S"


def _point(x: float, y: float) -> str:
    return f"{_x(x):.3f} {_y(y):.3f}"


def _square(square: Square) -> str:
    side = f"{_x(square.side):.3f}"
    drawn = f"{_SQUARE_WEIGHT:g} w {_point(square.x, square.y + square.side)} {side} {side} re S"
    if not square.ticked:
        return drawn
    start, corner, end = (_point(square.x + x * square.side, square.y + y * square.side) for x, y in _TICK)
    return f"{drawn} {_TICK_WEIGHT:g} w {start} m {corner} l {end} l S"


def _ring(ring: Ring) -> str:
    """An ellipse that fills the box, as four curves."""
    box = ring.box
    middle_x, middle_y = box.x + box.width / 2, box.y + box.height / 2
    pull_x, pull_y = _ROUND * box.width / 2, _ROUND * box.height / 2
    right, top, left, bottom = (box.right, middle_y), (middle_x, box.y), (box.x, middle_y), (middle_x, box.bottom)
    curves = (
        ((box.right, middle_y - pull_y), (middle_x + pull_x, box.y), top),
        ((middle_x - pull_x, box.y), (box.x, middle_y - pull_y), left),
        ((box.x, middle_y + pull_y), (middle_x - pull_x, box.bottom), bottom),
        ((middle_x + pull_x, box.bottom), (box.right, middle_y + pull_y), right),
    )
    path = " ".join(" ".join(_point(*point) for point in curve) + " c" for curve in curves)
    return f"{ring.weight:g} w {_point(*right)} m {path} s"

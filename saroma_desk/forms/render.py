"""Display lists to PDF bytes; strings are drawn as text objects, never as markup."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.canvas import Canvas

from saroma_desk.forms import pdffont
from saroma_desk.forms.display import PAGE_HEIGHT, PAGE_WIDTH, POINT, Page, Ring, Rule, Shade, Square, Stroke, TextRun
from saroma_desk.forms.pdfa import make_archival

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from saroma_desk.forms.glyphs import FontBook

_TICK = ((0.16, 0.52), (0.42, 0.80), (0.90, 0.12))
_SQUARE_WEIGHT = 0.5
_TICK_WEIGHT = 1.1


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
    for page in pages:
        _draw_page(canvas, page, book)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _x(mm: float) -> float:
    return mm / POINT


def _y(mm: float) -> float:
    return (PAGE_HEIGHT - mm) / POINT


def _draw_page(canvas: Any, page: Page, book: FontBook) -> None:  # noqa: ANN401
    texts = []
    for item in page.items:
        if isinstance(item, TextRun):
            texts.append(item)
        elif isinstance(item, Shade):
            canvas.setFillGray(item.gray)
            canvas.rect(_x(item.box.x), _y(item.box.bottom), _x(item.box.width), _x(item.box.height), stroke=0, fill=1)
            canvas.setFillGray(0)
    _draw_texts(canvas, [run for run in texts if run.angle], book)
    canvas.setLineCap(2)
    _draw_rules(canvas, page.rules)
    canvas.setLineCap(0)
    _draw_texts(canvas, [run for run in texts if not run.angle], book)
    for item in page.items:
        if isinstance(item, Square):
            _draw_square(canvas, item)
        elif isinstance(item, Ring):
            _draw_ring(canvas, item)
        elif isinstance(item, Stroke):
            canvas.setLineWidth(item.weight)
            canvas.line(_x(item.x1), _y(item.y1), _x(item.x2), _y(item.y2))


def _draw_texts(canvas: Any, runs: Iterable[TextRun], book: FontBook) -> None:  # noqa: ANN401
    text = canvas.beginText()
    state: tuple[int, float, float, float] | None = None
    for run in runs:
        if run.angle:
            _draw_turned(canvas, run, book)
            continue
        wanted = (run.face, run.size, run.char_space, run.gray)
        if state is None or state[:2] != wanted[:2]:
            text.setFont(pdffont.register(book, run.face), run.size)
        if state is None or state[2] != wanted[2]:
            text.setCharSpace(run.char_space)
        if (state[3] if state else 0.0) != wanted[3]:
            text.setFillGray(run.gray)
        state = wanted
        text.setTextOrigin(_x(run.x), _y(run.y))
        text.textOut(run.text)
    if state:
        text.setCharSpace(0)
        if state[3]:
            text.setFillGray(0)
        canvas.drawText(text)


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


def _draw_rules(canvas: Any, rules: Sequence[Rule]) -> None:  # noqa: ANN401
    state: tuple[float, bool, bool] = (-1.0, False, False)
    for rule in rules:
        wanted = (rule.weight, rule.dashed, rule.red)
        if wanted[0] != state[0]:
            canvas.setLineWidth(rule.weight)
        if wanted[1] != state[1]:
            canvas.setDash([0.8, 1.8] if rule.dashed else [])
        if wanted[2] != state[2]:
            canvas.setStrokeColorRGB(0.8 if rule.red else 0, 0, 0)
        state = wanted
        canvas.line(_x(rule.x1), _y(rule.y1), _x(rule.x2), _y(rule.y2))
    if state[1]:
        canvas.setDash([])
    if state[2]:
        canvas.setStrokeColorRGB(0, 0, 0)


def _draw_square(canvas: Any, square: Square) -> None:  # noqa: ANN401
    canvas.setLineWidth(_SQUARE_WEIGHT)
    canvas.rect(_x(square.x), _y(square.y + square.side), _x(square.side), _x(square.side))
    if square.ticked:
        canvas.setLineWidth(_TICK_WEIGHT)
        path = canvas.beginPath()
        for index, (x, y) in enumerate(_TICK):
            step = path.lineTo if index else path.moveTo
            step(_x(square.x + x * square.side), _y(square.y + y * square.side))
        canvas.drawPath(path)


def _draw_ring(canvas: Any, ring: Ring) -> None:  # noqa: ANN401
    canvas.setLineWidth(ring.weight)
    box = ring.box
    canvas.ellipse(_x(box.x), _y(box.bottom), _x(box.right), _y(box.y))

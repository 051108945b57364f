"""What the papers are timed against: the same strings at the same places, drawn by other means.

All are handed pages that saroma_desk has measured: they set no line, draw no rule, square or ring, know one font, and
write no archival file. `bare` is reportlab's `drawString`, what nobody can undercut with that library. fpdf2 parses the
font for each file, as it has to; typst keeps its fonts open between files and writes no tags.
"""

from __future__ import annotations

import gc
import io
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from saroma_desk.forms.display import PAGE_HEIGHT, POINT, Page, TextRun

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "BIZUDMincho-Regular.ttf"


def runs(page: Page) -> list[TextRun]:
    """The texts of a page."""
    return [item for item in page.items if isinstance(item, TextRun)]


def bare(pages: Sequence[Page]) -> bytes:
    """The strings of the pages at their places, with reportlab alone."""
    out = io.BytesIO()
    if "bare" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("bare", str(FONT)))
    canvas = Canvas(out, pageCompression=1, invariant=1)
    for page in pages:
        for run in runs(page):
            canvas.setFont("bare", run.size)
            canvas.drawString(run.x / POINT, (PAGE_HEIGHT - run.y) / POINT, run.text, charSpace=run.char_space)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def with_fpdf2(pages: Sequence[Page]) -> bytes:
    """The same with fpdf2."""
    from fpdf import FPDF  # type: ignore[import-not-found]

    pdf = FPDF(format="A4")
    pdf.add_font("mincho", fname=FONT)
    for page in pages:
        pdf.add_page()
        for run in runs(page):
            pdf.set_font("mincho", size=run.size)
            pdf.set_char_spacing(run.char_space)
            pdf.text(run.x, run.y, run.text)
    return bytes(pdf.output())


def with_typst(pages: Sequence[Page]) -> bytes:
    """The same with typst."""
    parts = ['#set page(paper: "a4", margin: 0mm)\n#set text(font: "BIZ UDMincho", top-edge: "baseline")\n']
    for page in pages:
        for run in runs(page):
            text = run.text.replace("\\", "\\\\").replace('"', '\\"')
            look = f"size: {run.size}pt, tracking: {run.char_space}pt"
            parts.append(f'#place(dx: {run.x}mm, dy: {run.y}mm, text({look}, "{text}"))\n')
        parts.append("#pagebreak(weak: true)\n")
    return bytes(_compiler().compile("".join(parts).encode("utf-8"), pdf_tags=False))


@cache
def _compiler() -> Any:
    import typst  # type: ignore[import-not-found]

    with tempfile.TemporaryDirectory() as folder:  # of this font alone: the rare kanji weigh 46 MB
        shutil.copy(FONT, folder)
        compiler = typst.Compiler(font_paths=[folder], ignore_system_fonts=True)
        compiler.compile(b'#set text(font: "BIZ UDMincho")\n\xe5\xad\x97')
    return compiler


def others() -> dict[str, Callable[[Sequence[Page]], bytes]]:
    """All that are installed, by their names."""
    known = {"bare reportlab": ("reportlab", bare), "fpdf2": ("fpdf", with_fpdf2), "typst": ("typst", with_typst)}
    return {name: draw for name, (module, draw) in known.items() if find_spec(module)}


def race(work: Mapping[str, Callable[[int], object]], rounds: int) -> dict[str, float]:
    """Median milliseconds of each work, told its round; all take turns, so that a busy machine slows all alike.

    What lies in memory beforehand is left out of garbage collection: nobody pays for the data of the others.
    """
    taken: dict[str, list[float]] = {name: [] for name in work}
    gc.collect()
    gc.freeze()
    for number in range(rounds + 1):  # the first round warms up
        for name, do in work.items():
            start = perf_counter()
            do(number)
            taken[name].append(1000 * (perf_counter() - start))
    gc.unfreeze()
    return {name: median(times[1:]) for name, times in taken.items()}

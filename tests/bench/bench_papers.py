"""How long papers take, against the bare reportlab drawing of the same strings and two other libraries.

    python -m tests.bench.bench_papers

The bare drawing places every string of the finished paper with `drawString`, one font of reportlab's own, no rules, no
layout: what nobody can undercut with this library. fpdf2 and typst draw the same strings when they are installed; they
are spared the measuring, which our own first figure holds.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from saroma_desk.forms.display import PAGE_HEIGHT, POINT, Page, TextRun
from saroma_desk.forms.fields import Values
from saroma_desk.forms.paper import PaperSources, make_bundle, make_paper
from saroma_desk.forms.render import render

ROOT = Path(__file__).parents[2]
SOURCES = PaperSources(ROOT / "forms_templates", ROOT / "resources" / "fonts")
_HOUSEHOLDS = count(1000)
FONT = ROOT / "resources" / "fonts" / "BIZUDMincho-Regular.ttf"


def values(number: int) -> Values:
    """A 様式7 with 12 visits, whose day, name and notes are those of no other, so that little can be remembered."""
    kinds = frozenset({"bathing", "meals"})
    visit: dict[str, Any] = {
        "day": date(2026, 6, 1 + number % 28),
        "start": 570,
        "end": 660,
        "billed": 90,
        "contents": kinds,
    }
    visit |= {"helper": "山本　花子", "copay": 300}
    rows = tuple({**visit, "note": f"変わりなし {number}の{n}"} for n in range(12))
    return {"month": date(2026, 6, 1), "user": f"佐呂間　花子{number}", "provider": "試験福祉会", "visits": rows}


def bare(pages: Sequence[Page]) -> bytes:
    """The strings of the pages at their places, with reportlab alone."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    for page in pages:
        for run in (item for item in page.items if isinstance(item, TextRun)):
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
        for run in (item for item in page.items if isinstance(item, TextRun)):
            pdf.set_font("mincho", size=run.size)
            pdf.text(run.x, run.y, run.text)
    return bytes(pdf.output())


def with_typst(pages: Sequence[Page]) -> bytes:
    """The same with typst."""
    import typst  # type: ignore[import-not-found]

    parts = ['#set page(paper: "a4", margin: 0mm)\n#set text(font: "BIZ UDMincho")\n']
    for page in pages:
        for run in (item for item in page.items if isinstance(item, TextRun)):
            text = run.text.replace("\\", "\\\\").replace('"', '\\"')
            parts.append(f'#place(dx: {run.x}mm, dy: {run.y}mm, text(size: {run.size}pt, "{text}"))\n')
        parts.append("#pagebreak(weak: true)\n")
    return bytes(typst.compile("".join(parts).encode("utf-8"), font_paths=[str(FONT.parent)]))


def best(work: Callable[[], Any], times: int) -> float:
    """Median of several runs in milliseconds, after one that warms up."""
    work()
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(1000 * (perf_counter() - start))
    return median(taken)


def ours(papers_wanted: int) -> bytes:
    """So many papers as one file, laid out and drawn; of households that no paper was made for before."""
    papers = [make_paper(SOURCES, "form07", values(next(_HOUSEHOLDS))) for _ in range(papers_wanted)]
    return papers[0].pdf() if papers_wanted == 1 else make_bundle(papers, "綴り")


def drawn(pages: Sequence[Page]) -> bytes:
    """The measured pages drawn, which is all that the other libraries are asked for."""
    return render(pages, SOURCES.book(), "綴り")


def main() -> None:
    """Print a table."""
    pdfmetrics.registerFont(TTFont("bare", str(FONT)))
    for number, times in ((1, 15), (50, 3), (500, 3)):
        pages = [page for n in range(number) for page in make_paper(SOURCES, "form07", values(n)).pages]
        mine = best(partial(ours, number), times)
        drawing = best(partial(drawn, pages), times)
        naked = best(partial(bare, pages), times)
        sys.stdout.write(
            f"様式7 x {number}: {mine:.1f} ms, {mine / number:.2f} ms/paper; bare reportlab {naked:.1f} ms"
        )
        sys.stdout.write(
            f"; ratio {mine / naked:.2f} (goal 2)\n    drawing the measured pages alone: {drawing:.1f} ms\n"
        )
        for name, other in (("fpdf2", with_fpdf2), ("typst", with_typst)):
            try:
                sys.stdout.write(f"    {name}: {best(partial(other, pages), times):.1f} ms\n")
            except ImportError:
                sys.stdout.write(f"    {name}: not installed\n")


if __name__ == "__main__":
    main()

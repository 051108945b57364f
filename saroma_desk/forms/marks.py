"""Marks over finished pages: watermarks, 写・再交付, foot lines, page numbers through a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saroma_desk.forms.display import PAGE_HEIGHT, PAGE_WIDTH, POINT, Box, Page, Rule, TextRun
from saroma_desk.forms.layout.place import place
from saroma_desk.forms.text import set_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from saroma_desk.forms.glyphs import FontBook

_GRAY = 0.92
_ANGLE = 45.0
_SINE = 0.7071
_LARGEST = 150.0
_MARK_SIZE = 10.5
_FOOT_SIZE = 7.5


def watermark(page: Page, book: FontBook, words: Sequence[str]) -> None:
    """Large grey words on the rising diagonal, under everything else."""
    if not words:
        return
    text = "　".join(words)
    atoms = book.shape(text)
    natural = sum(atom.width for atom in atoms)
    size = min(_LARGEST, 200.0 / POINT / natural)
    length, em = natural * size * POINT, size * POINT
    # The middle of the em boxes, not of the baseline, lies in the middle of the page.
    x = PAGE_WIDTH / 2 - length / 2 * _SINE + 0.38 * em * _SINE
    y = PAGE_HEIGHT / 2 + length / 2 * _SINE + 0.38 * em * _SINE
    run = TextRun(x, y, "".join(a.text for a in atoms), atoms[0].face, size, 0.0, length, None, _GRAY, _ANGLE)
    page.items.insert(0, run)


def top_marks(page: Page, book: FontBook, marks: Sequence[str], right: float = PAGE_WIDTH - 20.0) -> None:
    """Small framed words in the top margin, ending at `right` (mm)."""
    for mark in reversed(marks):
        fitted = set_lines(book.shape(mark), 60.0, _MARK_SIZE, 1.0)
        width = fitted.lines[0].width * _MARK_SIZE * POINT + 5.0
        box = Box(right - width, 9.0, width, 6.5)
        place(page, fitted, box, "center")
        page.rules += [
            Rule(box.x, box.y, box.right, box.y, 0.75),
            Rule(box.x, box.bottom, box.right, box.bottom, 0.75),
            Rule(box.x, box.y, box.x, box.bottom, 0.75),
            Rule(box.right, box.y, box.right, box.bottom, 0.75),
        ]
        right -= width + 3.0


def foot_stamp(page: Page, book: FontBook, text: str) -> None:
    """A small line at the foot, at the left."""
    if text:
        place(page, set_lines(book.shape(text), 80.0, _FOOT_SIZE, 1.0), Box(25.0, PAGE_HEIGHT - 9.5, 80.0, 3.5))


def through_numbers(papers: Sequence[Sequence[Page]], book: FontBook, *, duplex: bool, numbered: bool) -> list[Page]:
    """The pages of all papers in order, with blanks for duplex and numbers through the whole at the foot."""
    pages: list[Page] = []
    for paper in papers:
        pages += [Page(list(page.items), list(page.rules)) for page in paper]
        if duplex and len(paper) % 2:
            pages.append(Page())
    if numbered:
        for number, page in enumerate(pages, start=1):
            if page.items or page.rules:
                through_number(page, book, number, len(pages))
    return pages


def through_number(page: Page, book: FontBook, number: int, total: int) -> None:
    """The page's number through a whole bundle, at the foot on the right."""
    box = Box(PAGE_WIDTH - 60.0, PAGE_HEIGHT - 9.5, 40.0, 3.5)
    place(page, set_lines(book.shape(f"({number}/{total})"), 40.0, _FOOT_SIZE, 1.0), box, "right")

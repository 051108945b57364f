"""Sweeps: every character of JIS X 0213 and of both fonts, every variation sequence of both fonts.

Each is drawn with the glyph that an independent reader of the font finds, and comes back from the PDF as it was
stored; or it is reported before printing. The test command takes every 61st, the night run all of them.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdf
import pytest
from fontTools.ttLib import TTFont

from saroma_desk.forms.display import Page, TextRun
from saroma_desk.forms.glyphs import FontBook
from saroma_desk.forms.render import render
from tests.forms.reading import read_back, text_maps

STEP = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 61
CHUNK = 2000


def jis_x_0213() -> list[str]:
    """All characters of both planes, as Python's codec knows them; some are two code points (か゚)."""
    cells = [bytes((row, cell)) for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF)]
    found = []
    for code in (*cells, *(b"\x8f" + cell for cell in cells)):
        try:
            found.append(code.decode("euc_jis_2004"))
        except UnicodeDecodeError:
            continue
    return found


def of_font(book: FontBook, face: int) -> list[str]:
    font = book.file(face)
    return [chr(code) for code in font.code_points()] + [
        chr(code) + chr(selector) for code, selector, glyph in font.sequences() if glyph
    ]


@cache
def other_reader(book: FontBook, face: int) -> tuple[TTFont, dict[str, str]]:
    """The font as fontTools reads it, and its glyph names by text."""
    font = TTFont(book.paths[face], lazy=True)
    best = font.getBestCmap()
    names = {chr(code): name for code, name in best.items()}
    table = next(t for t in font["cmap"].tables if t.format == 14)
    for selector, pairs in table.uvsDict.items():
        names |= {chr(code) + chr(selector): name or best[code] for code, name in pairs}
    return font, names


def chunks(texts: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(texts), CHUNK):
        yield texts[start : start + CHUNK]


def drawn(book: FontBook, texts: list[str]) -> list[str]:
    """The texts that are drawn; of all others it is certain that they are reported."""
    found = []
    for text in texts:
        troubles = list(book.troubles(text))
        atoms = book.shape(text)
        assert troubles or "".join(atom.text for atom in atoms) == text or text in "\r\n\t\x0b\x0c\x85\u2028\u2029"
        if not troubles and len(atoms) == 1 and atoms[0].text == text:
            found.append(text)
    return found


def outlines(font: Any, names: list[str]) -> list[Any]:
    return [font["glyf"][name].getCoordinates(font["glyf"])[0] for name in names]


@pytest.mark.parametrize("which", ["JIS X 0213", "BIZ UD明朝", "IPAmj明朝"])
def test_every_character_is_drawn_right_and_comes_back_or_is_reported(book: FontBook, which: str) -> None:
    faces = {"BIZ UD明朝": 0, "IPAmj明朝": 1}
    texts = jis_x_0213() if which not in faces else of_font(book, faces[which])
    assert len(texts) > 11_000
    for part in chunks(texts[::STEP]):
        shown = drawn(book, part)
        assert len(shown) >= 0.98 * len(part)
        runs: list[Any] = [TextRun(10, 10, text, book.shape(text)[0].face, 8, 0, 3, None) for text in shown]
        pdf = render([Page(runs)], book, "総当たり")
        assert read_back(pdf) == "".join(shown)
        assert_glyphs(book, pdf)


def assert_glyphs(book: FontBook, pdf: bytes) -> None:
    """The embedded outline of every text is that of its own glyph in the original font."""
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
    for name, meant in text_maps(page).items():
        descriptor = fonts["/" + name].get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        original, names = other_reader(book, int(name[1:]) - 1)
        known = {number: names[text] for number, text in meant.items() if text in names}
        assert len(known) >= len(meant) - 30  # decomposed kana have no entry of their own in the other reader
        with TTFont(io.BytesIO(descriptor.get_object()["/FontFile2"].get_data())) as embedded:
            order = embedded.getGlyphOrder()
            ours = outlines(embedded, [order[number] for number in known])
        assert ours == outlines(original, list(known.values()))

"""The font reader against fontTools, an independent one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from saroma_desk.forms.fontfile import FontFile
from saroma_desk.forms.paper import PaperSources
from saroma_desk.forms.subset import build_subset

NAMES = ("BIZUDMincho-Regular.ttf", "ipamjm.ttf")


@pytest.fixture(scope="module", params=NAMES)
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[FontFile, TTFont]]:
    path = Path(__file__).parents[2] / "resources" / "fonts" / request.param
    with TTFont(path, lazy=True) as font:
        yield FontFile(path), font


def test_every_character_has_the_glyph_that_fonttools_finds(pair: tuple[FontFile, TTFont]) -> None:
    ours, theirs = pair
    expected = {code: theirs.getGlyphID(name) for code, name in theirs.getBestCmap().items()}
    assert {code: ours.glyph_of(code) for code in expected} == expected
    assert ours.code_points() == sorted(code for code, glyph in expected.items() if glyph)


def test_every_variation_sequence_has_the_glyph_that_fonttools_finds(pair: tuple[FontFile, TTFont]) -> None:
    ours, theirs = pair
    table = next(t for t in theirs["cmap"].tables if t.format == 14)
    best = theirs.getBestCmap()
    expected = {
        (code, selector): theirs.getGlyphID(name or best[code])
        for selector, pairs in table.uvsDict.items()
        for code, name in pairs
    }
    assert {key: ours.variant_of(*key) for key in expected} == expected
    assert {(code, selector): glyph for code, selector, glyph in ours.sequences()} == expected


def test_widths_agree_with_fonttools(pair: tuple[FontFile, TTFont]) -> None:
    ours, theirs = pair
    order = theirs.getGlyphOrder()
    for glyph in range(0, len(order), 97):
        assert ours.metrics(glyph) == theirs["hmtx"][order[glyph]]


def test_a_subset_is_a_font_with_the_glyphs_in_the_order_asked(pair: tuple[FontFile, TTFont], tmp_path: Path) -> None:
    ours, theirs = pair
    glyphs = [0, *(ours.glyph_of(ord(c)) for c in "漢あé漢")]
    (tmp_path / "subset.ttf").write_bytes(build_subset(ours, glyphs))
    with TTFont(tmp_path / "subset.ttf", checkChecksums=2) as subset:
        ours_by_number, theirs_by_number = subset.getGlyphOrder(), theirs.getGlyphOrder()
        for number, glyph in enumerate(glyphs):
            drawn = subset["glyf"][ours_by_number[number]].getCoordinates(subset["glyf"])[0]
            assert drawn == theirs["glyf"][theirs_by_number[glyph]].getCoordinates(theirs["glyf"])[0]


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.ttf").write_bytes(b"OTTO" + bytes(100))
    with pytest.raises(ValueError, match="TrueTypeフォントではありません"):
        FontFile(tmp_path / "no.ttf")


def test_the_second_font_is_opened_only_when_a_character_needs_it(sources: PaperSources) -> None:
    from saroma_desk.forms.glyphs import FontBook

    book = FontBook(sources.book().paths)
    book.shape("佐呂間町")
    assert set(book._files) == {0}
    book.shape("\U00020bb7")
    assert set(book._files) == {0, 1}

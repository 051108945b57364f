"""Which font draws what, and what is reported before printing."""

from __future__ import annotations

import pytest

from saroma_desk.forms.glyphs import FontBook, code_point_label


def faces(book: FontBook, text: str, *, whole: bool = False) -> list[int]:
    return [atom.face for atom in book.shape(text, whole)]


def test_ordinary_text_changes_font_only_for_the_character_that_needs_it(book: FontBook) -> None:
    assert faces(book, "佐\U00020bb7間") == [0, 1, 0]


def test_a_name_is_drawn_whole_in_the_first_font_that_has_all_of_it(book: FontBook) -> None:
    assert faces(book, "佐藤\U00020bb7美", whole=True) == [1, 1, 1, 1]
    assert faces(book, "髙﨑", whole=True) == [0, 0]


def test_a_name_that_no_font_has_whole_falls_back_by_character(book: FontBook) -> None:
    assert faces(book, "葛\U000e0100\U00020bb7", whole=True) == [0, 1]


def test_a_variation_sequence_is_one_atom_with_the_variant_glyph(book: FontBook) -> None:
    (atom,) = book.shape("葛\U000e0100")
    assert atom.text == "葛\U000e0100"
    assert book.glyph(0, atom.text) != book.glyph(0, "葛")


def test_decomposed_kana_is_drawn_composed_but_stays_decomposed_in_the_text(book: FontBook) -> None:
    (atom,) = book.shape("か\u3099")
    assert atom.text == "か\u3099"
    assert book.glyph(0, "か\u3099") == book.glyph(0, "が")


@pytest.mark.parametrize("text", ["神\ufa19塚\ufa10", "𠮷野家", "①㊞№", "ｶﾅ半角", "¥1,234"])
def test_what_the_fonts_hold_is_not_reported_and_kept_as_typed(book: FontBook, text: str) -> None:
    assert not list(book.troubles(text))
    assert "".join(atom.text for atom in book.shape(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王\U0001f600", ("\U0001f600", "missing")),
        ("a\ud800b", ("\ud800", "missing")),
        ("a\u202eb", ("\u202e", "invisible")),
        ("a\x00b", ("\x00", "invisible")),
        ("a\u200bb", ("\u200b", "invisible")),
        ("山\U000e01ef", ("山\U000e01ef", "selector")),
        ("ん\u3099", ("ん\u3099", "missing")),
        ("\ue000", ("\ue000", "missing")),
    ],
)
def test_what_no_font_holds_is_reported(book: FontBook, text: str, expected: tuple[str, str]) -> None:
    assert list(book.troubles(text)) == [expected]


def test_a_missing_character_leaves_a_gap_and_never_a_box(book: FontBook) -> None:
    assert [atom.kind for atom in book.shape("王\U0001f600")] == ["glyph", "gap"]


def test_an_unknown_variant_is_drawn_with_its_base_form(book: FontBook) -> None:
    assert [atom.text for atom in book.shape("山\U000e01ef")] == ["山"]


def test_a_registered_substitute_is_drawn_and_no_longer_reported(book: FontBook) -> None:
    other = book.with_substitutes({"\U0001f600": "〓", "\ue000": "\ue001"})
    assert [atom.text for atom in other.shape("\U0001f600")] == ["〓"]
    assert not list(other.troubles("\U0001f600"))
    assert list(other.troubles("\ue000"))  # a substitute that cannot be drawn is no substitute


def test_code_points_are_named_as_people_look_them_up() -> None:
    assert code_point_label("葛\U000e0100") == "U+845B U+E0100"


def test_every_character_and_sequence_of_both_fonts_can_be_drawn(book: FontBook) -> None:
    for face in (0, 1):
        font = book.file(face)
        sequences = [chr(code) + chr(selector) for code, selector, glyph in font.sequences() if glyph]
        assert all(book.glyph(face, sequence) for sequence in sequences)
        invisible = {0x0, 0xD, 0xAD, *range(0x7F, 0xA0), *range(0x2000, 0x2070), 0xFEFF}
        for code in font.code_points():
            if code not in invisible:
                assert book.shape(chr(code))[0].text == chr(code)

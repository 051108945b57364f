"""Lines of Japanese text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.forms.display import POINT
from saroma_desk.forms.glyphs import Atom, FontBook
from saroma_desk.forms.text import _NO_END, _NO_START, break_lines, fit, set_lines, step_sizes, without_lead

KINSOKU = st.text(st.sampled_from([*"漢字かなア、。）」（「ーっ１２年月日ABc1"]), max_size=120)


def lines(book: FontBook, text: str, width: float) -> list[str]:
    return ["".join(a.text for a in line.atoms) for line in break_lines(book.shape(text), width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("あいうえおかきくけこ", 4, ["あいうえ", "おかきく", "けこ"]),
        ("あいうえ。おかき", 4, ["あいう", "え。おか", "き"]),
        ("あいう（えお）か", 4, ["あいう", "（えお）", "か"]),
        ("金額は12,345円です", 5, ["金額は", "12,345円で", "す"]),
        ("あいうSaroma町", 4, ["あいう", "Saroma町"]),
        ("一\n二", 4, ["一", "二"]),
        ("", 4, [""]),
    ],
)
def test_breaking(book: FontBook, text: str, width: float, expected: list[str]) -> None:
    assert lines(book, text, width) == expected


def test_a_date_stays_whole_on_a_line_of_usual_width(book: FontBook) -> None:
    text = "あ" * 34 + "令和８年６月１５日付けで"
    assert lines(book, text, 40) == ["あ" * 34, "令和８年６月１５日付けで"]


def test_a_closing_mark_that_just_does_not_fit_is_squeezed_in(book: FontBook) -> None:
    assert lines(book, "あ" * 40 + "。" + "い" * 3, 40) == ["あ" * 40 + "。", "いいい"]


@given(text=KINSOKU, width=st.integers(6, 30))
def test_no_line_begins_or_ends_with_a_forbidden_mark_unless_nothing_else_is_possible(
    book: FontBook, text: str, width: int
) -> None:
    broken = break_lines(book.shape(text), width)
    assert "".join(a.text for line in broken for a in line.atoms) == text
    for before, after in pairwise(broken):
        breakable = any(
            a.text not in _NO_START and b.text not in _NO_END and not (a.text + b.text).isalnum()
            for b, a in pairwise(before.atoms)
        )
        assert not breakable or (after.atoms[0].text not in _NO_START and before.atoms[-1].text not in _NO_END)


@given(text=st.text(max_size=200), width=st.floats(2.5, 40))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(book: FontBook, text: str, width: float) -> None:
    atoms = book.shape(text)
    broken = break_lines(atoms, width)
    for line in broken:
        space = line.char_space(width) * (len(line.atoms) - 1)
        assert line.width + space <= width + 1e-6
    drawn = [a.text for line in broken for a in line.atoms if a.kind != "space"]
    assert drawn == [a.text for a in atoms if a.kind not in {"space", "newline"}]


def test_full_lines_are_flush_on_both_edges(book: FontBook) -> None:
    first, last = break_lines(book.shape("あいう、えお、かきく、けこ、さしすせそ"), 12.5)
    assert first.width + first.char_space(12.5) * (len(first.atoms) - 1) == pytest.approx(12.5)
    assert last.char_space(12.5) == 0


def test_fitting_takes_the_largest_size_that_fits(book: FontBook) -> None:
    atoms = book.shape("あ" * 20)
    assert step_sizes(10, 8) == [10, 9.5, 9, 8.5, 8]
    fitted = fit(atoms, (60.0, 5.0), step_sizes(10, 8), 1.35)
    assert fitted is not None
    assert fitted.size == 8.5
    assert fit(atoms, (30.0, 5.0), step_sizes(10, 8), 1.35) is None


def test_the_first_line_of_each_paragraph_is_indented(book: FontBook) -> None:
    fitted = set_lines(book.shape("ああああ\nいいいい"), 3.5 * 10 * 25.4 / 72, 10, 1.5, indent=1.0)
    assert [len(line.atoms) for line in fitted.lines] == [2, 2, 2, 2]


def test_a_check_square_stays_with_its_words() -> None:
    box, word = Atom("", 0, 1.2, "box"), Atom("字", 0, 1.0)
    broken = break_lines([word, word, box, word], 3.3)
    assert [len(line.atoms) for line in broken] == [2, 2]


def test_lines_of_check_squares_are_not_stretched() -> None:
    box, word = Atom("", 0, 1.2, "box"), Atom("字", 0, 1.0)
    first, *_ = break_lines([box, word, word, box, word, word, box, word, word], 7.0)
    assert first.width < 7.0
    assert first.char_space(7.0) == 0.0


@pytest.mark.parametrize(
    ("width", "expected"),
    [(11, "　　　　年　　月　　日"), (9, "　　年　　月　　日"), (5, "　　　　年　　月　　日")],
)
def test_room_before_the_year_is_given_up_first(book: FontBook, width: float, expected: str) -> None:
    atoms = without_lead(book.shape("　　　　年　　月　　日"), width)
    assert "".join(atom.text for atom in atoms) == expected


@pytest.mark.parametrize(
    ("text", "unbroken", "size", "lines"),
    [
        ("あ" * 10, True, 10, 1),
        ("あ" * 11, True, 9, 1),
        ("あ" * 11, False, 10, 2),
        ("あ" * 12, True, 10, 2),
        ("あ" * 35 + "。", True, 10, 4),
        ("あ\nい", True, 10, 2),
    ],
)
def test_a_short_text_is_set_smaller_rather_than_broken(
    book: FontBook, text: str, unbroken: bool, size: float, lines: int
) -> None:
    room = (10 * 10 * POINT, 60.0)
    fitted = fit(book.shape(text), room, [10, 9.5, 9, 8.5, 8], 1.2, unbroken=unbroken)
    assert fitted is not None
    assert (fitted.size, len(fitted.lines)) == (size, lines)


def test_a_closing_mark_is_drawn_in_rather_than_the_text_made_smaller(book: FontBook) -> None:
    text = "あ" * 38 + "。"
    fitted = fit(book.shape(text), (38 * 10 * POINT, 60.0), [10, 9.5, 9], 1.2, unbroken=True)
    assert fitted is not None
    assert (fitted.size, len(fitted.lines)) == (10, 1)

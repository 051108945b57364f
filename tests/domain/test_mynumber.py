"""Finding what looks like an individual number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain.mynumber import check_digit, looks_like_my_number


@pytest.mark.parametrize(
    "text", ["123456789018", "1234 5678 9018", "１２３４－５６７８－９０１８", "番号は123456789018です"]
)
def test_twelve_digits_with_a_right_check_digit_are_found(text: str) -> None:
    assert looks_like_my_number(text)


@pytest.mark.parametrize("text", ["", "123456789017", "1234567890180", "01587-2-1211", "9123456789018"])
def test_other_digits_are_not(text: str) -> None:
    assert not looks_like_my_number(text)


@given(st.lists(st.integers(0, 9), min_size=11, max_size=11))
def test_check_digit_agrees_with_the_ordinance_read_from_the_right(digits: list[int]) -> None:
    weighted = sum(p * (n + 1 if n <= 6 else n - 5) for n, p in enumerate(reversed(digits), start=1)) % 11
    assert check_digit("".join(map(str, digits))) == (0 if weighted <= 1 else 11 - weighted)

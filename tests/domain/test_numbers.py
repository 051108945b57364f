"""Numbers as typed and as shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain import numbers


@given(st.integers(-(10**11), 10**11))
def test_amounts_are_read_as_they_are_shown(amount: int) -> None:
    assert numbers.parse_int(numbers.yen(amount)) == amount


@pytest.mark.parametrize(
    "text", ["1234", "1,234", "１２３４", "１，２３４", " 1 234 ", "¥1,234", "￥1,234", "1,234円", "+1234"]
)
def test_one_amount_in_many_hands(text: str) -> None:
    assert numbers.parse_int(text) == 1234


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "入力されていません"),
        ("１２．５", "「１２．５」は整数として読めません"),
        ("1,23", "読めません"),
        ("十五", "「十五」は整数として"),
        ("1" * 16, "桁が多すぎ"),
        ("--1", "読めません"),
    ],
)
def test_what_is_no_whole_number_is_named(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        numbers.parse_int(text)


def test_shown_amounts() -> None:
    assert numbers.yen(1234567) == "1,234,567"
    assert numbers.yen(-5) == "-5"

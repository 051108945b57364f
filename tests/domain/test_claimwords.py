"""Amounts, times and months in the hand of a provider."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.claimwords import amount_of, minutes_of, month_of


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("￥５，４５０", 5450),
        ("¥5,450-", 5450),
        ("金　4,360円也", 4360),
        ("△5450", -5450),
        ("▲1,090円", -1090),
        ("－４，３６０", -4360),
        ("1090.00", 1090),
        ("\\5,450-", 5450),  # the yen sign of Shift_JIS
        ("２回", 2),
        ("0", 0),
    ],
)
def test_amounts(text: str, amount: int) -> None:
    assert amount_of(text) == amount


@pytest.mark.parametrize("text", ["", "二回", "1.5", "(500)", "4,36", "円", "1 2 3 円 4"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[ぁ-ん]"):
        amount_of(text)


@given(st.integers(-(10**9), 10**9), st.sampled_from(["{:,}円", "{:,}円也", "{}", "{:,}-"]), st.booleans())
def test_every_amount_comes_back(amount: int, shape: str, wide: bool) -> None:
    text = ("△" if amount < 0 else "") + shape.format(abs(amount))
    digits = str.maketrans("0123456789,", "０１２３４５６７８９，")
    assert amount_of(text.translate(digits) if wide else text) == amount


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("3:00", 180),
        ("3:30:00", 210),
        ("1 day, 6:30:00", 1830),
        ("３時間", 180),
        ("3時間30分", 210),
        ("180分", 180),
        ("180", 180),
        ("1.5", 90),
        ("3", 180),
        ("25分", 25),
        ("0", 0),
    ],
)
def test_times(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["1.33", "3:75", "午後3時"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[ぁ-ん]"):
        minutes_of(text)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("令和８年５月分　ヘルパー派遣報酬請求書", YearMonth(2026, 5)),
        ("ただし、令和 8年 6月分", YearMonth(2026, 6)),
        ("R8.6月分", YearMonth(2026, 6)),
        ("2026年6月分", YearMonth(2026, 6)),
        ("令和元年5月分", YearMonth(2019, 5)),
        ("請求日 令和8年7月5日", None),
        ("6月分", None),
    ],
)
def test_months(text: str, month: YearMonth | None) -> None:
    assert month_of(text, date(2026, 7, 1)) == month

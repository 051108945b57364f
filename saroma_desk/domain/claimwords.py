"""Amounts, times and months as providers write them into their claims (様式8号 of their own making)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from .calendar import YearMonth
from .dateinput import parse_date
from .numbers import parse_int

_SIGNS = str.maketrans({"△": "-", "▲": "-", "−": "-", "\\": "¥"})  # Shift_JIS has the yen sign in place of a backslash
_FRAME = re.compile(r"金?(.*?)(?:円|回|分)?也?[-ー]?")
_POINT_ZERO = re.compile(r"(.*\d)\.0+")
_HOURS = re.compile(
    r"(?:(\d+)days?,)?(\d{1,3}):([0-5]\d)(?::00)?|(\d{1,3})時間(?:([0-5]?\d)分)?|(\d{1,3}\.\d+)(?:時間|h)?"
)
_SHORTEST = 30  # fewer minutes than one visit has: the number must be hours
_HOUR, _DAY = 60, 24 * 60
_MONTH = re.compile(r"((?:令和|R)?(?:\d{1,4}|元)年?[年./](?:0?[1-9]|1[0-2]))(?:月)?分")


def amount_of(text: str) -> int:
    """A whole number with ¥, 円, 也, 回, 分, a dash behind it, △ before it, or a decimal point and zeros.

    Raises ValueError as `parse_int`.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_SIGNS)
    found = _FRAME.fullmatch(plain)
    core = found[1] if found else plain
    sign, core = ("-", core[1:]) if core.startswith("-") else ("", core)
    point = _POINT_ZERO.fullmatch(core.removeprefix("¥"))
    try:
        return parse_int(sign + (point[1] if point else core).removeprefix("¥"))
    except ValueError:
        return parse_int(text)  # for the message that names what was read


def minutes_of(text: str) -> int:
    """Minutes from 3:00, 3時間30分, 1.5 (hours), 180 or 180分; raises ValueError when it is none of them."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = _HOURS.fullmatch(plain)
    if found is None:
        number = amount_of(text)
        return number * _HOUR if 0 < number < _SHORTEST and not plain.endswith("分") else number
    days, hours, minutes, whole, rest, decimal = found.groups(default="0")
    if decimal != "0":
        exact = round(float(decimal) * _HOUR, 2)
        if exact != int(exact):
            raise ValueError(f"「{text.strip()[:30]}」は時間として読めません。")
        return int(exact)
    return int(days) * _DAY + (int(hours) + int(whole)) * _HOUR + int(minutes) + int(rest)


def month_of(text: str, today: date) -> YearMonth | None:
    """The month in words such as 令和8年6月分; None when there are none."""
    found = _MONTH.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if found is None:
        return None
    year, month = re.split(r"[年./]", found[1].replace("年年", "年"))[:2]
    try:
        return YearMonth.of(parse_date(f"{year}.{month}.1", today).value)
    except ValueError:
        return None

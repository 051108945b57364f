"""Dates as people type them.

Nothing is guessed in silence: where the writing contradicts the calendar of eras, or the year had to be assumed and
looks odd, the value comes with a warning that names what was read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from saroma_desk.domain.eras import Era, EraDate, era_named, era_on, eras, format_era, format_era_year, weekday_ja

_RELATIVE = {
    "今日": 0, "本日": 0, "きょう": 0,
    "昨日": -1, "きのう": -1, "一昨日": -2, "おととい": -2,
    "明日": 1, "あした": 1, "あす": 1, "明後日": 2, "あさって": 2,
}  # fmt: skip
_SEPARATORS = re.compile(r"[/.\-ー−―‐–—・。、,]")
_WEEKDAY = re.compile(r"\(([月火水木金土日])(?:曜日?)?\)$|([月火水木金土日])曜日?$")
_THREE = re.compile(r"(\d{1,4}|元)[年/](\d{1,2})[月/](\d{1,2})日?")
_TWO = re.compile(r"(\d{1,2})[月/](\d{1,2})日?")
_SIX = re.compile(r"(\d{2})(\d{2})(\d{2})")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EXAMPLES = "「R8.6.15」「令和8年6月15日」「2026/6/15」のように入力してください。"
_FAR_AHEAD_YEARS = 10
_HALF_YEAR = timedelta(days=183)
_THREE_QUARTERS = timedelta(days=274)


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """What was read.

    Attributes:
        value: the day.
        warning: empty, or one calm Japanese sentence that asks the person to look again.
    """

    value: date
    warning: str = ""


def parse_date(text: str, today: date) -> ParsedDate:
    """Read a date as people write it, in half or full width, with or without spaces.

    Era dates (R8.6.15, 令8/6/15, 令和元年5月1日), dates of the current era without its name (8/6/15, 8年6月15日,
    080615), western dates (2026-06-15, 20260615), month and day (4/1: see `_month_and_day`), 今日・昨日・明日.
    A day written past the end of its era is read as meant and comes with a warning.

    Raises ValueError with a calm Japanese message that names what was read.
    """
    shown = text.strip()[:30]
    plain, weekday = _take_weekday(normalise(text))
    if plain in _RELATIVE:
        return ParsedDate(today + timedelta(days=_RELATIVE[plain]))
    if not plain:
        raise ValueError(f"日付が入力されていません。{_EXAMPLES}")
    era, rest = take_era(plain)
    if found := _TWO.fullmatch(rest):
        if era:
            raise ValueError(f"「{shown}」には日がありません。{_EXAMPLES}")
        parsed = ParsedDate(_month_and_day(int(found[1]), int(found[2]), today, shown))
    elif found := _THREE.fullmatch(rest) or _SIX.fullmatch(rest) or _EIGHT.fullmatch(rest):
        parsed = _year_month_day(era, found, today, shown)
    else:
        raise ValueError(f"「{shown}」は日付として読めません。{_EXAMPLES}")
    return _with_weekday(parsed, weekday)


def normalise(text: str) -> str:
    """Half width, separators as '/', no spaces (a space between digits separates). For input only, never for names."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"(?<=\d)\s+(?=\d)", "/", plain)
    return _SEPARATORS.sub("/", re.sub(r"\s+", "", plain))


def take_era(plain: str) -> tuple[Era | None, str]:
    """Split a leading era mark (name, short kanji or letter) from the rest; 西暦 is dropped."""
    if plain.startswith("西暦"):
        return None, plain.removeprefix("西暦")
    for era in reversed(eras()):
        for mark in (era.name, era.short, era.letter, era.letter.lower()):
            if plain.startswith(mark):
                return era_named(mark), plain.removeprefix(mark).removeprefix("/")
    return None, plain


def western_year(era: Era | None, year: str, today: date) -> tuple[Era | None, int]:
    """Era and western year of a written year: 元 and one or two digits count in an era, more digits are western.

    Without a mark the era is that of `today`. Raises ValueError for a year 0 or a western year under an era.
    """
    if len(year) > 2:
        if era:
            raise ValueError("元号の年が大きすぎます。")
        return None, int(year)
    number = 1 if year == "元" else int(year)
    if number < 1:
        raise ValueError("元号の年は1（元年）からです。")
    counted = era or era_on(today)
    return counted, counted.first_day.year + number - 1


def _take_weekday(plain: str) -> tuple[str, str]:
    found = _WEEKDAY.search(plain)
    if not found:
        return plain, ""
    return plain[: found.start()], found[1] or found[2]


def _with_weekday(parsed: ParsedDate, weekday: str) -> ParsedDate:
    if not weekday or weekday == weekday_ja(parsed.value):
        return parsed
    question = f"{format_era(parsed.value)}は{weekday_ja(parsed.value)}曜日です。日付を確かめてください。"
    return ParsedDate(parsed.value, parsed.warning + question)


def _year_month_day(era: Era | None, found: re.Match[str], today: date, shown: str) -> ParsedDate:
    month, day = int(found[2]), int(found[3])
    try:
        counted, year = western_year(era, found[1], today)
    except ValueError as error:
        raise ValueError(f"「{shown}」は日付として読めません。{error}") from error
    written = format_era_year(counted, counted.year_of(year)) if counted else f"{year}年"
    try:
        value = date(year, month, day)
    except ValueError as error:
        raise ValueError(f"「{shown}」を{written}{month}月{day}日と読みましたが、暦にない日です。") from error
    era_on(value)  # refuses days before the first era
    if counted is None:
        return ParsedDate(value)
    if era is None:
        return ParsedDate(value, _far_ahead(value, today, written))
    return ParsedDate(value, _wrong_era(EraDate(counted, counted.year_of(year), month, day)))


def _far_ahead(value: date, today: date, written: str) -> str:
    """A warning when an assumed era leads far into the future: 620510 is more likely 昭和62年."""
    if value.year - today.year <= _FAR_AHEAD_YEARS:
        return ""
    return f"{written}（{value.year}年）と読みました。ほかの元号や西暦のときは、元号か4桁の西暦を付けてください。"


def _wrong_era(written: EraDate) -> str:
    """A warning when the day does not lie in the era it was written in."""
    value = written.to_date()
    true_era = era_on(value)
    if true_era == written.era:
        return ""
    true_form = format_era(value)
    if _has_year(written.era, value.year):
        return f"{written.era.name}ではない日付です。{true_form}のことでよいか確かめてください。"
    old = format_era_year(written.era, written.year)
    new = format_era_year(true_era, true_era.year_of(value.year))
    return f"{old}は{new}です。{true_form}として読みました。"


def _has_year(era: Era, year: int) -> bool:
    """Whether any day of the western year lies in the era."""
    return era in (era_on(date(year, 12, 31)), era_on(max(date(year, 1, 1), eras()[0].first_day)))


def _month_and_day(month: int, day: int, today: date, shown: str) -> date:
    """The day in the fiscal year (from April) of `today`.

    One year earlier when that lies more than half a year ahead (in April, 3/30 is last week), one year later when
    it lies more than nine months back (in March, 4/2 is next week).
    """
    fiscal = today.year if today.month >= 4 else today.year - 1
    year = fiscal if month >= 4 else fiscal + 1
    try:
        value = date(year, month, day)
        if value - today > _HALF_YEAR:
            value = date(year - 1, month, day)
        elif today - value > _THREE_QUARTERS:
            value = date(year + 1, month, day)
    except ValueError as error:
        raise ValueError(f"「{shown}」を{month}月{day}日と読みましたが、今年度の暦にない日です。") from error
    return value

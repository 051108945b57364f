"""Japanese eras: the table, both directions, and how a date is written.

The five eras since 明治 are built in so that every rule works without any file; the next era arrives as data
(`resources/calendar/eras.csv`), which the start of the program hands to `install_eras`.
All days are Gregorian; the lunar dates in use until 明治5年12月2日 are not converted.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Digits = Literal["half", "full"]

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Era:
    """One era.

    Attributes:
        name: official name, e.g. 令和.
        letter: upper-case ASCII letter, e.g. R.
        short: one kanji, e.g. 令.
        first_day: first day, inclusive, in the Gregorian calendar.
    """

    name: str
    letter: str
    short: str
    first_day: date

    def year_of(self, western_year: int) -> int:
        """Era year of a western year; 1 is 元年, 0 or less lies before the era."""
        return western_year - self.first_day.year + 1


BUILT_IN_ERAS = (
    Era("明治", "M", "明", date(1868, 10, 23)),
    Era("大正", "T", "大", date(1912, 7, 30)),
    Era("昭和", "S", "昭", date(1926, 12, 25)),
    Era("平成", "H", "平", date(1989, 1, 8)),
    Era("令和", "R", "令", date(2019, 5, 1)),
)

_installed: list[Era] = list(BUILT_IN_ERAS)


def eras_from_rows(rows: Iterable[Mapping[str, str]]) -> tuple[Era, ...]:
    """Eras from the rows of the data file (columns name, letter, short, first_day as YYYY-MM-DD).

    Raises ValueError with a Japanese message naming the row when a cell is missing or malformed.
    """
    eras = []
    for number, row in enumerate(rows, start=1):
        try:
            era = Era(row["name"], row["letter"], row["short"], date.fromisoformat(row["first_day"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"元号の表の{number}件目を読めません。") from error
        eras.append(era)
    return tuple(eras)


def install_eras(eras: Iterable[Era]) -> None:
    """Use these eras from now on; called once at the start.

    Raises ValueError when there is none, when they do not ascend, or when a name, letter or short kanji is not unique.
    """
    table = list(eras)
    first_days = [era.first_day for era in table]
    if not table or first_days != sorted(set(first_days)):
        raise ValueError("元号の表は、始まりの日の順に並べてください。")
    marks = [mark for era in table for mark in (era.name, era.letter, era.short)]
    if len(set(marks)) != len(marks) or not all(marks):
        raise ValueError("元号の名前と略号は、重ならないようにしてください。")
    _installed[:] = table
    format_era.cache_clear()


def eras() -> tuple[Era, ...]:
    """The eras in use, oldest first."""
    return tuple(_installed)


def era_on(day: date) -> Era:
    """The era in force on `day`; raises ValueError for a day before the first era."""
    index = bisect_right(_installed, day, key=lambda era: era.first_day)
    if index == 0:
        raise ValueError(f"{day.year}年{day.month}月{day.day}日は、{_installed[0].name}より前の日付です。")
    return _installed[index - 1]


def era_named(mark: str) -> Era:
    """The era with this name, letter (either case) or short kanji; raises ValueError for any other text."""
    for era in _installed:
        if mark in (era.name, era.short) or mark.upper() == era.letter:
            return era
    raise ValueError(f"「{mark}」という元号はありません。")


@dataclass(frozen=True, slots=True)
class EraDate:
    """A date by era: era, year (1 is 元年), month, day."""

    era: Era
    year: int
    month: int
    day: int

    def to_date(self) -> date:
        """The same day as a `date`; raises ValueError when the calendar lacks it."""
        return date(self.era.first_day.year + self.year - 1, self.month, self.day)


def to_era(day: date) -> EraDate:
    """The day by the era in force on it; raises ValueError before the first era."""
    era = era_on(day)
    return EraDate(era, era.year_of(day.year), day.month, day.day)


def from_era(era: Era | str, year: int, month: int, day: int) -> date:
    """The day that is written this way; `era` is an era or its name, letter or short kanji.

    Counting goes on past the end of the era, as in old papers (平成32年 is 2020); `to_era` tells the era the day
    belongs to. Raises ValueError for a year below 1, an unknown era or a day the calendar lacks.
    """
    if year < 1:
        raise ValueError("元号の年は1（元年）からです。")
    found = era if isinstance(era, Era) else era_named(era)
    return EraDate(found, year, month, day).to_date()


def format_era_year(era: Era, year: int, *, digits: Digits = "half", gannen: bool = True) -> str:
    """'令和8年', '令和元年' (令和1年 without `gannen`)."""
    number = "元" if gannen and year == 1 else widen(str(year), digits)
    return f"{era.name}{number}年"


@lru_cache(maxsize=4096)  # a list or a claim writes the same few days thousands of times
def format_era(day: date, *, digits: Digits = "half", gannen: bool = True) -> str:
    """'令和8年6月15日', or with full-width digits; the first year is 元年 unless `gannen` is false."""
    parts = to_era(day)
    year = format_era_year(parts.era, parts.year, digits=digits, gannen=gannen)
    return year + widen(f"{parts.month}月{parts.day}日", digits)


def format_short(day: date) -> str:
    """'R8.6.15'."""
    parts = to_era(day)
    return f"{parts.era.letter}{parts.year}.{parts.month}.{parts.day}"


def weekday_ja(day: date) -> str:
    """One kanji from 月 to 日."""
    return _WEEKDAYS[day.weekday()]


def widen(text: str, digits: Digits) -> str:
    """`text` with its digits in the wanted width."""
    return text.translate(_FULL_WIDTH) if digits == "full" else text

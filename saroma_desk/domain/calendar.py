"""The office's calendar: eras, dates as typed, fiscal years and months. Other rooms import all of it from here."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from saroma_desk.domain.dateinput import ParsedDate, normalise, parse_date, take_era, western_year
from saroma_desk.domain.eras import (
    BUILT_IN_ERAS,
    Digits,
    Era,
    EraDate,
    era_on,
    eras,
    eras_from_rows,
    format_era,
    format_era_year,
    format_short,
    from_era,
    install_eras,
    to_era,
    weekday_ja,
    widen,
)

__all__ = [
    "BUILT_IN_ERAS",
    "Digits",
    "Era",
    "EraDate",
    "ParsedDate",
    "YearMonth",
    "era_on",
    "eras",
    "eras_from_rows",
    "fiscal_range",
    "fiscal_year",
    "format_era",
    "format_era_year",
    "format_fiscal_year",
    "format_short",
    "from_era",
    "install_eras",
    "months_of_fiscal_year",
    "parse_date",
    "to_era",
    "weekday_ja",
    "widen",
]

_YEAR_MONTH = re.compile(r"(\d{1,4}|元)[年/](\d{1,2})月?分?")
_SIX_DIGITS = re.compile(r"(\d{4})(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A calendar month; months compare in time. Raises ValueError for a month that the calendar lacks."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and MINYEAR <= self.year <= MAXYEAR):
            raise ValueError(f"{self.year}年{self.month}月という月はありません。")

    @classmethod
    def of(cls, day: date) -> YearMonth:
        """The month that holds `day`."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str, today: date) -> YearMonth:
        """Read R8.6, 令和8年6月分, 8/6 (current era), 2026-06, 202606; raises ValueError in Japanese."""
        era, rest = take_era(normalise(text))
        found = _YEAR_MONTH.fullmatch(rest) or _SIX_DIGITS.fullmatch(rest)
        shown = text.strip()[:30]
        if not found:
            raise ValueError(f"「{shown}」は年月として読めません。「R8.6」「令和8年6月」のように入力してください。")
        try:
            month = cls(western_year(era, found[1], today)[1], int(found[2]))
            era_on(month.last)
        except ValueError as error:
            raise ValueError(f"「{shown}」は年月として読めません。{error}") from error
        return month

    @property
    def first(self) -> date:
        """First day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Last day, inclusive."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def fiscal_year(self) -> int:
        """Fiscal year (from April) the month belongs to."""
        return fiscal_year(self.first)

    def plus(self, months: int) -> YearMonth:
        """The month so many months later; earlier for a negative count."""
        years, month = divmod(self.month - 1 + months, 12)
        return YearMonth(self.year + years, month + 1)

    def next(self) -> YearMonth:
        """The month after."""
        return self.plus(1)

    def previous(self) -> YearMonth:
        """The month before."""
        return self.plus(-1)

    def contains(self, day: date) -> bool:
        """Whether `day` lies in the month."""
        return (day.year, day.month) == (self.year, self.month)

    def format(self, *, digits: Digits = "half", suffix: str = "") -> str:
        """'令和8年6月' by the era of the month's first day; the suffix 分 gives '令和8年6月分'."""
        day = max(self.first, eras()[0].first_day)
        era = era_on(day)
        year = format_era_year(era, era.year_of(self.year), digits=digits)
        return f"{year}{widen(str(self.month), digits)}月{suffix}"


def fiscal_year(day: date) -> int:
    """Western year in which the fiscal year (1 April–31 March) of `day` begins (地方自治法208条)."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_range(year: int) -> tuple[date, date]:
    """First and last day, both inclusive, of the fiscal year that begins in `year`."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def months_of_fiscal_year(year: int) -> tuple[YearMonth, ...]:
    """The twelve months from April to March."""
    return tuple(YearMonth(year, 4).plus(offset) for offset in range(12))


def format_fiscal_year(year: int, on: date | None = None, *, digits: Digits = "half") -> str:
    """'令和8年度'; the year in which an era begins carries the new name as a whole ('令和元年度' for 2019).

    A paper dated `on` before the new era began keeps the old name ('平成31年度').
    """
    first, last = fiscal_range(year)
    era = era_on(last if on is None else min(max(on, first), last))
    if era.year_of(year) < 1:  # the era began only in January–March, after the year was named
        era = era_on(first)
    return format_era_year(era, era.year_of(year), digits=digits) + "度"

"""Second formulations of the rules: slow, plain, written apart from the program and sharing no code with it."""

from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ONE_DAY = timedelta(days=1)


class HasEnds(Protocol):
    """Anything with a first and a last day."""

    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date | None: ...


ERA_STARTS = ((18681023, "明治"), (19120730, "大正"), (19261225, "昭和"), (19890108, "平成"), (20190501, "令和"))


def every_day(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def era_text(day: date) -> str:
    """'令和8年6月15日' from a number comparison."""
    number = int(day.strftime("%Y%m%d"))
    start, name = max(pair for pair in ERA_STARTS if pair[0] <= number)
    year = day.year - start // 10000 + 1
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def walk_to_the_eve_of_the_corresponding_day(start: date, months: int) -> date:
    """Walk day by day: stop on the eve of the corresponding day, or on the last day of a month that lacks it."""
    month_index = start.year * 12 + start.month - 1 + months
    day = start
    while True:
        tomorrow = day + ONE_DAY
        tomorrow_index = tomorrow.year * 12 + tomorrow.month - 1
        if tomorrow_index == month_index and tomorrow.day == start.day:
            return day
        if tomorrow_index > month_index:
            return day
        day = tomorrow


def eve_of_the_corresponding_day(start: date, months: int) -> date:
    """The same without a walk: the last day of the last month whose number is below the start's, counted in months."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if start.day == 1:
        return date(year, month, 1) - ONE_DAY
    for number in range(start.day - 1, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


FAR = date(2027, 12, 31)


def days_of(period: HasEnds) -> set[date]:
    """All days of a period; an open one is cut far ahead."""
    return set(every_day(period.first, period.last or FAR))


def months_attained_before(birth: date, on: date) -> int:
    """Walk from birth: a month is attained at the end of the eve, so it shows on the next day."""
    months = 0
    while walk_to_the_eve_of_the_corresponding_day(birth, months + 1) < on:
        months += 1
    return months


def walk_years_to_the_eve(birth: date, years: int) -> date:
    """Day at whose end the age is attained, walking through all of them."""
    return walk_to_the_eve_of_the_corresponding_day(birth, 12 * years)


def price_by_the_clock(minutes: int, first_yen: int, step_yen: int, rounding: str) -> int:
    """Watch the clock minute by minute: the first hour when the visit begins, a half hour when it counts."""
    price = 0
    for minute in range(1, minutes + 1):
        if minute == 1:
            price += first_yen
        into_half_hour = (minute - 60) % 30
        falls_due = {"ceil": 1, "nearest15": 15, "floor": 0}[rounding]
        if minute > 60 and into_half_hour == falls_due:
            price += step_yen
    return price


_DECIMAL_ROUNDINGS = {
    "floor1": (Decimal(1), ROUND_FLOOR),
    "floor10": (Decimal(10), ROUND_FLOOR),
    "ceil1": (Decimal(1), ROUND_CEILING),
    "half_up1": (Decimal(1), ROUND_HALF_UP),
}


def rounded(amount: Decimal, rounding: str) -> int:
    """Round in decimal arithmetic."""
    unit, mode = _DECIMAL_ROUNDINGS[rounding]
    return int((amount / unit).to_integral_value(mode) * unit)


def copay_of(price: int, units: tuple[tuple[int, int], ...], tenths: int, place: str, rounding: str) -> int:
    """Copay from tenths of the price; `units` are (count, yen)."""
    share = Decimal(tenths) / 10
    if place == "unit":
        return sum(count * rounded(yen * share, rounding) for count, yen in units)
    return rounded(price * share, rounding)


def decimal_tenths(amount: Fraction) -> Decimal:
    """An amount in tenths of a yen as a decimal."""
    return Decimal(int(amount * 10)) / 10


def minutes_of(day: date, start: time, end: time) -> set[tuple[date, int]]:
    """Every minute of a visit."""
    return {(day, minute) for minute in range(start.hour * 60 + start.minute, end.hour * 60 + end.minute)}


def household_breaks(kind: str, cap: int, week_start: int, visits: Iterable[tuple[date, time, str, int]]) -> set[str]:
    """Keys of visits (day, start, key, minutes) that go over a limit of the household, by walking through them once."""
    used: Counter[object] = Counter()
    last, over = None, set[str]()
    for day, _, key, minutes in sorted(visits):
        span = {
            "count_per_month": (day.year, day.month),
            "minutes_per_month": (day.year, day.month),
            "count_per_week": (day.toordinal() - 1 - week_start) // 7,
            "minutes_per_day": day,
        }.get(kind)
        used[span] += minutes if kind.startswith("minutes") else 1
        too_near = last is not None and day < last + cap * ONE_DAY
        if too_near if kind == "spacing_days" else used[span] > cap:
            over.add(key)
        last = day
    return over

"""Legal periods: calendar months by 民法140条・143条, day counts, and inclusive spans of days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)


def corresponding_day(start: date, months: int) -> date | None:
    """The day of the same number (応当日) so many calendar months later (earlier if negative), or None."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, start.day) if start.day <= monthrange(year, month)[1] else None


def period_end(start: date, months: int) -> date:
    """Last day, inclusive, of a period of calendar months that begins at 0:00 on `start` (民法140条但書・143条).

    Ends on the eve of the corresponding day; where the last month lacks that day, on the month's last day. No
    holiday extends a period of service. Raises ValueError for fewer than one month.

    >>> period_end(date(2026, 11, 30), months=3)
    datetime.date(2027, 2, 28)
    """
    if months < 1:
        raise ValueError("期間は1か月以上で指定してください。")
    day = corresponding_day(start, months)
    if day is not None:
        return day - _ONE_DAY
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, monthrange(start.year + years, month + 1)[1])


def days_left(end: date, today: date) -> int:
    """Days that remain up to and including `end`, today counted: 1 on the last day, 0 afterwards."""
    return max((end - today).days + 1, 0)


def add_days_from_next_day(day: date, days: int) -> date:
    """Last day of a limit of `days` days that counts from the day after `day` (初日不算入, 民法140条本文).

    「翌日から起算して○日以内」 and any limit that does not say otherwise; raises ValueError for fewer than one day.
    """
    if days < 1:
        raise ValueError("日数は1日以上で指定してください。")
    return day + timedelta(days=days)


def add_days_counting_first(day: date, days: int) -> date:
    """Last day of a limit of `days` days in which `day` itself is the first (初日算入).

    「受理日から起算して30日以内」: the payment of a lawful claim (政府契約の支払遅延防止等に関する法律6条1項, for towns
    through 14条). Raises ValueError for fewer than one day.

    >>> add_days_counting_first(date(2026, 11, 1), 30)
    datetime.date(2026, 11, 30)
    """
    return add_days_from_next_day(day, days) - _ONE_DAY


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends inclusive; `last` None means still running.

    Raises ValueError when it would end before it begins.
    """

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("期間の終わりが始まりより前になっています。")

    @property
    def days(self) -> int | None:
        """Number of days, both ends counted; None while open."""
        return None if self.last is None else (self.last - self.first).days + 1

    def contains(self, day: date) -> bool:
        """Whether `day` is one of the days."""
        return self.first <= day and (self.last is None or day <= self.last)

    def covers(self, other: Period) -> bool:
        """Whether every day of `other` is one of the days."""
        ends_in_time = self.last is None or (other.last is not None and other.last <= self.last)
        return self.first <= other.first and ends_in_time

    def intersect(self, other: Period) -> Period | None:
        """The days that both share; None when there are none."""
        first = max(self.first, other.first)
        ends = [last for last in (self.last, other.last) if last is not None]
        last = min(ends, default=None)
        return None if last is not None and last < first else Period(first, last)

    def overlaps(self, other: Period) -> bool:
        """Whether both share a day."""
        return self.intersect(other) is not None

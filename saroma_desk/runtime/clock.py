"""The only place that asks the machine for the time.

Events of the town (a visit, a decision, a birthday) are plain local dates and times without a zone; only the
log counts in UTC. Mixing the two would move a day across midnight.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What every other room may know about time."""

    def today(self) -> date:
        """Today's date at this desk, local, without a zone."""
        ...

    def now(self) -> datetime:
        """The time at this desk, local, naive, without fractions of a second."""
        ...

    def utc(self) -> datetime:
        """The same moment in UTC, aware, for logs and audit rows only."""
        ...

    def local(self, moment: datetime) -> datetime:
        """An aware moment as the clocks at this desk showed it, naive, to the second."""
        ...


class SystemClock:
    """The clock of the machine."""

    __slots__ = ()

    def today(self) -> date:
        """Today's local date."""
        return self.now().date()

    def now(self) -> datetime:
        """Local time, naive, to the second."""
        return datetime.now().replace(microsecond=0)

    def utc(self) -> datetime:
        """Present moment in UTC, aware, with microseconds so that log lines keep their order."""
        return datetime.now(UTC)

    def local(self, moment: datetime) -> datetime:
        """As this machine's zone had it on that day."""
        return moment.astimezone().replace(tzinfo=None, microsecond=0)


class FixedClock:
    """A clock that stands still until it is moved: for tests and for the practice office.

    Args:
        start: a moment; a plain date means 09:00 of that day, when the office opens.
        utc_offset: hours that local time is ahead of UTC (Japan: 9).
    """

    __slots__ = ("_moment", "_offset")

    def __init__(self, start: date, *, utc_offset: int = 9) -> None:
        self._moment = _moment(start)
        self._offset = timedelta(hours=utc_offset)

    def today(self) -> date:
        """Date of the moment the clock stands at."""
        return self._moment.date()

    def now(self) -> datetime:
        """The moment the clock stands at, local, naive."""
        return self._moment

    def utc(self) -> datetime:
        """The same moment in UTC, aware."""
        return (self._moment - self._offset).replace(tzinfo=UTC)

    def local(self, moment: datetime) -> datetime:
        """As `utc_offset` has it."""
        return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0) + self._offset

    def move_to(self, moment: date) -> None:
        """Set the clock, forwards or backwards; a plain date means 09:00 of that day."""
        self._moment = _moment(moment)


def _moment(value: date) -> datetime:
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise ValueError("a desk clock takes local time without a zone")
        return value.replace(microsecond=0)
    return datetime(value.year, value.month, value.day, 9)

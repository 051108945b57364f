from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from saroma_desk.runtime.clock import Clock, FixedClock, SystemClock


def test_local_time_is_naive_and_the_log_is_utc() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is None
    assert clock.now().microsecond == 0
    assert clock.utc().tzinfo is UTC


def test_today_is_the_day_of_now() -> None:
    clock = SystemClock()
    before, today, after = clock.now(), clock.today(), clock.now()
    assert before.date() <= today <= after.date()


def test_a_fixed_clock_stands_still_until_moved(fixed_clock: FixedClock) -> None:
    clock: Clock = fixed_clock
    assert clock.now() == clock.now() == datetime(2026, 11, 2, 9, 0)
    fixed_clock.move_to(date(2027, 3, 31))
    assert clock.today() == date(2027, 3, 31)


def test_utc_of_a_fixed_clock_is_nine_hours_behind_japan() -> None:
    assert FixedClock(datetime(2026, 4, 1, 8, 59)).utc() == datetime(2026, 3, 31, 23, 59, tzinfo=UTC)


def test_a_moment_with_a_zone_is_refused() -> None:
    moment = datetime(2026, 4, 1, tzinfo=UTC) + timedelta(hours=1)
    with pytest.raises(ValueError, match="zone"):
        FixedClock(moment)


@pytest.mark.parametrize("clock", [SystemClock(), FixedClock(date(2026, 6, 15))])
def test_a_moment_of_the_log_is_told_as_the_desk_s_clock_showed_it(clock: Clock) -> None:
    now, moment = clock.now(), clock.utc()
    assert timedelta(0) <= clock.local(moment) - now <= timedelta(seconds=5)
    assert clock.local(moment).tzinfo is None

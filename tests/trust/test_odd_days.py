"""Days on which clocks are wrong, years turn and eras change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import backups, households, tasks, yearly
from saroma_desk.services.context import AppContext
from saroma_desk.services.numbering import next_document_no, next_household_no, next_receipt_no
from tests.services import builders
from tests.services.conftest import clock, ctx, empty_office, one_derivation

__all__ = ["clock", "ctx", "empty_office", "one_derivation"]

ODD = (
    date(1980, 1, 1),
    date(2015, 3, 31),
    date(2016, 2, 29),
    date(2019, 4, 30),
    date(2019, 5, 1),
    date(2027, 3, 31),
    date(2027, 4, 1),
    date(2028, 2, 29),
    date(2036, 11, 23),
    date(2099, 12, 31),
)


@pytest.mark.parametrize("day", ODD[:-1], ids=str)
def test_the_office_can_be_looked_at_on_any_day(practice: Path, day: date) -> None:
    with open_context(practice, passphrase=None, practice=True, user="佐藤", clock=FixedClock(day)) as ctx:
        rows = households.list_households(ctx)
        assert len(rows) > 0
        for row in rows:
            households.household_detail(ctx, row.household_id)
        tasks.tasks(ctx)
        in_force = [p.valid_from for p in ctx.programmes]
        for year in (y for y in yearly.fiscal_years(ctx) if date(y, 4, 1) >= min(in_force)):
            yearly.year_data(ctx, year)


def test_the_trail_rises_whatever_the_clock_does(practice: Path) -> None:
    clock = FixedClock(ODD[0])
    with open_context(practice, passphrase=None, practice=True, user="佐藤", clock=clock) as ctx:
        home = households.list_households(ctx)[0].household_id
        for number, day in enumerate((*ODD, *reversed(ODD))):
            clock.move_to(day)
            with ctx.work("世帯の変更") as work:
                work.save(replace(work.get(Household, home), note=f"{number}"))
                work.commit()
        with ctx.read() as read:
            sequences = [entry.sequence for entry in read.audit()]
        assert all(later == earlier + 1 for earlier, later in pairwise(sequences))
        assert ctx.store.verify_audit() is None


def test_a_backup_of_a_wrong_clock_does_not_count_as_fresh_for_ever(ctx: AppContext, clock: FixedClock) -> None:
    builders.take_in(ctx, clock)
    today = ctx.today()
    clock.move_to(date(2099, 12, 31))
    backups.make_backup(ctx)
    clock.move_to(today)
    assert [task.due_on for task in tasks.tasks(ctx) if task.kind == "backup_old"] == [today]


@pytest.mark.parametrize(
    ("days", "numbers"),
    [
        ((date(2027, 3, 31), date(2027, 4, 1), date(2027, 3, 31)), ("R8-0001", "R9-0001", "R8-0002")),
        ((date(2019, 3, 31), date(2019, 4, 1), date(2019, 4, 30), date(2019, 5, 1)),
         ("H30-0001", "R1-0001", "R1-0002", "R1-0003")),
        ((date(2028, 2, 29), date(2028, 3, 1), date(2028, 3, 31)), ("R9-0001", "R9-0002", "R9-0003")),
    ],
)  # fmt: skip
def test_numbers_count_by_fiscal_year(tmp_path: Path, days: tuple[date, ...], numbers: tuple[str, ...]) -> None:
    clock = FixedClock(days[0])
    with (
        open_context(tmp_path / "x", passphrase=None, practice=True, user="佐", clock=clock, create=True) as ctx,
        ctx.work("採番") as work,
    ):
        assert tuple(next_household_no(work, day) for day in days) == numbers
        assert [next_receipt_no(work, day)[-1] for day in days] == [number[-1] for number in numbers]
        assert [next_document_no(work, day, "第")[1] for day in days] == [number[-1] for number in numbers]


@pytest.mark.parametrize("moment", [datetime(2027, 3, 31, 23, 59), datetime(2027, 4, 1, 0, 1)])
def test_a_family_taken_in_about_midnight_gets_the_number_of_its_day(practice: Path, moment: datetime) -> None:
    clock = FixedClock(moment)
    with open_context(practice, passphrase=None, practice=True, user="佐藤", clock=clock) as ctx:
        case = builders.take_in(ctx, clock, received_on=ctx.today())
        with ctx.read() as read:
            no = read.get(Household, case.household_id).no
        assert no.startswith("R8-" if moment.month == 3 else "R9-")


def test_a_day_in_the_future_is_not_taken_silently(practice: Path) -> None:
    clock = FixedClock(date(2026, 11, 2))
    with (
        open_context(practice, passphrase=None, practice=True, user="佐藤", clock=clock) as ctx,
        pytest.raises(KnownError, match="入力") as refused,
    ):
        builders.take_in(ctx, clock, received_on=date(2027, 4, 1))
    assert [error.field for error in refused.value.fields] == ["received_on"]

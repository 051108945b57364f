"""Verified backups, and when the last one was made: a backup that was not opened again is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from saroma_desk.domain.household import Household
from saroma_desk.domain.office import OfficeSetting
from saroma_desk.storage import BackupReport, Reader, back_up

from .context import AppContext
from .result import Result, Topic

_KEY = "desk.last_backup"
DAYS_BETWEEN = 7  # a habit of this desk


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """The last verified backup: local time, and how many rows were counted in it."""

    made_at: datetime
    rows: int


def make_backup(ctx: AppContext, to: Path | None = None) -> Result[BackupReport]:
    """Make a backup, open it, count it, and note that it was made; raises KnownError as `storage.back_up`."""
    report = back_up(ctx.store, to)
    rows = sum(report.content.rows.values())
    with ctx.work("バックアップ") as work:
        draft = OfficeSetting(key=_KEY, value=f"{ctx.clock.now().isoformat()} {rows}", valid_from=ctx.today())
        old = work.one(OfficeSetting, key=_KEY)
        if old is None:
            work.add(draft)
        else:
            work.save(replace(draft, id=old.id, version=old.version))
        work.commit()
    return Result(report, frozenset({Topic.SETTINGS, Topic.TASKS}))


def last_backup(ctx: AppContext) -> LastBackup | None:
    """The last backup that was made with `make_backup`; None before the first."""
    with ctx.read() as read:
        return _last(read)


def _last(read: Reader) -> LastBackup | None:
    noted = read.one(OfficeSetting, key=_KEY)
    if noted is None:
        return None
    made_at, _, rows = noted.value.partition(" ")
    return LastBackup(made_at=datetime.fromisoformat(made_at), rows=int(rows))


def backup_due_on(ctx: AppContext, read: Reader) -> date | None:
    """Day by which the next backup should be made; None for the practice office and one without households.

    One that seems to come from the future was made while the clock was wrong: nobody knows how old it is.
    """
    if ctx.practice or not read.count(Household):
        return None
    last, today = _last(read), ctx.today()
    if last is None or last.made_at.date() > today:
        return today
    return last.made_at.date() + timedelta(days=DAYS_BETWEEN)

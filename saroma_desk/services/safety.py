"""Safety of the data for people at the desk: backups, trying one out, the check-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from saroma_desk.domain.household import Household
from saroma_desk.storage import SHORTEST_PASSPHRASE, Content, check, list_backups
from saroma_desk.storage.backup import BACKUPS
from saroma_desk.storage.copying import examine

from .backups import DAYS_BETWEEN, LastBackup, backup_due_on, last_backup, make_backup
from .context import AppContext

__all__ = [
    "DAYS_BETWEEN",
    "SHORTEST_PASSPHRASE",
    "BackupRow",
    "SafetyState",
    "backups",
    "check_up",
    "make_backup",
    "state",
    "try_backup",
    "worth_backing_up",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """A backup that opens with this office's key.

    Attributes:
        last_act_at: UTC time of the last act in it; None for an empty one.
        sequence: how many acts it holds.
        size: bytes.
    """

    file: Path
    sequence: int
    last_act_at: datetime | None
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyState:
    """When the last verified backup was made and by when the next is due.

    Attributes:
        due_on: None where none is needed: the practice office, an office without households.
    """

    last: LastBackup | None
    due_on: date | None


def folder(ctx: AppContext) -> Path:
    """Where backups go when nobody chooses another place."""
    return ctx.store.folder / BACKUPS


def state(ctx: AppContext) -> SafetyState:
    """What the header says about the backup."""
    with ctx.read() as read:
        due = backup_due_on(ctx, read)
    return SafetyState(last=last_backup(ctx), due_on=due)


def worth_backing_up(ctx: AppContext) -> bool:
    """Whether closing should make a backup: a real office with households that changed since the last one."""
    if ctx.practice:
        return False
    with ctx.read() as read:
        if not read.count(Household):
            return False
    newest = next(iter(backups(ctx)), None)
    return newest is None or newest.sequence < ctx.store.audit_head().sequence - 1  # the note of the backup itself


def backups(ctx: AppContext, place: Path | None = None) -> tuple[BackupRow, ...]:
    """Backups of this office in a folder, newest content first."""
    found = list_backups(place or folder(ctx), ctx.store.key)
    return tuple(
        BackupRow(file=info.file, sequence=info.sequence, last_act_at=info.last_act_at, size=info.file.stat().st_size)
        for info in found
    )


def try_backup(ctx: AppContext, file: Path) -> Content:
    """Open a backup as a restore would, read all of it, and count; changes nothing.

    Raises KnownError ``damaged_database`` and the like; a backup that is read but not sound has `problems`.
    """
    return examine(file, ctx.store.key)


def check_up(ctx: AppContext) -> Content:
    """Check-up of the open data: pages, structure, references, audit trail; `problems` is empty when all is well."""
    return check(ctx.store)

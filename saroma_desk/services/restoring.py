"""Exchanging the database of an open office: going back to a backup, and another passphrase.

`put_back` and `change_passphrase` are the long work; when they have come to their end, the office must be opened anew
with the passphrase it then has, and `note_restored` or `note_changed` be called with what was opened. Where they are
refused or stopped before, the office stays open as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from saroma_desk.domain.errors import KnownError
from saroma_desk.storage import (
    Content,
    check,
    copying,
    inspect_backup,
    kept_states,
    list_backups,
    locked_backups,
    note_change,
    note_restore,
    rekey,
    restore_over,
)

from . import safety
from .backups import make_backup
from .context import AppContext
from .result import Step

__all__ = [
    "Comparison",
    "Content",
    "Source",
    "SourceKind",
    "change_passphrase",
    "compare",
    "note_changed",
    "note_restored",
    "put_back",
    "sources",
]


class SourceKind(StrEnum):
    """What a file is from which the office can be put back."""

    BACKUP = "backup"
    KEPT = "kept"  # the state from before a restore
    LOCKED = "locked"  # does not open with this office's passphrase: another one, or damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file from which the office can be put back.

    Attributes:
        name: of the file, or of the folder with a kept state.
        sequence: how many acts it holds; 0 for a locked one.
        last_act_at: UTC time of the last of them; None where unknown.
        size: bytes.
    """

    file: Path
    name: str
    kind: SourceKind
    sequence: int
    last_act_at: datetime | None
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The present state beside that of a backup.

    Attributes:
        now: None when the present data cannot be read to their end.
    """

    now: Content | None
    then: Content


def sources(ctx: AppContext) -> tuple[Source, ...]:
    """Backups in this office's usual folder and states that restores kept, newest content first, locked ones last."""
    folder, key = safety.folder(ctx), ctx.store.key
    found = [_source(i.file, SourceKind.BACKUP, i.sequence, i.last_act_at) for i in list_backups(folder, key)]
    found += [_source(file, SourceKind.LOCKED) for file in locked_backups(folder, key)]
    found += [_kept(ctx, file) for file in kept_states(folder)]
    return tuple(sorted(found, key=lambda s: (s.kind is SourceKind.LOCKED, -s.sequence, s.name)))


def compare(ctx: AppContext, file: Path, passphrase: str | None) -> Comparison:
    """Read all of a backup and of the present data, and count; changes nothing.

    Raises KnownError as `storage.inspect_backup`: a wrong passphrase and a damaged backup are told apart.
    """
    then = inspect_backup(file, passphrase)
    try:
        now: Content | None = check(ctx.store)
    except KnownError:  # damaged: all the more reason to go back
        now = None
    return Comparison(now=now, then=then)


def put_back(ctx: AppContext, file: Path, passphrase: str | None) -> Iterator[Step]:
    """Put a backup in the place of the office's data; the present state is kept first.

    Raises KnownError as `compare`, ``disk_full``, ``read_only``, ``busy``; the office is open as it was then.
    """
    yield Step(0, 2, "バックアップをすべて読み、確かめています")
    inspect_backup(file, passphrase)
    yield Step(1, 2, "いまのデータを残し、バックアップの状態に戻しています")
    restore_over(ctx.store, file, passphrase)


def note_restored(ctx: AppContext) -> None:
    """Write the restore into the trail of the office that was opened from the backup."""
    note_restore(ctx.store)


def change_passphrase(ctx: AppContext, old: str, new: str) -> Iterator[Step]:
    """Encrypt the office's data under another passphrase; backups made before keep the old one.

    Raises KnownError ``weak_passphrase``, ``wrong_passphrase``, ``same_passphrase``, ``disk_full``, ``busy``; the old
    passphrase holds then.
    """
    yield Step(0, 1, "新しいパスフレーズの写しを作り、確かめています")
    rekey(ctx.store, old, new)


def note_changed(ctx: AppContext) -> Path | None:
    """Note the change and make a backup under the new passphrase; None when that was not possible."""
    note_change(ctx.store)
    try:
        return make_backup(ctx).value.file
    except KnownError:
        return None


def _kept(ctx: AppContext, file: Path) -> Source:
    name = file.parent.name
    try:
        sequence, last = copying.glance(file, ctx.store.key)
    except KnownError:  # kept under another passphrase, or damaged
        return _source(file, SourceKind.LOCKED, name=name)
    return _source(file, SourceKind.KEPT, sequence, last, name=name)


def _source(file: Path, kind: SourceKind, sequence: int = 0, last: datetime | None = None, name: str = "") -> Source:
    return Source(
        file=file,
        name=name or file.name,
        kind=kind,
        sequence=sequence,
        last_act_at=last,
        size=file.stat().st_size,
    )

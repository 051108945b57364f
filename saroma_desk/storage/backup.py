"""Backups that were opened and counted, restoring that keeps the present state first, and the check-up.

A backup is one file under the same passphrase. Backups are ordered by the audit number inside them, which rises
whatever the clock does; file names and times are for people only.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import Clock
from saroma_desk.runtime.files import retry_while_held

from . import copying, keys, schema
from .copying import Content
from .faults import fault, known_fault
from .keys import Key
from .lock import FolderLock
from .store import DATABASE, LOCK, Store, has_log

BACKUPS: Final = "backups"
KEEP: Final = 30
_PATTERN: Final = "saroma-backup-*.db"
_KEPT: Final = "before-restore"
_ACT: Final = "バックアップからの復元"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A backup that was made and verified.

    Attributes:
        file: where it lies.
        size: bytes.
        content: what was counted in it.
        thinned: names of older backups that were removed afterwards.
    """

    file: Path
    size: int
    content: Content
    thinned: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupInfo:
    """A backup that opens with the key of this office, as its own content tells (not yet checked throughout)."""

    file: Path
    sequence: int
    last_act_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """A finished restore.

    Attributes:
        content: what the restored database holds.
        kept: folder with the state from before; None where there was none.
    """

    content: Content
    kept: Path | None


def back_up(store: Store, to: Path | None = None, *, keep: int = KEEP) -> BackupReport:
    """Make a verified backup of the open store in the folder `to` (default: ``backups`` in the data folder).

    Afterwards older backups of this office there are thinned: the `keep` newest stay, and of the others the
    last of each month. Nothing is removed when the new one could not be verified.

    Raises:
        KnownError: ``unverified_backup``, ``disk_full``, ``read_only``, ``missing_folder``.
    """
    folder = to or store.folder / BACKUPS
    try:
        folder.mkdir(parents=to is None, exist_ok=True)
        with store.quiet():
            for half_made in folder.glob("saroma-backup-*.part"):  # of a program that was killed
                copying.discard(half_made)
            number = store.audit_head().sequence
            file = _free_name(folder, f"saroma-backup-{store.clock.today():%Y%m%d}-{number:08d}", ".db")
            content = copying.verified_copy(store.engine, store.key, file, schema.LATEST)
        return BackupReport(
            file=file, size=file.stat().st_size, content=content, thinned=_thin(folder, store.key, max(1, keep))
        )
    except OSError as error:
        raise known_fault(error) or error from error


def list_backups(folder: Path, key: Key) -> tuple[BackupInfo, ...]:
    """Backups in `folder` that open with this key, newest content first; other files are left out."""
    found = []
    for file in sorted(folder.glob(_PATTERN)):
        try:
            sequence, last_act_at = copying.glance(file, key)
        except KnownError:
            continue  # another passphrase, or damaged: neither counted nor ever removed
        found.append(BackupInfo(file=file, sequence=sequence, last_act_at=last_act_at))
    return tuple(sorted(found, key=lambda info: (info.sequence, info.file.name), reverse=True))


def locked_backups(folder: Path, key: Key) -> tuple[Path, ...]:
    """Files named like backups that do not open with this key: made under another passphrase, or damaged."""
    opened = {info.file for info in list_backups(folder, key)}
    return tuple(file for file in sorted(folder.glob(_PATTERN)) if file not in opened)


def kept_states(folder: Path) -> tuple[Path, ...]:
    """Database files that restores kept under the backups in `folder`, oldest first.

    One with a log of its own beside it is left out: alone it would not be the whole state.
    """
    found = [kept / DATABASE for kept in folder.glob(f"{_KEPT}*") if (kept / DATABASE).is_file()]
    return tuple(sorted((file for file in found if not has_log(file)), key=lambda file: file.stat().st_mtime_ns))


def inspect_backup(file: Path, passphrase: str | None) -> Content:
    """Open a backup, read all of it and count.

    Raises:
        KnownError: ``damaged_backup`` when anything in it is not sound, ``wrong_passphrase``,
            ``passphrase_needed``, ``newer_database``, ``not_a_database``, ``no_database``, ``unsettled_backup``
            for a live database whose last acts still lie in the log beside it.
    """
    if has_log(file):
        raise KnownError(
            "unsettled_backup",
            "このファイルの最後の操作は、まだ隣のファイル（-wal）にあります。使用中のデータではなく、"
            "バックアップのファイルを選んでください。",
        )
    try:
        content = copying.examine(file, keys.unlock(file, passphrase))
    except KnownError as error:
        if error.code != "damaged_database":
            raise
        raise fault("damaged_backup") from error
    if content.schema > schema.LATEST:
        raise fault("newer_database")
    if content.problems or content.schema == 0:
        raise fault("damaged_backup")
    return content


def restore(file: Path, folder: Path, passphrase: str | None, *, clock: Clock, user: str) -> RestoreReport:
    """Put a verified backup in the place of the database of `folder`; no store may be open there.

    The present state, sound or not, is copied to a folder of its own under ``backups`` first. The change itself is
    one rename: whatever happens, the old or the new database stands there whole.

    Raises:
        KnownError: as `inspect_backup`, ``locked``, ``disk_full``, ``read_only``.
    """
    inspect_backup(file, passphrase)
    if has_log(folder / DATABASE):
        with suppress(KnownError):  # what it cannot move into its file is kept as it lies
            Store.open(folder, passphrase, clock=clock, user=user).close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(folder / LOCK)
        try:
            kept = _exchange(file, folder, keys.unlock(file, passphrase))
        finally:
            lock.release()
    except OSError as error:
        raise known_fault(error) or error from error
    with Store.open(folder, passphrase, clock=clock, user=user) as store:
        note_restore(store)
        return RestoreReport(content=check(store), kept=kept)


def restore_over(store: Store, file: Path, passphrase: str | None) -> Path:
    """The same over an open store, which is of no use afterwards; where it is refused, the store stays as it was.

    Gives the folder with the state from before. The caller has looked at the backup with `inspect_backup`.

    Raises:
        KnownError: ``wrong_passphrase`` and the like, ``disk_full``, ``read_only``.
    """
    key = keys.unlock(file, passphrase)
    try:
        with store.quiet():
            kept = store.hand_over(lambda: _exchange(file, store.folder, key))
    except OSError as error:
        raise known_fault(error) or error from error
    assert kept is not None  # noqa: S101  an open store has a file
    return kept


def note_restore(store: Store) -> None:
    """Write the restore into the trail of the restored store."""
    with store.work(_ACT) as work:
        work.record_reading(_ACT)
        work.commit()


def check(store: Store) -> Content:
    """Check-up of the open store: pages, structure, foreign keys, audit trail; `problems` is empty when all is well."""
    with store.quiet(), store.engine.connect() as connection:
        return copying.count(connection, schema.LATEST)


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    names = (f"{stem}{more}{suffix}" for more in ("", *(f"-{n}" for n in range(2, 10_000))))
    return next(folder / name for name in names if not (folder / name).exists())


def _thin(folder: Path, key: Key, keep: int) -> tuple[str, ...]:
    months: set[tuple[int, int]] = set()
    removed = []
    for info in list_backups(folder, key)[keep:]:
        month = (info.last_act_at.year, info.last_act_at.month) if info.last_act_at else (0, 0)
        if month in months:
            info.file.unlink()
            removed.append(info.file.name)
        months.add(month)
    return tuple(removed)


def _exchange(file: Path, folder: Path, key: Key) -> Path | None:
    kept = _keep_present(folder)
    try:
        _replace(file, folder / DATABASE, key)
    except BaseException:
        if kept is not None and not has_log(kept / DATABASE):  # then the file that stands there has it all
            shutil.rmtree(kept, ignore_errors=True)
        raise
    return kept


def _keep_present(folder: Path) -> Path | None:
    """Copy the database with what belongs to it, byte for byte: it may be too damaged for any other way."""
    file = folder / DATABASE
    present = [part for part in (file, _beside(file, "-wal"), keys.note_file(file)) if part.exists()]
    if not present:
        return None
    (folder / BACKUPS).mkdir(exist_ok=True)
    kept = _free_name(folder / BACKUPS, _KEPT, "")
    kept.mkdir()
    try:
        for part in present:
            _copy(part, kept / part.name)
    except BaseException:
        shutil.rmtree(kept, ignore_errors=True)  # half a copy would be taken for a whole one
        raise
    return kept


def _replace(source: Path, file: Path, key: Key) -> None:
    part = file.with_suffix(".part")
    try:
        _copy(source, part)
        # what the old database had not yet moved into its file lies in the kept copy; beside another file it is poison
        for leftover in (_beside(file, "-wal"), _beside(file, "-shm")):
            leftover.unlink(missing_ok=True)
        keys.note_file(file).unlink(missing_ok=True)
        retry_while_held(lambda: part.replace(file))
        keys.write_note(file, key)
    finally:
        copying.discard(part)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    copying.flush(target)
    if _digest(source) != _digest(target):
        raise fault("disk_error")


def _digest(file: Path) -> bytes:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)

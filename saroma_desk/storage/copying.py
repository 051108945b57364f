"""Copies of a database that were opened and counted before anyone may rely on them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.files import retry_while_held

from . import audit, keys, sqlite
from .audit import AuditHead
from .faults import fault, known_fault
from .keys import Key
from .tables import AUDIT, metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a database holds, as counted.

    Attributes:
        schema: number of its schema.
        rows: number of rows by table name; tables that a later schema added are absent.
        audit: end of its audit trail.
        last_act_at: UTC time of the last audit line; None for an empty trail.
        problems: what is wrong with it, in the words of the library; empty when sound.
    """

    schema: int
    rows: Mapping[str, int]
    audit: AuditHead
    last_act_at: datetime | None
    problems: tuple[str, ...]


def examine(file: Path, key: Key) -> Content:
    """Open a file that is not in use, read all of it, and count; changes no byte.

    Raises:
        KnownError: ``damaged_database`` and the like when it cannot be read at all.
    """
    engine = sqlite.make_frozen_engine(file, key)
    try:
        with engine.connect() as connection:
            return count(connection, sqlite.schema_version(file, key))
    finally:
        engine.dispose()


def glance(file: Path, key: Key) -> tuple[int, datetime | None]:
    """Number and UTC time of the last audit line of a file that is not in use; changes no byte.

    Raises:
        KnownError: the file does not open with this key.
    """
    if not keys.opens(file, key):
        raise fault("wrong_passphrase")
    engine = sqlite.make_frozen_engine(file, key)
    try:
        with engine.connect() as connection:
            return audit.head(connection).sequence, _last_act(connection)
    finally:
        engine.dispose()


def count(connection: Connection, schema: int) -> Content:
    """Check and count the database behind a connection."""
    problems = sqlite.integrity_problems(connection)
    broken = None if problems else audit.first_break(connection)
    if broken is not None:
        problems.append(f"audit line {broken}")
    return Content(
        schema=schema,
        rows=_rows(connection),
        audit=audit.head(connection),
        last_act_at=_last_act(connection),
        problems=tuple(problems),
    )


def _last_act(connection: Connection) -> datetime | None:
    last = connection.execute(select(AUDIT.c.at).order_by(AUDIT.c.sequence.desc()).limit(1)).scalar_one_or_none()
    return None if last is None else datetime.fromisoformat(last)


def _rows(connection: Connection) -> dict[str, int]:
    there = set(inspect(connection).get_table_names())
    tables = [table for name, table in metadata.tables.items() if name in there]
    return {t.name: int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for t in tables}


def verified_copy(engine: Engine, key: Key, target: Path, schema: int) -> Content:
    """Copy the live database to the new file `target`, which appears only after it was read back and found equal.

    The caller sees to it that nobody writes meanwhile.

    Raises:
        KnownError: ``unverified_backup`` when the copy differs, ``damaged_content`` when the source itself is not
            sound, ``disk_full``, ``read_only``, ``missing_folder``; nothing is left behind then and nothing
            existing is overwritten.
    """
    part = target.with_suffix(".part")
    try:
        part.unlink(missing_ok=True)
        _demand_room(engine, target.parent)
        sqlite.copy_online(engine, part, key)
        flush(part)
        copy = examine(part, key)
        with engine.connect() as connection:
            source = count(connection, schema)
        if source.problems:
            raise fault("damaged_content")
        if copy != source:
            raise fault("unverified_backup")
        if target.exists():
            raise KnownError("file_exists", "同じ名前のファイルがあります。上書きはしません。")
        retry_while_held(lambda: part.rename(target))
    except OSError as error:
        raise known_fault(error) or error from error
    finally:
        discard(part)
    return copy


def _demand_room(engine: Engine, folder: Path) -> None:
    with engine.connect() as connection:
        needed = sqlite.size(connection)
    if shutil.disk_usage(folder).free < needed * 5 // 4:
        raise fault("disk_full")


def discard(part: Path) -> None:
    """Remove a half-made file, where there is one; while a scanner holds it, that is left to the next attempt."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


def flush(file: Path) -> None:
    """Make sure that the file's content is on the disk; raises OSError."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())

"""What only SQLite and SQLCipher can do: opening, PRAGMAs, online backup, integrity checks, append-only triggers.

All other statements are portable, so that an office with several desks can run the same services on PostgreSQL
later; that move replaces this module and `search`.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path, PurePath
from typing import Any, Final, TypeAlias
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import NullPool, QueuePool

from saroma_desk.domain.errors import KnownError

from .faults import known_fault
from .keys import Key

Raw: TypeAlias = Any  # a connection of the driver, which has no types

BUSY_MS: Final = 10_000
_LIVE: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    f"PRAGMA busy_timeout = {BUSY_MS}",
)


def connect(file: Path, key: Key) -> Raw:
    """A driver connection for the live database, with every safeguard on; transactions are begun by hand."""
    raw = sqlcipher.connect(str(file), isolation_level=None, check_same_thread=False)
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")  # it would write to stderr
        raw.execute(key.pragma)
        for statement in _LIVE:
            raw.execute(statement)
    except BaseException:
        raw.close()
        raise
    return raw


def connect_frozen(file: Path, key: Key) -> Raw:
    """A driver connection that reads the file as it lies there: no lock, no -wal, no -shm, no byte changed."""
    raw = sqlcipher.connect(frozen_uri(file.absolute()), isolation_level=None, uri=True)
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(key.pragma)
    raw.execute("PRAGMA trusted_schema = OFF")
    return raw


def frozen_uri(file: PurePath) -> str:
    """SQLite's name for a file that must not change; `file` is absolute, on a drive or on a share (UNC)."""
    # a share keeps both of its slashes: as_uri() would make it a host name; where the locale knows no Japanese, Python
    # keeps the bytes of a name as surrogates
    path = quote(file.as_posix(), safe="/:", errors="surrogateescape")
    return f"file://{path if path.startswith('/') else '/' + path}?mode=ro&immutable=1"


def make_engine(file: Path, key: Key) -> Engine:
    """The engine of the live database; known troubles of every statement arrive as KnownError."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(file, key),
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,  # names and addresses never reach a bug report
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _explain, retval=True)
    return engine


def make_frozen_engine(file: Path, key: Key) -> Engine:
    """An engine over `connect_frozen`."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect_frozen(file, key),
        poolclass=NullPool,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", _explain, retval=True)
    return engine


def _begin(connection: Connection) -> None:
    # a writer takes its place at once: two that first read and then write could only fail
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _explain(context: ExceptionContext) -> BaseException | None:
    return known_fault(context.original_exception)


def schema_version(file: Path, key: Key) -> int:
    """Number of the schema in the file, 0 when there is none; changes no byte.

    Raises:
        KnownError: ``damaged_database`` and the like.
    """
    try:
        with closing(connect_frozen(file, key)) as raw:
            version: int = raw.execute("PRAGMA user_version").fetchone()[0]
            return version
    except sqlcipher.Error as error:
        raise known_fault(error) or error from error


def set_schema_version(connection: Connection, version: int) -> None:
    """Write the number that `schema_version` reads, in the running transaction."""
    connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")


def checkpoint(engine: Engine) -> None:
    """Move everything from the -wal file into the database file."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101  an open connection has one
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copy_online(engine: Engine, target: Path, key: Key) -> None:
    """Copy the live database page by page to the new file `target`, under the same key, while it stays in use.

    Raises:
        KnownError: ``disk_full`` and the like; what was written of `target` is the caller's to remove.
    """
    try:
        with closing(sqlcipher.connect(str(target), isolation_level=None)) as copy:
            copy.execute("PRAGMA cipher_log_level = NONE")
            copy.execute(key.pragma)
            with engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None  # noqa: S101
                raw.backup(copy)
    except sqlcipher.Error as error:
        raise known_fault(error) or error from error


def rekey(file: Path, key: Key, fresh: Key) -> None:
    """Encrypt a file that is not in use under another key.

    Raises:
        KnownError: ``disk_full`` and the like; the file is of no use then.
    """
    try:
        with closing(sqlcipher.connect(str(file), isolation_level=None)) as raw:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(key.pragma)
            raw.execute("PRAGMA journal_mode = DELETE")
            raw.execute(fresh.pragma.replace("PRAGMA key", "PRAGMA rekey"))
            raw.execute("PRAGMA journal_mode = WAL")
    except sqlcipher.Error as error:
        raise known_fault(error) or error from error


def size(connection: Connection) -> int:
    """Bytes that the database takes in its file."""
    pages, page = (connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size"))
    return int(pages) * int(page)


def integrity_problems(connection: Connection) -> list[str]:
    """What SQLCipher's page HMACs, SQLite's structure check and the foreign keys complain of; empty when sound."""

    def lines(pragma: str) -> list[str]:
        return [" ".join(map(str, row)) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]

    try:
        structure = [line for line in lines("integrity_check") if line != "ok"]
        return lines("cipher_integrity_check") + structure + lines("foreign_key_check")
    except KnownError as error:
        return [error.code]

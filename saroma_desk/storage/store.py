"""A data folder: made, opened, held by one program at a time, and closed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Engine

from saroma_desk.domain.record import Record
from saroma_desk.runtime.clock import Clock

from . import audit, copying, keys, schema, sqlite
from .faults import fault, known_fault
from .keys import Key
from .lock import FolderLock
from .tables import TABLES, table_name
from .unit import Reader, UnitOfWork

T = TypeVar("T")

DATABASE: Final = "saroma.db"
LOCK: Final = "saroma.lock"
_WRITER_WAIT: Final = 30.0  # seconds


class Store:
    """The open database of one data folder.

    Safe to use from several threads: readers run side by side, units of work one after the other.

    Attributes:
        folder: where the database lies.
        user: name that the audit trail gets for every act.
        practice: the practice office, which needs no passphrase.
        clock: time of this desk.
        engine, key: for the storage room alone.
    """

    def __init__(self, folder: Path, key: Key, lock: FolderLock, *, clock: Clock, user: str) -> None:
        """For `open` and `create` only."""
        self.folder = folder
        self.user = user
        self.clock = clock
        self.practice = key.practice
        self.key = key
        self._lock = lock
        self._writing = threading.Lock()
        self._writer: int | None = None
        self.engine: Engine = sqlite.make_engine(folder / DATABASE, key)

    @classmethod
    def create(cls, folder: Path, passphrase: str | None, *, clock: Clock, user: str) -> Store:
        """Make a new empty database in `folder`, which is made where it is missing, and open it.

        Args:
            folder: local folder of the office's data.
            passphrase: at least 12 characters; None makes a practice office.
            clock: time of this desk.
            user: who works here.

        Raises:
            KnownError: ``database_exists``, ``weak_passphrase``, ``read_only``, ``disk_full``, ``locked``.
        """
        if passphrase is not None:
            keys.check_new(passphrase)
        with _system_faults():
            folder.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(folder / LOCK)
        try:
            _build(folder, keys.derive(passphrase, os.urandom(keys.SALT)))
        except BaseException:
            lock.release()
            raise
        lock.release()
        return cls.open(folder, passphrase, clock=clock, user=user)

    @classmethod
    def open(cls, folder: Path, passphrase: str | None, *, clock: Clock, user: str) -> Store:
        """Open the database of `folder`; an older schema is brought up to date after a verified copy was made.

        Args:
            folder: local folder of the office's data.
            passphrase: compared in NFKC; None for the practice office.
            clock: time of this desk.
            user: who works here.

        Raises:
            KnownError: ``missing_folder``, ``no_database``, ``wrong_passphrase``, ``passphrase_needed``,
                ``damaged_database``, ``not_a_database``, ``newer_database``, ``locked``, ``read_only``; nothing
                is changed then.
        """
        file = folder / DATABASE
        key = keys.unlock(file, passphrase)
        lock = FolderLock(folder / LOCK)
        try:
            version = sqlite.schema_version(file, key)
            if version > schema.LATEST:
                raise fault("newer_database")
            if version == 0:
                raise fault("not_a_database")
            _check_writable(file)
            store = cls(folder, key, lock, clock=clock, user=user)
        except BaseException:
            lock.release()
            raise
        try:
            store._start(version)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Write everything into the one file and let go of it; harmless when done twice."""
        if self._lock.held:
            with suppress(Exception):  # a full disk must not keep the program from ending: the -wal file has it all
                sqlite.checkpoint(self.engine)
            self.engine.dispose()
            self._lock.release()

    def hand_over(self, replace: Callable[[], T]) -> T:
        """Let go of the database file, still holding the folder, and have it replaced; the store is of no use then.

        Whatever `replace` raises, the store stays open as it was. For the storage room alone, inside `quiet`.

        Raises:
            KnownError: ``busy`` while another thread still reads, ``disk_full``.
        """
        sqlite.checkpoint(self.engine)
        self.engine.dispose()  # the next statement would connect anew
        if has_log(self.folder / DATABASE):
            raise fault("busy")  # somebody still reads: what lies in the log would be lost
        replaced = replace()
        self._lock.release()
        return replaced

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def work(self, act: str) -> Iterator[UnitOfWork]:
        """One use case's writes; everything is undone unless `commit` was called inside.

        Args:
            act: what is done, in the office's words, for the audit trail.

        Raises:
            KnownError: ``busy``, ``disk_full``, ``disk_error``, ``damaged_database``, ``read_only``.
        """
        with self.quiet(), self.engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin() as transaction:
                work = UnitOfWork(connection, act, self.user, self.clock)
                yield work
                if not work.committed:
                    transaction.rollback()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A view of the data that does not change while it is read."""
        with self.engine.connect() as connection:
            yield Reader(connection)

    def demand_passphrase(self, passphrase: str) -> None:
        """Pass when this is the passphrase that opened the store; raises KnownError ``wrong_passphrase``."""
        if self.practice or not keys.same(keys.derive(passphrase, self.key.salt), self.key):
            raise fault("wrong_passphrase")

    def verify_audit(self) -> int | None:
        """Number of the first audit line that was altered, lost or moved; None when the whole trail holds."""
        with self.engine.connect() as connection:
            return audit.first_break(connection)

    def audit_head(self) -> audit.AuditHead:
        """Number and hash of the last audit line."""
        with self.engine.connect() as connection:
            return audit.head(connection)

    def counts(self) -> dict[str, int]:
        """Number of rows of each record table, by table name."""
        with self.read() as reader:
            return {table_name(kind): reader.count(kind) for kind in _kinds()}

    def _start(self, version: int) -> None:
        if version < schema.LATEST:
            copying.verified_copy(self.engine, self.key, _kept_name(self.folder), version)
            schema.migrate(self.engine)
        schema.refresh_search(self.engine)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Nobody else writes inside; raises KnownError ``busy`` when another unit of work does not end."""
        if self._writer == threading.get_ident():
            raise RuntimeError("a unit of work is already open in this thread")
        if not self._writing.acquire(timeout=_WRITER_WAIT):
            raise fault("busy")
        self._writer = threading.get_ident()
        try:
            yield
        finally:
            self._writer = None
            self._writing.release()


def has_log(file: Path) -> bool:
    """Whether acts lie in a log beside this database file that are not yet in the file itself."""
    log = file.with_name(file.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def needs_passphrase(folder: Path) -> bool:
    """Whether the folder holds a real office, which asks for a passphrase.

    Raises:
        KnownError: ``missing_folder``, ``no_database``, ``damaged_database``, ``not_a_database``.
    """
    return keys.needs_passphrase(folder / DATABASE)


def _kept_name(folder: Path) -> Path:
    """A name that is still free for the copy from before an upgrade."""
    names = (f"saroma.before-v{schema.LATEST}{more}.db" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(folder / name for name in names if not (folder / name).exists())


def _kinds() -> tuple[type[Record], ...]:
    return tuple(TABLES)


def _build(folder: Path, key: Key) -> None:
    """Make the database under another name first, so that a half-made one never bears the real name."""
    file = folder / DATABASE
    if file.exists():
        raise fault("database_exists")
    part = file.with_suffix(".part")
    try:
        with _system_faults():
            part.unlink(missing_ok=True)
        engine = sqlite.make_engine(part, key)
        try:
            schema.migrate(engine)
            schema.refresh_search(engine)
            sqlite.checkpoint(engine)
        finally:
            engine.dispose()
        with _system_faults():
            part.rename(file)
        keys.write_note(file, key)
    except BaseException:
        copying.discard(part)
        raise


def _check_writable(file: Path) -> None:
    if not os.access(file, os.W_OK):
        raise fault("read_only")


@contextmanager
def _system_faults() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise known_fault(error) or error from error

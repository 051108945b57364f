"""Reading records, and the unit of work: one use case, one transaction, its audit lines included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.domain.household import Household, Member
from saroma_desk.domain.office import AuditEntry
from saroma_desk.domain.record import Record
from saroma_desk.runtime.clock import Clock

from . import audit, guards, search
from .codec import to_cell
from .faults import breaks_foreign_key, fault
from .mapping import to_cells, to_record, to_records
from .tables import COUNTER, TABLES, table_name

R = TypeVar("R", bound=Record)

_ID_CHUNK: Final = 5_000  # ids in one statement; databases limit the number of parameters


@dataclass(frozen=True, slots=True)
class Between:
    """A filter: first and last value, both inclusive; None leaves that side open. Empty cells never match."""

    first: date | int | str | None = None
    last: date | int | str | None = None


class Reader:
    """Reads records in one consistent view of the database; what it gives is plain and immutable.

    Filters are named like the record's fields. A plain value must be equal, None means "empty", a tuple, list or
    set means "one of these", `Between` means a range.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, kind: type[R], record_id: int) -> R | None:
        """The record, or None when there is none (any more)."""
        table = TABLES[kind]
        row = self._connection.execute(select(table).where(table.c.id == record_id)).one_or_none()
        return None if row is None else to_record(kind, row)

    def get(self, kind: type[R], record_id: int) -> R:
        """The record; raises KnownError ``not_found`` when there is none (any more)."""
        found = self.find(kind, record_id)
        if found is None:
            raise KnownError("not_found", "この記録は見つかりません。一覧を開き直してください。")
        return found

    def list(
        self,
        kind: type[R],
        *,
        order_by: str = "id",
        limit: int | None = None,
        omit: Iterable[str] = (),
        **equal: object,
    ) -> tuple[R, ...]:
        """All records that pass the filters.

        Args:
            kind: record type.
            order_by: field names separated by commas, each with ``-`` before it for the other direction;
                equal ones stand in the order in which they were added.
            limit: at most so many.
            omit: fields that are left at their defaults, so that long lists need not read long contents; such
                records are for showing, never for saving.
            **equal: filters, see the class.
        """
        return self._list(kind, equal, order_by=order_by, limit=limit, omit=frozenset(omit))

    def _list(
        self,
        kind: type[R],
        equal: Mapping[str, object],
        *,
        order_by: str = "id",
        limit: int | None = None,
        omit: frozenset[str] = frozenset(),
    ) -> tuple[R, ...]:
        columns = [column for column in TABLES[kind].c if column.name not in omit]
        query = select(*columns).where(*_wanted(kind, equal)).order_by(*_order(kind, order_by))
        rows = self._connection.execute(query if limit is None else query.limit(limit))
        return to_records(kind, rows.all(), [column.name for column in columns])

    def by_ids(self, kind: type[R], ids: Iterable[int]) -> dict[int, R]:
        """Records by id; ids without a record are left out."""
        table, wanted, found = TABLES[kind], sorted(set(ids)), {}
        for start in range(0, len(wanted), _ID_CHUNK):
            query: Select[Any] = select(table).where(table.c.id.in_(wanted[start : start + _ID_CHUNK]))
            found.update({row.id: to_record(kind, row) for row in self._connection.execute(query)})
        return found

    def latest(self, kind: type[R], *, order_by: str = "id", **equal: object) -> R | None:
        """The last record in this order that passes the filters, or None."""
        reverse = ",".join(part[1:] if part.startswith("-") else f"-{part}" for part in _parts(order_by))
        found = self.list(kind, order_by=reverse, limit=1, omit=(), **equal)
        return found[0] if found else None

    def one(self, kind: type[R], **equal: object) -> R | None:
        """The only record that passes the filters, or None; more than one is a bug and raises LookupError."""
        found = self._list(kind, equal, limit=2)
        if len(found) > 1:
            raise LookupError(f"more than one {kind.__name__}")
        return found[0] if found else None

    def count(self, kind: type[Record], **equal: object) -> int:
        """Number of records that pass the filters."""
        query = select(func.count()).select_from(TABLES[kind]).where(*_wanted(kind, equal))
        return int(self._connection.execute(query).scalar_one())

    def audit(
        self, *, household_id: int | None = None, record: Record | None = None, newest: int | None = None
    ) -> tuple[AuditEntry, ...]:
        """Lines of the audit trail in order: all, those about one household, or those about one record.

        Args:
            household_id: only lines about this household and everything below it.
            record: only lines about this record.
            newest: only the last so many.
        """
        equal: dict[str, object] = {} if household_id is None else {"household_id": household_id}
        if record is not None:
            equal |= {"table_name": table_name(type(record)), "row_id": record.id}
        return audit.entries(self._connection, newest=newest, **equal)

    def search_households(self, text: str, limit: int = 50) -> tuple[search.HouseholdHit, ...]:
        """Households whose number, names, kana, former names, address or telephone hold each word of `text`."""
        return search.find(self._connection, text, limit)


class UnitOfWork(Reader):
    """One use case's writes: all of them with their audit lines at `commit`, or none."""

    def __init__(self, connection: Connection, act: str, user: str, clock: Clock) -> None:
        super().__init__(connection)
        self._act = act
        self._user = user
        self._clock = clock
        self._acts: list[audit.Act] = []
        self._households: set[int] = set()
        self.committed = False

    def add(self, record: R) -> R:
        """Store a new record; returns it with its id and version 1.

        Raises:
            KnownError: ``duplicate`` number, ``invalid_text``, ``invalid_number``.
        """
        if record.id or record.version:
            raise ValueError("a stored record is saved, not added")
        cells = to_cells(replace(record, version=1))
        del cells["id"]
        result = self._connection.execute(insert(TABLES[type(record)]).values(cells))
        key = result.inserted_primary_key
        assert key is not None  # noqa: S101  the database gives every row an id
        stored = replace(record, id=int(key[0]), version=1)
        self._note(None, stored, guards.household_of(stored, self.find))
        return stored

    def save(self, record: R) -> R:
        """Store a changed record; returns it with the next version. Nothing is written when nothing changed.

        Raises:
            KnownError: ``stale`` when it was changed since it was read (by whom and which fields is said),
                ``not_found``, ``append_only``, ``issued_paper``, ``duplicate``, ``invalid_text``.
        """
        before = self._current(record)
        guards.check_save(before, record)
        if before == record:
            return record
        stored = replace(record, version=record.version + 1)
        table = TABLES[type(record)]
        self._connection.execute(update(table).where(table.c.id == record.id).values(to_cells(stored)))
        self._note(before, stored, guards.household_of(stored, self.find))
        return stored

    def remove(self, record: Record) -> None:
        """Remove what was entered by mistake; the audit trail keeps all of its values.

        Raises:
            KnownError: ``not_removable``, ``in_use`` when other records refer to it, ``stale``, ``not_found``.
        """
        before = self._current(record)
        guards.check_remove(before)
        household_id = guards.household_of(before, self.find)  # while the way up still stands
        table = TABLES[type(record)]
        try:
            self._connection.execute(delete(table).where(table.c.id == record.id))
        except IntegrityError as error:
            if breaks_foreign_key(error.orig):
                raise fault("in_use") from error
            raise
        self._note(before, None, household_id)

    def record_reading(self, act: str, household_id: int | None = None) -> None:
        """Note that someone looked at, searched, printed or exported something."""
        self._acts.append(audit.Act(act=act, household_id=household_id))

    def next_number(self, key: str) -> int:
        """The next running number under `key`, from 1; it is used up only if this unit of work commits."""
        used = self._connection.execute(select(COUNTER.c.value).where(COUNTER.c.key == key)).scalar_one_or_none()
        if used is None:
            self._connection.execute(insert(COUNTER), {"key": key, "value": 1})
            return 1
        self._connection.execute(update(COUNTER).where(COUNTER.c.key == key).values(value=used + 1))
        return int(used) + 1

    def commit(self) -> None:
        """Make everything permanent; afterwards it is on the disk. The unit of work ends here.

        Raises RuntimeError when called twice.
        """
        if self.committed:
            raise RuntimeError("this unit of work is already committed")
        search.refresh(self._connection, self._households)
        audit.append(self._connection, self._acts, user=self._user, at=self._clock.utc())
        self._connection.commit()
        self.committed = True

    def _current(self, record: R) -> R:
        stored = self.get(type(record), record.id)
        if stored.version != record.version:
            raise self._stale(stored, record)
        return stored

    def _stale(self, stored: Record, record: Record) -> KnownError:
        history = self.audit(record=stored, newest=max(1, stored.version - record.version))
        paths = dict.fromkeys(path.split(".")[0] for entry in history for path, _, _ in entry.changes)
        who = "、".join(dict.fromkeys(entry.user for entry in history)) or "ほかの画面"
        message = (
            f"この記録は、開いた後に{who}が変更しています。上書きはしませんでした。"
            "最新の内容を開き直して確かめてください。"
        )
        return KnownError("stale", message, tuple(FieldError(path, f"{who}が変更しました。") for path in paths))

    def _note(self, before: Record | None, after: Record | None, household_id: int | None) -> None:
        for side in (before, after):
            if isinstance(side, Household | Member):
                self._households.add(side.household_id if isinstance(side, Member) else side.id)
        record = after or before
        if record is None or type(record) in guards.UNAUDITED:
            return
        self._acts.append(
            audit.Act(
                act=self._act,
                table=table_name(type(record)),
                row_id=record.id,
                household_id=household_id,
                changes=audit.differences(before, after),
            )
        )


def _wanted(kind: type[Record], equal: Mapping[str, object]) -> list[ColumnElement[bool]]:
    columns = TABLES[kind].c
    return [part for name, value in equal.items() for part in _conditions(columns[name], value)]


def _conditions(column: Column[Any], value: object) -> list[ColumnElement[bool]]:
    if isinstance(value, Between):
        first = [] if value.first is None else [column >= to_cell(value.first)]
        last = [] if value.last is None else [column <= to_cell(value.last)]
        return [*first, *last] or [column.is_not(None)]
    if isinstance(value, tuple | list | set | frozenset):
        return [column.in_([to_cell(item) for item in value])]
    return [column.is_(None) if value is None else column == to_cell(value)]


def _parts(order_by: str) -> list[str]:
    return [part.strip() for part in order_by.split(",")]


def _order(kind: type[Record], order_by: str) -> list[ColumnElement[Any]]:
    columns = TABLES[kind].c
    names = _parts(order_by)
    down = names[-1].startswith("-")
    return [
        columns[name.removeprefix("-")].desc() if name.startswith("-") else columns[name].asc()
        for name in (*names, "-id" if down else "id")
    ]

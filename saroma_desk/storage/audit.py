"""The audit trail: who did what when, and what changed from what to what, each line sealed by the one before.

Lines are numbered by a counter, not by the clock, which may be set back. Each carries the SHA-256 of its content
and of the line before; the last number and hash stand in the database a second time, so that a lost end shows too.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, insert, select, update

from saroma_desk.domain.office import AuditEntry
from saroma_desk.domain.record import Record

from .codec import Value, to_cell
from .tables import AUDIT, FACT

Change: TypeAlias = tuple[str, str, str]

_HEAD: Final = "audit_head"
_START: Final = (0, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line that is not yet numbered; `table` is empty and `row_id` 0 where no row was written."""

    act: str
    table: str = ""
    row_id: int = 0
    household_id: int | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditHead:
    """Where the trail ends: number of its last line (0 = empty) and that line's hash."""

    sequence: int
    hash: str


def differences(before: Record | None, after: Record | None) -> tuple[Change, ...]:
    """(path, before, after) of every value that differs, nested values by path such as ``answers.3.state``.

    Empty text stands for "no value". Bytes appear as their length and hash, never themselves.
    """
    old = dict(_leaves(before)) if before else {}
    new = dict(_leaves(after)) if after else {}
    paths = dict.fromkeys((*old, *new))
    return tuple((p, old.get(p, ""), new.get(p, "")) for p in paths if old.get(p, "") != new.get(p, ""))


def _leaves(value: Value, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}.{index}")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if path or field.name not in ("id", "version"):
                yield from _leaves(getattr(value, field.name), f"{path}.{field.name}" if path else field.name)
    else:
        yield path, _display(value)


def _display(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes sha256:{hashlib.sha256(value).hexdigest()}" if value else ""
    return str(value)


def head(connection: Connection) -> AuditHead:
    """The noted end of the trail."""
    noted = connection.execute(select(FACT.c.value).where(FACT.c.key == _HEAD)).scalar_one_or_none()
    if noted is None:
        return AuditHead(*_START)
    sequence, _, digest = str(noted).partition(":")
    return AuditHead(int(sequence), digest)


def append(connection: Connection, acts: Sequence[Act], *, user: str, at: datetime) -> None:
    """Write these lines at the end of the trail, in the running transaction.

    Raises:
        KnownError: ``invalid_text`` when a user or act holds text that no database keeps.
    """
    if not acts:
        return
    last = head(connection)
    rows = []
    for act in acts:
        row = _row(act, last, user=user, at=at)
        rows.append(row)
        last = AuditHead(row["sequence"], row["hash"])
    connection.execute(insert(AUDIT), rows)
    noted = f"{last.sequence}:{last.hash}"
    if connection.execute(update(FACT).where(FACT.c.key == _HEAD).values(value=noted)).rowcount == 0:
        connection.execute(insert(FACT), {"key": _HEAD, "value": noted})


def _row(act: Act, last: AuditHead, *, user: str, at: datetime) -> dict[str, Any]:
    content = {
        "sequence": last.sequence + 1,
        "at": at.isoformat(),
        "user": to_cell(user, "user"),
        "act": to_cell(act.act, "act"),
        "table_name": act.table,
        "row_id": act.row_id,
        "household_id": act.household_id,
        "changes": to_cell(act.changes, "changes"),
        "previous_hash": last.hash,
    }
    return {**content, "hash": _seal(content)}


def _seal(content: dict[str, Any]) -> str:
    text = json.dumps(list(content.values()), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def entries(connection: Connection, *, newest: int | None = None, **equal: object) -> tuple[AuditEntry, ...]:
    """Lines in order whose columns equal the given values (``household_id``, ``table_name``, ``row_id`` …).

    Args:
        connection: of the database.
        newest: only the last so many of them.
        **equal: column names with values.
    """
    wanted = [AUDIT.c[name] == value for name, value in equal.items()]
    query = select(AUDIT).where(*wanted).order_by(AUDIT.c.sequence.desc()).limit(newest)
    return tuple(_entry(row) for row in reversed(connection.execute(query).all()))


def _entry(row: Row[*tuple[Any, ...]]) -> AuditEntry:
    return AuditEntry(
        sequence=row.sequence,
        at=datetime.fromisoformat(row.at),
        user=row.user,
        act=row.act,
        table=row.table_name,
        row_id=row.row_id,
        household_id=row.household_id,
        changes=tuple((path, before, after) for path, before, after in json.loads(row.changes)),
    )


def first_break(connection: Connection) -> int | None:
    """Number of the first line that was altered, lost or put out of order; None when the whole trail holds."""
    last = AuditHead(*_START)
    for row in connection.execute(select(AUDIT).order_by(AUDIT.c.sequence)):
        content = dict(row._mapping)  # noqa: SLF001  the documented way to a row's names
        seal = content.pop("hash")
        if row.sequence != last.sequence + 1 or row.previous_hash != last.hash or seal != _seal(content):
            return last.sequence + 1
        last = AuditHead(row.sequence, seal)
    return None if head(connection) == last else last.sequence + 1

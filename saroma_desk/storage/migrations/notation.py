"""Short notation for the tables of a step. Steps are frozen, so this module is too, except for additions.

A column is ``name:type``, with ``?`` behind the type where it may be empty, ``>table`` where it holds an id of that
table, and ``*`` where it has an index of its own; id and version are understood. ``a+b`` after the columns names
what may not stand twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

_TYPES: Final[Mapping[str, Any]] = {
    "text": sa.Text,
    "int": sa.Integer,
    "bool": sa.Boolean,
    "date": sa.Date,
    "time": sa.Time,
    "bytes": sa.LargeBinary,
}
_COLUMN: Final = re.compile(r"(\w+):(\w+)(\?)?(?:>(\w+))?(\*)?")


def create_record_table(name: str, columns: str, *, unique: str = "") -> None:
    """Create the table of one record type; an id is never given twice."""
    parts: list[Any] = [
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    ]
    keys: list[Any] = [sa.PrimaryKeyConstraint("id", name=f"pk_{name}")]
    indexed = []
    for column in columns.split():
        field, kind, optional, target, index = _read(column)
        parts.append(sa.Column(field, _TYPES[kind], nullable=bool(optional)))
        if target:
            keys.append(sa.ForeignKeyConstraint([field], [f"{target}.id"], name=f"fk_{name}_{field}"))
        if target or index:
            indexed.append(field)
    if unique:
        fields = unique.split("+")
        keys.append(sa.UniqueConstraint(*fields, name=f"uq_{name}_{'_'.join(fields)}"))
    op.create_table(name, *parts, *keys, sqlite_autoincrement=True)
    for field in indexed:
        op.create_index(f"ix_{name}_{field}", name, [field])


def _read(column: str) -> tuple[Any, ...]:
    found = _COLUMN.fullmatch(column)
    if not found:
        raise ValueError(f"not a column: {column}")
    return found.groups()

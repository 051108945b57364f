"""Reading and replacing attributes of frozen records by dotted names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as record_fields
from dataclasses import is_dataclass, replace
from typing import Any


def value_at(record: object, name: str) -> Any:  # noqa: ANN401
    """Attribute of a dotted name; None where something on the way is missing."""
    if isinstance(record, Mapping) and name in record:
        return record[name]
    for part in name.split("."):
        if record is None:
            return None
        record = record.get(part) if isinstance(record, Mapping) else getattr(record, part, None)
    return record


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Dotted names turned into mappings within the mapping."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        head, _, rest = name.partition(".")
        if rest:
            found[head] = {**found.get(head, {}), rest: value}
        else:
            found[head] = value
    return found


def replaced(record: Any, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """`record` with new values; names it does not have (shown or helper fields) are left out."""
    own = {f.name for f in record_fields(record)}
    changes = {
        name: replaced(getattr(record, name), value)
        if isinstance(value, dict) and is_dataclass(getattr(record, name))
        else value
        for name, value in nested(values).items()
        if name in own
    }
    return replace(record, **changes)

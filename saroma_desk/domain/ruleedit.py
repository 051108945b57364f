"""Changing single values of a rule set's data by their keys, such as ``limits.rules.visits.value``."""

from __future__ import annotations

from typing import Any

from .errors import FieldError, KnownError


def set_value(data: dict[str, Any], key: str, value: object) -> None:
    """Change one value, or add an entry to a list when `value` is a whole one; raises KnownError for a wrong key."""
    owner, last = _owner(data, key)
    if isinstance(owner, dict):
        owner[last] = value
        return
    index = _index(owner, last)
    if index is None and isinstance(value, dict):
        owner.append(value)
    elif index is None:
        raise _nowhere(key)
    else:
        owner[index] = value


def remove_value(data: dict[str, Any], key: str) -> None:
    """Take out a value or an entry; raises KnownError for a key that leads nowhere."""
    owner, last = _owner(data, key)
    index: str | int | None = last if isinstance(owner, dict) and last in owner else None
    if isinstance(owner, list):
        index = _index(owner, last)
    if index is None:
        raise _nowhere(key)
    del owner[index]


def _owner(data: Any, key: str) -> tuple[Any, str]:  # noqa: ANN401 - parsed data
    """What holds the last part of a key, and that part."""
    *path, last = key.split(".")
    for part in path:
        if isinstance(data, list):
            index = _index(data, part)
            data = None if index is None else data[index]
        else:
            data = data.get(part) if isinstance(data, dict) else None
    if not isinstance(data, (dict, list)):
        raise _nowhere(key)
    return data, last


def _index(rows: list[Any], part: str) -> int | None:
    for index, row in enumerate(rows):
        if isinstance(row, dict) and part in (row.get("id"), row.get("code"), row.get("key")):
            return index
    return int(part) if part.isdecimal() and int(part) < len(rows) else None


def _nowhere(key: str) -> KnownError:
    why = "この項目は事業の決まりにありません。"
    return KnownError("rule_set_invalid", f"{key}：{why}", (FieldError(key, why),))

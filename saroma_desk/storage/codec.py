"""One value of a record as one cell of a row, and back; nested values become JSON text.

A cell holds only what every SQL database knows: text, whole numbers, truth values, dates, times of day, bytes.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, Final, TypeAlias, Union

from saroma_desk.domain.errors import FieldError, KnownError

Value: TypeAlias = Any  # of a record's field
Cell: TypeAlias = Any  # of a row, or of parsed JSON
Hint: TypeAlias = Any  # resolved type of a field, optional or not
Decode: TypeAlias = Callable[[Cell], Value]

LARGEST_NUMBER: Final = 2**31 - 1  # PostgreSQL's INTEGER; far above any sum or count of a town
_SCALARS: Final = (str, int, bool, date, time, bytes)


def bare(hint: Hint) -> tuple[Any, bool]:
    """The type without ``| None``, and whether None is allowed."""
    if _origin(hint) in (Union, types.UnionType):
        inner = [part for part in typing.get_args(hint) if part is not type(None)]
        return inner[0], True
    return hint, False


def is_nested(hint: Hint) -> bool:
    """Whether values of this bare type travel as JSON text."""
    return _origin(hint) is tuple or dataclasses.is_dataclass(hint)


def _origin(hint: Hint) -> Hint:
    return typing.get_origin(hint)


def hints_of(kind: Hint) -> Mapping[str, Hint]:
    """Field names of a dataclass with their resolved types, in order."""
    resolved = typing.get_type_hints(kind)
    return {field.name: resolved[field.name] for field in dataclasses.fields(kind)}


def to_cell(value: Value, field: str = "") -> Cell:
    """What stands in the row for this value.

    Raises:
        KnownError: ``invalid_text`` for text that no database keeps (NUL, half a surrogate pair),
            ``invalid_number`` for a number beyond 32 bits; `field` is named in it.
    """
    if isinstance(value, tuple) or dataclasses.is_dataclass(value):
        return json.dumps(_plain(value, field), ensure_ascii=False, separators=(",", ":"))
    return value if isinstance(value, bytes) else _scalar(value, field, in_json=False)


def _plain(value: Value, field: str) -> Cell:
    if isinstance(value, tuple):
        return [_plain(item, field) for item in value]
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name), field) for f in dataclasses.fields(value)}
    return _scalar(value, field, in_json=True)


def _scalar(value: Value, field: str, *, in_json: bool) -> Cell:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return _checked_text(value, field)
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise _refused("invalid_number", "数が大きすぎます。桁を確かめてください。", field)
    if isinstance(value, datetime) or (in_json and isinstance(value, date | time)):
        return value.isoformat()
    return value


def _checked_text(text: str, field: str) -> str:
    if "\0" in text or (not text.isprintable() and any("\ud800" <= char <= "\udfff" for char in text)):
        raise _refused("invalid_text", "保存できない文字（壊れた文字）が含まれています。入力し直してください。", field)
    return text


def _refused(code: str, message: str, field: str) -> KnownError:
    return KnownError(code, message, (FieldError(field, message),))


def decoder(hint: Hint) -> Decode | None:
    """How a cell of a column with this type becomes the record's value; None when it already is."""
    kind, optional = bare(hint)
    if is_nested(kind):
        restore = _restorer(kind)
        decode: Decode | None = lambda cell: restore(json.loads(cell))  # noqa: E731  one of several tiny ways
    else:
        decode = _scalar_decoder(kind, in_json=False)
    return _or_none(decode) if optional and decode else decode


def _scalar_decoder(kind: Hint, *, in_json: bool) -> Decode | None:
    if issubclass(kind, Enum):
        return typing.cast("Decode", kind)
    if kind is datetime or (in_json and kind in (date, time)):
        return typing.cast("Decode", kind.fromisoformat)
    if kind in _SCALARS:
        return None
    raise TypeError(f"no cell for values of type {kind!r}")


def _or_none(decode: Decode) -> Decode:
    return lambda cell: None if cell is None else decode(cell)


@cache
def _restorer(hint: Hint) -> Decode:
    """How a value parsed from JSON becomes the record's value."""
    kind, optional = bare(hint)
    if _origin(kind) is tuple:
        item = _restorer(typing.get_args(kind)[0])
        decode: Decode = lambda cells: tuple(item(cell) for cell in cells)  # noqa: E731
    elif dataclasses.is_dataclass(kind):
        decode = _dataclass_restorer(kind)
    else:
        decode = _scalar_decoder(kind, in_json=True) or _same
    return _or_none(decode) if optional else decode


def _dataclass_restorer(kind: Hint) -> Decode:
    parts = {name: _restorer(hint) for name, hint in hints_of(kind).items()}

    def restore(cells: Mapping[str, Cell]) -> Value:
        # a field that a newer version added is absent in older text and takes its default
        return kind(**{name: part(cells[name]) for name, part in parts.items() if name in cells})

    return restore


def _same(value: Value) -> Value:
    return value

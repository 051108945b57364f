"""Values on papers: what a field may hold and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from saroma_desk.domain.eras import format_era, format_era_year, format_short, to_era, weekday_ja, widen

if TYPE_CHECKING:
    from saroma_desk.forms.schema import FieldSpec
    from saroma_desk.forms.shared import Blanks

Digits = Literal["half", "full"]

FieldValue: TypeAlias = (
    str | int | bool | date | time | frozenset[str] | tuple[str, ...] | tuple["Mapping[str, FieldValue]", ...] | None
)
Values: TypeAlias = Mapping[str, FieldValue]

_BLANK_IN_SENTENCE = 6
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
# Whole numbers in Japanese words; not the digits of 500円, 4,000, 9:00, A4, 0152-2-1111, nor of a clause such as (2).
_NUMBERS = re.compile(r"(?<![A-Za-z0-9.,:/-])(?<!\()[0-9]+(?![A-Za-z0-9円]|[.,:/-][0-9])")


class Composed(str):
    """A text of parts that the program says and parts that a person typed.

    Only the former follow the paper's width of digits; what was typed is printed as it was typed.
    """

    __slots__ = ("parts",)
    parts: tuple[tuple[str, bool], ...]

    def __new__(cls, *parts: tuple[str, bool]) -> Composed:
        """Parts in their order, each with whether the program says it."""
        made = super().__new__(cls, "".join(text for text, _ in parts))
        made.parts = parts
        return made

    def __reduce__(self) -> tuple[type[Composed], tuple[tuple[str, bool], ...]]:
        """What a copy is made of."""
        return (Composed, self.parts)

    @classmethod
    def said(cls, text: str) -> Composed:
        """A text that the program makes alone."""
        return cls((text, True))

    @classmethod
    def joined(cls, separator: str, texts: Iterable[str]) -> Composed:
        """The texts with a separator between them; plain texts count as typed."""
        parts: list[tuple[str, bool]] = []
        for text in texts:
            parts += [(separator, False)] if parts else []
            parts += text.parts if isinstance(text, Composed) else ((text, False),)
        return cls(*parts)

    def in_width(self, digits: Digits) -> str:
        """The text for paper."""
        return "".join(in_width(text, digits) if said else text for text, said in self.parts)


@lru_cache(maxsize=4096)
def in_width(text: str, digits: Digits) -> str:
    """A fixed text of a template with its numbers in the width of the paper's switch."""
    if digits == "half":
        return text.translate(_NARROW)
    return _NUMBERS.sub(lambda match: widen(match.group(), "full"), text)


def is_empty(value: FieldValue) -> bool:
    """Whether nothing is known: None, an empty text, no choice, no rows. Zero and False are known."""
    return value is None or (isinstance(value, (str, frozenset, tuple)) and not value)


def codes_of(value: FieldValue) -> frozenset[str]:
    """The chosen codes of a check or choice field; a text is one code, True is `yes`, False `no`."""
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    if isinstance(value, (frozenset, tuple)):
        return frozenset(str(code) for code in value)
    return frozenset() if value is None else frozenset({str(value)})


def rows_of(values: Values, name: str) -> tuple[Values, ...]:
    """The repeated rows of a field; empty where there are none."""
    value = values.get(name)
    rows = value if isinstance(value, tuple) else ()
    return tuple(row for row in rows if isinstance(row, Mapping))


def written(spec: FieldSpec, value: FieldValue, digits: Digits) -> str:
    """The text of a known value. A text given for a number or date is printed as it is."""
    text = _written(spec, value, digits)
    return text + spec.unit


def _written(spec: FieldSpec, value: FieldValue, digits: Digits) -> str:
    if isinstance(value, Composed):
        return value.in_width(digits)
    if isinstance(value, str) or value is None:
        return widen(value or "", digits) if spec.format == "number" else value or ""
    if isinstance(value, date):
        return _date(spec.format, value, digits)
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, int):
        return _number(spec.format, value, digits)
    return "、".join(spec.options.get(code, code) for code in spec.options if code in codes_of(value))


def _date(kind: str, value: date, digits: Digits) -> str:
    if kind == "day":
        return f"{value.month}/{value.day}（{weekday_ja(value)}）"
    try:
        if kind == "short_date":
            return format_short(value)
        if kind == "month":
            era = to_era(value)
            return format_era_year(era.era, era.year, digits=digits) + widen(f"{value.month}月", digits)
        return format_era(value, digits=digits)
    except ValueError:  # before the first era
        return widen(f"{value.year}年{value.month}月{value.day}日", digits)


def _number(kind: str, value: int, digits: Digits) -> str:
    if kind == "amount":
        return f"{value:,}" if value >= 0 else f"△{-value:,}"
    if kind == "yen":
        return f"¥{value:,}" if value >= 0 else f"△¥{-value:,}"
    if kind in {"minutes", "time"}:
        return f"{value // 60}:{value % 60:02}"
    return widen(str(value), digits)


def blank_text(spec: FieldSpec, blanks: Blanks, *, alone: bool) -> str:
    """What stands where the value is not known: room for handwriting in a sentence, nothing in a cell of its own."""
    if isinstance(spec.blank, str):
        return spec.blank
    if spec.blank is not None:
        return "\u3000" * spec.blank
    default: str | None = getattr(blanks, spec.format, None)
    if default is not None:
        return default
    return spec.unit if alone else "\u3000" * _BLANK_IN_SENTENCE + spec.unit

"""Figures of the yearly sheet that only a person knows: their keys, what they may hold, what carries over.

Keys (years are western fiscal years):

* ``budget.<year>.<budget|actual>.<total|national|prefectural|other|general>`` — whole yen;
* ``indicator.<a|b>.<row>.<year>.<actual|expected>``, ``indicator.b.<row>.<name|unit>``, ``indicator.<a|b>.note``;
* ``demand.<year>.<expected|rate|provision|actual|secured>``;
* ``evaluation.<own|meeting>`` — A, B or C;
* ``text.<title|heading|outline|purpose|method|measure|review|next_goal>``;
* ``grant.<consult|helper>.<expense|income|standard>``, ``grant.rounding`` — whole yen;
* ``basis.persons`` — ``target`` or ``all``; ``mask.threshold`` — smallest count a public sheet shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from .errors import FieldError
from .office import YearFigure

SOURCES = ("total", "national", "prefectural", "other", "general")
TEXTS = ("title", "heading", "outline", "purpose", "method", "measure", "review", "next_goal")
_YEAR = r"\d{4}"
_NUMBER_KEYS = re.compile(
    rf"budget\.{_YEAR}\.(?:budget|actual)\.(?:{'|'.join(SOURCES)})"
    rf"|indicator\.[ab]\.\w+\.{_YEAR}\.(?:actual|expected)"
    rf"|demand\.{_YEAR}\.(?:expected|rate|actual|secured)"
    r"|grant\.(?:consult|helper)\.(?:expense|income|standard)|grant\.rounding|mask\.threshold"
)
_TEXT_KEYS = re.compile(
    rf"text\.(?:{'|'.join(TEXTS)})|indicator\.[ab]\.note|indicator\.b\.\w+\.(?:name|unit)|demand\.{_YEAR}\.provision"
)
CHOICES = {
    "evaluation.own": ("A", "B", "C"),
    "evaluation.meeting": ("A", "B", "C"),
    "basis.persons": ("target", "all"),
}
# What describes the year itself is written anew each year; the rest stands until somebody changes it.
_OF_THE_YEAR = re.compile(r"evaluation\..*|text\.(?:title|review|next_goal)|indicator\.[ab]\.note|grant\..*\.\w+")
_AT_LEAST_ONE = frozenset({"grant.rounding", "mask.threshold"})


def canonical(key: str, typed: str) -> str:
    """The text to store: numbers without separators, choices in capitals as listed, sentences as typed.

    An empty text removes the figure. Raises ValueError in Japanese; KeyError for a key that no sheet has.
    """
    if key in CHOICES:
        return _choice(typed, CHOICES[key])
    if _TEXT_KEYS.fullmatch(key):
        return typed.strip()
    if not _NUMBER_KEYS.fullmatch(key):
        raise KeyError(key)
    plain = unicodedata.normalize("NFKC", typed).replace(",", "").replace("円", "").replace("%", "").strip()
    if not plain:
        return ""
    if not re.fullmatch(r"-?\d{1,12}", plain):
        raise ValueError(f"「{typed.strip()[:20]}」は数として読めません。「420,000」のように整数で入力してください。")
    if key in _AT_LEAST_ONE and int(plain) < 1:
        raise ValueError("1以上の整数を入力してください。")
    return str(int(plain))


def _choice(typed: str, allowed: tuple[str, ...]) -> str:
    plain = unicodedata.normalize("NFKC", typed).strip()
    found = next((c for c in allowed if c.lower() == plain.lower()), "")
    if plain and not found:
        raise ValueError(f"{'・'.join(allowed)}のどれかを入力してください。")
    return found


def checked(values: Mapping[str, str]) -> tuple[dict[str, str], list[FieldError]]:
    """Canonical texts of all good values, and one error for each bad one."""
    good: dict[str, str] = {}
    errors: list[FieldError] = []
    for key, typed in values.items():
        try:
            good[key] = canonical(key, typed)
        except ValueError as error:
            errors.append(FieldError(key, str(error)))
        except KeyError:
            errors.append(FieldError(key, f"「{key}」という欄はありません。"))
    return good, errors


def entered_for(figures: Sequence[YearFigure], fiscal_year: int) -> dict[str, str]:
    """What stands in the sheet of the year: its own entries, and those of earlier sheets that carry over."""
    values: dict[str, str] = {}
    for figure in sorted(figures, key=lambda f: (f.fiscal_year, f.key)):
        own = figure.fiscal_year == fiscal_year
        if own or (figure.fiscal_year < fiscal_year and not _OF_THE_YEAR.fullmatch(figure.key)):
            values[figure.key] = figure.value
    return {key: value for key, value in values.items() if value != ""}


def number(entered: Mapping[str, str], key: str) -> int | None:
    """The entered whole number, or None."""
    return int(entered[key]) if entered.get(key, "") != "" else None

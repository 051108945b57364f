"""Cells as SpreadsheetML text (ECMA-376 §18.3.1): what each kind of value looks like inside a sheet.

Written here and not by openpyxl, for three reasons: a formula carries its result (openpyxl writes none, so protected
view, previews and phones would show nothing), a text can never be taken for a formula or an error, and it is faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Final
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

Result = int | float | str
Value = str | int | float | date | time | None
_DAY_ZERO: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel's calendar has a day that never was
_SECONDS: Final = 86_400
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A (ECMA-376 §22.4.2.4)
_LETTERS: Final = tuple(get_column_letter(n) for n in range(1, 101))


def address(row: int, column: int) -> str:
    """'C5' for row 5, column 3; up to 100 columns."""
    return f"{_LETTERS[column - 1]}{row}"


def value_cell(place: str, style: int, value: Value) -> str:
    """A cell with a value; None and "" give an empty styled cell. The text must have passed `celltext.visible`."""
    if value is None or value == "":
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, str):
        text = escape(_ESCAPE.sub("_x005F_", value) if "_x" in value else value)
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, date):
        if value < _FIRST_DAY:
            return value_cell(place, style, value.isoformat())
        value = (value - _DAY_ZERO).days
    elif isinstance(value, time):
        value = (value.hour * 3600 + value.minute * 60 + value.second) / _SECONDS
    return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'


def formula_cell(place: str, style: int, formula: str, result: Result) -> str:
    """A cell with a formula (without its =) and what it gives."""
    kind = ' t="str"' if isinstance(result, str) else ""
    return f'<c r="{place}" s="{style}"{kind}><f>{escape(formula)}</f><v>{escape(str(result))}</v></c>'


def sheet_data(rows: Mapping[int, Mapping[int, str]], heights: Mapping[int, float]) -> str:
    """The element with all rows; `heights` in points, others are fitted by the program that opens the file."""
    return f"<sheetData>{''.join(_rows(rows, heights))}</sheetData>"


def _rows(rows: Mapping[int, Mapping[int, str]], heights: Mapping[int, float]) -> Iterable[str]:
    for number in sorted(rows.keys() | heights.keys()):
        height = heights.get(number)
        fixed = "" if height is None else f' ht="{height:g}" customHeight="1"'
        cells = rows.get(number, {})
        yield f'<row r="{number}"{fixed}>{"".join(cells[column] for column in sorted(cells))}</row>'


def dimension(rows: Mapping[int, Mapping[int, str]]) -> str:
    """'A1:V40': the rectangle that holds all cells."""
    last_column = max((max(cells) for cells in rows.values() if cells), default=1)
    return f"A1:{address(max(rows, default=1), last_column)}"

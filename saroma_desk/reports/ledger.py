"""Ledgers: one sheet for each list of rows, laid out by resources/yearly/ledgers.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from openpyxl.utils import get_column_letter

from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.yearly import YearData
from saroma_desk.reports import measure
from saroma_desk.reports.book import Book, Sheet

HEAD_ROW: Final = 4
ROW_POINTS: Final = 18.0  # rows of one line
_NOTHING: Final = "該当なし"
_FIELD = re.compile(r"\[(\w+)\]")
_ROW_MARK: Final = "{row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    field: str
    label: str
    width: float
    style: str = "text"
    total: str = ""
    average: bool = False
    formula: str = ""


def head(sheet: Sheet, data: YearData, title: str) -> None:
    """The first rows of every sheet: title with the fiscal year, when, by whom and under which rule set."""
    sheet.put(1, 1, f"{data.year_name()}　{title}", "title")
    sheet.height(1, 24)
    made = f"作成日 {format_era(data.made_on)}　作成者 {data.made_by or '―'}　{data.programme.instrument}"
    sheet.put(2, 1, f"{made}（{data.programme.id}）", "meta")


def write_ledger(book: Book, data: YearData, name: str, layout: Mapping[str, Any], rows: Sequence[object]) -> None:
    """Write the sheet of a ledger with its totals; an empty list still gives a whole sheet."""
    columns = [_Column(**column) for column in layout["columns"]]
    sheet = book.sheet(layout["sheet"], landscape=True, widths=[c.width for c in columns])
    head(sheet, data, layout["title"])
    sheet.row(HEAD_ROW, [c.label for c in columns], "head")
    sheet.height(HEAD_ROW, 32)
    first = HEAD_ROW + 1
    for offset, record in enumerate(rows):
        _write_row(sheet, first + offset, _looks(columns, record, layout.get("struck_by", "")), record)
    last = first + len(rows) - 1
    if not rows:
        last = first
        sheet.span(first, (1, len(columns)), _NOTHING, "center")
    _write_totals(sheet, name, columns, rows, last)
    if any(column.average for column in columns):
        _write_averages(sheet, columns, rows, last)
    sheet.freeze(first, layout["freeze"] + 1)
    sheet.repeat_rows(HEAD_ROW, HEAD_ROW)
    sheet.filter(HEAD_ROW, last, len(columns))
    if layout.get("pages_wide"):
        sheet.pages_wide(layout["pages_wide"], layout["freeze"])
    if layout.get("protect"):
        sheet.protect()


def _looks(columns: list[_Column], record: object, struck_by: str) -> list[_Column]:
    """The columns as this row shows them: struck through, but for the words that strike it."""
    if not struck_by or not getattr(record, struck_by):
        return columns
    return [c if c.field == struck_by else replace(c, style=f"{c.style}_struck") for c in columns]


def _write_row(sheet: Sheet, row: int, columns: list[_Column], record: object) -> None:
    tallest = 1
    for number, column in enumerate(columns, 1):
        value = getattr(record, column.field)
        if column.formula:
            formula = _formula(columns, column.formula).replace(_ROW_MARK, str(row))
            sheet.formula(row, number, formula, "" if value is None else value, column.style)
            continue
        sheet.put(row, number, value, column.style)
        if isinstance(value, str):
            tallest = max(tallest, measure.lines(value, column.width))
    sheet.height(row, measure.height(tallest))


def _formula(columns: list[_Column], text: str) -> str:
    letters = {c.field: get_column_letter(n) for n, c in enumerate(columns, 1)}
    return _FIELD.sub(lambda found: letters[found[1]] + _ROW_MARK, text)


def _write_totals(sheet: Sheet, name: str, columns: list[_Column], rows: Sequence[object], last: int) -> None:
    totals = last + 1
    for number, column in enumerate(columns, 1):
        if not column.total:
            sheet.put(totals, number, "計" if number == 1 else None, "total_label")
            continue
        letter = get_column_letter(number)
        value = sum(getattr(record, column.field) or 0 for record in rows)
        sheet.formula(totals, number, f"=SUM({letter}{HEAD_ROW + 1}:{letter}{last})", value, "total")
        sheet.remember(f"{name}.{column.field}", totals, number, value)


def _write_averages(sheet: Sheet, columns: list[_Column], rows: Sequence[object], last: int) -> None:
    for number, column in enumerate(columns, 1):
        if not column.average:
            sheet.put(last + 2, number, "平均" if number == 1 else None, "total_label")
            continue
        cells = f"{get_column_letter(number)}{HEAD_ROW + 1}:{get_column_letter(number)}{last}"
        values = [getattr(record, column.field) for record in rows]
        mean = sum(values) / len(values) if values else ""
        sheet.formula(last + 2, number, f'=IF(COUNT({cells})=0,"",AVERAGE({cells}))', mean, "total_hours")

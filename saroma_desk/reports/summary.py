"""総括 and 月別: the year on one page, beside the year before, and month by month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.utils import get_column_letter

from saroma_desk.domain.calendar import YearMonth, months_of_fiscal_year
from saroma_desk.domain.yearly import YearData
from saroma_desk.reports.book import Book, Sheet
from saroma_desk.reports.cells import Result
from saroma_desk.reports.ledger import HEAD_ROW, ROW_POINTS, head

_BEFORE, _NOW, _CHANGE, _NOTE = 3, 4, 5, 6


def write_summary(book: Book, data: YearData, layout: Mapping[str, Any]) -> None:
    """Write 総括; the change against the year before is a formula."""
    sheet = book.sheet(layout["sheet"], landscape=False, widths=(26, 8, 15, 15, 13, 44))
    head(sheet, data, layout["title"])
    year = data.fiscal_year
    names = ("指標", "単位", data.year_name(year - 1), data.year_name(year), "増減", "備考")
    sheet.row(HEAD_ROW, names, "head")
    cells: dict[str, str] = {}
    for row, item in enumerate(layout["rows"], HEAD_ROW + 1):
        sheet.height(row, ROW_POINTS)
        if "section" in item:
            sheet.span(row, (1, _NOTE), item["section"], "label")
        else:
            cells[item["key"]] = _write_figure(sheet, data, row, item)
    _write_flow(sheet, data, HEAD_ROW + len(layout["rows"]) + 2, cells)
    sheet.freeze(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW, HEAD_ROW)


def _write_figure(sheet: Sheet, data: YearData, row: int, item: Mapping[str, Any]) -> str:
    divide = item.get("divide", 1)
    style, change = ("hours", "change_hours") if divide != 1 else ("count", "change")
    now = _shown(data.value(item["key"]), divide)
    before = _shown(data.value(item["key"], data.fiscal_year - 1), divide) if _known_before(data) else None
    sheet.put(row, 1, item["label"], "text")
    sheet.put(row, 2, item["unit"], "center")
    sheet.put(row, _BEFORE, before, style)
    sheet.put(row, _NOW, now, style)
    difference: Result = "" if before is None else now - before
    sheet.formula(row, _CHANGE, f'=IF(C{row}="","",D{row}-C{row})', difference, change)
    sheet.put(row, _NOTE, item.get("note", ""), "text")
    sheet.remember(f"summary.{item['key']}", row, _NOW, now)
    return f"D{row}"


def _known_before(data: YearData) -> bool:
    return data.recorded(data.fiscal_year - 1)


def _shown(value: int, divide: int) -> float:
    return value if divide == 1 else value / divide


def _write_flow(sheet: Sheet, data: YearData, row: int, cells: Mapping[str, str]) -> None:
    """継続＋新規－終結, computed in the sheet so that the check compares it with the counted number."""
    keys = ("cases.continued", "cases.new", "cases.closed")
    carried, new, closed = (data.value(key) for key in keys)
    value = carried + new - closed
    sheet.put(row, 1, "検算　継続＋新規－終結", "meta")
    formula = f"={cells[keys[0]]}+{cells[keys[1]]}-{cells[keys[2]]}"
    sheet.formula(row, _NOW, formula, value, "count")
    sheet.remember("summary.flow", row, _NOW, value)


def write_months(book: Book, data: YearData, layout: Mapping[str, Any]) -> None:
    """Write 月別: April to March; totals of what adds up are sums, distinct households are counted anew."""
    columns = layout["columns"]
    sheet = book.sheet(layout["sheet"], landscape=True, widths=[14, *(c["width"] for c in columns), 12])
    head(sheet, data, layout["title"])
    sheet.row(HEAD_ROW, ["月", *(c["label"] for c in columns), "支払日"], "head")
    sheet.height(HEAD_ROW, 32)
    months = months_of_fiscal_year(data.fiscal_year)
    for row, month in enumerate(months, HEAD_ROW + 1):
        sheet.height(row, ROW_POINTS)
        sheet.put(row, 1, month.format(), "label_center")
        for number, column in enumerate(columns, 2):
            value = _shown(_monthly(data, month, column["key"]), column.get("divide", 1))
            sheet.put(row, number, value, column.get("style", "count"))
        sheet.put(row, len(columns) + 2, data.payments.get(month.first), "date")
    _write_month_totals(sheet, data, columns, HEAD_ROW + len(months))
    sheet.put(HEAD_ROW + len(months) + 2, 1, layout["note"], "meta")
    sheet.freeze(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW, HEAD_ROW)


def _monthly(data: YearData, month: YearMonth, key: str) -> int:
    return data.value(f"{month.first:%Y-%m}.{key}")


def _write_month_totals(sheet: Sheet, data: YearData, columns: list[Mapping[str, Any]], last: int) -> None:
    total = last + 1
    sheet.put(total, 1, "計", "total_label")
    months = months_of_fiscal_year(data.fiscal_year)
    for number, column in enumerate(columns, 2):
        divide = column.get("divide", 1)
        style = "total_hours" if divide != 1 else "total"
        letter = get_column_letter(number)
        if column.get("distinct"):
            value = _shown(data.value(column["key"]), divide)
            sheet.put(total, number, value, style)
        else:
            value = _shown(sum(_monthly(data, month, column["key"]) for month in months), divide)
            sheet.formula(total, number, f"=SUM({letter}{HEAD_ROW + 1}:{letter}{last})", value, style)
        if "name" in column:
            sheet.remember(f"months.{column['name']}", total, number, value)
    sheet.put(total, len(columns) + 2, None, "total_label")

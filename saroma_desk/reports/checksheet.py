"""点検: what the records and the sheets of the book say about each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from saroma_desk.domain.yearly import YearData
from saroma_desk.reports.book import Book, Sheet
from saroma_desk.reports.cells import Value
from saroma_desk.reports.ledger import HEAD_ROW, head


def write_checks(
    book: Book,
    data: YearData,
    texts: Mapping[str, Any],
    balances: Sequence[Mapping[str, str]],
    entries: Iterable[tuple[str, int, int]],
) -> None:
    """Write the check sheet last: records, balances as formulas over the other sheets, entries, remarks."""
    sheet = book.sheet(texts["sheet"], landscape=False, widths=(6, 58, 16, 16, 14, 12))
    head(sheet, data, texts["title"])
    row = _section(sheet, HEAD_ROW, texts["balance_title"], texts["balance_heads"])
    for n, balance in enumerate(balances, 1):
        _write_balance(book, sheet, row, n, balance, texts)
        row += 1
    row = _section(sheet, row + 1, texts["record_title"], texts["record_heads"])
    for n, check in enumerate(data.checks, 1):
        verdict = texts["bad"] if check.found else texts["ok"]
        sheet.row(row, (n, check.text, check.found), "text")
        sheet.put(row, 3, check.found, "count")
        sheet.put(row, 4, verdict, "alert" if check.found else "verdict")
        sheet.span(row, (5, 6), check.detail, "text")
        sheet.height(row, 16 + 14 * (len(check.detail) // 14))
        row += 1
    row = _section(sheet, row + 1, texts["entry_title"], texts["entry_heads"])
    row = _write_entries(sheet, row, list(entries), texts)
    _write_remarks(sheet, row + 1, book.remarks, texts["remark_head"])
    sheet.repeat_rows(1, 2)


def _section(sheet: Sheet, row: int, title: str, heads: Sequence[Value]) -> int:
    sheet.put(row, 1, title, "heading")
    sheet.row(row + 1, heads, "head")
    if len(heads) == 5:
        sheet.span(row + 1, (5, 6), heads[4], "head")
    return row + 2


def _write_balance(
    book: Book, sheet: Sheet, row: int, n: int, balance: Mapping[str, str], texts: Mapping[str, Any]
) -> None:
    (left, left_value), (right, right_value) = book.total(balance["left"]), book.total(balance["right"])
    difference = float(left_value) - float(right_value)
    sheet.row(row, (n, balance["text"]), "text")
    sheet.formula(row, 3, f"={left}", left_value, "count")
    sheet.formula(row, 4, f"={right}", right_value, "count")
    sheet.formula(row, 5, f"=C{row}-D{row}", int(difference), "change")
    good, bad = texts["ok"], texts["bad"]
    style = "alert" if difference else "verdict"
    sheet.formula(row, 6, f'=IF(E{row}=0,"{good}","{bad}")', bad if difference else good, style)


def _write_entries(sheet: Sheet, row: int, entries: list[tuple[str, int, int]], texts: Mapping[str, Any]) -> int:
    if not entries:
        sheet.span(row, (1, 6), texts["entry_none"], "center")
        return row + 1
    for n, (label, entered, counted) in enumerate(entries, 1):
        sheet.row(row, (n, label), "text")
        sheet.row(row, (entered, counted), "count", 3)
        same = entered == counted
        sheet.span(row, (5, 6), texts["ok"] if same else texts["look"], "verdict" if same else "alert")
        row += 1
    return row


def _write_remarks(sheet: Sheet, row: int, remarks: Sequence[str], title: str) -> None:
    if remarks:
        sheet.put(row, 1, title, "heading")
    for offset, remark in enumerate(remarks, 1):
        sheet.put(row + offset, 1, remark, "meta")

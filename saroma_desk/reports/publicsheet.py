"""公表用: the summary as it may be shown outside, small counts hidden, no formula that could undo it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saroma_desk.domain.yearly import YearData
from saroma_desk.reports.book import Book, Sheet
from saroma_desk.reports.ledger import HEAD_ROW, ROW_POINTS, head
from saroma_desk.reports.public import Mask


def write_public(book: Book, data: YearData, layout: Mapping[str, Any], summary: Mapping[str, Any], mask: Mask) -> None:
    """Write the masked summary of this year and the one before."""
    sheet = book.sheet(layout["sheet"], landscape=False, widths=(30, 9, 17, 17))
    head(sheet, data, layout["title"])
    note = layout["note"].replace("{threshold}", str(mask.threshold)).replace("{mark}", mask.mark)
    sheet.span(3, (1, 4), note, "plain")
    sheet.height(3, 30)
    years = (data.fiscal_year - 1, data.fiscal_year)
    sheet.row(HEAD_ROW, ("指標", "単位", *(data.year_name(y) for y in years)), "head")
    rows = [item for item in summary["rows"] if not item.get("internal")]
    for row, item in enumerate(rows, HEAD_ROW + 1):
        sheet.height(row, ROW_POINTS)
        if "section" in item:
            sheet.span(row, (1, 4), item["section"], "label")
            continue
        sheet.put(row, 1, item["label"], "text")
        sheet.put(row, 2, item["unit"], "center")
        for column, year in enumerate(years, 3):
            _write_value(sheet, data, (row, column), year, item, mask)
    sheet.freeze(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW, HEAD_ROW)


def _write_value(
    sheet: Sheet, data: YearData, place: tuple[int, int], year: int, item: Mapping[str, Any], mask: Mask
) -> None:
    row, column = place
    if not data.recorded(year):
        sheet.put(row, column, None, "count")
    elif mask.hides(year, item["key"]):
        sheet.put(row, column, mask.mark, "masked")
    else:
        divide = item.get("divide", 1)
        value = data.value(item["key"], year)
        sheet.put(row, column, value if divide == 1 else value / divide, "count" if divide == 1 else "hours")

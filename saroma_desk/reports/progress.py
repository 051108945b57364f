"""進捗状況(会議様式): the council's sheet, nine columns, blocks from top to bottom as the table in use has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from openpyxl.utils import get_column_letter

from saroma_desk.domain.yearentries import number
from saroma_desk.domain.yearly import YearData
from saroma_desk.reports import fields, measure
from saroma_desk.reports.book import Book, Sheet
from saroma_desk.reports.ledger import ROW_POINTS
from saroma_desk.reports.public import Mask

_WIDTHS: Final = (17, 15, 9, 14, 14, 14, 14, 14, 14)
_LAST: Final = len(_WIDTHS)
_YEARS_FROM: Final = 5  # the five years of the plan stand in the last five columns


class ProgressSheet:
    """Writes the sheet block by block; `_row` is the next free row."""

    def __init__(self, book: Book, data: YearData, layout: Mapping[str, Any], mask: Mask | None) -> None:
        """Make the sheet; with a mask it is the public one, without cells to fill and without formulas."""
        self._sheet: Sheet = book.sheet(layout["sheet"], landscape=False, widths=_WIDTHS)
        self._data = data
        self._layout = layout
        self._mask = mask
        self._row = 1

    def write(self) -> None:
        """Write all blocks."""
        data, layout = self._data, self._layout
        title = data.entered.get("text.title") or fields.fill_years(layout["title"], data)
        self._tall((1, _LAST), title, "title")
        self._tall((1, _LAST), data.entered.get("text.heading") or layout["heading"], "heading")
        self._row += 1
        for text in layout["texts"]:
            self._labelled(text["label"], data.entered.get(text["key"]) or text["default"])
        self._row += 1
        self._budget(layout["budget"])
        for block in layout["indicators"]:
            self._row += 1
            self._indicators(block, layout["indicator_heads"])
        self._row += 1
        self._demand(layout["demand"])
        self._row += 1
        self._evaluation(layout["evaluation"])
        for text in layout["narrative"]:
            self._narrative(fields.fill_years(text["label"], data), data.entered.get(text["key"], ""))
        self._sheet.repeat_rows(1, 2)

    def _budget(self, block: Mapping[str, Any]) -> None:
        columns = fields.budget_columns(self._data)
        self._sheet.span(self._row, (1, 3), block["label"], "head")
        for offset, (year, kind) in enumerate(columns):
            self._sheet.put(self._row, 4 + offset, f"{self._data.year_name(year)}\n{block['kinds'][kind]}", "head")
        self._sheet.height(self._row, 2 * measure.LINE_POINTS + 2)
        top = self._row + 1
        for offset, (source, label) in enumerate(block["rows"].items()):
            row = top + offset
            self._sheet.height(row, ROW_POINTS)
            inner = source in ("national", "prefectural", "other")
            self._sheet.span(row, (2 if inner else 1, 3), label, "label")
            for column, (year, kind) in enumerate(columns, 4):
                self._amount(row, column, (year, kind, source), top)
        self._sheet.span(top + 1, (1, 1), block["specific"], "label_center", rows=3)
        self._row = top + len(block["rows"])

    def _amount(self, row: int, column: int, cell: tuple[int, str, str], top: int) -> None:
        year, kind, source = cell
        value = self._budget_value(year, kind, source)
        if source != "general" or value is not None:
            self._number(row, column, value)
            return
        parts = [self._budget_value(year, kind, s) for s in ("total", "national", "prefectural", "other")]
        numbers = [part for part in parts if isinstance(part, int)]
        total = parts[0] if isinstance(parts[0], int) else 0
        known = bool(numbers) and not isinstance(parts[0], str)
        rest = total - sum(p for p in parts[1:] if isinstance(p, int)) if known else ""
        if self._mask:
            self._number(row, column, rest if known else parts[0])
            return
        letter = get_column_letter(column)
        first, last = f"{letter}{top}", f"{letter}{top + 3}"
        formula = f'=IF(COUNT({first}:{last})=0,"",{first}-SUM({letter}{top + 1}:{last}))'
        self._sheet.formula(row, column, formula, rest, "yen")

    def _budget_value(self, year: int, kind: str, source: str) -> int | str | None:
        entered = number(self._data.entered, fields.budget_key(year, kind, source))
        if entered is not None:
            return entered
        value = fields.counted_budget(self._data, self._layout, year, kind, source)
        return self._masked(value, year, self._layout["budget"]["actual_total"])

    def _indicators(self, block: Mapping[str, Any], heads: Mapping[str, str]) -> None:
        data = self._data
        self._sheet.row(self._row, [None, heads["name"], None, heads["unit"]], "head")
        self._sheet.span(self._row, (2, 3), heads["name"], "head")
        for offset, year in enumerate(data.plan):
            kind = heads[fields.indicator_kind(data, year)]
            self._sheet.put(self._row, _YEARS_FROM + offset, f"{data.year_name(year)}\n{kind}", "head")
        self._sheet.height(self._row, 2 * measure.LINE_POINTS + 2)
        top = self._row
        for row in block["rows"]:
            self._row += 1
            prefix = f"indicator.{block['id']}.{row['id']}"
            self._tall_cell((2, 3), data.entered.get(f"{prefix}.name") or row["name"], "text")
            self._sheet.put(self._row, 4, data.entered.get(f"{prefix}.unit") or row["unit"], "center")
            for offset, year in enumerate(data.plan):
                self._number(self._row, _YEARS_FROM + offset, self._indicator(block["id"], row, year))
        self._sheet.span(top, (1, 1), block["label"], "label", rows=len(block["rows"]) + 1)
        self._row += 1
        note = data.entered.get(f"indicator.{block['id']}.note", "")
        self._tall((1, _LAST), heads["note"] + (f"\n{note}" if note else ""), self._style("input_text", "text_top"))

    def _indicator(self, block: str, row: Mapping[str, Any], year: int) -> int | str | None:
        data = self._data
        entered = number(data.entered, fields.indicator_key(data, block, row["id"], year))
        actual = fields.indicator_kind(data, year) == fields.ACTUAL
        keys = row.get("percent") or [row["figure"]]
        if entered is not None:
            return self._masked_entry(entered, year, keys) if actual and not row.get("public") else entered
        value = fields.proposed_indicator(data, block, row, year)
        return value if row.get("public") else self._masked(value, year, *keys)

    def _demand(self, block: Mapping[str, Any]) -> None:
        data = self._data
        self._sheet.span(self._row, (2, 4), block["label"], "head", rows=2)
        self._sheet.height(self._row, ROW_POINTS)
        self._sheet.height(self._row + 1, ROW_POINTS)
        self._sheet.span(self._row, (_YEARS_FROM, _LAST), block["measure"], "head")
        for offset, year in enumerate(data.plan):
            self._sheet.put(self._row + 1, _YEARS_FROM + offset, data.year_name(year), "head")
        top = self._row
        self._row += 1
        for what, label in block["rows"].items():
            self._row += 1
            self._sheet.span(self._row, (2, 4), label, "label")
            self._demand_row(what)
        self._sheet.span(top, (1, 1), block["planned"], "label_center", rows=len(block["rows"]) + 2)
        self._row += 1
        measure = data.entered.get("text.measure", "")
        text = block["provision_label"] + (f"\n{measure}" if measure else "")
        self._tall((1, _LAST), text, self._style("input_text", "text_top"))

    def _demand_row(self, what: str) -> None:
        data = self._data
        tallest = 1
        for offset, year in enumerate(data.plan):
            column = _YEARS_FROM + offset
            key = f"demand.{year}.{what}"
            if what == "provision":
                text = data.entered.get(key, "")
                self._sheet.put(self._row, column, text, self._style("input_center", "center"))
                tallest = max(tallest, measure.lines(text, _WIDTHS[column - 1]))
            else:
                self._number(self._row, column, self._demand_value(key, year, actual=what == "actual"))
        self._sheet.height(self._row, tallest * measure.LINE_POINTS + 6)

    def _demand_value(self, key: str, year: int, *, actual: bool) -> int | str | None:
        figure = self._layout["demand"]["figure"]
        entered = number(self._data.entered, key)
        if entered is not None:
            return self._masked_entry(entered, year, [figure]) if actual else entered
        if not actual:
            return None
        return self._masked(fields.counted_demand(self._data, self._layout, year), year, figure)

    def _evaluation(self, block: Mapping[str, Any]) -> None:
        self._tall((1, _LAST), block["label"], "label")
        for grade in block["grades"]:
            self._tall((1, _LAST), grade, "text")
        for row in block["rows"]:
            self._sheet.span(self._row, (1, 6), row["label"], "label")
            grade = self._data.entered.get(row["key"], "")
            self._sheet.span(self._row, (7, _LAST), grade, self._style("input_large", "large"))
            self._sheet.height(self._row, 24)
            self._row += 1

    def _narrative(self, label: str, text: str) -> None:
        self._tall((1, _LAST), label, "label")
        self._tall((1, _LAST), text, self._style("input_text", "text_top"), at_least=4)

    def _labelled(self, label: str, text: str) -> None:
        lines = max(measure.lines(text, sum(_WIDTHS[2:])), measure.lines(label, sum(_WIDTHS[:2])))
        self._sheet.span(self._row, (1, 2), label, "label")
        self._sheet.span(self._row, (3, _LAST), text, self._style("input_text", "text_top"))
        self._sheet.height(self._row, lines * measure.LINE_POINTS + 6)
        self._row += 1

    def _tall(self, columns: tuple[int, int], text: str, style: str, *, at_least: int = 1) -> None:
        """A merged row high enough for its text; Excel does not fit the height of merged cells by itself."""
        self._tall_cell(columns, text, style, at_least=at_least)
        self._row += 1

    def _tall_cell(self, columns: tuple[int, int], text: str, style: str, *, at_least: int = 1) -> None:
        self._sheet.span(self._row, columns, text, style)
        first, last = columns
        larger = 1.6 if style == "title" else 1.0
        lines = max(at_least, measure.lines(text, sum(_WIDTHS[first - 1 : last]) / larger))
        self._sheet.height(self._row, lines * measure.LINE_POINTS * larger + 6)

    def _number(self, row: int, column: int, value: int | str | None) -> None:
        style = "masked" if isinstance(value, str) and value else self._style("input", "yen")
        self._sheet.put(row, column, value, style)

    def _style(self, internal: str, public: str) -> str:
        return public if self._mask else internal

    def _masked(self, value: int | None, year: int, *keys: str) -> int | str | None:
        """The counted value, or the mark where a public sheet may not show one of the figures behind it."""
        if value is None or self._mask is None or not any(self._mask.hides(year, key) for key in keys):
            return value
        return self._mask.mark

    def _masked_entry(self, value: int, year: int, keys: Sequence[str]) -> int | str:
        if self._mask is None:
            return value
        hidden = self._mask.small(value) or any(self._mask.hides(year, key) for key in keys)
        return self._mask.mark if hidden else value


def write_progress(book: Book, data: YearData, layout: Mapping[str, Any], mask: Mask | None = None) -> None:
    """Write the council's sheet; with a mask as it may be published."""
    ProgressSheet(book, data, layout, mask).write()

"""The small tables: 交付金, 母子保健報告用, 対象区分・経路・指標集計, 需要量対実績."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from saroma_desk.domain.yearentries import number
from saroma_desk.domain.yearly import YearData
from saroma_desk.reports import fields
from saroma_desk.reports.book import Book, Sheet
from saroma_desk.reports.cells import Result
from saroma_desk.reports.ledger import HEAD_ROW, ROW_POINTS, head
from saroma_desk.reports.public import Mask


def write_grant(book: Book, data: YearData, layout: Mapping[str, Any]) -> None:
    """Write 交付金: the selected amount and the three shares are formulas over the cells to fill."""
    sheet = book.sheet(layout["sheet"], landscape=True, widths=(42, 11, 15, 15, 13, 14, 13, 13, 13, 13))
    head(sheet, data, layout["title"])
    unit = number(data.entered, "grant.rounding") or layout["rounding_default"]
    sheet.put(3, 1, layout["rounding"], "label")
    sheet.put(3, 2, unit, "input")
    sheet.row(HEAD_ROW, layout["heads"], "head")
    sheet.height(HEAD_ROW, 34)
    for row, service in enumerate(layout["services"], HEAD_ROW + 1):
        _write_service(sheet, data, row, service, unit)
    last = HEAD_ROW + len(layout["services"])
    for offset, note in enumerate(layout["notes"]):
        sheet.span(last + 2 + offset, (1, 10), note, "plain")
        sheet.height(last + 2 + offset, 30)
    sheet.freeze(HEAD_ROW + 1, 2)


def _write_service(sheet: Sheet, data: YearData, row: int, service: Mapping[str, Any], unit: int) -> None:
    def typed(part: str) -> int | None:
        return number(data.entered, f"grant.{service['id']}.{part}")

    counted = data.value(service["expense"]) if "expense" in service else None
    expense = typed("expense") if typed("expense") is not None else counted
    income, standard = typed("income"), typed("standard")
    sheet.height(row, ROW_POINTS)
    sheet.put(row, 1, service["label"], "label")
    sheet.put(row, 2, data.value(service["figure"]), "count")
    for column, value in ((3, expense), (4, income), (6, standard)):
        sheet.put(row, column, value, "input")
    rest = (expense or 0) - (income or 0)
    chosen: Result = "" if standard is None else max(0, min(rest, standard))
    share: Result = "" if chosen == "" else int(chosen) // (3 * unit) * unit
    town: Result = "" if chosen == "" or share == "" else int(chosen) - 2 * int(share)
    sheet.formula(row, 5, f"=C{row}-D{row}", rest, "yen")
    sheet.formula(row, 7, f'=IF(F{row}="","",MAX(0,MIN(E{row},F{row})))', chosen, "yen")
    for column in (8, 9):
        sheet.formula(row, column, f'=IF(G{row}="","",INT(G{row}/(3*$B$3))*$B$3)', share, "yen")
    sheet.formula(row, 10, f'=IF(G{row}="","",G{row}-H{row}-I{row})', town, "yen")


def write_health(book: Book, data: YearData, layout: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> None:
    """Write 母子保健報告用: persons and visits by subject and profession; persons are counted anew in each total."""
    professions, subjects = words["profession"], words["subject"]
    columns = [*professions.items(), ("all", layout["all"])]
    sheet = book.sheet(layout["sheet"], landscape=True, widths=[16, *[10] * (2 * len(columns))])
    head(sheet, data, layout["title"])
    sheet.span(HEAD_ROW, (1, 1), layout["subject"], "head", rows=2)
    for number_, (_, name) in enumerate(columns):
        sheet.span(HEAD_ROW, (2 + 2 * number_, 3 + 2 * number_), name, "head")
        sheet.row(HEAD_ROW + 1, (layout["person"], layout["visit"]), "head", 2 + 2 * number_)
    rows = [*subjects.items(), ("all", layout["all"])]
    for row, (subject, name) in enumerate(rows, HEAD_ROW + 2):
        sheet.height(row, ROW_POINTS)
        style = "total" if subject == "all" else "count"
        sheet.put(row, 1, name, "total_label" if subject == "all" else "label_center")
        for number_, (profession, _) in enumerate(columns):
            prefix = f"health.{subject}.{profession}"
            sheet.put(row, 2 + 2 * number_, data.value(f"{prefix}.persons"), style)
            sheet.put(row, 3 + 2 * number_, data.value(f"{prefix}.visits"), style)
    last = HEAD_ROW + 1 + len(rows)
    sheet.remember("health.visits", last, 1 + 2 * len(columns), data.value("health.all.all.visits"))
    sheet.put(last + 2, 1, layout["note"], "meta")
    sheet.freeze(HEAD_ROW + 2, 2)


def write_groups(book: Book, data: YearData, layout: Mapping[str, Any]) -> None:
    """Write 対象区分・経路・指標集計: what the surveys found, never as a score."""
    programme = data.programme
    sheet = book.sheet(layout["sheet"], landscape=False, widths=(46, *[9] * 8))
    head(sheet, data, layout["title"])
    groups = [
        (
            f"{t.article.lstrip('0123456789')} {t.short}",
            [f"group.{t.code}.{k}" for k in ("short", "medium", "open", "all")],
        )
        for t in programme.target_groups
    ]
    routes = [(t.name, [f"route.{t.code}"]) for t in programme.routes]
    closes = [(t.name, [f"close.{t.code}"]) for t in programme.close_reasons]
    judgements = [(name, [f"judgement.{code}"]) for code, name in layout["judgements"].items()]
    indicators = [
        (f"{i.code} {i.name}", [f"indicator.{w}.{i.code}.{a}" for w in ("first", "last") for a in layout["answers"]])
        for i in programme.indicators
    ]
    row = HEAD_ROW
    for heads, rows, note in (
        (layout["group_heads"], groups, layout["group_note"]),
        (layout["judgement_heads"], judgements, ""),
        (layout["route_heads"], routes, ""),
        (layout["close_heads"], closes, ""),
        (layout["indicator_heads"], indicators, layout["indicator_note"]),
    ):
        row = _write_counts(sheet, data, row, heads, rows)
        sheet.put(row, 1, note, "meta")
        row += 2
    sheet.freeze(HEAD_ROW, 2)
    sheet.repeat_rows(1, 2)


def _write_counts(
    sheet: Sheet, data: YearData, row: int, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]
) -> int:
    sheet.row(row, heads, "head")
    sheet.height(row, 32)
    for offset, (label, keys) in enumerate(rows, 1):
        sheet.height(row + offset, ROW_POINTS)
        sheet.put(row + offset, 1, label, "text")
        sheet.row(row + offset, [data.value(key) for key in keys], "count", 2)
    return row + len(rows) + 1


def write_demand(
    book: Book, data: YearData, layout: Mapping[str, Any], progress: Mapping[str, Any], mask: Mask | None = None
) -> None:
    """Write 需要量対実績: the plan's numbers and what was reached; rate and differences are formulas."""
    sheet = book.sheet(layout["sheet"], landscape=True, widths=(16, 18, 14, 14, 14, 16, 16))
    head(sheet, data, layout["title"])
    sheet.row(HEAD_ROW, layout["heads"], "head")
    sheet.height(HEAD_ROW, 32)
    for row, year in enumerate(data.plan, HEAD_ROW + 1):
        sheet.height(row, ROW_POINTS)
        sheet.put(row, 1, data.year_name(year), "label_center")
        _write_demand_row(sheet, data, row, year, progress, mask)
    sheet.put(HEAD_ROW + len(data.plan) + 2, 1, layout["note"], "meta")
    sheet.freeze(HEAD_ROW + 1, 2)


def _write_demand_row(
    sheet: Sheet, data: YearData, row: int, year: int, progress: Mapping[str, Any], mask: Mask | None
) -> None:
    expected = number(data.entered, f"demand.{year}.expected")
    rate = number(data.entered, f"demand.{year}.rate")
    secured = number(data.entered, f"demand.{year}.secured")
    if secured is None and expected is not None and rate is not None:
        secured = (expected * rate + 50) // 100
    entered = number(data.entered, f"demand.{year}.actual")
    actual = entered if entered is not None else fields.counted_demand(data, progress, year)
    sheet.put(row, 2, expected, "count")
    sheet.put(row, 3, secured, "count")
    if mask and actual is not None and (mask.small(actual) or mask.hides(year, progress["demand"]["figure"])):
        sheet.row(row, [mask.mark] * 4, "masked", 4)
        return
    sheet.put(row, 4, actual, "count")
    both = actual is not None and bool(expected)
    share: Result = actual / expected if actual is not None and expected else ""
    sheet.formula(row, 5, f'=IF(OR(D{row}="",N(B{row})=0),"",D{row}/B{row})', share if both else "", "percent")
    for column, against, letter in ((6, expected, "B"), (7, secured, "C")):
        difference: Result = actual - against if actual is not None and against is not None else ""
        sheet.formula(row, column, f'=IF(OR(D{row}="",{letter}{row}=""),"",D{row}-{letter}{row})', difference, "change")

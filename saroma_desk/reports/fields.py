"""The cells of the yearly sheets that a person fills, with what the records propose; for the sheet and the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from saroma_desk.domain.yearentries import CHOICES, number
from saroma_desk.domain.yearly import YearData

BUDGET, ACTUAL, EXPECTED = "budget", "actual", "expected"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearField:
    """One cell that a person may fill.

    Attributes:
        key: key of the `YearFigure`.
        section, label: where it stands on the sheet, for people.
        kind: ``number``, ``text`` or ``choice`` (one of `choices`).
        entered: canonical text typed for this sheet or carried over; empty when nothing was typed.
        proposed: what stands there otherwise: counted from the records, or the standing text.
    """

    key: str
    section: str
    label: str
    kind: str
    entered: str = ""
    proposed: str = ""
    choices: tuple[str, ...] = ()


def budget_columns(data: YearData) -> tuple[tuple[int, str], ...]:
    """Years and kinds of the budget table: 決算 of past years, 予算 and 決算 of this one, 予算 of the rest."""
    columns: list[tuple[int, str]] = []
    for year in data.plan:
        if year <= data.fiscal_year:
            columns += [(year, BUDGET), (year, ACTUAL)] if year == data.fiscal_year else [(year, ACTUAL)]
        else:
            columns.append((year, BUDGET))
    return tuple(columns)


def indicator_kind(data: YearData, year: int) -> str:
    """実績 up to the year of the book, 見込み after it."""
    return ACTUAL if year <= data.fiscal_year else EXPECTED


def counted(data: YearData, row: Mapping[str, Any], year: int) -> int | None:
    """What the records give for an indicator in a year; None for years they do not cover or shares of nothing."""
    if year > data.fiscal_year or not data.recorded(year):
        return None
    if "percent" in row:
        part, whole = (data.value(key, year) for key in row["percent"])
        return (200 * part + whole) // (2 * whole) if whole else None
    return data.value(row["figure"], year) if "figure" in row else None


def proposed_indicator(data: YearData, block: str, row: Mapping[str, Any], year: int) -> int | None:
    """What the records propose for a cell; nothing once the row was given another name by hand."""
    renamed = f"indicator.{block}.{row['id']}.name" in data.entered
    return None if renamed else counted(data, row, year)


def budget_key(year: int, kind: str, source: str) -> str:
    """Key of one amount of the budget table."""
    return f"budget.{year}.{kind}.{source}"


def indicator_key(data: YearData, block: str, row: str, year: int) -> str:
    """Key of one indicator in one year."""
    return f"indicator.{block}.{row}.{year}.{indicator_kind(data, year)}"


def counted_budget(data: YearData, layout: Mapping[str, Any], year: int, kind: str, source: str) -> int | None:
    """What the town paid to providers, for the 決算 total of a year that the records cover."""
    if (kind, source) != (ACTUAL, "total") or year > data.fiscal_year or not data.recorded(year):
        return None
    return data.value(layout["budget"]["actual_total"], year)


def counted_demand(data: YearData, layout: Mapping[str, Any], year: int) -> int | None:
    """Persons reached in a year that the records cover."""
    return counted(data, {"figure": layout["demand"]["figure"]}, year)


def fields_of(
    data: YearData, layout: Mapping[str, Any], grant: Mapping[str, Any], texts: Mapping[str, Any]
) -> tuple[YearField, ...]:
    """Every cell a person may fill, in the order of the sheets, then the two settings of the counting."""
    settings, default = texts["settings"], str(texts["public"]["threshold_default"])
    section = settings["section"]
    return (
        *_council_fields(data, layout),
        *_grant_fields(data, grant),
        _field(data, "basis.persons", section, settings["persons"], "choice", "target"),
        _field(data, "mask.threshold", section, settings["threshold"], "number", default),
    )


def _council_fields(data: YearData, layout: Mapping[str, Any]) -> Iterator[YearField]:
    for text in layout["texts"]:
        yield _field(data, text["key"], layout["heading"], _line(text["label"]), proposed=text["default"])
    yield from _budget_fields(data, layout)
    for block in layout["indicators"]:
        yield from _indicator_fields(data, block, layout)
    yield from _demand_fields(data, layout["demand"], layout)
    for row in layout["evaluation"]["rows"]:
        yield _field(data, row["key"], layout["evaluation"]["label"], row["label"], kind="choice")
    for text in layout["narrative"]:
        yield _field(data, text["key"], layout["heading"], fill_years(text["label"], data))


def _budget_fields(data: YearData, layout: Mapping[str, Any]) -> Iterator[YearField]:
    block = layout["budget"]
    for year, kind in budget_columns(data):
        for source, label in block["rows"].items():
            name = f"{data.year_name(year)} {block['kinds'][kind]} {label}"
            proposed = counted_budget(data, layout, year, kind, source)
            yield _field(data, budget_key(year, kind, source), block["label"], name, "number", _text(proposed))


def _indicator_fields(data: YearData, block: Mapping[str, Any], layout: Mapping[str, Any]) -> Iterator[YearField]:
    section = _line(block["label"])
    heads = layout["indicator_heads"]
    for row in block["rows"]:
        if block["id"] == "b":
            for part in ("name", "unit"):
                yield _field(data, f"indicator.b.{row['id']}.{part}", section, heads[part], proposed=row[part])
        for year in data.plan:
            label = f"{row['name']} {data.year_name(year)} {heads[indicator_kind(data, year)]}"
            key = indicator_key(data, block["id"], row["id"], year)
            yield _field(data, key, section, label, "number", _text(proposed_indicator(data, block["id"], row, year)))
    yield _field(data, f"indicator.{block['id']}.note", section, heads["note"])


def _demand_fields(data: YearData, block: Mapping[str, Any], layout: Mapping[str, Any]) -> Iterator[YearField]:
    for what, label in {**block["rows"], "secured": "確保量(人)"}.items():
        for year in data.plan:
            if what == ACTUAL and year > data.fiscal_year:
                continue
            proposed = _text(counted_demand(data, layout, year)) if what == ACTUAL else ""
            kind = "text" if what == "provision" else "number"
            name = f"{label} {data.year_name(year)}"
            yield _field(data, f"demand.{year}.{what}", block["label"], name, kind, proposed)
    yield _field(data, "text.measure", block["label"], block["provision_label"])


def _grant_fields(data: YearData, grant: Mapping[str, Any]) -> Iterator[YearField]:
    names = dict(zip(("expense", "income", "standard"), (grant["heads"][n] for n in (2, 3, 5)), strict=True))
    for service in grant["services"]:
        for part, label in names.items():
            proposed = data.value(service["expense"]) if part == "expense" and "expense" in service else None
            key = f"grant.{service['id']}.{part}"
            yield _field(data, key, grant["sheet"], f"{service['label']} {label}", "number", _text(proposed))
    default = str(grant["rounding_default"])
    yield _field(data, "grant.rounding", grant["sheet"], grant["rounding"], "number", default)


def _field(data: YearData, key: str, section: str, label: str, kind: str = "text", proposed: str = "") -> YearField:
    return YearField(
        key=key,
        section=section,
        label=label,
        kind=kind,
        entered=data.entered.get(key, ""),
        proposed=proposed,
        choices=CHOICES.get(key, ()),
    )


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _line(label: str) -> str:
    return label.replace("\n", "")


def fill_years(text: str, data: YearData) -> str:
    """Put the fiscal years into a heading."""
    this, following = data.year_name(), data.year_name(data.fiscal_year + 1)
    return text.replace("{fiscal_year}", this).replace("{next_year}", following)


def differing(data: YearData, layout: Mapping[str, Any]) -> tuple[tuple[str, int, int], ...]:
    """Hand-entered actual figures beside what the records give, where both exist: label, entered, counted."""
    found = []
    for field in _council_fields(data, layout):
        entered = number(data.entered, field.key) if field.kind == "number" else None
        if entered is not None and field.proposed:
            found.append((f"{field.section}　{field.label}", entered, int(field.proposed)))
    return tuple(found)

"""The yearly workbook: which sheets, in which order, for whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from saroma_desk.domain.yearly import YearData
from saroma_desk.reports import fields, tables
from saroma_desk.reports.book import Book, save
from saroma_desk.reports.checksheet import write_checks
from saroma_desk.reports.layouts import layout_of
from saroma_desk.reports.ledger import write_ledger
from saroma_desk.reports.progress import write_progress
from saroma_desk.reports.public import Mask, mask_of
from saroma_desk.reports.publicsheet import write_public
from saroma_desk.reports.summary import write_months, write_summary

SUFFIX: Final = ".xlsx"


def default_name(data: YearData, *, public: bool = False) -> str:
    """A file name without personal data: 'R8年度_養育支援訪問事業_実績.xlsx'."""
    year = data.year_name()
    kind = "公表用" if public else "実績"
    return f"{year}_{data.programme.short_name}_{kind}{SUFFIX}"


def write_workbook(data: YearData, out: Path, *, public: bool = False) -> Path:
    """Write the book of the year; `public` writes the masked sheets alone, without names.

    Returns the path written. Raises KnownError when the file cannot be saved; a file that stood there stays.
    """
    save(workbook_bytes(data, public=public), out)
    return out


def workbook_bytes(data: YearData, *, public: bool = False) -> bytes:
    """The book as bytes: the same data give the same bytes."""
    layouts = {name: layout_of(name, data.programme) for name in _LAYOUTS}
    return (_public_book if public else _internal_book)(data, layouts).content()


_LAYOUTS: Final = ("summary", "months", "ledgers", "progress", "demand", "grant", "tables", "checks", "words")


def _book(data: YearData, layouts: dict[str, Any], *, public: bool) -> Book:
    texts = layouts["tables"]
    header = texts["public_header" if public else "internal_header"]
    if data.practice:
        header = f"{texts['practice_header']}　{header}"
    title = f"{data.year_name()}　{layouts['summary']['title']}"
    return Book(title=title, made_on=data.made_on, made_by=data.made_by, header=header)


def _internal_book(data: YearData, layouts: dict[str, Any]) -> Book:
    book = _book(data, layouts, public=False)
    ledgers, texts = layouts["ledgers"], layouts["tables"]
    write_summary(book, data, layouts["summary"])
    write_progress(book, data, layouts["progress"])
    tables.write_grant(book, data, layouts["grant"])
    write_months(book, data, layouts["months"])
    write_ledger(book, data, "cases", ledgers["cases"], data.cases)
    write_ledger(book, data, "visits", ledgers["visits"], data.visits)
    write_ledger(book, data, "claims", ledgers["claims"], data.claims)
    write_ledger(book, data, "consults", ledgers["consults"], data.consults)
    tables.write_health(book, data, texts["health"], layouts["words"])
    tables.write_groups(book, data, texts["groups"])
    write_ledger(book, data, "closures", ledgers["closures"], data.closures)
    tables.write_demand(book, data, layouts["demand"], layouts["progress"])
    write_ledger(book, data, "exceptions", ledgers["exceptions"], data.exceptions)
    entries = fields.differing(data, layouts["progress"])
    write_checks(book, data, texts["checks"], layouts["checks"]["balances"], entries)
    write_public(book, data, texts["public"], layouts["summary"], _mask(data, layouts))
    return book


def _public_book(data: YearData, layouts: dict[str, Any]) -> Book:
    data = replace(data, made_by="")
    book, mask = _book(data, layouts, public=True), _mask(data, layouts)
    write_public(book, data, layouts["tables"]["public"], layouts["summary"], mask)
    write_progress(book, data, layouts["progress"], mask)
    tables.write_demand(book, data, layouts["demand"], layouts["progress"], mask)
    return book


def _mask(data: YearData, layouts: dict[str, Any]) -> Mask:
    rows = [row for block in layouts["progress"]["indicators"] for row in block["rows"]]
    keys = [key for row in rows if not row.get("public") for key in row.get("percent") or [row["figure"]]]
    return mask_of(data, layouts["summary"], keys, layouts["tables"]["public"])


def fields_to_fill(data: YearData) -> tuple[fields.YearField, ...]:
    """Every cell of the book that a person may fill, in the order of the sheets (tab 集計)."""
    progress, grant, texts = (layout_of(name, data.programme) for name in ("progress", "grant", "tables"))
    return fields.fields_of(data, progress, grant, texts)

"""Running numbers of the office: management numbers, receipt numbers and document numbers, by fiscal year."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.calendar import era_on, fiscal_range, fiscal_year
from saroma_desk.storage import UnitOfWork


def fiscal_code(on: date) -> str:
    """Fiscal year of a day as numbers carry it: ``R8`` for 令和8年度; the year an era begins in bears its name.

    >>> fiscal_code(date(2027, 3, 31))
    'R8'
    """
    year = fiscal_year(on)
    first, last = fiscal_range(year)
    era = era_on(last)
    if era.year_of(year) < 1:
        era = era_on(first)
    return f"{era.letter}{era.year_of(year)}"


def next_household_no(work: UnitOfWork, on: date) -> str:
    """Management number of a household first taken in on that day, e.g. ``R8-0012``."""
    return f"{fiscal_code(on)}-{work.next_number(f'household:{fiscal_year(on)}'):04d}"


def next_receipt_no(work: UnitOfWork, on: date) -> str:
    """Receipt number of an application received on that day, e.g. ``R8-003``."""
    return f"{fiscal_code(on)}-{work.next_number(f'receipt:{fiscal_year(on)}'):03d}"


def next_document_no(work: UnitOfWork, on: date, symbol: str) -> str:
    """Document number, e.g. ``佐保福第123号``: the office's symbol and a number of the fiscal year (文書記号・番号)."""
    return f"{symbol}{work.next_number(f'document:{fiscal_year(on)}')}号"

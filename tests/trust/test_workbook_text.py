"""Whatever people type, in any text that the yearly workbook shows, stays the same text there and never acts."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from saroma_desk.domain.yearly import YearData
from saroma_desk.reports.workbook import workbook_bytes
from saroma_desk.services import yearly
from saroma_desk.services.context import AppContext

LEDGERS = ("cases", "visits", "consults", "claims", "closures", "exceptions")
PAYLOADS = (
    "=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "＝1+1", "\ufeff=1", "#N/A", "  =1", "TRUE", "1E5", "0012",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "_x0041_", "]]>&amp;<b>", "'=1", "'); DROP TABLE x; --",
)  # fmt: skip
TRIED = PAYLOADS if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else PAYLOADS[::5]


def poisoned(value: Any, payload: str) -> Any:
    """The same row with the payload before each of its texts."""
    if isinstance(value, str):
        return f"{payload}{value}" if value else value
    if isinstance(value, tuple):
        return tuple(poisoned(item, payload) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        texts = {f.name: getattr(value, f.name) for f in fields(value)}
        return replace(value, **{name: poisoned(text, payload) for name, text in texts.items()})
    return value


def kinds(content: bytes) -> Counter[str]:
    return Counter(cell.data_type for cell in _cells(content))


def _cells(content: bytes) -> list[Any]:
    book = load_workbook(BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.fixture
def year(office: AppContext) -> YearData:
    return yearly.year_data(office, 2026)


@pytest.mark.parametrize("payload", TRIED)
def test_every_text_of_the_ledgers_stays_text(year: YearData, payload: str) -> None:
    rows = {name: poisoned(getattr(year, name), payload) for name in LEDGERS}
    assert all(rows.values())
    content = workbook_bytes(replace(year, **rows, made_by=payload))
    plain = kinds(workbook_bytes(year))
    assert (kinds(content)["f"], kinds(content)["e"]) == (plain["f"], 0)
    shown = [cell for cell in _cells(content) if isinstance(cell.value, str) and payload in cell.value]
    assert len(shown) > 200
    assert {cell.data_type for cell in shown} == {"s"}

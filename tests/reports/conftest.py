"""Books written from the hand-made town, read back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from saroma_desk.domain.yearly import YearData
from saroma_desk.reports.workbook import workbook_bytes

from . import world

Reader = Callable[..., Workbook]


@pytest.fixture
def read() -> Reader:
    """Write the book of `data` and read it back; `results` gives what formulas gave instead of the formulas."""

    def reader(data: YearData, *, public: bool = False, results: bool = False) -> Workbook:
        return load_workbook(BytesIO(workbook_bytes(data, public=public)), data_only=results)

    return reader


@pytest.fixture(scope="session")
def town_year() -> YearData:
    """The town's fiscal year 2026."""
    return world.year(entries={"demand.2026.expected": "10", "demand.2026.rate": "100"})

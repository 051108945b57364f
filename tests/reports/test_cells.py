"""Cells as text of the sheet, read back by another program's reader."""

from __future__ import annotations

from datetime import date, time

import pytest
from openpyxl.utils.datetime import to_excel

from saroma_desk.reports.cells import address, dimension, formula_cell, sheet_data, value_cell


@pytest.mark.parametrize("day", [date(1900, 3, 1), date(2000, 2, 29), date(2026, 11, 22), date(2100, 12, 31)])
def test_dates_have_the_serial_number_of_excel(day: date) -> None:
    assert value_cell("A1", 3, day) == f'<c r="A1" s="3"><v>{int(to_excel(day))}</v></c>'


def test_days_before_excels_calendar_stay_readable() -> None:
    assert "1873-01-01" in value_cell("A1", 0, date(1873, 1, 1))


def test_times_are_parts_of_a_day() -> None:
    assert value_cell("A1", 0, time(18)) == '<c r="A1" s="0"><v>0.75</v></c>'


@pytest.mark.parametrize("empty", [None, ""])
def test_nothing_leaves_a_styled_empty_cell(empty: str | None) -> None:
    assert value_cell("B2", 7, empty) == '<c r="B2" s="7"/>'


def test_markup_and_escapes_in_text_are_text() -> None:
    assert "&lt;b&gt;&amp;" in value_cell("A1", 0, "<b>&")
    assert "_x005F_x0041_" in value_cell("A1", 0, "_x0041_")


def test_formulas_carry_their_result() -> None:
    assert formula_cell("A1", 0, 'IF(B1="","",1)', "") == '<c r="A1" s="0" t="str"><f>IF(B1="","",1)</f><v></v></c>'
    assert formula_cell("A1", 0, "A2<A3", 1).endswith("<f>A2&lt;A3</f><v>1</v></c>")


def test_rows_and_cells_stand_in_order() -> None:
    rows = {2: {3: "c", 1: "a"}, 1: {1: "x"}}
    assert sheet_data(rows, {5: 20.0}) == (
        '<sheetData><row r="1">x</row><row r="2">ac</row><row r="5" ht="20" customHeight="1"></row></sheetData>'
    )
    assert (dimension(rows), dimension({}), address(3, 28)) == ("A1:C2", "A1:A1", "AB3")

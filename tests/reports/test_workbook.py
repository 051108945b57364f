"""The yearly workbook as a whole: sheets, formulas, print set-up, safety of text."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from saroma_desk.domain.yearly import YearData
from saroma_desk.reports.workbook import default_name, workbook_bytes

from . import world
from .conftest import Reader
from .formulas import evaluate

SHEETS = [
    "総括", "進捗状況(会議様式)", "交付金", "月別", "世帯別台帳", "派遣明細", "請求・支払", "専門的相談支援",
    "母子保健報告用", "対象区分・経路・指標集計", "終結・評価", "需要量対実績", "例外", "点検", "公表用",
]  # fmt: skip
PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "＝1+1", "\ufeff=1", "#N/A", "  =1",
    "#REF!", "TRUE", "1E5", "0012", "2026/4/1", "=HYPERLINK(\"http://x\")", "'=1", "𠮷葛\U000e0100", "&lt;b>",
]  # fmt: skip


def cells(book: Workbook) -> list[tuple[str, str, object, str]]:
    return [
        (s.title, c.coordinate, c.value, c.data_type)
        for s in book.worksheets
        for row in s.iter_rows()
        for c in row
        if c.value is not None
    ]


def test_all_sheets_stand_in_order(read: Reader, town_year: YearData) -> None:
    assert read(town_year).sheetnames == SHEETS


@pytest.mark.parametrize("entries", [{}, {"grant.helper.standard": "9000", "grant.consult.expense": "420000",
                                          "grant.consult.standard": "500000", "demand.2026.expected": "7",
                                          "budget.2026.budget.total": "420000"}])  # fmt: skip
@pytest.mark.parametrize("empty", [False, True])
def test_every_formula_gives_the_result_that_stands_in_the_file(
    read: Reader, entries: dict[str, str], *, empty: bool
) -> None:
    data = world.empty_year(entries=entries) if empty else world.year(entries=entries)
    written, results = read(data), read(data, results=True)
    formulas = [(s, c, str(v)) for s, c, v, kind in cells(written) if kind == "f"]
    assert len(formulas) > 60
    for sheet, cell, formula in formulas:
        stored = results[sheet][cell].value
        assert evaluate(results, sheet, formula) == pytest.approx(stored) or stored in (None, ""), (sheet, cell)


def test_share_of_420000_is_140000_three_times(read: Reader) -> None:
    entries = {"grant.consult.expense": "420000", "grant.consult.standard": "420000"}
    sheet = read(world.empty_year(entries=entries), results=True)["交付金"]
    assert [sheet.cell(5, column).value for column in (7, 8, 9, 10)] == [420000, 140000, 140000, 140000]


def test_a_year_without_use_makes_a_whole_book(read: Reader) -> None:
    book = read(world.empty_year(), results=True)
    assert book.sheetnames == SHEETS
    assert book["派遣明細"]["A5"].value == "該当なし"
    assert {row[5].value for row in book["点検"]["A6:F19"]} == {"OK"}


def test_no_cell_is_an_error(read: Reader, town_year: YearData) -> None:
    for data in (town_year, world.empty_year()):
        assert not [c for c in cells(read(data, results=True)) if c[3] == "e" or str(c[2]).startswith("#")]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_never_becomes_a_formula(read: Reader, payload: str) -> None:
    plain = world.town()
    mean = replace(
        plain[1], consult_visits=(world.consult(3, 2, plain[1].today.replace(year=2026), complaint=payload),)
    )
    data = world.year(snapshots=(mean,), entries={"text.review": payload})
    book = read(data)
    cell = book["専門的相談支援"]["M5"]
    assert (cell.data_type, cell.value) == ("s", payload.replace("\r", "\n"))
    typed = {str(v) for _, _, v, kind in cells(book) if kind == "f"}
    assert payload not in typed


def test_control_characters_are_shown_and_told(read: Reader) -> None:
    book = read(world.year(entries={"text.review": "前\x0b後\x00"}))
    texts = [str(v) for _, _, v, _ in cells(book)]
    assert "前␋後␀" in texts
    assert any("制御文字を記号に置き換えました" in t for t in texts)


def test_text_beyond_a_cell_goes_on_elsewhere(read: Reader) -> None:
    long = "".join(chr(0x4E00 + n % 9000) for n in range(70_000))
    book = read(world.year(entries={"text.review": long}))
    pieces = [row[2] for row in book["続き"].iter_rows(min_row=2, values_only=True)]
    first = next(str(v) for _, _, v, _ in cells(book) if str(v).endswith("に続く）"))
    assert first.split("\n")[0] + "".join(str(p) for p in pieces) == long


def test_dates_are_dates_and_money_is_numbers(read: Reader, town_year: YearData) -> None:
    row = read(town_year)["派遣明細"][5]
    assert row[0].is_date
    assert row[0].number_format.startswith("[$-411]ge")
    assert [row[1].value, row[2].value] == ["R8.4.21", "火"]
    assert isinstance(row[15].value, int)


def test_print_set_up(read: Reader, town_year: YearData) -> None:
    for sheet in read(town_year).worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    for name in ("世帯別台帳", "派遣明細", "請求・支払", "専門的相談支援"):
        sheet = read(town_year)[name]
        assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$4:$4")
        assert sheet.freeze_panes.endswith("5")


def test_same_data_same_bytes(town_year: YearData) -> None:
    first, second = workbook_bytes(town_year), workbook_bytes(replace(town_year))
    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_the_practice_office_is_marked(read: Reader, town_year: YearData) -> None:
    book = read(replace(town_year, practice=True))
    assert all("練習" in sheet.oddHeader.right.text for sheet in book.worksheets)


def test_names_stay_out_of_the_file_name(town_year: YearData) -> None:
    assert default_name(town_year) == "令和8年度_養育支援訪問事業_実績.xlsx"


def test_check_sheet_names_what_is_wrong(read: Reader, town_year: YearData) -> None:
    rows = [[c.value for c in row] for row in read(town_year, results=True)["点検"].iter_rows()]
    wrong = [row for row in rows if "NG" in row]
    assert [row[4] for row in wrong] == ["R8-0001（R9.3.9）"]


def test_entered_actuals_are_held_against_the_records(read: Reader) -> None:
    book = read(world.year(entries={"indicator.a.consult_households.2026.actual": "9"}), results=True)
    found = [row for row in book["点検"].iter_rows(values_only=True) if "注意" in row]
    assert [(row[2], row[3]) for row in found] == [(9, 5)]


def test_reads_back_with_another_reader_of_the_same_package(town_year: YearData) -> None:
    book = load_workbook(BytesIO(workbook_bytes(town_year)), read_only=True)
    assert len(book.sheetnames) == len(SHEETS)
    book.close()


def test_the_ledger_says_what_it_subtracts(read: Reader, town_year: YearData) -> None:
    """残 is 承認 − 実施 − 予定 everywhere else; a book of the year knows no plans, so it says 未使用."""
    sheet = read(town_year)["世帯別台帳"]
    heads = [cell.value for cell in sheet[4]]
    place = heads.index("承認回数")
    assert heads[place : place + 3] == ["承認回数", "使用回数", "未使用回数"]
    assert "残" not in heads
    assert sheet.cell(5, place + 3).value == '=IF(O5="","",O5-P5)'
    shown = [cell.value for cell in read(town_year, results=True)["世帯別台帳"][5]][place : place + 3]
    assert shown[2] == shown[0] - shown[1]


def test_a_withdrawn_reason_is_struck_through_and_says_why(read: Reader, town_year: YearData) -> None:
    (held,) = town_year.exceptions
    gone = replace(held, withdrawn="R8.6.1 保健師 別の世帯の理由を記録したため")
    sheet = read(replace(town_year, exceptions=(held, gone)))["例外"]
    struck = [[cell.font.strike is True for cell in sheet[row][: sheet.max_column]] for row in (5, 6)]
    assert struck[0] == [False] * 9
    assert struck[1] == [True] * 8 + [False]
    assert sheet.cell(6, 9).value == gone.withdrawn

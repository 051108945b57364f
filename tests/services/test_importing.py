"""Taking over an office's own ledger: every row's fate, all or nothing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Role
from saroma_desk.services import households, importing, importplan
from saroma_desk.services.context import AppContext

HEADER = ["世帯番号", "氏　名", "フリガナ", "続柄", "生年月日", "住所", "電話番号", "受理日", "把握経路"]
FAMILY = [
    [
        "12",
        "髙橋　葛󠄀子",
        "タカハシ カツコ",
        "母",
        "平成5年3月1日",
        "字練習1番地",
        "090-0000-0001",
        "R8.4.1",
        "母子保健事業",
    ],
    ["〃", "髙橋　太郎", "タカハシ タロウ", "長男", "R7.6.15", "〃", "", "", ""],
]


def book(folder: Path, *rows: list[object]) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["養育支援　台帳"])
    for row in (HEADER, *rows):
        sheet.append(row)
    file = folder / "ledger.xlsx"
    workbook.save(file)
    return file


def test_a_family_is_taken_over_with_names_exactly_as_written(ctx: AppContext, tmp_path: Path) -> None:
    plan = importing.plan_import(ctx, book(tmp_path, *FAMILY))
    assert plan.problems == ()
    assert importing.run_import(ctx, plan).value == 1
    (row,) = households.list_households(ctx)
    detail = households.household_detail(ctx, row.household_id)
    assert [m.name for m in detail.members] == ["髙橋　葛󠄀子", "髙橋　太郎"]
    assert [m.role for m in detail.members] == [Role.CAREGIVER, Role.TARGET_CHILD]
    assert detail.household.address == "字練習1番地"


def test_excel_dates_and_serials_are_read_as_days(ctx: AppContext, tmp_path: Path) -> None:
    row = [*FAMILY[0][:4], datetime(1993, 3, 1), *FAMILY[0][5:]]
    plan = importing.plan_import(ctx, book(tmp_path, row))
    assert plan.families[0].members[0].birth_date == date(1993, 3, 1)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16"])
def test_csv_in_the_usual_encodings(ctx: AppContext, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text("氏名,郵便番号,生年月日\n髙﨑 花,060-0000,8/6/15\n", encoding=encoding, errors="strict")
    (draft,) = importing.plan_import(ctx, file).families
    assert (draft.members[0].name, draft.household.postal_code) == ("髙﨑 花", "060-0000")


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [(4, "令和8年13月1日", "13"), (8, "うわさ", "うわさ"), (1, "外字\ue000", "U+E000")],
)
def test_a_bad_cell_names_row_column_and_reason(
    ctx: AppContext, tmp_path: Path, column: int, value: str, word: str
) -> None:
    row = list(FAMILY[0])
    row[column] = value
    plan = importing.plan_import(ctx, book(tmp_path, row))
    assert [(p.row, p.column) for p in plan.problems] == [(3, HEADER[column])]
    assert word in plan.problems[0].reason


def test_nothing_is_stored_while_a_row_is_bad_unless_it_is_excused(ctx: AppContext, tmp_path: Path) -> None:
    bad = ["13", "名なし", "", "母", "32月", "", "", "R8.4.1", ""]
    plan = importing.plan_import(ctx, book(tmp_path, *FAMILY, bad))
    with pytest.raises(KnownError, match="何も保存しませんでした"):
        importing.run_import(ctx, plan)
    assert households.list_households(ctx) == ()
    assert importing.run_import(ctx, plan, skip_bad=True).value == 1


def test_every_row_has_a_fate_and_one_bad_row_keeps_its_household_out(ctx: AppContext, tmp_path: Path) -> None:
    child = ["13", "名なし", "", "長男", "32月", "", "", "R8.4.1", ""]
    mother = ["13", "名あり", "", "母", "H5.3.1", "", "", "R8.4.1", ""]
    plan = importing.plan_import(ctx, book(tmp_path, mother, *FAMILY, child))
    told = [(f.sheet, f.row, f.household, f.verdict) for f in plan.fates]
    good, bad = importplan.Verdict.GOOD, importplan.Verdict.BAD
    assert told == [
        ("Sheet", 3, "13", bad),
        ("Sheet", 4, "12", good),
        ("Sheet", 5, "12", good),
        ("Sheet", 6, "13", bad),
    ]
    assert "6行目" in plan.fates[0].findings[0].reason
    assert plan.fates[3].findings[0].column == "生年月日"
    assert plan.rows == len(plan.fates)


def test_a_sheet_without_a_heading_row_is_named(ctx: AppContext, tmp_path: Path) -> None:
    file = book(tmp_path, *FAMILY)
    workbook = load_workbook(file)
    workbook.create_sheet("メモ").append(["覚え書き"])
    workbook.save(file)
    (hint,) = importing.plan_import(ctx, file).hints
    assert (hint.sheet, hint.row) == ("メモ", 1)


def test_a_second_import_hints_at_the_same_family(ctx: AppContext, tmp_path: Path) -> None:
    file = book(tmp_path, *FAMILY)
    importing.run_import(ctx, importing.plan_import(ctx, file))
    again = importing.plan_import(ctx, file)
    assert again.hints
    assert {fate.verdict for fate in again.fates} == {importplan.Verdict.LOOK}


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken", b"\x00\x01\x02", b"", b"a,b\n1,2\n"])
def test_other_files_are_refused_calmly(ctx: AppContext, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.xlsx"
    file.write_bytes(content)
    with pytest.raises(KnownError):
        importing.plan_import(ctx, file)


def test_a_mapping_of_the_office_goes_first(ctx: AppContext, tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text("おなまえ,たんじょうび\n佐呂間 花,R8.1.1\n", encoding="utf-8")
    mapping = tmp_path / "map.yaml"
    mapping.write_text("columns: {name: [おなまえ], birth_date: [たんじょうび]}\n", encoding="utf-8")
    assert importing.plan_import(ctx, file, mapping).families[0].members[0].name == "佐呂間 花"

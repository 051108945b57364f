from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from saroma_desk.ui.widgets.record_table import Column, RecordModel, RecordTable


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    kana: str
    visits: int | None = None


ROWS = (Row(1, "森", "もり", 3), Row(2, "秋田", "あきた"), Row(3, "佐藤", "さとう", 12))
COLUMNS = (
    Column("name", "氏名", lambda r: r.name, sort=lambda r: r.kana, masked=lambda _: "＊"),
    Column("visits", "回数", lambda r: str(r.visits or ""), sort=lambda r: r.visits, right=True, width=60),
)


@pytest.fixture
def table(app: object, qtbot: QtBot) -> RecordTable:
    widget = RecordTable(COLUMNS)
    qtbot.addWidget(widget)
    widget.set_rows(ROWS)
    widget.show()
    return widget


def names(table: RecordTable) -> list[str]:
    return [table.records.row_at(line).name for line in range(table.records.rowCount())]


def test_the_model_keeps_the_rules_of_models(app: object) -> None:
    model = RecordModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(ROWS)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_masked(True)
    model.set_rows(())
    assert tester.model() is model


def test_a_heading_sorts_by_kana_then_back(table: RecordTable, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    seen = []
    for _ in range(3):
        x = header.sectionViewportPosition(0) + 20
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(x, 8))
        seen.append(names(table))
    assert seen == [["秋田", "佐藤", "森"], ["森", "佐藤", "秋田"], ["森", "秋田", "佐藤"]]


def test_missing_numbers_sort_last(table: RecordTable) -> None:
    table.records.sort(1)
    assert names(table) == ["森", "佐藤", "秋田"]


def test_the_chosen_row_stays_chosen(table: RecordTable) -> None:
    chosen: list[Any] = []
    table.choose(3)
    table.chosen.connect(chosen.append)
    table.set_rows((Row(3, "佐藤", "さとう", 13), *ROWS[:2]))
    assert table.chosen_row == Row(3, "佐藤", "さとう", 13)
    assert chosen == [Row(3, "佐藤", "さとう", 13)]


def test_a_row_can_be_chosen_before_it_is_there(table: RecordTable) -> None:
    assert not table.choose(9)
    table.set_rows((*ROWS, Row(9, "岡", "おか")))
    assert table.chosen_row.id == 9


def test_keys_choose_and_open(table: RecordTable, qtbot: QtBot) -> None:
    opened: list[Any] = []
    table.opened.connect(opened.append)
    table.choose(1)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [row.id for row in opened] == [2]


def test_counter_mode_hides_names(table: RecordTable) -> None:
    table.set_masked(True)
    assert table.records.data(table.records.index(0, 0)) == "＊"


def test_many_rows_are_not_looked_at_before_they_are_painted(app: object) -> None:
    looked: list[int] = []

    def display(row: Row) -> str:
        looked.append(row.id)
        return row.name

    model = RecordModel((Column("name", "氏名", display),))
    model.set_rows([Row(n, "x", "x") for n in range(100_000)])
    assert model.rowCount() == 100_000
    assert looked == []

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from saroma_desk.ui.widgets.record_table import Column, RecordTable


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


def test_a_heading_sorts_by_kana_then_back(table: RecordTable, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    seen = []
    for _ in range(3):
        x = header.sectionViewportPosition(0) + 20
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(x, 8))
        seen.append(names(table))
    assert seen == [["秋田", "佐藤", "森"], ["森", "佐藤", "秋田"], ["森", "秋田", "佐藤"]]


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


@dataclass(frozen=True)
class Note:
    id: int
    text: str


LONG = "令和8年10月分の請求が受理されていません"
NOTES = (
    Column("day", "期限", lambda _: "R8.11.8", width=80),
    Column("text", "すること", lambda n: n.text, lines=3, least=120),
    Column("place", "画面", lambda _: "請求", width=100, spare=True),
)


@pytest.fixture
def notes(app: object, qtbot: QtBot) -> RecordTable:
    widget = RecordTable(NOTES)
    qtbot.addWidget(widget)
    widget.set_rows((Note(1, "短い"), Note(2, LONG), Note(3, LONG * 5)))
    widget.show()
    return widget


@pytest.mark.parametrize(("width", "heights"), [(1700, [28, 28, 28]), (420, [28, 42, 56])])
def test_a_row_is_as_high_as_its_long_text_needs(notes: RecordTable, width: int, heights: list[int]) -> None:
    notes.resize(width, 300)
    shown = [notes.rowHeight(line) for line in range(3)]
    assert [round(height / 14) for height in shown] == [height // 14 for height in heights]


def test_a_narrow_list_leaves_spare_columns_out_and_a_broad_one_shows_them_again(notes: RecordTable) -> None:
    notes.resize(260, 300)
    assert notes.isColumnHidden(2)
    assert notes.columnWidth(1) >= 120
    notes.resize(500, 300)
    assert not notes.isColumnHidden(2)
    assert notes.columnWidth(2) == 100


def test_a_text_of_too_many_lines_ends_with_an_ellipsis(notes: RecordTable) -> None:
    notes.resize(420, 300)
    option = QStyleOptionViewItem()
    index = notes.records.index(2, 1)
    notes.initViewItemOption(option)
    option.rect = notes.visualRect(index)
    notes.itemDelegate().initStyleOption(option, index)
    assert option.text.endswith("…")
    assert (LONG * 5).startswith(option.text.removesuffix("…"))
    assert len(option.text) > len(LONG)


def test_coming_to_a_list_chooses_nothing_and_the_first_arrow_its_first_row(table: RecordTable, qtbot: QtBot) -> None:
    chosen: list[Any] = []
    table.chosen.connect(chosen.append)
    with qtbot.waitActive(table):
        table.activateWindow()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert chosen == []
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert [row.id for row in chosen] == [1]

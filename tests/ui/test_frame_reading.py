from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from saroma_desk.ui.desk import HouseholdLine
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.widgets.household_hits import HouseholdHits
from tests.ui import example_tab


def test_hits_below_the_list_follow_and_the_chosen_one_stays(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def search(_: object, text: str, limit: int) -> tuple[HouseholdLine, ...]:
        asked.append(limit)
        return tuple(HouseholdLine(id=n, no=f"R8-{n:04}", name="佐藤") for n in range(1, min(limit, 30) + 1))

    monkeypatch.setattr(window._reading, "_sources", replace(example_tab.SOURCES, search=search))
    box = window.household.search
    qtbot.keyClick(window, Qt.Key.Key_F3)
    qtbot.keyClicks(box, "R")
    assert asked == [9, 50]
    hits = window.findChild(HouseholdHits)
    assert hits.table.records.rowCount() == 30
    for _ in range(4):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    box.show_more(search(None, "R", 50))
    assert hits.table.chosen_row.id == 5

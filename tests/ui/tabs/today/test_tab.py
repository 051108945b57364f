from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from saroma_desk.domain.screening import Judgement
from saroma_desk.services import screenings
from saroma_desk.ui.dialogs.explain import ExplainDialog
from saroma_desk.ui.tabs.today import texts
from tests.services.builders import Case
from tests.ui.tabs.nurse import Nurse


def cells(nurse: Nurse, key: str) -> list[str]:
    table = nurse.go("today").table
    number = [c.key for c in table.records.columns].index(key)
    return [table.records.index(row, number).data() for row in range(table.records.rowCount())]


def choose_survey(nurse: Nurse) -> Any:
    table = nurse.go("today").table
    table.choose(next(t.id for t in table.records.rows if t.kind == "survey"))
    return table


def test_each_row_says_what_is_due_for_whom_and_has_its_button(nurse: Nurse, family: Case) -> None:
    place = cells(nurse, "what").index("対象世帯を調査する")
    assert cells(nurse, "whose")[place] == "佐呂間　花子"
    assert cells(nurse, "do")[place] == "様式9号へ進む"


def test_enter_on_a_row_begins_its_act_for_its_household(nurse: Nurse, family: Case) -> None:
    table = choose_survey(nurse)
    nurse.bot.keyClick(table, Qt.Key.Key_Return)
    assert nurse.window.desk.current_household == family.household_id
    assert nurse.window.tab_bar.currentIndex() == 2
    assert [s.no for s in family.now.screenings] == [1]


def test_a_click_on_the_button_does_the_same(nurse: Nurse, family: Case) -> None:
    table = choose_survey(nurse)
    index = table.records.index(table.currentIndex().row(), table.records.columnCount() - 1)
    spot = table.visualRect(index).center()
    nurse.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(family.now.screenings) == 1


def test_filters_count_and_narrow(nurse: Nurse, family: Case) -> None:
    family.survey(Judgement.NEEDED)
    tab = nurse.go("today")
    tab.mark_stale()
    assert tab.filters[texts.ALL].text() == texts.filter_label("すべて(&A)", tab.table.records.rowCount())
    nurse.bot.mouseClick(tab.filters[texts.LATE], Qt.MouseButton.LeftButton)
    assert tab.table.records.rowCount() == 0
    assert tab.table._empty == texts.NOTHING_HERE


def test_counter_mode_hides_families_but_not_what_is_due(nurse: Nurse, family: Case) -> None:
    nurse.go("today")
    nurse.key(Qt.Key.Key_F11)
    assert "＊＊＊" in cells(nurse, "whose")
    assert "佐呂間　花子" not in cells(nurse, "whose")
    assert "対象世帯を調査する" in cells(nurse, "what")


def test_a_change_elsewhere_shows_at_once(nurse: Nurse, family: Case) -> None:
    before = cells(nurse, "what")
    nurse.window.desk.operations.command(lambda: screenings.start(nurse.ctx, family.episode.id))
    assert cells(nurse, "what") != before


def test_f4_tells_why_a_task_is_due_on_its_day(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    family.clock.move_to(date(2026, 9, 10))
    tab = nurse.go("today")
    tab.refresh()
    tab.table.choose(next(t.id for t in tab.table.records.rows if t.kind == "evaluate"))
    assert tab.run_action("explain")
    (box,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ExplainDialog) and w.isVisible()]
    assert "あと4日" in box.texts()
    assert "見直しの日" in box.texts()
    box.accept()

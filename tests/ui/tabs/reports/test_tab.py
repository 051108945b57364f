"""集計 as a person uses it: figures with their records, typed cells, the workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from saroma_desk.services import yearly
from saroma_desk.services.context import AppContext
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.reports import book
from saroma_desk.ui.tabs.reports.behind import BehindBox
from saroma_desk.ui.tabs.reports.tab import ReportsTab
from tests.services.builders import Case


@pytest.fixture
def tab(qtbot: QtBot, case: Case, real_desk: Desk) -> ReportsTab:
    """An office with one family that was taken in this year."""
    shown = ReportsTab(real_desk)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def row(tab: ReportsTab, wanted: str) -> object:
    rows = (tab.figures.records.row_at(n) for n in range(tab.figures.records.rowCount()))
    return next(r for r in rows if r.id == wanted)


def test_the_present_year_is_counted(tab: ReportsTab) -> None:
    assert tab.year == 2026
    assert row(tab, "cases.new").value == "1"
    assert set(tab.board.views) == {"visits_by_month", "plan_and_actual", "routes", "groups", "money_by_month"}


def test_a_figure_opens_the_family_behind_it(tab: ReportsTab, case: Case) -> None:
    tab.show_page(1)
    tab.figures.choose("cases.new")
    assert tab.run_action("explain")
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, BehindBox) and w.isVisible())
    assert box.table.records.rowCount() == 1
    box.go_button.click()
    assert tab.desk.current_household == case.household_id


def test_a_pressed_bar_opens_what_is_behind_it(tab: ReportsTab) -> None:
    with pytest.MonkeyPatch.context() as patch:
        opened: list[str] = []
        patch.setattr(tab, "open_behind", lambda title, _: opened.append(title))
        tab.board.figure_wanted.disconnect()
        tab.board.figure_wanted.connect(tab.open_behind)
        series = tab.board.views["routes"].chart().series()[0]
        series.barSets()[0].clicked.emit(0)
    assert len(opened) == 1


def test_typed_cells_are_checked_and_stored(tab: ReportsTab, ctx: AppContext) -> None:
    tab.show_page(3)
    tab.entries.sections.setCurrentRow(1)
    editor = tab.entries.editor
    key = next(name for name in editor.read() if name == "budget.2026.budget.total")
    editor.cell(key).widget.set_value("多い")
    editor.save()
    assert "数として読めません" in editor.cell(key).error()
    editor.cell(key).widget.set_value("420,000円")
    editor.save()
    assert yearly.figures(ctx, 2026)[key] == "420000"


def test_the_internal_book_is_written_and_its_purpose_noted(tab: ReportsTab, tmp_path: Path) -> None:
    out = tmp_path / "year.xlsx"
    book.save_to(tab.desk, book.Book(year=2026, family="", public=False), out, "決算の資料")
    assert "総括" in openpyxl.load_workbook(out).sheetnames

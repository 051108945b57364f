"""The activity report, row by row with Enter alone, corrected, kept as a draft, checked against the plan."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt

from saroma_desk.domain.dispatch import Confirmation, VisitStatus
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import drafts
from saroma_desk.ui.desk import StepLine
from tests.services.helping import Helped
from tests.ui.tabs.nurse import Nurse

DAYS = (date(2026, 6, 15), date(2026, 6, 18), date(2026, 6, 22))


@pytest.fixture
def page(nurse: Nurse, approved: Helped, clock: FixedClock, tab: Any) -> Any:
    """June's sheet on 3 July, three visits planned."""
    approved.schedule(*DAYS)
    clock.move_to(date(2026, 7, 3))
    tab.refresh()
    tab.do_step(StepLine(label="", act="report", selection=f"report:{approved.application.id}:2026-06"))
    return tab.report


def test_enter_alone_confirms_the_month(nurse: Nurse, page: Any, approved: Helped) -> None:
    page.table.setFocus()
    for _ in DAYS:
        nurse.bot.keyClick(page.table, Qt.Key.Key_Return)
    assert [r.status for r in page.table.rows] == ["実施"] * 3
    nurse.key(Qt.Key.Key_F12)
    case = approved.case.now.help_cases[0]
    assert [v.status for v in case.visits] == [VisitStatus.DONE] * 3
    assert {v.report_id for v in case.visits} == {case.reports[0].id}
    assert page.head.state.text == "受付"
    assert page.head.counts.text().startswith("前月まで累計 0回　この月 3回")


def test_a_low_page_leaves_the_room_of_its_hint_to_the_list(page: Any) -> None:
    page.resize(page.width(), 400)
    assert not page._hint.isHidden()
    page.resize(page.width(), 280)
    assert page._hint.isHidden()
    assert page.table.toolTip() == page._hint.text()


def test_a_row_that_went_otherwise_is_corrected_beside_the_list(nurse: Nurse, page: Any, approved: Helped) -> None:
    nurse.fill(page.row_editor, actual_start="10", actual_end="11")
    nurse.bot.keyClick(page.table, Qt.Key.Key_Return)
    nurse.fill(page.row_editor, status=5, status_reason="nobody answered")
    page.save()
    first, second, third = approved.case.now.help_cases[0].visits
    assert (first.actual_end, first.status, first.confirmation) == (time(11), VisitStatus.DONE, Confirmation.SEAL)
    assert (second.status, second.status_reason) == (VisitStatus.ABSENT, "nobody answered")
    assert third.status is VisitStatus.PLANNED


def test_a_visit_nobody_had_planned_is_added(nurse: Nurse, page: Any, approved: Helped) -> None:
    nurse.press(page, "行を加える")
    nurse.fill(page.row_editor, visit_on="8/6/25", actual_start="10", actual_end="11")
    page.save()
    added = approved.case.now.help_cases[0].visits[-1]
    assert (added.visit_on, added.actual_start, added.planned_start) == (date(2026, 6, 25), time(10), time(10))


def test_a_refused_row_is_shown_with_its_field(nurse: Nurse, page: Any, approved: Helped) -> None:
    nurse.bot.keyClick(page.table, Qt.Key.Key_Return)
    page.table.choose(page.table.rows[0].id)
    nurse.fill(page.row_editor, actual_start="11", actual_end="10")
    page.save()
    assert "終了" in page.row_editor.cell("actual_end").error()
    assert page.dirty
    assert approved.case.now.help_cases[0].reports == ()


def test_typed_rows_survive_a_crash(nurse: Nurse, page: Any, approved: Helped, tab: Any) -> None:
    nurse.bot.keyClick(page.table, Qt.Key.Key_Return)
    page.drafts.keep()
    assert [d.key for d in drafts.list_drafts(nurse.ctx)] == [f"report:{approved.application.id}:1:2026-06"]
    page._staging = type(page._staging)()
    page.read()
    assert [r.status for r in page.table.rows] == ["実施", "予定", "予定"]
    page.save()
    assert drafts.list_drafts(nurse.ctx) == ()


def test_leaving_typed_rows_asks(nurse: Nurse, page: Any) -> None:
    nurse.bot.keyClick(page.table, Qt.Key.Key_Return)
    nurse.said.answer_with("back")
    nurse.press(page, "▶")
    assert page.month == date(2026, 6, 1)
    nurse.said.answer_with("discard")
    nurse.press(page, "▶")
    assert page.month == date(2026, 7, 1)
    assert page.table.rows == ()


def test_the_sheet_is_compared_with_the_plan(nurse: Nurse, page: Any, approved: Helped) -> None:
    nurse.bot.keyClick(page.table, Qt.Key.Key_Return)
    page.save()
    nurse.press(page, "照合を記録")
    nurse.accept(agrees=1)
    assert nurse.box.editor.cell("doubts").error()
    nurse.accept(doubts="the second visit is missing")
    assert page.head.state.text == "疑義あり"


def test_a_record_made_by_mistake_is_taken_back(nurse: Nurse, page: Any, approved: Helped) -> None:
    nurse.bot.keyClick(page.table, Qt.Key.Key_Return)
    page.save()
    page.table.choose(page.table.rows[0].id)
    nurse.press(page, "記録を取り消す")
    assert approved.case.now.help_cases[0].visits[0].status is VisitStatus.PLANNED

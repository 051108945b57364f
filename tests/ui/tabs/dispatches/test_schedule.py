"""Planning visits by keys and mouse: proposal, single days, limits live."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from saroma_desk.domain.dispatch import Visit, VisitStatus
from saroma_desk.services import visiting
from saroma_desk.ui.dialogs.reason import ReasonDialog
from tests.services.helping import Helped
from tests.ui.tabs.nurse import Nurse

MONDAY = date(2026, 6, 15)


@pytest.fixture
def page(nurse: Nurse, approved: Helped, tab: Any) -> Any:
    """The calendar of an approved family."""
    tab.select(approved.application.id)
    tab.show_page(2)
    return tab.schedule


def visits(family: Helped) -> tuple[Visit, ...]:
    return family.case.now.help_cases[0].visits


def test_the_proposal_fits_the_approval(nurse: Nurse, page: Any, approved: Helped) -> None:
    nurse.press(page, "予定の案")
    nurse.accept(helper_id=1)
    planned = visits(approved)
    assert len(planned) == 15
    assert {v.visit_on.weekday() for v in planned} == {0, 3}
    assert date(2026, 7, 20) not in {v.visit_on for v in planned}  # 海の日
    assert page.meter.words.text().endswith("残 0回")


def test_the_proposal_counts_as_the_meter_does(nurse: Nurse, page: Any, approved: Helped) -> None:
    """Two visits were called off by the provider and use up none; one takes a place in its week."""
    called_off = approved.schedule(date(2026, 6, 15), date(2026, 6, 18))
    for visit in called_off:
        off = replace(visit, status=VisitStatus.PROVIDER)
        visiting.record_visit(approved.ctx, off)
    approved.schedule(date(2026, 6, 24))  # a Wednesday
    tab = nurse.go("dispatches")
    nurse.press(tab.schedule, "予定の案")
    nurse.accept(helper_id=1)
    planned = [v for v in visits(approved) if v.status is VisitStatus.PLANNED]
    assert len(planned) == 15
    assert [v.visit_on.day for v in planned[:4]] == [22, 24, 29, 2]
    assert tab.schedule.meter.words.text().endswith("残 0回")


def test_a_day_is_booked_by_keys_alone(nurse: Nurse, page: Any, approved: Helped) -> None:
    page.calendar.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        nurse.bot.keyClick(page.calendar, key)
    nurse.fill(page.editor, planned_start="13", planned_end="1430")
    nurse.key(Qt.Key.Key_F12)
    (visit,) = visits(approved)
    assert (visit.visit_on, visit.planned_start, visit.planned_end) == (date(2026, 6, 18), time(13), time(14, 30))
    assert page.calendar.calendar.index_of(visit.visit_on).data(Qt.ItemDataRole.ToolTipRole) == "6/18 13:00予定"


def test_delete_takes_the_planned_visit_of_the_day_away(nurse: Nurse, page: Any, approved: Helped) -> None:
    page.save()
    assert len(visits(approved)) == 1
    nurse.bot.keyClick(page.calendar, Qt.Key.Key_Delete)
    assert visits(approved) == ()


def test_a_visit_is_moved_to_another_day(nurse: Nurse, page: Any, approved: Helped) -> None:
    page.save()
    nurse.fill(page.editor, visit_on="8/6/18")
    nurse.key(Qt.Key.Key_F12)
    assert [v.visit_on for v in visits(approved)] == [date(2026, 6, 18)]


def test_a_late_visit_says_so_at_once_and_takes_a_reason(nurse: Nurse, page: Any, approved: Helped) -> None:
    nurse.fill(page.editor, planned_start="17", planned_end="1830")
    page.check()
    assert "超過" in page.panel.findings.texts()
    page.save()
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ReasonDialog) and w.isVisible())
    nurse.fill(box.editor, reason_0="night shift", decided_by_0="chief")
    box.editor.save()
    assert [v.planned_end for v in visits(approved)] == [time(18, 30)]
    page.check()
    assert "理由あり" in page.panel.findings.texts()


def test_walking_the_days_tells_what_is_left_on_each(nurse: Nurse, page: Any) -> None:
    assert page.calendar.chosen_day == MONDAY
    page.check()
    assert "92日" in page.rest.text()
    nurse.bot.keyClick(page.calendar, Qt.Key.Key_Down)
    page.check()
    assert "85日" in page.rest.text()


def test_a_second_visit_of_a_day_is_reached_by_its_button(nurse: Nurse, page: Any, approved: Helped) -> None:
    page.save()
    nurse.press(page, "この日の次")
    nurse.fill(page.editor, planned_start="15", planned_end="16")
    page.save()
    assert len(visits(approved)) == 2
    assert "（1 / 2）" in page.panel.head.text()

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from saroma_desk.ui.widgets.chips import chip_size
from saroma_desk.ui.widgets.month_calendar import HEAD, CalendarModel, DayInfo, MonthCalendar, VisitChip

FIRST, LAST = date(2026, 11, 5), date(2027, 2, 4)


@pytest.fixture
def calendar(app: object, qtbot: QtBot) -> MonthCalendar:
    widget = MonthCalendar()
    qtbot.addWidget(widget)
    widget.resize(720, 500)
    chips = {date(2026, 11, 12): (VisitChip(id=7, text="9:00 予定"),)}
    widget.set_period(FIRST, LAST, days={date(2026, 11, 23): DayInfo(holiday="勤労感謝の日")}, chips=chips)
    widget.show()
    return widget


def test_the_model_keeps_the_rules_of_models(app: object) -> None:
    model = CalendarModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_period(FIRST, LAST, {}, {})
    assert tester.model() is model


@pytest.mark.parametrize(("first", "last", "weeks"), [(FIRST, LAST, 14), (date(2026, 11, 1), date(2026, 11, 7), 1)])
def test_weeks_begin_on_sunday(app: object, first: date, last: date, weeks: int) -> None:
    model = CalendarModel()
    model.set_period(first, last, {}, {})
    assert model.rowCount() == weeks
    assert {model.cell(model.index(row, 0)).day.weekday() for row in range(weeks)} == {6}
    assert model.cell(model.index_of(last)).day == last


def test_left_of_sunday_is_saturday(calendar: MonthCalendar, qtbot: QtBot) -> None:
    calendar.choose(date(2026, 11, 15))
    qtbot.keyClick(calendar, Qt.Key.Key_Left)
    assert calendar.chosen_day == date(2026, 11, 14)


def test_enter_opens_a_day_of_the_period_only(calendar: MonthCalendar, qtbot: QtBot) -> None:
    opened: list[date] = []
    calendar.day_opened.connect(opened.append)
    for day in (date(2026, 11, 4), FIRST, LAST, date(2027, 2, 5)):
        calendar.choose(day)
        qtbot.keyClick(calendar, Qt.Key.Key_Return)
    assert opened == [FIRST, LAST]


def test_a_click_on_a_chip_opens_its_visit(calendar: MonthCalendar, qtbot: QtBot) -> None:
    index = calendar.calendar.index_of(date(2026, 11, 12))
    place = calendar.visualRect(index).topLeft()
    place += type(place)(20, HEAD + chip_size("0", calendar.font()).height() // 2)
    with qtbot.waitSignal(calendar.visit_opened) as found:
        qtbot.mouseClick(calendar.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert found.args == [7]


def test_special_days_are_said_in_words(calendar: MonthCalendar) -> None:
    index = calendar.calendar.index_of(date(2026, 11, 23))
    assert "勤労感謝の日" in calendar.calendar.data(index, Qt.ItemDataRole.AccessibleTextRole)

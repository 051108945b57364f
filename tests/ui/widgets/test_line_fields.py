from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.ui.fields import FieldEnv, FieldSpec, Kind, Unread
from saroma_desk.ui.widgets.line_fields import DateField, MonthField, NumberField, PhoneField, TimeField, parse_time


@pytest.fixture
def env(app: object, fixed_clock: FixedClock) -> FieldEnv:
    return FieldEnv(today=fixed_clock.today)


def spec(kind: Kind, **more: object) -> FieldSpec:
    return FieldSpec(name="x", kind=kind, label="欄", **more)  # type: ignore[arg-type]


@pytest.fixture
def day(qtbot: QtBot, env: FieldEnv) -> DateField:
    field = DateField(spec(Kind.DATE, hint=lambda value, today: f"{(today - value).days}日前"), env)
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.mark.parametrize("text", ["R8.6.15", "8/6/15", "20260615", "2026-06-15", "080615"])
def test_a_date_is_read_as_people_write_it(day: DateField, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(day.box, text)
    assert day.value() == date(2026, 6, 15)
    assert day.hint.text() == "令和8年6月15日(月) 140日前"
    assert day.box.text() == text


def test_an_empty_date_is_a_value(day: DateField) -> None:
    day.set_value(None)
    assert day.value() is None
    assert day.is_empty()
    assert day.problem() == ""


def test_a_wrong_date_stays(day: DateField, qtbot: QtBot) -> None:
    qtbot.keyClicks(day.box, "R8.2.30")
    assert day.value() == Unread("R8.2.30")
    assert day.problem()
    assert day.hint.text() == ""


def test_a_date_beyond_its_era_asks_to_look_again(day: DateField, qtbot: QtBot) -> None:
    qtbot.keyClicks(day.box, "H31.5.1")
    assert day.value() == date(2019, 5, 1)
    assert day.hint.text().startswith("！")


def test_up_is_a_day_later(day: DateField, qtbot: QtBot) -> None:
    day.set_value(date(2026, 2, 28))
    qtbot.keyClick(day.box, Qt.Key.Key_Up)
    assert day.value() == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9:00", time(9)),
        ("0900", time(9)),
        ("９", time(9)),
        ("930", time(9, 30)),
        ("9時半", None),
        ("9時30分", time(9, 30)),
        ("午後1時", time(13)),
        ("午後12時", time(12)),
        ("24:00", None),
        ("9:60", None),
        ("午後13時", None),
    ],
)
def test_times(text: str, value: time | None) -> None:
    if value is None:
        with pytest.raises(ValueError, match="時刻として読めません"):
            parse_time(text)
    else:
        assert parse_time(text) == value


def test_a_time_is_tidied_when_left(qtbot: QtBot, env: FieldEnv) -> None:
    field = TimeField(spec(Kind.TIME), env)
    qtbot.addWidget(field)
    qtbot.keyClicks(field.box, "0900")
    field.box.left.emit()
    assert field.box.text() == "9:00"


@pytest.mark.parametrize("month", [YearMonth(2026, 6), YearMonth(2019, 5), YearMonth(2019, 4)])
def test_a_month_reads_back(qtbot: QtBot, env: FieldEnv, month: YearMonth) -> None:
    field = MonthField(spec(Kind.MONTH), env)
    qtbot.addWidget(field)
    field.set_value(month)
    assert field.value() == month


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", 1500),
        ("１５００円", 1500),
        ("", None),
        ("0", Unread("0")),
        ("12.5", Unread("12.5")),
        ("x", Unread("x")),
    ],
)
def test_numbers(qtbot: QtBot, env: FieldEnv, text: str, value: object) -> None:
    field = NumberField(spec(Kind.NUMBER, unit="円", low=1), env)
    qtbot.addWidget(field)
    field.restore(text)
    assert field.value() == value


def test_a_phone_number_is_kept_in_half_width(qtbot: QtBot, env: FieldEnv) -> None:
    field = PhoneField(spec(Kind.PHONE), env)
    qtbot.addWidget(field)
    field.restore("０１５８７－２")
    assert field.value() == "01587-2"

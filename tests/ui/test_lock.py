"""A desk that nobody uses is covered; the passphrase uncovers it, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.lock import Cover, LockBox, ScreenLock
from saroma_desk.ui.widgets.passphrase_box import PassphraseBox
from saroma_desk.ui.widgets.text_box import TextBox
from tests.services.conftest import PASSPHRASE
from tests.ui.real_office import case, clock, ctx, empty_office, one_derivation, real_desk

__all__ = ["case", "clock", "ctx", "empty_office", "one_derivation", "real_desk"]


@pytest.fixture
def room(app: object, qtbot: QtBot) -> QWidget:
    """A window in which something was typed."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(QLabel("佐呂間　花子", window))
    column.addWidget(TextBox(window))
    window.resize(700, 400)
    window.show()
    qtbot.keyClicks(typed(window), "not saved")
    return window


def typed(room: QWidget) -> TextBox:
    found = room.findChild(TextBox)
    assert found is not None
    return found


@pytest.fixture
def begin(room: QWidget) -> Iterator[Callable[[Desk], ScreenLock]]:
    """Begins to watch; the watching ends with the test."""
    begun: list[ScreenLock] = []

    def watch(desk: Desk) -> ScreenLock:
        begun.append(ScreenLock(desk, 10, room))
        begun[-1].look()
        return begun[-1]

    yield watch
    for old in begun:
        delete(old)


@pytest.fixture
def watch(real_desk: Desk, begin: Callable[[Desk], ScreenLock]) -> ScreenLock:
    return begin(real_desk)


def wait(clock: FixedClock, watch: ScreenLock, minutes: float) -> None:
    clock.move_to(clock.now() + timedelta(minutes=minutes))
    watch.look()


def unlock(qtbot: QtBot, box: LockBox | None, passphrase: str = PASSPHRASE) -> None:
    assert box is not None
    box.box.clear()
    qtbot.keyClicks(box.box, passphrase)
    box.open_button.click()


def covers(window: QWidget) -> list[Cover]:
    return [cover for cover in window.findChildren(Cover) if cover.isVisible()]


def test_after_ten_idle_minutes_all_is_covered(watch: ScreenLock, room: QWidget, clock: FixedClock) -> None:
    wait(clock, watch, 9.9)
    assert not watch.locked
    wait(clock, watch, 0.1)
    assert watch.locked
    (cover,) = covers(room)
    assert cover.geometry() == room.rect()
    assert room.childAt(50, 50) is cover


def test_every_key_begins_the_wait_anew(watch: ScreenLock, room: QWidget, clock: FixedClock, qtbot: QtBot) -> None:
    for _ in range(4):
        wait(clock, watch, 9)
        qtbot.keyClicks(typed(room), "x")
    assert not watch.locked


def test_the_passphrase_gives_back_what_was_typed(
    watch: ScreenLock, room: QWidget, clock: FixedClock, qtbot: QtBot
) -> None:
    wait(clock, watch, 10)
    unlock(qtbot, watch.box)
    assert not watch.locked
    assert covers(room) == []
    assert typed(room).text() == "not saved"


def test_a_wrong_passphrase_keeps_it_locked(watch: ScreenLock, room: QWidget, clock: FixedClock, qtbot: QtBot) -> None:
    wait(clock, watch, 10)
    unlock(qtbot, watch.box, "wrong passphrase")
    assert watch.box is not None
    assert "違います" in watch.box.wrong.text()
    assert covers(room)


def test_no_way_leads_round_the_box(watch: ScreenLock, clock: FixedClock, qtbot: QtBot) -> None:
    wait(clock, watch, 10)
    assert watch.box is not None
    qtbot.keyClick(watch.box, Qt.Key.Key_Escape)
    watch.box.close()
    assert watch.box.isVisible()
    assert not watch.box.close_button.isVisible()
    assert watch.box.isModal()


def test_the_key_that_ends_a_long_sleep_does_nothing(
    watch: ScreenLock, room: QWidget, clock: FixedClock, qtbot: QtBot
) -> None:
    clock.move_to(clock.now() + timedelta(hours=8))
    qtbot.keyClick(typed(room), Qt.Key.Key_X)
    assert watch.locked
    assert typed(room).text() == "not saved"


def test_what_comes_up_meanwhile_is_covered_too(
    watch: ScreenLock, clock: FixedClock, qtbot: QtBot, room: QWidget
) -> None:
    wait(clock, watch, 10)
    late = QDialog(room)
    late.setModal(True)
    late.show()
    assert len(covers(late)) == 1
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is watch.box)
    unlock(qtbot, watch.box)
    assert covers(late) == []


def test_a_clock_set_back_locks_nobody_out(watch: ScreenLock, clock: FixedClock) -> None:
    wait(clock, watch, -60 * 24 * 365)
    assert not watch.locked
    wait(clock, watch, 10)
    assert watch.locked


def test_the_practice_office_is_never_locked(
    desk: Desk, begin: Callable[[Desk], ScreenLock], fixed_clock: FixedClock
) -> None:
    watch = begin(desk)
    wait(fixed_clock, watch, 600)
    assert not watch.locked


def test_before_an_office_is_open_nothing_is_locked(desk: Desk, begin: Callable[[Desk], ScreenLock]) -> None:
    desk.ctx = None  # type: ignore[assignment]  # as `MainWindow` begins
    assert not begin(desk).locked


def test_after_five_wrong_ones_each_try_waits_longer(app: object, room: QWidget) -> None:
    box = PassphraseBox(room)
    waits = []
    for _ in range(14):
        box.refuse("違います。")
        waits.append(seconds_until_free(box))
    assert waits == [0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300]


def seconds_until_free(box: PassphraseBox) -> int:
    seconds = 0
    while not box.open_button.isEnabled():
        assert "秒待って" in box.wrong.text()
        box.tries.second.timeout.emit()
        seconds += 1
    return seconds

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household, Member, Role
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services.context import AppContext
from saroma_desk.ui.frame_sources import SOURCES, due_tone
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.messages import begin_step, days_left, make_paper
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tab import TabSpec
from saroma_desk.ui.widgets.passphrase_box import PassphraseBox
from tests.ui import example_tab
from tests.ui.example_tab import Office

EMPTY = (TabSpec("today", "saroma_desk.ui.tab:Tab"),)


def take_in(ctx: AppContext) -> None:
    with ctx.work("受理") as work:
        home = work.add(Household(no="R8-0001", registered_on=date(2026, 11, 2), address_protected=True))
        people = (
            Member(household_id=home.id, name="髙﨑 ゆり", kana="たかさき ゆり", role=Role.CAREGIVER),
            Member(household_id=home.id, name="髙﨑 空", role=Role.TARGET_CHILD, birth_date=date(2026, 6, 15)),
        )
        for person in people:
            work.add(person)
        work.commit()


@pytest.fixture
def folder(tmp_path: Path, fixed_clock: FixedClock) -> Path:
    place = tmp_path / "練習 office"
    with open_context(place, passphrase=None, practice=True, user="山田", clock=fixed_clock, create=True) as ctx:
        take_in(ctx)
    return place


def test_the_window_opens_an_office_and_finds_a_family(
    app: object, qtbot: QtBot, speaker: RecordingSpeaker, folder: Path, fixed_clock: FixedClock
) -> None:
    window = MainWindow(SOURCES, practice=True, tabs=EMPTY, speaker=speaker)
    qtbot.addWidget(window)
    window.show()
    window.open_office(lambda _: open_context(folder, passphrase=None, practice=True, user="山田", clock=fixed_clock))
    assert window.operations.wait_idle()
    window.operations.query(
        lambda: SOURCES.search(window.desk.ctx, "たかさき", 9), lambda hits: window.desk.choose_household(hits[0].id)
    )
    assert window.operations.wait_idle()
    assert window.operations.wait_idle()
    assert window.household.name.text() == "髙﨑 ゆり 様"
    assert window.household.child.text() == "4か月"
    assert window.household.protected.isVisible()
    assert window.header.user.text() == "山田"
    window.close()
    assert not window.isVisible()


def test_an_office_that_cannot_be_opened_is_told_and_the_window_closes(
    app: object, qtbot: QtBot, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    window = MainWindow(SOURCES, practice=True, tabs=EMPTY, speaker=speaker)
    qtbot.addWidget(window)
    window.show()
    window.open_office(lambda _: open_context(tmp_path / "none", passphrase=None, practice=True, user="山田"))
    assert window.operations.wait_idle()
    assert len(speaker.told) == 1
    assert not window.isVisible()


@pytest.mark.parametrize(
    ("days", "words", "tone"), [(-2, "2日超過", "alarm"), (0, "今日まで", "warn"), (8, "あと8日", "calm")]
)
def test_due_words(days: int, words: str, tone: str) -> None:
    assert (days_left(days), due_tone(days)) == (words, Tone(tone))


def test_papers_are_called_by_their_number() -> None:
    assert make_paper("form10") == "様式10号を作る"
    assert begin_step("form03", "documents", "notify_approval") == "様式3号を作る"
    assert begin_step("form09", "screening", "survey") == "様式9号へ進む"
    assert begin_step(None, "households", "reopen") == "開く"
    assert begin_step("form10", "documents", "file") == "様式10号を開く"


RIGHT = "open sesame 2026"


class Locked:
    """An office that opens to one passphrase only."""

    def __init__(self, ctx: object) -> None:
        self.ctx = ctx
        self.left = False

    @contextmanager
    def open(self, passphrase: str | None) -> Iterator[object]:
        if passphrase != RIGHT:
            code = "passphrase_needed" if passphrase is None else "wrong_passphrase"
            raise KnownError(code, "パスフレーズが違います。データは変わっていません。")
        yield self.ctx
        self.left = True


@pytest.fixture
def locked_window(
    app: object, qtbot: QtBot, speaker: RecordingSpeaker, office: Office
) -> Iterator[tuple[MainWindow, Locked]]:
    locked = Locked(office)
    window = MainWindow(example_tab.SOURCES, practice=False, tabs=EMPTY, speaker=speaker)
    qtbot.addWidget(window)
    window.show()
    window.open_office(locked.open)
    assert window.operations.wait_idle()
    yield window, locked
    window.operations.shutdown()


def test_a_passphrase_is_asked_for_and_may_be_corrected(
    locked_window: tuple[MainWindow, Locked], qtbot: QtBot, speaker: RecordingSpeaker
) -> None:
    window, locked = locked_window
    box = window.findChild(PassphraseBox)
    assert box is not None
    qtbot.keyClicks(box.box, "wrong")
    qtbot.mouseClick(box.open_button, Qt.MouseButton.LeftButton)
    assert window.operations.wait_idle()
    assert "違います" in box.wrong.text()
    qtbot.keyClicks(box.box, RIGHT)
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    qtbot.keyClick(box.open_button, Qt.Key.Key_Return)
    assert window.operations.wait_idle()
    assert not box.isVisible()
    assert window.desk.ctx is locked.ctx
    assert speaker.told == []
    window.close()
    assert locked.left


def test_giving_up_the_passphrase_closes_the_window(locked_window: tuple[MainWindow, Locked]) -> None:
    window, locked = locked_window
    box = window.findChild(PassphraseBox)
    assert box is not None
    box.close_button.click()
    assert not window.isVisible()
    assert not locked.left

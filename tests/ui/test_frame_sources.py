from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.household import Household, Member, Role
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services.context import AppContext
from saroma_desk.ui.frame_sources import SOURCES, due_tone
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.messages import days_left, make_paper
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tab import TabSpec

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
    window.open_office(lambda: open_context(folder, passphrase=None, practice=True, user="山田", clock=fixed_clock))
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
    window.open_office(lambda: open_context(tmp_path / "none", passphrase=None, practice=True, user="山田"))
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

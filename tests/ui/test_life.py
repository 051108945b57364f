"""The first start of a real office, and the backup at the end of the day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime import settings
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import safety
from saroma_desk.services.context import AppContext
from saroma_desk.ui import habits
from saroma_desk.ui.dialogs.first_run import FirstRunBox
from saroma_desk.ui.frame_sources import SOURCES
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.tab import TabSpec
from tests.services.builders import Case
from tests.ui.real_office import case, clock, ctx, empty_office, one_derivation

__all__ = ["case", "clock", "ctx", "empty_office", "one_derivation"]
TABS = (TabSpec("today", "saroma_desk.ui.tab:Tab"),)
SECRET = "むかしむかしあるところに"  # noqa: S105  of an empty office that lives for one test


@pytest.fixture
def window(app: object, qtbot: QtBot, speaker: RecordingSpeaker) -> Iterator[MainWindow]:
    shown = MainWindow(SOURCES, practice=False, tabs=TABS, speaker=speaker)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.operations.shutdown()


@pytest.fixture
def first_run(window: MainWindow, tmp_path: Path, clock: FixedClock) -> FirstRunBox:
    """A window over a folder where no office is yet."""

    def office(given: str | None, *, create: bool = False) -> AbstractContextManager[AppContext]:
        return open_context(tmp_path / "new", passphrase=given, user="保健師", clock=clock, create=create)

    window.open_office(office, lambda given: office(given, create=True))
    assert window.operations.wait_idle()
    box = window.findChild(FirstRunBox)
    assert box is not None
    return box


def give(qtbot: QtBot, box: FirstRunBox, first: str, again: str) -> None:
    box.first.setText(first)
    box.again.setText(again)
    box.understood.setChecked(True)
    qtbot.mouseClick(box.begin_button, Qt.MouseButton.LeftButton)


def test_a_new_office_begins_with_a_passphrase_typed_twice(
    first_run: FirstRunBox, window: MainWindow, qtbot: QtBot
) -> None:
    give(qtbot, first_run, SECRET, SECRET)
    assert window.operations.wait_idle()
    assert not first_run.isVisible()
    assert window.desk.ctx.practice is False


@pytest.mark.parametrize(("first", "again", "told"), [("短い", "短い", "12文字"), (SECRET, SECRET + "。", "違います")])
def test_a_short_or_mistyped_passphrase_begins_nothing(
    first_run: FirstRunBox, qtbot: QtBot, first: str, again: str, told: str
) -> None:
    give(qtbot, first_run, first, again)
    assert told in first_run.wrong.text()
    assert first_run.isVisible()


def test_nothing_begins_before_the_warning_was_understood(first_run: FirstRunBox) -> None:
    assert not first_run.begin_button.isEnabled()


def test_closing_makes_a_backup_first(window: MainWindow, ctx: AppContext, case: Case) -> None:
    window.attach(ctx)
    window.close()
    assert window.operations.wait_idle()
    assert not window.isVisible()
    assert len(safety.backups(ctx)) == 1
    assert not safety.worth_backing_up(ctx)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KnownError("disk_full", "ディスクの空きが足りません。")

    monkeypatch.setattr(safety, "make_backup", fail)


@pytest.mark.usefixtures("full_disk", "case")
@pytest.mark.parametrize(("answer", "stays"), [("stay", True), ("close", False)])
def test_a_failing_backup_leaves_the_choice(
    window: MainWindow, ctx: AppContext, speaker: RecordingSpeaker, answer: str, stays: bool
) -> None:
    window.attach(ctx)
    speaker.answer_with(answer)
    window.close()
    assert window.operations.wait_idle()
    assert window.isVisible() is stays
    window.desk.ctx = None  # the office of the test closes itself


def test_the_window_comes_back_where_it_stood(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    window.resize(1000, 600)
    habits.remember(window, file)
    assert settings.load(file).window_geometry
    window.resize(950, 500)
    habits.show_where_it_stood(window, file)
    assert window.height() == 600

"""An office that is damaged or gone: its backups are offered at the start, and one of them is put back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from saroma_desk.bootstrap import open_context
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import backups, households
from saroma_desk.services.context import AppContext
from saroma_desk.services.rescue import Rescue
from saroma_desk.ui.dialogs.first_run import FirstRunBox
from saroma_desk.ui.dialogs.rescue_box import RescueBox
from saroma_desk.ui.dialogs.restore_box import RestoreBox
from saroma_desk.ui.frame_sources import SOURCES
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.widgets.passphrase_box import PassphraseBox
from tests.services import builders
from tests.services.conftest import PASSPHRASE
from tests.ui.kana import commit
from tests.ui.real_office import clock, empty_office, one_derivation

__all__ = ["clock", "empty_office", "one_derivation"]


@pytest.fixture
def folder(empty_office: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """An office with a family and a backup of it."""
    office = shutil.copytree(empty_office, tmp_path / "office")
    with open_context(office, passphrase=PASSPHRASE, user="佐藤", clock=clock) as ctx:
        builders.take_in(ctx, clock)
        backups.make_backup(ctx)
    return office


@pytest.fixture
def window(app: object, qtbot: QtBot, speaker: RecordingSpeaker) -> Iterator[MainWindow]:
    shown = MainWindow(SOURCES, practice=False, speaker=speaker)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    assert speaker.bugs == []
    shown.operations.shutdown(shown._opening.leave)


@pytest.fixture
def start(window: MainWindow, folder: Path, clock: FixedClock) -> Callable[[], None]:
    """Starts the program over the folder."""

    def office(given: str | None, *, create: bool = False) -> AbstractContextManager[AppContext]:
        return open_context(folder, passphrase=given, user="佐藤", clock=clock, create=create)

    def begin() -> None:
        rescue = Rescue(folder=folder, clock=clock, user="佐藤")
        window.open_office(office, lambda given: office(given, create=True), lambda: rescue)
        settle(window)

    return begin


def settle(window: MainWindow) -> None:
    for _ in range(4):
        assert window.operations.wait_idle()
        QApplication.processEvents()


def shown(kind: type[QDialog]) -> QDialog | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def click(qtbot: QtBot, window: MainWindow, button: QWidget) -> None:
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window)


def put_back(qtbot: QtBot, window: MainWindow) -> None:
    rescue = shown(RescueBox)
    assert isinstance(rescue, RescueBox)
    click(qtbot, window, rescue.look_button)
    box = shown(RestoreBox)
    assert isinstance(box, RestoreBox)
    commit(box.secret, PASSPHRASE)
    click(qtbot, window, box.look_button)
    commit(box.word, "復元")
    click(qtbot, window, box.restore_button)


def families(window: MainWindow) -> int:
    return len(households.list_households(window.desk.ctx))


@pytest.mark.parametrize(
    "trouble", [lambda file: file.write_bytes(b""), lambda file: file.unlink()], ids=["empty", "gone"]
)
def test_a_lost_office_is_put_back(
    start: Callable[[], None], qtbot: QtBot, window: MainWindow, folder: Path, trouble: Callable[[Path], object]
) -> None:
    trouble(folder / "saroma.db")
    start()
    put_back(qtbot, window)
    assert families(window) == 1
    assert shown(RescueBox) is None


def test_damage_that_shows_after_the_passphrase(
    start: Callable[[], None], qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    file = folder / "saroma.db"
    content = bytearray(file.read_bytes())
    content[3000] ^= 1
    file.write_bytes(content)
    start()
    asked = shown(PassphraseBox)
    assert isinstance(asked, PassphraseBox)
    commit(asked.box, PASSPHRASE)
    click(qtbot, window, asked.open_button)
    put_back(qtbot, window)
    assert families(window) == 1
    (kept,) = (folder / "backups").glob("before-restore*")
    assert (kept / "saroma.db").read_bytes() == bytes(content)


def test_who_wants_none_may_begin_anew_where_nothing_is(
    start: Callable[[], None], window: MainWindow, folder: Path
) -> None:
    (folder / "saroma.db").unlink()
    start()
    box = shown(RescueBox)
    assert box is not None
    box.reject()
    settle(window)
    assert shown(FirstRunBox) is not None


def test_who_wants_none_is_told_why_a_damaged_office_stays_closed(
    start: Callable[[], None], window: MainWindow, folder: Path, speaker: RecordingSpeaker
) -> None:
    (folder / "saroma.db").write_bytes(b"")
    start()
    box = shown(RescueBox)
    assert box is not None
    box.reject()
    settle(window)
    assert speaker.told[-1].code == "damaged_database"
    assert not window.isVisible()


def test_without_a_backup_there_is_nothing_to_offer(
    start: Callable[[], None], folder: Path, speaker: RecordingSpeaker
) -> None:
    shutil.rmtree(folder / "backups")
    (folder / "saroma.db").write_bytes(b"")
    start()
    assert shown(RescueBox) is None
    assert speaker.told[-1].code == "damaged_database"


def test_a_wrong_passphrase_puts_nothing_back(
    start: Callable[[], None], qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    (folder / "saroma.db").write_bytes(b"")
    start()
    rescue = shown(RescueBox)
    assert isinstance(rescue, RescueBox)
    click(qtbot, window, rescue.look_button)
    box = shown(RestoreBox)
    assert isinstance(box, RestoreBox)
    commit(box.secret, "not the passphrase")
    click(qtbot, window, box.look_button)
    assert "違います" in box.wrong.text()
    assert (folder / "saroma.db").read_bytes() == b""

"""Going back to a backup and changing the passphrase in the window, over a real office and on its own thread."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import backups, households, restoring
from saroma_desk.services.context import AppContext
from saroma_desk.services.result import Result
from saroma_desk.ui.dialogs.restore_box import RestoreBox
from saroma_desk.ui.frame_sources import SOURCES
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.tabs.settings.passphrase_change import PassphraseChange
from saroma_desk.ui.widgets.passphrase_box import PassphraseBox
from tests.services import builders
from tests.services.conftest import PASSPHRASE
from tests.ui.kana import commit

NEW = "かぼちゃと牛乳のまち 2027"


class Person:
    """Somebody at the window."""

    def __init__(self, bot: QtBot, window: MainWindow, said: RecordingSpeaker) -> None:
        self.bot, self.window, self.said = bot, window, said

    @property
    def ctx(self) -> AppContext:
        return self.window.desk.ctx

    @property
    def page(self) -> Any:
        """The page of backups, read to its end."""
        self.wait()
        tab: Any = self.window.tab("settings")
        return tab.pages["safety"]

    @property
    def families(self) -> int:
        return len(households.list_households(self.ctx))

    def wait(self) -> None:
        for _ in range(4):
            assert self.window.operations.wait_idle()
            QApplication.processEvents()

    def box(self, kind: type[QDialog]) -> Any:
        """The dialog that is shown."""
        self.wait()
        (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        return found

    def click(self, button: QWidget) -> None:
        assert button.isEnabled()
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def type(self, box: QWidget, text: str) -> None:
        box.setFocus()
        commit(box, text)

    def kinds(self) -> list[str]:
        records = self.page.panel.table.records
        return [records.row_at(n).row.kind.value for n in range(records.rowCount())]

    def choose(self, kind: str) -> None:
        records = self.page.panel.table.records
        line = next(records.row_at(n) for n in range(records.rowCount()) if records.row_at(n).row.kind == kind)
        self.page.panel.table.choose(line.id)


@pytest.fixture
def folder(empty_office: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """An office with two families, of which its only backup knows the first."""
    office = shutil.copytree(empty_office, tmp_path / "事業所")
    with open_context(office, passphrase=PASSPHRASE, user="佐藤", clock=clock) as ctx:
        builders.take_in(ctx, clock)
        backups.make_backup(ctx)
        builders.take_in(ctx, clock)
    return office


@pytest.fixture
def person(app: object, qtbot: QtBot, folder: Path, clock: FixedClock) -> Iterator[Person]:
    """Somebody who opened that office and went to its backups."""

    def office(given: str | None) -> AbstractContextManager[AppContext]:
        return open_context(folder, passphrase=given, user="佐藤", clock=clock)

    said = RecordingSpeaker()
    window = MainWindow(SOURCES, practice=False, speaker=said)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    window.open_office(office)
    found = Person(qtbot, window, said)
    unlock(found, PASSPHRASE)
    window.open("settings", "safety")
    yield found
    assert said.bugs == []
    window.operations.shutdown(window._opening.leave)


def unlock(person: Person, passphrase: str) -> None:
    asked = person.box(PassphraseBox)
    person.type(asked.box, passphrase)
    person.click(asked.open_button)


def look(person: Person, passphrase: str = PASSPHRASE) -> Any:
    """Open the box for the chosen backup and its passphrase."""
    person.click(person.page.restore_button)
    asked = person.box(RestoreBox)
    person.type(asked.secret, passphrase)
    person.click(asked.look_button)
    return asked


def figures(asked: Any) -> dict[str, tuple[str, str]]:
    grid = asked._grid
    rows = [[grid.itemAtPosition(r, c).widget().text() for c in range(3)] for r in range(1, grid.rowCount())]
    return {word: (now, then) for word, now, then in rows}


def test_back_to_a_backup_and_forth_again(person: Person) -> None:
    assert person.kinds() == ["backup"]
    asked = look(person)
    told = figures(asked)
    assert told["世帯"] == ("2", "1")
    assert told["最後の操作"][0].startswith("R8.6.15")
    assert int(told["操作の数"][0]) > int(told["操作の数"][1])
    assert "見えなくなります" in asked.lost.text()
    assert not asked.restore_button.isEnabled()
    person.type(asked.word, "復元")
    person.click(asked.restore_button)
    assert person.families == 1
    assert "復元する前の状態" in person.window.notice.text.text()
    assert sorted(person.kinds()) == ["backup", "kept"]
    person.choose("kept")
    asked = look(person)
    person.type(asked.word, " 復元 ")
    person.click(asked.restore_button)
    assert person.families == 2


def test_by_keys_alone(person: Person) -> None:
    person.page.restore_button.setFocus()
    person.bot.keyClick(person.page.restore_button, Qt.Key.Key_Space)
    asked = person.box(RestoreBox)
    asked.activateWindow()
    person.type(asked.secret, PASSPHRASE)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return):  # on to the button, and press it
        person.bot.keyClick(asked.focusWidget(), key)
    person.wait()
    assert asked.focusWidget() is asked.word
    person.type(asked.word, "復元")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return):
        person.bot.keyClick(asked.focusWidget(), key)
    person.wait()
    assert person.families == 1


def test_every_screen_begins_afresh(person: Person) -> None:
    second = households.list_households(person.ctx)[0].household_id
    person.window.desk.choose_household(second)
    before = person.window.tab("households")
    old = person.ctx
    person.window.open("settings", "safety")
    person.window.operations.command(lambda: Result(1, warnings=("残りは2回です。",)))
    asked = look(person)
    person.type(asked.word, "復元")
    person.click(asked.restore_button)
    assert person.ctx is not old
    assert not any("残りは2回" in notice.text for notice in person.window.notice.kept)
    assert person.window.desk.current_household is None
    assert person.window.tab("households") is not before
    person.window.open("households")
    person.window.desk.hide_names(True)
    person.window.run_action("reload")
    person.wait()
    tab: Any = person.window.tab("households")
    assert tab.table.records.rowCount() == 1


@pytest.mark.parametrize(("answer", "families"), [("back", 2), ("discard", 1)])
def test_what_is_typed_is_asked_about_first(person: Person, answer: str, families: int) -> None:
    person.window.open("households")
    person.window.run_action("new")
    person.wait()
    tab: Any = person.window.tab("households")
    commit(tab.intake.editor.cell("household.address").widget.inputs()[0], "永代町")
    person.window.open("settings", "safety")
    person.said.answer_with(answer)
    asked = look(person)
    person.type(asked.word, "復元")
    person.click(asked.restore_button)
    assert person.said.asked[-1].message.code == "unsaved"
    assert person.families == families
    if answer == "back":
        assert tab.intake.editor.dirty
        tab.intake.editor.revert()


@pytest.mark.parametrize("typed", ["", "ふくげん", "復元する"])
def test_without_the_word_nothing_happens(person: Person, typed: str) -> None:
    asked = look(person)
    person.type(asked.word, typed)
    assert not asked.restore_button.isEnabled()
    person.click(asked.leave_button)
    assert person.families == 2


def test_a_wrong_passphrase_is_said_and_may_be_corrected(person: Person) -> None:
    asked = look(person, "not the passphrase")
    assert "パスフレーズが違います" in asked.wrong.text()
    person.type(asked.secret, PASSPHRASE)
    person.click(asked.look_button)
    assert asked.word.isVisible()


def test_a_damaged_backup_is_no_wrong_passphrase(
    person: Person, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (good,) = (folder / "backups").glob("*.db")
    content = bytearray(good.read_bytes())
    content[-3000] ^= 1
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(content)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(damaged), ""))
    person.click(person.page.file_button)
    asked = person.box(RestoreBox)
    person.type(asked.secret, PASSPHRASE)
    person.click(asked.look_button)
    assert "壊れている" in asked.wrong.text()
    assert not asked.word.isVisible()


def test_a_restore_that_is_refused_leaves_the_open_office(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = look(person)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    person.type(asked.word, "復元")
    old = person.ctx
    person.click(asked.restore_button)
    assert person.said.told[-1].code == "disk_full"
    assert person.ctx is old
    assert person.families == 2
    assert person.kinds() == ["backup"]


def test_data_that_do_not_open_at_once_are_asked_for_as_at_the_start(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = look(person)

    def held(_: object, __: object) -> None:
        raise KnownError("locked", "ほかで使っています。")

    with monkeypatch.context() as patch:
        patch.setattr(type(person.window._opening), "reopen", held)
        person.type(asked.word, "復元")
        person.click(asked.restore_button)
    assert person.said.told[-1].code == "locked"
    unlock(person, PASSPHRASE)
    assert person.families == 1


def change(person: Person, old: str, new: str, again: str) -> Any:
    person.click(person.page.change_button)
    asked = person.box(PassphraseChange)
    for box, text in ((asked.old, old), (asked.new, new), (asked.again, again)):
        person.type(box, text)
    return asked


def test_another_passphrase_opens_the_office_and_locks_the_older_backup(person: Person) -> None:
    asked = change(person, PASSPHRASE, NEW, NEW)
    assert "同じです" in asked.hint.text()
    person.bot.keyClick(asked.understood, Qt.Key.Key_Space)
    person.click(asked.change_button)
    assert "新しいパスフレーズのバックアップを作りました" in person.window.notice.text.text()
    assert person.kinds() == ["backup", "locked"]
    person.ctx.store.demand_passphrase(NEW)
    assert person.families == 2
    person.choose("locked")
    person.page.try_backup(person.page.panel.table.chosen_row)
    assert person.said.told[-1].code == "backup_locked"


@pytest.mark.parametrize(
    ("old", "new", "again", "understood", "told"),
    [
        ("not the passphrase", NEW, NEW, True, "パスフレーズが違います"),
        (PASSPHRASE, "短い", "短い", True, "12文字以上"),
        (PASSPHRASE, NEW, NEW + "。", True, "違います"),
        (PASSPHRASE, NEW, NEW, False, "紙に書いて"),
    ],
)
def test_a_change_that_is_refused_changes_nothing(
    person: Person, old: str, new: str, again: str, *, understood: bool, told: str
) -> None:
    asked = change(person, old, new, again)
    if understood:
        person.bot.keyClick(asked.understood, Qt.Key.Key_Space)
    person.click(asked.change_button)
    assert told in asked.wrong.text()
    assert asked.isVisible()
    person.ctx.store.demand_passphrase(PASSPHRASE)


def test_the_hint_counts_what_is_compared(person: Person) -> None:
    asked = change(person, "", "ﾊﾟ" * 6, "")
    assert "あと6文字" in asked.hint.text()  # half-width kana with their marks count once


def test_the_same_passphrase_is_no_change(person: Person) -> None:
    asked = change(person, PASSPHRASE, PASSPHRASE, PASSPHRASE)
    person.bot.keyClick(asked.understood, Qt.Key.Key_Space)
    person.click(asked.change_button)
    assert person.said.told[-1].code == "same_passphrase"
    assert person.families == 2


def test_a_change_without_room_for_a_backup_says_so(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise KnownError("disk_full", "空きが足りません。")

    monkeypatch.setattr(restoring, "make_backup", full)
    asked = change(person, PASSPHRASE, NEW, NEW)
    person.bot.keyClick(asked.understood, Qt.Key.Key_Space)
    person.click(asked.change_button)
    assert "作れませんでした" in person.window.notice.text.text()
    person.ctx.store.demand_passphrase(NEW)

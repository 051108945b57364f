from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from saroma_desk.services.result import Result, Topic
from saroma_desk.ui.app import catch_bugs
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.widgets.help_box import HelpBox
from saroma_desk.ui.widgets.notice_list import NoticeList
from saroma_desk.ui.widgets.split_tab import SplitTab
from tests.ui import example_tab
from tests.ui.example_tab import Office
from tests.ui.kana import convert, preedit

ROW_NAME = 1


def shown_tab(window: MainWindow) -> SplitTab:
    tab = window.current_tab
    assert isinstance(tab, SplitTab)
    return tab


def choose_sato(qtbot: QtBot, window: MainWindow) -> None:
    """As a person does: F3, type, Enter."""
    qtbot.keyClick(window, Qt.Key.Key_F3)
    convert(window.household.search, "さとう", "佐藤")
    window.household.search.textEdited.emit("佐藤")
    qtbot.keyClick(window.household.search, Qt.Key.Key_Return)


def test_the_frame_stands_before_an_office_is_open(app: object, qtbot: QtBot, speaker: RecordingSpeaker) -> None:
    window = MainWindow(example_tab.SOURCES, practice=False, tabs=example_tab.TABS, speaker=speaker)
    qtbot.addWidget(window)
    window.show()
    assert window.current_tab is None
    assert not window.tab_bar.isEnabled()
    window.operations.shutdown()


def test_a_household_is_found_and_chosen_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    choose_sato(qtbot, window)
    assert window.desk.current_household == 1
    assert window.household.name.text() == "佐藤 花子 様"
    assert window.household.protected.isVisible()
    assert window.strip.step.text() == "▶ 3か月評価"
    assert window.strip.button.text() == "様式10号を作る"


def test_enter_of_a_kana_conversion_chooses_no_household(window: MainWindow, qtbot: QtBot) -> None:
    search = window.household.search
    qtbot.keyClick(window, Qt.Key.Key_F3)
    qtbot.keyClicks(search, "R8")
    preedit(search, "さとう")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.desk.current_household is None


def test_arrows_walk_the_hits(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F3)
    qtbot.keyClicks(window.household.search, "R8")
    qtbot.keyClick(window.household.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.household.search, Qt.Key.Key_Return)
    assert window.desk.current_household == 2


def test_esc_closes_the_hits_first(window: MainWindow, qtbot: QtBot) -> None:
    window.open("plans")
    qtbot.keyClick(window, Qt.Key.Key_F3)
    qtbot.keyClicks(window.household.search, "R8")
    qtbot.keyClick(window.household.search, Qt.Key.Key_Escape)
    assert not window.household.search.close_popup()
    assert window.tab_bar.currentIndex() == 3
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.tab_bar.currentIndex() == 0


def test_a_record_is_changed_and_saved_by_keys(window: MainWindow, qtbot: QtBot, office: Office) -> None:
    tab = shown_tab(window)
    tab.table.choose(1)
    phone = tab.editor.cell("phone").widget.inputs()[0]
    phone.setFocus()
    qtbot.keyClick(phone, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(phone, "0152-9")
    qtbot.keyClick(phone, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert office.people[1].phone == "0152-9"
    assert not tab.editor.dirty


def test_a_new_record_is_begun_with_f2(window: MainWindow, qtbot: QtBot, office: Office) -> None:
    tab = shown_tab(window)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    convert(tab.editor.cell("name").widget.inputs()[0], "もり", "森")
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert (office.people[3].name, office.people[3].kana) == ("森", "もり")
    assert tab.table.chosen_row.id == 3


def test_another_row_asks_before_typed_text_is_left(
    window: MainWindow, qtbot: QtBot, speaker: RecordingSpeaker
) -> None:
    tab = shown_tab(window)
    tab.table.choose(1)
    qtbot.keyClicks(tab.editor.cell("phone").widget.inputs()[0], "9")
    speaker.answer_with("back")
    qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    assert (tab.table.chosen_row.id, tab.editor.loaded.id) == (1, 1)
    speaker.answer_with("discard")
    qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    assert (tab.table.chosen_row.id, tab.editor.loaded.id, window.desk.current_household) == (2, 2, 2)


def test_a_hidden_tab_reads_again_when_shown(window: MainWindow, office: Office) -> None:
    window.open("plans")
    first = shown_tab(window)
    window.open("today")
    office.people.pop(2)
    window.operations.command(lambda: Result(None, frozenset({Topic.HOUSEHOLDS})))
    assert first.table.records.rowCount() == 2
    window.open("plans")
    assert first.table.records.rowCount() == 1


def test_only_this_household(window: MainWindow, qtbot: QtBot) -> None:
    choose_sato(qtbot, window)
    tab = shown_tab(window)
    tab.only_this.click()
    assert tab.table.records.rowCount() == 1


def test_counter_mode_shows_no_name(window: MainWindow, qtbot: QtBot) -> None:
    choose_sato(qtbot, window)
    shown_tab(window).table.choose(1)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    records = shown_tab(window).table.records
    assert window.household.name.text() == "S.H."
    assert records.data(records.index(0, ROW_NAME)) == "S.H."
    assert window.header.counter.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert records.data(records.index(0, ROW_NAME)) == "佐藤 花子"


def test_the_title_names_nobody(window: MainWindow, qtbot: QtBot) -> None:
    choose_sato(qtbot, window)
    assert window.windowTitle() == "佐呂間デスク（練習）"


def warn(window: MainWindow, text: str) -> None:
    window.operations.command(lambda: Result(1, warnings=(text,)))


def test_warnings_wait_for_each_other_until_each_was_closed(window: MainWindow, qtbot: QtBot) -> None:
    warn(window, "残りは2回です。")
    window.desk.say("印刷に送りました。")
    warn(window, "期間は5日で終わります。")
    assert window.notice.text.text() == "！期間は5日で終わります。（ほかに2件）"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.notice.text.text() == "印刷に送りました。（ほかに1件）"
    qtbot.mouseClick(window.notice.close_button, Qt.MouseButton.LeftButton)
    assert window.notice.text.text() == "！残りは2回です。"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.notice.isVisible()


def test_a_warning_leaves_when_the_same_is_changed_again_on_its_screen(window: MainWindow) -> None:
    def act(topic: Topic, *warnings: str) -> None:
        window.operations.command(lambda: Result(1, frozenset({topic}), warnings))

    window.open("plans")
    act(Topic.PLANS, "目標がありません。")
    act(Topic.DOCUMENTS)
    assert window.notice.text.text() == "！目標がありません。"
    act(Topic.PLANS, "期間がありません。")
    assert window.notice.text.text() == "！期間がありません。"
    window.open("today")
    act(Topic.PLANS)
    assert window.notice.isVisible()
    window.open("plans")
    act(Topic.PLANS)
    assert not window.notice.isVisible()
    assert [n.text for n in window.notice.kept] == ["期間がありません。", "目標がありません。"]


def test_a_word_gives_way_to_the_next_word_and_not_to_a_warning(window: MainWindow) -> None:
    window.desk.say("先に世帯を選んでください。")
    window.desk.say("印刷に送りました。")
    assert window.notice.text.text() == "印刷に送りました。"
    warn(window, "残りは2回です。")
    assert window.notice.text.text() == "！残りは2回です。（ほかに1件）"


def test_a_warning_leaves_with_the_household_it_is_about(window: MainWindow, qtbot: QtBot) -> None:
    window.open("plans")
    choose_sato(qtbot, window)
    warn(window, "残りは2回です。")
    window.desk.choose_household(2)
    assert not window.notice.isVisible()
    window.open("today")  # a tab of the whole office
    warn(window, "契約が30日で終わります。")
    window.desk.choose_household(1)
    assert "契約が" in window.notice.text.text()


def test_the_last_notices_can_be_read_again(window: MainWindow, qtbot: QtBot) -> None:
    window.open("plans")
    choose_sato(qtbot, window)
    warn(window, "残りは2回です。")
    window.desk.choose_household(2)
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    box = window.findChild(NoticeList)
    assert [(n.about.no, n.text) for n in box.table.records.rows] == [("R8-0012", "残りは2回です。")]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_counter_mode_shows_no_warning_in_words(window: MainWindow, qtbot: QtBot) -> None:
    warn(window, "佐藤 花子さんの残りは2回です。")
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert "佐藤" not in window.notice.text.text()
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    box = window.findChild(NoticeList)
    assert "佐藤" not in str(box.table.records.data(box.table.records.index(0, 3)))
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert "佐藤" in window.notice.text.text()


def test_the_key_bar_can_be_pressed(window: MainWindow, qtbot: QtBot) -> None:
    button: QToolButton = window.key_bar.buttons["help"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.findChild(HelpBox) is not None


def test_closing_asks_before_typed_text_is_left(window: MainWindow, qtbot: QtBot, speaker: RecordingSpeaker) -> None:
    tab = shown_tab(window)
    tab.table.choose(1)
    qtbot.keyClicks(tab.editor.cell("phone").widget.inputs()[0], "9")
    speaker.answer_with("back")
    window.close()
    assert window.isVisible()
    speaker.answer_with("discard")
    window.close()
    assert not window.isVisible()


def test_the_next_step_leads_to_its_tab(window: MainWindow, qtbot: QtBot) -> None:
    window.open("plans")
    choose_sato(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.tab_bar.currentIndex() == 0


def test_what_a_tab_says_stands_in_the_window(window: MainWindow) -> None:
    window.desk.say("先に世帯を選んでください。")
    assert window.notice.isVisible()
    assert "先に世帯を" in window.notice.text.text()


def test_a_bug_that_nobody_caught_is_reported(
    window: MainWindow, speaker: RecordingSpeaker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_bugs(window)
    error = ValueError("佐藤")
    sys.excepthook(ValueError, error, None)
    assert speaker.bugs == ["ValueError"]
    caplog.clear()

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.tab import TabSpec
from tests.ui import example_tab
from tests.ui.example_tab import ExampleTab, Office


def test_tabs_are_built_when_first_shown(window: MainWindow, qtbot: QtBot) -> None:
    first = window.current_tab
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.tab_bar.currentIndex() == 2
    assert window.current_tab is not first
    assert window.pages.currentWidget() is window.current_tab


@pytest.mark.parametrize("broken", ["Nothing", "HalfTab"])
def test_a_tab_that_cannot_be_built_leaves_the_others(
    app: object, qtbot: QtBot, speaker: RecordingSpeaker, office: Office, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    tabs = (example_tab.TABS[0], TabSpec("plans", f"tests.ui.example_tab:{broken}"))
    window = MainWindow(example_tab.SOURCES, practice=True, tabs=tabs, speaker=speaker)
    qtbot.addWidget(window)
    window.attach(office)
    window.open("plans")
    window.open("today")
    assert isinstance(window.current_tab, ExampleTab)
    window.desk.choose_household(1)  # asks every tab
    assert window.desk.current_household == 1
    assert len(speaker.bugs) == 1
    assert window.operations.wait_idle()
    window.operations.shutdown()
    caplog.clear()

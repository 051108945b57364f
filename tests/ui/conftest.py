"""The window's own fixtures: a dressed application, a speaker that records, a desk over an invented office."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.ui.app import create_application
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.operations import Operations
from saroma_desk.ui.speaker import RecordingSpeaker
from tests.ui import example_tab
from tests.ui.example_tab import Office


@pytest.fixture(autouse=True)
def no_window_outlives_its_test(qapp: QApplication) -> Iterator[None]:
    """Without an event loop nothing that was let go of is deleted; the next test would find it on the screen."""
    yield
    for widget in QApplication.topLevelWidgets():
        widget.hide()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """The application as people see it."""
    return create_application([], practice=True)


@pytest.fixture
def speaker() -> RecordingSpeaker:
    return RecordingSpeaker()


@pytest.fixture
def office(fixed_clock: FixedClock) -> Office:
    return example_tab.office(fixed_clock)


@pytest.fixture
def desk(app: QApplication, speaker: RecordingSpeaker, office: Office) -> Iterator[Desk]:
    """A desk whose work runs at once."""
    operations = Operations(speaker, inline=True)
    yield Desk(office, operations, speaker)
    operations.shutdown()


@pytest.fixture
def window(app: QApplication, speaker: RecordingSpeaker, office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window over the invented office, painted, with its work running at once."""
    operations = Operations(speaker, inline=True)
    shown = MainWindow(
        example_tab.SOURCES, practice=True, tabs=example_tab.TABS, speaker=speaker, operations=operations
    )
    shown.resize(1366, 728)
    with qtbot.waitActive(shown):  # keys reach the active window alone
        shown.show()
        shown.activateWindow()
    shown.attach(office)
    yield shown
    operations.shutdown()
    shown.hide()
    shown.deleteLater()
    QApplication.processEvents()

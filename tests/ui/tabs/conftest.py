"""The real window over a real, encrypted office; its work runs at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services.context import AppContext
from saroma_desk.ui.frame_sources import SOURCES
from saroma_desk.ui.main_window import MainWindow
from saroma_desk.ui.operations import Operations
from saroma_desk.ui.speaker import RecordingSpeaker
from tests.services.builders import Case, take_in
from tests.services.conftest import clock, ctx, empty_office, one_derivation
from tests.ui.tabs.nurse import Nurse

__all__ = ["clock", "ctx", "empty_office", "one_derivation"]


@pytest.fixture
def family(ctx: AppContext, clock: FixedClock) -> Case:
    """A family that was just taken in."""
    return take_in(ctx, clock)


@pytest.fixture
def nurse(app: object, qtbot: QtBot, ctx: AppContext, speaker: RecordingSpeaker) -> Iterator[Nurse]:
    """A person at the window."""
    operations = Operations(speaker, inline=True)
    window = MainWindow(SOURCES, practice=False, speaker=speaker, operations=operations)
    window.resize(1366, 728)
    window.show()
    window.activateWindow()
    window.attach(ctx)
    yield Nurse(qtbot, window, ctx, speaker)
    assert speaker.bugs == []
    operations.shutdown()
    window.hide()
    window.deleteLater()
    QApplication.processEvents()

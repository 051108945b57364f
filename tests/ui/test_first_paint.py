from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from saroma_desk.ui import app as starting


@pytest.mark.parametrize("minimised", [False, True])
def test_the_office_is_opened_once_after_the_first_paint_or_without_any(
    app: QApplication, qtbot: QtBot, minimised: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "_LONGEST_WAIT_MS", 50)
    window, begun = QWidget(), []
    qtbot.addWidget(window)
    first = starting.FirstPaint(window, lambda: begun.append(1))
    assert begun == []
    if not minimised:
        window.show()
    qtbot.waitUntil(lambda: begun == [1])
    first._begin()  # the other of the two occasions
    assert begun == [1]

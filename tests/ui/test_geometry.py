"""Every tab and dialog at 1366×768, as it is and at 150 %: nothing is cut, covered, or off the screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.geometry import findings

WITHOUT_TASK_BAR = {"1.0": (1366, 728), "1.5": (910, 485)}
"""By scale, the logical pixels of the window."""


@pytest.mark.parametrize("scale", WITHOUT_TASK_BAR)
def test_all_words_of_all_screens_can_be_read(scale: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.ui.geometry", *map(str, WITHOUT_TASK_BAR[scale])],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert result.stdout.splitlines() == []


def test_what_is_cut_covered_or_outside_is_found(app: object, qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(300, 100)
    row = QHBoxLayout(room)
    label, button = QLabel("読める文字"), QPushButton("押せるボタン")
    row.addWidget(label)
    row.addWidget(button)
    room.show()
    assert list(findings(room, QSize(300, 100))) == []
    label.setFixedWidth(20)
    assert any("needs" in finding for finding in findings(room, QSize(300, 100)))
    label.setFixedWidth(80)
    button.move(280, 10)
    assert any("sticks out" in finding for finding in findings(room, QSize(300, 100)))
    button.move(30, label.y())
    assert any("overlaps" in finding for finding in findings(room, QSize(300, 100)))
    assert any("larger" in finding for finding in findings(room, QSize(200, 100)))

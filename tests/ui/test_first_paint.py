from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from saroma_desk.ui import app as starting

HEAVY = (
    *("sqlalchemy", "sqlmodel", "pydantic", "reportlab", "openpyxl", "yaml", "typer", "rich"),
    *("logging.handlers", "concurrent.futures.thread", "saroma_desk.services.context"),
    *(f"saroma_desk.ui.{part}" for part in ("fields", "lock", "frame_rest", "widgets.record_model")),
    *(f"saroma_desk.ui.widgets.{part}" for part in ("message_boxes", "progress_box")),
)
AT_THE_FIRST_PAINT = f"""
import os, sys
from saroma_desk.ui import app
def painted(first):
    qt = ["Qt's constants"] if "Qt" in vars(sys.modules["PySide6.QtCore"]) else []
    print([name for name in {HEAVY!r} if name in sys.modules] + qt, flush=True)
    os._exit(0)
app.FirstPaint._begin = painted
from saroma_desk.__main__ import main
main()
"""


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


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"), str(tmp_path))
    result = subprocess.run(
        [sys.executable, "-c", AT_THE_FIRST_PAINT, "--practice", "--data", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **places},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.stdout.strip() == "[]", result.stderr

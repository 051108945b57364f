"""The binding itself: PySide6 6.12.0 gives None away on every call, and before Python 3.12 the program then aborts."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel


def test_calls_that_return_none_do_not_use_none_up(qapp: QApplication) -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("x")
    assert before - sys.getrefcount(None) < 100

"""How large boxes become."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from saroma_desk.ui.widgets.box_size import TITLE_BAR, fit_over, fit_to_words

WINDOW = QSize(900, 700)
LONG = "一文字も切れてはならない。" * 40


@pytest.fixture
def window(app: object, qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(WINDOW)
    return shown


@pytest.fixture
def box(window: QWidget) -> QDialog:
    """With a sentence of many lines, over a window."""
    found = QDialog(window)
    found.setMinimumWidth(500)
    label = QLabel(LONG, found)
    label.setWordWrap(True)
    QVBoxLayout(found).addWidget(label)
    return found


def test_a_box_is_never_larger_than_its_window(box: QDialog) -> None:
    fit_over(box, QSize(2000, 2000))
    assert box.size() == WINDOW - QSize(0, TITLE_BAR)


def test_wrapped_words_get_all_their_lines_and_no_more(box: QDialog) -> None:
    (label,) = box.findChildren(QLabel)
    fit_to_words(box)
    box.show()
    high = box.height()
    assert box.width() == 500
    assert label.height() >= label.heightForWidth(label.width())
    label.setText("短い")
    fit_to_words(box)
    assert box.height() < high

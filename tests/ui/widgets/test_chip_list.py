"""Sentences behind chips, as they stand below one another."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from saroma_desk.ui.style import Tone
from saroma_desk.ui.widgets.chip_list import ChipList


def test_what_is_shown_anew_replaces_the_old_and_stays_in_order(app: object, qtbot: QtBot) -> None:
    shown = ChipList()
    qtbot.addWidget(shown)
    shown.say("まだありません")
    for _ in range(3):
        shown.clear()
        shown.add("超過", Tone.ALARM, "<b>一つ目</b>")
        shown.add("内", Tone.GOOD, "二つ目")
    assert shown.texts() == "超過\n<b>一つ目</b>\n内\n二つ目"
    shown.resize(300, 200)
    shown.show()
    places = {w.text(): w.y() for w in shown.findChildren(QLabel) if w.isVisible() and "つ目" in w.text()}
    assert 0 <= places["<b>一つ目</b>"] < places["二つ目"] < 100

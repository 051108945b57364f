"""Kana conversion in every kind of text box: nothing is lost, doubled, or pressed (failures 14–16, T19)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.ui.fields import FieldEnv, FieldSpec, Kind
from saroma_desk.ui.form_grid import make_field
from saroma_desk.ui.tabs.screening.answer_panel import EvidenceBox
from saroma_desk.ui.widgets.composing import Composing, finish_composing
from saroma_desk.ui.widgets.household_search import HouseholdSearch
from saroma_desk.ui.widgets.name_field import NameField
from saroma_desk.ui.widgets.text_box import TextBox
from tests.ui.kana import commit, preedit

LINE_KINDS = (Kind.TEXT, Kind.NAME, Kind.KANA, Kind.DATE, Kind.MONTH, Kind.TIME, Kind.NUMBER, Kind.PHONE, Kind.MEMO)
KEYS = (
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_F12),
)


def part(of: QWidget, left: str, done: str) -> None:
    """Commit `done`, go on converting `left`."""
    event = QInputMethodEvent(left, [])
    event.setCommitString(done)
    QApplication.sendEvent(of, event)


@dataclass
class Place:
    """A box in a dialog whose default button waits for any Enter."""

    dialog: QDialog
    box: QLineEdit | QPlainTextEdit
    other: QLineEdit
    presses: list[int]

    @property
    def text(self) -> str:
        return self.box.text() if isinstance(self.box, QLineEdit) else self.box.toPlainText()


def _field(kind: Kind) -> Callable[[QDialog, FieldEnv], QWidget]:
    spec = FieldSpec(name="x", kind=kind, label="欄")
    return lambda dialog, env: make_field(spec, env, dialog).inputs()[0]


def _furigana(dialog: QDialog, env: FieldEnv) -> QWidget:
    spec = FieldSpec(name="x", kana_field="kana", kind=Kind.NAME, label="氏名")
    return NameField(spec, env, dialog).inputs()[1]


def _covered(dialog: QDialog, env: FieldEnv) -> QWidget:
    box = TextBox(dialog)
    box.setEchoMode(QLineEdit.EchoMode.Password)
    return box


def _of_a_row(dialog: QDialog, env: FieldEnv) -> QWidget:
    columns = (FieldSpec(name="x", label="欄"),)
    rows = make_field(FieldSpec(name="rows", kind=Kind.ROWS, label="行", row_type=dict, columns=columns), env, dialog)
    dialog.layout().addWidget(rows)
    next(b for b in rows.findChildren(QPushButton)).click()
    return rows.findChildren(QLineEdit)[0]


BOXES: dict[str, Callable[[QDialog, FieldEnv], QWidget]] = {
    **{kind.value: _field(kind) for kind in LINE_KINDS},
    "furigana": _furigana,
    "row": _of_a_row,
    "evidence": lambda dialog, env: EvidenceBox(dialog),
    "search": lambda dialog, env: HouseholdSearch(dialog),
    "passphrase": _covered,
}


@pytest.fixture(params=BOXES)
def place(request: pytest.FixtureRequest, app: object, qtbot: QtBot, fixed_clock: FixedClock) -> Place:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    box = BOXES[request.param](dialog, FieldEnv(today=fixed_clock.today))
    column.addWidget(box)
    other, default, presses = QLineEdit(dialog), QPushButton("既定", dialog), []
    column.addWidget(other)
    column.addWidget(default)
    default.setDefault(True)
    default.clicked.connect(lambda: presses.append(1))
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    box.setFocus()
    return Place(dialog, box, other, presses)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_a_key_of_the_conversion_does_nothing_else(place: Place, qtbot: QtBot, key: Qt.Key) -> None:
    commit(place.box, "前")
    preedit(place.box, "さとう")
    qtbot.keyClick(place.box, key)
    assert (place.presses, place.dialog.isVisible(), QApplication.focusWidget()) == ([], True, place.box)
    commit(place.box, "佐藤")
    assert place.text == "前佐藤"


def test_what_is_converted_in_parts_comes_once(place: Place) -> None:
    for step in ("さ", "さと", "さとう", "さとうは", "さとうはな"):
        preedit(place.box, step)
    part(place.box, "はな", "佐藤")
    assert place.text == "佐藤"
    preedit(place.box, "花")
    commit(place.box, "花")
    assert place.text == "佐藤花"


def test_a_conversion_given_up_leaves_nothing(place: Place) -> None:
    commit(place.box, "前")
    preedit(place.box, "さとう")
    preedit(place.box, "")
    assert (place.text, place.box.composing) == ("前", False)


def test_the_focus_takes_the_open_conversion_along(place: Place) -> None:
    commit(place.box, "前")
    preedit(place.box, "さとう")
    place.other.setFocus()
    assert (place.text, place.other.text()) == ("前さとう", "")
    place.box.setFocus()
    commit(place.box, "後")
    assert place.text == "前さとう後"


def test_what_reads_the_fields_takes_the_open_conversion_over(place: Place) -> None:
    preedit(place.box, "さとう")
    finish_composing()
    finish_composing()
    assert (place.text, place.box.composing) == ("さとう", False)


def test_a_conversion_replaces_what_was_selected(place: Place, qtbot: QtBot) -> None:
    commit(place.box, "古い名")
    place.box.selectAll()
    preedit(place.box, "あたら")
    commit(place.box, "新")
    assert place.text == "新"


def test_every_text_box_of_the_program_composes() -> None:
    own = {
        c for base in (QLineEdit, QPlainTextEdit) for c in _all_below(base) if c.__module__.startswith("saroma_desk")
    }
    assert own
    assert [c.__name__ for c in own if not issubclass(c, Composing)] == []


def _all_below(kind: type) -> set[type]:
    below = kind.__subclasses__()
    return set(below) | set(itertools.chain.from_iterable(_all_below(c) for c in below))

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from tests.ui.example_tab import SECTIONS, Person


def refuse_blank_phone(draft: Person) -> Result[Person]:
    if not draft.phone:
        raise KnownError("invalid_input", "", (FieldError("phone", "連絡先がありません。"),))
    return Result(draft)


@pytest.fixture
def done() -> list[Any]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, done: list[Any]) -> FormDialog:
    record = Person(name="森", kana="もり")
    act = Act(title="辞退", sections=SECTIONS, record=record, command=refuse_blank_phone, done=done.append)
    box = FormDialog(desk, act)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(box)
    box.show()
    return box


def test_a_refusal_stays_open_at_the_field(dialog: FormDialog, qtbot: QtBot, done: list[Any]) -> None:
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.editor.cell("phone").error() == "連絡先がありません。"
    qtbot.keyClicks(dialog.editor.cell("phone").widget.inputs()[0], "01587")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert [result.value.phone for result in done] == ["01587"]


def test_enter_presses_nothing(dialog: FormDialog, qtbot: QtBot, done: list[Any]) -> None:
    for _ in range(4):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert done == []


def test_esc_asks_before_typed_text_is_left(dialog: FormDialog, qtbot: QtBot, speaker: RecordingSpeaker) -> None:
    phone = dialog.editor.cell("phone").widget.inputs()[0]
    qtbot.keyClicks(phone, "1")
    speaker.answer_with("back")
    qtbot.keyClick(phone, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    speaker.answer_with("discard")
    qtbot.keyClick(phone, Qt.Key.Key_Escape)
    assert not dialog.isVisible()

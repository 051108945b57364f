from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from tests.ui.example_tab import SECTIONS, Person

WAYS = tuple(Choice(name, f"{name}の場合は係に伝える") for name in "甲乙丙丁")


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


def test_the_box_is_as_high_as_its_fields_need(qtbot: QtBot, desk: Desk) -> None:
    fields = (
        FieldSpec(name="ground", kind=Kind.CHOICE, label="理由", radio=True, wide=True, choices=WAYS),
        FieldSpec(name="phone", label="電話", help="つながらないときは、かけ直す時刻を係に伝えてください。" * 3),
    )
    act = Act(title="辞退", sections=(Section("", fields),), record={"phone": ""}, command=Result)
    box = FormDialog(desk, act)
    qtbot.addWidget(box)
    box.show()
    QApplication.processEvents()
    area = box.editor.area
    assert area.viewport().height() == area.widget().layout().totalHeightForWidth(area.widget().width())
    high = box.height()
    box.editor.set_field_visible("phone", False)
    box.fit()
    QApplication.processEvents()
    assert box.height() < high
    assert area.verticalScrollBar().maximum() == 0


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

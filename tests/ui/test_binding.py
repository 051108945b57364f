from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, Unread
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.widgets.field_widget import TextField
from saroma_desk.ui.widgets.sub_rows import RowsField
from tests.ui.example_tab import SECTIONS, Contact, Office, Person
from tests.ui.kana import commit


@pytest.fixture
def stored() -> list[Any]:
    return []


@pytest.fixture
def editor(qtbot: QtBot, desk: Desk, office: Office, stored: list[Any]) -> FormEditor:
    form = FormEditor(SECTIONS, desk, save=lambda: stored.append(form.record()), title="世帯員")
    qtbot.addWidget(form)
    form.resize(740, 600)
    form.show()
    form.load(office.people[1])
    return form


def box(editor: FormEditor, name: str) -> Any:
    widget = editor.cell(name).widget
    assert isinstance(widget, TextField)
    return widget.box


def retype(qtbot: QtBot, editor: FormEditor, name: str, text: str) -> None:
    line = box(editor, name)
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClicks(line, text)


def test_a_loaded_record_reads_back_as_it_was(editor: FormEditor, office: Office) -> None:
    assert editor.record() == office.people[1]
    assert not editor.dirty


def test_an_empty_record_reads_back_as_it_was(editor: FormEditor) -> None:
    editor.load(Person())
    assert editor.record() == Person()


def test_every_kind_of_field_changes_the_record(qtbot: QtBot, editor: FormEditor, office: Office) -> None:
    retype(qtbot, editor, "birth_date", "H9.12.1")
    retype(qtbot, editor, "wished.visits", "12")
    retype(qtbot, editor, "wished.start", "1030")
    editor.cell("urgent").widget.inputs()[0].click()  # type: ignore[attr-defined]
    record = editor.record()
    wished = replace(office.people[1].wished, visits=12, start=time(10, 30))
    assert record == replace(office.people[1], birth_date=date(1997, 12, 1), urgent=True, wished=wished)
    assert editor.dirty


def test_wrong_text_stays_and_is_explained_at_the_field(qtbot: QtBot, editor: FormEditor, stored: list[Any]) -> None:
    retype(qtbot, editor, "birth_date", "R8.13.1")
    qtbot.keyClick(box(editor, "birth_date"), Qt.Key.Key_Return)
    assert "13月" in editor.cell("birth_date").error()
    assert editor.read()["birth_date"] == Unread("R8.13.1")
    editor.save()
    assert stored == []
    assert box(editor, "birth_date").text() == "R8.13.1"
    assert editor.summary.isVisible()


def test_the_summary_leads_to_the_field(qtbot: QtBot, editor: FormEditor) -> None:
    retype(qtbot, editor, "name", "")
    editor.save()
    editor.cell("note").widget.focus_first()
    qtbot.mouseClick(editor.summary.buttons[0], Qt.MouseButton.LeftButton)
    assert box(editor, "name").hasFocus()


def test_errors_of_a_service_stand_at_their_fields(editor: FormEditor) -> None:
    errors = (FieldError("birth_date", "今日より後の日です。"), FieldError("contacts.0.name", "短すぎます。"))
    assert editor.refused(KnownError("invalid_input", "", errors))
    assert editor.cell("birth_date").error() == "今日より後の日です。"
    rows = editor.cell("contacts").widget
    assert isinstance(rows, RowsField)
    assert rows.cards[0].grid.cells["name"].error() == "短すぎます。"
    assert [b.text() for b in editor.summary.buttons] == ["生年月日：今日より後の日です。", "緊急連絡先：短すぎます。"]


def test_an_error_without_fields_is_left_to_the_speaker(editor: FormEditor) -> None:
    assert not editor.refused(KnownError("locked", "使用中です。"))


def test_rows_are_added_and_removed(qtbot: QtBot, editor: FormEditor) -> None:
    rows = editor.cell("contacts").widget
    assert isinstance(rows, RowsField)
    qtbot.mouseClick(rows.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(rows.cards[1].grid.cells["name"].widget.inputs()[0], "Mori")
    rows.cards[0].removed.emit(rows.cards[0])
    assert editor.record().contacts == (Contact(name="Mori"),)


# "save" goes on only when the save went through
@pytest.mark.parametrize(("answer", "outcome"), [("discard", (1, 0)), ("back", (0, 0)), ("save", (0, 1))])
def test_leaving_typed_text_asks(
    editor: FormEditor, speaker: RecordingSpeaker, stored: list[Any], answer: str, outcome: tuple[int, int]
) -> None:
    box(editor, "phone").setText("01587-2-9999")
    speaker.answer_with(answer)
    gone: list[bool] = []
    editor.leave(lambda: gone.append(True))
    assert (len(gone), len(stored)) == outcome
    assert [a for a, _ in speaker.asked[0].answers] == ["save", "discard", "back"]


def test_a_save_goes_on_with_what_waited_for_it(
    editor: FormEditor, qtbot: QtBot, speaker: RecordingSpeaker, stored: list[Any]
) -> None:
    retype(qtbot, editor, "phone", "1")
    speaker.answer_with("save")
    gone: list[bool] = []
    editor.leave(lambda: gone.append(True))
    editor.saved(stored[0])
    assert gone == [True]
    assert not editor.dirty


def test_leaving_unchanged_text_asks_nothing(editor: FormEditor) -> None:
    gone: list[bool] = []
    editor.leave(lambda: gone.append(True))
    assert gone == [True]


def test_revert_shows_what_is_stored(editor: FormEditor, qtbot: QtBot, office: Office) -> None:
    retype(qtbot, editor, "phone", "1")
    qtbot.mouseClick(editor.buttons.revert, Qt.MouseButton.LeftButton)
    assert editor.record() == office.people[1]


def test_a_draft_keeps_even_what_cannot_be_read(editor: FormEditor, qtbot: QtBot, office: Office) -> None:
    drafts: list[dict[str, Any]] = []
    editor.draft_ready.connect(drafts.append)
    commit(box(editor, "birth_date"), "へいせい")
    editor.flush_draft()
    editor.load(office.people[1])
    editor.restore_draft(drafts[0])
    assert box(editor, "birth_date").text() == "へいせいH10.6.15"
    assert editor.dirty


def test_nothing_typed_makes_no_draft(editor: FormEditor) -> None:
    drafts: list[dict[str, Any]] = []
    editor.draft_ready.connect(drafts.append)
    editor.flush_draft()
    assert drafts == []


def test_enter_walks_from_field_to_field_and_presses_nothing(
    editor: FormEditor, qtbot: QtBot, stored: list[Any]
) -> None:
    box(editor, "name").setFocus()
    seen = []
    for _ in range(8):
        widget = editor.focusWidget()
        seen.append(widget.accessibleName() or widget.text())  # type: ignore[attr-defined]
        qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert seen == ["氏名", "氏名 ふりがな", "生年月日", "性別", "電話番号", "緊急", "回数", "開始時刻"]
    assert stored == []


def test_new_choices_keep_what_is_chosen(editor: FormEditor) -> None:
    editor.set_choices("sex", (Choice("male", "男"),))
    assert editor.read()["sex"] == "female"
    assert not editor.dirty


def test_counter_mode_covers_names(editor: FormEditor, desk: Desk) -> None:
    desk.hide_names(True)
    assert box(editor, "name").property("covered") is True
    assert not editor.cell("name").widget.isEnabled()
    assert editor.cell("sex").widget.isEnabled()


def test_a_hidden_field_is_not_required(editor: FormEditor, qtbot: QtBot, stored: list[Any]) -> None:
    retype(qtbot, editor, "name", "")
    editor.set_field_visible("name", False)
    editor.save()
    assert len(stored) == 1


@pytest.mark.parametrize("blank", ["", " ", "　"])
def test_blanks_alone_do_not_fill_a_required_field(editor: FormEditor, stored: list[Any], blank: str) -> None:
    box(editor, "name").setText(blank)
    editor.save()
    assert stored == []
    assert editor.cell("name").error() == "氏名を入力してください。"


def test_a_number_is_explained(editor: FormEditor, qtbot: QtBot) -> None:
    assert not editor.explain()
    box(editor, "wished.visits").setFocus()
    assert editor.explain()

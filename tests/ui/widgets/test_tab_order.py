"""Tab goes through inputs in the order in which they stand, also those that are made late."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section

FIELDS = (
    FieldSpec(name="first", label="first"),
    FieldSpec(name="kinds", kind=Kind.MULTI, label="kinds"),
    FieldSpec(name="rows", kind=Kind.ROWS, label="rows", columns=(FieldSpec(name="name", label="name"),)),
    FieldSpec(name="last", label="last"),
)
KINDS = (Choice("a", "a"), Choice("b", "b"))


@pytest.fixture
def editor(qtbot: QtBot, desk: Desk) -> FormEditor:
    shown = FormEditor((Section("", FIELDS),), desk, save=lambda: None, buttons=False)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    shown.set_choices("kinds", KINDS)
    shown.load({"rows": ({"name": "1"}, {"name": "2"})})
    return shown


def test_ticks_and_rows_are_reached_where_they_stand(qtbot: QtBot, editor: FormEditor) -> None:
    editor.focus_field("first")
    ticks, rows = editor.cell("kinds").widget, editor.cell("rows").widget
    names = [card.grid.cells["name"].widget.box for card in rows.cards]
    reached = []
    while editor.focusWidget() is not editor.cell("last").widget.box:
        qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_Tab)
        reached.append(editor.focusWidget())
    assert [w for w in reached if w in (*ticks.inputs(), *names)] == [*ticks.inputs(), *names]
    assert reached.index(names[-1]) < reached.index(rows.add_button)


def test_the_same_choices_again_leave_the_cursor(editor: FormEditor) -> None:
    second = editor.cell("kinds").widget.inputs()[1]
    second.setFocus()
    editor.set_choices("kinds", KINDS)
    assert editor.focusWidget() is second


def test_rows_begin_in_the_first_one(editor: FormEditor) -> None:
    editor.focus_field("rows")
    assert editor.focusWidget() is editor.cell("rows").widget.cards[0].grid.cells["name"].widget.box

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from saroma_desk.bootstrap import open_context
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services.context import AppContext
from saroma_desk.services.drafts import list_drafts
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.draft_keeper import DraftKeeper
from saroma_desk.ui.operations import Operations
from saroma_desk.ui.speaker import RecordingSpeaker
from tests.ui.example_tab import SECTIONS, Person

PERSON = Person(id=3, name="森")


@pytest.fixture
def ctx(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[AppContext]:
    with open_context(
        tmp_path / "o", passphrase=None, practice=True, user="山田", clock=fixed_clock, create=True
    ) as ctx:
        yield ctx


@pytest.fixture
def editor(app: object, qtbot: QtBot, ctx: AppContext, speaker: RecordingSpeaker) -> FormEditor:
    return open_editor(qtbot, ctx, speaker)


def open_editor(qtbot: QtBot, ctx: AppContext, speaker: RecordingSpeaker) -> FormEditor:
    desk = Desk(ctx, Operations(speaker, inline=True), speaker)
    form = FormEditor(SECTIONS, desk, save=lambda: None)
    qtbot.addWidget(form)
    form.load(PERSON)
    form.setProperty("keeper", DraftKeeper(desk, form, lambda: "example:3"))
    form.setProperty("desk", desk)
    return form


def type_note(editor: FormEditor) -> None:
    editor.cell("note").widget.inputs()[0].insertPlainText("夜泣き")  # type: ignore[attr-defined]
    editor.flush_draft()


@pytest.mark.parametrize(("answer", "note", "left"), [("restore", "夜泣き", 1), ("discard", "", 0)])
def test_what_was_typed_before_a_crash_is_offered(
    editor: FormEditor, qtbot: QtBot, ctx: AppContext, answer: str, note: str, left: int
) -> None:
    type_note(editor)
    speaker = RecordingSpeaker(answer)
    again = open_editor(qtbot, ctx, speaker)
    again.property("keeper").offer()
    assert again.read()["note"] == note
    assert len(list_drafts(ctx)) == left
    assert "11/2 09:00" in speaker.asked[0].message.text


def test_a_saved_record_has_no_draft(editor: FormEditor, ctx: AppContext) -> None:
    type_note(editor)
    editor.saved(PERSON)
    assert list_drafts(ctx) == ()


def test_reverting_forgets_the_draft(editor: FormEditor, ctx: AppContext) -> None:
    type_note(editor)
    editor.revert()
    assert list_drafts(ctx) == ()

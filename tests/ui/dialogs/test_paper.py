"""A paper from its preview to its issue, its copy and its voiding, as a person does it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from saroma_desk.services import documents
from saroma_desk.services.context import AppContext
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.paper import PaperDialog, show_paper
from saroma_desk.ui.dialogs.paper_reading import Shape
from saroma_desk.ui.operations import Operations
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.widgets.form_dialog import FormDialog
from tests.services import helping
from tests.services.builders import Case


@pytest.fixture
def dialog(qtbot: QtBot, ctx: AppContext, case: Case, real_desk: Desk) -> PaperDialog:
    """様式3号 of help that was approved but not yet told."""
    family = helping.apply(case, helping.team(ctx))
    helping.answer_all(ctx)
    decision = family.decision(notified_on=None)
    helping.applying.approve(ctx, family.application.id, decision, family.dispatch())
    shown = show_paper(real_desk, "form03", f"application:{family.application.id}", case.episode.id)
    qtbot.addWidget(shown)
    return shown


def type_number(dialog: PaperDialog, number: str) -> None:
    dialog.panel.editor.cell("number").widget.set_value(number)


def issue(dialog: PaperDialog) -> None:
    type_number(dialog, "佐保福第7号")
    dialog.panel.issue_button.click()


def test_what_stands_now_is_shown_before_the_issue(dialog: PaperDialog) -> None:
    assert dialog.preview.page_count == 1
    assert dialog.panel.sent_paper is None
    assert "様式03" in dialog.preview._name
    assert "佐呂間　花子" not in dialog.preview._name


def test_an_outgoing_paper_without_a_number_is_refused_at_the_field(dialog: PaperDialog) -> None:
    dialog.panel.issue_button.click()
    assert "文書番号を入力してください。" in dialog.panel.editor.cell("number").error()
    assert dialog.panel.sent_paper is None


def test_issuing_freezes_what_is_then_shown(dialog: PaperDialog, ctx: AppContext) -> None:
    issue(dialog)
    (paper,) = documents.papers(ctx)
    assert paper.number == "佐保福第7号"
    assert dialog.panel.sent_paper == paper
    assert dialog.preview._content == documents.paper_bytes(ctx, paper.id)


def test_a_copy_gets_its_mark_and_is_counted_when_saved(
    dialog: PaperDialog,
    ctx: AppContext,
    tmp_path: Path,
) -> None:
    issue(dialog)
    dialog.preview.write_to(tmp_path / "first.pdf")
    dialog.panel.marks.setCurrentIndex(2)
    dialog.panel.marks.activated.emit(2)
    dialog.preview.write_to(tmp_path / "second.pdf")
    (paper,) = documents.papers(ctx)
    assert paper.reprints == 1
    assert (tmp_path / "first.pdf").read_bytes() == documents.paper_bytes(ctx, paper.id)
    assert (tmp_path / "second.pdf").read_bytes() != (tmp_path / "first.pdf").read_bytes()


def test_a_wrong_paper_is_voided_with_a_reason(dialog: PaperDialog, ctx: AppContext) -> None:
    issue(dialog)
    dialog.panel.void_button.click()
    asked = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible())
    asked.editor.cell("reason").widget.set_value("宛名の誤り")
    asked.accept_button.click()
    (paper,) = documents.papers(ctx)
    assert (paper.state, paper.void_reason) == ("void", "宛名の誤り")


def test_drafted_and_decided_on_the_way(dialog: PaperDialog, ctx: AppContext) -> None:
    dialog.panel.draft_button.click()
    assert documents.papers(ctx)[0].state == "draft"
    dialog.panel.decide_button.click()
    assert documents.papers(ctx)[0].state == "decided"
    issue(dialog)
    assert [p.state for p in documents.papers(ctx)] == ["issued"]


def test_the_empty_form_and_the_draft_can_be_shown(dialog: PaperDialog) -> None:
    filled = dialog.preview._content
    for index, shape in ((1, Shape.DRAFT), (2, Shape.BLANK)):
        dialog.panel.views.setCurrentIndex(index)
        dialog.panel.views.activated.emit(index)
        assert dialog.panel.shape is shape
        assert dialog.preview._content not in (b"", filled)


def test_a_typed_number_is_not_lost_by_closing(dialog: PaperDialog, speaker: RecordingSpeaker) -> None:
    type_number(dialog, "佐保福第9号")
    speaker.answer_with("back", "discard")  # the second when the test is over
    dialog.reject()
    assert dialog.isVisible()
    assert speaker.asked[0].message.code == "unsaved"


def test_a_void_paper_never_leaves_without_saying_so(dialog: PaperDialog, ctx: AppContext) -> None:
    issue(dialog)
    (paper,) = documents.papers(ctx)
    documents.void_paper(ctx, paper.id, "宛名の誤り")
    dialog.reload(paper.id)
    for index in range(dialog.panel.marks.count()):
        dialog.panel.marks.setCurrentIndex(index)
        dialog.panel.marks.activated.emit(index)
        text = PdfReader(io.BytesIO(dialog.preview._content)).pages[0].extract_text()
        assert "無効" in text


@pytest.fixture
def slow_desk(app: QApplication, speaker: RecordingSpeaker, ctx: AppContext) -> Iterator[Desk]:
    """A desk whose work takes its time on a thread of its own, as in the window."""
    operations = Operations(speaker)
    yield Desk(ctx, operations, speaker)
    operations.shutdown()


def test_a_double_click_issues_once(qtbot: QtBot, ctx: AppContext, case: Case, slow_desk: Desk) -> None:
    family = helping.apply(case, helping.team(ctx))
    shown = show_paper(slow_desk, "form01", f"application:{family.application.id}", case.episode.id)
    qtbot.addWidget(shown)
    assert slow_desk.operations.wait_idle()
    shown.panel.issue_button.click()
    shown.panel.issue_button.click()
    assert slow_desk.operations.wait_idle()
    assert [p.state for p in documents.papers(ctx)] == ["issued"]
    shown.panel.show_current()
    assert shown.panel.issue_button.isEnabled()

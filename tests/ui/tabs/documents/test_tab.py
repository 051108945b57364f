"""書類 as a person uses it: what waits, what went out, the case's papers, empty forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from saroma_desk.domain.errors import KnownError
from saroma_desk.forms import folder
from saroma_desk.services import households
from saroma_desk.services.context import AppContext
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.finished_pages import PdfDialog
from saroma_desk.ui.dialogs.paper import PaperDialog
from saroma_desk.ui.tabs.documents.rows import View
from saroma_desk.ui.tabs.documents.tab import DocumentsTab
from tests.services import helping
from tests.services.builders import Case


@pytest.fixture
def tab(qtbot: QtBot, ctx: AppContext, case: Case, real_desk: Desk) -> DocumentsTab:
    """A family whose help was approved but not yet told."""
    family = helping.apply(case, helping.team(ctx))
    helping.answer_all(ctx)
    helping.applying.approve(ctx, family.application.id, family.decision(notified_on=None), family.dispatch())
    real_desk.choose_household(case.household_id)
    shown = DocumentsTab(real_desk)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def forms(tab: DocumentsTab) -> list[str]:
    return [tab.table.records.row_at(n).form for n in range(tab.table.records.rowCount())]


def dialog(kind: type[PaperDialog] | type[PdfDialog]) -> PaperDialog | PdfDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def test_notices_that_wait_are_listed_and_shown(tab: DocumentsTab) -> None:
    assert "form03" in forms(tab)
    assert tab.preview.page_count == 1


def test_an_issued_paper_moves_to_the_list_of_issued_ones(tab: DocumentsTab) -> None:
    tab.run_action("paper")
    opened = dialog(PaperDialog)
    opened.panel.editor.cell("number").widget.set_value("佐保福第1号")
    opened.panel.issue_button.click()
    opened.reject()
    tab.show_view(View.SENT)
    assert [tab.table.records.row_at(n).number for n in range(tab.table.records.rowCount())] == ["佐保福第1号"]


def test_the_papers_of_the_case_stand_in_the_order_of_the_binder(tab: DocumentsTab) -> None:
    tab.show_view(View.CASE)
    assert forms(tab)[:3] == ["form01", "form09", "form10"]


def test_all_empty_forms_can_be_opened(tab: DocumentsTab) -> None:
    tab.show_view(View.BLANKS)
    tab.blanks_button.click()
    assert dialog(PdfDialog).preview.page_count >= 10


def test_the_case_folder_opens_as_one(tab: DocumentsTab) -> None:
    tab.bundle_button.click()
    assert dialog(PdfDialog).preview.page_count >= 5


def test_after_a_folder_was_saved_the_switch_leaves_only_what_changed(tab: DocumentsTab, tmp_path: Path) -> None:
    tab.changed_only.setChecked(True)
    tab.bundle_button.click()
    opened = dialog(PdfDialog)
    opened.preview.write_to(tmp_path / "folder.pdf")
    opened.reject()
    episode_id = next(iter(households.household_rows(tab.desk.ctx, [tab.desk.current_household]))).episode_id
    with pytest.raises(KnownError) as stopped:
        folder.case_folder(tab.desk.ctx, episode_id, changed_only=True)
    assert stopped.value.code == "nothing_changed"


def test_counter_mode_shows_no_paper(tab: DocumentsTab) -> None:
    tab.desk.hide_names(True)
    assert not tab.preview.isVisible()

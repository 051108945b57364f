"""A character that no font holds is given a substitute from the paper, and from the settings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from saroma_desk.domain.household import Member
from saroma_desk.services import paper_switches
from saroma_desk.services.context import AppContext
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.paper import PaperDialog, show_paper
from saroma_desk.ui.tabs.settings.papers import PapersPage
from saroma_desk.ui.widgets.form_dialog import FormDialog
from tests.services import helping
from tests.services.builders import Case

RARE = "\U000f1234"  # private use: no font holds it


@pytest.fixture
def dialog(qtbot: QtBot, ctx: AppContext, case: Case, real_desk: Desk) -> PaperDialog:
    """様式1号 of somebody whose name has such a character."""
    family = helping.apply(case, helping.team(ctx))
    with ctx.work("改名") as work:
        member = work.get(Member, family.application.applicant_id)
        work.save(replace(member, name=f"{RARE}西　花子"))
        work.commit()
    shown = show_paper(real_desk, "form01", f"application:{family.application.id}", case.episode.id)
    qtbot.addWidget(shown)
    return shown


@pytest.fixture
def page(qtbot: QtBot, real_desk: Desk) -> PapersPage:
    """The page of the settings."""
    shown = PapersPage(real_desk, None)  # type: ignore[arg-type]
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    return shown


def fill(**values: object) -> None:
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible())
    for name, value in values.items():
        form.editor.cell(name).widget.set_value(value)
    form.accept_button.click()


def test_the_paper_offers_to_register_what_it_cannot_draw(dialog: PaperDialog, ctx: AppContext) -> None:
    assert not dialog.panel.substitute_button.isHidden()
    before = dialog.preview._content
    dialog.panel.substitute_button.click()
    fill(drawn="葛", note="本人に確かめた")
    assert [(e.character, e.drawn) for e in paper_switches.list_substitutes(ctx)] == [(RARE, "葛")]
    assert dialog.panel.substitute_button.isHidden()
    assert dialog.preview._content != before


def test_a_switch_is_set_on_its_page(page: PapersPage, ctx: AppContext) -> None:
    page.change(page.switches.table.records.row_at(1))
    fill(value="no")
    assert paper_switches.switches_in(paper_switches.office_settings(ctx)) == {"seal_required": "no"}


def test_a_substitute_is_registered_on_its_page(page: PapersPage) -> None:
    page.start_new()
    fill(character=RARE, drawn="葛", note="本人に確かめた")
    page.refresh()
    assert page.substitutes.table.records.row_at(0).entry.drawn == "葛"

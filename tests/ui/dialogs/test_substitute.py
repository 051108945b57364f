"""A character that no font holds is given a substitute from the paper, and from the settings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from saroma_desk.domain.household import Member
from saroma_desk.forms import substitutes
from saroma_desk.services import paper_switches
from saroma_desk.services.context import AppContext
from saroma_desk.services.paper_switches import Substitute
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
    assert not dialog.panel.missing.isHidden()
    before = dialog.preview._content
    dialog.panel.missing.register_button.click()
    fill(drawn="葛", note="本人に確かめた")
    assert [(e.character, e.drawn) for e in paper_switches.list_substitutes(ctx)] == [(RARE, "葛")]
    assert chosen(dialog) == "代替文字「葛」（備考つき）"
    assert dialog.preview._content != before


def chosen(dialog: PaperDialog) -> str:
    return next(radio.text() for radio in dialog.panel.missing.radios(RARE) if radio.isChecked())


def test_without_a_substitute_the_gap_is_chosen_and_the_other_choice_registers_one(
    dialog: PaperDialog, ctx: AppContext
) -> None:
    assert chosen(dialog) == "手書きの空き"
    dialog.panel.missing.radios(RARE)[0].click()
    assert chosen(dialog) == "手書きの空き"  # until it is registered
    fill(drawn="葛", note="本人に確かめた")
    assert chosen(dialog) == "代替文字「葛」（備考つき）"


def test_the_gap_is_chosen_by_keys_for_this_paper_and_remembered(
    dialog: PaperDialog, ctx: AppContext, qtbot: QtBot
) -> None:
    substitutes.register(ctx, Substitute(character=RARE, drawn="葛", valid_from=ctx.today(), note="本人に確かめた"))
    dialog.reload()
    drawn, _by_hand = dialog.panel.missing.radios(RARE)
    assert drawn.focusPolicy() & Qt.FocusPolicy.TabFocus
    QApplication.processEvents()  # arrow keys go by where the choices stand
    drawn.setFocus()
    before = dialog.preview._content
    qtbot.keyClick(drawn, Qt.Key.Key_Down)
    assert chosen(dialog) == "手書きの空き"
    assert dialog.panel.missing.radios(RARE)[1].hasFocus()
    assert dialog.preview._content != before
    again = show_paper(dialog.desk, "form01", dialog._wanted.subject_key, dialog._wanted.episode_id)
    qtbot.addWidget(again)
    assert chosen(again) == "手書きの空き"
    again.panel.missing.radios(RARE)[0].click()
    assert again.preview._content == before


def test_every_place_and_person_of_the_character_is_named(dialog: PaperDialog) -> None:
    told = " ".join(label.text() for label in dialog.panel.missing.findChildren(QLabel))
    assert "「〓」U+F1234：申請者氏名（〓西　花子）、" in told
    assert "世帯員氏名" in told


def test_a_switch_is_set_on_its_page(page: PapersPage, ctx: AppContext) -> None:
    page.change(page.switches.table.records.row_at(1))
    fill(value="no")
    assert paper_switches.switches_in(paper_switches.office_settings(ctx)) == {"seal_required": "no"}


def test_a_substitute_is_registered_on_its_page(page: PapersPage) -> None:
    page.start_new()
    fill(character=RARE, drawn="葛", note="本人に確かめた")
    page.refresh()
    assert page.substitutes.table.records.row_at(0).entry.drawn == "葛"

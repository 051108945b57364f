"""設定 as a person uses it: answers, officials, providers, a ledger, backups."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from saroma_desk.services import households, providers, safety, settings
from saroma_desk.services.context import AppContext
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.tabs.settings.tab import SettingsTab
from saroma_desk.ui.widgets.form_dialog import FormDialog


@pytest.fixture
def tab(qtbot: QtBot, real_desk: Desk) -> SettingsTab:
    """The settings of an office where nothing is settled yet."""
    shown = SettingsTab(real_desk)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def fill(**values: object) -> None:
    """Type into the open form and save it."""
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible())
    for name, value in values.items():
        form.editor.cell(name).widget.set_value(value)
    form.accept_button.click()


def question(tab: SettingsTab, key: str) -> object:
    table = tab.pages["questions"].panel.table
    table.choose(key)
    return table.chosen_row


def test_a_choice_is_answered_in_words_and_stored_by_its_code(tab: SettingsTab, ctx: AppContext) -> None:
    tab.pages["questions"].answer(question(tab, "billing.basis"))
    fill(value="lesser", valid_from=date(2026, 4, 1), basis="財政担当 R8.3.1")
    (row,) = (r for r in settings.desk_settings(ctx) if r.question.key == "billing.basis")
    assert row.value == "lesser"
    assert question(tab, "billing.basis").answer == "いずれか短い方"


def test_a_cancel_policy_is_three_choices(tab: SettingsTab, ctx: AppContext) -> None:
    tab.pages["questions"].answer(question(tab, "cancel.absent"))
    fill(counts="yes", fee="first_hour", copay="no", basis="要綱")
    assert question(tab, "cancel.absent").row.value == "counts=yes;fee=first_hour;copay=no"


def test_an_official_is_added(tab: SettingsTab, ctx: AppContext) -> None:
    tab.select("officials")
    tab.run_action("new")
    fill(title="佐呂間町長", name="佐呂間　太郎")
    assert [o.name for o in settings.list_officials(ctx)] == ["佐呂間　太郎"]


def test_a_provider_gets_contract_helper_and_price(tab: SettingsTab, ctx: AppContext) -> None:
    tab.select("providers")
    tab.run_action("new")
    fill(name="訪問介護ふたば")
    page = tab.pages["providers"]
    page._new_contract()
    fill(number="令和8年度第1号")
    page._new_helper()
    fill(name="双葉　一")
    page._new_price()
    fill(first_hour_yen=1820, half_hour_yen=905, tax_class="exempt")
    (row,) = providers.list_providers(ctx)
    assert (row.contract.number, row.helpers, row.price.first_hour_yen) == ("令和8年度第1号", 1, 1820)


def test_a_ledger_is_looked_at_before_it_is_taken_in(tab: SettingsTab, ctx: AppContext, tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text("世帯番号,氏名,続柄,生年月日\n1,佐藤花子,母,H10.6.15\n1,佐藤一郎,子,R8.13.40\n", encoding="utf-8")
    tab.select("ledger")
    page = tab.pages["ledger"]
    page.read(file)
    assert page.table.records.rowCount() == 2
    assert not page.take_button.isEnabled()
    file.write_text("世帯番号,氏名,続柄,生年月日\n1,佐藤花子,母,H10.6.15\n", encoding="utf-8")
    page.read(file)
    assert page.table.records.rowCount() == 1
    page.take_button.click()
    assert len(households.list_households(ctx)) == 1


def test_a_backup_is_made_and_tried(tab: SettingsTab, ctx: AppContext, speaker: RecordingSpeaker) -> None:
    tab.select("safety")
    page = tab.pages["safety"]
    page.now_button.click()
    assert len(safety.backups(ctx)) == 1
    page.try_backup(page.panel.table.chosen_row)
    page.check_button.click()
    assert [message.code for message in speaker.told] == ["backup_sound", "check_passed"]


def test_an_own_template_is_shown_beside_the_shipped_one(tab: SettingsTab, ctx: AppContext) -> None:
    tab.select("templates")
    page = tab.pages["templates"]
    page.panel.table.choose("form04")
    page.copy(page.panel.table.chosen_row)
    own = ctx.store.folder / "forms_templates" / "form04" / "template.yaml"
    own.write_text(own.read_text(encoding="utf-8").replace("却下の理由", "お断りの理由"), encoding="utf-8")
    tab.run_action("reload")
    assert page.own.page_count == page.shipped.page_count == 1
    assert page.own._content != page.shipped._content


def test_a_broken_template_names_its_line(tab: SettingsTab, ctx: AppContext) -> None:
    tab.select("templates")
    page = tab.pages["templates"]
    page.panel.table.choose("form04")
    page.copy(page.panel.table.chosen_row)
    own = ctx.store.folder / "forms_templates" / "form04" / "template.yaml"
    own.write_text("form: form04\nblocks: 3\n", encoding="utf-8")
    tab.run_action("reload")
    assert "template.yaml" in page.problem.texts()

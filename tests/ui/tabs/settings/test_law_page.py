"""要領の改正: copy, change, look at what follows, enact."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from saroma_desk.services import lawchange
from saroma_desk.services.context import AppContext
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.tabs.settings.law_run import DryRunDialog
from saroma_desk.ui.tabs.settings.tab import SettingsTab
from saroma_desk.ui.widgets.form_dialog import FormDialog
from tests.services.builders import Case

NEW = "saroma-youiku-20260701"
VISITS = "limits.rules.visits.value"


@pytest.fixture
def page(qtbot: QtBot, real_desk: Desk, case: Case) -> Any:
    """The page over an office with one family that has not applied yet."""
    tab = SettingsTab(real_desk)
    qtbot.addWidget(tab)
    tab.show()
    tab.select("law")
    return tab.pages["law"]


def form() -> FormDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible())


def fill(**values: object) -> None:
    box = form()
    for name, value in values.items():
        box.editor.cell(name).widget.set_value(value)
    box.accept_button.click()


def begun(page: Any) -> None:
    page.begin_button.click()
    fill(valid_from=date(2026, 7, 1))


def change(page: Any, key: str, value: object) -> None:
    page.values.choose_section("*")
    page.values.panel.table.choose(key)
    page.values.edit_button.click()
    fill(value=value)


def row(page: Any, key: str) -> Any:
    return next(v for v in page.values._rows if v.id == key)


def test_a_draft_begins_as_a_copy_of_the_rule_set_in_force(page: Any, ctx: AppContext) -> None:
    begun(page)
    assert lawchange.drafts(ctx) == (NEW,)
    assert page.panel.table.chosen_row.kind == "下書き"
    assert (row(page, VISITS).before, row(page, VISITS).value.shown) == ("15回", "15回")
    page.values.choose_section("")
    assert [v.id for v in page.values.panel.table.records.rows] == ["effective.from"]


def test_enter_changes_a_value_and_shows_before_and_after(page: Any, qtbot: QtBot) -> None:
    begun(page)
    page.values.choose_section("limits")
    page.values.panel.table.choose(VISITS)
    qtbot.keyClick(page.values.panel.table, Qt.Key.Key_Return)
    fill(value=20)
    assert (row(page, VISITS).before, row(page, VISITS).value.shown) == ("15回", "20回")
    assert page.values.head.text().endswith("変更2件")


def test_values_of_every_kind_are_kept_as_the_rule_set_keeps_them(page: Any, ctx: AppContext) -> None:
    begun(page)
    change(page, "billing.step_rounding", "floor")
    change(page, "copay_classes.other.rate", "3/10")
    change(page, "authority", ({"number": "令和8年訓令第9号", "date": date(2026, 6, 20)},))
    change(page, "visit_statuses.absent.counts", True)
    data = lawchange.draft(ctx, NEW)
    assert data["billing"]["step_rounding"] == "floor"
    assert next(c["rate"] for c in data["copay_classes"] if c["code"] == "other") == "3/10"
    assert data["authority"] == [{"number": "令和8年訓令第9号", "date": date(2026, 6, 20)}]
    assert next(s["counts"] for s in data["visit_statuses"] if s["code"] == "absent") is True


def test_an_unsound_value_is_refused_at_its_field_and_stays_typed(page: Any, ctx: AppContext) -> None:
    begun(page)
    change(page, "copay_classes.other.rate", "2.5")
    box = form()
    assert "割合" in box.editor.cell("value").message.text()
    assert box.editor.read()["value"] == "2.5"
    assert row(page, "copay_classes.other.rate").value.shown == "2/10"
    box.editor.revert()
    box.reject()


def test_the_dry_run_names_the_households_and_can_be_copied(page: Any, case: Case, real_desk: Desk) -> None:
    begun(page)
    change(page, VISITS, 10)
    page.try_out(page.panel.table.chosen_row)
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, DryRunDialog))
    assert "派遣回数・限度（10(2)）：15回 → 10回" in box.words.toPlainText()
    assert [(t.no, t.moves) for t in box.table.records.rows] == [(case.now.household.no, True)]
    box.copy()
    assert "この改正による世帯：1件" in QGuiApplication.clipboard().text()
    box.accept()


def test_it_takes_force_only_after_its_consequences_were_read(
    page: Any, ctx: AppContext, speaker: RecordingSpeaker
) -> None:
    begun(page)
    speaker.answer_with("back")
    page.enact(page.panel.table.chosen_row)
    assert lawchange.drafts(ctx) == (NEW,)
    speaker.answer_with("enact")
    page.enact(page.panel.table.chosen_row)
    assert "改正による世帯1件" in speaker.asked[-1].message.happened
    assert ctx.programme_on(date(2026, 7, 1)).id == NEW
    assert (page.panel.table.chosen_row.kind, page.values.edit_button.isVisible()) == ("改正", False)


def test_a_draft_is_thrown_away_after_asking(page: Any, ctx: AppContext, speaker: RecordingSpeaker) -> None:
    begun(page)
    speaker.answer_with("discard")
    page.discard(page.panel.table.chosen_row)
    assert lawchange.drafts(ctx) == ()


def test_another_programme_stands_beside(page: Any, ctx: AppContext) -> None:
    page.begin_button.click()
    fill(valid_from=date(2026, 7, 1), other=True)
    assert lawchange.draft(ctx, NEW)["family"] == NEW

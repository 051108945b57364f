"""Accepting in part, the inquiry, and corrections, at the claim desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, visiting
from saroma_desk.services.context import AppContext
from saroma_desk.ui.tabs.claims.letters import CorrectionsDialog, InquiryDialog
from tests.services import helping
from tests.services.builders import Case
from tests.services.helping import JUNE, Helped, excuse
from tests.ui.kana import commit, preedit
from tests.ui.tabs.nurse import Nurse

FIRST, SECOND = date(2026, 6, 15), date(2026, 6, 18)
TOWN = 1820 + 905 - 364 - 181


@pytest.fixture
def june(family: Case, ctx: AppContext, clock: FixedClock) -> Helped:
    """Two visits of 90 minutes, reported on 10 July."""
    helping.answer_all(ctx)
    helped = helping.apply(family, helping.team(ctx))
    helped.approve()
    rows = helped.done(FIRST, SECOND)
    clock.move_to(date(2026, 7, 10))
    helped.report(rows)
    return helped


@pytest.fixture
def tab(nurse: Nurse, june: Helped) -> Any:
    """June, received with 905 yen too much."""
    shown = nurse.go("claims")
    shown.select(f"provider:{june.team.provider.id}:2026-06")
    nurse.press(shown, "計算")
    nurse.press(shown, "受付")
    nurse.accept(asked_total=str(2 * TOWN + 905), sheets="1")
    return shown


def claim(ctx: AppContext) -> Claim:
    found = claims.list_claims(ctx)[0].claim
    assert found is not None
    return found


def leave_out(nurse: Nurse, number: int, reason: str) -> None:
    rows: Any = nurse.box.editor.cell("left_out").widget
    rows.add_button.click()
    card = rows.cards[-1].grid
    card.cells["visit_id"].widget.box.setCurrentIndex(number)
    card.cells["visit_id"].widget.box.activated.emit(number)
    card.cells["reason"].widget.set_value(reason)


def shown(kind: type[QDialog]) -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def test_a_visit_is_left_out_with_its_reason(nurse: Nurse, tab: Any) -> None:
    nurse.press(tab, "受理")
    box: Any = nurse.box.editor.cell("left_out").widget
    leave_out(nurse, 2, "確認印がないため")
    assert "6/18(木)" in box.cards[0].grid.cells["visit_id"].widget.box.itemText(2)
    nurse.accept(difference_reason="typo")
    (out,) = claim(nurse.ctx).left_out
    assert (out.visit_on, out.reason, out.town_yen) == (SECOND, "確認印がないため", TOWN)
    assert claim(nurse.ctx).town_yen == TOWN
    assert "確認印がないため" in tab.view.differences.texts()


def test_without_a_reason_for_the_difference_nothing_is_accepted(nurse: Nurse, tab: Any) -> None:
    nurse.press(tab, "受理")
    nurse.accept()
    assert "理由を入力" in nurse.box.editor.cell("difference_reason").message.text()
    assert claim(nurse.ctx).status is ClaimStatus.RECEIVED
    nurse.accept(difference_reason="typo")
    assert claim(nurse.ctx).status is ClaimStatus.ACCEPTED


def test_the_same_visit_twice_is_told_at_the_rows(nurse: Nurse, tab: Any) -> None:
    nurse.press(tab, "受理")
    leave_out(nurse, 1, "a")
    leave_out(nurse, 1, "b")
    nurse.accept(difference_reason="typo")
    assert "2回" in nurse.box.editor.cell("left_out").message.text()
    assert claim(nurse.ctx).status is ClaimStatus.RECEIVED
    nurse.box.editor.revert()
    nurse.box.reject()


def test_the_inquiry_is_seen_as_it_prints_and_takes_its_number(nurse: Nurse, tab: Any) -> None:
    nurse.press(tab, "照会票")
    box = shown(InquiryDialog)
    before = box.preview._content
    assert box.preview.page_count >= 1
    box.activateWindow()
    QApplication.processEvents()
    box.number.setFocus()
    preedit(box.number, "だい12ごう")
    nurse.bot.keyClick(box.number, Qt.Key.Key_Return)
    assert box.focusWidget() is box.number
    assert box.preview._content == before
    commit(box.number, "第12号")
    nurse.bot.keyClick(box.number, Qt.Key.Key_Return)
    assert box.focusWidget() is not box.number
    assert box.preview._content != before
    assert box.isVisible()
    box.accept()


def test_there_is_no_inquiry_where_nothing_differs(nurse: Nurse, tab: Any) -> None:
    nurse.press(tab, "受付")
    nurse.accept(asked_total=str(2 * TOWN))
    assert not tab.inquiry_button.isEnabled()
    assert not tab.corrections_button.isVisible()


def test_late_rows_of_an_accepted_month_are_listed(nurse: Nurse, tab: Any, june: Helped, clock: FixedClock) -> None:
    nurse.press(tab, "受理")
    nurse.accept(difference_reason="typo")
    clock.move_to(date(2026, 8, 10))
    sheet = visiting.report_sheet(june.ctx, june.application.id, JUNE)
    assert sheet.report is not None
    late = replace(sheet.rows[0].visit, id=0, version=0, visit_on=date(2026, 6, 25), report_id=None)
    visiting.receive_report(june.ctx, sheet.report, (late,), (excuse("order.locked_month"),))
    claims.compute(june.ctx, june.team.provider.id, date(2026, 7, 1))
    nurse.go("claims").select(f"provider:{june.team.provider.id}:2026-07")
    nurse.press(tab, "補正 1件")
    box = shown(CorrectionsDialog)
    assert [x.visit_on for x in box.table.records.rows] == [date(2026, 6, 25)]
    assert box.total.text() == f"補正 1件　計 {TOWN:,}円"
    box.accept()

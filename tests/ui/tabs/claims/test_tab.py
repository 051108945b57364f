"""A provider's month from computing to payment, with its differences and every yen explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import attachments, claims, providers, tasks
from saroma_desk.services.context import AppContext
from saroma_desk.ui.desk import StepLine
from saroma_desk.ui.dialogs.explain import ExplainDialog
from tests.services import helping
from tests.services.builders import Case, take_in
from tests.services.helping import JUNE, Helped
from tests.ui.tabs.nurse import Nurse

DAYS = (date(2026, 6, 15), date(2026, 6, 18))
TOWN = 2 * (1820 + 905 - 364 - 181)


@pytest.fixture
def june(family: Case, ctx: AppContext, clock: FixedClock) -> Helped:
    """Two visits of 90 minutes, reported on 10 July."""
    helping.answer_all(ctx)
    helped = helping.apply(family, helping.team(ctx))
    helped.approve()
    rows = helped.done(*DAYS)
    clock.move_to(date(2026, 7, 10))
    helped.report(rows)
    return helped


@pytest.fixture
def tab(nurse: Nurse, june: Helped) -> Any:
    """請求 with June chosen."""
    shown = nurse.go("claims")
    shown.select(f"provider:{june.team.provider.id}:2026-06")
    return shown


def claim(ctx: AppContext) -> Claim:
    found = claims.list_claims(ctx)[0].claim
    assert found is not None
    return found


def computed(nurse: Nurse, tab: Any) -> None:
    nurse.press(tab, "計算")


def received(nurse: Nurse, tab: Any, total: str = str(TOWN), **texts: str) -> None:
    computed(nurse, tab)
    nurse.press(tab, "受付")
    nurse.accept(asked_total=total, sheets="1", **texts)


def test_a_month_is_computed_from_its_reports(nurse: Nurse, tab: Any) -> None:
    assert tab.state.text == "未計算"
    computed(nurse, tab)
    assert tab.state.text == "計算済"
    assert tab.view.facts.texts()["計算額"] == f"{TOWN:,}円"
    (row,) = tab.view.reported.records._rows
    assert (row.computed.visits, row.computed.minutes, row.reported) == (2, 180, True)
    assert tab.view.lines.records.rowCount() == 2


def test_a_sheet_whose_paper_was_scanned_says_so(nurse: Nurse, tab: Any, june: Helped, tmp_path: Path) -> None:
    def mark() -> str:
        records = tab.view.reported.records
        column = [c.key for c in records.columns].index("report")
        return str(records.data(records.index(0, column)))

    computed(nurse, tab)
    assert mark() == "有"
    file = tmp_path / "scan.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    (report,) = june.case.now.help_cases[0].reports
    list(attachments.attach(nurse.ctx, report.id, [file], lambda _content, _kind: 1))
    nurse.go("claims")
    assert mark() == "有・写"


def test_a_paper_that_fits_is_accepted_inspected_and_paid(nurse: Nurse, tab: Any) -> None:
    received(nurse, tab)
    assert "差異はありません" in tab.view.differences.texts()
    nurse.press(tab, "受理")
    nurse.accept()
    assert tab.view.facts.texts()["支払期限"] == "令和8年8月8日(土)"
    nurse.press(tab, "検査")
    nurse.accept(inspector="Kensa")
    nurse.press(tab, "支払")
    nurse.accept(expense_no="123")
    assert (claim(nurse.ctx).status, claim(nurse.ctx).expense_no) == (ClaimStatus.PAID, "123")
    assert tab.state.text == "支払済"


def test_a_difference_shows_its_cause_and_is_accepted_only_with_a_reason(nurse: Nurse, tab: Any) -> None:
    received(nurse, tab, total=str(TOWN + 905))
    assert "＋905円" in tab.view.differences.texts()
    assert tab.view.head.text().endswith("差異1件")
    nurse.press(tab, "受理")
    nurse.accept()
    assert nurse.box.editor.cell("difference_reason").error()
    nurse.accept(difference_reason="agreed by phone")
    assert claim(nurse.ctx).difference_reason == "agreed by phone"


def test_rows_are_typed_household_by_household_with_enter(nurse: Nurse, tab: Any, june: Helped) -> None:
    computed(nurse, tab)
    nurse.press(tab, "受付")
    boxes = nurse.box.editor.cell("asked").widget.inputs()
    boxes[0].setFocus()
    for text in ("2", "180", "5450", "1090"):
        nurse.bot.keyClicks(nurse.box.focusWidget(), text)
        nurse.bot.keyClick(nurse.box.focusWidget(), Qt.Key.Key_Return)
    nurse.bot.keyClicks(nurse.box.focusWidget(), "4300")
    nurse.accept(asked_total="4300")
    (line,) = claim(nurse.ctx).asked
    assert (line.visits, line.minutes, line.price_yen, line.copay_yen, line.town_yen) == (2, 180, 5450, 1090, 4300)
    shown = tab.view.asked.records
    texts = [shown.index(0, n).data() for n in range(shown.columnCount())]
    assert texts[:5] == ["2", "180", "5,450", "1,090", "≠4,300"]
    assert texts[5].startswith("差異")


def test_the_paper_may_come_from_the_providers_file(nurse: Nurse, tab: Any, tmp_path: Path, june: Helped) -> None:
    computed(nurse, tab)
    number = june.case.now.household.no
    file = tmp_path / "claim.csv"
    file.write_text(f"管理番号,回数,委託料,利用者負担金,請求額\n{number},2,5450,1090,4360\n", encoding="utf-8-sig")
    nurse.press(tab, "受付")
    nurse.box.read_file(file)
    nurse.accept(asked_total="4360")
    assert [line.town_yen for line in claim(nurse.ctx).asked] == [4360]


def test_a_return_carries_the_causes_and_opens_the_next_attempt(nurse: Nurse, tab: Any) -> None:
    received(nurse, tab, total=str(TOWN + 905))
    nurse.press(tab, "返戻")
    assert "請求金額" in nurse.box.editor.cell("return_reason").widget.value()
    nurse.accept()
    assert tab.state.text == "返戻"
    nurse.press(tab, "受付")
    nurse.accept(asked_total=str(TOWN))
    assert (tab.state.text, tab.attempt.text()) == ("受付", "2回目")
    assert "1回目" in tab.view.facts.texts()["返戻"]


def explained(tab: Any) -> str:
    assert tab.run_action("explain")
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, ExplainDialog) and w.isVisible()]
    words: str = shown[-1].texts()
    shown[-1].accept()
    return words


def test_f4_explains_the_yen_of_a_visit_a_household_and_the_claim(nurse: Nurse, tab: Any) -> None:
    received(nurse, tab)
    nurse.press(tab, "受理")
    nurse.accept()
    nurse.window.activateWindow()
    tab.view.lines.selectRow(0)
    tab.view.lines.setFocus()
    assert "1,820円×1 ＋ 905円×1 ＝ 2,725円" in explained(tab)
    tab.table.setFocus()
    assert "支払期限" in explained(tab)


def test_open_questions_stop_the_computation_by_name(nurse: Nurse, tab: Any, june: Helped) -> None:
    received(nurse, tab)
    helping.answer_all(nurse.ctx, **{"billing.step_rounding": ""})
    tab.refresh()
    assert "30分に満たない端数" in tab.view.differences.texts()
    assert tab.view.settings_button.isVisible()


def test_today_leads_to_the_month_and_enter_to_the_report(nurse: Nurse, tab: Any, june: Helped) -> None:
    computed(nurse, tab)
    tab.do_step(StepLine(label="", act="claim_open", selection=f"claim:{claim(nurse.ctx).id}"))
    assert tab.table.chosen_row.month == JUNE
    nurse.bot.keyClick(tab.view.reported, Qt.Key.Key_Return)
    shown = nurse.window.current_tab
    assert shown.report.month == JUNE
    assert len(shown.report.table.rows) == 2


def test_a_household_without_a_visit_is_added_to_the_paper(nurse: Nurse, tab: Any, june: Helped) -> None:
    other = helping.file(take_in(nurse.ctx, june.case.clock))
    computed(nurse, tab)
    tab.refresh()
    nurse.press(tab, "受付")
    box = nurse.box
    assert [box.others.itemText(n) for n in range(box.others.count())] == ["R8-0002"]
    box.others.activated.emit(0)
    nurse.bot.keyClicks(box.focusWidget(), "3")
    kept = box.editor.cell("asked").widget.raw()
    assert kept[f"{box.others.itemData(0)}.words"] == "R8-0002"
    nurse.accept(asked_total=str(TOWN))
    assert [(line.household_id, line.visits) for line in claim(nurse.ctx).asked] == [(other.episode_id, 3)]
    assert "R8-0002には、この月にこの団体の訪問がありません" in tab.view.differences.texts()
    nurse.press(tab, "受付")
    assert nurse.box.editor.cell("asked").widget.value()[0].visits == 3


def test_a_claim_for_a_month_without_visits_is_received_and_returned(nurse: Nurse, tab: Any) -> None:
    nurse.press(tab, "月を選ぶ")
    nurse.accept(month="8/8")
    assert "すでに始まった月" in nurse.box.editor.cell("month").error()
    nurse.accept(month="8/5")
    assert (tab.table.chosen_row.month, tab.state.text) == (date(2026, 5, 1), "未計算")
    assert "訪問の記録はありません" in tab.nothing.text()
    computed(nurse, tab)
    nurse.press(tab, "受付")
    nurse.accept(asked_total="3000")
    assert "＋3,000円" in tab.view.differences.texts()
    nurse.press(tab, "返戻")
    nurse.accept(return_reason="no visits in May")
    assert tab.state.text == "返戻"
    assert [(r.month.month, r.claim and r.claim.status) for r in claims.list_claims(nurse.ctx)] == [
        (6, None),
        (5, ClaimStatus.RETURNED),
    ]
    assert [t.kind for t in tasks.tasks(nurse.ctx) if t.tab == "claims"] == ["claim_missing"]  # June alone


def test_f2_leads_to_a_month_that_is_listed_already(nurse: Nurse, tab: Any) -> None:
    computed(nurse, tab)
    tab.table.setFocus()
    nurse.key(Qt.Key.Key_F2)
    nurse.accept()  # the month before this one is proposed
    assert (tab.table.chosen_row.month, tab.state.text) == (JUNE, "計算済")
    assert tab.table.records.rowCount() == 1


def test_what_was_recorded_of_inspection_and_payment_can_be_put_right(nurse: Nurse, tab: Any) -> None:
    received(nurse, tab)
    for act, texts in (("受理", {}), ("検査", {"inspector": "Kensa"}), ("支払", {"expense_no": "123"})):
        nurse.press(tab, act)
        nurse.accept(**texts)
    nurse.press(tab, "支払")
    nurse.accept(expense_no="124")
    assert (claim(nurse.ctx).status, claim(nurse.ctx).expense_no) == (ClaimStatus.PAID, "124")


def test_a_long_providers_name_goes_on_in_a_second_line(nurse: Nurse, june: Helped) -> None:
    provider = replace(june.team.provider, name="社会福祉法人　練習会　訪問介護事業所　ふたば")
    providers.save_provider(nurse.ctx, provider)
    table = nurse.go("claims").table
    table.window().resize(1366, 728)
    index = table.records.index(0, 1)
    needed = table.fontMetrics().boundingRect(
        table.visualRect(index).adjusted(6, 0, -6, 400), Qt.TextFlag.TextWordWrap, index.data()
    )
    assert index.data() == provider.name
    assert table.rowHeight(0) >= needed.height()

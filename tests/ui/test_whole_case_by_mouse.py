"""One family through the whole 要領 with mouse and keys: also 中止, 辞退, 取消, 終結, the year's book and 再開."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from saroma_desk.domain.claim import ClaimStatus
from saroma_desk.domain.dispatch import DispatchState, VisitStatus
from saroma_desk.domain.obligations import help_state
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, documents, households, snapshots
from saroma_desk.ui.dialogs.paper import PaperDialog
from saroma_desk.ui.dialogs.reason import ReasonDialog
from tests.services import helping
from tests.ui.kana import commit
from tests.ui.tabs.conftest import clock, ctx, empty_office, nurse, one_derivation
from tests.ui.tabs.nurse import CONTROL, Nurse

__all__ = ["clock", "ctx", "empty_office", "nurse", "one_derivation"]
Key = Qt.Key
BOOK = "year.xlsx"


def stands(nurse: Nurse) -> tuple[str, str]:
    """State and next step, as the top of the window says."""
    return nurse.window.household.states[0].text, nurse.window.strip.step.text().removeprefix("▶ ")


def next_step(nurse: Nurse) -> Any:
    """Click the button of the strip; the tab that it leads to."""
    nurse.bot.mouseClick(nurse.window.strip.button, Qt.MouseButton.LeftButton)
    return nurse.window.current_tab


def top(kind: type) -> Any:
    """The open dialog of a kind."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def give_reason(nurse: Nurse) -> None:
    nurse.fill(top(ReasonDialog).editor, reason_0="きょうだいの入院のため", decided_by_0="課長")
    top(ReasonDialog).editor.save()


def name_official(nurse: Nurse) -> None:
    """設定: who signs, and by which day reports come."""
    tab = nurse.go("settings")
    tab.select("officials")
    nurse.key(Key.Key_F2)
    nurse.accept(title="佐呂間町長", name="佐呂間　太郎")
    assert tab.pages["officials"].panel.table.records.rowCount() == 1


def take_in(nurse: Nurse) -> None:
    tab = nurse.go("households")
    nurse.key(Key.Key_F2)
    cards = tab.intake.editor.cell("members").widget.cards
    for card, name, kana in zip(cards, ("若佐　ゆり", "若佐　空"), ("わかさ　ゆり", "わかさ　そら"), strict=True):
        for box, text in zip(card.grid.cells["name"].widget.inputs(), (name, kana), strict=True):
            box.selectAll()
            commit(box, text)
    nurse.fill(tab.intake.editor, route=2, summary="夜間の授乳で疲れている。")
    nurse.press(tab.intake, "受理する")


def survey(nurse: Nurse) -> None:
    tab = next_step(nurse)
    nurse.bot.keyClicks(tab.editor.indicators.table, "1" + "3" * 27)
    tab.editor.pages.setCurrentIndex(2)
    tab.editor.cell("services").widget._buttons[1].click()
    nurse.press(tab, "保存")


def judge(nurse: Nurse) -> None:
    nurse.press(nurse.window.current_tab, "判断する")
    nurse.accept(judgement=0, judgement_reason="面接と訪問の所見による", target_groups=1)


def plan(nurse: Nurse) -> None:
    tab = next_step(nurse)
    nurse.press(tab, "＋ 目標を追加")
    cells = tab.editor.cell("goals").widget.cards[-1].grid.cells
    cells["term"].widget._buttons[1].click()
    commit(cells["goal"].widget.box, "夜に続けて眠れる")
    nurse.press(tab.editor, "保存")
    nurse.press(tab, "決裁")
    nurse.accept()


def apply(nurse: Nurse) -> None:
    """様式1号 and the copay class."""
    tab = next_step(nurse)
    wished = {"first_day": "R8.6.15", "last_day": "R8.9.14", "visits": "16", "per_week": "2", "minutes": "90"}
    wished |= {"start": "10", "end": "12"}
    nurse.fill(tab.editor, **{f"wished.{name}": text for name, text in wished.items()})
    nurse.fill(tab.editor, **{"wished.help_kinds": 1})
    nurse.press(tab.editor, "保存")
    shown = nurse.go("households")
    shown.view.pages.setCurrentIndex(1)
    nurse.press(shown, "利用世帯の区分を決める")
    nurse.accept(copay_class=2, valid_from="R8.4.1", evidence="町台帳確認")


def approve(nurse: Nurse) -> None:
    """Sixteen visits break 要領10(2)."""
    next_step(nurse)
    nurse.box.editor.save()
    give_reason(nurse)


def issue(nurse: Nurse, form: str, number: str, on: str = "R8.6.15") -> None:
    """Preview a paper from the menu, type its number, issue it."""
    tab = nurse.window.current_tab
    next(a for a in tab.acts.menu.actions() if a.text().startswith(form)).trigger()
    dialog = top(PaperDialog)
    assert dialog.preview.page_count >= 1
    nurse.fill(dialog.panel.editor, number=number, issued_on=on)
    nurse.bot.mouseClick(dialog.panel.issue_button, Qt.MouseButton.LeftButton)
    assert number in dialog.panel.said.text()
    nurse.bot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)


def schedule(nurse: Nurse) -> None:
    tab = next_step(nurse)
    nurse.press(tab.schedule, "予定の案")
    nurse.accept(helper_id=1)
    assert tab.schedule.meter.words.text().endswith("残 0回")


def stop_and_go_on(nurse: Nurse) -> None:
    tab = nurse.window.current_tab
    nurse.press(tab, "中止")
    nurse.accept(ground=1, detail="インフルエンザ")
    assert tab.acts.state.text == "中止中"
    nurse.press(tab, "再開")
    nurse.accept(last_day="R8.6.17")


def report(nurse: Nurse) -> None:
    """活動実績: the whole of June with Enter alone, then compared."""
    tab = nurse.go("dispatches")
    tab.show_page(3)
    tab.report.table.setFocus()
    for _ in tab.report.table.rows:
        nurse.bot.keyClick(tab.report.table, Key.Key_Return)
    nurse.key(Key.Key_F12)
    assert {r.status for r in tab.report.table.rows} == {"町の中止", "実施"}
    nurse.press(tab.report, "照合を記録")
    nurse.accept(agrees=0)


def pay(nurse: Nurse) -> None:
    """請求: computed, received, accepted, inspected, paid."""
    tab = nurse.go("claims")
    tab.select("provider:1:2026-06")
    nurse.press(tab, "計算")
    asked = str(sum(row.computed.town_yen for row in tab.view.reported.records.rows))
    nurse.press(tab, "受付")
    nurse.accept(asked_total=asked, sheets="1")
    assert "差異はありません" in tab.view.differences.texts()
    for label, typed in (("受理", {}), ("検査", {"inspector": "財政係"}), ("支払", {"expense_no": "123"})):
        nurse.press(tab, label)
        nurse.accept(**typed)
    assert tab.state.text == "支払済"


def look_at(nurse: Nurse, form: str) -> None:
    """Preview a paper with Ctrl+P without issuing it."""
    nurse.key(Key.Key_P, CONTROL)
    menu = QApplication.activePopupWidget()
    if menu is not None:
        next(a for a in menu.actions() if a.text().startswith(form)).trigger()
        menu.close()
    assert top(PaperDialog).preview.page_count >= 1
    top(PaperDialog).close_button.click()


def withdraw(nurse: Nurse) -> None:
    """By word of mouth; 様式6号 is owed at once."""
    tab = nurse.go("dispatches")
    nurse.press(tab, "辞退")
    nurse.box.editor.cell("reasons").widget._buttons[0].click()
    nurse.accept(oral=True, oral_at="8/7/10 10:00", oral_person="母")
    assert tab.acts.state.text == "辞退"


def cancel(nurse: Nurse) -> None:
    next_step(nurse)
    nurse.accept()


def evaluate(nurse: Nurse) -> None:
    tab = nurse.go("plans")
    tab.pages.setCurrentIndex(3)
    nurse.press(tab, "評価を記録")
    nurse.accept(result_0=0, policy=2, policy_reason="目標を達成した。")


def close(nurse: Nurse) -> None:
    next_step(nurse)
    nurse.accept(reason=1, agreed_on="R8.7.10", participants="保健師、保育士", follow_on="乳幼児健診で見守る。")


def write_book(nurse: Nurse) -> None:
    """集計: the year's workbook, with its purpose."""
    tab = nurse.go("reports")
    nurse.press(tab, "内部用を保存")
    nurse.accept(purpose="決算の資料")
    assert BOOK in nurse.window.notice.text.text()


def reopen(nurse: Nurse) -> None:
    tab = nurse.go("households")
    tab.view.pages.setCurrentIndex(2)
    nurse.press(tab, "再開")
    nurse.accept(route=8)


IN_JUNE = (
    (take_in, "受理", "対象世帯を調査する"),
    (survey, "調査中", "支援の必要性を判断する"),
    (judge, "計画", "支援計画を作成する"),
    (plan, "支援中", "利用の申請を受け付ける"),
    (apply, "支援中", "ヘルパー派遣の可否を決定する"),
    (approve, "支援中", "派遣の承認を通知する"),
    (partial(issue, form="様式3号", number="佐保福第12号"), "支援中", "派遣団体に派遣を依頼する"),
    (partial(issue, form="様式2号", number="佐保福第13号"), "支援中", "訪問の予定を組む"),
    (schedule, "支援中", "支援を評価する"),
    (stop_and_go_on, "中断", "派遣の再開を判断する"),
)
IN_JULY = (
    (report, "支援中", "支援を評価する"),
    (partial(look_at, form="様式7号"), "支援中", "支援を評価する"),
    (pay, "支援中", "支援を評価する"),
    (partial(look_at, form="様式8号"), "支援中", "支援を評価する"),
    (withdraw, "評価", "辞退による取消を決定する"),
    (cancel, "評価", "取消を通知する"),
    (partial(issue, form="様式6号", number="佐保福第20号", on="R8.7.10"), "評価", "支援を評価する"),
    (evaluate, "評価", "終結を協議して決定する"),
    (close, "終結", "終結した記録を綴じる"),
    (write_book, "終結", "終結した記録を綴じる"),
    (reopen, "受理", "対象世帯を調査する"),
)


def check_stored(nurse: Nurse) -> None:
    """What the window showed is what stands in the store."""
    (row,) = households.list_households(nurse.ctx)
    again = snapshots.snapshot(nurse.ctx, row.episode_id or 0)
    first = snapshots.snapshot(nurse.ctx, again.episode.previous_id or 0)
    (help_case,) = first.help_cases
    assert help_state(help_case, first.today) is DispatchState.CANCELLED
    assert help_case.withdrawal is not None
    assert help_case.withdrawal.oral
    assert {v.status for v in help_case.visits} >= {VisitStatus.DONE, VisitStatus.TOWN}
    assert [e.rule for e in first.exceptions] == ["visits"]
    assert first.closure is not None
    assert {p.number for p in documents.papers(nurse.ctx)} == {"佐保福第12号", "佐保福第13号", "佐保福第20号"}
    assert [r.claim.status for r in claims.list_claims(nurse.ctx) if r.claim] == [ClaimStatus.PAID]
    assert (again.episode.number, again.closure) == (2, None)


@pytest.fixture
def office(nurse: Nurse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nurse:
    """A person in an office with its provider, prices and answers; files are saved where the test may look."""
    helping.answer_all(nurse.ctx, **{"reports.due_day": "10"})
    helping.team(nurse.ctx)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / BOOK), ""))
    return nurse


def test_a_case_with_mouse_and_keys(office: Nurse, clock: FixedClock, tmp_path: Path) -> None:
    """After each act the state and the next step at the top of the window are read."""
    name_official(office)
    for day, steps in ((date(2026, 6, 15), IN_JUNE), (date(2026, 7, 10), IN_JULY)):
        clock.move_to(day)
        for step, state, next_one in steps:
            step(office)
            assert stands(office) == (state, next_one)
    assert {"総括", "月別", "終結・評価"} <= set(openpyxl.load_workbook(tmp_path / BOOK).sheetnames)
    check_stored(office)
    assert office.said.told == []

"""From the application to its decision, its changes and its end, as a person does it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from saroma_desk.domain.dispatch import DispatchState, Outcome
from saroma_desk.domain.obligations import help_state
from saroma_desk.services.context import AppContext
from saroma_desk.ui.desk import StepLine
from saroma_desk.ui.dialogs.reason import ReasonDialog
from tests.services.builders import Case
from tests.services.helping import Helped, Team
from tests.ui.tabs.nurse import Nurse


def reasons() -> ReasonDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, ReasonDialog) and w.isVisible())


def settle(box: Any) -> None:
    """Let the live check run without waiting for its pause."""
    box._timer.stop()
    box.check()


def test_f2_receives_the_application_of_the_current_household(nurse: Nurse, family: Case, tab: Any) -> None:
    nurse.choose(family.household_id)
    nurse.key(Qt.Key.Key_F2)
    assert tab.editor.cell("applicant_id").widget.box.currentText() == "佐呂間　花子"
    nurse.fill(tab.editor, **{"wished.visits": "12", "wished.start": "10", "wished.end": "12", "pets": "cat"})
    nurse.key(Qt.Key.Key_F12)
    (case,) = family.now.help_cases
    assert (case.application.receipt_no, case.application.wished.visits) == ("R8-001", 12)
    assert [r.state for r in tab.table.records._rows] == ["undecided"]


def test_without_a_household_f2_says_what_to_do(nurse: Nurse, tab: Any) -> None:
    nurse.key(Qt.Key.Key_F2)
    assert nurse.window.notice.isVisible()


def test_the_step_opens_the_approval_and_limits_speak_while_one_types(nurse: Nurse, applied: Helped, tab: Any) -> None:
    key = f"application:{applied.application.id}"
    tab.do_step(StepLine(label="", act="approve", selection=key))
    box = nurse.box
    assert "超過" not in box.findings.texts()
    nurse.fill(box.editor, **{"terms.visits": "16"})
    settle(box)
    assert "派遣回数（要領10(2)）：16回です。" in box.findings.texts()
    assert "≠ 16回" in box.compare.texts()
    box.editor.save()
    nurse.fill(reasons().editor, reason_0="twins are ill", decided_by_0="chief")
    reasons().editor.save()
    dispatch = applied.case.now.help_cases[0].dispatch
    assert dispatch is not None
    assert dispatch.terms.visits == 16
    assert [e.reason for e in applied.case.now.exceptions] == ["twins are ill"]


def test_less_than_asked_wants_its_reason_at_the_field(nurse: Nurse, applied: Helped, tab: Any) -> None:
    tab.select(applied.application.id)
    nurse.press(tab, "承認")
    box = nurse.box
    nurse.accept(**{"terms.visits": "10"})
    assert "回数" in box.editor.cell("difference_reason").error()
    nurse.accept(difference_reason="ten visits are enough for the goal")
    assert tab.acts.state.text == "派遣中"
    assert "≠ 10回" in tab.decision.compare.texts()


def test_a_rejection_needs_ground_and_concrete_reason(nurse: Nurse, applied: Helped, tab: Any) -> None:
    tab.select(applied.application.id)
    nurse.press(tab, "却下")
    nurse.accept()
    assert nurse.box.editor.cell("reason").error()
    nurse.accept(ground=2, reason="The family moved to Kitami on 1 June.")
    decision = applied.case.now.help_cases[0].decision
    assert decision is not None
    assert (decision.outcome, decision.ground) == (Outcome.REJECTED, "not_resident")
    assert tab.acts.state.text == "却下"


def test_a_change_shows_before_and_after(nurse: Nurse, approved: Helped, tab: Any) -> None:
    tab.select(approved.application.id)
    nurse.press(tab, "変更")
    box = nurse.box
    nurse.fill(box.editor, change_reason="The mother is better.", difference_reason="fewer needed")
    nurse.fill(box.editor, **{"terms.visits": "12"})
    settle(box)
    assert {"変更前", "変更後", "15回", "≠ 12回"} <= set(box.compare.texts())
    nurse.accept()
    assert [d.terms.visits for d in approved.case.now.help_cases[0].dispatches] == [15, 12]


def test_a_change_tells_before_and_after_which_visits_it_leaves(nurse: Nurse, approved: Helped, tab: Any) -> None:
    approved.schedule(date(2026, 6, 18), date(2026, 6, 22))
    tab.select(approved.application.id)
    nurse.press(tab, "変更")
    box = nurse.box
    told = "とおりでない予定があります（1件：R8.6.18）"
    assert told not in box.findings.texts()
    nurse.fill(box.editor, change_reason="The mother is better.", difference_reason="Mondays alone")
    box.editor.cell("terms.weekdays").widget._buttons[3].click()
    settle(box)
    assert told in box.findings.texts()
    nurse.accept()
    assert told in nurse.window.notice.text.text()
    assert approved.case.now.help_cases[0].dispatch.terms.weekdays == (0,)


def test_visits_are_suspended_and_resumed(nurse: Nurse, approved: Helped, tab: Any) -> None:
    approved.schedule(date(2026, 6, 18))
    tab.select(approved.application.id)
    nurse.press(tab, "中止")
    nurse.accept(ground=1, detail="influenza")
    assert tab.acts.state.text == "中止中"
    nurse.press(tab, "再開")
    nurse.accept(last_day="8/6/20")
    case = approved.case.now.help_cases[0]
    assert case.suspensions[0].last_day == date(2026, 6, 20)
    assert [v.status for v in case.visits] == ["town"]


def test_the_running_suspension_is_resumed_and_no_later_one_is_run_over(
    nurse: Nurse, approved: Helped, tab: Any
) -> None:
    tab.select(approved.application.id)
    for first, last in (("8/6/15", "8/6/17"), ("8/6/20", "8/6/25")):
        nurse.press(tab, "中止")
        nurse.accept(ground=1, first_day=first, last_day=last)
    nurse.press(tab, "再開")
    nurse.accept(last_day="8/6/21")
    assert "令和8年6月20日から" in nurse.box.editor.cell("last_day").error()
    nurse.accept(last_day="8/6/18")
    stops = approved.case.now.help_cases[0].suspensions
    assert [s.last_day for s in stops] == [date(2026, 6, 18), date(2026, 6, 25)]


def test_an_oral_withdrawal_shows_its_lower_half_and_leads_to_the_cancellation(
    nurse: Nurse, approved: Helped, tab: Any
) -> None:
    tab.select(approved.application.id)
    nurse.press(tab, "辞退")
    editor = nurse.box.editor
    assert not editor.cell("oral_person").isVisible()
    editor.cell("reasons").widget._buttons[0].click()
    nurse.accept(oral=True, oral_at="8/6/15 10:00", oral_person="mother")
    assert tab.acts.state.text == "辞退"
    tab.do_step(StepLine(label="", act="cancel", selection=f"application:{approved.application.id}"))
    nurse.accept()
    case = approved.case.now.help_cases[0]
    assert help_state(case, date(2026, 6, 15)) is DispatchState.CANCELLED
    assert case.cancellation is not None
    assert case.cancellation.grounds == ("withdrawal",)


def test_an_adverse_cancellation_wants_its_reason(nurse: Nurse, approved: Helped, tab: Any) -> None:
    tab.select(approved.application.id)
    nurse.press(tab, "取消")
    nurse.box.editor.cell("grounds").widget._buttons[1].click()
    nurse.accept()
    assert nurse.box.editor.cell("reason").error()
    nurse.box.editor.revert()
    nurse.box.reject()


def test_papers_of_the_application_open_from_the_menu(
    nurse: Nurse, approved: Helped, tab: Any, ctx: AppContext, team: Team
) -> None:
    tab.select(approved.application.id)
    labels = [a.text() for a in tab.acts.menu.actions()]
    assert [label.partition("　")[0] for label in labels] == ["様式1号", "様式2号", "様式3号"]


def test_f4_explains_what_is_left(nurse: Nurse, approved: Helped, tab: Any) -> None:
    tab.select(approved.application.id)
    nurse.key(Qt.Key.Key_F4)
    dialog = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "ExplainDialog")
    assert "承認15回" in dialog.texts()
    dialog.accept()


def test_the_step_of_a_suspended_family_opens_its_resumption(nurse: Nurse, approved: Helped, tab: Any) -> None:
    tab.select(approved.application.id)
    nurse.press(tab, "中止")
    nurse.accept(ground=1)
    nurse.window.desk.do_step(
        StepLine(
            label="", tab_id="dispatches", act="resume", selection="plan:1", household_id=approved.case.household_id
        )
    )
    assert nurse.box.windowTitle() == "派遣の再開"
    nurse.accept()
    assert tab.acts.state.text in {"中止中", "派遣中"}


def test_a_decided_application_tells_what_its_correction_means(nurse: Nurse, approved: Helped, tab: Any) -> None:
    nurse.go("dispatches")
    tab.table.choose(approved.application.id)
    nurse.fill(tab.editor, pets="犬")
    assert not tab.foresight.isVisible()
    nurse.fill(tab.editor, applicant_id=2)
    assert tab.foresight.isVisible()
    assert "決定の通知（様式３号（第８関係））は、今の申請者に宛てています" in tab.foresight.text()
    tab.editor.revert()
    tab.show_page(1)
    assert not tab.foresight.isVisible()


def test_a_reason_recorded_by_mistake_is_taken_back(nurse: Nurse, approved: Helped, tab: Any) -> None:
    approved.schedule(date(2026, 6, 15), start=time(8), end=time(9), rules=("window",))
    tab.select(approved.application.id)
    tab.show_page(1)
    page = tab.decision
    nurse.press(page, "理由を取り下げる")
    nurse.accept()
    assert nurse.box.editor.cell("reason").error()
    nurse.accept(reason="another family's reason")
    (found,) = approved.case.now.exceptions
    assert found.withdrawn_reason == "another family's reason"
    assert "限度は9:00から18:00まで" in nurse.window.notice.text.text()
    struck = [w.text() for w in page.reasons.findChildren(QLabel) if w.isVisibleTo(page) and w.font().strikeOut()]
    assert struck == [f"{found.figures}\n{found.reason}（課長）"]
    assert page.reasons.texts()["取下げ"] == "R8.6.15 another family's reason（佐藤 保健師）"
    assert not page.withdraw_button.isVisibleTo(page)
    tab.schedule.check()
    assert "超過" in tab.schedule.panel.findings.texts()


def test_the_shown_reasons_are_those_of_the_application(nurse: Nurse, approved: Helped, tab: Any) -> None:
    tab.select(approved.application.id)
    tab.show_page(1)
    assert not tab.decision.sections[3].isVisible()

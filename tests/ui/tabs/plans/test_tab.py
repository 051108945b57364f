from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from saroma_desk.services import planning
from saroma_desk.ui.desk import StepLine
from saroma_desk.ui.dialogs.explain import ExplainDialog
from saroma_desk.ui.dialogs.paper import PaperDialog
from saroma_desk.ui.dialogs.reason import ReasonDialog
from saroma_desk.ui.tabs.plans import texts
from tests.services.builders import Case
from tests.ui.kana import commit
from tests.ui.tabs.nurse import CONTROL, Nurse


def opened(nurse: Nurse, family: Case, page: int = 0) -> Any:
    tab = nurse.go("plans")
    nurse.choose(family.household_id)
    tab.pages.setCurrentIndex(page)
    return tab


def add_goal(nurse: Nurse, tab: Any, goal: str) -> Any:
    field = tab.editor.cell("goals").widget
    field.add_row()
    cells = field.cards[-1].grid.cells
    cells["term"].widget._buttons[1].click()
    commit(cells["goal"].widget.box, goal)
    return cells


def test_f2_proposes_a_plan_from_the_survey_and_stores_nothing_yet(nurse: Nurse, family: Case) -> None:
    family.survey()
    tab = opened(nurse, family)
    nurse.key(Qt.Key.Key_F2)
    assert tab.editor.read()["support_type"] == "short"
    assert family.now.plans == ()


def test_a_plan_is_written_saved_and_decided(nurse: Nurse, family: Case) -> None:
    family.survey()
    tab = opened(nurse, family)
    nurse.key(Qt.Key.Key_F2)
    cells = add_goal(nurse, tab, "夜に続けて眠れる")
    commit(cells["indicator_codes"].widget.box, "ｃ３、B5")
    nurse.key(Qt.Key.Key_S, CONTROL)
    (plan,) = family.now.plans
    assert (plan.goals[0].goal, plan.goals[0].indicators) == ("夜に続けて眠れる", ("C3", "B5"))
    nurse.press(tab, "決裁")
    nurse.accept()
    assert planning.plan_now(nurse.ctx, family.episode.id) is not None
    assert not tab.editor.buttons.save.isEnabled()


def test_an_unknown_indicator_is_told_at_its_goal(nurse: Nurse, family: Case) -> None:
    family.survey()
    tab = opened(nurse, family)
    nurse.key(Qt.Key.Key_F2)
    cells = add_goal(nurse, tab, "眠れる")
    commit(cells["indicator_codes"].widget.box, "Z9")
    nurse.key(Qt.Key.Key_S, CONTROL)
    assert "Z9" in cells["indicator_codes"].error()
    assert family.now.plans == ()


def test_deciding_saves_what_is_not_saved_first(nurse: Nurse, family: Case) -> None:
    family.survey()
    tab = opened(nurse, family)
    nurse.key(Qt.Key.Key_F2)
    nurse.key(Qt.Key.Key_S, CONTROL)
    add_goal(nurse, tab, "休める")
    nurse.press(tab, "決裁")
    nurse.accept()
    assert [g.goal for g in family.now.plans[-1].goals] == ["休める"]
    assert family.now.plans[-1].decided_on is not None


def test_a_plan_without_a_goal_is_not_decided(nurse: Nurse, family: Case) -> None:
    family.survey()
    tab = opened(nurse, family)
    nurse.key(Qt.Key.Key_F2)
    nurse.key(Qt.Key.Key_S, CONTROL)
    nurse.press(tab, "決裁")
    nurse.accept()
    assert nurse.box.isVisible()
    assert family.now.plans[-1].decided_on is None
    nurse.box.reject()


def test_a_revision_keeps_the_version_before(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    tab = opened(nurse, family)
    nurse.press(tab, "見直し")
    nurse.accept(revision_reason="3か月の評価による")
    assert [p.revision for p in family.now.plans] == [0, 1]
    assert tab.versions.count() == 2
    tab.versions.setCurrentIndex(1)
    tab.versions.activated.emit(1)
    assert tab.shown.plan.revision == 0
    assert tab.shown.decided


def test_a_note_is_added_and_corrected_and_the_first_one_stays(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family, page=1)
    nurse.key(Qt.Key.Key_F2)
    nurse.accept(kind=1, content="電話で様子を聞く。", next_action="訪問", due_on="R8.6.20")
    nurse.press(tab, "訂正")
    nurse.accept(content="電話で様子を聞いた。", correction_reason="誤記")
    lines = planning.notes(nurse.ctx, family.episode.id)
    assert [bool(line.corrected_by) for line in lines] == [True, False]
    kinds = [tab.notes.list.table.records.index(row, 1).data() for row in range(2)]
    assert kinds == [texts.CORRECTED, f"電話・{texts.CORRECTION}"]
    assert "誤記" in tab.notes.whole.toPlainText()


def test_a_consultation_visit_is_added_and_stands_in_the_notes_too(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family, page=2)
    nurse.key(Qt.Key.Key_F2)
    nurse.accept(visited_on="R8.6.12", minutes="50", profession=1, subject=5, complaint="授乳の悩み")
    (visit,) = family.now.consult_visits
    assert (visit.minutes, visit.profession, visit.subject) == (50, "nurse", "infant")
    assert [line.automatic for line in planning.notes(nurse.ctx, family.episode.id)] == [True]
    tab.visits.list.table.choose(visit.id)
    nurse.said.answer_with("remove")
    nurse.press(tab.visits, "削除")
    assert family.now.consult_visits == ()


def test_each_goal_is_evaluated(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    tab = opened(nurse, family, page=3)
    nurse.key(Qt.Key.Key_F2)
    nurse.accept(result_0=1, note_0="眠れる日が増えた", policy=0, policy_reason="続けると届く見込み")
    (evaluation,) = family.now.evaluations
    assert [(r.result, r.note) for r in evaluation.goal_results] == [("partly", "眠れる日が増えた")]
    assert tab.end.list.table.records.index(0, 2).data() == "一部達成 1"


def test_closing_without_agreement_asks_for_reasons(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    family.evaluate()
    tab = opened(nurse, family, page=3)
    nurse.press(tab, "終結を決定")
    nurse.accept(reason=1, follow_on="乳幼児健診で見守る")
    assert family.now.closure is None
    asked = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ReasonDialog) and w.isVisible())
    nurse.fill(asked.editor, reason_0="電話で協議した", decided_by_0="課長")
    asked.editor.save()
    assert family.now.closure is not None


def test_a_closing_with_everything_shows_what_was_agreed(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    family.evaluate()
    tab = opened(nurse, family, page=3)
    nurse.press(tab, "終結を決定")
    nurse.accept(reason=1, agreed_on="R8.6.15", participants="保健師、保育士", handed_to="健診担当")
    assert tab.end.facts.texts()["協議の参加者"] == "保健師、保育士"
    assert not tab.end.not_closed.isVisible()


def test_the_next_step_opens_the_evaluation(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    nurse.choose(family.household_id)
    step = StepLine(label="評価", tab_id="plans", act="evaluate", episode_id=family.episode.id)
    nurse.window.desk.do_step(step)
    assert nurse.box.windowTitle() == "評価"
    nurse.box.reject()


def test_the_strip_goes_from_survey_to_plan(nurse: Nurse, family: Case) -> None:
    family.survey()
    nurse.choose(family.household_id)
    nurse.key(Qt.Key.Key_Return, CONTROL)
    tab = nurse.window.current_tab
    assert nurse.window.tab_bar.currentIndex() == 3
    assert tab.shown.plan is not None  # type: ignore[union-attr]
    assert family.now.plans == ()


def test_a_lists_row_shows_where_each_family_stands(nurse: Nurse, family: Case) -> None:
    tab = opened(nurse, family)
    shown = [n for n in range(tab.table.records.columnCount()) if not tab.table.isColumnHidden(n)]
    assert [tab.table.records.index(0, n).data() for n in shown][:3] == ["佐呂間　花子", "受理", "なし"]
    assert tab._plan_page.currentIndex() == 0


def test_ctrl_p_shows_the_plans_paper(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    opened(nurse, family)
    nurse.key(Qt.Key.Key_P, CONTROL)
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog) and w.isVisible())
    assert box.windowTitle() == "様式10号"
    box.close()


def test_f4_explains_the_days_of_the_plan(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    tab = opened(nurse, family)
    assert tab.run_action("explain")
    (box,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ExplainDialog) and w.isVisible()]
    assert "見直しの日" in box.texts()
    box.accept()

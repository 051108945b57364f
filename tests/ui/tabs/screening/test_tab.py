from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from saroma_desk.domain.household import Member
from saroma_desk.domain.screening import Answer, AnswerState, Judgement, Severity
from saroma_desk.services import intake, screenings
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.screening import texts
from tests.services.builders import Case
from tests.ui.kana import commit
from tests.ui.tabs.nurse import CONTROL, Nurse


def surveying(nurse: Nurse, family: Case) -> Any:
    tab = nurse.go("screening")
    nurse.choose(family.household_id)
    nurse.key(Qt.Key.Key_F2)
    return tab


def answer(nurse: Nurse, tab: Any, code: str, keys: str) -> None:
    tab.editor.indicators.table.choose(code)
    nurse.bot.keyClicks(tab.editor.indicators.table, keys)


def rows(tab: Any) -> dict[str, Any]:
    return {row.id: row for row in tab.editor.indicators.table.records.rows}


def stored(family: Case) -> dict[str, Answer]:
    return {a.code: a for a in family.now.screenings[-1].answers}


def test_indicators_stand_in_the_ordinances_order_under_its_headings(nurse: Nurse, family: Case) -> None:
    names = list(rows(surveying(nurse, family)))
    assert names[:6] == ["A", "A1", "A2", "A3", "A4", "B"]
    assert names[-1] == "E"
    assert len([n for n in names if len(n) > 1]) == 28


def test_indicators_of_expectant_mothers_only_while_one_is_there(nurse: Nurse, family: Case) -> None:
    mother = Member(household_id=family.household_id, name="佐呂間　夏", due_date=family.ctx.today())
    intake.save_member(nurse.ctx, mother)
    assert [n for n in rows(surveying(nurse, family)) if n.startswith("E")] == ["E", *[f"E{n}" for n in range(1, 9)]]


def test_one_key_answers_and_goes_on(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    answer(nurse, tab, "B1", "321")
    nurse.key(Qt.Key.Key_S, CONTROL)
    states = {code: a.state for code, a in stored(family).items() if code in ("B1", "B2", "B3", "B4")}
    assert list(states.values()) == ["absent", "unknown", "present", "unasked"]


def test_positive_indicators_read_aru_and_nai(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    tab.editor.indicators.table.choose("C10")
    assert [b.text() for b in tab.editor.indicators.panel.states.buttons()] == ["ある", "不明", "ない", "未確認"]


def test_degree_evidence_source_and_day_are_kept(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    answer(nurse, tab, "C3", "5")
    panel = tab.editor.indicators.panel
    nurse.bot.keyClick(tab.editor.indicators.table, Qt.Key.Key_Return)
    commit(panel.evidence, "眠れない日が続く")
    nurse.bot.keyClicks(panel.source, "M")
    nurse.bot.keyClicks(panel.day.box, "6/10")
    nurse.key(Qt.Key.Key_S, CONTROL)
    found = stored(family)["C3"]
    assert (found.severity, found.evidence, found.source) == (Severity.MEDIUM, "眠れない日が続く", "M")
    assert str(found.observed_on) == "2026-06-10"


def test_enter_after_the_evidence_goes_to_the_next_indicator(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    tab.editor.indicators.table.choose("B1")
    nurse.bot.keyClick(tab.editor.indicators.panel.evidence, Qt.Key.Key_Return)
    assert tab.editor.indicators.table.chosen_row.id == "B2"


def test_a_day_that_cannot_be_read_is_kept_and_told(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    tab.editor.indicators.table.choose("B1")
    nurse.bot.keyClicks(tab.editor.indicators.panel.day.box, "99/99")
    tab.editor.indicators.table.choose("B2")
    tab.editor.indicators.table.choose("B1")
    assert tab.editor.indicators.panel.day.box.text() == "99/99"
    nurse.key(Qt.Key.Key_S, CONTROL)
    assert tab.editor.summary.isVisible()


def test_only_what_changed_since_last_time_is_coloured(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    answer(nurse, tab, "B1", "11")
    nurse.key(Qt.Key.Key_S, CONTROL)
    judge(nurse, tab)
    nurse.key(Qt.Key.Key_F2)
    answer(nurse, tab, "B1", "13")
    shown = rows(tab)
    assert (shown["B1"].changed, shown["B2"].changed, shown["B3"].changed) == (False, True, False)
    column = next(c for c in tab.editor.indicators.table.records.columns if c.key == "now")
    assert column.tone is not None
    assert column.tone(shown["B2"]) == Tone.ACTIVE
    assert not column.tone(shown["B1"])


def judge(nurse: Nurse, tab: Any, **fields: Any) -> None:
    nurse.press(tab, "判断する")
    nurse.accept(judgement=0, judgement_reason="面接と訪問の所見による", target_groups=1, **fields)


def test_nothing_is_judged_before_the_nurse_judges(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    nurse.press(tab, "判断する")
    assert nurse.box.editor.read()["judgement"] in (None, Judgement.OPEN)
    nurse.box.editor.save()
    assert nurse.box.editor.cell("judgement").error()
    assert family.now.screenings[-1].judgement is Judgement.OPEN


def test_a_judged_survey_can_only_be_looked_at(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    judge(nurse, tab)
    assert family.now.screenings[-1].judgement is Judgement.NEEDED
    answer(nurse, tab, "B1", "1")
    assert not tab.editor.dirty
    assert not tab.editor.buttons.save.isEnabled()
    assert tab.judged.text == texts.need_word(Judgement.NEEDED)


def test_what_is_not_saved_is_saved_before_it_is_judged(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    answer(nurse, tab, "B1", "1")
    judge(nurse, tab)
    assert stored(family)["B1"].state is AnswerState.PRESENT
    assert family.now.screenings[-1].judgement is Judgement.NEEDED


@pytest.mark.parametrize(("code", "words"), [("C3", "同日中に医療機関"), ("E2", "特定妊婦")])
def test_answers_bring_their_prompts(nurse: Nurse, family: Case, code: str, words: str) -> None:
    mother = Member(household_id=family.household_id, name="佐呂間　夏", due_date=family.ctx.today())
    intake.save_member(nurse.ctx, mother)
    tab = surveying(nurse, family)
    assert not tab.editor.prompts.isVisible()
    answer(nurse, tab, code, "1")
    assert words in tab.editor.prompts.text()


def test_measured_values_out_of_range_are_told_at_their_field(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    tab.editor.pages.setCurrentIndex(1)
    nurse.fill(tab.editor, epds_total="31")
    nurse.key(Qt.Key.Key_S, CONTROL)
    assert tab.editor.cell("epds_total").error()
    assert tab.editor.read()["epds_total"].text == "31"


def test_a_draft_brings_the_answers_back(nurse: Nurse, family: Case) -> None:
    tab = surveying(nurse, family)
    answer(nurse, tab, "B1", "12")
    tab.editor.flush_draft()
    tab.editor.load(tab.editor.loaded)
    nurse.said.answer_with("restore")
    tab.drafts.offer()
    assert tab.editor.dirty
    assert rows(tab)["B2"].now.state is AnswerState.UNKNOWN


def test_a_family_without_a_survey_waits_at_the_top(nurse: Nurse, family: Case) -> None:
    tab = nurse.go("screening")
    index = tab.table.records.index(0, tab.table.records.columnCount() - 1)
    assert index.data() == texts.WAITING


def test_a_second_survey_waits_for_the_judgement_of_the_first(nurse: Nurse, family: Case) -> None:
    surveying(nurse, family)
    nurse.key(Qt.Key.Key_F2)
    assert [m.code for m in nurse.said.told] == ["survey_open"]
    assert len(screenings.list_screenings(nurse.ctx, family.episode.id)) == 1


def test_a_closed_case_is_not_surveyed_before_it_is_taken_in_again(nurse: Nurse, family: Case) -> None:
    family.survey()
    family.plan()
    family.evaluate()
    family.close()
    surveying(nurse, family)
    assert "終結しています" in nurse.window.notice.text.text()
    assert len(screenings.list_screenings(nurse.ctx, family.episode.id)) == 1

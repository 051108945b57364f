"""Plans in versions, notes that only grow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from saroma_desk.domain.case import ConsultVisit, ProgressNote
from saroma_desk.domain.errors import KnownError
from saroma_desk.services import consults, planning
from saroma_desk.services.context import AppContext

from .builders import Case


def entry(case: Case, content: str = "電話で様子を聞いた", hour: int = 8) -> ProgressNote:
    at = datetime(2026, 6, 15, hour)
    return ProgressNote(
        episode_id=case.episode.id, noted_at=at, kind="phone", content=content, written_at=at, written_by=""
    )


def test_a_plan_is_proposed_from_the_survey_and_the_rule_set(ctx: AppContext, case: Case) -> None:
    survey = case.survey()
    proposal = planning.propose_plan(ctx, case.episode.id)
    assert (proposal.screening_id, proposal.support_type) == (survey.id, "short")
    assert (proposal.period_from, proposal.period_to) == (date(2026, 6, 15), date(2026, 9, 14))
    assert proposal.id == 0


def test_a_decided_plan_is_revised_not_rewritten(ctx: AppContext, case: Case) -> None:
    case.survey()
    plan = case.plan()
    with pytest.raises(KnownError) as caught:
        planning.save_plan(ctx, replace(plan, issues="別の課題"))
    assert caught.value.code == "plan_decided"
    draft = planning.revise_plan(ctx, plan.id, "課題が変わった").value
    assert (draft.revision, draft.decided_on, draft.goals) == (1, None, plan.goals)
    assert planning.plan_now(ctx, case.episode.id) == plan
    planning.decide_plan(ctx, draft.id, date(2026, 6, 15))
    assert [p.revision for p in case.now.plans] == [0, 1]


def test_only_one_draft_waits(ctx: AppContext, case: Case) -> None:
    proposal = planning.propose_plan(ctx, case.episode.id)
    planning.make_plan(ctx, proposal)
    with pytest.raises(KnownError, match="決裁していない"):
        planning.make_plan(ctx, proposal)


def test_a_plan_without_goal_is_not_decided(ctx: AppContext, case: Case) -> None:
    result = planning.make_plan(ctx, planning.propose_plan(ctx, case.episode.id))
    assert any("支援者" in warning for warning in result.warnings)
    with pytest.raises(KnownError, match="目標"):
        planning.decide_plan(ctx, result.value.id, date(2026, 6, 15))


def test_plan_days_must_fit(ctx: AppContext, case: Case) -> None:
    wrong = replace(planning.propose_plan(ctx, case.episode.id), period_to=date(2026, 6, 14), support_type="x")
    with pytest.raises(KnownError) as caught:
        planning.make_plan(ctx, wrong)
    assert {e.field for e in caught.value.fields} == {"period_to", "support_type"}


def test_an_unusual_plan_period_is_pointed_out_only(ctx: AppContext, case: Case) -> None:
    longer = replace(planning.propose_plan(ctx, case.episode.id), period_to=date(2026, 12, 31))
    assert any("計画期間" in warning for warning in planning.make_plan(ctx, longer).warnings)


def test_a_correction_is_a_new_note_and_the_old_one_stays(ctx: AppContext, case: Case) -> None:
    old = planning.note(ctx, entry(case)).value
    new = planning.correct_note(ctx, old.id, entry(case, "訪問して様子を聞いた"), "種別の誤り").value
    first, second = planning.notes(ctx, case.episode.id)
    assert (first.note, first.corrected_by) == (old, new)
    assert (second.note.corrects_id, second.corrected_by) == (old.id, None)
    with pytest.raises(KnownError, match="すでに訂正"):
        planning.correct_note(ctx, old.id, entry(case), "もう一度")


def test_notes_need_content_and_no_future(ctx: AppContext, case: Case) -> None:
    with pytest.raises(KnownError) as caught:
        planning.note(ctx, entry(case, " ", hour=10))
    assert {e.field for e in caught.value.fields} == {"content", "noted_at"}


def test_consultation_visits_write_their_own_line(ctx: AppContext, case: Case) -> None:
    visit = ConsultVisit(
        episode_id=case.episode.id,
        visited_on=date(2026, 6, 10),
        minutes=40,
        profession="nurse",
        subject="infant",
        complaint="夜泣き",
    )
    stored = consults.save_consult_visit(ctx, visit).value
    planning.note(ctx, entry(case))
    line, typed = planning.notes(ctx, case.episode.id)
    assert line.automatic
    assert line.note.source_key == f"consult:{stored.id}"
    assert line.note.content == "専門的相談支援　40分　夜泣き"
    assert not typed.automatic
    assert case.now.consult_visits == (stored,)


def test_a_consultation_visit_names_who_and_when(ctx: AppContext, case: Case) -> None:
    wrong = ConsultVisit(
        episode_id=case.episode.id, visited_on=date(2026, 6, 16), minutes=0, profession="pilot", subject="cat"
    )
    with pytest.raises(KnownError) as caught:
        consults.save_consult_visit(ctx, wrong)
    assert {e.field for e in caught.value.fields} == {"visited_on", "minutes", "profession", "subject"}


def test_a_consultation_visit_entered_by_mistake_goes(ctx: AppContext, case: Case) -> None:
    visit = ConsultVisit(
        episode_id=case.episode.id, visited_on=date(2026, 6, 10), profession="midwife", subject="puerperal"
    )
    stored = consults.save_consult_visit(ctx, visit).value
    consults.remove_consult_visit(ctx, stored.id)
    assert case.now.consult_visits == ()

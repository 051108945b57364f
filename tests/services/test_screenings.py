"""Surveys: never a score, never rewritten once judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.screening import Answer, AnswerState, Judgement, Screening
from saroma_desk.services import screenings
from saroma_desk.services.context import AppContext

from .builders import Case


def answered(screening: Screening, **states: AnswerState) -> Screening:
    answers = tuple(replace(a, state=states.get(a.code, a.state)) for a in screening.answers)
    return replace(screening, answers=answers)


def test_a_survey_starts_with_every_indicator_unasked(ctx: AppContext, case: Case) -> None:
    opened = screenings.start(ctx, case.episode.id).value
    assert len(opened.answers) == 36
    assert {a.state for a in opened.answers} == {AnswerState.UNASKED}
    assert (opened.no, opened.basis, opened.judgement) == (1, "known", Judgement.OPEN)


def test_a_second_survey_waits_for_the_first_judgement(ctx: AppContext, case: Case) -> None:
    screenings.start(ctx, case.episode.id)
    with pytest.raises(KnownError, match="判断していない調書"):
        screenings.start(ctx, case.episode.id)


def test_a_judgement_needs_choice_reason_and_group(ctx: AppContext, case: Case) -> None:
    opened = screenings.start(ctx, case.episode.id).value
    with pytest.raises(KnownError) as caught:
        screenings.judge(ctx, opened)
    assert {e.field for e in caught.value.fields} == {"judgement", "judgement_reason"}
    with pytest.raises(KnownError, match="対象区分"):
        screenings.judge(ctx, replace(opened, judgement=Judgement.NEEDED, judgement_reason="所見"))


def test_a_judged_survey_stays_and_the_next_one_stands_beside(ctx: AppContext, case: Case) -> None:
    judged = case.survey(Judgement.CONTINUE)
    with pytest.raises(KnownError) as caught:
        screenings.save(ctx, replace(judged, strengths="あとから"))
    assert caught.value.code == "survey_judged"
    case.survey()
    assert [(s.no, s.judgement) for s in case.now.screenings] == [(1, Judgement.CONTINUE), (2, Judgement.NEEDED)]


def test_saving_never_judges(ctx: AppContext, case: Case) -> None:
    opened = screenings.start(ctx, case.episode.id).value
    saved = screenings.save(ctx, replace(opened, judgement=Judgement.NEEDED)).value
    assert saved.judgement is Judgement.OPEN


def test_present_without_evidence_is_pointed_out(ctx: AppContext, case: Case) -> None:
    opened = screenings.start(ctx, case.episode.id).value
    result = screenings.save(ctx, answered(opened, C3=AnswerState.PRESENT))
    assert any("C3" in warning for warning in result.warnings)


def test_wrong_figures_and_codes_are_refused(ctx: AppContext, case: Case) -> None:
    opened = screenings.start(ctx, case.episode.id).value
    wrong = replace(opened, epds_total=31, epds_item10=4, answers=(Answer(code="Z1"),), surveyed_on=date(2026, 6, 16))
    with pytest.raises(KnownError) as caught:
        screenings.save(ctx, wrong)
    assert {e.field for e in caught.value.fields} == {"epds_total", "epds_item10", "answers", "surveyed_on"}


@pytest.mark.parametrize(
    ("states", "measured", "expected"),
    [
        ({"C3": AnswerState.PRESENT}, {}, {"depressive"}),
        ({}, {"epds_total": 9}, {"depressive"}),
        ({}, {"epds_total": 8}, set()),
        ({}, {"epds_item10": 1}, {"depressive"}),
        ({"B5": AnswerState.PRESENT, "B7": AnswerState.PRESENT}, {}, set()),
        (dict.fromkeys(("B5", "B7", "C9"), AnswerState.PRESENT), {}, {"network"}),
        (dict.fromkeys(("B1", "B2", "B3", "B4", "B5", "B6", "B7", "C1", "C2"), AnswerState.UNKNOWN), {}, set()),
        ({f"C{n}": AnswerState.UNKNOWN for n in range(1, 11)}, {}, {"many_unknown"}),
        ({"E2": AnswerState.PRESENT}, {}, set()),
    ],
)
def test_prompts_remind_and_never_judge(
    ctx: AppContext, case: Case, states: dict[str, AnswerState], measured: dict[str, int], expected: set[str]
) -> None:
    now = case.now
    opened = replace(screenings.start(ctx, case.episode.id).value, **measured)
    found = screenings.prompts(now.programme, answered(opened, **states), now)
    assert {p.id for p in found} == expected


def test_answers_for_expectant_mothers_count_while_somebody_expects(ctx: AppContext, case: Case) -> None:
    now = case.now
    expecting = replace(now, members=(replace(now.members[0], due_date=date(2026, 9, 1)),))
    opened = answered(screenings.start(ctx, case.episode.id).value, E2=AnswerState.PRESENT)
    assert {p.id for p in screenings.prompts(now.programme, opened, expecting)} == {"specified_expectant"}


def test_then_and_now_shows_what_changed(ctx: AppContext, case: Case) -> None:
    first = screenings.start(ctx, case.episode.id).value
    judged = replace(
        answered(first, B1=AnswerState.UNKNOWN), judgement=Judgement.CONTINUE, judgement_reason="不明が多い"
    )
    screenings.judge(ctx, judged)
    second = screenings.start(ctx, case.episode.id).value
    saved = screenings.save(ctx, answered(second, B1=AnswerState.ABSENT)).value
    pairs = {p.code: p for p in screenings.compare(ctx, saved.id)}
    assert pairs["B1"].before is not None
    assert (pairs["B1"].before.state, pairs["B1"].now.state) == (AnswerState.UNKNOWN, AnswerState.ABSENT)
    assert [code for code, pair in pairs.items() if pair.changed] == ["B1"]

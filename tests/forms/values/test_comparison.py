from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saroma_desk.domain.screening import AnswerState, Severity
from saroma_desk.forms.values.comparison import answer_code, comparison_rows
from tests.forms import case_desk, case_office, snapshots


def _codes(first: dict[str, Any], last: dict[str, Any]) -> list[str]:
    surveys = tuple(
        replace(survey, answers=case_desk.answers(known))
        for survey, known in zip(case_desk.screenings(), (first, last), strict=True)
    )
    rows = comparison_rows(snapshots.rich_case(screenings=surveys))
    names = [row["left_name"] for row in rows] + [row["right_name"] for row in rows if "right_name" in row]
    return [str(name).partition("\u3000")[0] for name in names]


def _answer(state: AnswerState) -> tuple[AnswerState, Severity, str]:
    return state, Severity.NONE, ""


@pytest.mark.parametrize(
    ("code", "state", "listed"),
    [
        ("B1", AnswerState.PRESENT, True),
        ("B1", AnswerState.UNKNOWN, True),
        ("B1", AnswerState.ABSENT, False),
        ("C10", AnswerState.PRESENT, False),
        ("C10", AnswerState.ABSENT, True),
        ("A2", AnswerState.PRESENT, False),
    ],
)
def test_listed_is_what_was_a_concern_or_unknown(code: str, state: AnswerState, listed: bool) -> None:
    calm = {"C10": _answer(AnswerState.PRESENT), "D4": _answer(AnswerState.PRESENT)}
    assert (code in _codes({**calm, code: _answer(state)}, calm)) is listed
    assert (code in _codes(calm, {**calm, code: _answer(state)})) is listed


def test_one_survey_is_not_compared() -> None:
    assert comparison_rows(snapshots.rich_case(screenings=case_desk.screenings()[:1])) == ()


def test_read_down_the_left_half_and_then_the_right_in_the_ordinances_order() -> None:
    order = [i.code for i in case_office.programme().indicators]
    shown = _codes({c: _answer(AnswerState.UNKNOWN) for c in order}, {})
    assert shown == order[4:]


def test_absence_is_said_otherwise_where_it_is_the_concern() -> None:
    indicators = {i.code: i for i in case_office.programme().indicators}
    assert answer_code(indicators["C10"], AnswerState.ABSENT) == "absent_positive"
    assert answer_code(indicators["C9"], AnswerState.ABSENT) == "absent"
    assert answer_code(indicators["C9"], AnswerState.UNASKED) is None

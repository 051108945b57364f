"""The first survey beside the latest one, for the evaluation on 様式10号 (要領6(5)①). Nothing is counted or scored."""

from __future__ import annotations

from itertools import zip_longest

from saroma_desk.domain.programme import Indicator
from saroma_desk.domain.screening import Answer, AnswerState, Screening
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.fields import FieldValue

from .common import Row, word

_BASIC = "A"  # 基本情報: facts, not concerns
_NOTHING: dict[str, FieldValue] = {}


def answer_code(indicator: Indicator, state: AnswerState) -> str | None:
    """Code of an answer's word on paper: `present`, `unknown`, `absent`; `…_positive` where absence is the concern.

    None for what was not asked yet, so that its place stays empty.
    """
    if state is AnswerState.UNASKED:
        return None
    return f"{state.value}_positive" if indicator.positive and state is not AnswerState.UNKNOWN else state.value


def comparison_rows(snapshot: CaseSnapshot) -> tuple[Row, ...]:
    """Two indicators in each row, in the ordinance's order; empty while there is only one survey.

    Listed are the indicators that were or are a concern or unknown in either survey.
    """
    surveys = sorted(snapshot.screenings, key=lambda s: s.no)
    if len(surveys) < 2:
        return ()
    first, last = _states(surveys[0]), _states(surveys[-1])
    rows = [
        _half(indicator, first, last)
        for indicator in snapshot.programme.indicators
        if indicator.group != _BASIC and (_notable(indicator, first) or _notable(indicator, last))
    ]
    middle = (len(rows) + 1) // 2
    return tuple(
        {f"left_{k}": v for k, v in left.items()} | {f"right_{k}": v for k, v in right.items()}
        for left, right in zip_longest(rows[:middle], rows[middle:], fillvalue=_NOTHING)
    )


def _states(survey: Screening) -> dict[str, Answer]:
    return {answer.code: answer for answer in survey.answers}


def _notable(indicator: Indicator, answers: dict[str, Answer]) -> bool:
    answer = answers.get(indicator.code)
    concern = AnswerState.ABSENT if indicator.positive else AnswerState.PRESENT
    return answer is not None and answer.state in {concern, AnswerState.UNKNOWN}


def _half(indicator: Indicator, first: dict[str, Answer], last: dict[str, Answer]) -> dict[str, FieldValue]:
    return {
        "name": f"{indicator.code}　{indicator.name}",
        "first": word(_said(indicator, first)),
        "last": word(_said(indicator, last)),
        "first_degree": word(_degree(first.get(indicator.code))),
        "last_degree": word(_degree(last.get(indicator.code))),
    }


def _said(indicator: Indicator, answers: dict[str, Answer]) -> str | None:
    answer = answers.get(indicator.code)
    return None if answer is None else answer_code(indicator, answer.state)


def _degree(answer: Answer | None) -> str | None:
    return answer.severity.value or None if answer else None

"""The indicators with their answers as rows of a list, in the ordinance's order under its headings (要領6(2)②)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from saroma_desk.domain.programme import Programme
from saroma_desk.domain.screening import Answer, AnswerState
from saroma_desk.ui import messages
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.screening import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A heading, or an indicator with its answer.

    Attributes:
        id: code of the indicator or of the group.
        now: None for a heading.
        before: answer of the survey before; None when there was none.
        applies: False for indicators of 特定妊婦 while nobody is pregnant.
    """

    id: str
    name: str
    note: str = ""
    positive: bool = False
    applies: bool = True
    now: Answer | None = None
    before: Answer | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is a group's heading."""
        return self.now is None

    @property
    def changed(self) -> bool:
        """Whether state, degree or evidence differ from the survey before; what was not asked yet did not change."""
        if self.before is None or self.now is None or self.now.state is AnswerState.UNASKED:
            return False
        return _face(self.before) != _face(self.now)


def _face(answer: Answer) -> tuple[str, ...]:
    return (answer.state, answer.severity, answer.evidence)


def answer_rows(
    programme: Programme, answers: Mapping[str, Answer], before: Mapping[str, Answer], *, pregnant: bool
) -> tuple[AnswerRow, ...]:
    """Headings and indicators; those that do not apply are left out, their heading says why."""
    return tuple(_rows(programme, answers, before, pregnant))


def _rows(
    programme: Programme, answers: Mapping[str, Answer], before: Mapping[str, Answer], pregnant: bool
) -> Iterator[AnswerRow]:
    for group in programme.indicator_groups:
        applies = pregnant or group.data.get("applies_when") != "pregnant"
        yield AnswerRow(id=group.code, name=group.name, note="" if applies else texts.NOT_PREGNANT, applies=applies)
        for item in programme.indicators if applies else ():
            if item.group == group.code:
                yield AnswerRow(
                    id=item.code,
                    name=item.name,
                    note=item.note,
                    positive=item.positive,
                    now=answers.get(item.code, Answer(code=item.code)),
                    before=before.get(item.code),
                )


def columns() -> tuple[Column, ...]:
    """Indicator, answer, degree, evidence, and the answer before; only changes and 不明 are coloured."""
    return (
        Column("name", term("indicator"), _name, tone=_heading_tone, tip=lambda r: r.note, width=236),
        Column("now", texts.NOW, _state, tone=_state_tone, width=84),
        Column("severity", term("severity"), _severity, width=44),
        Column("evidence", term("answer_evidence"), _evidence, tip=_evidence, masked=_masked),
        Column("before", texts.BEFORE, _before, tip=_before, masked=_masked, width=190, spare=True),
    )


def _name(row: AnswerRow) -> str:
    return row.name if row.is_heading else f"{row.id}　{row.name}"


def _heading_tone(row: AnswerRow) -> str:
    if not row.is_heading:
        return ""
    return Tone.CALM if row.applies else Tone.MUTED


def _state(row: AnswerRow) -> str:
    if row.now is None:
        return ""
    word = texts.state_word(row.now.state, positive=row.positive)
    return f"{texts.UNKNOWN_MARK}{word}" if row.now.state is AnswerState.UNKNOWN else word


def _state_tone(row: AnswerRow) -> str:
    if row.changed:
        return Tone.ACTIVE
    return Tone.WARN if row.now is not None and row.now.state is AnswerState.UNKNOWN else ""


def _severity(row: AnswerRow) -> str:
    return texts.severity_word(row.now.severity) if row.now else ""


def _evidence(row: AnswerRow) -> str:
    return row.now.evidence.replace("\n", " ") if row.now else row.note


def _before(row: AnswerRow) -> str:
    return texts.answer_words(row.before, positive=row.positive).replace("\n", " ")


def _masked(row: AnswerRow) -> str:
    return row.note if row.is_heading else messages.HIDDEN

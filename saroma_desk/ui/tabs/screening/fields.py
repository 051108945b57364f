"""Fields of a survey beside its indicators, of the judgement, and how a survey becomes values and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, time
from typing import Any

from saroma_desk.domain.household import present_members
from saroma_desk.domain.screening import Answer, Judgement, Screening
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.ui import choices
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.screening import texts
from saroma_desk.ui.tabs.screening.indicator_field import IndicatorField
from saroma_desk.ui.terms import term

METHODS = ("visit", "interview", "phone", "paper")
BASES = ("application", "known")
YES_NO = (Choice(True, texts.YES), Choice(False, texts.NO))
MEETING = (Choice(True, texts.MEETING_YES), Choice(False, texts.MEETING_NO))
ANSWERS = "answers"
JUDGED = "judged"
"""What was judged and why, to read only."""


@dataclass(frozen=True, slots=True)
class SurveyCase:
    """A survey as the editor needs it: with its case and the answers of the survey before."""

    survey: Screening
    case: CaseSnapshot
    before: Mapping[str, Answer]

    @property
    def pregnant(self) -> bool:
        """Whether a member of the household expected a child on the day of the survey."""
        here = present_members(self.case.members, self.survey.surveyed_on)
        return any(member.due_date is not None for member in here)


def indicator_section() -> Section:
    """The list of indicators."""
    spec = FieldSpec(name=ANSWERS, label=term("indicator"), wide=True, personal=True, widget=IndicatorField)
    return Section("", (spec,))


def basic_sections() -> tuple[Section, ...]:
    """When, how and by whom; the newborn visit; measured values."""
    return (
        Section(
            texts.BASICS,
            (
                FieldSpec(name="surveyed_on", kind=Kind.DATE, label=term("surveyed_on"), required=True),
                FieldSpec(name="surveyed_by", label=term("surveyed_by")),
                FieldSpec(
                    name="method",
                    kind=Kind.CHOICE,
                    label=term("survey_method"),
                    radio=True,
                    choices=choices.of_terms("survey_method", METHODS),
                ),
                FieldSpec(
                    name="basis",
                    kind=Kind.CHOICE,
                    label=term("survey_basis"),
                    radio=True,
                    choices=choices.of_terms("survey_basis", BASES),
                ),
            ),
        ),
        Section(
            texts.NEWBORN,
            (
                FieldSpec(name="newborn_visit_on", kind=Kind.DATE, label=term("newborn_visit")),
                FieldSpec(name="newborn_visit_result", label=term("newborn_visit_result")),
            ),
        ),
        Section(
            texts.EPDS,
            (
                FieldSpec(name="epds_on", kind=Kind.DATE, label=term("epds_on"), help=texts.EPDS_HELP),
                FieldSpec(name="epds_total", kind=Kind.NUMBER, label=term("epds_total"), low=0, high=30),
                FieldSpec(name="epds_item10", kind=Kind.NUMBER, label=term("epds_item10"), low=0, high=3),
            ),
        ),
    )


def finding_sections() -> tuple[Section, ...]:
    """Findings, urgency, conference, and what is proposed."""
    return (
        Section(
            texts.FINDINGS,
            (
                FieldSpec(name=JUDGED, kind=Kind.SHOW, label=term("judgement_reason"), personal=True, wide=True),
                FieldSpec(name="target_groups", kind=Kind.MULTI, label=term("target_group"), wide=True),
                FieldSpec(name="strengths", kind=Kind.MEMO, label=term("strengths"), personal=True, lines=2),
                FieldSpec(name="needs", kind=Kind.MEMO, label=term("needs"), personal=True, lines=2),
                FieldSpec(name="family_wish", kind=Kind.MEMO, label=term("family_wish"), personal=True, lines=2),
            ),
        ),
        Section(
            texts.URGENCY,
            (
                FieldSpec(name="urgent", kind=Kind.CHOICE, label=texts.URGENT, radio=True, choices=YES_NO, wide=True),
                FieldSpec(name="urgent_contact_to", label=texts.CONTACT_TO, wide=True),
                FieldSpec(name="contact_day", kind=Kind.DATE, label=texts.CONTACT_DAY),
                FieldSpec(name="contact_time", kind=Kind.TIME, label=texts.CONTACT_TIME),
                FieldSpec(
                    name="case_meeting", kind=Kind.CHOICE, label=term("case_meeting"), radio=True, choices=MEETING
                ),
                FieldSpec(name="case_meeting_on", kind=Kind.DATE, label=texts.MEETING_ON),
            ),
        ),
        Section(
            texts.PROPOSAL,
            (
                FieldSpec(name="support_type", kind=Kind.CHOICE, label=term("support_type"), radio=True),
                FieldSpec(name="services", kind=Kind.MULTI, label=term("service")),
                FieldSpec(name="dispatch_proposal", kind=Kind.MEMO, label=term("dispatch_proposal"), lines=2),
                FieldSpec(name="rejection_draft", kind=Kind.MEMO, label=texts.REJECTION_DRAFT, lines=2),
                FieldSpec(name="reassess_on", kind=Kind.DATE, label=term("reassess_on")),
            ),
        ),
    )


def judgement_section() -> Section:
    """The nurse's judgement; nothing is chosen until she chooses."""
    judgements = (Judgement.NEEDED, Judgement.NOT_NEEDED, Judgement.CONTINUE)
    return Section(
        "",
        (
            FieldSpec(
                name="judgement",
                kind=Kind.CHOICE,
                label=term("judgement"),
                radio=True,
                required=True,
                wide=True,
                choices=tuple(Choice(j, texts.judgement_word(j)) for j in judgements),
            ),
            FieldSpec(
                name="judgement_reason",
                kind=Kind.MEMO,
                label=term("judgement_reason"),
                required=True,
                personal=True,
                lines=4,
            ),
            FieldSpec(name="target_groups", kind=Kind.MULTI, label=term("target_group"), wide=True),
            FieldSpec(name="judged_on", kind=Kind.DATE, label=term("judged_on"), required=True),
            FieldSpec(name="judged_by", label=term("decided_by"), required=True),
        ),
    )


def values_of(shown: SurveyCase) -> dict[str, Any]:
    """A survey as values of the editor; `case` goes along unseen."""
    survey = shown.survey
    values = {f.name: getattr(survey, f.name) for f in fields(survey)}
    at = survey.urgent_contact_at
    contact = {"contact_day": at.date() if at else None, "contact_time": at.time() if at and at.time() else None}
    return {**values, **contact, JUDGED: texts.judged_words(survey), "shown": shown}


def survey_of(values: Mapping[str, Any]) -> Screening:
    """The survey with what stands in the editor."""
    survey: Screening = values["shown"].survey
    own = {f.name for f in fields(survey)} - {"urgent_contact_at"}
    day, at = values["contact_day"], values["contact_time"]
    contact = datetime.combine(day, at or time.min) if day else None
    return replace(survey, urgent_contact_at=contact, **{n: v for n, v in values.items() if n in own})

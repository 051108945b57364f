"""様式9号 対象世帯調書: the survey before the decision (要領6(2)・8(2)). Stays in the office; never a score."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.eras import format_short
from saroma_desk.domain.household import Member, PersonStatus, copay_class_on
from saroma_desk.domain.screening import Answer, AnswerState, Screening
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.fields import FieldValue

from .common import Row, children_on, expectant_on, expectant_values, people_on, person_row, record_of, word, yes_no


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of ``screening:<id>`` (default: the latest); ages and weeks are those of the day of the survey.

    Raises:
        LookupError: the episode has no such survey.
    """
    survey = record_of(snapshot.screenings, subject_key)
    return {
        **_head(snapshot, survey),
        **_people(snapshot, survey.surveyed_on),
        "contacts": _contacts(snapshot, survey.surveyed_on),
        "newborn_visit_on": survey.newborn_visit_on,
        "newborn_visit_result": survey.newborn_visit_result,
        "target_groups": frozenset(survey.target_groups),
        **_household(snapshot, survey.surveyed_on),
        **_answers(survey),
        **_findings(survey),
        **_judgement(survey),
    }


def _head(snapshot: CaseSnapshot, survey: Screening) -> dict[str, FieldValue]:
    asked = [c.application for c in snapshot.help_cases if c.application.applied_on <= survey.surveyed_on]
    return {
        "household_no": snapshot.household.no,
        "survey_number": f"{snapshot.household.no}-{snapshot.episode.number}-{survey.no}",
        "no": survey.no,
        "surveyed_on": survey.surveyed_on,
        "surveyed_by": survey.surveyed_by,
        "method": survey.method,
        "basis": survey.basis,
        "reception_number": asked[-1].receipt_no if asked and survey.basis == "application" else None,
    }


def _people(snapshot: CaseSnapshot, on: date) -> dict[str, FieldValue]:
    expectant = expectant_on(snapshot, on)
    return {
        "children": tuple(_row(snapshot, m, on) for m in children_on(snapshot, on)),
        "members": tuple(_row(snapshot, m, on) for m in people_on(snapshot, on)),
        "expectant": expectant.name if expectant else None,
        "expectant_class": word(_legal_class(snapshot.statuses, expectant.id, on)) if expectant else None,
        **expectant_values(expectant, on),
        "nobody_pregnant": expectant is None,
    }


def _row(snapshot: CaseSnapshot, member: Member, on: date) -> dict[str, FieldValue]:
    return person_row(member, on) | {"legal_class": word(_legal_class(snapshot.statuses, member.id, on))}


def _legal_class(statuses: tuple[PersonStatus, ...], member_id: int, on: date) -> str | None:
    """法上の区分 of a person on that day."""
    valid = [
        s
        for s in statuses
        if s.member_id == member_id and s.valid_from <= on and (s.valid_to is None or on <= s.valid_to)
    ]
    return max(valid, key=lambda s: (s.valid_from, s.id)).status.value if valid else None


def _contacts(snapshot: CaseSnapshot, on: date) -> tuple[Row, ...]:
    """関与機関または経路 until the day of the survey: how the family became known, then who is involved."""
    told: list[Row] = [
        {"route": word(r.route), "agency": r.agency, "contact": r.contact, "since": r.referred_on, "story": r.story}
        for r in sorted(snapshot.referrals, key=lambda r: (r.referred_on, r.id))
        if r.referred_on <= on
    ]
    told += [
        {"agency": a.name, "contact": a.contact, "since": a.since, "story": a.story}
        for a in snapshot.agencies
        if a.since is None or a.since <= on
    ]
    return tuple(told)


def _household(snapshot: CaseSnapshot, on: date) -> dict[str, FieldValue]:
    household, found = snapshot.household, copay_class_on(snapshot.copay_classes, on)
    return {
        "address": household.address,
        "copay_class": found.copay_class if found else None,
        "class_evidence": found.evidence if found else None,
        "registered_here": not household.residence,
        "registered_elsewhere": bool(household.residence),
        "residence": household.residence,
        "address_protected": household.address_protected,
    }


def _answers(survey: Screening) -> dict[str, FieldValue]:
    """Three fields for each indicator: `b1` (which square), `b1_degree`, `b1_note`; not asked leaves all squares."""
    fields: dict[str, FieldValue] = {}
    for answer in survey.answers:
        name = answer.code.lower()
        fields[name] = None if answer.state is AnswerState.UNASKED else answer.state.value
        fields[f"{name}_degree"] = answer.severity.value or None
        fields[f"{name}_note"] = _note(answer)
    return fields


def _note(answer: Answer) -> str:
    """状況・根拠 with the day and from whom it was learned; a day alone says nothing."""
    told = answer.evidence or answer.source
    when = format_short(answer.observed_on) if answer.observed_on and told else ""
    return "　".join(part for part in (answer.evidence, when, answer.source) if part)


def _findings(survey: Screening) -> dict[str, FieldValue]:
    contact = survey.urgent_contact_at
    return {
        "epds_on": survey.epds_on,
        "epds_total": survey.epds_total,
        "epds_item10": survey.epds_item10,
        "strengths": survey.strengths,
        "needs": survey.needs,
        "family_wish": survey.family_wish,
        "urgent": yes_no(survey.urgent),
        "urgent_contact_on": contact.date() if contact else None,
        "urgent_contact_at": contact.time() if contact else None,
        "urgent_contact_to": survey.urgent_contact_to,
        "case_meeting": yes_no(survey.case_meeting),
        "case_meeting_on": survey.case_meeting_on,
    }


def _judgement(survey: Screening) -> dict[str, FieldValue]:
    return {
        "judgement": survey.judgement.value or None,
        "judgement_reason": survey.judgement_reason,
        "judged_on": survey.judged_on,
        "judged_by": survey.judged_by,
        "support_type": survey.support_type or None,
        "services": frozenset(survey.services),
        "dispatch_proposal": survey.dispatch_proposal,
        "rejection_draft": survey.rejection_draft,
        "reassess_on": survey.reassess_on,
    }

"""様式1号 利用申請書: what the family asks for, as handed in, and what the town did with it (要領8(1))."""

from __future__ import annotations

from saroma_desk.domain.ages import Stage, stage
from saroma_desk.domain.dispatch import Application, Terms
from saroma_desk.domain.household import CopayClassPeriod, Member, copay_class_on
from saroma_desk.domain.screening import Screening
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.forms.fields import Composed, FieldValue

from .common import (
    children_on,
    expectant_on,
    expectant_values,
    line_of,
    people_on,
    person_row,
    phones,
    said_beside,
    yes_no,
)
from .dispatching import APPROVAL, help_case_of, number_text, registered, registered_for

_CHILD_ROWS = 4
_MEMBER_ROWS = 6
_CHILD_LINE = ("name", "kana", "birth_date", "relation", "occupation")
_MEMBER_LINE = ("name", "relation", "birth_date", "age", "occupation", "health")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the application ``application:<id>``; ages and weeks are those of the day of application.

    Raises:
        LookupError: the episode has no such application.
    """
    case = help_case_of(snapshot, subject_key)
    asked = case.application
    applicant = snapshot.member(asked.applicant_id)
    return {
        "applied_on": asked.applied_on,
        **_applicant(snapshot, asked, applicant),
        **_people(snapshot, asked),
        **_wish(asked.wished),
        "groups": frozenset(asked.groups),
        "reason": asked.reason,
        "daytime_supporter": asked.daytime_supporter,
        "has_supporter": bool(asked.daytime_supporter) or None,
        "other_services": asked.other_services,
        **_circumstances(asked),
        **_consents(snapshot, asked, applicant),
        **_desk(snapshot, case),
    }


def _applicant(snapshot: CaseSnapshot, asked: Application, applicant: Member) -> dict[str, FieldValue]:
    return {
        "applicant": applicant.name,
        "applicant_kana": applicant.kana,
        "applicant_birth_date": applicant.birth_date,
        "postal_code": snapshot.household.postal_code,
        "address": snapshot.household.address,
        "residence": snapshot.household.residence,
        "relation_to_child": asked.relation_to_child,
        **phones(applicant, snapshot.household),
    }


def _people(snapshot: CaseSnapshot, asked: Application) -> dict[str, FieldValue]:
    on = asked.applied_on
    children = tuple(person_row(m, on) for m in children_on(snapshot, on))
    members = tuple(person_row(m, on) for m in people_on(snapshot, on))
    return {
        "children": children[:_CHILD_ROWS],
        "children_more": Composed.joined("\n", (line_of(row, _CHILD_LINE) for row in children[_CHILD_ROWS:])),
        "members": members[:_MEMBER_ROWS],
        "members_more": Composed.joined("\n", (line_of(row, _MEMBER_LINE) for row in members[_MEMBER_ROWS:])),
        **expectant_values(expectant_on(snapshot, on), on),
    }


def _wish(wished: Terms) -> dict[str, FieldValue]:
    return {
        "help_kinds": frozenset(wished.help_kinds),
        **said_beside(wished.help_detail, wished.help_kinds, "help"),
        "first_day": wished.first_day,
        "last_day": wished.last_day,
        "per_week": wished.per_week,
        "visits": wished.visits,
        "minutes": wished.minutes,
        "weekdays": frozenset(_WEEKDAYS[day] for day in wished.weekdays),
        "start": wished.start,
        "end": wished.end,
    }


def _circumstances(asked: Application) -> dict[str, FieldValue]:
    return {
        "allergy": asked.allergy,
        "infection": asked.infection,
        "pets": asked.pets,
        "parking": asked.parking,
        "entry": asked.entry,
        "female_helper": asked.female_helper or None,
        "contacts": tuple({"name": c.name, "relation": c.relation, "phone": c.phone} for c in asked.contacts),
        "declared_class": asked.declared_class or None,
        "class_evidence_wish": asked.class_evidence_wish or None,
        "proxy_name": asked.proxy_name,
        "proxy_reason": asked.proxy_reason,
    }


def _consents(snapshot: CaseSnapshot, asked: Application, applicant: Member) -> dict[str, FieldValue]:
    on = asked.applied_on
    adults = (
        m
        for m in people_on(snapshot, on)
        if m.id != applicant.id and m.birth_date is not None and stage(m.birth_date, on) is Stage.ADULT
    )
    return {
        "consent_tax": yes_no(asked.consent_tax),
        "consent_inquiry": yes_no(asked.consent_inquiry),
        "consent_provider": yes_no(asked.consent_provider),
        "adults": tuple({"name": m.name} for m in adults),
    }


def _desk(snapshot: CaseSnapshot, case: HelpCase) -> dict[str, FieldValue]:
    """町処理欄: receipt, copay class as found, survey, decision and the papers that followed."""
    asked, decision = case.application, case.decision
    found = _found_class(snapshot, case)
    survey = _survey(snapshot, case)
    key = f"application:{asked.id}"
    return {
        "received_on": asked.received_on,
        "reception_number": asked.receipt_no,
        "received_by": asked.received_by,
        "found_class": found.copay_class if found else None,
        "class_evidence": found.evidence if found else None,
        "class_decided_on": found.decided_on if found else None,
        "class_decided_by": found.decided_by if found else None,
        "surveyed_on": survey.surveyed_on if survey else None,
        "outcome": decision.outcome.value if decision else None,
        "decided_on": decision.decided_on if decision else None,
        "notice_number": number_text(
            registered_for(snapshot, APPROVAL, case, 0) or registered(snapshot, "form04", key)
        ),
        "request_number": number_text(registered_for(snapshot, "form02", case, 0)),
    }


def _found_class(snapshot: CaseSnapshot, case: HelpCase) -> CopayClassPeriod | None:
    """The class that the town found: in force on the first day of help, or on the day of the decision or receipt."""
    day = case.dispatch.terms.first_day if case.dispatch else None
    if day is None:
        day = case.decision.decided_on if case.decision else case.application.received_on
    return copay_class_on(snapshot.copay_classes, day)


def _survey(snapshot: CaseSnapshot, case: HelpCase) -> Screening | None:
    """The last survey before the decision; the last one while nothing is decided."""
    until = case.decision.decided_on if case.decision else snapshot.today
    return max(
        (s for s in snapshot.screenings if s.surveyed_on <= until), key=lambda s: (s.surveyed_on, s.no), default=None
    )

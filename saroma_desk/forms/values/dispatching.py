"""What the papers around a dispatch (様式2・3・4・6・7号) have in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from saroma_desk.domain.ages import format_age, format_gestation
from saroma_desk.domain.calendar import weekday_ja
from saroma_desk.domain.dispatch import Dispatch, Terms
from saroma_desk.domain.household import Member, Role, present_members
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.provider import Provider
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase, Office
from saroma_desk.forms.fields import FieldValue

_MONDAY = date(2024, 1, 1)
_SETTLED = frozenset({PaperState.DECIDED, PaperState.ISSUED})


def help_case_of(snapshot: CaseSnapshot, subject_key: str | None) -> HelpCase:
    """The help case that ``application:<id>`` names, or the latest one; raises LookupError when there is none."""
    if subject_key is None:
        if not snapshot.help_cases:
            raise LookupError("no application")
        return snapshot.help_cases[-1]
    return snapshot.help_case(int(subject_key.split(":")[1]))


def registered(snapshot: CaseSnapshot, form: str, subject_key: str) -> IssuedPaper | None:
    """The paper of that form and subject that was decided or issued last, or None."""
    papers = (p for p in snapshot.papers if p.form == form and p.subject_key == subject_key and p.state in _SETTLED)
    return max(papers, key=lambda p: p.id, default=None)


def number_text(paper: IssuedPaper | None) -> str | None:
    """文書番号 with its 枝番; None before there is one."""
    if paper is None or not paper.number:
        return None
    return f"{paper.number}の{paper.branch}" if paper.branch else paper.number


def outgoing_head(snapshot: CaseSnapshot, form: str, subject_key: str, on: date | None) -> dict[str, FieldValue]:
    """Number, date and signer of an outgoing paper, with the desk to ask; empty places where nothing is settled."""
    paper = registered(snapshot, form, subject_key)
    issued_on = on if paper is None or paper.issued_on is None else paper.issued_on
    return {
        "document_number": number_text(paper),
        "issued_on": issued_on,
        "mayor": signer(snapshot.office, issued_on or snapshot.today),
        **desk(snapshot.office),
    }


def signer(office: Office, on: date) -> str | None:
    """Title and name of who signs on that day (町長 or 職務代理者)."""
    official = office.official_on(on)
    return None if official is None else f"{official.title}　{official.name}"


def desk(office: Office) -> dict[str, FieldValue]:
    """問合せ先: the section and its telephone as the office answered."""
    return {
        "contact_section": office.settings.get("office.section"),
        "contact_phone": office.settings.get("office.phone"),
    }


def applicant_block(snapshot: CaseSnapshot, case: HelpCase) -> dict[str, FieldValue]:
    """The applicant as the addressee of a notice."""
    applicant = snapshot.member(case.application.applicant_id)
    return {
        "applicant": applicant.name,
        "applicant_kana": applicant.kana,
        "applicant_postal": snapshot.household.postal_code,
        "applicant_address": snapshot.household.address,
        "applied_on": case.application.applied_on,
        "reception_number": case.application.receipt_no,
    }


def target_children(snapshot: CaseSnapshot, on: date) -> tuple[Member, ...]:
    """Target children who belong to the household on that day."""
    return tuple(m for m in present_members(snapshot.members, on) if m.role is Role.TARGET_CHILD)


def children_text(snapshot: CaseSnapshot, on: date) -> str:
    """Names of the target children and of an expectant mother with ages or weeks on that day."""
    parts = [
        f"{m.name}（{format_age(m.birth_date, on)}）" if m.birth_date else m.name for m in target_children(snapshot, on)
    ]
    expecting = (m for m in present_members(snapshot.members, on) if m.due_date is not None and on <= m.due_date)
    parts += [f"{m.name}（{format_gestation(m.due_date, on)}）" for m in expecting if m.due_date is not None]
    return "、".join(parts)


def children_names(snapshot: CaseSnapshot, on: date) -> str:
    """Names of the target children alone."""
    return "、".join(m.name for m in target_children(snapshot, on))


def weekdays_text(days: Iterable[int]) -> str:
    """``火・金`` for (1, 4); 0 is Monday."""
    return "・".join(weekday_ja(_MONDAY.replace(day=_MONDAY.day + d)) for d in sorted(days))


def terms_values(terms: Terms, prefix: str = "") -> dict[str, FieldValue]:
    """Period, number, window, length and kinds of help as template fields, each with `prefix`."""
    values: dict[str, FieldValue] = {
        "first_day": terms.first_day,
        "last_day": terms.last_day,
        "visits": terms.visits,
        "per_week": terms.per_week,
        "weekdays": weekdays_text(terms.weekdays) or None,
        "start": terms.start,
        "end": terms.end,
        "minutes": terms.minutes,
        "help_kinds": frozenset(terms.help_kinds),
        "help_detail": terms.help_detail or None,
    }
    return {prefix + name: value for name, value in values.items()}


def copay_class_name(snapshot: CaseSnapshot, on: date) -> str | None:
    """Wording of the copay class in force on that day (別表2)."""
    valid = [p for p in snapshot.copay_classes if p.valid_from <= on and (p.valid_to is None or on <= p.valid_to)]
    if not valid:
        return None
    return snapshot.programme.copay_class(max(valid, key=lambda p: (p.valid_from, p.id)).copay_class).name


def representative(provider: Provider) -> str | None:
    """Title and name of a provider's representative."""
    return "　".join(part for part in (provider.representative_title, provider.representative) if part) or None


def demanded_dispatch(case: HelpCase) -> Dispatch:
    """The dispatch that counts; raises LookupError before an approval."""
    if case.dispatch is None:
        raise LookupError("not approved")
    return case.dispatch

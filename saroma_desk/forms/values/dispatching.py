"""What the papers around a dispatch (様式2・3・4・6・7・8号) have in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from saroma_desk.domain.ages import format_gestation
from saroma_desk.domain.calendar import weekday_ja
from saroma_desk.domain.dispatch import Dispatch, Terms
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.provider import Provider
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase, Office
from saroma_desk.forms.fields import Composed, FieldValue

from .common import Row, age_text, children_on, is_expecting, people_on

_MONDAY = date(2024, 1, 1)
_SETTLED = frozenset({PaperState.DECIDED, PaperState.ISSUED})
APPROVAL = "form03"


def help_case_of(snapshot: CaseSnapshot, subject_key: str | None) -> HelpCase:
    """The help case that ``application:<id>`` names, or the latest one; raises LookupError when there is none."""
    if subject_key is None:
        if not snapshot.help_cases:
            raise LookupError("no application")
        return snapshot.help_cases[-1]
    return snapshot.help_case(int(subject_key.split(":")[1]))


def key_of(case: HelpCase) -> str:
    """Subject key of the papers of an application."""
    return f"application:{case.application.id}"


def registered(
    snapshot: CaseSnapshot, form: str, subject_key: str, since: date | None = None, before: date | None = None
) -> IssuedPaper | None:
    """The paper of that form and subject that was decided or issued last, or None.

    Args:
        snapshot: the case.
        form: ``form03`` etc.
        subject_key: what the paper is about.
        since: only papers of this day or later.
        before: only papers of earlier days.
    """
    found = [p for p in snapshot.papers if p.form == form and p.subject_key == subject_key and p.state in _SETTLED]
    days = {p.id: p.issued_on or p.decided_on for p in found}
    fitting = (p for p in found if _within(days[p.id], since, before))
    return max(fitting, key=lambda p: p.id, default=None)


def _within(day: date | None, since: date | None, before: date | None) -> bool:
    return day is None or ((since is None or since <= day) and (before is None or day < before))


def registered_for(snapshot: CaseSnapshot, form: str, case: HelpCase, revision: int) -> IssuedPaper | None:
    """The paper on the approval (`revision` 0) or on its n-th change: each carries its own number and day.

    All of them are about the same application; a change's papers are those from the day of its approval on.
    """
    later = [d.approved_on for d in case.dispatches if d.revision > revision]
    since = next((d.approved_on for d in case.dispatches if d.revision == revision), None) if revision else None
    return registered(snapshot, form, key_of(case), since, min(later, default=None))


def approval_values(snapshot: CaseSnapshot, case: HelpCase) -> dict[str, FieldValue]:
    """Number and day of the approval (様式3号) itself, as other papers refer to it."""
    paper = registered_for(snapshot, APPROVAL, case, 0)
    noted = case.decision.notified_on if case.decision else None
    return {
        "approval_number": number_text(paper),
        "approved_on": noted if paper is None or paper.issued_on is None else paper.issued_on,
    }


def number_text(paper: IssuedPaper | None) -> str | None:
    """文書番号 with its 枝番; None before there is one."""
    if paper is None or not paper.number:
        return None
    return f"{paper.number}の{paper.branch}" if paper.branch else paper.number


def outgoing_head(snapshot: CaseSnapshot, paper: IssuedPaper | None, on: date | None) -> dict[str, FieldValue]:
    """Number, date and signer of an outgoing paper, with the desk to ask; empty places where nothing is settled.

    Args:
        snapshot: the case.
        paper: the registered paper that bears number and day, if there is one.
        on: day of the notice where no paper is registered.
    """
    issued_on = on if paper is None or paper.issued_on is None else paper.issued_on
    return {
        "document_number": number_text(paper),
        "issued_on": issued_on,
        "mayor": signer(snapshot.office, issued_on or snapshot.today),
        **desk(snapshot.office),
    }


def dispatch_head(snapshot: CaseSnapshot, form: str, case: HelpCase) -> dict[str, FieldValue]:
    """The head of 様式2号 or 3号 on the latest version of the dispatch; a change never bears the approval's day."""
    revision = demanded_dispatch(case).revision
    noted = case.decision.notified_on if case.decision and not revision else None
    return outgoing_head(snapshot, registered_for(snapshot, form, case, revision), noted)


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


def children_rows(snapshot: CaseSnapshot, on: date) -> tuple[Row, ...]:
    """A line for each target child with its age and for an expectant mother with her weeks, on that day."""
    born: list[Row] = [{"name": m.name, "age": age_text(m, on)} for m in children_on(snapshot, on)]
    expecting = [
        {"name": m.name, "age": format_gestation(m.due_date, on)}
        for m in people_on(snapshot, on)
        if m.due_date is not None and is_expecting(m, on) and on <= m.due_date
    ]
    return (*born, *expecting)


def children_text(snapshot: CaseSnapshot, on: date) -> str:
    """The same in one line: ``佐呂間　一（1歳2か月）、佐呂間　花子（妊娠20週0日）``."""
    return Composed.joined("、", (_with_age(row) for row in children_rows(snapshot, on)))


def _with_age(row: Row) -> Composed:
    return Composed((str(row["name"]), False), (f"（{row['age']}）" if row["age"] else "", True))


def target_values(snapshot: CaseSnapshot, on: date) -> dict[str, FieldValue]:
    """対象児童 of a notice on that day: the names alone, and the due date of a mother who expects a child."""
    expecting = (m.due_date for m in people_on(snapshot, on) if m.due_date is not None and is_expecting(m, on))
    return {
        "children": "、".join(m.name for m in children_on(snapshot, on)),
        "due_date": next((due for due in expecting if on <= due), None),
    }


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


def copay_values(copays: tuple[int, int] | None) -> dict[str, FieldValue]:
    """Whether the family pays and how much for the first hour and each further half hour; empty while not known."""
    if copays is None:
        return {}
    if not any(copays):
        return {"copay": frozenset({"none"})}
    return {"copay": frozenset({"share"}), "copay_first": copays[0], "copay_half": copays[1]}


def representative(provider: Provider) -> str | None:
    """Title and name of a provider's representative."""
    return "　".join(part for part in (provider.representative_title, provider.representative) if part) or None


def demanded_dispatch(case: HelpCase) -> Dispatch:
    """The dispatch that counts; raises LookupError before an approval."""
    if case.dispatch is None:
        raise LookupError("not approved")
    return case.dispatch

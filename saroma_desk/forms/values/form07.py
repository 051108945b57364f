"""様式7号 確認書兼活動実績報告書 of one household, provider and month (要領14・16)."""

from __future__ import annotations

from collections.abc import Sequence

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.casemoney import lines_by_visit
from saroma_desk.domain.claim import ClaimLine
from saroma_desk.domain.dispatch import Confirmation, Visit, VisitStatus
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.pricing import policies_from
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.forms.fields import FieldValue

from . import dispatching as d


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of ``report:<application id>:<YYYY-MM>``; the latest month with visits when None.

    Planned visits print their day and time and leave the rest for the hand. Money stays empty while a question
    of the town is open: the sheet is the provider's and must be able to go along to the visit.

    Raises:
        LookupError: nothing was approved, or the month has no visit.
    """
    case, month = _subject(snapshot, subject_key)
    dispatch = d.demanded_dispatch(case)
    visits = [v for v in case.visits if month.contains(v.visit_on)]
    counted = _counted(snapshot, case)
    before = sum(1 for v in counted if v.visit_on < month.first)
    here = {v.id: before + n for n, v in enumerate((v for v in counted if month.contains(v.visit_on)), start=1)}
    report = next((r for r in case.reports if YearMonth.of(r.month) == month), None)
    provider = snapshot.provider(dispatch.provider_id)
    approval = d.registered(snapshot, "form03", f"application:{case.application.id}")
    approved = dispatch.terms.visits
    return {
        "month": month.first,
        "user": snapshot.member(case.application.applicant_id).name,
        "user_number": snapshot.household.no,
        "approval_number": d.number_text(approval),
        "approved_on": case.decision.notified_on if case.decision else None,
        "period_from": dispatch.terms.first_day,
        "period_to": dispatch.terms.last_day,
        "approved_visits": approved,
        "visits_before": before,
        "visits_left": None if approved is None else max(0, approved - before - len(here)),
        "provider": provider.name,
        "provider_representative": d.representative(provider),
        "reported_on": report.reported_on if report else None,
        "visits": _rows(snapshot, visits, here),
        "user_opinion": report.family_opinion if report else None,
        "plan_match": report.agrees_with_plan if report else None,
        "doubts": report.doubts if report else None,
        "checked_on": report.checked_on if report else None,
        "checked_by": report.checked_by if report else None,
    }


def _subject(snapshot: CaseSnapshot, subject_key: str | None) -> tuple[HelpCase, YearMonth]:
    if subject_key is not None:
        _, application_id, month = subject_key.split(":")
        year, number = month.split("-")
        return snapshot.help_case(int(application_id)), YearMonth(int(year), int(number))
    case = d.help_case_of(snapshot, None)
    if not case.visits:
        raise LookupError("no visit")
    reported = [v.visit_on for v in case.visits if v.status is not VisitStatus.PLANNED]
    return case, YearMonth.of(max(reported, default=case.visits[0].visit_on))


def _counted(snapshot: CaseSnapshot, case: HelpCase) -> list[Visit]:
    policies = policies_from(snapshot.programme, snapshot.office.settings)
    return [v for v in case.visits if policies[v.status].counts]


def _rows(
    snapshot: CaseSnapshot, visits: Sequence[Visit], numbers: dict[int, int]
) -> tuple[dict[str, FieldValue], ...]:
    lines = _lines(snapshot, visits)
    helpers = {h.id: h.name for h in snapshot.helpers}
    return tuple(_row(snapshot, v, numbers.get(v.id), lines.get(v.id), helpers.get(v.helper_id or 0)) for v in visits)


def _lines(snapshot: CaseSnapshot, visits: Sequence[Visit]) -> dict[int, ClaimLine]:
    try:
        return lines_by_visit(snapshot, visits)
    except OpenQuestion:
        return {}


def _row(
    snapshot: CaseSnapshot, visit: Visit, number: int | None, line: ClaimLine | None, helper: str | None
) -> dict[str, FieldValue]:
    planned = visit.status is VisitStatus.PLANNED
    hours = f"{visit.planned_start:%H:%M}～{visit.planned_end:%H:%M}"
    row: dict[str, FieldValue] = {"day": visit.visit_on, "helper": helper, "number": number}
    if planned:
        return {**row, "planned": hours}
    if visit.status is not VisitStatus.DONE:
        reason = f"（{visit.status_reason}）" if visit.status_reason else ""
        row["note"] = snapshot.programme.status_policy(visit.status).name + reason
    else:
        row |= {"start": visit.actual_start, "end": visit.actual_end, "note": visit.condition or None}
        row["contents"] = frozenset(visit.help_kinds)
        row["confirmed"] = frozenset({str(visit.confirmation)}) - {str(Confirmation.NONE)}
    return {**row, "billed": line.billed_minutes if line else 0, "copay": line.copay_yen if line else 0}

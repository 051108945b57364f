"""様式7号 確認書兼活動実績報告書 of one household, provider and month (要領14・16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.casemoney import lines_by_visit
from saroma_desk.domain.claim import ClaimLine
from saroma_desk.domain.dispatch import ActivityReport, Confirmation, Dispatch, Visit, VisitStatus
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.pricing import policies_from
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.forms.fields import FieldValue

from . import dispatching as d
from .common import Row, word, yes_no

_NO_TIME = "―"


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of ``report:<application id>:<YYYY-MM>``; the latest month with visits when None.

    Planned visits print their day and time and leave the rest for the hand. Money stays empty while a question
    of the town is open: the sheet is the provider's and must be able to go along to the visit.

    Raises:
        LookupError: nothing was approved, or the month has no visit.
    """
    case, month = _subject(snapshot, subject_key)
    dispatch = _dispatch_of(case, month)
    report = next((r for r in case.reports if YearMonth.of(r.month) == month), None)
    provider = snapshot.provider(_provider_id(case, month, report, dispatch))
    visits = [v for v in case.visits if month.contains(v.visit_on) and v.provider_id == provider.id]
    user = snapshot.member(case.application.applicant_id)
    numbers = d.approval_values(snapshot, case)
    return {
        **numbers,
        **_numbers(snapshot, case, dispatch, month),
        **_visit_values(snapshot, case, visits),
        "month": month.first,
        "user": user.name,
        "user_kana": user.kana,
        "user_number": snapshot.household.no,
        "period_from": dispatch.terms.first_day,
        "period_to": dispatch.terms.last_day,
        "sheet_month": month.first,
        "sheet_number": numbers["approval_number"],
        "provider": provider.name,
        "provider_representative": d.representative(provider),
        **(_report_values(report) if report else {}),
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


def _dispatch_of(case: HelpCase, month: YearMonth) -> Dispatch:
    """The terms that held in the month: a later change does not alter an earlier sheet."""
    d.demanded_dispatch(case)
    begun = [x for x in case.dispatches if x.effective_from <= month.last]
    return max(begun, key=lambda x: x.revision, default=case.dispatches[0])


def _provider_id(case: HelpCase, month: YearMonth, report: ActivityReport | None, dispatch: Dispatch) -> int:
    """Whose sheet it is: the report's, or that of the month's first visit."""
    if report is not None:
        return report.provider_id
    return next((v.provider_id for v in case.visits if month.contains(v.visit_on)), dispatch.provider_id)


def _counted(snapshot: CaseSnapshot, case: HelpCase) -> list[Visit]:
    """Visits that count towards the approved number, by day and time."""
    policies = policies_from(snapshot.programme, snapshot.office.settings)
    return [v for v in case.visits if policies[v.status].counts]


def _numbers(snapshot: CaseSnapshot, case: HelpCase, dispatch: Dispatch, month: YearMonth) -> dict[str, FieldValue]:
    days = [v.visit_on for v in _counted(snapshot, case) if v.visit_on <= month.last]
    before = sum(day < month.first for day in days)
    approved = dispatch.terms.visits
    return {
        "approved_visits": approved,
        "visits_before": before,
        "visits_left": None if approved is None else max(0, approved - len(days)),
    }


def _visit_values(snapshot: CaseSnapshot, case: HelpCase, visits: Sequence[Visit]) -> dict[str, FieldValue]:
    """The rows, and how many of them count; the running number goes on through all months of the approval."""
    numbers = {v.id: n for n, v in enumerate(_counted(snapshot, case), start=1)}
    lines = _lines(snapshot, visits)
    helpers = {h.id: h.name for h in snapshot.helpers}
    reported = any(v.status is not VisitStatus.PLANNED for v in visits)
    return {
        "visits": tuple(_row(snapshot, v, numbers.get(v.id), lines, helpers.get(v.helper_id or 0)) for v in visits),
        "visits_here": sum(v.id in numbers for v in visits) if reported else None,
    }


def _lines(snapshot: CaseSnapshot, visits: Sequence[Visit]) -> Mapping[int, ClaimLine] | None:
    """Money by visit; None while a question is open or the family's copay class was not found."""
    try:
        return lines_by_visit(snapshot, (v for v in visits if v.status is not VisitStatus.PLANNED))
    except KnownError:
        return None


def _row(
    snapshot: CaseSnapshot,
    visit: Visit,
    number: int | None,
    lines: Mapping[int, ClaimLine] | None,
    helper: str | None,
) -> Row:
    row: dict[str, FieldValue] = {"day": visit.visit_on, "helper": helper, "number": number}
    if visit.status is VisitStatus.PLANNED:
        return row | {"planned": word("yes"), "planned_time": f"{visit.planned_start:%H:%M}～{visit.planned_end:%H:%M}"}
    if visit.status is VisitStatus.DONE:
        row |= {
            "start": visit.actual_start,
            "end": visit.actual_end,
            "note": visit.condition or None,
            "contents": frozenset(visit.help_kinds),
            "confirmed": frozenset({str(visit.confirmation)}) - {str(Confirmation.NONE)},
            "collected": visit.copay_collected,
        }
    else:
        reason = f"\n{visit.status_reason}" if visit.status_reason else ""
        row |= {
            "start": _NO_TIME,
            "end": _NO_TIME,
            "note": snapshot.programme.status_policy(visit.status).name + reason,
        }
    if lines is None:
        return row
    line = lines.get(visit.id)
    return row | {"billed": line.billed_minutes if line else 0, "copay": line.copay_yen if line else 0}


def _report_values(report: ActivityReport) -> dict[str, FieldValue]:
    return {
        "reported_on": report.reported_on,
        "user_opinion": report.family_opinion,
        "plan_match": yes_no(report.agrees_with_plan),
        "doubts": report.doubts,
        "checked_on": report.checked_on,
        "checked_by": report.checked_by,
    }

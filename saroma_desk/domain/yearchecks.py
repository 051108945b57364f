"""Automatic checks of a year's records (点検): what a person should look at before the book is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from .calendar import format_short
from .claim import ClaimStatus
from .dispatch import Confirmation, Outcome, Visit, VisitStatus
from .household import Role
from .office import PaperState
from .periods import Period
from .snapshot import CaseSnapshot, HelpCase
from .yearcounts import active_in, done_visits, visit_minutes
from .yearledgers import CaseRow
from .yearly import Check, Kind, YearInput, standing_claims

_SHOWN = 12
_Found = Iterable[tuple[int, str]]  # id of the record, and how a person finds it (number and day, never a name)
_VisitTest = Callable[[CaseSnapshot, HelpCase, Visit], bool]


def run_checks(
    source: YearInput, span: Period, cases: tuple[CaseRow, ...], texts: Mapping[str, str]
) -> tuple[Check, ...]:
    """All checks in the order of the sheet; `texts` gives each its sentence by id."""
    billed = {line.visit_id for claim in standing_claims(source.claims) for line in claim.lines}
    closed_months = {(c.provider_id, c.month) for c in standing_claims(source.claims)}

    def unbilled(_snapshot: CaseSnapshot, _case: HelpCase, visit: Visit) -> bool:
        return visit.id not in billed and (visit.provider_id, visit.visit_on.replace(day=1)) in closed_months

    found: list[tuple[str, Kind, _Found]] = [
        ("unused", Kind.APPLICATION, _beyond_approval(cases)),
        ("approval", Kind.VISIT, _visits(source, span, _without_approval)),
        ("period", Kind.VISIT, _visits(source, span, _outside_period)),
        ("seal", Kind.VISIT, _visits(source, span, lambda s, c, v: v.confirmation is Confirmation.NONE)),
        ("report", Kind.VISIT, _visits(source, span, lambda s, c, v: v.report_id is None)),
        ("times", Kind.VISIT, _visits(source, span, lambda s, c, v: visit_minutes(v) is None)),
        ("unbilled", Kind.VISIT, _visits(source, span, unbilled)),
        ("stale", Kind.VISIT, _stale(source, span)),
        ("document", Kind.PAPER, _papers_without_number(source, span)),
        ("cancellation", Kind.APPLICATION, _withdrawn_without_cancellation(source, span)),
        ("split", Kind.CLAIM, _wrong_splits(source, span)),
        ("difference", Kind.CLAIM, _unexplained_differences(source, span)),
        ("birth", Kind.MEMBER, _children_without_birth_date(source, span)),
        ("future", Kind.VISIT, _visits(source, span, lambda s, c, v: v.visit_on > source.made_on)),
    ]
    return tuple(_check(check_id, kind, rows, texts) for check_id, kind, rows in found)


def _check(check_id: str, kind: Kind, rows: _Found, texts: Mapping[str, str]) -> Check:
    listed = list(rows)
    places = list(dict.fromkeys(place for _, place in listed))
    more = f" ほか{len(places) - _SHOWN}件" if len(places) > _SHOWN else ""
    return Check(
        id=check_id,
        text=texts.get(check_id, check_id),
        found=len(listed),
        detail="、".join(places[:_SHOWN]) + more,
        kind=kind,
        ids=tuple(sorted({row_id for row_id, _ in listed})),
    )


def _visits(source: YearInput, span: Period, wrong: _VisitTest) -> _Found:
    for snapshot in source.snapshots:
        for case, visit in done_visits(snapshot, span):
            if wrong(snapshot, case, visit):
                yield visit.id, _place(snapshot, visit.visit_on)


def _place(snapshot: CaseSnapshot, on: date) -> str:
    return f"{snapshot.household.no}（{format_short(on)}）"


def _beyond_approval(cases: tuple[CaseRow, ...]) -> _Found:
    for row in cases:
        if row.unused is not None and row.unused < 0:
            yield row.application_id or 0, f"{row.household_no}（{-row.unused}回超過）"


def _without_approval(_snapshot: CaseSnapshot, case: HelpCase, _visit: Visit) -> bool:
    decision = case.decision
    return not case.dispatches or (decision is not None and decision.outcome is Outcome.REJECTED)


def _outside_period(_snapshot: CaseSnapshot, case: HelpCase, visit: Visit) -> bool:
    spans = [(d.terms.first_day, d.terms.last_day) for d in case.dispatches]
    known = [Period(first, last) for first, last in spans if first is not None]
    return bool(known) and not any(p.contains(visit.visit_on) for p in known)


def _stale(source: YearInput, span: Period) -> _Found:
    """Planned visits of months that are over and that nobody recorded; those of this month await their report."""
    this_month = source.made_on.replace(day=1)
    for snapshot in source.snapshots:
        for case in snapshot.help_cases:
            for visit in case.visits:
                if (
                    visit.status is VisitStatus.PLANNED
                    and span.contains(visit.visit_on)
                    and visit.visit_on < this_month
                ):
                    yield visit.id, _place(snapshot, visit.visit_on)


def _papers_without_number(source: YearInput, span: Period) -> _Found:
    for snapshot in source.snapshots:
        for paper in snapshot.papers:
            info = snapshot.programme.forms.get(paper.form)
            outgoing = info is not None and info.direction == "outgoing"
            issued = paper.issued_on is not None and span.contains(paper.issued_on)
            if outgoing and issued and paper.state is PaperState.ISSUED and not paper.number.strip():
                yield paper.id, f"{snapshot.household.no} 様式{int(paper.form[-2:])}号"


def _withdrawn_without_cancellation(source: YearInput, span: Period) -> _Found:
    for snapshot in source.snapshots:
        for case in snapshot.help_cases:
            withdrawal = case.withdrawal
            if withdrawal is not None and case.cancellation is None and span.contains(withdrawal.filed_on):
                yield case.application.id, _place(snapshot, withdrawal.filed_on)


def _wrong_splits(source: YearInput, span: Period) -> _Found:
    for claim in standing_claims(source.claims):
        if span.contains(claim.month) and any(n.price_yen != n.copay_yen + n.town_yen for n in claim.lines):
            yield claim.id, f"{format_short(claim.month)}分"


def _unexplained_differences(source: YearInput, span: Period) -> _Found:
    for claim in standing_claims(source.claims):
        settled = claim.status in (ClaimStatus.ACCEPTED, ClaimStatus.PAID)
        differs = claim.asked_total is not None and claim.asked_total != claim.town_yen
        if span.contains(claim.month) and settled and differs and not claim.difference_reason.strip():
            yield claim.id, f"{format_short(claim.month)}分"


def _children_without_birth_date(source: YearInput, span: Period) -> _Found:
    for snapshot in source.snapshots:
        if active_in(snapshot, span):
            for member in snapshot.members:
                if member.role is Role.TARGET_CHILD and member.birth_date is None and member.due_date is None:
                    yield member.id, snapshot.household.no

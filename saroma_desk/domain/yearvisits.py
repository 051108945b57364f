"""Rows of the yearly ledgers about visits and money: 派遣明細, 専門的相談支援, 請求・支払."""

from __future__ import annotations

from datetime import date

from .calendar import YearMonth, fiscal_year, format_fiscal_year, format_short, weekday_ja
from .case import ConsultVisit
from .claim import Claim, ClaimLine, ClaimStatus
from .dispatch import Visit, VisitStatus
from .periods import Period
from .snapshot import CaseSnapshot, HelpCase
from .yearcounts import consult_visits, visit_minutes
from .yearledgers import ClaimRow, ConsultRow, VisitRow
from .yearly import YearInput, standing_claims
from .yearrows import Words, caregiver

_OTHER_YEAR = "過年度の訪問（この年度に請求）"


def visit_rows(source: YearInput, span: Period, words: Words) -> tuple[VisitRow, ...]:
    """Every helper visit of the year whatever became of it, and earlier ones that claims of this year carry."""
    lines: dict[int, list[ClaimLine]] = {}
    for claim in standing_claims(source.claims):
        if span.contains(claim.month):
            for line in claim.lines:
                lines.setdefault(line.visit_id, []).append(line)
    rows = []
    for snapshot in source.snapshots:
        for case in snapshot.help_cases:
            for visit in case.visits:
                billed = lines.get(visit.id, [])
                if span.contains(visit.visit_on) or billed:
                    rows.append(_visit_row(snapshot, case, visit, billed, words, span))
    return tuple(sorted(rows, key=_visit_order))


def _visit_order(row: VisitRow) -> tuple[date, str, int]:
    return row.visit_on, row.start.isoformat() if row.start else "", row.visit_id


def _visit_row(
    snapshot: CaseSnapshot, case: HelpCase, visit: Visit, billed: list[ClaimLine], words: Words, span: Period
) -> VisitRow:
    in_year = span.contains(visit.visit_on)
    report = next((r for r in case.reports if r.id == visit.report_id), None)
    kinds = {t.code: t.mark or t.name for t in snapshot.programme.help_kinds}
    helper = next((h.name for h in snapshot.helpers if h.id == visit.helper_id), "")
    prices = {p.id: p.valid_from for p in snapshot.prices}
    return VisitRow(
        visit_id=visit.id,
        household_id=snapshot.household.id,
        visit_on=visit.visit_on,
        era_date=format_short(visit.visit_on),
        weekday=weekday_ja(visit.visit_on),
        household_no=snapshot.household.no,
        caregiver=caregiver(snapshot),
        provider=snapshot.provider(visit.provider_id).name,
        helper=helper,
        start=visit.actual_start or visit.planned_start,
        end=visit.actual_end or visit.planned_end,
        minutes=visit_minutes(visit),
        help_kinds="".join(kinds.get(k, k) for k in visit.help_kinds),
        status=snapshot.programme.status_policy(visit.status).name,
        done=int(in_year and visit.status is VisitStatus.DONE),
        price_version=prices.get(billed[-1].price_id) if billed else None,
        billed_minutes=sum(b.billed_minutes for b in billed) if billed else None,
        price_yen=sum(b.price_yen for b in billed) if billed else None,
        copay_yen=sum(b.copay_yen for b in billed) if billed else None,
        town_yen=sum(b.town_yen for b in billed) if billed else None,
        confirmation=words.of("confirmation", visit.confirmation),
        report_on=report.received_on if report else None,
        exceptions=_exceptions_of(snapshot, visit),
        remark=visit.status_reason if in_year else _OTHER_YEAR,
    )


def _exceptions_of(snapshot: CaseSnapshot, visit: Visit) -> int:
    keys = {
        f"visit:{visit.id}",
        f"visit:{visit.application_id}:{visit.visit_on.isoformat()}:{visit.planned_start:%H:%M}",
    }
    return sum(e.subject_key in keys and e.withdrawn_on is None for e in snapshot.exceptions)


def consult_rows(source: YearInput, span: Period, words: Words) -> tuple[ConsultRow, ...]:
    """The town's own visits of the year in order; the first of each household carries the 1 of 実."""
    found = [(v, s) for s in source.snapshots for v in consult_visits(s, span)]
    found.sort(key=lambda pair: (pair[0].visited_on, pair[0].id))
    seen: set[int] = set()
    rows = []
    for visit, snapshot in found:
        home = snapshot.household.id
        rows.append(_consult_row(snapshot, visit, words, first=home not in seen))
        seen.add(home)
    return tuple(rows)


def _consult_row(snapshot: CaseSnapshot, visit: ConsultVisit, words: Words, *, first: bool) -> ConsultRow:
    names = {m.id: m.name for m in snapshot.members}
    return ConsultRow(
        consult_id=visit.id,
        household_id=snapshot.household.id,
        visited_on=visit.visited_on,
        era_date=format_short(visit.visited_on),
        weekday=weekday_ja(visit.visited_on),
        household_no=snapshot.household.no,
        caregiver=caregiver(snapshot),
        subject=words.of("subject", visit.subject),
        subject_name=names.get(visit.subject_member_id or 0, ""),
        first_household=int(first),
        each=1,
        profession=words.of("profession", visit.profession),
        staff=visit.staff,
        minutes=visit.minutes,
        complaint=visit.complaint,
        response=visit.response,
    )


def claim_rows(source: YearInput, span: Period, words: Words) -> tuple[ClaimRow, ...]:
    """Every paper 様式8号 for a service month of the year, returned ones too."""
    names = {p.id: p.name for p in source.providers}
    claims = sorted(source.claims, key=lambda c: (c.month, c.provider_id, c.attempt))
    return tuple(
        _claim_row(c, names.get(c.provider_id, f"団体{c.provider_id}"), words) for c in claims if span.contains(c.month)
    )


def _claim_row(claim: Claim, provider: str, words: Words) -> ClaimRow:
    counts = claim.status is not ClaimStatus.RETURNED
    month = YearMonth.of(claim.month)
    asked = claim.asked_total if counts else None
    return ClaimRow(
        claim_id=claim.id,
        provider=provider,
        month=claim.month,
        month_text=month.format(suffix="分"),
        attempt=claim.attempt,
        status=words.of("claim_status", claim.status),
        received_on=claim.received_on,
        visits=len({line.visit_id for line in claim.lines}) if counts else None,
        price_yen=claim.price_yen if counts else None,
        copay_yen=claim.copay_yen if counts else None,
        town_yen=claim.town_yen if counts else None,
        asked_yen=asked,
        difference_yen=asked - claim.town_yen if asked is not None else None,
        difference_reason=claim.difference_reason if counts else claim.return_reason,
        accepted_on=claim.accepted_on,
        inspected_on=claim.inspected_on,
        due_on=claim.due_on,
        paid_on=claim.paid_on,
        budget=_budget(month, claim.paid_on),
    )


def _budget(month: YearMonth, paid_on: date | None) -> str:
    """Money belongs to the year of the service month; April and May payments fall into 出納整理期間."""
    text = format_fiscal_year(month.fiscal_year)
    late = paid_on is not None and fiscal_year(paid_on) > month.fiscal_year
    return f"{text}（出納整理期間）" if late else text

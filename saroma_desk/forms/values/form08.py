"""様式8号 ヘルパー派遣報酬請求書 of one provider and service month (要領16・17)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from saroma_desk.domain.claim import ClaimLine
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.household import Role
from saroma_desk.domain.provider import price_on
from saroma_desk.domain.snapshot import CaseSnapshot, ClaimSnapshot
from saroma_desk.forms.fields import FieldValue

from . import dispatching as d


def values(snapshot: ClaimSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the claim; one row for each household, price version and kind (regular or correction).

    Raises:
        OpenQuestion: a price or the tax class is not settled for the month.
    """
    del subject_key
    claim, provider = snapshot.claim, snapshot.provider
    price = price_on(snapshot.prices, provider.id, claim.month)
    if price is None or price.tax_class is None:
        raise OpenQuestion(("price.tax_class",) if price else ("price.first_hour_yen", "price.half_hour_yen"))
    return {
        "claimed_on": claim.claimed_on,
        "postal": provider.postal_code,
        "address": provider.address,
        "provider": provider.name,
        "representative": d.representative(provider),
        "phone": provider.phone,
        "contact": provider.contact,
        "registration_no": provider.registration_no or None,
        "total": claim.town_yen,
        "month": claim.month,
        "items": _rows(snapshot),
        "tax": frozenset({price.tax_class}),
        "tax_percent": price.tax_percent,
        "bank_name": provider.bank_name,
        "bank_branch": provider.bank_branch,
        "bank_kind": provider.bank_kind,
        "bank_account": provider.bank_account,
        "bank_holder": provider.bank_holder_kana,
        "sheets": claim.sheets if claim.sheets is not None else len(snapshot.reports),
        "received_on": claim.received_on,
        "inspected_on": claim.inspected_on,
        "inspector": claim.inspector,
        "agreement": _agreement(snapshot),
        "expense_no": claim.expense_no,
        "due_on": claim.due_on,
        "paid_on": claim.paid_on,
    }


def _agreement(snapshot: ClaimSnapshot) -> FieldValue:
    asked = snapshot.claim.asked_total
    return None if asked is None else frozenset({"same" if asked == snapshot.claim.town_yen else "different"})


def _rows(snapshot: ClaimSnapshot) -> tuple[dict[str, FieldValue], ...]:
    groups: dict[tuple[str, bool, int, int], list[ClaimLine]] = defaultdict(list)
    for line in snapshot.claim.lines:
        number = snapshot.cases[line.household_id].household.no
        groups[(number, line.correction, line.first_yen, line.step_yen)].append(line)
    return tuple(_row(snapshot, lines) for _, lines in sorted(groups.items()))


def _row(snapshot: ClaimSnapshot, lines: list[ClaimLine]) -> dict[str, FieldValue]:
    case = snapshot.cases[lines[0].household_id]
    first, steps = sum(line.first_units for line in lines), sum(line.step_units for line in lines)
    return {
        "number": case.household.no,
        "name": _user(case, lines[0].visit_on),
        "correction": lines[0].correction or None,
        "visits": sum(-1 if line.price_yen < 0 else 1 for line in lines),
        "first": f"{first}×{lines[0].first_yen:,}",
        "steps": f"{steps}×{lines[0].step_yen:,}" if steps else None,
        "price": sum(line.price_yen for line in lines),
        "copay": sum(line.copay_yen for line in lines),
        "town": sum(line.town_yen for line in lines),
    }


def _user(case: CaseSnapshot, on: date) -> str:
    applicants = [case.member(h.application.applicant_id) for h in case.help_cases if h.application.applied_on <= on]
    caregivers = [m for m in case.members if m.role is Role.CAREGIVER]
    chosen = applicants[-1:] or caregivers[:1] or list(case.members[:1])
    return chosen[0].name if chosen else ""

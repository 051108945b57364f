"""様式8号 ヘルパー派遣報酬請求書 of one provider and service month (要領16・17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from saroma_desk.domain.claim import ClaimLine
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.household import Role
from saroma_desk.domain.provider import UnitPrice, price_on
from saroma_desk.domain.snapshot import CaseSnapshot, ClaimSnapshot
from saroma_desk.forms.fields import FieldValue

from . import dispatching as d
from .common import Row, word


def values(snapshot: ClaimSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the claim; one row for each household, price version and kind (regular or correction).

    Raises:
        OpenQuestion: a price or the tax class is not settled for the month.
    """
    del subject_key
    claim, provider = snapshot.claim, snapshot.provider
    prices = _prices(snapshot)
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
        "tax": frozenset(p.tax_class for p in prices if p.tax_class),
        "tax_percent": next((p.tax_percent for p in prices if p.tax_percent is not None), None),
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


def _prices(snapshot: ClaimSnapshot) -> tuple[UnitPrice, ...]:
    """The price versions behind the lines, or the month's own; raises OpenQuestion while one is not settled."""
    used = {line.price_id for line in snapshot.claim.lines}
    found = tuple(p for p in snapshot.prices if p.id in used)
    if not found:
        own = price_on(snapshot.prices, snapshot.provider.id, snapshot.claim.month, snapshot.programme.family)
        found = (own,) if own is not None else ()
    if not found:
        raise OpenQuestion(("price.first_hour_yen", "price.half_hour_yen"))
    if any(p.tax_class is None for p in found):
        raise OpenQuestion(("price.tax_class",))
    return found


def _agreement(snapshot: ClaimSnapshot) -> FieldValue:
    asked = snapshot.claim.asked_total
    return None if asked is None else frozenset({"same" if asked == snapshot.claim.town_yen else "different"})


def _rows(snapshot: ClaimSnapshot) -> tuple[Row, ...]:
    groups: dict[tuple[bool, str, int, int], list[ClaimLine]] = defaultdict(list)
    for line in snapshot.claim.lines:
        number = snapshot.cases[line.household_id].household.no
        groups[(line.correction, number, line.first_yen, line.step_yen)].append(line)
    return tuple(_row(snapshot, lines) for _, lines in sorted(groups.items()))


def _row(snapshot: ClaimSnapshot, lines: Sequence[ClaimLine]) -> Row:
    case = snapshot.cases[lines[0].household_id]
    return {
        "number": case.household.no,
        "name": _user(case, lines[0].visit_on),
        "correction": word("yes" if lines[0].correction else None),
        "visits": sum(-1 if line.price_yen < 0 else 1 for line in lines),
        "first": _units(sum(line.first_units for line in lines), lines[0].first_yen),
        "steps": _units(sum(line.step_units for line in lines), lines[0].step_yen),
        "price": sum(line.price_yen for line in lines),
        "copay": sum(line.copay_yen for line in lines),
        "town": sum(line.town_yen for line in lines),
    }


def _units(count: int, yen: int) -> str:
    """``4×1,820``; what is taken back stands behind △, as offices write it."""
    return f"{'△' if count < 0 else ''}{abs(count)}×{yen:,}"


def _user(case: CaseSnapshot, on: date) -> str:
    applicants = [case.member(h.application.applicant_id) for h in case.help_cases if h.application.applied_on <= on]
    caregivers = [m for m in case.members if m.role is Role.CAREGIVER]
    chosen = applicants[-1:] or caregivers[:1] or list(case.members[:1])
    return chosen[0].name if chosen else ""

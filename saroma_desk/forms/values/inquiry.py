"""照会票 to a provider: every difference of its claim in words, households by number only (要領16・18)."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.claim import ClaimStatus
from saroma_desk.domain.snapshot import Office
from saroma_desk.forms.fields import FieldValue
from saroma_desk.services.claim_queries import ClaimDetail

from . import dispatching as d


def values(detail: ClaimDetail, office: Office, on: date) -> dict[str, FieldValue]:
    """Field values of the inquiry about a claim as it is compared today, dated `on`; a returned claim says so."""
    claim, computed = detail.claim, detail.total.town_yen
    numbers = {h.household_id: h.no for h in detail.households}
    return {
        **d.desk(office),
        "section": office.settings.get("office.section"),
        "issued_on": on,
        "provider": detail.provider.name,
        "representative": d.representative(detail.provider),
        "month": claim.month,
        "claimed_on": claim.claimed_on,
        "received_on": claim.received_on,
        "asked": claim.asked_total,
        "computed": computed,
        "difference": None if claim.asked_total is None else claim.asked_total - computed,
        "returned": (claim.status is ClaimStatus.RETURNED) or None,
        "returned_on": claim.returned_on,
        "return_reason": claim.return_reason or None,
        "items": tuple(
            {
                "number": None if diff.household_id is None else numbers.get(diff.household_id),
                "text": diff.text,
                "amount": diff.amount,
            }
            for diff in detail.differences
        ),
    }

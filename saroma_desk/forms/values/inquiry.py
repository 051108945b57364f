"""照会票 to a provider: every difference of its claim in words, households by number only (要領16・18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.domain.claimcheck import Difference
from saroma_desk.domain.provider import Provider
from saroma_desk.domain.snapshot import Office
from saroma_desk.forms.fields import Composed, FieldValue

from . import dispatching as d


@dataclass(frozen=True, slots=True, kw_only=True)
class InquirySource:
    """What an inquiry is made from.

    Attributes:
        differences: everything to be asked about.
        numbers: management number of each household, by id.
        computed_yen: what the activity reports give.
        on: day of the letter.
    """

    claim: Claim
    provider: Provider
    differences: tuple[Difference, ...]
    numbers: Mapping[int, str]
    computed_yen: int
    office: Office
    on: date


def values(source: InquirySource) -> dict[str, FieldValue]:
    """Field values of the inquiry; a returned claim says so, with its reason."""
    claim = source.claim
    return {
        **d.desk(source.office),
        "section": source.office.settings.get("office.section"),
        "issued_on": source.on,
        "provider": source.provider.name,
        "representative": d.representative(source.provider),
        "month": claim.month,
        "claimed_on": claim.claimed_on,
        "received_on": claim.received_on,
        "asked": claim.asked_total,
        "computed": source.computed_yen,
        "difference": None if claim.asked_total is None else claim.asked_total - source.computed_yen,
        "returned": (claim.status is ClaimStatus.RETURNED) or None,
        "returned_on": claim.returned_on,
        "return_reason": claim.return_reason or None,
        "items": tuple(
            {
                "number": None if diff.household_id is None else source.numbers.get(diff.household_id),
                "text": Composed.said(diff.text),
                "amount": diff.amount,
            }
            for diff in source.differences
        ),
    }

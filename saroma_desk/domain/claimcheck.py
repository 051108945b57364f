"""The claim check (要領14–17): activity reports, records and the provider's paper beside each other.

Pure: the same facts give the same differences. An empty answer means that the claim can be accepted as it is.
"""

from __future__ import annotations

from .claimfacts import Bill, CheckedCase, ClaimFacts, Difference, Sums, sums_of
from .claimmoney import check_money
from .claimrows import check_rows

__all__ = ["Bill", "CheckedCase", "ClaimFacts", "Difference", "Sums", "compare", "sums_of"]


def compare(facts: ClaimFacts) -> tuple[Difference, ...]:
    """Every difference with its cause: first the paper as a whole, then by household, rows before money."""
    found = (*check_rows(facts), *check_money(facts))
    return tuple(sorted(found, key=lambda d: (d.household_id is not None, d.household_id or 0)))

"""From reported visits to the money lines of a claim (要領15–17, 別表1・2): whole yen, town part = price − copay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from fractions import Fraction

from .claim import ClaimLine
from .dispatch import Visit, VisitStatus
from .fee import (
    BillingRule,
    Charge,
    OpenQuestion,
    PriceTerms,
    Share,
    billing_rule,
    charge,
    copay_month,
    minutes_by_policy,
    town_part,
)
from .programme import Programme, StatusPolicy
from .provider import UnitPrice

NO_FEE = "none"
_BILLING = "billing."
_FEES = (NO_FEE, "first_hour", "planned")
_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedVisit:
    """A visit with everything of its own day that its price depends on.

    Attributes:
        price_id: version of 別表1 in force on the day.
        terms: that version's prices with the minutes of the rule set.
        copay_class: code of the class in force on the day.
        rate: share of the price that the family pays by that class (0 for 措置).
        policy: what the status means for money.
        reported: an activity report (7号) carries the visit; without one nothing is billed.
    """

    visit: Visit
    household_id: int
    price_id: int
    terms: PriceTerms
    copay_class: str
    rate: Fraction
    policy: StatusPolicy
    reported: bool = True

    def as_reported(self) -> PricedVisit:
        """The same, whether or not its activity report has arrived."""
        return replace(self, reported=True)


def minutes_between(start: time, end: time) -> int:
    """Whole minutes from `start` to `end` of the same day; negative when `end` comes first."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def planned_minutes(visit: Visit) -> int:
    """Minutes as planned."""
    return minutes_between(visit.planned_start, visit.planned_end)


def actual_minutes(visit: Visit) -> int | None:
    """Minutes as reported; None until both times are there."""
    if visit.actual_start is None or visit.actual_end is None:
        return None
    return minutes_between(visit.actual_start, visit.actual_end)


def price_terms(programme: Programme, price: UnitPrice | None) -> PriceTerms:
    """The price version with the minutes of the rule set; without a version both prices are open."""
    billing = programme.billing
    first_yen, step_yen = (None, None) if price is None else (price.first_hour_yen, price.half_hour_yen)
    return PriceTerms(billing["first_minutes"], first_yen, billing["step_minutes"], step_yen)


def policy_from(policy: StatusPolicy, answers: Mapping[str, str]) -> StatusPolicy:
    """The policy of a status with the town's answer (``cancel.<status>``) filled in where the rule set leaves it open.

    An answer reads ``counts=yes|no;fee=none|first_hour|planned;copay=yes|no``; raises ValueError for any other.
    """
    answer = answers.get(f"cancel.{policy.code}")
    if policy.fee is not None or answer is None:
        return policy
    parts = dict(part.partition("=")[::2] for part in answer.replace(" ", "").split(";") if part)
    known = set(parts) == {"counts", "fee", "copay"} and parts["fee"] in _FEES
    if not known or not {parts["counts"], parts["copay"]} <= {"yes", "no"}:
        raise ValueError(f"cancel.{policy.code}: {answer}")
    return replace(policy, counts=parts["counts"] == "yes", fee=parts["fee"], copay=parts["copay"] == "yes")


def billing_from(programme: Programme, answers: Mapping[str, str]) -> BillingRule:
    """How time and copay are rounded: what the rule set says, and the town's answers (``billing.*``) where it is open.

    Raises ValueError naming the key for a value that is none of the choices.
    """
    told = {key.removeprefix(_BILLING): value for key, value in answers.items() if key.startswith(_BILLING)}
    data = programme.billing
    return billing_rule({**data, **{key: value for key, value in told.items() if data.get(key) is None}})


def policies_from(programme: Programme, answers: Mapping[str, str]) -> dict[str, StatusPolicy]:
    """Policies of all statuses by code; what nobody has answered stays None."""
    return {p.code: policy_from(p, answers) for p in programme.visit_statuses}


def is_billable(item: PricedVisit) -> bool:
    """Whether the visit costs something and enough of it is known; raises OpenQuestion when nobody decided."""
    if not item.reported:
        return False
    if item.policy.fee is None:
        raise OpenQuestion((f"cancel.{item.policy.code}",))
    timed = item.visit.status is not VisitStatus.DONE or (actual_minutes(item.visit) or 0) > 0
    return item.policy.fee != NO_FEE and timed


def charge_of(item: PricedVisit, rule: BillingRule) -> Charge:
    """What one billable visit costs; raises OpenQuestion while a price or a rule is open."""
    minutes = (planned_minutes(item.visit), actual_minutes(item.visit) or 0)
    billed = minutes_by_policy(item.policy.code, item.policy.fee, minutes, item.terms, rule)
    return charge(billed, item.terms, rule)


def lines_of(items: Iterable[PricedVisit], rule: BillingRule, *, correction: bool = False) -> tuple[ClaimLine, ...]:
    """Claim lines of one service month, by household, day and time; visits that cost nothing give none.

    Raises OpenQuestion with the first open questions that these visits need.
    """
    by_household: dict[int, list[PricedVisit]] = defaultdict(list)
    for item in items:
        if is_billable(item):
            by_household[item.household_id].append(item)
    found: list[ClaimLine] = []
    for household_id in sorted(by_household):
        ordered = sorted(by_household[household_id], key=_order)
        found += _household_lines(ordered, rule, correction=correction)
    return tuple(found)


def taken_back(line: ClaimLine) -> ClaimLine:
    """The line that undoes an accepted one (過誤調整): the same figures with a minus, as a line of its own."""
    return replace(
        line,
        billed_minutes=-line.billed_minutes,
        first_units=-line.first_units,
        step_units=-line.step_units,
        price_yen=-line.price_yen,
        copay_yen=-line.copay_yen,
        town_yen=-line.town_yen,
        correction=True,
    )


def _household_lines(items: Sequence[PricedVisit], rule: BillingRule, *, correction: bool) -> list[ClaimLine]:
    charges = [charge_of(item, rule) for item in items]
    rates = [rate_of(item) for item in items]
    shares = [Share(c, i.terms, r) for c, i, r in zip(charges, items, rates, strict=True)]
    copays = copay_month(shares, rule)
    return [_line(i, c, y, correction) for i, c, y in zip(items, charges, copays, strict=True)]


def rate_of(item: PricedVisit) -> Fraction:
    """Share that the family pays of this visit; raises OpenQuestion when nobody decided."""
    if item.policy.copay is None:
        raise OpenQuestion((f"cancel.{item.policy.code}",))
    return item.rate if item.policy.copay else _NOTHING


def _line(item: PricedVisit, charged: Charge, copay_yen: int, correction: bool) -> ClaimLine:
    first_yen, step_yen = item.terms.settled()
    return ClaimLine(
        visit_id=item.visit.id,
        application_id=item.visit.application_id,
        household_id=item.household_id,
        visit_on=item.visit.visit_on,
        billed_minutes=charged.billed_minutes,
        first_units=charged.first_units,
        step_units=charged.step_units,
        first_yen=first_yen,
        step_yen=step_yen,
        price_id=item.price_id,
        copay_class=item.copay_class,
        price_yen=charged.price_yen,
        copay_yen=copay_yen,
        town_yen=town_part(charged, copay_yen),
        correction=correction,
    )


def _order(item: PricedVisit) -> tuple[object, ...]:
    return item.visit.visit_on, item.visit.actual_start or item.visit.planned_start, item.visit.id

"""Money of one case as its papers show it: prices, copay and billed time of the case's own visits (別表1・2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from .claim import ClaimLine
from .dispatch import Visit
from .fee import BillingRule, OpenQuestion, PriceTerms, unit_copay
from .household import copay_class_on
from .pricing import PricedVisit, billing_from, lines_of, policies_from, price_terms
from .provider import price_on
from .snapshot import CaseSnapshot

_NO_CLASS = ""


def rule_of(snapshot: CaseSnapshot) -> BillingRule:
    """How the town rounds time and copay: the rule set with the office's answers filled in."""
    return billing_from(snapshot.programme, snapshot.office.settings)


def rate_on(snapshot: CaseSnapshot, on: date) -> Fraction | None:
    """Share of the price that the family pays on a day; 0 for a measure (措置); None while no class was found."""
    if snapshot.episode.intake_kind == "measure":
        return snapshot.programme.measure_copay_rate
    found = copay_class_on(snapshot.copay_classes, on)
    return None if found is None else snapshot.programme.copay_class(found.copay_class).rate


def terms_on(snapshot: CaseSnapshot, provider_id: int, on: date) -> PriceTerms:
    """The provider's prices on a day; both are None where the town has settled none."""
    return price_terms(snapshot.programme, price_on(snapshot.prices, provider_id, on, snapshot.programme.family))


def unit_copays(snapshot: CaseSnapshot, provider_id: int, on: date) -> tuple[int, int] | None:
    """Copay for the first hour and for each further step on a day, in whole yen; None while no class was found.

    Raises OpenQuestion when the family pays and a price or the rounding is not settled.
    """
    rate = rate_on(snapshot, on)
    if rate is None:
        return None
    if rate == 0:
        return 0, 0
    rounding = rule_of(snapshot).copay_rounding
    if rounding is None:
        raise OpenQuestion(("billing.copay_rounding",))
    first_yen, step_yen = terms_on(snapshot, provider_id, on).settled()
    return unit_copay(first_yen, rate, rounding), unit_copay(step_yen, rate, rounding)


def lines_by_visit(snapshot: CaseSnapshot, visits: Iterable[Visit]) -> dict[int, ClaimLine]:
    """Billed time and copay of visits of one service month, by visit id; visits that cost nothing have none.

    Raises OpenQuestion while a price, a rounding or a status policy that they need is open.
    """
    policies = policies_from(snapshot.programme, snapshot.office.settings)
    items = []
    for visit in visits:
        rate = rate_on(snapshot, visit.visit_on)
        price = price_on(snapshot.prices, visit.provider_id, visit.visit_on, snapshot.programme.family)
        found = copay_class_on(snapshot.copay_classes, visit.visit_on)
        items.append(
            PricedVisit(
                visit=visit,
                household_id=snapshot.household.id,
                price_id=0 if price is None else price.id,
                terms=price_terms(snapshot.programme, price),
                copay_class=_NO_CLASS if found is None else found.copay_class,
                rate=Fraction(0) if rate is None else rate,
                policy=policies[visit.status],
            )
        )
    return {line.visit_id: line for line in lines_of(items, rule_of(snapshot))}

"""Money of one case as its papers show it: prices, copay and billed time of the case's own visits (別表1・2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from .case import Episode
from .claim import ClaimLine
from .dispatch import Visit
from .errors import KnownError
from .fee import BillingRule, OpenQuestion, PriceTerms, unit_copay
from .household import CopayClassPeriod, copay_class_on
from .pricing import PricedVisit, billing_from, lines_of, policies_from, price_terms
from .programme import Programme, StatusPolicy
from .provider import UnitPrice, price_on
from .snapshot import CaseSnapshot

_MEASURE = "measure"


def rule_of(snapshot: CaseSnapshot) -> BillingRule:
    """How the town rounds time and copay: the rule set with the office's answers filled in."""
    return billing_from(snapshot.programme, snapshot.office.settings)


def rate_on(snapshot: CaseSnapshot, on: date) -> Fraction | None:
    """Share of the price that the family pays on a day; 0 for a measure (措置); None while no class was found."""
    if snapshot.episode.intake_kind == _MEASURE:
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


def price_visit(
    visit: Visit,
    episode: Episode,
    classes: Sequence[CopayClassPeriod],
    prices: Sequence[UnitPrice],
    programme: Programme,
    policy: StatusPolicy,
) -> PricedVisit:
    """The visit with the price version and copay class of its own day; 措置 (児福法21条の18第2項) pays no copay.

    Raises KnownError ``copay_class_unknown`` when no class was ever decided for that day.
    """
    period = copay_class_on(tuple(classes), visit.visit_on)
    if period is None:
        raise KnownError("copay_class_unknown", "訪問日の利用世帯の区分が決まっていない世帯があります。")
    if all(c.code != period.copay_class for c in programme.copay_classes):
        raise KnownError("copay_class_unknown", f"{programme.name}に、訪問日の利用世帯の区分がありません。")
    price = price_on(tuple(prices), visit.provider_id, visit.visit_on, programme.family)
    rate = programme.copay_class(period.copay_class).rate
    return PricedVisit(
        visit=visit,
        household_id=episode.household_id,
        price_id=price.id if price else 0,
        terms=price_terms(programme, price),
        copay_class=period.copay_class,
        rate=programme.measure_copay_rate if episode.intake_kind == _MEASURE else rate,
        policy=policy,
        reported=visit.report_id is not None,
    )


def lines_by_visit(snapshot: CaseSnapshot, visits: Iterable[Visit]) -> dict[int, ClaimLine]:
    """Billed time and copay of visits of one service month, by visit id; visits that cost nothing have none.

    Visits count whether or not their activity report has arrived. Raises OpenQuestion while a price, a rounding or a
    status policy that they need is open, KnownError ``copay_class_unknown`` as `price_visit`.
    """
    policies = policies_from(snapshot.programme, snapshot.office.settings)
    items = (
        price_visit(
            visit,
            snapshot.episode,
            snapshot.copay_classes,
            snapshot.prices,
            snapshot.programme,
            policies[visit.status],
        ).as_reported()
        for visit in visits
    )
    return {line.visit_id: line for line in lines_of(items, rule_of(snapshot))}

"""What a visit costs on its own day (別表1・2): price version, copay class, and the town's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.case import Episode
from saroma_desk.domain.casemoney import price_visit
from saroma_desk.domain.claim import ClaimLine
from saroma_desk.domain.dispatch import Application, Visit
from saroma_desk.domain.errors import FieldError
from saroma_desk.domain.explain import Explanation, explain_charge, explain_copay
from saroma_desk.domain.explain_more import explain_town
from saroma_desk.domain.fee import BillingRule, OpenQuestion, Share
from saroma_desk.domain.household import CopayClassPeriod, Household
from saroma_desk.domain.pricing import PricedVisit, billing_from, charge_of, lines_of, policies_from
from saroma_desk.domain.programme import Programme, StatusPolicy
from saroma_desk.domain.provider import UnitPrice
from saroma_desk.domain.snapshot import Office
from saroma_desk.storage import Between, Reader

from .context import AppContext
from .loading import load_office


def billing_rule(office: Office, programme: Programme) -> BillingRule:
    """How time and copay are rounded: the rule set with the town's answers filled in; open ones stay None."""
    return billing_from(programme, office.settings)


def policies(office: Office, programme: Programme) -> dict[str, StatusPolicy]:
    """What each visit status means for limits and money, by code; unanswered parts stay None."""
    return policies_from(programme, office.settings)


@contextmanager
def named_questions(programme: Programme) -> Iterator[None]:
    """Let an `OpenQuestion` inside leave with the questions of the rule set in its message and fields."""
    try:
        yield
    except OpenQuestion as error:
        asked = [q for q in programme.questions if q.key in error.keys]
        error.fields = tuple(FieldError(q.key, q.text) for q in asked)
        error.message = f"{error.message} {' '.join(q.text for q in asked)}".strip()
        raise


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMoney:
    """What one visit costs and why; `line` is None when the visit costs nothing."""

    visit: Visit
    line: ClaimLine | None
    explanations: tuple[Explanation, ...]


def visit_money(ctx: AppContext, visit_id: int) -> VisitMoney:
    """Price and copay of a visit that took place, reported or not, with how they come about.

    Raises:
        KnownError: ``not_found``, ``copay_class_unknown``; `OpenQuestion` while the town's answers are missing.
    """
    with ctx.read() as read:
        visit = read.get(Visit, visit_id)
        episode = read.get(Episode, read.get(Application, visit.application_id).episode_id)
        read.get(Household, episode.household_id)
        programme = ctx.programme(episode.programme_id)
        office = load_office(ctx, read, YearMonth.of(visit.visit_on).last)
        items = _month_of(read, visit, episode, programme, policies(office, programme))
    rule = billing_rule(office, programme)
    with named_questions(programme):
        line = next((x for x in lines_of(items, rule) if x.visit_id == visit.id), None)
        if line is None:
            return VisitMoney(visit=visit, line=None, explanations=())
        item = next(i for i in items if i.visit.id == visit.id)
        return VisitMoney(visit=visit, line=line, explanations=_explained(item, line, rule, programme))


def town_article(programme: Programme) -> str:
    """Where it is ordered that the town pays the price without the copay (要領17), as people are told it."""
    return programme.cite(programme.billing.get("town_article", ""))


def explain_visit(ctx: AppContext, visit_id: int) -> tuple[Explanation, ...]:
    """Formula, inputs and article of every amount of a visit; empty when it costs nothing."""
    return visit_money(ctx, visit_id).explanations


def _month_of(
    read: Reader, visit: Visit, episode: Episode, programme: Programme, by_status: Mapping[str, StatusPolicy]
) -> list[PricedVisit]:
    """The household's month with this provider: where copay is rounded by the month, all of it decides."""
    month = YearMonth.of(visit.visit_on)
    classes = read.list(CopayClassPeriod, household_id=episode.household_id)
    prices = read.list(UnitPrice, provider_id=visit.provider_id)
    visits = read.list(
        Visit,
        application_id=visit.application_id,
        provider_id=visit.provider_id,
        visit_on=Between(month.first, month.last),
    )
    priced = [price_visit(v, episode, classes, prices, programme, by_status[v.status.value]) for v in visits]
    return [item.as_reported() for item in priced]


def _explained(item: PricedVisit, line: ClaimLine, rule: BillingRule, programme: Programme) -> tuple[Explanation, ...]:
    cost = charge_of(item, rule)
    article = programme.cite(programme.billing["article"])
    rate = item.rate if item.policy.copay else item.rate * 0
    share = Share(cost, item.terms, rate)
    copay_article = programme.cite(programme.copay_class(item.copay_class).article)
    return (
        explain_charge(line.billed_minutes, item.terms, rule, article),
        explain_copay(share, line.copay_yen, rule, copay_article),
        explain_town(line.price_yen, line.copay_yen, town_article(programme)),
    )

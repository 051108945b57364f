"""What a visit costs on its own day (別表1・2): price version, copay class, and the town's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from fractions import Fraction

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.case import Episode
from saroma_desk.domain.casemoney import price_visit
from saroma_desk.domain.claim import ClaimLine
from saroma_desk.domain.dispatch import Application, Visit
from saroma_desk.domain.errors import FieldError
from saroma_desk.domain.explain import BASIS_JA, Explanation, Inputs, explain_charge, explain_copay
from saroma_desk.domain.explain_more import explain_taken_back, explain_town
from saroma_desk.domain.fee import BillingRule, Charge, OpenQuestion, PriceTerms, Share, charge, minutes_by_policy
from saroma_desk.domain.household import CopayClassPeriod
from saroma_desk.domain.limits import clock
from saroma_desk.domain.pricing import (
    PricedVisit,
    actual_minutes,
    billing_from,
    lines_of,
    minutes_between,
    planned_minutes,
    policies_from,
)
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
        programme = ctx.programme(episode.programme_id)
        office = load_office(ctx, read, YearMonth.of(visit.visit_on).last)
        items = _month_of(read, visit, episode, programme, policies(office, programme))
    rule = billing_rule(office, programme)
    with named_questions(programme):
        line = next((x for x in lines_of(items, rule) if x.visit_id == visit.id), None)
        explanations = () if line is None else _explained(line, visit, _Obeyed(programme, rule, office))
    return VisitMoney(visit=visit, line=line, explanations=explanations)


def town_article(programme: Programme) -> str:
    """Where it is ordered that the town pays the price without the copay (要領17), as people are told it."""
    return programme.cite(programme.billing.get("town_article", ""))


def explain_line(ctx: AppContext, line: ClaimLine) -> tuple[Explanation, ...]:
    """Formula, inputs and article of every amount of a claim line as it stands, whatever was changed since it froze.

    Raises `OpenQuestion` while the town's answers are missing.
    """
    with ctx.read() as read:
        visit = read.by_ids(Visit, (line.visit_id,)).get(line.visit_id)
        episode = read.get(Episode, read.get(Application, line.application_id).episode_id)
        programme = ctx.programme(episode.programme_id)
        office = load_office(ctx, read, YearMonth.of(line.visit_on).last)
    if line.price_yen < 0:
        return (explain_taken_back(line.price_yen, line.copay_yen, line.visit_on, town_article(programme)),)
    with named_questions(programme):
        return _explained(line, visit, _Obeyed(programme, billing_rule(office, programme), office))


def _month_of(
    read: Reader, visit: Visit, episode: Episode, programme: Programme, by_status: Mapping[str, StatusPolicy]
) -> list[PricedVisit]:
    """The household's month with this provider: where copay is rounded by the month, all of it decides."""
    month = YearMonth.of(visit.visit_on)
    classes = read.list(CopayClassPeriod, household_id=episode.household_id)
    prices = read.list(UnitPrice, provider_id=visit.provider_id)
    episodes = read.list(Episode, household_id=episode.household_id, programme_id=episode.programme_id)
    visits = read.list(
        Visit,
        application_id=[a.id for a in read.list(Application, episode_id=[e.id for e in episodes])],
        provider_id=visit.provider_id,
        visit_on=Between(month.first, month.last),
    )
    priced = [price_visit(v, episode, classes, prices, programme, by_status[v.status.value]) for v in visits]
    return [item.as_reported() for item in priced]


@dataclass(frozen=True, slots=True)
class _Obeyed:
    """What held in the month of a line."""

    programme: Programme
    rule: BillingRule
    office: Office


def _explained(line: ClaimLine, visit: Visit | None, obeyed: _Obeyed) -> tuple[Explanation, ...]:
    programme, rule, billing = obeyed.programme, obeyed.rule, obeyed.programme.billing
    terms = PriceTerms(billing["first_minutes"], line.first_yen, billing["step_minutes"], line.step_yen)
    cost = Charge(line.first_units, line.step_units, line.billed_minutes, line.price_yen)
    minutes, measured = line.billed_minutes, Inputs()
    if visit is not None:
        policy = policies(obeyed.office, programme)[visit.status.value]
        times = planned_minutes(visit), actual_minutes(visit) or 0
        found = minutes_by_policy(policy.code, policy.fee, times, terms, rule)
        if charge(found, terms, rule) == cost:  # the visit stands as it was billed
            minutes, measured = found, _measured(visit, policy, rule)
    copay_class = programme.copay_class(line.copay_class)
    share = Share(cost, terms, copay_class.rate if line.copay_yen else Fraction(0))
    freed = "（措置又は訪問の結果により負担なし）" if copay_class.rate and not line.copay_yen else ""
    return (
        explain_charge(minutes, terms, rule, programme.cite(billing["article"]), measured),
        explain_copay(share, line.copay_yen, rule, programme.cite(copay_class.article), copay_class.name + freed),
        explain_town(line.price_yen, line.copay_yen, town_article(programme)),
    )


def _measured(visit: Visit, policy: StatusPolicy, rule: BillingRule) -> Inputs:
    """Where the minutes come from: both times and which of them counts, or what the status means."""
    planned = ("予定の時間", _span(visit.planned_start, visit.planned_end))
    if visit.actual_start is None or visit.actual_end is None:
        return (("訪問の結果", policy.name), planned)
    actual = ("実績の時間", _span(visit.actual_start, visit.actual_end))
    return (planned, actual, ("算定の基礎", BASIS_JA[str(rule.basis)]))


def _span(start: time, end: time) -> str:
    return f"{clock(start)}から{clock(end)}まで（{minutes_between(start, end)}分）"

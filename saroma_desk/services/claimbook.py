"""A provider's month read in bulk: a fixed number of queries, however many households it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.case import Episode
from saroma_desk.domain.casemoney import price_visit
from saroma_desk.domain.claim import Claim, ClaimLine, billed_lines
from saroma_desk.domain.claimfacts import VisitBeside
from saroma_desk.domain.dispatch import ActivityReport, Application, Visit
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.fee import BillingRule
from saroma_desk.domain.household import CopayClassPeriod, Household, Member, copay_class_on
from saroma_desk.domain.limit_build import counts_household, rules_of
from saroma_desk.domain.pricing import PricedVisit
from saroma_desk.domain.programme import Programme, StatusPolicy
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.domain.record import Record
from saroma_desk.domain.snapshot import HelpCase, Office
from saroma_desk.storage import Between, Reader

from .context import AppContext
from .families import families_of
from .helpcases import LOCKED_STATUSES, visits_changed_after_acceptance
from .loading import load_office
from .money import billing_rule, policies
from .siblings import cases_of_households, help_cases

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRules:
    """What a case of the month obeys: its episode's rule set with the town's answers filled in."""

    programme: Programme
    rule: BillingRule
    policies: Mapping[str, StatusPolicy]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBook:
    """Everything that a provider's claim for a month is computed from and checked against.

    Attributes:
        programme, rule, policies: the rule set in force on the month's first day, with the town's answers.
        kept: by rule set id, what episodes under an older rule set of the programme obey.
        earlier: by month and rule set id, what held in the months of `late` rows and of lines that `moved`.
        office: the town's answers on the month's last day.
        visits: the provider's visits of the month, and any other visit that its reports of the month carry.
        beside: the provider's visits of the month in other programmes, which have their own claims.
        late: the provider's visits of earlier accepted months that were changed afterwards, or left out then.
        moved: accepted lines whose visit was given another month or provider, or was removed.
        reports: the provider's reports of the month.
        cases: by application id, with all visits of the application.
        every: by household id, all its applications to the programme, where a limit of the month counts across them.
        episodes, households: by id; households also where the provider's paper alone names them.
        members, classes, exceptions: by household and episode id.
        claims: all claims of the provider, by month and attempt.
    """

    month: YearMonth
    provider: Provider
    programme: Programme
    office: Office
    rule: BillingRule
    policies: Mapping[str, StatusPolicy]
    visits: tuple[Visit, ...]
    beside: tuple[VisitBeside, ...] = ()
    late: tuple[Visit, ...]
    moved: tuple[ClaimLine, ...] = ()
    reports: tuple[ActivityReport, ...]
    cases: Mapping[int, HelpCase]
    episodes: Mapping[int, Episode]
    households: Mapping[int, Household]
    members: Mapping[int, tuple[Member, ...]]
    classes: Mapping[int, tuple[CopayClassPeriod, ...]]
    exceptions: Mapping[int, tuple[LimitException, ...]]
    every: Mapping[int, tuple[HelpCase, ...]] = field(default_factory=dict)
    contracts: tuple[Contract, ...]
    helpers: tuple[Helper, ...]
    prices: tuple[UnitPrice, ...]
    claims: tuple[Claim, ...]
    kept: Mapping[str, BookRules] = field(default_factory=dict)
    earlier: Mapping[YearMonth, Mapping[str, BookRules]] = field(default_factory=dict)

    @property
    def accepted(self) -> tuple[Claim, ...]:
        """Accepted claims of all other months; a later month may have been accepted first."""
        return _accepted(self.claims, self.month)

    @property
    def latest(self) -> Claim | None:
        """The last attempt of this month."""
        return max((c for c in self.claims if c.month == self.month.first), key=lambda c: c.attempt, default=None)

    def episode_of(self, application_id: int) -> Episode:
        """Episode of an application of the month."""
        return self.episodes[self.cases[application_id].application.episode_id]

    def household_of(self, application_id: int) -> Household:
        """Household of an application of the month."""
        return self.households[self.episode_of(application_id).household_id]

    def rules_of(self, application_id: int, on: date | None = None) -> BookRules:
        """What the case of an application obeys, in this month or in the accepted one of day `on`."""
        own = BookRules(programme=self.programme, rule=self.rule, policies=self.policies)
        kept = self.kept if on is None else self.earlier.get(YearMonth.of(on), self.kept)
        return kept.get(self.episode_of(application_id).programme_id, own)

    def by_rules(self, visits: Iterable[Visit]) -> tuple[tuple[BookRules, tuple[Visit, ...]], ...]:
        """The visits of one month apart by what they obey, in the order in which the rule sets first occur."""
        groups: dict[str, list[Visit]] = {}
        for visit in visits:
            groups.setdefault(self.rules_of(visit.application_id).programme.id, []).append(visit)
        return tuple((self.rules_of(m[0].application_id, m[0].visit_on), tuple(m)) for m in groups.values())

    def priced(self, visits: Iterable[Visit]) -> tuple[PricedVisit, ...]:
        """Visits with price and class of their days; those without a class are left out, see `unclassed`."""
        found = []
        for visit in visits:
            episode = self.episode_of(visit.application_id)
            classes = self.classes.get(episode.household_id, ())
            if copay_class_on(classes, visit.visit_on) is not None:
                rules = self.rules_of(visit.application_id, visit.visit_on)
                policy = rules.policies[visit.status.value]
                found.append(price_visit(visit, episode, classes, self.prices, rules.programme, policy))
        return tuple(found)

    def unclassed(self, visits: Iterable[Visit]) -> tuple[Visit, ...]:
        """Reported visits on whose day the household has no copay class."""
        return tuple(
            v
            for v in visits
            if v.report_id is not None
            and copay_class_on(self.classes.get(self.household_of(v.application_id).id, ()), v.visit_on) is None
        )


def read_book(ctx: AppContext, read: Reader, provider_id: int, month: date, family: str = "") -> ClaimBook:
    """Read a provider's month in one programme (`Programme.family`; empty means the desk's own).

    Raises KnownError ``not_found`` for an unknown provider.
    """
    wanted = YearMonth.of(month)
    provider = read.get(Provider, provider_id)
    programme = ctx.programme_on(wanted.first, family)
    office = load_office(ctx, read, wanted.last)
    claims = read.list(Claim, order_by="month,attempt,id", provider_id=provider_id, family=programme.family)
    reports = read.list(ActivityReport, provider_id=provider_id, month=wanted.first)
    visits = _visits(read, provider_id, wanted, reports)
    late, moved = _late(read, provider_id, wanted, claims)
    everyone = {v.application_id for v in (*visits, *late)}
    everyone |= {line.application_id for line in moved} | {r.application_id for r in reports}
    families = families_of(ctx, read, everyone)
    application_ids = {key for key, of in families.items() if of == programme.family}
    reports = tuple(r for r in reports if r.application_id in application_ids)
    late = tuple(v for v in late if v.application_id in application_ids)
    beside = _beside(read, [v for v in visits if v.application_id not in application_ids])
    visits = tuple(v for v in visits if v.application_id in application_ids)
    cases = help_cases(read, application_ids, {v.application_id for v in visits})
    episodes = read.by_ids(Episode, {c.application.episode_id for c in cases.values()})
    asked = {line.household_id for c in claims if c.month == wanted.first for line in c.asked}
    households = read.by_ids(Household, {e.household_id for e in episodes.values()} | asked)
    own = _rules(office, programme)
    others = {e.programme_id for e in episodes.values()} - {programme.id}
    return ClaimBook(
        month=wanted,
        provider=provider,
        programme=programme,
        office=office,
        rule=own.rule,
        policies=own.policies,
        kept={key: _rules(office, ctx.programme(key)) for key in others},
        earlier={
            m: {key: _rules(load_office(ctx, read, m.last), ctx.programme(key)) for key in (programme.id, *others)}
            for m in {*map(YearMonth.of, (*(v.visit_on for v in late), *(line.visit_on for line in moved)))}
        },
        visits=visits,
        beside=beside,
        late=late,
        moved=moved,
        reports=reports,
        cases=cases,
        episodes=episodes,
        households=households,
        members=_grouped(read.list(Member, household_id=sorted(households)), lambda m: m.household_id),
        classes=_grouped(read.list(CopayClassPeriod, household_id=sorted(households)), lambda c: c.household_id),
        every=_every(ctx, read, (programme, *(ctx.programme(key) for key in others)), episodes.values()),
        exceptions=_grouped(read.list(LimitException, episode_id=sorted(episodes)), lambda e: e.episode_id),
        contracts=read.list(Contract, provider_id=provider_id),
        helpers=read.list(Helper),
        prices=read.list(UnitPrice, order_by="valid_from,id", provider_id=provider_id),
        claims=claims,
    )


def _every(
    ctx: AppContext, read: Reader, obeyed: Iterable[Programme], episodes: Iterable[Episode]
) -> Mapping[int, tuple[HelpCase, ...]]:
    counting = [p for p in obeyed if counts_household(rules_of(p))]
    homes = {e.household_id for e in episodes}
    return cases_of_households(ctx, read, homes, counting[0].family) if counting and homes else {}


def _rules(office: Office, programme: Programme) -> BookRules:
    return BookRules(programme=programme, rule=billing_rule(office, programme), policies=policies(office, programme))


def _visits(read: Reader, provider_id: int, month: YearMonth, reports: Sequence[ActivityReport]) -> tuple[Visit, ...]:
    here = read.list(Visit, provider_id=provider_id, visit_on=Between(month.first, month.last))
    ids = [r.id for r in reports]
    elsewhere = (Between(None, month.previous().last), Between(month.next().first))
    carried = [v for span in elsewhere for v in read.list(Visit, report_id=ids, visit_on=span)] if reports else ()
    return (*here, *carried)


def _beside(read: Reader, visits: Sequence[Visit]) -> tuple[VisitBeside, ...]:
    """Visits under other programmes, with whose they are."""
    applications = read.by_ids(Application, {v.application_id for v in visits})
    episodes = read.by_ids(Episode, {a.episode_id for a in applications.values()})
    households = read.by_ids(Household, {e.household_id for e in episodes.values()})
    homes = {key: households[episodes[a.episode_id].household_id] for key, a in applications.items()}
    return tuple(
        VisitBeside(visit=v, household_id=homes[v.application_id].id, label=homes[v.application_id].no) for v in visits
    )


def _late(
    read: Reader, provider_id: int, month: YearMonth, claims: Sequence[Claim]
) -> tuple[tuple[Visit, ...], tuple[ClaimLine, ...]]:
    """Visits of earlier accepted months that changed since, and accepted lines whose visit is no longer there."""
    accepted = _accepted(claims, month)
    months = {c.month for c in accepted if c.month < month.first}
    if not months:
        return (), ()
    changed = visits_changed_after_acceptance(read)
    visits = read.by_ids(Visit, changed | {o.visit_id for c in accepted for o in c.left_out})
    here = {key: v for key, v in visits.items() if v.provider_id == provider_id and v.visit_on.replace(day=1) in months}
    billed = billed_lines(accepted)
    moved = (billed[key] for key in sorted(changed & billed.keys() - here.keys()))
    late = sorted(here.values(), key=lambda v: (v.visit_on, v.planned_start, v.id))
    return tuple(late), tuple(line for line in moved if line.visit_on.replace(day=1) in months)


def _accepted(claims: Iterable[Claim], month: YearMonth) -> tuple[Claim, ...]:
    return tuple(c for c in claims if c.status.value in LOCKED_STATUSES and c.month != month.first)


def _grouped(records: Iterable[R], key: Callable[[R], int]) -> dict[int, tuple[R, ...]]:
    groups: defaultdict[int, list[R]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return {k: tuple(v) for k, v in groups.items()}

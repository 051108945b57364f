"""From stored records to the plain facts that the limit engine looks at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .dispatch import Dispatch, Terms, Visit, VisitStatus
from .limit_household import HOUSEHOLD_CHECKS
from .limits import (
    ApprovalFacts,
    LimitFinding,
    LimitKind,
    LimitRule,
    Standing,
    VisitCount,
    VisitFacts,
    VisitSlot,
    check_visit,
    count_visits,
    limit_rules,
)
from .periods import Period
from .programme import Programme, StatusPolicy
from .provider import Contract
from .snapshot import HelpCase

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What limits look at besides the application itself.

    Attributes:
        policies: meaning of each visit status, by code; see `pricing.policies_from`.
        multiples: multiple birth or pregnancy of the target children (要領10(2)).
        contracts: contracts of all providers concerned.
        elsewhere: visits of the same helpers in other homes.
        beside: the household's other applications to the programme; read only where a limit counts them.
        holidays: days that count as holidays.
    """

    policies: Mapping[str, StatusPolicy]
    multiples: bool = False
    contracts: tuple[Contract, ...] = ()
    elsewhere: tuple[Visit, ...] = ()
    beside: tuple[HelpCase, ...] = ()
    holidays: frozenset[date] = field(default_factory=frozenset)


def rules_of(programme: Programme, without: Collection[LimitKind] = ()) -> tuple[LimitRule, ...]:
    """The rule set's limits, articles shown with the kind of instrument (要領10(2))."""
    rules = limit_rules(programme.limits, clause=programme.limit_clause, prefix=programme.instrument_kind)
    return tuple(r for r in rules if r.kind not in without)


def counts_household(rules: Iterable[LimitRule]) -> bool:
    """Whether one of the limits counts across the household's applications."""
    return any(r.kind in HOUSEHOLD_CHECKS for r in rules)


def visit_key(visit: Visit) -> str:
    """Key under which an exception names a visit: ``visit:40``; before it is stored ``visit:12:2026-06-10:10:00``."""
    if visit.id:
        return f"visit:{visit.id}"
    return f"visit:{visit.application_id}:{visit.visit_on.isoformat()}:{visit.planned_start:%H:%M}"


def application_key(application_id: int) -> str:
    """The key under which an exception names an approval."""
    return f"application:{application_id}"


def slot_of(visit: Visit, policies: Mapping[str, StatusPolicy]) -> VisitSlot:
    """The visit as limits see it; a status whose policy nobody settled does not use up a visit."""
    standing = Standing.PLANNED
    if visit.status is not VisitStatus.PLANNED:
        standing = Standing.COUNTED if policies[visit.status.value].counts else Standing.FREE
    start, end = visit.actual_start or visit.planned_start, visit.actual_end or visit.planned_end
    return VisitSlot(key=visit_key(visit), on=visit.visit_on, start=start, end=end, standing=standing)


def terms_on(dispatches: Iterable[Dispatch], on: date) -> Dispatch | None:
    """The revision whose terms hold on a day; the approval itself for days before it, None without any."""
    ordered = sorted(dispatches, key=lambda d: d.revision)
    held = [d for d in ordered if d.effective_from <= on]
    return held[-1] if held else next(iter(ordered), None)


def ended_on(case: HelpCase) -> date | None:
    """First day on which no helper comes any more because of a withdrawal or cancellation; None without either."""
    ends = []
    if case.cancellation is not None:
        ends.append(case.cancellation.cancelled_on)
    if case.withdrawal is not None:
        ends.append(case.withdrawal.effective_on)
    return min(ends, default=None)


def approval_of(terms: Terms, application_id: int, around: Surroundings, provider_id: int) -> ApprovalFacts | None:
    """Terms as the engine sees an approval; None while they name no first day or end before it."""
    if terms.first_day is None or (terms.last_day is not None and terms.last_day < terms.first_day):
        return None
    return ApprovalFacts(
        key=application_key(application_id),
        period=Period(terms.first_day, terms.last_day),
        visits=terms.visits,
        per_week=terms.per_week,
        start=terms.start,
        end=terms.end,
        minutes=terms.minutes,
        weekdays=frozenset(terms.weekdays),
        multiples=around.multiples,
        contracts=contract_periods(around.contracts, provider_id),
    )


def approval_on(case: HelpCase, on: date, around: Surroundings) -> ApprovalFacts | None:
    """The approval in force on a day, its period cut short by a withdrawal or cancellation; None without one.

    A change keeps the first day of the approval; only later terms hold from their own day on.
    """
    held = terms_on(case.dispatches, on)
    if held is None:
        return None
    first = min(d.terms.first_day or d.effective_from for d in case.dispatches)
    last, end = held.terms.last_day, ended_on(case)
    if end is not None:
        last = min(end - _ONE_DAY, last) if last is not None else end - _ONE_DAY
    terms = replace(held.terms, first_day=first, last_day=last)
    return approval_of(terms, case.application.id, around, held.provider_id)


def visit_count(
    case: HelpCase, policies: Mapping[str, StatusPolicy], rules: Iterable[LimitRule], *, multiples: bool
) -> VisitCount | None:
    """承認・実施・予定・残 of an application as a whole, by its latest terms; None before an approval."""
    if case.dispatch is None:
        return None
    approved = case.dispatch.terms.visits
    if approved is None:
        caps = (r.cap(multiples=multiples) for r in rules if r.kind is LimitKind.COUNT_PER_PERIOD)
        approved = next(caps, None)
    return count_visits(approved, (slot_of(v, policies) for v in case.visits))


def contract_periods(contracts: Iterable[Contract], provider_id: int) -> tuple[Period, ...]:
    """Contract periods of one provider."""
    return tuple(Period(c.first_day, c.last_day) for c in contracts if c.provider_id == provider_id)


def suspension_periods(case: HelpCase) -> tuple[Period, ...]:
    """Days without visits (要領11)."""
    return tuple(Period(s.first_day, s.last_day) for s in case.suspensions)


def helper_elsewhere(visit: Visit, around: Surroundings) -> tuple[VisitSlot, ...]:
    """Visits of the same helper under other applications on that day."""
    if visit.helper_id is None:
        return ()
    return tuple(
        slot_of(v, around.policies)
        for v in around.elsewhere
        if v.helper_id == visit.helper_id and v.visit_on == visit.visit_on and v.application_id != visit.application_id
    )


def slots_beside(around: Surroundings) -> tuple[VisitSlot, ...]:
    """Visits of the household under its other applications to the programme."""
    return tuple(slot_of(v, around.policies) for case in around.beside for v in case.visits)


def visit_facts(case: HelpCase, visits: Iterable[Visit], around: Surroundings) -> Iterator[VisitFacts]:
    """Several visits of one application, new or stored, each with what surrounds it.

    What stands in `visits` takes the place of the stored state of the same visit.
    """
    wanted = tuple(visits)
    slots = {visit_key(v): slot_of(v, around.policies) for v in wanted}
    stored = [slot_of(v, around.policies) for v in case.visits if visit_key(v) not in slots]
    everyone, suspended = (*stored, *slots.values()), suspension_periods(case)
    beside = slots_beside(around)
    approvals = {held: approval_on(case, held.effective_from, around) for held in case.dispatches}
    contracts = {p: contract_periods(around.contracts, p) for p in {v.provider_id for v in wanted}}
    for visit in wanted:
        slot, held = slots[visit_key(visit)], terms_on(case.dispatches, visit.visit_on)
        yield VisitFacts(
            visit=slot,
            approval=None if held is None else approvals[held],
            multiples=around.multiples,
            contracts=contracts[visit.provider_id],
            others=tuple(s for s in everyone if s is not slot),
            beside=beside,
            helper_elsewhere=helper_elsewhere(visit, around),
            suspensions=suspended,
            holidays=around.holidays,
        )


def newly_broken(
    case: HelpCase, changed: Iterable[Visit], around: Surroundings, rules: Iterable[LimitRule]
) -> tuple[LimitFinding, ...]:
    """Limits that the changed visits break, and those that other visits break only because of them.

    Others are those of the application and, for limits of the household, of its applications beside.
    """
    rules, changed = tuple(rules), tuple(changed)
    mine = {visit_key(v) for v in changed}
    after = (*(v for v in case.visits if visit_key(v) not in mine), *changed)
    now = check_visits(case, after, around, rules)
    known = _known(check_visits(case, case.visits, around, rules))
    found = [
        f for key, many in now.items() for f in many if not f.kept and (key in mine or (f.rule_id, key) not in known)
    ]
    shared = tuple(r for r in rules if r.kind in HOUSEHOLD_CHECKS)
    for other in around.beside if shared else ():
        found += _pushed(other, (case, replace(case, visits=after)), around, shared)
    return tuple(found)


def _pushed(
    other: HelpCase, turns: tuple[HelpCase, HelpCase], around: Surroundings, rules: tuple[LimitRule, ...]
) -> list[LimitFinding]:
    """What visits under another application of the household break after the second of two `turns` and not before."""
    rest = tuple(c for c in around.beside if c is not other)
    before, now = (check_visits(other, other.visits, replace(around, beside=(*rest, c)), rules) for c in turns)
    known = _known(before)
    return [f for key, many in now.items() for f in many if not f.kept and (f.rule_id, key) not in known]


def _known(answers: Mapping[str, tuple[LimitFinding, ...]]) -> set[tuple[str, str]]:
    return {(f.rule_id, f.subject) for many in answers.values() for f in many if not f.kept}


def check_visits(
    case: HelpCase,
    visits: Iterable[Visit],
    around: Surroundings,
    rules: Iterable[LimitRule],
    *,
    only_broken: bool = False,
) -> dict[str, tuple[LimitFinding, ...]]:
    """What every rule says about each of the visits, by `visit_key`; with `only_broken`, nothing about kept ones."""
    rules = tuple(rules)
    every = visit_facts(case, visits, around)
    return {facts.visit.key: check_visit(facts, rules, only_broken=only_broken) for facts in every}

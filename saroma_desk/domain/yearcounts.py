"""Counting one fiscal year: every figure with the ids and households behind it.

Keys (of the year; those marked * also by month, as ``2026-04.helper.visits``):

* ``<consult|helper|any>.<households*|persons|children|expectants>``, ``<consult|helper>.visits*``,
  ``consult.minutes*``, ``helper.minutes_actual*``, ``helper.minutes_billed*`` (minutes);
* ``cases.<active|new|continued|closed|at_end|reopened>``, ``route.<code>``, ``intake.<kind>``, ``close.<reason>``,
  ``close.with_plan``, ``close.all_goals_reached``, ``review.<due|done>``;
* ``applications.<received|approved|rejected|withdrawn|cancelled|suspended>*``;
* ``judgement.<code>``, ``group.<code>.<short|medium|open|all>``, ``indicator.<first|last>.<code>.<state>``;
* ``health.<subject|all>.<profession|all>.<visits|persons>``;
* ``money.<price|copay|town>*`` (whole yen, ids are visits), ``claims``, ``providers.contracted``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from .calendar import YearMonth, fiscal_range
from .case import ConsultVisit, Evaluation
from .claim import ClaimLine
from .dispatch import Outcome, Visit, VisitStatus
from .household import present_members
from .periods import Period, period_end
from .plan import Plan
from .screening import Judgement
from .snapshot import CaseSnapshot, HelpCase
from .yearly import Figure, Kind, PersonsBasis, YearInput, standing_claims
from .yearpersons import is_child, is_pregnant


@dataclass(slots=True)
class _Entry:
    kind: Kind
    distinct: bool
    value: int = 0
    ids: set[int] = field(default_factory=set)
    households: set[int] = field(default_factory=set)


class Tally:
    """Collects figures; the only mutable thing here, and it never leaves the module that counts."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}

    def one(self, key: str, kind: Kind, row_id: int, household: int | None = None) -> None:
        """Count the record once, however often it is told."""
        entry = self._entries.setdefault(key, _Entry(kind, distinct=True))
        entry.ids.add(row_id)
        if household is not None:
            entry.households.add(household)

    def add(self, key: str, kind: Kind, row_id: int, amount: int, household: int | None = None) -> None:
        """Add an amount (minutes or yen) that the record stands for."""
        entry = self._entries.setdefault(key, _Entry(kind, distinct=False))
        entry.value += amount
        entry.ids.add(row_id)
        if household is not None:
            entry.households.add(household)

    def figures(self) -> dict[str, Figure]:
        """What was collected."""
        return {
            key: Figure(
                key=key,
                value=len(e.ids) if e.distinct else e.value,
                kind=e.kind,
                ids=tuple(sorted(e.ids)),
                households=tuple(sorted(e.households)),
            )
            for key, e in sorted(self._entries.items())
        }


def count_year(source: YearInput, year: int, basis: PersonsBasis) -> dict[str, Figure]:
    """All figures of one fiscal year by key; what did not occur has no key."""
    tally = Tally()
    span = Period(*fiscal_range(year))
    for snapshot in source.snapshots:
        _count_case(tally, snapshot, span)
        _count_applications(tally, snapshot, span)
        _count_visits(tally, snapshot, span, basis)
        _count_surveys(tally, snapshot, span)
        _count_reviews(tally, snapshot, span, source.made_on)
    _count_money(tally, source, year)
    for contract in source.contracts:
        if span.overlaps(Period(contract.first_day, contract.last_day)):
            tally.one("providers.contracted", Kind.PROVIDER, contract.provider_id)
    return tally.figures()


def active_in(snapshot: CaseSnapshot, span: Period) -> bool:
    """Whether the episode was open on at least one day of the span."""
    closed = snapshot.closure.closed_on if snapshot.closure else None
    received = snapshot.episode.received_on
    return span.overlaps(Period(received, closed if closed is None else max(closed, received)))


def done_visits(snapshot: CaseSnapshot, span: Period) -> Iterator[tuple[HelpCase, Visit]]:
    """Helper visits done on days of the span."""
    for case in snapshot.help_cases:
        for visit in case.visits:
            if visit.status is VisitStatus.DONE and span.contains(visit.visit_on):
                yield case, visit


def consult_visits(snapshot: CaseSnapshot, span: Period) -> Iterator[ConsultVisit]:
    """The town's own visits on days of the span."""
    return (v for v in snapshot.consult_visits if span.contains(v.visited_on))


def visit_minutes(visit: Visit) -> int | None:
    """Actual length in minutes; None until both times were reported or when they do not fit."""
    if visit.actual_start is None or visit.actual_end is None:
        return None
    length = (visit.actual_end.hour - visit.actual_start.hour) * 60 + visit.actual_end.minute
    length -= visit.actual_start.minute
    return length if length > 0 else None


def _count_case(tally: Tally, snapshot: CaseSnapshot, span: Period) -> None:
    episode, home = snapshot.episode, snapshot.household.id
    closure = snapshot.closure
    if not active_in(snapshot, span):
        return
    tally.one("cases.active", Kind.HOUSEHOLD, home, home)
    new = span.contains(episode.received_on)
    tally.one("cases.new" if new else "cases.continued", Kind.EPISODE, episode.id, home)
    if new:
        tally.one(f"route.{episode.route}", Kind.EPISODE, episode.id, home)
        tally.one(f"intake.{episode.intake_kind}", Kind.EPISODE, episode.id, home)
        if episode.previous_id is not None:
            tally.one("cases.reopened", Kind.EPISODE, episode.id, home)
    if closure is not None and span.contains(closure.closed_on):
        tally.one("cases.closed", Kind.EPISODE, episode.id, home)
        tally.one(f"close.{closure.reason}", Kind.EPISODE, episode.id, home)
    else:
        tally.one("cases.at_end", Kind.EPISODE, episode.id, home)


def _count_applications(tally: Tally, snapshot: CaseSnapshot, span: Period) -> None:
    home = snapshot.household.id
    for case in snapshot.help_cases:
        decided = case.decision
        events: list[tuple[str, date | None]] = [
            ("applications.received", case.application.received_on),
            ("applications.withdrawn", case.withdrawal.filed_on if case.withdrawal else None),
            ("applications.cancelled", case.cancellation.decided_on if case.cancellation else None),
        ]
        if decided is not None:
            name = "approved" if decided.outcome is Outcome.APPROVED else "rejected"
            events.append((f"applications.{name}", decided.decided_on))
        events += [("applications.suspended", s.first_day) for s in case.suspensions]
        for key, on in events:
            if on is not None and span.contains(on):
                tally.one(key, Kind.APPLICATION, case.application.id, home)
                tally.one(f"{_month(on)}.{key}", Kind.APPLICATION, case.application.id, home)


def _count_visits(tally: Tally, snapshot: CaseSnapshot, span: Period, basis: PersonsBasis) -> None:
    home = snapshot.household.id
    helper_days, consult_days = set(), set()
    for _, visit in done_visits(snapshot, span):
        helper_days.add(visit.visit_on)
        minutes = visit_minutes(visit) or 0
        for prefix in ("", f"{_month(visit.visit_on)}."):
            tally.one(f"{prefix}helper.households", Kind.HOUSEHOLD, home, home)
            tally.one(f"{prefix}helper.visits", Kind.VISIT, visit.id, home)
            tally.add(f"{prefix}helper.minutes_actual", Kind.VISIT, visit.id, minutes, home)
    for consult in consult_visits(snapshot, span):
        consult_days.add(consult.visited_on)
        for prefix in ("", f"{_month(consult.visited_on)}."):
            tally.one(f"{prefix}consult.households", Kind.HOUSEHOLD, home, home)
            tally.one(f"{prefix}consult.visits", Kind.CONSULT_VISIT, consult.id, home)
            tally.add(f"{prefix}consult.minutes", Kind.CONSULT_VISIT, consult.id, consult.minutes or 0, home)
        _count_subject(tally, consult, home)
    if helper_days or consult_days:
        tally.one("any.households", Kind.HOUSEHOLD, home, home)
    for name, days in (("helper", helper_days), ("consult", consult_days), ("any", helper_days | consult_days)):
        _count_persons(tally, snapshot, name, days, basis)


def _count_subject(tally: Tally, consult: ConsultVisit, home: int) -> None:
    """For the report of maternal and child health; a visit to the family as a whole stands under −household id."""
    person = consult.subject_member_id or -home
    for profession in (consult.profession, "all"):
        for subject in (consult.subject, "all"):
            tally.one(f"health.{subject}.{profession}.visits", Kind.CONSULT_VISIT, consult.id, home)
            tally.one(f"health.{subject}.{profession}.persons", Kind.MEMBER, person, home)


def _count_persons(tally: Tally, snapshot: CaseSnapshot, service: str, days: set[date], basis: PersonsBasis) -> None:
    home = snapshot.household.id
    for day in days:
        here = present_members(snapshot.members, day)
        expectant = {m.id for m in here if is_pregnant(snapshot, m, day)}
        for member in here:
            child = member.id not in expectant and is_child(member, day, basis, unborn_possible=bool(expectant))
            if child or member.id in expectant:
                tally.one(f"{service}.persons", Kind.MEMBER, member.id, home)
                tally.one(f"{service}.{'children' if child else 'expectants'}", Kind.MEMBER, member.id, home)


def _count_surveys(tally: Tally, snapshot: CaseSnapshot, span: Period) -> None:
    """Target groups by type and the indicators at intake and at the last survey, for episodes open in the year."""
    if not active_in(snapshot, span):
        return
    home, episode = snapshot.household.id, snapshot.episode.id
    known = [s for s in snapshot.screenings if span.last is None or s.surveyed_on <= span.last]
    if not known:
        return
    judged = [s for s in known if s.judgement is not Judgement.OPEN]
    if judged:
        last = judged[-1]
        tally.one(f"judgement.{last.judgement}", Kind.EPISODE, episode, home)
        for group in last.target_groups:
            tally.one(f"group.{group}.{last.support_type or 'open'}", Kind.EPISODE, episode, home)
            tally.one(f"group.{group}.all", Kind.EPISODE, episode, home)
    for when, survey in (("first", known[0]), ("last", known[-1])):
        for answer in survey.answers:
            tally.one(f"indicator.{when}.{answer.code}.{answer.state}", Kind.EPISODE, episode, home)


def _count_reviews(tally: Tally, snapshot: CaseSnapshot, span: Period, today: date) -> None:
    """Reviews that fell due (要領6(3)⑤) and closings whose goals were all reached (要領6(5)①)."""
    home = snapshot.household.id
    for plan in snapshot.plans:
        due = review_due(snapshot, plan)
        if due is None or not span.contains(due) or due > today:
            continue
        tally.one("review.due", Kind.PLAN, plan.id, home)
        if any(plan.period_from <= e.evaluated_on <= today and e.plan_id == plan.id for e in snapshot.evaluations):
            tally.one("review.done", Kind.PLAN, plan.id, home)
    if snapshot.closure is not None and span.contains(snapshot.closure.closed_on) and snapshot.plans:
        tally.one("close.with_plan", Kind.EPISODE, snapshot.episode.id, home)
        last = last_evaluation(snapshot)
        if last is not None and last.goal_results and all(g.result == "reached" for g in last.goal_results):
            tally.one("close.all_goals_reached", Kind.EPISODE, snapshot.episode.id, home)


def review_due(snapshot: CaseSnapshot, plan: Plan) -> date | None:
    """Day by which the plan is to be reviewed; None when it was never decided, or was replaced or closed before."""
    if plan.decided_on is None:
        return None
    due = plan.next_review_on or period_end(plan.period_from, snapshot.programme.review_months)
    replaced = [p.made_on for p in snapshot.plans if p.revision > plan.revision]
    ends = replaced + ([snapshot.closure.closed_on] if snapshot.closure else [])
    evaluated = any(e.plan_id == plan.id for e in snapshot.evaluations)
    return due if evaluated or all(end > due for end in ends) else None


def last_evaluation(snapshot: CaseSnapshot) -> Evaluation | None:
    """The latest evaluation of the episode."""
    return max(snapshot.evaluations, key=lambda e: (e.evaluated_on, e.id), default=None)


def _count_money(tally: Tally, source: YearInput, year: int) -> None:
    for claim in standing_claims(source.claims):
        month = YearMonth.of(claim.month)
        if month.fiscal_year != year:
            continue
        tally.one("claims", Kind.CLAIM, claim.id)
        for line in claim.lines:
            for prefix in ("", f"{month.first:%Y-%m}."):
                _count_line(tally, prefix, line)


def _count_line(tally: Tally, prefix: str, line: ClaimLine) -> None:
    for key, amount in (
        ("money.price", line.price_yen),
        ("money.copay", line.copay_yen),
        ("money.town", line.town_yen),
        ("helper.minutes_billed", line.billed_minutes),
    ):
        tally.add(f"{prefix}{key}", Kind.VISIT, line.visit_id, amount, line.household_id)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"

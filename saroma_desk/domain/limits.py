"""The limit engine (要領10 and the like): pure answers; whether to go on is the nurse's decision, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from saroma_desk.domain.limit_approvals import APPROVAL_CHECKS
from saroma_desk.domain.limit_checks import VISIT_CHECKS, Outcome, clock, first_uncovered, span_ja
from saroma_desk.domain.limit_facts import (
    ApprovalFacts,
    LimitFinding,
    LimitKind,
    LimitRule,
    Standing,
    VisitFacts,
    VisitSlot,
    limit_rules,
    week_of,
    week_start_of,
)
from saroma_desk.domain.limit_household import HOUSEHOLD_CHECKS
from saroma_desk.domain.periods import days_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "ApprovalFacts",
    "Excuse",
    "LimitFinding",
    "LimitKind",
    "LimitRule",
    "Remaining",
    "Room",
    "Standing",
    "VisitCount",
    "VisitFacts",
    "VisitSlot",
    "check_approval",
    "check_visit",
    "clock",
    "count_visits",
    "first_uncovered",
    "limit_rules",
    "remaining",
    "span_ja",
    "unexcused",
    "week_of",
    "week_start_of",
]


_CHECKS = {**VISIT_CHECKS, **HOUSEHOLD_CHECKS}


class Excuse(Protocol):
    """A recorded exception, such as `LimitException`: the rule it excuses and the key it was given for."""

    @property
    def rule(self) -> str:
        """Id of the rule."""

    @property
    def subject_key(self) -> str:
        """Key of the visit or approval."""

    @property
    def withdrawn_on(self) -> date | None:
        """Day on which it was withdrawn; None while it holds."""


def check_visit(
    facts: VisitFacts, rules: Iterable[LimitRule], *, only_broken: bool = False
) -> tuple[LimitFinding, ...]:
    """What each rule says about the visit, in the order of the rules; nothing about a visit that was not done.

    With `only_broken`, kept limits are left out, as where a whole month is gone through.
    """
    if facts.visit.standing is Standing.FREE:
        return ()
    findings = []
    for rule in rules:
        outcome = _CHECKS[rule.kind](rule, facts)
        if outcome is not None and not (only_broken and outcome.kept):
            excused_by: tuple[str, ...] = (facts.visit.key,)
            if outcome.within_approval and facts.approval is not None:
                excused_by += (facts.approval.key,)
            findings.append(_finding(rule, outcome, facts.visit.key, excused_by))
    return tuple(findings)


def check_approval(facts: ApprovalFacts, rules: Iterable[LimitRule]) -> tuple[LimitFinding, ...]:
    """What each rule says about the terms to be approved, in the order of the rules."""
    findings = []
    for rule in rules:
        check = APPROVAL_CHECKS.get(rule.kind)
        outcome = check(rule, facts) if check else None
        if outcome is not None:
            findings.append(_finding(rule, outcome, facts.key, (facts.key,)))
    return tuple(findings)


def unexcused(
    findings: Iterable[LimitFinding], exceptions: Iterable[Excuse], accepted: Mapping[str, date] = MappingProxyType({})
) -> tuple[LimitFinding, ...]:
    """The broken limits for which no exception is recorded; advisory ones never demand any.

    A withdrawn exception excuses nothing any more but a visit whose claim was `accepted` (by its key, the day) before.
    """
    given: dict[tuple[str, str], list[date | None]] = {}
    for excuse in exceptions:
        given.setdefault((excuse.rule, excuse.subject_key), []).append(excuse.withdrawn_on)
    return tuple(
        f for f in findings if not f.kept and not f.advisory and not _excused(f, given, accepted.get(f.subject))
    )


def _excused(
    finding: LimitFinding, given: Mapping[tuple[str, str], Sequence[date | None]], accepted_on: date | None
) -> bool:
    ends = (end for key in finding.excused_by for end in given.get((finding.rule_id, key), ()))
    return any(end is None or (accepted_on is not None and accepted_on <= end) for end in ends)


def _finding(rule: LimitRule, outcome: Outcome, subject: str, excused_by: tuple[str, ...]) -> LimitFinding:
    return LimitFinding(
        rule_id=rule.id,
        kept=outcome.kept,
        article=rule.article,
        message_ja=f"{rule.label}（{rule.article}）：{outcome.figures}",
        remedy_ja="" if outcome.kept else _remedy(rule, outcome.remedy),
        subject=subject,
        excused_by=excused_by,
        advisory=rule.advisory,
    )


def _remedy(rule: LimitRule, change: str) -> str:
    if rule.advisory:
        return f"{change}か、差し支えないか確かめてください。"
    if rule.clause:
        return f"{change}か、やむをえない場合（{rule.clause}）の理由を記録してください。"
    return f"{change}か、それでも行う理由を記録してください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCount:
    """承認・実施・予定・残 of an application: the one place that says what 残 means.

    Attributes:
        approved: approved visits, or the limit of the rules where the approval fixes none; None = no limit.
        done: visits that took place, or count by the town's answer (不在 …).
        planned: visits that are planned and still to come.
    """

    approved: int | None
    done: int
    planned: int

    @property
    def left(self) -> int | None:
        """残: how many may still be planned (承認 − 実施 − 予定); below 0 when exceeded."""
        return _left(self.approved, self.done + self.planned)

    @property
    def to_come(self) -> int | None:
        """How many may still take place, planned or not (承認 − 実施): what runs out when 残 is long used up."""
        return _left(self.approved, self.done)


def count_visits(approved: int | None, visits: Iterable[VisitSlot]) -> VisitCount:
    """Count all visits under one application; those that were not done and do not count are left out."""
    standings = [v.standing for v in visits]
    return VisitCount(
        approved=approved, done=standings.count(Standing.COUNTED), planned=standings.count(Standing.PLANNED)
    )


@dataclass(frozen=True, slots=True)
class Room:
    """A limit in visits, and how many of them are used."""

    cap: int
    used: int

    @property
    def left(self) -> int:
        """How many are left; below 0 when exceeded."""
        return self.cap - self.used


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What is left of an approval on a day besides the visits themselves; None = no such limit, below 0 = exceeded.

    Attributes:
        days: days up to the last approved day, the day itself counted.
        week: visits in the week of the day, as the rules begin it.
        month_visits: visits left in its month.
        day_minutes, month_minutes: minutes left on the day and in its month.
    """

    days: int | None
    week: Room | None
    month_visits: int | None
    day_minutes: int | None
    month_minutes: int | None

    @property
    def week_visits(self) -> int | None:
        """Visits left in the week of the day."""
        return None if self.week is None else self.week.left


def remaining(
    approval: ApprovalFacts,
    visits: Sequence[VisitSlot],
    on: date,
    rules: Sequence[LimitRule],
    beside: Sequence[VisitSlot] = (),
) -> Remaining:
    """What is left under the approval when looked at on day `on`.

    Args:
        approval: the terms in force on that day.
        visits: all visits under its application.
        on: the day.
        rules: limits of the rule set.
        beside: visits of the household under its other applications to the programme; what counts by day, week and
            month counts them too.
    """
    used = [v for v in (*visits, *beside) if v.standing is not Standing.FREE]
    month = [v for v in used if (v.on.year, v.on.month) == (on.year, on.month)]
    by_kind = {rule.kind: rule.cap(multiples=approval.multiples) for rule in rules if rule.value is not None}
    return Remaining(
        days=None if approval.period.last is None else days_left(approval.period.last, on),
        week=_week_room(approval, visits, on, rules, beside),
        month_visits=_left(by_kind.get(LimitKind.COUNT_PER_MONTH), len(month)),
        day_minutes=_left(by_kind.get(LimitKind.MINUTES_PER_DAY), sum(v.minutes for v in used if v.on == on)),
        month_minutes=_left(by_kind.get(LimitKind.MINUTES_PER_MONTH), sum(v.minutes for v in month)),
    )


def _week_room(
    approval: ApprovalFacts,
    visits: Iterable[VisitSlot],
    on: date,
    rules: Sequence[LimitRule],
    beside: Iterable[VisitSlot] = (),
) -> Room | None:
    """What bounds the visits in the week of a day: the approval or the limit of the household, whichever is tighter.

    More a week than the limit, once approved, holds for the household too. Arguments as in `remaining`; None where
    nothing bounds them.
    """
    start = week_start_of(rules)
    mine, others = (
        sum(v.standing is not Standing.FREE and v.week(start) == week_of(on, start) for v in slots)
        for slots in (visits, beside)
    )
    caps = [r.cap(multiples=approval.multiples) for r in rules if r.kind is LimitKind.COUNT_PER_WEEK and r.value]
    rooms = [Room(max(cap, approval.per_week or 0), mine + others) for cap in caps]
    if approval.per_week is not None:
        rooms.append(Room(approval.per_week, mine))
    return min(rooms, key=lambda room: room.left, default=None)


def _left(cap: int | None, used: int) -> int | None:
    return None if cap is None else cap - used

"""What the limit engine is told and what it answers; plain values only, filled by services from records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from saroma_desk.domain.calendar import YearMonth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from saroma_desk.domain.periods import Period


class LimitKind(StrEnum):
    """What a rule limits; `value` of the rule is a count of what stands behind the dash."""

    COUNT_PER_PERIOD = "count_per_period"  # visits under one approval
    COUNT_PER_MONTH = "count_per_month"  # visits in a calendar month
    COUNT_PER_WEEK = "count_per_week"  # visits in a week, which begins on `week_start`
    SPACING_DAYS = "spacing_days"  # days from one visit to the next, at least
    PERIOD_MONTHS = "period_months"  # calendar months of the approved period, at most
    TIME_WINDOW = "time_window"  # from `start` to `end` of the day
    VISIT_MINUTES = "visit_minutes"  # minutes of one visit, at most
    MINUTES_PER_DAY = "minutes_per_day"  # minutes on one day, at most
    MINUTES_PER_MONTH = "minutes_per_month"  # minutes in a calendar month, at most
    WEEKDAYS = "weekdays"  # only on `weekdays`
    NOT_ON_HOLIDAYS = "not_on_holidays"  # not on the holidays passed in
    CONSECUTIVE_GAP = "consecutive_gap"  # more than so many minutes between two visits of a day
    INSIDE_CONTRACT = "inside_contract"  # a contract of the provider covers the day
    INSIDE_APPROVAL = "inside_approval"  # approved for the day, and not more often than approved
    AS_APPROVED = "as_approved"  # weekday, time of day, length and visits in a week as the approval fixes them
    NOT_SUSPENDED = "not_suspended"  # not while visits are suspended
    HELPER_NOT_TWICE = "helper_not_twice"  # the helper is in one home at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRule:
    """One limit of a rule set.

    Attributes:
        id: stable id that exceptions store, e.g. ``visits``.
        value: the limit; None where the kind needs none.
        multiples: the limit for multiple births (多胎); None = the same.
        start, end: window of the day, both inclusive.
        weekdays: 0 = Monday … 6 = Sunday.
        week_start: weekday on which weeks begin.
        article: as shown to people, e.g. 要領10(2).
        label: official wording of what is limited.
        clause: the clause that allows an exception, e.g. 要領10ただし書; empty when none does.
        advisory: only points something out and demands no reason.
    """

    id: str
    kind: LimitKind
    article: str
    label: str
    value: int | None = None
    multiples: int | None = None
    start: time | None = None
    end: time | None = None
    weekdays: frozenset[int] = frozenset()
    week_start: int = 0
    clause: str = ""
    advisory: bool = False

    def cap(self, *, multiples: bool) -> int:
        """The limit for this household; raises ValueError when the rule set gives none."""
        value = self.multiples if multiples and self.multiples is not None else self.value
        if value is None:
            raise ValueError(f"limits.{self.id}: value")
        return value

    def window(self) -> tuple[time, time]:
        """(start, end) of the day; raises ValueError when the rule set does not give both."""
        if self.start is None or self.end is None:
            raise ValueError(f"limits.{self.id}: start, end")
        return self.start, self.end


def limit_rules(rows: Iterable[Mapping[str, Any]], *, clause: str = "", prefix: str = "") -> tuple[LimitRule, ...]:
    """Rules from the rule set's limits section.

    `clause` excuses the rules of its own article number, or those that name a clause themselves; `prefix`, such as
    要領, stands before every article shown. Raises ValueError naming rule and key.
    """
    return tuple(_rule(row, clause, prefix) for row in rows)


def _rule(row: Mapping[str, Any], clause: str, prefix: str) -> LimitRule:
    own_clause = row.get("clause", clause if _number(clause) == _number(row.get("article", "")) else "")
    try:
        return LimitRule(
            id=row["id"],
            kind=LimitKind(row["kind"]),
            article=prefix + row["article"],
            label=row["label"],
            value=row.get("value"),
            multiples=row.get("multiples"),
            start=time.fromisoformat(row["start"]) if "start" in row else None,
            end=time.fromisoformat(row["end"]) if "end" in row else None,
            weekdays=frozenset(row.get("weekdays", ())),
            week_start=row.get("week_start", 0),
            clause=prefix + own_clause if own_clause else "",
            advisory=row.get("advisory", False),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"limits.{row.get('id', '?')}: {error}") from error


def _number(article: str) -> str:
    found = re.match(r"\d+", article)
    return found[0] if found else article


class Standing(StrEnum):
    """Whether a visit uses up one of the approved visits."""

    PLANNED = "planned"  # not yet due; uses one up when it takes place
    COUNTED = "counted"  # took place, or counts by the policy of its status
    FREE = "free"  # was not done and does not count


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSlot:
    """One visit as limits see it: actual times where reported, planned ones otherwise.

    Attributes:
        key: what an exception names, e.g. ``visit:40``.
    """

    key: str
    on: date
    start: time
    end: time
    standing: Standing = Standing.PLANNED

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return _minutes(self.end) - _minutes(self.start)

    @property
    def order(self) -> tuple[date, time, time, str]:
        """Order in which visits use up a limit."""
        return self.on, self.start, self.end, self.key

    @property
    def month(self) -> YearMonth:
        """Calendar month."""
        return YearMonth.of(self.on)

    def week(self, start: int = 0) -> date:
        """First day of its week, which begins on weekday `start` (0 = Monday)."""
        return week_of(self.on, start)

    def gap_minutes(self, later: VisitSlot) -> int:
        """Minutes from the end of this visit to the start of a later one of the same day; below 0 when they overlap."""
        return _minutes(later.start) - _minutes(self.end)

    def overlaps(self, other: VisitSlot) -> bool:
        """Whether both take place at some same minute; one may begin when the other ends."""
        return self.on == other.on and self.start < other.end and other.start < self.end


def week_of(day: date, start: int = 0) -> date:
    """First day of the week of `day`, which begins on weekday `start` (0 = Monday); months do not end it."""
    return day - timedelta(days=(day.weekday() - start) % 7)


def week_start_of(rules: Iterable[LimitRule]) -> int:
    """Weekday on which weeks begin under these rules: that of the first rule that counts by the week, else Monday."""
    kinds = (LimitKind.COUNT_PER_WEEK, LimitKind.AS_APPROVED)
    return next((rule.week_start for rule in rules if rule.kind in kinds), 0)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """An approval (or a change of it) in force; None = not fixed by it.

    Attributes:
        key: what an exception names, e.g. ``application:12``.
        period: approved days, both inclusive; already cut short by a withdrawal or cancellation.
        visits: approved number of visits.
        per_week: approved number in a week.
        start, end: approved window of the day.
        minutes: approved length of one visit.
        weekdays: approved days, 0 = Monday; empty = not fixed.
        multiples: multiple birth or pregnancy of the target children.
        contracts: periods of the provider's contracts.
    """

    key: str
    period: Period
    visits: int | None = None
    per_week: int | None = None
    start: time | None = None
    end: time | None = None
    minutes: int | None = None
    weekdays: frozenset[int] = frozenset()
    multiples: bool = False
    contracts: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """A visit and what surrounds it.

    Attributes:
        approval: the approval in force on that day; None when there is none.
        multiples: multiple birth or pregnancy of the target children.
        contracts: periods of the provider's contracts.
        others: all other visits under the same application.
        beside: visits of the household under its other applications to the programme.
        helper_elsewhere: visits of the same helper in other homes on that day.
        suspensions: days without visits, inclusive.
        holidays: days that count as holidays.
    """

    visit: VisitSlot
    approval: ApprovalFacts | None
    multiples: bool = False
    contracts: tuple[Period, ...] = ()
    others: tuple[VisitSlot, ...] = ()
    beside: tuple[VisitSlot, ...] = ()
    helper_elsewhere: tuple[VisitSlot, ...] = ()
    suspensions: tuple[Period, ...] = ()
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFinding:
    """The engine's answer to one rule.

    Attributes:
        rule_id: id of the rule.
        kept: whether the limit is kept.
        article: as shown to people.
        message_ja: the figures in one calm Japanese sentence, also when kept.
        remedy_ja: what would keep the limit; empty when kept.
        subject: key of the visit or approval looked at; a new exception names it.
        excused_by: keys under which a recorded exception to the rule excuses this finding: the subject, and the
            approval where the visit stays within what was approved.
        advisory: demands no reason.
    """

    rule_id: str
    kept: bool
    article: str
    message_ja: str
    remedy_ja: str
    subject: str
    excused_by: tuple[str, ...]
    advisory: bool = False

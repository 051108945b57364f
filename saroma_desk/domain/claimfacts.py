"""What the claim check looks at and what it answers; plain values, so that every check is a pure function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction

from .calendar import YearMonth, weekday_ja
from .claim import AskedLine, ClaimLine
from .dispatch import ActivityReport, Dispatch, Visit, VisitStatus
from .fee import BillingRule, PriceTerms
from .limit_facts import LimitFinding
from .pricing import PricedVisit
from .provider import Helper


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that keeps a claim from being accepted without a reason.

    Attributes:
        code: stable ASCII name of the cause, e.g. ``no_confirmation`` or ``price_version``.
        text: the cause in one or two calm Japanese sentences; names the household by its number only.
        household_id, visit_id: what it concerns; None for the claim as a whole.
        amount: yen asked minus yen that the activity reports give; None where no money differs by itself.
    """

    code: str
    text: str
    household_id: int | None = None
    visit_id: int | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCase:
    """What the check must know of one application for a helper.

    Attributes:
        label: the household's management number, as texts name it.
        dispatches: approval and changes by `revision`; empty when nothing was approved.
        ended_on: first day on which no visit may be billed (辞退・取消); None while it runs.
        billable: statuses that cost something under the case's rule set; None = those of the month.
        longest_visit: minutes to which the case's rule set limits one visit; None = no such limit.
    """

    application_id: int
    household_id: int
    label: str
    dispatches: tuple[Dispatch, ...] = ()
    ended_on: date | None = None
    billable: frozenset[VisitStatus] | None = None
    longest_visit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Visits, billed minutes and whole yen of one household's lines."""

    visits: int = 0
    minutes: int = 0
    price_yen: int = 0
    copay_yen: int = 0
    town_yen: int = 0

    def fits(self, asked: AskedLine) -> bool:
        """Whether everything that the paper says of this household is the same here."""
        return all(value in (None, mine) for _, value, mine in self.beside(asked))

    def beside(self, asked: AskedLine) -> tuple[tuple[str, int | None, int], ...]:
        """(column, asked, mine) for each column of the paper."""
        return (
            ("visits", asked.visits, self.visits),
            ("minutes", asked.minutes, self.minutes),
            ("price", asked.price_yen, self.price_yen),
            ("copay", asked.copay_yen, self.copay_yen),
            ("town", asked.town_yen, self.town_yen),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """Everything from which one household's line of the month is computed, and could be computed wrongly.

    Attributes:
        items: all visits of the month with their prices, also those that are not billed.
        corrections: lines of earlier, locked months that the claim adds.
        other_prices: further versions of 別表1 of the provider, as (words, terms).
        other_rates: further copay classes, as (name, rate).
        neighbours: (words, sums) of the months before and after.
        rule: how the household's rule set rounds; None = as the month's.
    """

    items: tuple[PricedVisit, ...] = ()
    corrections: tuple[ClaimLine, ...] = ()
    other_prices: tuple[tuple[str, PriceTerms], ...] = ()
    other_rates: tuple[tuple[str, Fraction], ...] = ()
    neighbours: tuple[tuple[str, Sums], ...] = ()
    rule: BillingRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitBeside:
    """A visit of the provider under another programme, which its own claim bills; `label` is the household's number."""

    visit: Visit
    household_id: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """A provider's month as the claim check sees it.

    Attributes:
        lines: what the activity reports give today.
        asked, asked_total, sheets, claimed_on: the provider's own paper; `asked_total` None = nothing arrived yet.
        visits: the provider's visits of the month, and any other visit that its reports of the month carry.
        beside: its visits of the month under other programmes.
        reports: the provider's activity reports of the month.
        cases: by application id.
        numbers: management numbers by household id, also of households that the paper alone names.
        elsewhere: visits of the month under the same applications by other providers.
        helpers: by helper id.
        broken: by visit id, the limits that are broken without a recorded exception.
        billed_before: ids of visits that an accepted claim of an earlier month or attempt already holds.
        billable: statuses that cost something.
        rule: how the town rounds time and copay.
        confirmation_article: where the family's seal or signature is ordered, as people are told it.
        bills: by household id, what its line is computed from; lets a differing line be explained.
    """

    month: YearMonth
    provider_id: int
    lines: tuple[ClaimLine, ...] = ()
    asked: tuple[AskedLine, ...] = ()
    asked_total: int | None = None
    sheets: int | None = None
    claimed_on: date | None = None
    visits: tuple[Visit, ...] = ()
    beside: tuple[VisitBeside, ...] = ()
    reports: tuple[ActivityReport, ...] = ()
    cases: Mapping[int, CheckedCase] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)
    elsewhere: tuple[Visit, ...] = ()
    helpers: Mapping[int, Helper] = field(default_factory=dict)
    broken: Mapping[int, tuple[LimitFinding, ...]] = field(default_factory=dict)
    billed_before: frozenset[int] = frozenset()
    billable: frozenset[VisitStatus] = frozenset({VisitStatus.DONE})
    bills: Mapping[int, Bill] = field(default_factory=dict)
    rule: BillingRule = field(default_factory=BillingRule)
    confirmation_article: str = ""

    def is_billable(self, visit: Visit) -> bool:
        """Whether the visit's status costs something under the rule set of its case."""
        own = self.cases[visit.application_id].billable
        return visit.status in (self.billable if own is None else own)

    def label(self, household_id: int) -> str:
        """The household's number, or what stands in its place when nobody knows it."""
        return self.numbers.get(household_id, "台帳にない世帯")


def sums_of(lines: Iterable[ClaimLine]) -> dict[int, Sums]:
    """The lines added up by household; a line that takes back another (negative price) takes its visit back too."""
    found: dict[int, Sums] = {}
    for line in lines:
        before = found.get(line.household_id, Sums())
        found[line.household_id] = Sums(
            visits=before.visits + (-1 if line.price_yen < 0 else 1),
            minutes=before.minutes + line.billed_minutes,
            price_yen=before.price_yen + line.price_yen,
            copay_yen=before.copay_yen + line.copay_yen,
            town_yen=before.town_yen + line.town_yen,
        )
    return found


def hours_of(visit: Visit) -> tuple[time, time]:
    """Start and end as reported, as planned where not reported."""
    return visit.actual_start or visit.planned_start, visit.actual_end or visit.planned_end


def visit_day(visit: Visit) -> str:
    """'6月10日（水）'."""
    return f"{visit.visit_on.month}月{visit.visit_on.day}日（{weekday_ja(visit.visit_on)}）"


def visit_name(label: str, visit: Visit) -> str:
    """'R8-0003 6月10日（水）10:00の訪問'."""
    return f"{label} {visit_day(visit)}{hours_of(visit)[0]:%H:%M}の訪問"

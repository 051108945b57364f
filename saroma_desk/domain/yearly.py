"""The fiscal year as counted: figures that know the ids behind them, and all that stands beside them.

Definitions (spec of the yearly book §4.1), the same everywhere in the program:

* households (実世帯): distinct households with at least one visit done in the year, by service and in total;
* persons (実人数): distinct children and pregnant women of those households, each present on the day of a visit;
* visits (延回数) belong to the year of the day of the visit, money to the year of the service month (March included);
* new, continued and closed episodes go by their dates; an episode active in two years counts in each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .calendar import format_fiscal_year
from .claim import Claim, ClaimStatus
from .office import YearFigure
from .programme import Programme
from .provider import Contract, Provider
from .snapshot import CaseSnapshot
from .yearledgers import CaseRow, ClaimRow, ClosureRow, ConsultRow, ExceptionRow, VisitRow


class Kind(StrEnum):
    """What the ids behind a figure are ids of."""

    HOUSEHOLD = "household"
    MEMBER = "member"
    EPISODE = "episode"
    APPLICATION = "application"
    VISIT = "visit"
    CONSULT_VISIT = "consult_visit"
    CLAIM = "claim"
    PLAN = "plan"
    PROVIDER = "provider"
    EXCEPTION = "exception"
    PAPER = "paper"


class PersonsBasis(StrEnum):
    """Which children count as persons reached."""

    TARGET = "target"  # 対象児童
    ALL = "all"  # 世帯の18歳未満の児童すべて


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of the year and what stands behind it.

    Attributes:
        value: count of `ids`, or a sum in minutes or whole yen for figures that say so in their key.
        ids: distinct, ascending; of `kind`.
        households: distinct households behind the number; a public sheet masks by them.
    """

    key: str
    value: int = 0
    kind: Kind = Kind.HOUSEHOLD
    ids: tuple[int, ...] = ()
    households: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearInput:
    """Everything a yearly book is computed from; plain records, so it can be made by hand.

    Attributes:
        fiscal_year: western year in which the fiscal year begins.
        snapshots: all episodes of all years, each once.
        claims: all claims of all years, returned ones too.
        contracts, providers: all of the office, whether a case refers to them or not.
        figures: hand-entered figures of this and earlier sheets of the programme.
        plan_first_year, plan_years: plans of so many years follow each other from here on.
    """

    fiscal_year: int
    made_on: date
    made_by: str
    programme: Programme
    plan_first_year: int
    plan_years: int
    snapshots: tuple[CaseSnapshot, ...] = ()
    claims: tuple[Claim, ...] = ()
    providers: tuple[Provider, ...] = ()
    contracts: tuple[Contract, ...] = ()
    figures: tuple[YearFigure, ...] = ()
    practice: bool = False

    def plan_period(self) -> tuple[int, ...]:
        """Fiscal years of the plan that holds this year."""
        first = self.fiscal_year - (self.fiscal_year - self.plan_first_year) % self.plan_years
        return tuple(range(first, first + self.plan_years))


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One automatic check of the records.

    Attributes:
        found: number of records that are not as they should be; 0 is OK.
        detail: which ones, by management number and day, never by name.
    """

    id: str
    text: str
    found: int
    detail: str = ""
    kind: Kind = Kind.VISIT
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearData:
    """A fiscal year, counted; all that the workbook, the charts and the tab 集計 need.

    Attributes:
        figures: by fiscal year (this one, the one before, and the years of the plan so far), then by key.
        entered: hand-entered values for this sheet by key, with what earlier sheets carry over.
        first_recorded_year: fiscal year of the oldest record; before it the program knows nothing. None when empty.
        plan: fiscal years of the five-year plan.
        payments: last day of payment by month (first day of the month).
    """

    fiscal_year: int
    made_on: date
    made_by: str
    programme: Programme
    practice: bool
    plan: tuple[int, ...]
    first_recorded_year: int | None
    figures: Mapping[int, Mapping[str, Figure]]
    entered: Mapping[str, str]
    payments: Mapping[date, date]
    cases: tuple[CaseRow, ...]
    visits: tuple[VisitRow, ...]
    consults: tuple[ConsultRow, ...]
    claims: tuple[ClaimRow, ...]
    closures: tuple[ClosureRow, ...]
    exceptions: tuple[ExceptionRow, ...]
    checks: tuple[Check, ...]

    def figure(self, key: str, year: int | None = None) -> Figure:
        """The figure of that key, zero where nothing was counted; `year` defaults to the book's."""
        year = self.fiscal_year if year is None else year
        return self.figures.get(year, {}).get(key, Figure(key=key))

    def value(self, key: str, year: int | None = None) -> int:
        """The number alone."""
        return self.figure(key, year).value

    def count(self, key: str, year: int | None = None) -> tuple[int, ...]:
        """The ids behind a figure (drill-down); what they are ids of says its `kind`."""
        return self.figure(key, year).ids

    def year_name(self, year: int | None = None) -> str:
        """'令和8年度', in the words of the day on which the book is made; `year` defaults to the book's."""
        return format_fiscal_year(self.fiscal_year if year is None else year, self.made_on)

    def recorded(self, year: int) -> bool:
        """Whether the program can know the actual figures of a year: not before its first record, not after today."""
        return year == self.fiscal_year or (
            self.first_recorded_year is not None and self.first_recorded_year <= year <= self.fiscal_year
        )


def standing_claims(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims that count: of each provider and month the last paper that was not returned (返戻), by month."""
    last: dict[tuple[int, date], Claim] = {}
    for claim in claims:
        if claim.status is ClaimStatus.RETURNED:
            continue
        key = (claim.provider_id, claim.month)
        if key not in last or last[key].attempt < claim.attempt:
            last[key] = claim
    return tuple(sorted(last.values(), key=lambda c: (c.month, c.provider_id)))

"""From plain records to the counted year: the one place where figures, rows and checks come together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from .calendar import fiscal_range, fiscal_year
from .periods import Period
from .yearchecks import run_checks
from .yearcounts import count_year
from .yearentries import entered_for
from .yearly import PersonsBasis, YearData, YearInput, standing_claims
from .yearrows import Words, case_rows, closure_rows, exception_rows
from .yearvisits import claim_rows, consult_rows, visit_rows


def year_data_of(source: YearInput, words: Words, check_texts: Mapping[str, str]) -> YearData:
    """Count the year of `source`; the years of its plan so far and the year before stand beside it."""
    year = source.fiscal_year
    span = Period(*fiscal_range(year))
    entered = entered_for(source.figures, year)
    basis = PersonsBasis(entered.get("basis.persons", PersonsBasis.TARGET))
    plan = source.plan_period()
    years = sorted({year, year - 1, *(y for y in plan if y < year)})
    cases = case_rows(source, span, words)
    return YearData(
        fiscal_year=year,
        made_on=source.made_on,
        made_by=source.made_by,
        programme=source.programme,
        practice=source.practice,
        plan=plan,
        first_recorded_year=min((fiscal_year(day) for day in _days(source)), default=None),
        figures={y: count_year(source, y, basis) for y in years},
        entered=entered,
        payments=_payments(source, span),
        cases=cases,
        visits=visit_rows(source, span, words),
        consults=consult_rows(source, span, words),
        claims=claim_rows(source, span, words),
        closures=closure_rows(source, span),
        exceptions=exception_rows(source, span, words),
        checks=run_checks(source, span, cases, check_texts),
    )


def _days(source: YearInput) -> Iterator[date]:
    for snapshot in source.snapshots:
        yield snapshot.episode.received_on
        yield from (v.visited_on for v in snapshot.consult_visits)
        yield from (v.visit_on for case in snapshot.help_cases for v in case.visits)
    yield from (claim.month for claim in source.claims)


def _payments(source: YearInput, span: Period) -> dict[date, date]:
    paid: dict[date, date] = {}
    for claim in standing_claims(source.claims):
        if claim.paid_on is not None and span.contains(claim.month):
            paid[claim.month] = max(claim.paid_on, paid.get(claim.month, claim.paid_on))
    return paid

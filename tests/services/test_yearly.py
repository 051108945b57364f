"""The year from stored records, and the figures that only a person knows."""

from __future__ import annotations

from datetime import date

import pytest

from saroma_desk.domain.case import ConsultVisit
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import yearly
from saroma_desk.services.context import AppContext

from . import builders


def test_an_office_without_cases_has_a_year_of_zeros(ctx: AppContext) -> None:
    data = yearly.year_data(ctx, 2026)
    assert (data.value("any.households"), data.cases, data.first_recorded_year) == (0, (), None)
    assert data.made_by == ctx.user


def test_stored_records_are_counted(ctx: AppContext, case: builders.Case) -> None:
    with ctx.work("訪問の記録") as work:
        for on in (date(2026, 6, 3), date(2026, 6, 10)):
            work.add(
                ConsultVisit(
                    episode_id=case.episode.id, visited_on=on, profession="nurse", subject="infant", minutes=45
                )
            )
        work.commit()
    data = yearly.year_data(ctx, 2026)
    assert data.count("consult.households") == (case.household_id,)
    assert (data.value("consult.visits"), data.value("consult.minutes")) == (2, 90)
    assert data.value("consult.persons") == 1
    assert [row.household_no for row in data.cases] == [case.now.household.no]


def test_figures_are_stored_canonically_and_carry_over(ctx: AppContext) -> None:
    shown = yearly.set_figures(ctx, 2026, {"budget.2027.budget.total": "420,000円", "evaluation.own": "b"}).value
    assert shown == {"budget.2027.budget.total": "420000", "evaluation.own": "B"}
    assert yearly.figures(ctx, 2027) == {"budget.2027.budget.total": "420000"}


def test_a_figure_is_changed_and_cleared(ctx: AppContext) -> None:
    for typed in ("10", "12", "12", ""):
        yearly.set_figures(ctx, 2026, {"demand.2026.expected": typed})
    assert yearly.figures(ctx, 2026) == {}


def test_one_bad_cell_stores_nothing(ctx: AppContext) -> None:
    with pytest.raises(KnownError) as told:
        yearly.set_figures(ctx, 2026, {"demand.2026.expected": "10", "demand.2026.rate": "たくさん"})
    assert [e.field for e in told.value.fields] == ["demand.2026.rate"]
    assert yearly.figures(ctx, 2026) == {}


@pytest.mark.parametrize("year", [1990, 0, 99999])
def test_a_year_without_rule_set_is_told(ctx: AppContext, year: int) -> None:
    with pytest.raises(KnownError):
        yearly.year_data(ctx, year)


def test_years_to_choose_from_go_back_to_the_oldest_record(ctx: AppContext, clock: FixedClock) -> None:
    assert yearly.fiscal_years(ctx) == (2026,)
    builders.take_in(ctx, clock, received_on=date(2025, 2, 1))
    assert yearly.fiscal_years(ctx) == (2026, 2025, 2024)


def test_an_export_is_noted(ctx: AppContext) -> None:
    yearly.record_export(ctx, yearly.year_data(ctx, 2026), public=False)
    with ctx.read() as read:
        assert "年度集計の出力　2026　内部用" in [entry.act for entry in read.audit()]

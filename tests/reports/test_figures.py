"""Chart series and the cells to fill: what the tab 集計 shows."""

from __future__ import annotations

from saroma_desk.domain.yearentries import checked
from saroma_desk.domain.yearly import YearData
from saroma_desk.reports.figures import charts, plan_and_actual, routes, visits_by_month
from saroma_desk.reports.workbook import fields_to_fill

from . import world


def test_visits_by_month_open_the_list_behind_each_bar(town_year: YearData) -> None:
    chart = visits_by_month(town_year)
    assert [p.label for p in chart.series[0].points][:2] == ["4月", "5月"]
    assert [int(p.value or 0) for p in chart.series[1].points] == [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    april = chart.series[1].points[0].figure
    assert april is not None
    assert april.ids == (3,)


def test_plan_and_actual_over_the_years(town_year: YearData) -> None:
    expected, actual = plan_and_actual(town_year).series
    assert [p.value for p in expected.points] == [None, 10, None, None, None]
    assert [p.value for p in actual.points] == [0, 6, None, None, None]


def test_routes_show_every_route_even_unused(town_year: YearData) -> None:
    points = routes(town_year).series[0].points
    assert len(points) == len(town_year.programme.routes)
    assert sum(int(p.value or 0) for p in points) == town_year.value("cases.new")


def test_all_series_of_a_chart_share_their_labels() -> None:
    for data in (world.year(), world.empty_year()):
        for chart in charts(data):
            labels = [[p.label for p in series.points] for series in chart.series]
            assert all(row == labels[0] for row in labels)


def test_every_cell_to_fill_takes_an_entry(town_year: YearData) -> None:
    fields = fields_to_fill(town_year)
    typed = {"number": "7", "text": "文"}
    assert len({f.key for f in fields}) == len(fields)
    assert checked({f.key: typed.get(f.kind) or f.choices[0] for f in fields})[1] == []


def test_cells_to_fill_show_what_the_records_propose(town_year: YearData) -> None:
    proposed = {f.key: f.proposed for f in fields_to_fill(town_year)}
    assert proposed["indicator.a.consult_households.2026.actual"] == "5"
    assert proposed["budget.2026.actual.total"] == "6540"
    assert proposed["demand.2026.actual"] == "6"

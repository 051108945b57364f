"""Lines of the list of figures: the summary of the workbook, and every bar of the charts."""

from __future__ import annotations

from dataclasses import dataclass

from saroma_desk.domain.yearly import Figure, YearData
from saroma_desk.reports.figures import Chart
from saroma_desk.runtime.resources import read_yaml
from saroma_desk.ui.tabs.reports import texts


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure with its words; `figure` leads to the records behind it."""

    id: str
    section: str
    label: str
    value: str
    before: str
    unit: str
    note: str
    figure: Figure | None


def figure_rows(data: YearData, charts: tuple[Chart, ...]) -> tuple[FigureRow, ...]:
    """The summary first, then the bars chart by chart."""
    return (*_summary(data), *(row for chart in charts for row in _of_chart(chart)))


def _summary(data: YearData) -> list[FigureRow]:
    rows, section = [], ""
    for entry in read_yaml("yearly/summary.yaml")["rows"]:
        if "section" in entry:
            section = entry["section"]
            continue
        key, divide, last = entry["key"], entry.get("divide", 1), data.fiscal_year - 1
        rows.append(
            FigureRow(
                id=key,
                section=section,
                label=entry["label"],
                value=texts.shown(data.value(key), divide),
                before=texts.shown(data.value(key, last), divide) if data.recorded(last) else "",
                unit=entry["unit"],
                note=entry.get("note", ""),
                figure=data.figure(key),
            )
        )
    return rows


def _of_chart(chart: Chart) -> list[FigureRow]:
    several = len(chart.series) > 1
    return [
        FigureRow(
            id=f"{chart.id}:{number}:{place}",
            section=chart.title,
            label=texts.point_label(series.name, point.label) if several else point.label,
            value=texts.shown(int(point.value), 1) if point.value is not None else "",
            before="",
            unit=chart.unit,
            note="",
            figure=point.figure,
        )
        for number, series in enumerate(chart.series)
        for place, point in enumerate(series.points)
    ]

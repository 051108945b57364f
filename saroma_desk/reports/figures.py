"""Series for the charts of the tab 集計: names, numbers, and the figure behind each number for the list to open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saroma_desk.domain.calendar import months_of_fiscal_year
from saroma_desk.domain.yearentries import number
from saroma_desk.domain.yearly import Figure, YearData


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One bar or mark; `figure` opens the records behind it, None for typed numbers."""

    label: str
    value: float | None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A named row of points; all series of one chart have the same labels."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What one chart shows.

    Attributes:
        id: stable ASCII name.
        kind: ``bar`` or ``line``.
        unit: unit of all numbers.
    """

    id: str
    title: str
    kind: str
    unit: str
    series: tuple[Series, ...]


def charts(data: YearData) -> tuple[Chart, ...]:
    """All charts of the year."""
    return (visits_by_month(data), plan_and_actual(data), routes(data), groups(data), money_by_month(data))


def visits_by_month(data: YearData) -> Chart:
    """Visits of both services, April to March."""
    names = {"consult.visits": "専門的相談支援", "helper.visits": "家事・育児援助"}
    series = tuple(_by_month(data, key, name) for key, name in names.items())
    return Chart(id="visits_by_month", title="月別の訪問", kind="bar", unit="回", series=series)


def money_by_month(data: YearData) -> Chart:
    """What the town pays and what families pay, by service month."""
    names = {"money.town": "町支払", "money.copay": "利用者負担金"}
    series = tuple(_by_month(data, key, name) for key, name in names.items())
    return Chart(id="money_by_month", title="月別の委託料", kind="bar", unit="円", series=series)


def plan_and_actual(data: YearData) -> Chart:
    """Expected demand beside the persons reached, over the years of the plan."""
    expected = tuple(
        Point(label=data.year_name(y), value=number(data.entered, f"demand.{y}.expected")) for y in data.plan
    )
    actual = tuple(_actual(data, year) for year in data.plan)
    series = (Series(name="需要量の見込み", points=expected), Series(name="実績", points=actual))
    return Chart(id="plan_and_actual", title="需要量と実績", kind="line", unit="人", series=series)


def _actual(data: YearData, year: int) -> Point:
    entered = number(data.entered, f"demand.{year}.actual")
    figure = data.figure("any.persons", year) if data.recorded(year) else None
    value = entered if entered is not None or figure is None else figure.value
    return Point(label=data.year_name(year), value=value, figure=figure)


def routes(data: YearData) -> Chart:
    """New episodes by 把握経路."""
    points = _points(data, ((t.name, f"route.{t.code}") for t in data.programme.routes))
    return Chart(
        id="routes", title="把握経路（新規）", kind="bar", unit="件", series=(Series(name="件数", points=points),)
    )


def groups(data: YearData) -> Chart:
    """Episodes open in the year by target group; a family may stand in several."""
    points = _points(data, ((t.short, f"group.{t.code}.all") for t in data.programme.target_groups))
    return Chart(id="groups", title="対象区分", kind="bar", unit="件", series=(Series(name="件数", points=points),))


def _by_month(data: YearData, key: str, name: str) -> Series:
    months = months_of_fiscal_year(data.fiscal_year)
    points = _points(data, ((f"{m.month}月", f"{m.first:%Y-%m}.{key}") for m in months))
    return Series(name=name, points=points)


def _points(data: YearData, pairs: Iterable[tuple[str, str]]) -> tuple[Point, ...]:
    return tuple(Point(label=label, value=data.value(key), figure=data.figure(key)) for label, key in pairs)

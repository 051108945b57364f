"""Charts of the year with QtCharts; a bar that is pressed gives the figure behind it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCharts import (
    QAbstractBarSeries,
    QBarCategoryAxis,
    QBarSeries,
    QBarSet,
    QChart,
    QChartView,
    QHorizontalBarSeries,
    QLineSeries,
    QValueAxis,
)
from PySide6.QtCore import QMargins, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from saroma_desk.domain.yearly import Figure
from saroma_desk.reports.figures import Chart, Series
from saroma_desk.ui.style import scheme_of

HEIGHT = 264
_MONTHS = 12
_LONG_LABEL = 6
_TICKS = 5
_BROAD = 1160
"""Width from which the labels of two charts beside each other have room."""


class ChartBoard(QScrollArea):
    """All charts, two in a row where the window is broad enough.

    Signals:
        figure_wanted(str, Figure): the records behind a bar or mark are asked for, with its words.
    """

    figure_wanted = Signal(str, object)

    def __init__(self, *, practice: bool, parent: QWidget) -> None:
        super().__init__(parent)
        scheme = scheme_of(practice=practice)
        self._colors = (QColor(scheme.accent), QColor(scheme.line_strong))
        self._text = QColor(scheme.text)
        self._line = QColor(scheme.line)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.views: dict[str, QChartView] = {}
        self._grid = QGridLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Two charts beside each other where there is room, else one below the other."""
        super().resizeEvent(event)
        self._arrange()

    def show_charts(self, charts: tuple[Chart, ...]) -> None:
        """Show these charts instead."""
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(10, 10, 10, 10)
        self._grid.setSpacing(10)
        self._grid.setRowStretch(len(charts), 1)
        self.views = {chart.id: self._view(chart) for chart in charts}
        self._arrange()
        self.setWidget(body)

    def _arrange(self) -> None:
        columns = 2 if self.width() >= _BROAD else 1
        for number, view in enumerate(self.views.values()):
            self._grid.addWidget(view, number // columns, number % columns)

    def _view(self, chart: Chart) -> QChartView:
        drawn = QChart()
        drawn.setTitle(f"{chart.title}（{chart.unit}）")
        font = self.font()
        font.setBold(True)
        drawn.setTitleFont(font)
        drawn.setTitleBrush(self._text)
        drawn.setMargins(QMargins(4, 2, 8, 2))
        drawn.setBackgroundRoundness(4)
        drawn.setBackgroundPen(QPen(self._line))
        drawn.legend().setVisible(len(chart.series) > 1)
        drawn.legend().setAlignment(Qt.AlignmentFlag.AlignBottom)
        drawn.legend().setFont(self.font())
        (self._lines if chart.kind == "line" else self._bars)(drawn, chart)
        view = QChartView(drawn)
        view.setRenderHint(QPainter.RenderHint.Antialiasing)
        view.setFixedHeight(HEIGHT)
        view.setAccessibleName(chart.title)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list of figures gives the same by keyboard
        return view

    def _bars(self, drawn: QChart, chart: Chart) -> None:
        labels = [point.label for point in chart.series[0].points]
        lying = any(len(label) > _LONG_LABEL for label in labels)
        order = -1 if lying else 1  # a lying axis begins at the bottom
        bars: QAbstractBarSeries = QHorizontalBarSeries() if lying else QBarSeries()
        for series, color in zip(chart.series, self._colors, strict=False):
            bar = QBarSet(series.name)
            bar.setColor(color)
            bar.setBorderColor(color)
            bar.setLabelColor(self._text)
            bar.append([point.value or 0 for point in series.points][::order])
            bar.clicked.connect(partial(self._bar_pressed, chart.title, series, lying))
            bars.append(bar)
        if len(labels) != _MONTHS or len(chart.series) == 1:
            bars.setLabelsVisible(True)
            bars.setLabelsPosition(QAbstractBarSeries.LabelsPosition.LabelsOutsideEnd)
        drawn.addSeries(bars)
        names, numbers = self._names(labels[::order]), self._numbers(chart)
        sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignBottom)
        drawn.addAxis(names, sides[0 if lying else 1])
        drawn.addAxis(numbers, sides[1 if lying else 0])
        bars.attachAxis(names)
        bars.attachAxis(numbers)

    def _lines(self, drawn: QChart, chart: Chart) -> None:
        names = self._names([point.label for point in chart.series[0].points])
        numbers = self._numbers(chart)
        drawn.addAxis(names, Qt.AlignmentFlag.AlignBottom)
        drawn.addAxis(numbers, Qt.AlignmentFlag.AlignLeft)
        for number, (series, color) in enumerate(zip(chart.series, self._colors[::-1], strict=False)):
            line = QLineSeries()
            line.setName(series.name)
            line.setPen(QPen(color, 3, Qt.PenStyle.SolidLine if number else Qt.PenStyle.DashLine))
            line.setPointsVisible(True)
            line.setPointLabelsVisible(True)
            line.setPointLabelsFormat("@yPoint")
            line.setPointLabelsColor(self._text)
            line.setPointLabelsFont(self.font())
            line.setPointLabelsClipping(False)
            for place, point in enumerate(series.points):
                if point.value is not None:
                    line.append(place, point.value)
            line.clicked.connect(partial(self._mark_pressed, chart.title, series))
            drawn.addSeries(line)
            line.attachAxis(names)
            line.attachAxis(numbers)

    def _names(self, labels: list[str]) -> QBarCategoryAxis:
        axis = QBarCategoryAxis()
        axis.append(labels)
        axis.setLabelsFont(self.font())
        axis.setLabelsColor(self._text)
        axis.setGridLineVisible(False)
        return axis

    def _numbers(self, chart: Chart) -> QValueAxis:
        axis = QValueAxis()
        most = max((point.value or 0 for series in chart.series for point in series.points), default=0)
        axis.setRange(0, _top(most))
        axis.setTickCount(_TICKS + 1 if _top(most) % _TICKS == 0 else 2)
        axis.setLabelFormat("%d")
        axis.setLabelsFont(self.font())
        axis.setLabelsColor(self._text)
        axis.setGridLineColor(self._line)
        return axis

    def _bar_pressed(self, title: str, series: Series, lying: bool, place: int) -> None:
        points = series.points[::-1] if lying else series.points
        self._tell(title, points[place].label, points[place].figure)

    def _mark_pressed(self, title: str, series: Series, at: QPointF) -> None:
        point = series.points[round(at.x())]
        self._tell(title, point.label, point.figure)

    def _tell(self, title: str, label: str, figure: Figure | None) -> None:
        if figure is not None:
            self.figure_wanted.emit(f"{title}　{label}", figure)


def _top(most: float) -> int:
    """A round number above the tallest bar, divisible by the number of ticks.

    >>> _top(36), _top(0), _top(101771)
    (40, 5, 150000)
    """
    step = 5
    while step < most * 1.08:
        for factor in (1, 2, 3, 4, 6, 8, 10):
            if step * factor >= most * 1.08:
                return step * factor
        step *= 10
    return step

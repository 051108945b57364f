"""集計: charts, figures with the records behind them, checks, hand-entered cells, and the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from saroma_desk.domain.calendar import format_fiscal_year
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.yearly import Check, Figure, YearData
from saroma_desk.reports.fields import YearField
from saroma_desk.reports.figures import Chart, charts
from saroma_desk.reports.workbook import fields_to_fill
from saroma_desk.services import yearly
from saroma_desk.services.context import AppContext
from saroma_desk.services.result import Topic
from saroma_desk.ui.desk import Desk, Then
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tab import Tab
from saroma_desk.ui.tabs.reports import texts
from saroma_desk.ui.tabs.reports.behind import BehindBox, BehindRow, rows_behind
from saroma_desk.ui.tabs.reports.book import Book, ask_and_save
from saroma_desk.ui.tabs.reports.charts import ChartBoard
from saroma_desk.ui.tabs.reports.entries import EntriesPage
from saroma_desk.ui.tabs.reports.figures import FigureRow, figure_rows
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import Column, RecordTable

PAGES = (texts.PICTURES, texts.FIGURES, texts.CHECKS, texts.ENTRIES)


@dataclass(frozen=True, slots=True)
class Shown:
    """One fiscal year, read."""

    years: tuple[int, ...]
    data: YearData
    charts: tuple[Chart, ...]
    fields: tuple[YearField, ...]


def read_year(ctx: AppContext, year: int | None, family: str = "") -> Shown:
    """Count a year of a programme, the present one when None; runs on the database thread."""
    years = yearly.fiscal_years(ctx)
    data = yearly.year_data(ctx, years[0] if year is None else year, family)
    return Shown(years, data, charts(data), fields_to_fill(data))


class ReportsTab(Tab):
    """The fiscal year.

    Attributes:
        years: chooses it.
        programmes: chooses whose year; hidden while the office runs only one.
        board: the charts.
        figures, checks: lists.
        entries: what only a person knows.
    """

    topics = frozenset(Topic)
    follows_household = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._data: YearData | None = None
        self.years = QComboBox(self)
        self.years.setAccessibleName(term("fiscal_year"))
        self.years.setMinimumWidth(128)
        self.years.activated.connect(self._year_chosen)
        self.programmes = QComboBox(self)
        self.programmes.setAccessibleName(term("programme_name"))
        for programme in desk.ctx.programmes_begun():
            self.programmes.addItem(programme.short_name, programme.family)
        self.programmes.setVisible(self.programmes.count() > 1)
        self.programmes.activated.connect(self._year_chosen)
        self.board = ChartBoard(practice=desk.ctx.practice, parent=self)
        self.board.figure_wanted.connect(self.open_behind)
        self.figures = RecordTable(_figure_columns(), parent=self)
        self.figures.setAccessibleName(texts.FIGURES)
        self.figures.opened.connect(self._open_figure)
        self.checks = RecordTable(_check_columns(), parent=self)
        self.checks.setAccessibleName(texts.CHECK)
        self.checks.opened.connect(self._open_check)
        self.entries = EntriesPage(desk, self)
        self.pages = QStackedWidget(self)
        for page in (self.board, self.figures, self.checks, self.entries):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools())
        column.addWidget(self.pages, 1)

    @property
    def year(self) -> int | None:
        """The chosen fiscal year; None before the first reading."""
        chosen: int | None = self.years.currentData()
        return chosen

    @property
    def family(self) -> str:
        """The chosen programme."""
        return str(self.programmes.currentData() or "")

    def refresh(self) -> None:
        """Count the year again."""
        work = partial(read_year, self.desk.ctx, self.year, self.family)
        self.desk.operations.query(work, self._show, key="reports.year", owner=self, failed=self._refused)

    def select(self, selection: object) -> None:
        """Show a fiscal year."""
        if isinstance(selection, int) and self.years.findData(selection) >= 0:
            self.years.setCurrentIndex(self.years.findData(selection))
            self.mark_stale()

    def run_action(self, action_id: str) -> bool:
        """F12 saves the typed cells, Ctrl+P writes the book, F4 lists the records behind the chosen number."""
        for table, opened in ((self.figures, self._open_figure), (self.checks, self._open_check)):
            if action_id == "explain" and self.pages.currentWidget() is table and table.chosen_row is not None:
                opened(table.chosen_row)
                return True
        if action_id == "save" and self.pages.currentWidget() is self.entries and self.entries.editor is not None:
            self.entries.editor.save()
            return True
        if action_id == "paper":
            self._save_book(public=False)
            return True
        return super().run_action(action_id)

    def leave(self, then: Then) -> None:
        """Ask when typed cells are not saved."""
        self.entries.leave(then)

    def show_page(self, index: int) -> None:
        """図, 数値, 点検 or 手で入れる欄."""
        self.pages.setCurrentIndex(index)
        self._group.button(index).setChecked(True)
        self.hint.setText((texts.BEHIND_HINT, texts.BEHIND_HINT, texts.CHECK_HINT, "")[index])

    def open_behind(self, title: str, figure: Figure) -> None:
        """List the records behind a figure."""
        data = self._data
        if data is None:
            return

        def show(rows: tuple[BehindRow, ...]) -> None:
            BehindBox(self.desk, title, rows, self).open()

        self.desk.operations.query(partial(rows_behind, self.desk.ctx, data, figure), show, owner=self)

    # --- inside

    def _tools(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("button_row")
        column = QVBoxLayout(bar)
        column.setContentsMargins(10, 6, 10, 4)
        column.setSpacing(4)
        row = QHBoxLayout()
        column.addLayout(row)
        row.addWidget(self.years)
        row.addWidget(self.programmes)
        row.addSpacing(8)
        self._group = QButtonGroup(self)
        for index, label in enumerate(PAGES):
            button = QPushButton(label, bar)
            button.setCheckable(True)
            self._group.addButton(button, index)
            row.addWidget(button)
        self._group.idClicked.connect(self.show_page)
        self._group.button(0).setChecked(True)
        self.hint = QLabel(texts.BEHIND_HINT, bar)
        self.hint.setProperty("quiet", True)
        self.hint.setWordWrap(True)
        column.addWidget(self.hint)  # below, since no room is left beside the buttons at 150 %
        row.addStretch(1)
        for label, public in ((texts.SAVE_INTERNAL, False), (texts.SAVE_PUBLIC, True)):
            button = QPushButton(label, bar)
            button.clicked.connect(partial(self._save_pressed, public))
            row.addWidget(button)
        return bar

    def _save_pressed(self, public: bool) -> None:
        self._save_book(public=public)

    def _save_book(self, *, public: bool) -> None:
        if self.year is not None:
            ask_and_save(self.desk, Book(year=self.year, family=self.family, public=public), self)

    def _year_chosen(self) -> None:
        self.entries.leave(self.mark_stale)
        if self.entries.editor is not None and self.entries.editor.dirty:
            self._choose_shown()

    def _choose_shown(self) -> None:
        """Let the boxes say what is shown."""
        if self._data is not None:
            self.years.setCurrentIndex(self.years.findData(self._data.fiscal_year))
            self.programmes.setCurrentIndex(self.programmes.findData(self._data.programme.family))

    def _refused(self, _: KnownError) -> None:
        self._choose_shown()

    def _show(self, shown: Shown) -> None:
        self._data = shown.data
        self.years.clear()
        for year in shown.years:
            self.years.addItem(format_fiscal_year(year, shown.data.made_on), year)
        self._choose_shown()
        self.board.show_charts(shown.charts)
        self.figures.set_rows(figure_rows(shown.data, shown.charts))
        self.checks.set_rows(shown.data.checks)
        self.entries.show_fields(shown.data.fiscal_year, shown.data.programme.family, shown.fields)

    def _open_figure(self, row: FigureRow) -> None:
        if row.figure is not None:
            self.open_behind(f"{row.section}　{row.label}", row.figure)

    def _open_check(self, check: Check) -> None:
        if check.found:
            self.open_behind(check.text, Figure(key=check.id, value=check.found, kind=check.kind, ids=check.ids))


def _figure_columns() -> tuple[Column, ...]:
    return (
        Column("section", texts.SECTION, lambda r: r.section, width=230),
        Column("label", texts.WHAT, lambda r: r.label, width=250),
        Column("value", texts.NOW, lambda r: r.value, right=True, width=110),
        Column("before", texts.BEFORE, lambda r: r.before, right=True, width=110),
        Column("unit", texts.UNIT, lambda r: r.unit, width=64),
        Column("note", texts.NOTE, lambda r: r.note, tip=lambda r: r.note),
    )


def _check_columns() -> tuple[Column, ...]:
    def tone(check: Check) -> str:
        return Tone.WARN if check.found else Tone.GOOD

    return (
        Column("found", texts.FOUND, _found, sort=lambda c: -c.found, tone=tone, width=110),
        Column("text", texts.CHECK, lambda c: c.text, width=560, tip=lambda c: c.text),
        Column("detail", texts.DETAIL, lambda c: c.detail, tip=lambda c: c.detail),
    )


def _found(check: Check) -> str:
    return texts.count(check.found) if check.found else texts.ALL_WELL

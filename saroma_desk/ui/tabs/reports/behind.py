"""The records behind a figure: rows, and the box that lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.yearly import Figure, Kind, YearData
from saroma_desk.services import households
from saroma_desk.services.context import AppContext
from saroma_desk.services.households import HouseholdRow
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk, initials
from saroma_desk.ui.tabs.reports import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.box_size import fit_over
from saroma_desk.ui.widgets.record_table import Column, RecordTable


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindRow:
    """One record behind a figure; `household_id` leads to its family."""

    id: int
    day: date | None = None
    no: str = ""
    name: str = ""
    kana: str = ""
    content: str = ""
    household_id: int | None = None


def _masked(row: BehindRow) -> str:
    if row.household_id is None:
        return row.name
    return initials(row.kana) if row.kana else messages.HIDDEN


COLUMNS = (
    Column("day", texts.DAY, lambda r: texts.era_day(r.day), sort=lambda r: r.day, width=120),
    Column("no", texts.NO, lambda r: r.no, width=100),
    Column("name", texts.NAME, lambda r: r.name, sort=lambda r: r.kana, masked=_masked, width=180),
    Column("content", texts.CONTENT, lambda r: r.content),
)


def rows_behind(ctx: AppContext, data: YearData, figure: Figure) -> tuple[BehindRow, ...]:
    """The records, by day; runs on the database thread."""
    people = {r.household_id: r for r in households.household_rows(ctx, figure.households)}
    match figure.kind:
        case Kind.VISIT:
            return _visits(data, set(figure.ids), people)
        case Kind.CONSULT_VISIT:
            return _consults(data, set(figure.ids), people)
        case Kind.CLAIM:
            return _claims(data, set(figure.ids))
    return tuple(
        BehindRow(
            id=row.household_id,
            day=row.received_on,
            no=row.no,
            name=row.name,
            kana=row.kana,
            content=term(f"state.{row.state}") if row.state else "",
            household_id=row.household_id,
        )
        for row in people.values()
    )


def _visits(data: YearData, ids: set[int], people: dict[int, HouseholdRow]) -> tuple[BehindRow, ...]:
    return tuple(
        BehindRow(
            id=row.visit_id,
            day=row.visit_on,
            no=row.household_no,
            name=row.caregiver,
            kana=people[row.household_id].kana if row.household_id in people else "",
            content=texts.visit(row),
            household_id=row.household_id,
        )
        for row in data.visits
        if row.visit_id in ids
    )


def _consults(data: YearData, ids: set[int], people: dict[int, HouseholdRow]) -> tuple[BehindRow, ...]:
    return tuple(
        BehindRow(
            id=row.consult_id,
            day=row.visited_on,
            no=row.household_no,
            name=row.caregiver,
            kana=people[row.household_id].kana if row.household_id in people else "",
            content=texts.consult(row),
            household_id=row.household_id,
        )
        for row in data.consults
        if row.consult_id in ids
    )


def _claims(data: YearData, ids: set[int]) -> tuple[BehindRow, ...]:
    return tuple(
        BehindRow(id=row.claim_id, day=row.month, name=row.provider, content=texts.claim(row))
        for row in data.claims
        if row.claim_id in ids
    )


class BehindBox(QDialog):
    """Lists the records; Enter goes to the household."""

    def __init__(self, desk: Desk, title: str, rows: tuple[BehindRow, ...], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.table = RecordTable(COLUMNS, empty=texts.NOTHING_BEHIND, parent=self)
        self.table.setAccessibleName(texts.BEHIND)
        self.table.set_masked(desk.names_hidden)
        self.table.set_rows(rows)
        self.table.opened.connect(lambda _: self._go())
        self.go_button = QPushButton(texts.OPEN_HOUSEHOLD, self)
        self.go_button.setEnabled(any(row.household_id is not None for row in rows))
        self.go_button.clicked.connect(self._go)
        close = QPushButton(messages.CLOSE, self)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        for button in (self.go_button, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        column.addLayout(foot)
        fit_over(self, QSize(760, 460))
        if rows:
            self.table.choose(rows[0].id)

    def _go(self) -> None:
        row: BehindRow | None = self.table.chosen_row
        if row is not None and row.household_id is not None:
            desk, household = self._desk, row.household_id
            self.accept()
            desk.choose_household(household, lambda: desk.open("households", household))

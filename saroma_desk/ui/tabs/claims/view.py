"""The claim desk of one month: left what the activity reports give, right what the provider asks, below the causes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.services.claims import ClaimDetail, ClaimHousehold
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.claims import columns, texts
from saroma_desk.ui.tabs.claims.differences import DifferenceList
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.fact_grid import Fact, FactGrid
from saroma_desk.ui.widgets.record_table import Column, RecordTable


class ClaimDesk(QWidget):
    """Both sides in step: the same household is chosen, and the same rows are in view.

    Attributes:
        facts, reported, asked, lines, differences: for tests and pictures.

    Signals:
        household_opened(object): Enter on a household.
        settings_wanted(): the town's open questions are to be answered.
    """

    household_opened = Signal(object)
    settings_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: ClaimDetail | None = None
        self.facts = FactGrid(self)
        self.reported = _table(columns.reported(), texts.NO_HOUSEHOLDS, texts.REPORTED_SIDE, self)
        self.asked = _table(columns.asked(), texts.NO_PAPER, texts.ASKED_SIDE, self)
        self.lines = RecordTable(columns.lines(), empty=texts.NO_LINES, identify=columns.line_id, parent=self)
        self.lines.setAccessibleName(texts.LINES)
        self.differences = DifferenceList(self)
        self.settings_button = QPushButton(texts.OPEN_SETTINGS, self)
        self._build()
        self.reported.chosen.connect(self._chosen)
        self.asked.chosen.connect(self._follow)
        self.reported.opened.connect(self.household_opened)
        self.reported.verticalScrollBar().valueChanged.connect(self.asked.verticalScrollBar().setValue)
        self.asked.verticalScrollBar().valueChanged.connect(self.reported.verticalScrollBar().setValue)
        self.settings_button.clicked.connect(self.settings_wanted)
        desk.names_hidden_changed.connect(self.reported.set_masked)
        self.reported.set_masked(desk.names_hidden)

    def show_detail(self, detail: ClaimDetail) -> None:
        """Show a claim; the chosen household stays chosen."""
        other = self._detail is None or self._detail.claim.month != detail.claim.month
        self._detail = detail
        self.facts.show_facts(_facts(detail))
        self.reported.set_rows(detail.households)
        compared = bool(detail.claim.asked) or any(h.differences for h in detail.households)
        self.asked.set_empty(texts.NO_PAPER if detail.claim.asked_total is None else texts.HEAD_ONLY)
        self.asked.set_rows(detail.households if compared and detail.claim.asked_total is not None else ())
        if detail.households and (other or self.reported.chosen_row is None):
            worst = max(detail.households, key=lambda h: len(h.differences))
            self.reported.choose(worst.household_id)
        self._chosen(self.reported.chosen_row)
        self.settings_button.setVisible(bool(detail.open_questions))

    def _chosen(self, row: ClaimHousehold | None) -> None:
        if row is not None:
            self.asked.choose(row.household_id)
        self.lines.set_rows(row.lines if row else ())
        self._show_differences(row)

    def _follow(self, row: ClaimHousehold | None) -> None:
        if row is not None and (
            self.reported.chosen_row is None or row.household_id != self.reported.chosen_row.household_id
        ):
            self.reported.choose(row.household_id)

    def _show_differences(self, row: ClaimHousehold | None) -> None:
        """Those of the chosen household first, then of the claim as a whole and of the others."""
        detail = self._detail
        if detail is None:
            return
        self.head.setText(texts.difference_count(len(detail.differences)))
        if detail.stopped is not None:
            self.differences.say("\n".join((texts.STOPPED, detail.stopped.message)))
        elif not detail.differences:
            self.differences.say(_nothing_differs(detail.claim))
        else:
            own = row.household_id if row else None
            found = sorted(detail.differences, key=lambda d: d.household_id != own)
            self.differences.show_differences(found, [texts.signed(d.amount) for d in found])

    def _build(self) -> None:
        self.head = QLabel(texts.DIFFERENCES, self)
        sides = QHBoxLayout()
        sides.setSpacing(8)
        sides.addLayout(_titled(_head(texts.REPORTED_SIDE, self), self.reported), 11)
        sides.addLayout(_titled(_head(texts.ASKED_SIDE, self), self.asked), 9)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addLayout(_titled(_head(texts.LINES, self), self.lines), 11)
        self.head.setObjectName("section_title")
        found = _titled(self.head, self.differences)
        found.addWidget(self.settings_button, 0, Qt.AlignmentFlag.AlignLeft)
        below.addLayout(found, 9)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addWidget(self.facts)
        column.addLayout(sides, 5)
        column.addLayout(below, 4)


def _nothing_differs(claim: Claim) -> str:
    if claim.asked_total is None:
        return texts.NO_PAPER
    return texts.NO_DIFFERENCE_YET if claim.status is ClaimStatus.RECEIVED else texts.NO_DIFFERENCE


def _facts(detail: ClaimDetail) -> tuple[Fact, ...]:
    claim = detail.claim
    back = [a for a in detail.attempts if a.returned_on is not None]
    returned = "\n".join(texts.returned(a.attempt, texts.era(a.returned_on), a.return_reason) for a in back)
    return (
        Fact(term("service_month"), f"{texts.month_words(claim.month)}（{texts.fiscal(detail.fiscal_year)}）"),
        Fact(term("provider"), detail.provider.name),
        Fact(term("computed_total"), texts.money_yen(detail.total.town_yen)),
        Fact(term("asked_total"), texts.money_yen(claim.asked_total)),
        Fact(term("application_received_on"), texts.era(claim.received_on)),
        Fact(term("accepted_on"), texts.era(claim.accepted_on)),
        Fact(term("inspected_on"), " ".join(x for x in (texts.era(claim.inspected_on), claim.inspector) if x)),
        Fact(term("payment_due"), texts.era(claim.due_on)),
        Fact(term("paid_on"), " ".join(x for x in (texts.era(claim.paid_on), claim.expense_no) if x)),
        Fact(term("claim_status.returned"), returned, wide=True),
        Fact(term("accept_reason"), claim.difference_reason, wide=True),
    )


def _table(shown: tuple[Column, ...], empty: str, name: str, parent: QWidget) -> RecordTable:
    table = RecordTable(shown, empty=empty, identify=lambda h: h.household_id, parent=parent)
    table.setSortingEnabled(False)
    table.setAccessibleName(name)
    return table


def _head(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("section_title")
    return label


def _titled(head: QLabel, body: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    column.addWidget(head)
    column.addWidget(body, 1)
    return column

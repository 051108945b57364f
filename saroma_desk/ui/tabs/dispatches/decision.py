"""決定・変更: what was asked and what was approved beside each other, and everything that stopped it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from saroma_desk.domain.dispatch import Decision, Outcome
from saroma_desk.domain.programme import wording
from saroma_desk.services.helplist import REJECTED, HelpDetail
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.dispatches import acts, reasons, texts
from saroma_desk.ui.tabs.dispatches.compare import CompareGrid
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.fact_grid import Fact, FactGrid

_LEFT = Qt.AlignmentFlag.AlignLeft


class DecisionPage(QScrollArea):
    """Reads only, but for a reason that is taken back; the buttons above it act."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.facts = FactGrid()
        self.compare = CompareGrid()
        self.stops = FactGrid()
        self.reasons = FactGrid()
        self.withdraw_button = QPushButton(texts.WITHDRAW_REASON)
        self.withdraw_button.setAutoDefault(False)
        self.withdraw_button.clicked.connect(self.withdraw)
        self._desk = desk
        self._detail: HelpDetail | None = None
        body = QWidget()
        body.setObjectName("editor_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(8)
        parts = (
            (term("decision"), self.facts),
            (term("terms"), self.compare),
            (texts.STOPS, self.stops),
            (term("limit_exception"), self.reasons, self.withdraw_button),
        )
        self.sections = [_section(*part) for part in parts]
        for section in self.sections:
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(body)
        for grid in (self.facts, self.stops, self.reasons):
            desk.names_hidden_changed.connect(grid.set_masked)
            grid.set_masked(desk.names_hidden)

    def show_detail(self, detail: HelpDetail) -> None:
        """Show an application."""
        case = detail.case
        decision = case.decision if case else None
        self.facts.show_facts(_decision_facts(detail, decision))
        approved = [(texts.revision(d.revision), d.terms) for d in (case.dispatches if case else ())]
        columns = ((texts.ASKED, detail.application.wished), *approved)
        self.compare.show_columns([(head, texts.terms_rows(terms, detail.snapshot)) for head, terms in columns])
        stops = acts.stops(case, detail)
        self.stops.show_facts([Fact(label, text, wide=True) for label, text in stops])
        self._detail = detail
        self.reasons.show_facts(tuple(reasons.facts(detail)))
        self.withdraw_button.setVisible(bool(reasons.withdrawable(detail)))
        self.sections[1].setVisible(detail.state != REJECTED)
        self.sections[2].setVisible(bool(stops))
        self.sections[3].setVisible(bool(self.reasons.texts()))

    def withdraw(self) -> None:
        """Take back a reason that was recorded by mistake."""
        if self._detail is not None:
            reasons.open_withdrawal(self._desk, self._detail, self)


def _decision_facts(detail: HelpDetail, decision: Decision | None) -> Sequence[Fact]:
    case = detail.case
    held = case.dispatch if case else None
    if decision is None and held is None:
        return (Fact(term("status"), texts.state_word(detail.state)),)
    found = []
    if decision is not None:
        days = (("drafted_on", decision.drafted_on), ("decided_on", decision.decided_on))
        found += [Fact(term(name), texts.era(day)) for name, day in (*days, ("notified_on", decision.notified_on))]
        found.append(Fact(term("decision_maker"), decision.decided_by))
        if decision.outcome is Outcome.REJECTED:
            found.append(
                Fact(term("reject_ground"), wording(detail.programme.reject_reasons, decision.ground), wide=True)
            )
            found.append(Fact(term("reason"), decision.reason, wide=True))
            found.append(Fact(term("other_supports"), decision.other_supports, wide=True))
    if held is not None:
        names = {p.id: p.name for p in detail.providers}
        found.append(Fact(term("provider"), names.get(held.provider_id, ""), wide=True))
        told = ("difference_reason", "change_reason", "conditions", "share_goal", "share_notes", "address_confirmed_by")
        found += [Fact(term(name), getattr(held, name), wide=True) for name in told]
    return found


def _section(title: str, *parts: QWidget) -> QFrame:
    frame = QFrame()
    frame.setObjectName("section")
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 8, 14, 10)
    head = QLabel(title, frame)
    head.setObjectName("section_title")
    column.addWidget(head)
    for part in parts:
        column.addWidget(part, 0, _LEFT if isinstance(part, QPushButton) else Qt.AlignmentFlag(0))
    return frame

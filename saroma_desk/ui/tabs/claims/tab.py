"""請求: months of providers, and the claim desk of the chosen one (要領16・17, 様式8号)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.domain.explain import Explanation
from saroma_desk.services import claims, explaining, money
from saroma_desk.services.claims import ClaimDetail, ClaimHousehold, ClaimRow
from saroma_desk.services.result import Result, Topic
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk, StepLine
from saroma_desk.ui.dialogs.explain import show_explanations
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tab import Tab
from saroma_desk.ui.tabs.claims import acts, columns, letter_texts, texts
from saroma_desk.ui.tabs.claims.letters import CorrectionsDialog, InquiryDialog
from saroma_desk.ui.tabs.claims.other_month import ask_month
from saroma_desk.ui.tabs.claims.view import ClaimDesk
from saroma_desk.ui.widgets.chips import Chip
from saroma_desk.ui.widgets.elided_label import ElidedLabel
from saroma_desk.ui.widgets.record_table import RecordTable

_CLAIM = re.compile(r"claim:(\d+)")


class ClaimsTab(Tab):
    """List of months | claim desk.

    Attributes:
        table: months of providers, the newest first.
        buttons: the acts by their name.
        view: the two sides, visits and differences.
    """

    topics = frozenset({Topic.CLAIMS, Topic.DISPATCHES, Topic.PROVIDERS, Topic.SETTINGS, Topic.HOUSEHOLDS})
    follows_household = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: Sequence[ClaimRow] = ()
        self._picked: dict[str, ClaimRow] = {}
        self._row: ClaimRow | None = None
        self._detail: ClaimDetail | None = None
        self._wanted: object = None
        self.open_only = QCheckBox(texts.OPEN_ONLY, self)
        self.table = RecordTable(columns.months(), empty=texts.NOTHING, parent=self)
        self.table.let_rows_grow()
        self.view = ClaimDesk(desk, self)
        self.view.household_opened.connect(self._open_report)
        self.view.settings_wanted.connect(lambda: desk.open("settings"))
        self.nothing = QLabel(texts.CHOOSE, self)
        self._build()
        self.open_only.toggled.connect(self._list)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _: self.view.reported.setFocus())

    # --- what the window calls

    def refresh(self) -> None:
        """Read the months and the chosen claim again."""
        work = partial(claims.list_claims, self.desk.ctx)
        self.desk.operations.query(work, self._show_rows, key="claims.rows", owner=self)

    def select(self, selection: object) -> None:
        """A provider's month, by ``provider:<id>:<YYYY-MM>`` (see `families.month_key`) or ``claim:<id>``."""
        if selection is None:
            return
        self._wanted = selection
        self._choose_wanted()

    def do_step(self, step: StepLine) -> None:
        """Go to the month that 今日 spoke of."""
        self.select(step.selection)

    def run_action(self, action_id: str) -> bool:
        """F2 takes a month without visits up, F4 explains, Ctrl+P makes 様式8号, Esc goes back to the list."""
        match action_id:
            case "new":
                self.pick_month()
                return True
            case "paper":
                return self.show_paper()
            case "explain":
                return self.explain()
            case "back" if self.view.isAncestorOf(self.focusWidget() or self):
                self.table.setFocus()
                return True
        return super().run_action(action_id)

    # --- acts

    def act(self, name: str) -> None:
        """Do an act on the chosen month: compute at once, all else in its box."""
        row = self._row
        if row is None or name not in acts.possible(self._claim):
            return
        if name == "compute":
            work = partial(claims.compute, self.desk.ctx, row.provider_id, row.month, row.family)
            self.desk.operations.command(work, self._computed, owner=self)
        elif self._detail is not None:
            box = acts.open_act(self.desk, self._detail, name)
            box.finished.connect(self._focus_households)  # the button that opened it may be off by now

    def pick_month(self) -> None:
        """Choose a provider's month by hand: a claim may come for one of which no visit is known."""
        ask_month(self.desk, self._open_month, self)

    def show_paper(self) -> bool:
        """Open 様式8号 of the chosen claim; whether there is one."""
        from saroma_desk.ui.dialogs.paper import show_paper

        if self._detail is None:
            return False
        show_paper(self.desk, "form08", f"claim:{self._detail.claim.id}", parent=self)
        return True

    def inquire(self) -> None:
        """Open the inquiry about the differences (照会票)."""
        if self._detail is not None:
            InquiryDialog(self.desk, self._detail.claim.id, self.window()).open()

    def show_corrections(self) -> None:
        """Open the list of late rows of accepted months."""
        if self._detail is not None:
            CorrectionsDialog(self._detail, self.window()).open()

    def explain(self) -> bool:
        """Explain what has the cursor: a visit's amounts, a household's sums, or those of the whole claim."""
        if self._detail is None:
            return False
        household, line = self.view.reported.chosen_row, self.view.lines.chosen_row
        ctx, claim_id = self.desk.ctx, self._detail.claim.id
        if self.focusWidget() is self.view.lines and line is not None:
            work = partial(money.explain_line, ctx, line)
        elif self.focusWidget() is self.table or household is None:
            work = partial(explaining.explain_claim, ctx, claim_id)
        else:
            work = partial(explaining.explain_claim, ctx, claim_id, household.household_id)
        self.desk.operations.query(work, self._show_explanations, key="claims.explain", owner=self)
        return True

    # --- inside

    @property
    def _claim(self) -> Claim | None:
        return self._row.claim if self._row else None

    def _show_explanations(self, found: tuple[Explanation, ...]) -> None:
        if show_explanations(self, found) is None:
            self.desk.say(messages.nothing_to_explain())

    def _focus_households(self) -> None:
        self.view.reported.setFocus(Qt.FocusReason.OtherFocusReason)

    def _computed(self, result: Result[Claim]) -> None:
        if self._row is not None:
            self._row = replace(self._row, claim=result.value)

    def _open_month(self, row: ClaimRow) -> None:
        self._picked[row.id] = row
        self.open_only.setChecked(False)
        self._show_rows(self._rows)
        self.select(row.id)

    def _show_rows(self, rows: Sequence[ClaimRow]) -> None:
        known = {row.id for row in rows}
        self._picked = {key: row for key, row in self._picked.items() if key not in known}  # stored by now
        self._rows = sorted((*rows, *self._picked.values()), key=lambda row: row.month, reverse=True)
        self._list()
        self._choose_wanted()
        if self._row is None and self._wanted is None:
            self._choose_first()

    def _choose_first(self) -> None:
        """Begin with the oldest paper that waits for its acceptance, else with the newest month."""
        shown = [self.table.records.row_at(n) for n in range(self.table.records.rowCount())]
        waiting = [r for r in shown if "accept" in acts.possible(r.claim)]
        if shown:
            self.table.choose((waiting[-1] if waiting else shown[0]).id)

    def _list(self) -> None:
        done = (ClaimStatus.PAID,)
        open_only = self.open_only.isChecked()
        past = [r for r in self._rows if r.claim is not None or r.month <= self.desk.today]
        shown = [r for r in past if not (open_only and r.claim is not None and r.claim.status in done)]
        self.table.set_rows(shown)

    def _choose_wanted(self) -> None:
        wanted = self._wanted
        claim = _CLAIM.fullmatch(str(wanted or ""))
        row = next((r for r in self._rows if claim and r.claim is not None and r.claim.id == int(claim[1])), None)
        key = row.id if row else wanted
        if key is not None and self.table.choose(key):
            self._wanted = None

    def _chosen(self, row: ClaimRow | None) -> None:
        if row is None:
            return
        if self._row is None or row.id != self._row.id:
            self._detail = None
        self._row = row
        self._show_acts()
        if row.claim is None:
            self._detail = None
            self.nothing.setText(texts.NOT_COMPUTED if row.visits or row.reports else texts.NO_VISITS)
            self.pages.setCurrentWidget(self.nothing)
            return
        work = partial(claims.claim_detail, self.desk.ctx, row.claim.id)
        self.desk.operations.query(work, self._show_detail, key="claims.detail", owner=self)

    def _show_detail(self, detail: ClaimDetail) -> None:
        self._detail = detail
        self.view.show_detail(detail)
        self.pages.setCurrentWidget(self.view)
        self._show_acts()

    def _show_acts(self) -> None:
        claim = self._claim
        now = acts.possible(claim) if self._row else ()
        for name, button in self.buttons.items():
            button.setVisible(name in now)
            button.setEnabled(name == "compute" or self._detail is not None)
        code = claim.status.value if claim else None
        self.state.set(texts.state(code) if self._row else "", Tone(texts.TONES[code]) if code else Tone.MUTED)
        self.programme.set_whole(self._row.programme if self._row else "")
        self.attempt.setText(texts.attempt(claim.attempt) if claim is not None and claim.attempt > 1 else "")
        self.paper_button.setEnabled(self._detail is not None)
        late = len(self._detail.corrections) if self._detail else 0
        self.corrections_button.setText(letter_texts.corrections(late))
        self.corrections_button.setVisible(late > 0)
        self.inquiry_button.setEnabled(self._detail is not None and bool(self._detail.differences))

    def _open_report(self, household: ClaimHousehold) -> None:
        if household.lines and self._row is not None:
            line = household.lines[0]
            self.desk.open("dispatches", f"report:{line.application_id}:{line.visit_on:%Y-%m}")

    def _build(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tools = QHBoxLayout()
        tools.setContentsMargins(8, 6, 8, 4)
        tools.addWidget(self.open_only)
        tools.addStretch(1)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 4)
        foot.addWidget(_button(texts.OTHER_MONTH, self.pick_month, left))
        foot.addStretch(1)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(self._right())
        split.setChildrenCollapsible(False)
        split.setSizes([284, 716])
        split.setStretchFactor(0, 28)
        split.setStretchFactor(1, 72)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _right(self) -> QWidget:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._act_row())
        self.nothing.setProperty("role", "empty")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.pages = QStackedWidget(right)
        self.pages.addWidget(self.nothing)
        self.pages.addWidget(self.view)
        column.addWidget(self.pages, 1)
        return right

    def _act_row(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("button_row")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(6)
        self.state = Chip(parent=bar)
        self.attempt = QLabel(bar)
        row.addWidget(self.state)
        row.addWidget(self.attempt)
        self.buttons: dict[str, QPushButton] = {}
        for name in acts.ALL:
            button = self.buttons[name] = _button(texts.ACT_LABELS[name], partial(self.act, name), bar)
            button.hide()  # all of them at once would take the list its room for good
            row.addWidget(button)
        self.programme = ElidedLabel(bar)
        self.programme.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.programme, 1)
        self.corrections_button = _button("", self.show_corrections, bar)
        self.inquiry_button = _button(letter_texts.INQUIRY, self.inquire, bar)
        self.paper_button = _button(texts.PAPER, self.show_paper, bar)
        for last in (self.corrections_button, self.inquiry_button, self.paper_button):
            row.addWidget(last)
        return bar


def _button(label: str, press: Callable[[], object], parent: QWidget) -> QPushButton:
    button = QPushButton(label, parent)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: press())
    return button

"""Taking households over from a ledger: the fate of every row first, storing afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.services import importing
from saroma_desk.services.importplan import ImportPlan, Problem, Verdict
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.settings import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import Column, RecordTable


@dataclass(frozen=True, slots=True)
class FateRow:
    """One finding about a row of the ledger; good rows have one too."""

    id: int
    verdict: Verdict
    household: str
    problem: Problem


_TONES = {Verdict.BAD: Tone.ALARM, Verdict.LOOK: Tone.WARN, Verdict.GOOD: Tone.GOOD}
_URGENT = (Verdict.BAD, Verdict.LOOK, Verdict.GOOD)

COLUMNS = (
    Column("fate", texts.FATE, lambda r: r.verdict.value, tone=lambda r: _TONES[r.verdict], width=96),
    Column("sheet", texts.SHEET, lambda r: r.problem.sheet, width=130),
    Column("row", texts.LINE, lambda r: str(r.problem.row), sort=lambda r: r.problem.row, right=True, width=64),
    Column("household", term("household_no"), lambda r: r.household, width=110),
    Column("column", texts.COLUMN, lambda r: r.problem.column, width=130),
    Column("reason", texts.REASON, lambda r: r.problem.reason, tip=lambda r: r.problem.reason),
)


def fate_rows(plan: ImportPlan) -> list[FateRow]:
    """Every row of the ledger with what is to be said about it, what stops it first; sheets left out as well."""
    known = {(fate.sheet, fate.row) for fate in plan.fates}
    found = [(Verdict.LOOK, "", hint) for hint in plan.hints if (hint.sheet, hint.row) not in known]
    found += [(fate.verdict, fate.household, finding) for fate in plan.fates for finding in fate.findings]
    found.sort(key=lambda row: _URGENT.index(row[0]))
    return [FateRow(n, *row) for n, row in enumerate(found)]


class LedgerPage(QWidget):
    """A file, its plan, and the button that stores it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._plan: ImportPlan | None = None
        note = QLabel(texts.LEDGER_NOTE, self)
        note.setWordWrap(True)
        self.told = QLabel(texts.NO_PLAN, self)
        self.told.setObjectName("section_title")
        self.told.setWordWrap(True)
        self.table = RecordTable(COLUMNS, empty=texts.NO_PLAN, parent=self)
        self.table.setAccessibleName(texts.LEDGER)
        self.choose_button = QPushButton(texts.CHOOSE_FILE, self)
        self.choose_button.clicked.connect(self.choose)
        self.take_button = QPushButton(texts.TAKE_IN, self)
        self.take_button.setProperty("primary", True)
        self.take_button.clicked.connect(lambda _=False: self.take_in(skip_bad=False))
        self.skip_button = QPushButton(texts.TAKE_GOOD, self)
        self.skip_button.clicked.connect(lambda _=False: self.take_in(skip_bad=True))
        column = QVBoxLayout(self)
        for part in (note, self.told):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        for button in (self.choose_button, self.take_button, self.skip_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._show(None)

    def refresh(self) -> None:
        """Nothing stored is shown here."""

    def choose(self) -> None:
        """Ask for a file and read it."""
        path, _ = QFileDialog.getOpenFileName(self, texts.LEDGER, "", texts.LEDGER_FILES)
        if path:
            self.read(Path(path))

    def read(self, file: Path) -> None:
        """Say what would become of every row."""
        work = partial(importing.plan_import, self._desk.ctx, file)
        self._desk.operations.query(work, self._show, key="settings.ledger", owner=self)

    def take_in(self, *, skip_bad: bool) -> None:
        """Store the families of the plan, in one step."""
        if self._plan is not None:
            work = partial(importing.run_import, self._desk.ctx, self._plan, skip_bad=skip_bad)
            self._desk.operations.command(work, self._taken_in, owner=self)

    def _taken_in(self, result: Result[int]) -> None:
        self._show(None)
        self._desk.say(texts.taken_in(result.value))

    def _show(self, plan: ImportPlan | None) -> None:
        self._plan = plan
        if plan is None:
            self.told.setText("")
        else:
            self.told.setText(texts.plan(plan.rows, len(plan.families), len(plan.problems), len(plan.hints)))
        self.table.set_rows(fate_rows(plan) if plan is not None else [])
        self.take_button.setEnabled(plan is not None and bool(plan.families) and not plan.problems)
        self.skip_button.setVisible(plan is not None and bool(plan.problems) and bool(plan.families))

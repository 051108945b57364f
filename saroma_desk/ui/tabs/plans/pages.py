"""The pages beside the plan: 経過記録, consultation visits, evaluation and closing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from saroma_desk.domain import obligations
from saroma_desk.domain.calendar import format_short
from saroma_desk.domain.case import ConsultVisit, Evaluation
from saroma_desk.domain.household import present_members
from saroma_desk.domain.programme import wording
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.reopening import open_reopening
from saroma_desk.ui.tabs.plans import acts, columns, ending, texts
from saroma_desk.ui.tabs.plans.columns import NoteRow
from saroma_desk.ui.tabs.plans.fields import PlanCase
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.fact_grid import Fact, FactGrid
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.text_box import polish

NOTE_LINES = 6


class NotesPage(QWidget):
    """経過記録: append-only; a correction stands beside what it corrects."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseSnapshot | None = None
        self.list = ListPanel(desk, columns.notes(), empty=texts.NO_NOTES, name=term("progress_note"))
        self.list.add_button(texts.ADD_NOTE, self.add)
        self._correct = self.list.add_row_button(texts.CORRECT, self._correct_note)
        self.whole = QPlainTextEdit(self)
        self.whole.setReadOnly(True)
        self.whole.setAccessibleName(texts.WHOLE_NOTE)
        self.whole.setTabChangesFocus(True)
        self.whole.setMinimumHeight(QFontMetrics(self.whole.font()).lineSpacing() * NOTE_LINES)
        self.list.table.chosen.connect(self._show_whole)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.whole)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.addWidget(split)
        desk.names_hidden_changed.connect(self._cover)

    def show_case(self, shown: PlanCase) -> None:
        """Show the notes of a case, the last one at the bottom as on the paper, and in view."""
        self._case = shown.case
        self.list.show_rows([NoteRow(number, line) for number, line in enumerate(shown.notes)])
        if shown.notes:
            self.list.table.choose(len(shown.notes) - 1)
        self._show_whole(self.list.table.chosen_row)

    def add(self) -> None:
        """Write a new note."""
        if self._case is not None:
            acts.add_note(self._desk, self._case.episode.id)

    def _cover(self, on: bool) -> None:
        polish(self.whole, "covered", on)

    def _correct_note(self, row: NoteRow) -> None:
        if not row.line.automatic and row.line.corrected_by is None:
            acts.correct_note(self._desk, row.line.note)

    def _show_whole(self, row: NoteRow | None) -> None:
        self._correct.setEnabled(row is not None and not row.line.automatic and row.line.corrected_by is None)
        if row is None:
            self.whole.setPlainText("")
            return
        note = row.line.note
        parts = [note.content]
        if note.next_action or note.due_on:
            due = f"（{format_short(note.due_on)}）" if note.due_on else ""
            parts.append(f"{term('next_action')}{due}：{note.next_action}")
        if note.correction_reason:
            parts.append(f"{term('correction_reason')}：{note.correction_reason}")
        if note.marker:
            parts.append(f"{term('marker')}：{note.marker}")
        self.whole.setPlainText("\n".join(parts))


class VisitsPage(QWidget):
    """専門的相談支援の訪問 by the town's own staff (要領4(1))."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseSnapshot | None = None
        self.list = ListPanel(desk, columns.visits(self._name), empty=texts.NO_VISITS, name=term("consult_visit"))
        self.list.add_button(texts.ADD_VISIT, self.add)
        self.list.add_row_button(texts.EDIT, self._edit, main=True)
        self.list.add_row_button(texts.REMOVE, partial(acts.remove_visit, desk))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.addWidget(self.list)

    def show_case(self, shown: PlanCase) -> None:
        """Show the visits of a case, the newest first."""
        self._case = shown.case
        self.list.show_rows(shown.case.consult_visits[::-1])

    def add(self) -> None:
        """Enter a visit."""
        if self._case is not None:
            acts.new_visit(self._desk, self._case)

    def _edit(self, visit: ConsultVisit) -> None:
        if self._case is not None:
            acts.edit_visit(self._desk, visit, present_members(self._case.members, visit.visited_on))

    def _name(self, member_id: int | None) -> str:
        members = self._case.members if self._case else ()
        return next((m.name for m in members if m.id == member_id), "")


class EndPage(QWidget):
    """Evaluations, and the closing with what was agreed (要領6(5))."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseSnapshot | None = None
        self.list = ListPanel(desk, columns.evaluations(), empty=texts.NO_EVALUATIONS, title=term("evaluation"))
        self._evaluate = self.list.add_button(texts.EVALUATE, self.evaluate)
        self.list.add_row_button(texts.EDIT, self._edit, main=True)
        self._close = self.list.add_button(texts.CLOSE, self.close_case)
        self._reopen = self.list.add_button(texts.REOPEN, self._open_again)
        frame = QFrame(self)
        frame.setObjectName("section")
        inside = QVBoxLayout(frame)
        head = QLabel(term("closure"), frame)
        head.setObjectName("section_title")
        self.facts = FactGrid(frame)
        self.not_closed = QLabel(texts.NOT_CLOSED, frame)
        self.not_closed.setProperty("quiet", True)
        for part in (head, self.not_closed, self.facts):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(10)
        column.addWidget(self.list, 1)
        column.addWidget(frame)
        desk.names_hidden_changed.connect(self.facts.set_masked)

    def show_case(self, shown: PlanCase) -> None:
        """Show evaluations and closing of a case."""
        case = self._case = shown.case
        self.list.show_rows(case.evaluations[::-1])
        closed = case.closure is not None
        self._evaluate.setEnabled(not closed and obligations.plan_in_force(case) is not None)
        self._close.setEnabled(not closed)
        self._reopen.setEnabled(closed)
        self.not_closed.setVisible(not closed)
        self.facts.show_facts(_closing_facts(case))

    def evaluate(self) -> None:
        """Evaluate the plan in force."""
        case = self._case
        plan = obligations.plan_in_force(case) if case is not None and case.closure is None else None
        if plan is not None:
            ending.evaluate(self._desk, plan)

    def close_case(self) -> None:
        """Decide the closing."""
        if self._case is not None and self._case.closure is None:
            ending.close(self._desk, self._case, self)

    def _edit(self, evaluation: Evaluation) -> None:
        plans = self._case.plans if self._case else ()
        plan = next((p for p in plans if p.id == evaluation.plan_id), None)
        if plan is not None:
            ending.evaluate(self._desk, plan, evaluation)

    def _open_again(self) -> None:
        if self._case is not None:
            running = self._desk.ctx.programmes_on(self._desk.today)
            own = tuple(p for p in running if p.family == self._case.programme.family)
            open_reopening(self._desk, self._case.household.id, own or running)


def _closing_facts(case: CaseSnapshot) -> tuple[Fact, ...]:
    closure = case.closure
    if closure is None:
        return ()
    return (
        Fact(term("closed_on"), format_short(closure.closed_on)),
        Fact(term("close_reason"), wording(case.programme.close_reasons, closure.reason)),
        Fact(term("close_detail"), closure.detail, personal=True, wide=True),
        Fact(term("agreed_on"), format_short(closure.agreed_on) if closure.agreed_on else ""),
        Fact(term("participants"), closure.participants),
        Fact(term("follow_on"), closure.follow_on, personal=True, wide=True),
        Fact(term("handed_to"), closure.handed_to, wide=True),
    )

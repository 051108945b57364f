"""支援計画: every episode beside its plan, 経過記録, consultation visits, evaluation and closing (様式10号)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabWidget, QWidget

from saroma_desk.domain import obligations
from saroma_desk.domain.errors import demand
from saroma_desk.domain.explain import Explanation
from saroma_desk.domain.plan import Plan
from saroma_desk.services import planning, worklists
from saroma_desk.services.context import AppContext
from saroma_desk.services.explaining import explain_case
from saroma_desk.services.result import Result, Topic
from saroma_desk.services.snapshots import snapshot
from saroma_desk.services.worklists import PlanLine
from saroma_desk.ui import choices, messages
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk, StepLine
from saroma_desk.ui.dialogs.explain import show_explanations
from saroma_desk.ui.dialogs.paper import show_paper
from saroma_desk.ui.tabs.plans import acts, columns, fields, texts
from saroma_desk.ui.tabs.plans.fields import PlanCase
from saroma_desk.ui.tabs.plans.pages import EndPage, NotesPage, VisitsPage
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.split_tab import SplitTab

FORM = "form10"
SMALLEST_LIST = 306
PLAN, NOTES, VISITS, END = range(4)


class PlanEditor(FormEditor):
    """Editor of one version; give `load` the values of `fields.values_of`."""

    def load(self, record: object) -> None:
        """Show a version with the choices of its rule set; a decided one can only be looked at."""
        shown = record.get("shown") if isinstance(record, dict) else None
        if isinstance(shown, PlanCase):
            self.set_choices("support_type", choices.of_rule_set(shown.case.programme.support_types))
            self.set_field_visible("revision_reason", bool(shown.plan and shown.plan.revision))
        super().load(record)
        decided = isinstance(shown, PlanCase) and shown.decided
        for grid in self.grids:
            grid.setEnabled(not decided)
        self.buttons.save.setEnabled(not decided)


class PlansTab(SplitTab):
    """Plans and what follows from them.

    Attributes:
        pages: plan, notes, visits, evaluation and closing.
        versions: the versions of the plan.
        notes, visits, end: the other pages.
    """

    topics = frozenset({Topic.PLANS, Topic.HOUSEHOLDS, Topic.SCREENINGS, Topic.DISPATCHES})
    picks_household = True
    editor_type = PlanEditor

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            columns.plans(lambda: desk.today),
            fields.SECTIONS,
            title=term("plan"),
            empty=texts.EMPTY,
            wide_list=34,
        )
        self._begin: tuple[int | None, Callable[[], None]] | None = None
        self.notes, self.visits, self.end = NotesPage(desk), VisitsPage(desk), EndPage(desk)
        self.pages = QTabWidget(self)
        self._build_pages()
        self.table.setMinimumWidth(SMALLEST_LIST)
        self.right.insertWidget(0, self._head())

    # --- reading and storing, on the database thread

    def read_rows(self, household: int | None) -> Sequence[PlanLine]:
        """The latest episode of each household, or all of one."""
        return worklists.plan_lines(self.desk.ctx, household)

    def read_record(self, row: PlanLine) -> dict[str, Any]:
        """The case with its latest plan."""
        return read_case(self.desk.ctx, row.episode_id)

    def store(self, draft: dict[str, Any]) -> Result[Any]:
        """Save the draft, or make it when it is new."""
        plan = fields.plan_of(draft)
        demand(fields.indicator_errors(plan, {i.code for i in draft["shown"].case.programme.indicators}))
        saved = planning.save_plan(self.desk.ctx, plan) if plan.id else planning.make_plan(self.desk.ctx, plan)
        return Result(read_case(self.desk.ctx, plan.episode_id), saved.changed, saved.warnings)

    def row_id_of(self, record: dict[str, Any]) -> str:
        """The row of the episode."""
        return f"episode:{record['shown'].case.episode.id}"

    # --- what is shown

    @property
    def shown(self) -> PlanCase | None:
        """The case that is shown."""
        loaded = self.editor.loaded
        return loaded.get("shown") if isinstance(loaded, dict) else None

    def record_loaded(self, record: dict[str, Any]) -> None:
        """Fill the pages, and say what can be done with the shown version."""
        shown: PlanCase = record["shown"]
        self._plan_page.setCurrentIndex(1 if shown.plan else 0)
        for page in (self.notes, self.visits, self.end):
            page.show_case(shown)
        self._show_versions(shown)
        stored = shown.plan is not None and shown.plan.id != 0
        self._decide.setEnabled(stored and not shown.decided)
        self._revise.setEnabled(shown.decided and shown.is_latest and shown.case.closure is None)
        self._new.setEnabled(not shown.case.plans and shown.case.closure is None)
        self.editor.set_papers([(messages.make_paper(FORM), self.show_paper)] if stored else [])
        if self._begin is not None and self._begin[0] in (None, shown.case.episode.id):
            (_, begin), self._begin = self._begin, None
            begin()

    # --- what the window calls

    def run_action(self, action_id: str) -> bool:
        """F2 begins what the shown page holds, F4 explains the days of the plan and the ages."""
        if action_id == "explain" and self.shown is not None and not self.editor.explain():
            work = partial(explain_case, self.desk.ctx, self.shown.case.episode.id)
            self.desk.operations.query(work, self._explained, key="plans.explain", owner=self)
            return True
        if action_id == "new" and self.shown is not None:
            pages: dict[int, Callable[[], None]] = {
                NOTES: self.notes.add,
                VISITS: self.visits.add,
                END: self.end.evaluate,
            }
            pages.get(self.pages.currentIndex(), lambda: self.editor.leave(self.start_new))()
            return True
        return super().run_action(action_id)

    def _explained(self, found: tuple[Explanation, ...]) -> None:
        if show_explanations(self, found) is None:
            self.desk.say(messages.nothing_to_explain())

    def start_new(self) -> None:
        """Propose the first plan of the shown episode; nothing is stored before it is saved."""
        shown = self.shown
        if shown is None or shown.case.plans:
            self.desk.say(messages.cannot_begin())
            return
        work = partial(planning.propose_plan, self.desk.ctx, shown.case.episode.id)
        self.desk.operations.query(work, self._proposed, owner=self)

    def select(self, selection: object) -> None:
        """Show an episode by its key; for other keys the current household's one."""
        if str(selection).startswith("episode:"):
            super().select(selection)
        else:
            self.mark_stale()

    def do_step(self, step: StepLine) -> None:
        """Show the episode, and begin the act there once it has been read."""
        begins = {
            "plan": (PLAN, self.start_new),
            "decide_plan": (PLAN, self._open_decision),
            "review": (PLAN, self._open_revision),
            "evaluate": (END, self.end.evaluate),
            "close": (END, self.end.close_case),
            "note_due": (NOTES, self.notes.add),
        }

        def go() -> None:
            if step.act in begins:
                page, begin = begins[step.act]
                self.pages.setCurrentIndex(page)
                self._begin = (step.episode_id, begin)
            if step.episode_id is not None:
                self.table.choose(f"episode:{step.episode_id}")
            self.mark_stale()

        self.editor.leave(go)

    def show_paper(self) -> None:
        """様式10号 of the shown version."""
        shown = self.shown
        if shown is None or shown.plan is None:
            return
        key, episode = f"plan:{shown.plan.id}", shown.case.episode.id

        def show() -> None:
            show_paper(self.desk, FORM, key, episode)

        self.editor.leave(show)

    # --- inside

    def _build_pages(self) -> None:
        nothing = QLabel(f"{texts.NO_PLAN}\n{texts.NO_PLAN_HELP}", self)
        nothing.setProperty("role", "empty")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._plan_page = QStackedWidget(self)
        self._plan_page.addWidget(nothing)
        self._plan_page.addWidget(self.editor)
        pages: tuple[tuple[QWidget, str], ...] = (
            (self._plan_page, texts.PAGE_PLAN),
            (self.notes, texts.PAGE_NOTES),
            (self.visits, texts.PAGE_VISITS),
            (self.end, texts.PAGE_END),
        )
        for page, title in pages:
            self.pages.addTab(page, title)
        self.right.addWidget(self.pages, 1)

    def _head(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("button_row")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 6, 10, 6)
        self.versions = QComboBox(bar)
        self.versions.setAccessibleName(texts.VERSION)
        self.versions.setMinimumWidth(216)
        self.versions.activated.connect(self._version_chosen)
        row.addWidget(QLabel(texts.VERSION, bar))
        row.addWidget(self.versions)
        row.addStretch(1)
        self._new = QPushButton(texts.NEW_PLAN, bar)
        self._new.clicked.connect(lambda: self.editor.leave(self.start_new))
        self._decide = QPushButton(texts.DECIDE, bar)
        self._decide.clicked.connect(self._open_decision)
        self._revise = QPushButton(texts.REVISE, bar)
        self._revise.clicked.connect(self._open_revision)
        for button in (self._new, self._decide, self._revise):
            row.addWidget(button)
        return bar

    def _show_versions(self, shown: PlanCase) -> None:
        self.versions.clear()
        for plan in reversed(shown.case.plans):
            self.versions.addItem(texts.version(plan), plan.id)
        if shown.plan is not None and shown.plan.id == 0:
            self.versions.addItem(texts.version(shown.plan), 0)
        self.versions.setCurrentIndex(self.versions.findData(shown.plan.id if shown.plan else None))
        self.versions.setEnabled(self.versions.count() > 0)

    def _version_chosen(self) -> None:
        shown, wanted = self.shown, self.versions.currentData()
        plan = next((p for p in shown.case.plans if p.id == wanted), None) if shown else None
        if shown is not None and plan is not None:
            self.editor.leave(partial(self._load, fields.values_of(replace(shown, plan=plan))))

    def _proposed(self, plan: Plan) -> None:
        shown = self.shown
        if shown is not None and shown.case.episode.id == plan.episode_id:
            self._is_new = True
            self.pages.setCurrentIndex(PLAN)
            self._load(fields.values_of(replace(shown, plan=plan)))
            self.editor.focus_first()

    def _open_decision(self) -> None:
        shown = self.shown
        if shown is None or shown.plan is None or shown.decided:
            return
        plan = shown.plan
        if self.editor.dirty or plan.id == 0:
            self.editor.save_then(self._open_decision)
        else:
            acts.decide(self.desk, plan)

    def _open_revision(self) -> None:
        shown = self.shown
        plan = obligations.plan_in_force(shown.case) if shown else None
        if plan is not None:
            acts.revise(self.desk, plan)


def read_case(ctx: AppContext, episode_id: int) -> dict[str, Any]:
    """A case with its latest plan as the editor's values; runs on the database thread."""
    case = snapshot(ctx, episode_id)
    latest = max(case.plans, key=lambda plan: plan.revision, default=None)
    return fields.values_of(PlanCase(case, planning.notes(ctx, episode_id), latest))

"""ヘルパー派遣: application, decision, visits and activity reports of a household (要領8–16, 様式1–7号)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.dispatch import Application, DispatchState, Visit
from saroma_desk.domain.explain import Explanation
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.services import applying, explaining, previews
from saroma_desk.services.helplist import HelpDetail, HelpRow, help_detail, list_help, new_help
from saroma_desk.services.previews import EventView
from saroma_desk.services.result import Result, Topic
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk, StepLine, Then
from saroma_desk.ui.dialogs.explain import show_explanations
from saroma_desk.ui.dialogs.which_case import choose_case
from saroma_desk.ui.fields import Choice, Unread
from saroma_desk.ui.tabs.dispatches import acts, columns, fields, texts
from saroma_desk.ui.tabs.dispatches.act_row import ActRow, Paper
from saroma_desk.ui.tabs.dispatches.decision import DecisionPage
from saroma_desk.ui.tabs.dispatches.report import ReportPage
from saroma_desk.ui.tabs.dispatches.schedule import SchedulePage
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.foresight import Foresight
from saroma_desk.ui.widgets.split_tab import SplitTab

APPLICATION, DECISION, SCHEDULE, REPORT = range(4)
SMALLEST_LIST = 204
_STEP_PAGES = {"schedule": SCHEDULE, "report": REPORT, "check_report": REPORT, "few_visits": SCHEDULE}
_STEP_ACTS = {"cancel_moved": "cancel", "multiples_check": "change"}
_SUBJECT = re.compile(r"(application|report):(\d+)(?::(\d{4})-(\d{2}))?")


class DispatchesTab(SplitTab):
    """List of applications | pages of the chosen one.

    Attributes:
        acts: state, buttons and papers above the pages.
        bar: chooses the page.
        decision, schedule, report: the pages beside the application's editor.
    """

    topics = frozenset({Topic.DISPATCHES, Topic.HOUSEHOLDS, Topic.PROVIDERS, Topic.CLAIMS})
    picks_household = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            columns.columns(),
            fields.application_sections(),
            title=term("application"),
            empty=texts.NOTHING,
            wide_list=28,
        )
        self.table.setMinimumWidth(SMALLEST_LIST)
        self._detail: HelpDetail | None = None
        self._waiting: tuple[str, object] = ("", None)
        self._month: date | None = None
        self.acts = ActRow(self)
        self.acts.asked.connect(self.act)
        self.decision = DecisionPage(desk)
        self.schedule = SchedulePage(desk)
        self.report = ReportPage(desk)
        self.schedule.record_wanted.connect(self._show_record)
        self._add_pages()

    # --- list and editor

    def read_rows(self, household: int | None) -> Sequence[HelpRow]:
        """Applications of one household or of all."""
        return list_help(self.desk.ctx, household)

    def read_record(self, row: HelpRow) -> HelpDetail:
        """Everything of one application."""
        return help_detail(self.desk.ctx, row.id)

    def store(self, draft: Application) -> Result[Application]:
        """Receive it, or correct what was received."""
        save = applying.save_application if draft.id else applying.receive_application
        return save(self.desk.ctx, draft)

    def start_new(self) -> None:
        """F2: an application of the current household; with several programmes it is asked to which."""
        household = self.desk.current_household
        if household is None:
            self.desk.say(texts.NO_HOUSEHOLD)
            return
        choose_case(self.desk, household, self._start, self)

    # --- what the window calls

    def select(self, selection: object) -> None:
        """An application by id, or by the key of a step (``application:12``, ``report:12:2026-06``)."""
        found = _SUBJECT.fullmatch(str(selection or ""))
        if found is None:
            super().select(selection if isinstance(selection, int) else None)
            return
        if found[3]:
            self._month = date(int(found[3]), int(found[4]), 1)
            self.show_page(REPORT)
        key = int(found[2])
        if self._detail is not None and self._detail.application.id == key:
            self._go_to_month()
        super().select(key)

    def do_step(self, step: StepLine) -> None:
        """Begin the step: a new application, the box of an act, or the page where it is done."""
        if step.act == "application":
            self.leave(self.start_new if step.episode_id is None else partial(self._start, step.episode_id))
        elif step.act in _STEP_PAGES:
            self.select(step.selection)
            self.show_page(_STEP_PAGES[step.act])
        elif step.act == "resume":  # its paper is the plan's, so the application is looked for
            work = partial(list_help, self.desk.ctx, step.household_id or self.desk.current_household)
            found = partial(self._resume, step.episode_id)
            self.desk.operations.query(work, found, key="dispatches.resume", owner=self)
        else:
            self._begin_act(_STEP_ACTS.get(step.act, step.act), step.selection)

    def run_action(self, action_id: str) -> bool:
        """F12 saves the page that is shown, F4 explains what is left, Esc goes back to the list."""
        match action_id:
            case "save" if self.bar.currentIndex() != APPLICATION:
                return self._save_page(self.bar.currentIndex())
            case "paper":
                return self.acts.open_papers()
            case "explain":
                return self._explain()
            case "back":
                return self._back()
        return super().run_action(action_id)

    def leave(self, then: Then) -> None:
        """Ask on each page where something typed is not saved."""
        self.editor.leave(lambda: self.schedule.editor.leave(lambda: self.report.leave(then)))

    @property
    def dirty(self) -> bool:
        """Whether any page holds something that is not saved."""
        return self.editor.dirty or self.schedule.editor.dirty or self.report.dirty

    # --- pages and acts

    def show_page(self, number: int) -> None:
        """Show a page by its number."""
        self.bar.setCurrentIndex(number)

    def act(self, name: str) -> None:
        """Open the box of an act on the shown application, nothing typed being lost."""
        detail = self._detail
        if detail is not None and name in acts.possible(detail):
            self.leave(lambda: self._open_act(detail, name))

    def show_paper(self, form: str, subject_key: str) -> None:
        """Open the preview of a paper of the shown application."""
        from saroma_desk.ui.dialogs.paper import show_paper

        if self._detail is not None:
            episode = self._detail.snapshot.episode.id
            show_paper(self.desk, form, subject_key, episode, parent=self)

    # --- inside

    def _add_pages(self) -> None:
        self.bar = QTabBar(self)
        self.bar.setObjectName("tabs")
        self.bar.setDrawBase(False)
        for label in texts.PAGES:
            self.bar.addTab(label)
        self.pages = QStackedWidget(self)
        pages: tuple[QWidget, ...] = (self.editor, self.decision, self.schedule, self.report)
        self.right.removeWidget(self.editor)
        for page in pages:
            self.pages.addWidget(page)
        self.foresight = Foresight(self.desk, self.editor, self._foreseen, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.currentChanged.connect(self._page_shown)
        self.right.addWidget(self.acts)
        self.right.addWidget(self.bar)
        self.right.addWidget(self.foresight)
        self.right.addWidget(self.pages, 1)

    def _foreseen(self, values: Mapping[str, Any]) -> partial[EventView] | None:
        """What a correction of the shown application would mean, once it is decided."""
        detail = self._detail
        if detail is None or detail.case is None or detail.case.decision is None or not self.editor.dirty:
            return None
        if any(isinstance(value, Unread) for value in values.values()) or not values["applied_on"]:
            return None
        typed: Application = self.editor.record()
        told = {name: getattr(typed, name) for name in ("applicant_id", "applied_on", "wished")}
        changed = replace(detail.application, **told)
        return None if changed == detail.application else partial(previews.preview_application, self.desk.ctx, changed)

    def _page_shown(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        if number != APPLICATION:
            self.foresight.forget()
        first = {SCHEDULE: self.schedule.calendar, REPORT: self.report.table}.get(number)
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self, episode_id: int) -> None:
        work = partial(new_help, self.desk.ctx, episode_id)
        self.desk.operations.query(work, self._begin_new, key="dispatches.new", owner=self)

    def _begin_new(self, detail: HelpDetail) -> None:
        self.table.choose(None)
        self._shown, self._is_new = None, True
        self.show_page(APPLICATION)
        self._load(detail)
        self.editor.focus_first()

    def _load(self, record: Any) -> None:  # noqa: ANN401
        detail: HelpDetail = record
        self._detail = detail
        self._set_choices(detail)
        super()._load(detail.application)
        self.foresight.forget()
        self.decision.show_detail(detail)
        self.schedule.show_detail(detail)
        self.report.show_detail(detail)
        self.acts.show_detail(detail, self._papers(detail), self.desk.ctx.word(detail.programme.id))
        for page in (DECISION, SCHEDULE, REPORT):
            self.bar.setTabEnabled(page, detail.case is not None)
        self._go_to_month()
        self._do_waiting()

    def _set_choices(self, detail: HelpDetail) -> None:
        programme = detail.programme
        self.editor.set_choices("applicant_id", tuple(Choice(m.id, m.name) for m in detail.people))
        self.editor.set_choices("groups", tuple(Choice(g.code, g.plain) for g in programme.target_groups))
        self.editor.set_choices("wished.help_kinds", fields.kind_choices(programme))
        classes = tuple(Choice(c.code, c.name) for c in programme.copay_classes)
        self.editor.set_choices("declared_class", classes)

    def _papers(self, detail: HelpDetail) -> list[Paper]:
        return [(label, partial(self.show_paper, form, key)) for label, form, key in columns.papers(detail)]

    def _begin_act(self, act: str, selection: object) -> None:
        self._waiting = (act, selection)
        self.select(selection)
        self._do_waiting()

    def _resume(self, episode_id: int | None, rows: Sequence[HelpRow]) -> None:
        own = (r for r in rows if episode_id in (None, r.episode_id))
        row = next((r for r in own if r.state == DispatchState.SUSPENDED), None)
        if row is not None:
            self._begin_act("resume", f"application:{row.id}")

    def _do_waiting(self) -> None:
        """Open the box that a step asked for, once its application is shown."""
        act, selection = self._waiting
        if act and self._detail is not None and selection == f"application:{self._detail.application.id}":
            self._waiting = ("", None)
            self.act(act)

    def _go_to_month(self) -> None:
        month, self._month = self._month, None
        if month is not None:
            self.report.show_month(month)

    def _open_act(self, detail: HelpDetail, name: str) -> None:
        self.show_page(DECISION)
        acts.open_act(self.desk, detail, name)

    def _show_record(self, visit: Visit) -> None:
        self.show_page(REPORT)
        self.report.show_month(visit.visit_on, visit.id)

    def _save_page(self, page: int) -> bool:
        save = {SCHEDULE: self.schedule.editor.save, REPORT: self.report.save}.get(page)
        if save is not None:
            save()
        return save is not None

    def _explain(self) -> bool:
        detail = self._detail
        if detail is None or detail.case is None or detail.case.dispatch is None:
            return self.editor.explain()
        days = {SCHEDULE: self.schedule.calendar.chosen_day, REPORT: YearMonth.of(self.report.month).last}
        work = partial(self._explanations, detail.application.id, days.get(self.bar.currentIndex()))
        self.desk.operations.query(work, self._show_explanations, key="dispatches.explain", owner=self)
        return True

    def _explanations(self, application_id: int, on: date | None) -> tuple[Explanation, ...]:
        """What is left on a day, and the copay of each unit price as far as the town settled it."""
        left = explaining.explain_limits(self.desk.ctx, application_id, on)
        try:
            return (*left, *explaining.explain_copays(self.desk.ctx, application_id, on))
        except OpenQuestion:
            return left

    def _show_explanations(self, found: tuple[Explanation, ...]) -> None:
        if show_explanations(self, found) is None:
            self.desk.say(messages.nothing_to_explain())

    def _back(self) -> bool:
        focus = self.focusWidget()
        for page, table in ((self.schedule, self.schedule.calendar), (self.report, self.report.table)):
            if focus is not None and page.isAncestorOf(focus) and focus is not table:
                table.setFocus()
                return True
        if focus is not None and self.pages.isAncestorOf(focus):
            self.table.setFocus()
            return True
        return False

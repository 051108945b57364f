"""The visit of the chosen day: its fields, what it would break while one types, and what is left on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.dispatch import Dispatch, Visit, VisitStatus
from saroma_desk.domain.limit_build import terms_on
from saroma_desk.services import visiting
from saroma_desk.services.helplist import HelpDetail
from saroma_desk.services.result import Result
from saroma_desk.services.visiting import LimitView, VisitDraft
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.reason import Given, run_with_reasons
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section, Unread
from saroma_desk.ui.tabs.dispatches import fields, series, texts
from saroma_desk.ui.tabs.dispatches.findings import FindingList
from saroma_desk.ui.terms import term

CHECK_PAUSE_MS = 200
NARROW, WIDTH = 266, 318
LEAST_FINDINGS = 44
"""Pixels in which the first finding can be read."""
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own mark for no limit."""
_NEEDED = ("visit_on", "planned_start", "planned_end")


def visit_section() -> Section:
    """Fields of a planned visit."""
    return Section(
        "",
        (
            FieldSpec(name="visit_on", kind=Kind.DATE, label=term("visit_on"), required=True),
            FieldSpec(name="planned_start", kind=Kind.TIME, label=term("planned_start"), required=True),
            FieldSpec(name="planned_end", kind=Kind.TIME, label=term("planned_end"), required=True),
            FieldSpec(name="helper_id", kind=Kind.CHOICE, label=term("helper")),
            FieldSpec(name="help_kinds", kind=Kind.MULTI, label=term("help_kind")),
        ),
    )


class VisitPanel(QWidget):
    """One visit, planned or new.

    Attributes:
        visit: the stored one that is shown; None for a new one.

    Signals:
        stored(): it was put into the calendar, changed or taken out.
        next_wanted(): the next visit of the same day is to be shown.
        looked_at(object): the `LimitView` of what stands in the fields.
    """

    stored = Signal()
    next_wanted = Signal()
    looked_at = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.visit: Visit | None = None
        self._detail: HelpDetail | None = None
        self.head = QLabel(self)
        self.editor = FormEditor((visit_section(),), desk, save=self.save, title=term("visit"), buttons=False)
        self.put_button = QPushButton(texts.PUT, self)
        self.remove_button = QPushButton(texts.REMOVE, self)
        self.next_button = QPushButton(texts.NEXT_VISIT, self)
        self.findings = FindingList(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_PAUSE_MS)
        self._timer.timeout.connect(self.check)
        self._build()
        for grid in self.editor.grids:
            grid.edited.connect(self._timer.start)

    @property
    def recorded(self) -> bool:
        """Whether the shown visit has its result already."""
        return self.visit is not None and self.visit.status is not VisitStatus.PLANNED

    def set_detail(self, detail: HelpDetail) -> None:
        """The application that the visits belong to; it must be approved."""
        self._detail = detail
        self.editor.set_choices("help_kinds", fields.kind_choices(detail.programme))

    def show_visit(self, visit: Visit | None, day: date, here: list[Visit]) -> None:
        """Show a visit, or a new one on `day`; `here` are all visits of that day."""
        if self._detail is None:
            return
        self.visit = visit
        dispatch = self._dispatch(self._detail, day)
        provider = visit.provider_id if visit else dispatch.provider_id
        helpers = tuple(Choice(h.id, h.name) for h in self._detail.helpers if h.provider_id == provider)
        self.editor.set_choices("helper_id", helpers)
        self.editor.load(visit or self._blank(dispatch, day))
        word = texts.RECORDED if self.recorded else texts.NEW_VISIT if visit is None else term("planned_count")
        number = here.index(visit) + 1 if visit else len(here) + 1
        self.head.setText(f"{texts.day_words(day)}　{texts.of_several(word, number, len(here) or 1)}")
        self.put_button.setText(texts.with_save_key(texts.PUT if visit is None else texts.MOVE))
        self.put_button.setEnabled(not self.recorded)
        self.remove_button.setVisible(visit is not None and not self.recorded)
        self.next_button.setVisible(bool(here))

    def check_soon(self) -> None:
        """Ask the limits at the next pause."""
        self._timer.start()

    def check(self) -> None:
        """Ask what the visit in the fields would break, and what is left on its day."""
        if self._detail is None or not self.isEnabled():
            return
        work = partial(visiting.limit_view, self.desk.ctx, self._detail.application.id, self._typed())
        self.desk.operations.query(work, self._show, key="dispatches.limits", owner=self, failed=lambda _: True)

    def save(self) -> None:
        """Put the visit into the calendar, or change the planned one; over a limit with a reason."""
        draft = self._typed()
        if self._detail is None or draft is None or not self.put_button.isEnabled():
            return
        ctx, key = self.desk.ctx, self._detail.application.id

        def command(given: Given) -> Result[Any]:
            if isinstance(draft, Visit):
                return visiting.move_visit(ctx, draft, given)
            return visiting.schedule(ctx, key, (draft,), given)

        run_with_reasons(self.desk, command, self._stored, failed=self.editor.refused, parent=self)

    def set_low(self, low: bool) -> None:
        """With little room the findings, which scroll, leave it to the fields."""
        self.findings.setMaximumHeight(LEAST_FINDINGS if low else QWIDGETSIZE_MAX)

    def remove(self) -> None:
        """Take the shown planned visit out of the calendar."""
        if self.visit is not None and not self.recorded:
            work = partial(visiting.remove_planned, self.desk.ctx, (self.visit,))
            self.desk.operations.command(work, self._stored, owner=self)

    @staticmethod
    def _dispatch(detail: HelpDetail, day: date) -> Dispatch:
        """The terms that count on a day."""
        if detail.case is None or detail.case.dispatch is None:
            raise LookupError("dispatch")
        return terms_on(detail.case.dispatches, day) or detail.case.dispatch

    def _blank(self, dispatch: Dispatch, day: date) -> dict[str, Any]:
        visits = self._detail.case.visits if self._detail and self._detail.case else ()
        last = next((v for v in reversed(visits) if v.provider_id == dispatch.provider_id), None)
        return {
            "visit_on": day,
            "planned_start": dispatch.terms.start,
            "planned_end": series.end_of(dispatch.terms),
            "helper_id": last.helper_id if last else None,
            "help_kinds": dispatch.terms.help_kinds,
        }

    def _typed(self) -> Visit | VisitDraft | None:
        """The visit as it stands in the fields; None while it cannot be looked at."""
        values = self.editor.read()
        if any(isinstance(v, Unread) for v in values.values()) or any(values[n] is None for n in _NEEDED):
            return None
        if self.visit is not None:
            return replace(self.visit, **values)
        return VisitDraft(
            visit_on=values["visit_on"],
            start=values["planned_start"],
            end=values["planned_end"],
            helper_id=values["helper_id"],
            help_kinds=values["help_kinds"],
        )

    def _show(self, view: LimitView) -> None:
        self.findings.show_findings(view.findings, view.unexcused)
        self.looked_at.emit(view)

    def _stored(self, _: Result[Any]) -> None:
        self.editor.saved(self.editor.record())
        self.stored.emit()

    def _build(self) -> None:
        self.setMinimumWidth(NARROW)
        self.setMaximumWidth(WIDTH)
        self.head.setObjectName("section_title")
        self.put_button.setProperty("primary", True)
        buttons = QHBoxLayout()
        for button, act in (
            (self.put_button, self.editor.save),
            (self.remove_button, self.remove),
            (self.next_button, self.next_wanted.emit),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.editor, 3)
        column.addLayout(buttons)
        column.addWidget(self.findings, 2)

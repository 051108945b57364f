"""A new household: family, people and referral on one page, with the families it may be the same as beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from saroma_desk.domain.case import Episode
from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.domain.household import Household, Member, Role
from saroma_desk.services import households, intake
from saroma_desk.services.checks import member_errors
from saroma_desk.services.context import AppContext
from saroma_desk.services.households import Duplicate
from saroma_desk.services.result import Result
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk, Then
from saroma_desk.ui.dialogs import intake_fields
from saroma_desk.ui.draft_keeper import DraftKeeper
from saroma_desk.ui.fields import FieldSpec, Kind, Section, Unread
from saroma_desk.ui.tabs.households import fields, texts
from saroma_desk.ui.tabs.households.acts import person_of
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.name_guard import NameGuard
from saroma_desk.ui.widgets.record_table import Column

LOOK_PAUSE_MS = 400
DRAFT_KEY = "intake:new"
EPISODE_FIELDS = ("family", "received_on", "route", "referred_on", "members")


class IntakePage(QWidget):
    """Takes a family in.

    Signals:
        finished(object): the `Episode` that was opened.
        given_up(): nothing was stored, and nobody wants to go on.
    """

    finished = Signal(object)
    given_up = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._programmes = desk.ctx.programmes_on(desk.today)
        self.editor = FormEditor(self._sections(), desk, save=self._save, title=texts.INTAKE_TITLE, parent=self)
        self.editor.buttons.save.setText(texts.INTAKE_ACCEPT)
        self.editor.buttons.add(term("action.back"), lambda: self.leave(self.given_up.emit))
        self.drafts = DraftKeeper(desk, self.editor, lambda: DRAFT_KEY)
        self.duplicates = ListPanel(desk, _duplicate_columns(), empty=texts.NOTHING_SAME, name=texts.MAYBE_SAME)
        self.duplicates.add_row_button(texts.OPEN, self._open_household, main=True)
        self.guard = NameGuard(desk, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LOOK_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        for grid in self.editor.grids:
            grid.edited.connect(self._pause.start)
        intake_fields.follow_programme(self.editor, self._programmes)
        self._build()

    def start(self) -> None:
        """Begin with empty fields, unless something typed is still there."""
        if not self.editor.dirty:
            self.editor.load(
                {
                    **intake_fields.defaults(self._desk.today, self._desk.ctx.user, self._programmes[0]),
                    "members": ({"role": Role.CAREGIVER}, {"role": Role.TARGET_CHILD}),
                }
            )
            self._show_duplicates(())
            self.drafts.offer()
        self.editor.focus_first()

    def leave(self, then: Then) -> None:
        """Ask when something typed is not stored."""
        self.editor.leave(then)

    def look(self) -> None:
        """Look now for households that may be the same, and at how the names print."""
        self._pause.stop()
        values = self.editor.read()
        people = [person_of(_readable(row), 0) for row in values["members"]]
        self.guard.show_names([person.name for person in people])
        work = partial(find_same, self._desk.ctx, people, _household(_readable(values)))
        self._desk.operations.query(work, self._show_duplicates, key="intake.duplicates", owner=self)

    def _sections(self) -> tuple[Section, ...]:
        people = FieldSpec(
            name="members",
            kind=Kind.ROWS,
            label=term("people"),
            columns=fields.person_fields(),
            add_label=texts.ADD_PERSON,
            counter=texts.PEOPLE_COUNTER,
            personal=True,
        )
        return (
            Section("", (people,)),
            Section(term("household"), fields.household_fields("household.")),
            intake_fields.episode_section(self._programmes, several=len(self._programmes) > 1),
            intake_fields.referral_section(),
        )

    def _build(self) -> None:
        side = QFrame(self)
        side.setObjectName("section")
        side.setFixedWidth(400)
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 10, 14, 10)
        self.same_head = QLabel(side)
        self.same_head.setObjectName("section_title")
        column.addWidget(self.same_head)
        column.addWidget(self.duplicates, 1)
        self._same_help = QLabel(texts.SAME_HELP, side)
        self._same_help.setProperty("role", "help")
        self._same_help.setWordWrap(True)
        column.addWidget(self._same_help)
        head = QLabel(texts.PRINT_PREVIEW, side)
        head.setObjectName("section_title")
        column.addWidget(head)
        column.addWidget(self.guard)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addWidget(self.editor, 1)
        row.addWidget(side)

    def _save(self) -> None:
        values = self.editor.record()
        people = tuple(person_of(row, 0) for row in values["members"] if row.get("name"))
        draft = intake_fields.intake_draft(values, _household(values), people)
        work = partial(intake.take_in, self._desk.ctx, draft)
        self._desk.operations.command(work, self._taken_in, failed=self._refused, owner=self)

    def _refused(self, error: KnownError) -> bool:
        """Errors of people stand at their own rows."""
        rows = self.editor.record()["members"]
        of_people = [
            FieldError(f"members.{number}.{wrong.field}", wrong.message)
            for number, row in enumerate(rows)
            for wrong in member_errors(person_of(row, 0), self._desk.today)
        ]
        others = [wrong for wrong in error.fields if wrong.field in EPISODE_FIELDS]
        found = (*of_people, *others) or error.fields
        return self.editor.refused(KnownError(error.code, error.message, found))

    def _taken_in(self, result: Result[Episode]) -> None:
        self.editor.saved(None)
        self.finished.emit(result.value)

    def _show_duplicates(self, found: tuple[SameRow, ...]) -> None:
        self.same_head.setText(texts.duplicates_head(len(found)))
        self._same_help.setVisible(bool(found))
        self.duplicates.show_rows(found)
        if found:
            self.duplicates.table.choose(found[0].id)

    def _open_household(self, row: SameRow) -> None:
        self._desk.choose_household(row.id, self.given_up.emit)


class SameRow:
    """A household that may be the same, as a row of the list."""

    def __init__(self, found: Duplicate) -> None:
        self.id = found.household_id
        self.no = found.no
        self.name = found.name
        self.reasons = texts.same_reasons(found)


def find_same(ctx: AppContext, people: list[Member], household: Household) -> tuple[SameRow, ...]:
    """Households that share birthday and name, telephone or address with any of the people; each once."""
    found = {d.household_id: d for person in people for d in households.duplicates(ctx, person, household)}
    return tuple(SameRow(duplicate) for duplicate in found.values())


def _household(values: dict[str, Any]) -> Household:
    own = {name.removeprefix("household."): value for name, value in values.items() if name.startswith("household.")}
    return Household(no="", registered_on=values["received_on"], **own)


def _readable(values: dict[str, Any]) -> dict[str, Any]:
    return {name: None if isinstance(value, Unread) else value for name, value in values.items()}


def _duplicate_columns() -> tuple[Column, ...]:
    return (
        Column("no", term("household_no"), lambda r: r.no, width=86),
        Column("name", term("name"), lambda r: r.name, width=110),
        Column("why", term("reason"), lambda r: r.reasons, tip=lambda r: r.reasons),
    )

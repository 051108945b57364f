"""One household: what is known of it, in four pages; everything is changed in dialogs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from saroma_desk.domain.calendar import format_short
from saroma_desk.domain.case import CaseState
from saroma_desk.domain.caseflow import case_state
from saroma_desk.domain.explain import Explanation, explain_age, explain_gestation
from saroma_desk.domain.household import Member, RelatedAgency, is_multiple_birth, present_members
from saroma_desk.domain.programme import wording
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.services.households import HouseholdDetail
from saroma_desk.services.timeline import TimelineEntry
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk, initials
from saroma_desk.ui.dialogs.explain import show_explanations
from saroma_desk.ui.dialogs.reopening import open_reopening
from saroma_desk.ui.frame_sources import STATE_TONES
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.households import acts, changes, columns, texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.chips import Chip
from saroma_desk.ui.widgets.fact_grid import Fact, FactGrid
from saroma_desk.ui.widgets.list_panel import ListPanel

LEAST_LIST = 92
"""Pixels in which a list shows its headings, two rows and the bar that it scrolls with."""
FULL_TERM_DAYS = 280  # no weeks are counted for a day further off


@dataclass(frozen=True, slots=True)
class Shown:
    """A household as read: its records, and what happened, newest first (rows with an id of their own)."""

    detail: HouseholdDetail
    history: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A line of time with a running number, for the list."""

    id: int
    entry: TimelineEntry

    def __getattr__(self, name: str) -> object:
        return getattr(self.entry, name)


class HouseholdView(QScrollArea):
    """The chosen household; in a low window its pages keep their height, and the whole scrolls.

    Attributes:
        pages: people, classes, episodes and agencies, history.
        people, statuses, copay, episodes, agencies, history: the lists.
        changes: the button with the menu of what can happen in a family.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.shown: Shown | None = None
        body = QWidget(self)
        self.facts = FactGrid(body)
        self.pages = QTabWidget(body)
        self._build_lists()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(8)
        column.addWidget(self._head())
        column.addWidget(self.pages, 1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.currentChanged.connect(self._show_page)
        desk.names_hidden_changed.connect(self._hide_names)

    def show_household(self, shown: Shown) -> None:
        """Show what was read."""
        self.shown = shown
        detail = shown.detail
        self._show_head(detail)
        self.people.show_rows(detail.members)
        self.statuses.show_rows(detail.statuses[::-1])
        self.copay.show_rows(detail.copay_classes[::-1])
        self.episodes.show_rows(detail.episodes[::-1])
        self.agencies.show_rows(detail.agencies)
        self.history.show_rows(shown.history)
        self._reopen.setEnabled(bool(detail.may_open))
        self._reopen.setText(texts.REOPEN if detail.state is CaseState.CLOSED else texts.OPEN_OTHER)
        self._birth.setEnabled(any(m.due_date for m in present_members(detail.members, self._desk.today)))

    def begin(self, act: str) -> None:
        """Open what a task asks for: the birth, a legal class, the copay class, the reopening."""
        begins: dict[str, tuple[int, Callable[[], object]]] = {
            "birth_check": (0, self._record_birth),
            "status_check": (1, self._set_status),
            "class_check": (1, self._set_class),
            "reopen": (2, self._open_again),
        }
        if act == "eligibility_check":
            self.pages.setCurrentIndex(0)
        if act in begins and self.shown is not None:
            page, open_it = begins[act]
            self.pages.setCurrentIndex(page)
            open_it()

    def explain(self) -> bool:
        """Explain the ages and weeks of pregnancy of the chosen person, or of all (F4)."""
        if self.shown is None:
            return False
        chosen, today = self.people.table.chosen_row, self._desk.today
        members = self.shown.detail.members if chosen is None else (chosen,)
        return show_explanations(self, [e for m in members for e in _explanations(m, today)]) is not None

    # --- parts

    def _head(self) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("section")
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 8, 14, 10)
        row = QHBoxLayout()
        self._name = QLabel(frame)
        self._name.setObjectName("section_title")
        self._name.setWordWrap(True)
        self._state = Chip("", Tone.CALM, frame)
        self._chips = [Chip("", Tone.ALARM, frame), Chip("", Tone.ALARM, frame), Chip("", Tone.ACTIVE, frame)]
        row.addWidget(self._name, 1)
        self.changes = QPushButton(texts.CHANGES, frame)
        self.changes.setMenu(changes.menu(self._desk, lambda: self.shown.detail if self.shown else None, self.changes))
        row.addWidget(self.changes)
        edit = QPushButton(texts.EDIT_HOUSEHOLD, frame)
        edit.clicked.connect(self._edit_household)
        row.addWidget(edit)
        column.addLayout(row)
        row = QHBoxLayout()
        for chip in (self._state, *self._chips):
            row.addWidget(chip)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.facts)
        return frame

    def _show_page(self) -> None:
        """In a low window the page that was opened takes the place of the head."""
        self.verticalScrollBar().setValue(self.pages.y())

    def _build_lists(self) -> None:
        desk = self._desk
        today = lambda: desk.today  # noqa: E731  the clock is asked each time
        self.people = ListPanel(desk, columns.members(today), empty=texts.NOBODY, name=texts.PEOPLE)
        self.people.add_button(texts.ADD_MEMBER, self._add_member)
        self.people.add_row_button(texts.EDIT, partial(acts.edit_member, desk), main=True)
        self.people.add_row_button(texts.LEAVE, partial(acts.leave_household, desk))
        self._birth = self.people.add_button(texts.BIRTH, self._record_birth)
        self.statuses = ListPanel(
            desk, columns.statuses(self._name_of), empty=texts.NO_STATUS, title=term("legal_status")
        )
        self.statuses.add_button(texts.SET_STATUS, self._set_status)
        self.copay = ListPanel(
            desk, columns.copay_classes(lambda: desk.ctx), empty=texts.NO_CLASS, title=term("copay_class")
        )
        self.copay.add_button(texts.SET_CLASS, self._set_class)
        self._build_episode_lists()
        for title, panels in (
            (texts.PAGE_PEOPLE, (self.people,)),
            (texts.PAGE_CLASSES, (self.statuses, self.copay)),
            (texts.PAGE_EPISODES, (self.episodes, self.agencies)),
            (texts.PAGE_HISTORY, (self.history,)),
        ):
            self.pages.addTab(_page(panels), title)

    def _build_episode_lists(self) -> None:
        desk = self._desk
        self.episodes = ListPanel(
            desk,
            columns.episodes(lambda: desk.ctx, lambda: self.shown.detail if self.shown else None),
            empty=texts.NO_HISTORY,
            title=texts.EPISODES,
        )
        self._reopen = self.episodes.add_button(texts.REOPEN, self._open_again)
        self.agencies = ListPanel(desk, columns.agencies(), empty=texts.NO_AGENCY, title=term("related_agency"))
        self.agencies.add_button(texts.ADD_AGENCY, self._add_agency)
        self.agencies.add_row_button(texts.EDIT, partial(acts.edit_agency, desk), main=True)
        self.agencies.add_row_button(texts.REMOVE, partial(acts.remove_agency, desk))
        self.history = ListPanel(desk, columns.history(), empty=texts.NO_HISTORY, name=term("history"))
        self.history.add_row_button(texts.OPEN, self._go_to, main=True)

    def _show_head(self, detail: HouseholdDetail) -> None:
        household, today = detail.household, self._desk.today
        only = detail.row.cases[0].state if len(detail.row.cases) == 1 else None
        self._state.set(term(f"state.{only}") if only else "", STATE_TONES[only] if only else Tone.CALM)
        multiple = is_multiple_birth(present_members(detail.members, today))
        words = (
            messages.PROTECTED if household.address_protected else "",
            f"{messages.MARK}{term('whereabouts_unknown')}" if household.whereabouts_unknown else "",
            term("multiple_birth") if multiple else "",
        )
        for chip, word, tone in zip(self._chips, words, (Tone.ALARM, Tone.ALARM, Tone.ACTIVE), strict=True):
            chip.set(word, tone)
        self.facts.show_facts(self._facts_of(detail))
        self._hide_names(self._desk.names_hidden)

    def _facts_of(self, detail: HouseholdDetail) -> tuple[Fact, ...]:
        household = detail.household
        facts = (
            Fact(term("address"), f"{household.postal_code} {household.address}".strip(), personal=True, wide=True),
            Fact(term("residence"), household.residence, personal=True, wide=True),
            Fact(term("phone"), household.phone, personal=True),
            Fact(term("mobile"), household.mobile, personal=True),
        )
        cases = [fact for case in detail.cases for fact in self._facts_of_case(case, several=len(detail.cases) > 1)]
        note = (Fact(term("note"), household.note, personal=True, wide=True),) if detail.episodes else ()
        return (*facts, *cases, *note)

    def _facts_of_case(self, case: CaseSnapshot, *, several: bool) -> tuple[Fact, ...]:
        """Where the case comes from; of several, each in one line under its programme's name."""
        episode, programme = case.episode, case.programme
        received, route = format_short(episode.received_on), wording(programme.routes, episode.route)
        if several:
            state = term(f"state.{case_state(case)}")
            said = "　".join(part for part in (state, received, route, episode.summary) if part)
            return (Fact(self._desk.ctx.word(programme.id), said, personal=True, wide=True),)
        return (
            Fact(term("received_on"), received),
            Fact(term("route"), route),
            Fact(term("summary"), episode.summary, personal=True, wide=True),
        )

    def _hide_names(self, hidden: bool) -> None:
        if self.shown is not None:
            row = self.shown.detail.row
            name = initials(row.kana) if hidden else row.name
            self._name.setText(f"{row.no}　{messages.with_honorific(name)}")
        self.facts.set_masked(hidden)

    # --- acts

    def _edit_household(self) -> None:
        if self.shown is not None:
            acts.edit_household(self._desk, self.shown.detail.household)

    def _add_member(self) -> None:
        if self.shown is not None:
            acts.new_member(self._desk, self.shown.detail.household.id)

    def _record_birth(self) -> None:
        if self.shown is not None:
            acts.record_birth(self._desk, self.shown.detail)

    def _set_status(self) -> None:
        if self.shown is not None:
            chosen = self.statuses.table.chosen_row
            acts.set_status(self._desk, self.shown.detail, chosen.member_id if chosen else None)

    def _set_class(self) -> None:
        if self.shown is not None:
            acts.set_copay_class(self._desk, self.shown.detail)

    def _open_again(self) -> None:
        if self.shown is not None and self.shown.detail.may_open:
            open_reopening(self._desk, self.shown.detail.household.id, self.shown.detail.may_open)

    def _add_agency(self) -> None:
        if self.shown is not None:
            acts.edit_agency(self._desk, RelatedAgency(household_id=self.shown.detail.household.id, name=""))

    def _go_to(self, row: HistoryRow) -> None:
        self._desk.open(row.entry.tab, row.entry.subject_key)

    def _name_of(self, member_id: int) -> str:
        members = self.shown.detail.members if self.shown else ()
        return next((m.name for m in members if m.id == member_id), "")


def _explanations(member: Member, today: date) -> Iterator[Explanation]:
    if member.birth_date is not None and member.birth_date <= today:
        yield explain_age(member.birth_date, today)
    if member.due_date is not None and (member.due_date - today).days <= FULL_TERM_DAYS:
        yield explain_gestation(member.due_date, today)


def _page(panels: tuple[ListPanel, ...]) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(10, 10, 10, 8)
    column.setSpacing(12)
    for panel in panels:
        panel.table.setMinimumHeight(LEAST_LIST)
        panel.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        column.addWidget(panel, 1)
    return page

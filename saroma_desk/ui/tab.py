"""What every tab of the window is: it knows which topics it shows, reads them again when shown, and answers keys.

    class PlansTab(Tab):
        topics = frozenset({Topic.PLANS})

        def refresh(self) -> None:
            ctx, household = self.desk.ctx, self.desk.current_household
            self.desk.operations.query(lambda: plans.rows(ctx, household), self.table.set_rows, key="plans", owner=self)

A list beside an editor is `widgets/split_tab.SplitTab`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from saroma_desk.services.result import Topic
from saroma_desk.ui.desk import Desk, StepLine, Then
from saroma_desk.ui.terms import term


class Tab(QWidget):
    """One tab.

    Attributes:
        topics: what it shows; a change of any of them makes it read again.
        follows_household: whether another current household makes it read again.
    """

    topics: frozenset[Topic] = frozenset()
    follows_household = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        desk.changed.connect(self._changed)
        desk.current_household_changed.connect(self._household_changed)
        desk.add_guard(self.leave)

    def refresh(self) -> None:
        """Read again what is shown; what is being typed stays."""

    def select(self, selection: object) -> None:
        """Show what another part of the window asked for; None asks for nothing particular."""

    def do_step(self, step: StepLine) -> None:
        """Begin what the next-step strip or 今日 asked for; a tab that cannot begin it shows what it is about."""
        self.select(step.selection)

    def run_action(self, action_id: str) -> bool:
        """Answer a key of `ui/actions.py`; False when it means nothing here."""
        if action_id == "reload":
            self.refresh()
            return True
        return False

    def leave(self, then: Then) -> None:
        """Call `then` when nothing typed would be lost."""
        then()

    def focus_list(self) -> None:
        """Let the keys go to the list of this tab, where it has one, when it is shown for the first time."""
        getattr(self, "table", self).setFocus()

    def mark_stale(self) -> None:
        """Read again now when shown, otherwise as soon as it is."""
        self._stale = True
        if self.isVisible():
            self._refresh_now()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read again what went stale while hidden."""
        super().showEvent(event)
        if self._stale:
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._stale = False
        self.refresh()

    def _changed(self, topics: frozenset[Topic]) -> None:
        if topics & self.topics:
            self.mark_stale()

    def _household_changed(self) -> None:
        if self.follows_household:
            self.mark_stale()


@dataclass(frozen=True, slots=True)
class TabSpec:
    """A tab that is built when it is first shown.

    Attributes:
        id: ASCII identifier for `Desk.open`; `tab.<id>` is its word in the glossary.
        factory: ``module:callable`` that takes the `Desk` and gives a `Tab`.
    """

    id: str
    factory: str

    @property
    def label(self) -> str:
        """The word on the tab."""
        return term(f"tab.{self.id}")

    def build(self, desk: Desk) -> Tab:
        """Import the module and build the tab."""
        module, _, name = self.factory.partition(":")
        make = cast("Callable[[Desk], Tab]", getattr(importlib.import_module(module), name))
        with desk.guards_of_whole_parts():
            return make(desk)


TABS: tuple[TabSpec, ...] = (
    TabSpec("today", "saroma_desk.ui.tabs.today.tab:TodayTab"),
    TabSpec("households", "saroma_desk.ui.tabs.households.tab:HouseholdsTab"),
    TabSpec("screening", "saroma_desk.ui.tabs.screening.tab:ScreeningTab"),
    TabSpec("plans", "saroma_desk.ui.tabs.plans.tab:PlansTab"),
    TabSpec("dispatches", "saroma_desk.ui.tabs.dispatches.tab:DispatchesTab"),
    TabSpec("claims", "saroma_desk.ui.tabs.claims.tab:ClaimsTab"),
    TabSpec("documents", "saroma_desk.ui.tabs.documents.tab:DocumentsTab"),
    TabSpec("reports", "saroma_desk.ui.tabs.reports.tab:ReportsTab"),
    TabSpec("settings", "saroma_desk.ui.tabs.settings.tab:SettingsTab"),
)

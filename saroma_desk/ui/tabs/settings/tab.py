"""設定: pages on the left, the chosen one on the right; a page is built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QWidget

from saroma_desk.services.result import Topic
from saroma_desk.ui.desk import Desk, StepLine
from saroma_desk.ui.tab import Tab
from saroma_desk.ui.tabs.settings import law_texts, texts
from saroma_desk.ui.tabs.settings.law_page import LawPage
from saroma_desk.ui.tabs.settings.ledger import LedgerPage
from saroma_desk.ui.tabs.settings.officials import OfficialsPage
from saroma_desk.ui.tabs.settings.papers import PAPERS, PapersPage
from saroma_desk.ui.tabs.settings.providers import ProvidersPage
from saroma_desk.ui.tabs.settings.questions import QuestionsPage
from saroma_desk.ui.tabs.settings.safety import SafetyPage
from saroma_desk.ui.tabs.settings.templates import TemplatesPage
from saroma_desk.ui.tabs.settings.this_desk import ThisDeskPage

PAGES: tuple[tuple[str, str, Callable[[Desk, QWidget], QWidget]], ...] = (
    ("questions", texts.QUESTIONS, QuestionsPage),
    ("officials", texts.OFFICIALS, OfficialsPage),
    ("providers", texts.PROVIDERS, ProvidersPage),
    ("ledger", texts.LEDGER, LedgerPage),
    ("safety", texts.SAFETY, SafetyPage),
    ("law", law_texts.LAW, LawPage),
    ("papers", PAPERS, PapersPage),
    ("templates", texts.TEMPLATES, TemplatesPage),
    ("this_desk", texts.THIS_DESK, ThisDeskPage),
)
_LEADS_TO = {"provider": "providers", "contract": "providers", "backup": "safety"}
_WIDTH = 190


class Page(Protocol):
    """What every page of the tab can do."""

    def refresh(self) -> None:
        """Read again what is shown."""


class SettingsTab(Tab):
    """Everything that is settled once and for a while.

    Attributes:
        names: the list of pages.
        pages: those that were opened, by id.
    """

    topics = frozenset({Topic.SETTINGS, Topic.PROVIDERS})
    follows_household = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages: dict[str, QWidget] = {}
        self.names = QListWidget(self)
        self.names.setFixedWidth(_WIDTH)
        self.names.setAccessibleName(texts.PAGES_NAME)
        self.names.addItems([label for _, label, _ in PAGES])
        self.setFocusProxy(self.names)
        self._stack = QStackedWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.names)
        row.addWidget(self._stack, 1)
        self.names.currentRowChanged.connect(self._show)
        self.names.setCurrentRow(0)

    def refresh(self) -> None:
        """Read the shown page again."""
        page = self._stack.currentWidget()
        if page is not None:
            cast("Page", page).refresh()

    def select(self, selection: object) -> None:
        """Show a page by its id; keys such as ``provider:3`` or ``contract_ending`` lead to theirs."""
        wanted = str(selection)
        kind = _LEADS_TO.get(wanted.partition(":")[0], wanted)
        ids = [name for name, _, _ in PAGES]
        if kind in ids:
            self.names.setCurrentRow(ids.index(kind))

    def do_step(self, step: StepLine) -> None:
        """Show the page where a task is done."""
        page = {"contract_ending": "providers", "backup_old": "safety"}.get(step.act)
        self.select(page or step.selection)

    def run_action(self, action_id: str) -> bool:
        """F2 adds a record on pages that have any."""
        page = self._stack.currentWidget()
        start = getattr(page, "start_new", None)
        if action_id == "new" and start is not None:
            start()
            return True
        return super().run_action(action_id)

    def _show(self, number: int) -> None:
        name, _, make = PAGES[number]
        if name not in self.pages:
            self.pages[name] = make(self.desk, self)
            self._stack.addWidget(self.pages[name])
        self._stack.setCurrentWidget(self.pages[name])
        self.mark_stale()

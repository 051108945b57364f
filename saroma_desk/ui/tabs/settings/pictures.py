"""States of the tab that `ui.pictures` draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from saroma_desk.ui.dialogs.first_run import FirstRunBox
from saroma_desk.ui.tabs.settings.providers import ProvidersPage
from saroma_desk.ui.tabs.settings.questions import QuestionsPage
from saroma_desk.ui.tabs.settings.tab import PAGES, SettingsTab

Scene = tuple[str, Callable[[], object]]
_CANCEL_QUESTION = "cancel.absent"


def scenes(tab: SettingsTab) -> Iterator[Scene]:
    """Every page, an answer, a provider, and the first start."""

    def answer() -> None:
        page = cast("QuestionsPage", tab.pages["questions"])
        page.panel.table.choose(_CANCEL_QUESTION)
        page.answer(page.panel.table.chosen_row)

    def provider() -> None:
        page = cast("ProvidersPage", tab.pages["providers"])
        page.edit_provider(page.panel.table.chosen_row.provider)

    yield "answer", answer
    for name, _, _ in PAGES[1:]:
        yield name, partial(tab.select, name)
    yield "provider", provider
    yield "first_run", lambda: FirstRunBox(tab.window()).open()

"""States of the tab that `ui.pictures` draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from saroma_desk.services import lawchange, lawvalues
from saroma_desk.services.rescue import Rescue
from saroma_desk.ui.dialogs import restore_texts
from saroma_desk.ui.dialogs.first_run import FirstRunBox
from saroma_desk.ui.dialogs.rescue_box import RescueBox
from saroma_desk.ui.tabs.settings.law_page import LawPage
from saroma_desk.ui.tabs.settings.providers import ProvidersPage
from saroma_desk.ui.tabs.settings.questions import QuestionsPage
from saroma_desk.ui.tabs.settings.safety import SafetyPage
from saroma_desk.ui.tabs.settings.tab import PAGES, SettingsTab

Scene = tuple[str, Callable[[], object]]
_CANCEL_QUESTION = "cancel.absent"
_AMENDED = {"limits.rules.visits.value": 20, "limits.rules.window.end": "19:00", "copay_classes.other.rate": "1/10"}


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
    yield from _amendment(tab)
    yield from _safety(tab)
    yield "first_run", lambda: FirstRunBox(tab.window()).open()


def _safety(tab: SettingsTab) -> Iterator[Scene]:
    """A backup beside the present state, and the box for another passphrase."""

    def page() -> SafetyPage:
        return cast("SafetyPage", tab.pages["safety"])

    def restore() -> None:
        page().back_up()
        tab.desk.operations.wait_idle()
        page().restore(page().panel.table.chosen_row)

    yield "restore", restore
    yield "safety_list", partial(tab.select, "safety")
    yield "passphrase", lambda: page().change_passphrase()
    yield "rescue", partial(_rescue, tab)


def _rescue(tab: SettingsTab) -> None:
    """What stands there when the data do not open."""
    ctx = tab.desk.ctx
    rescue = Rescue(folder=ctx.store.folder, clock=ctx.clock, user=ctx.user)
    RescueBox(tab.desk.operations, rescue, restore_texts.UNREADABLE_NOW, lambda _: None, tab.window()).open()


def _amendment(tab: SettingsTab) -> Iterator[Scene]:
    """A draft with changed values, one of its fields, and the households it touches."""
    ctx = tab.desk.ctx

    def draft() -> None:
        begun = lawvalues.begin(ctx, ctx.programme_on(tab.desk.today).id, tab.desk.today)
        lawchange.change_draft(ctx, begun["id"], _AMENDED)
        tab.select("law")
        page().refresh()
        page().panel.table.choose(begun["id"])

    def value() -> None:
        page().values.panel.table.choose(next(iter(_AMENDED)))
        page().edit(page().values.panel.table.chosen_row)

    def page() -> LawPage:
        return cast("LawPage", tab.pages["law"])

    yield "law_draft", draft
    yield "law_value", value
    yield "law_households", lambda: page().try_out(page().panel.table.chosen_row)
    yield "law_begin", lambda: page().start_new()

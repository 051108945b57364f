"""States and dialogs of 支援計画 for `saroma-desk pictures`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from saroma_desk.ui.tabs.plans.tab import PlansTab


def scenes(tab: PlansTab) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages of the shown case and its dialogs."""
    for number, name in enumerate(("plan", "notes", "visits", "end")):
        yield name, partial(tab.pages.setCurrentIndex, number)
    yield "note", tab.notes.add
    yield "consult_visit", tab.visits.add
    yield "evaluation", tab.end.evaluate
    yield "closing", tab.end.close_case

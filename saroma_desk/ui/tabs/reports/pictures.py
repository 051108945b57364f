"""States of the tab that `ui.pictures` draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from saroma_desk.ui.tabs.reports.tab import ReportsTab

Scene = tuple[str, Callable[[], object]]
_ACTUAL_VISITS = "helper.visits"


def scenes(tab: ReportsTab) -> Iterator[Scene]:
    """Figures, checks, typed cells, and the records behind a figure."""

    def entries() -> None:
        tab.show_page(3)
        tab.entries.sections.setCurrentRow(1)

    def behind() -> None:
        tab.figures.choose(_ACTUAL_VISITS)
        tab.figures.opened.emit(tab.figures.chosen_row)

    yield "figures", lambda: tab.show_page(1)
    yield "checks", lambda: tab.show_page(2)
    yield "entries", entries
    yield "figure_behind", behind

"""States and dialogs of スクリーニング for `saroma-desk pictures`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from saroma_desk.domain.screening import Judgement
from saroma_desk.ui.tabs.screening.tab import ScreeningTab


def scenes(tab: ScreeningTab) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages of the shown survey, the next survey beside it, and the judgement."""
    for number, name in enumerate(("indicators", "outline", "findings")):
        yield name, partial(tab.editor.pages.setCurrentIndex, number)
    yield "next_survey", partial(_next_survey, tab)
    yield "answering", partial(_answer, tab)
    yield "judgement", tab.judge


def _next_survey(tab: ScreeningTab) -> None:
    """The survey that waits for its judgement, else the next one of a case in support."""
    rows = tab.table.records.rows
    waiting = [row for row in rows if row.no and row.judgement is Judgement.OPEN]
    judged = [row for row in rows if row.judgement is Judgement.NEEDED]
    if waiting or not judged:
        tab.select(next((row.id for row in waiting), None))
    else:
        tab.desk.choose_household(judged[0].household_id, tab.start_new)


def _answer(tab: ScreeningTab) -> None:
    """Four answers by key, as a nurse gives them."""
    tab.editor.pages.setCurrentIndex(0)
    field = tab.editor.indicators
    field.table.choose("C3")
    for key in "5132":
        field.answer(key)
    field.table.choose("C3")

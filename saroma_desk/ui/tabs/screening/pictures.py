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
    loaded = tab.editor.loaded
    if loaded and loaded["shown"].survey.judgement is not Judgement.OPEN:
        yield "next_survey", tab.start_new
    yield "answering", partial(_answer, tab)
    yield "judgement", tab.judge


def _answer(tab: ScreeningTab) -> None:
    """Four answers by key, as a nurse gives them."""
    tab.editor.pages.setCurrentIndex(0)
    field = tab.editor.indicators
    field.table.choose("C3")
    for key in "5132":
        field.answer(key)
    field.table.choose("C3")

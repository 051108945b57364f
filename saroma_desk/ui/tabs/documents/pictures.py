"""States of the tab that `ui.pictures` draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from saroma_desk.domain.office import PaperState
from saroma_desk.services import documents
from saroma_desk.ui.dialogs.paper import show_paper
from saroma_desk.ui.tabs.documents.rows import View
from saroma_desk.ui.tabs.documents.tab import DocumentsTab

Scene = tuple[str, Callable[[], object]]


def scenes(tab: DocumentsTab) -> Iterator[Scene]:
    """Issued papers, the case's own, a paper to issue and a frozen one with its differences."""
    yield "sent", lambda: tab.show_view(View.SENT)
    yield "case", lambda: tab.show_view(View.CASE)
    papers = [p for p in documents.papers(tab.desk.ctx) if p.state is PaperState.ISSUED and p.form == "form03"]
    if papers:
        paper = papers[0]

        def frozen() -> None:
            show_paper(tab.desk, paper.form, paper.subject_key, paper.episode_id, parent=tab)

        def current() -> None:
            dialog = show_paper(tab.desk, paper.form, paper.subject_key, paper.episode_id, parent=tab)
            tab.desk.operations.wait_idle()
            dialog.panel.show_current()

        yield "paper_issued", frozen
        yield "paper", current
    yield "bundle", tab.open_bundle

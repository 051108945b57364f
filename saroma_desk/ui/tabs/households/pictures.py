"""States and dialogs of 世帯 for `saroma-desk pictures`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from saroma_desk.ui.tabs.households import acts
from saroma_desk.ui.tabs.households.tab import HouseholdsTab


def scenes(tab: HouseholdsTab) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages of the shown household, its dialogs, and the page for a new one."""
    for number, name in enumerate(("people", "classes", "episodes", "history")):
        yield name, partial(tab.view.pages.setCurrentIndex, number)
    shown = tab.view.shown
    if shown is not None:
        desk, detail = tab.desk, shown.detail
        yield "household", partial(acts.edit_household, desk, detail.household)
        yield "member", partial(acts.edit_member, desk, detail.members[0])
        yield "legal_status", partial(acts.set_status, desk, detail)
        yield "copay_class", partial(acts.set_copay_class, desk, detail)
        yield "birth", partial(acts.record_birth, desk, detail)
        yield "reopen", partial(tab.view.begin, "reopen")
    yield "intake", tab.start_new
    yield "list", tab.show_list

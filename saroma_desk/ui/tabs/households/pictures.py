"""States and dialogs of 世帯 for `saroma-desk pictures`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from saroma_desk.services.households import HouseholdDetail
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.tabs.households import acts, changes
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
        yield "leave", partial(_somebody_leaves, desk, detail)
        yield "move_out", partial(changes.open_change, desk, detail, "move_out")
        yield "reopen", partial(tab.view.begin, "reopen")
    yield "intake", tab.start_new
    yield "list", tab.show_list


def _somebody_leaves(desk: Desk, detail: HouseholdDetail) -> None:
    """The box with the first person chosen, so that it tells what follows."""
    box = changes.leave(desk, detail)
    if box is not None:
        box.editor.load({"leaving": (detail.members[0].id,), "left_on": desk.today})
        box.editor.grids[0].edited.emit()

"""States and dialogs of 請求 for `saroma-desk pictures`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from saroma_desk.services import claims
from saroma_desk.services.claims import ClaimDetail, ClaimRow
from saroma_desk.ui.tabs.claims import acts
from saroma_desk.ui.tabs.claims.tab import ClaimsTab


def scenes(tab: ClaimsTab) -> Iterator[tuple[str, Callable[[], object]]]:
    """A month not computed, one that was paid, and last the one with most differences, with all its boxes."""
    rows: list[ClaimRow] = list(tab.table.records.rows)
    details = {r.id: claims.claim_detail(tab.desk.ctx, r.claim.id) for r in rows if r.claim is not None}
    fresh = next((r for r in rows if r.claim is None), None)
    if fresh is not None:
        yield "not_computed", partial(tab.select, fresh.id)
    if not details:
        return
    paid = max(details, key=lambda key: (details[key].claim.paid_on is not None, len(details[key].households)))
    yield "paid", partial(tab.select, paid)
    yield "visit_explained", partial(_explain_visit, tab)
    waiting = [key for key, detail in details.items() if "accept" in acts.possible(detail.claim)]
    worst = max(waiting or details, key=lambda key: len(details[key].differences))
    yield "differences", partial(tab.select, worst)
    yield "claim_explained", partial(tab.run_action, "explain")
    yield from _boxes(tab, details[worst])
    yield "claim_month", tab.pick_month


def _boxes(tab: ClaimsTab, detail: ClaimDetail) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "claim_inquiry", tab.inquire
    if detail.corrections:
        yield "claim_corrections", tab.show_corrections
    yield "claim_accept_part", partial(_in_part, tab, detail)
    for act in acts.ALL[1:]:
        yield f"claim_{act}", partial(acts.open_act, tab.desk, detail, act)


def _explain_visit(tab: ClaimsTab) -> None:
    tab.view.lines.setFocus()
    tab.view.lines.selectRow(0)
    tab.run_action("explain")


def _in_part(tab: ClaimsTab, detail: ClaimDetail) -> None:
    box = acts.open_act(tab.desk, detail, "accept")
    box.editor.cell("left_out").widget.set_value(({"visit_id": detail.lines[0].visit_id, "reason": ""},))
    box.fit()

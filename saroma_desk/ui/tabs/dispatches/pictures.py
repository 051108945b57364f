"""States and dialogs of ヘルパー派遣 for `saroma-desk pictures`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QApplication

from saroma_desk.domain.dispatch import DispatchState, VisitStatus
from saroma_desk.forms import issue
from saroma_desk.services import attachments
from saroma_desk.services.helplist import UNDECIDED, HelpDetail, help_detail
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.tabs.dispatches import acts, reasons, scan_texts, series
from saroma_desk.ui.tabs.dispatches.tab import APPLICATION, DECISION, SCHEDULE, DispatchesTab

Scene = tuple[str, Callable[[], object]]
_ROUNDS = 4
_BOXES = (
    ("rejection", UNDECIDED, "reject"),
    ("approval", UNDECIDED, "approve"),
    ("resumption", DispatchState.SUSPENDED, "resume"),
    ("cancellation", DispatchState.WITHDRAWN, "cancel"),
    ("change", DispatchState.RUNNING, "change"),
    ("suspension", DispatchState.RUNNING, "suspend"),
)
_EARLY = {"planned_start": "7:00", "planned_end": "9:30"}
"""Before the day's window, and longer than a visit may be."""


def scenes(tab: DispatchesTab) -> Iterator[Scene]:
    """The boxes of all acts, the pages of a running dispatch, and a visit that passes a limit."""
    for name, state, act in _BOXES:
        if _choose(tab, state):
            yield name, partial(tab.act, act)
    detail = _choose(tab, DispatchState.RUNNING)
    if detail is None:
        return
    yield "withdrawal", partial(_withdraw_orally, tab, detail)
    for name, page in (("application", APPLICATION), ("decision", DECISION), ("schedule", SCHEDULE)):
        yield name, partial(tab.show_page, page)
    yield "report", partial(tab.select, _last_sheet(detail))
    yield "report_check", tab.report.check
    yield "scans", partial(_scan_sheet, tab, _last_sheet(detail))
    tab.show_page(SCHEDULE)
    yield "left_explained", partial(tab.run_action, "explain")
    _type(tab.schedule.editor, _EARLY)
    yield "early_visit", tab.schedule.check
    yield "reason", tab.schedule.save
    tab.schedule.editor.revert()
    if _choose(tab, DispatchState.RUNNING, series.proposal):
        yield "series", tab.schedule.propose
    given = _choose(tab, DispatchState.RUNNING, reasons.withdrawable)
    if given is not None and reasons.withdrawable(given):
        tab.show_page(DECISION)
        yield "reason_withdrawal", tab.decision.withdraw


def _stops(detail: HelpDetail) -> Sequence[object]:
    return detail.case.suspensions if detail.case else ()


def _choose(
    tab: DispatchesTab, state: str, tells: Callable[[HelpDetail], Sequence[object]] = _stops
) -> HelpDetail | None:
    """Show the application in `state` of which `tells` finds most; None where there is none."""
    details = [help_detail(tab.desk.ctx, row.id) for row in tab.table.records.rows if row.state == state]
    found = min(details, key=lambda d: (-len(tells(d)), d.application.id), default=None)
    if found is not None:
        tab.select(found.application.id)
        for _ in range(_ROUNDS):
            tab.desk.operations.wait_idle()
            QApplication.processEvents()
    return found


def _last_sheet(detail: HelpDetail) -> str:
    """The key of the last month with a visit that took place."""
    visits = detail.case.visits if detail.case else ()
    last = max(v.visit_on for v in visits if v.status is VisitStatus.DONE)
    return f"report:{detail.application.id}:{last:%Y-%m}"


def _scan_sheet(tab: DispatchesTab, sheet: str) -> None:
    """Attach the month's sheet, as a scanner would give it, and a page that was scanned by mistake."""
    ctx, folder, scans = tab.desk.ctx, tab.desk.ctx.store.folder.parent, tab.report.scans
    episode = help_detail(ctx, int(sheet.split(":")[1])).snapshot.episode.id
    files = [folder / "scan1.pdf", folder / "scan2.pdf"]
    files[0].write_bytes(issue.blank(ctx, "form07").pdf())
    files[1].write_bytes(issue.prepare(ctx, "form07", sheet, episode_id=episode).paper.pdf())
    scans.take(tuple(files))
    tab.desk.operations.wait_idle()
    first = attachments.attachments(ctx, scans.report_id)[0]
    attachments.withdraw_attachment(ctx, first.id, scan_texts.BLANK_SHEET)
    scans.open()


def _withdraw_orally(tab: DispatchesTab, detail: HelpDetail) -> None:
    box = acts.open_act(tab.desk, detail, "withdraw")
    _type(box.editor, {"oral": True})


def _type(editor: FormEditor, values: Mapping[str, object]) -> None:
    """Fill fields in as a person does."""
    for name, value in values.items():
        widget = editor.cell(name).widget
        widget.restore(value)
        widget.edited.emit()

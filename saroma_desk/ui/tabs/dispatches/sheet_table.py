"""The visits of an activity report (様式7号) as a list: its columns, its rows, and which of them is chosen next."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from saroma_desk.domain.dispatch import Visit, VisitStatus
from saroma_desk.services.helplist import HelpDetail
from saroma_desk.services.visiting import ReportSheet
from saroma_desk.ui import messages
from saroma_desk.ui.tabs.dispatches import texts
from saroma_desk.ui.tabs.dispatches.report_fields import SIGNS
from saroma_desk.ui.tabs.dispatches.staging import Staging
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import Column, RecordTable

_TONES = {VisitStatus.PLANNED: "active", VisitStatus.DONE: "good"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row as the list shows it.

    Attributes:
        id: key of the staging.
        status: word of the visit's status.
        helper: name, empty while none is known.
        cumulative: running number under the approval; None for a visit that does not count.
        broken: sentences of limits that are broken without a reason.
        changed: typed and not yet saved.
    """

    id: str
    visit: Visit
    status: str
    helper: str
    cumulative: int | None
    broken: str = ""
    changed: bool = False


class SheetTable(RecordTable):
    """The list of one sheet after another."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(columns(), empty=texts.NO_ROWS, parent=parent)
        self.setToolTip(texts.ROW_HINT)

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """What the list shows, in its order."""
        return tuple(self.records.row_at(n) for n in range(self.records.rowCount()))

    def choose_first(self, wanted: str) -> None:
        """Choose the wanted row; where it is not there, the first that waits for its result, or else the first."""
        rows = self.rows
        first_open = next((r.id for r in rows if r.visit.status is VisitStatus.PLANNED), rows[0].id if rows else "")
        self.choose(wanted if any(r.id == wanted for r in rows) else first_open)

    def choose_next(self, key: str) -> None:
        """Choose the row below that of `key`; the last one stays chosen."""
        keys = [r.id for r in self.rows]
        following = keys.index(key) + 1
        self.choose(keys[following] if following < len(keys) else key)


def columns() -> tuple[Column, ...]:
    """Of the month's rows."""

    def hours(row: SheetRow) -> str:
        v = row.visit
        return texts.hours(v.actual_start or v.planned_start, v.actual_end or v.planned_end)

    def status(row: SheetRow) -> str:
        return messages.MARK + row.status if row.broken else row.status

    def tone(row: SheetRow) -> str:
        return "alarm" if row.broken else _TONES.get(row.visit.status, "muted")

    def sign(row: SheetRow) -> str:
        return term(f"confirmation.{SIGNS[row.visit.confirmation]}")

    return (
        Column("changed", "", lambda r: texts.CHANGED_ROW if r.changed else "", width=40),
        Column("day", term("visit_on"), lambda r: texts.day_words(r.visit.visit_on), width=84),
        Column("hours", term("actual_time"), hours, least=104),
        Column("status", term("visit_status"), status, tone=tone, tip=lambda r: r.broken, width=92),
        Column("helper", term("helper"), lambda r: r.helper, width=110, spare=True),
        Column("sign", term("confirmation_short"), sign, width=52, spare=True),
        Column("total", term("cumulative"), lambda r: texts.unit(r.cumulative, ""), right=True, width=52, spare=True),
    )


def sheet_rows(detail: HelpDetail, sheet: ReportSheet, staging: Staging) -> list[SheetRow]:
    """The month's rows as they stand, typed ones in place of stored ones."""
    words = {s.code: s.name for s in detail.programme.visit_statuses}
    names = {h.id: h.name for h in detail.helpers}
    told = {f"visit:{r.visit.id}": r for r in sheet.rows}
    rows = []
    for key, visit in staging.rows():
        known = told.get(key)
        rows.append(
            SheetRow(
                id=key,
                visit=visit,
                status=words[visit.status],
                helper=names.get(visit.helper_id or 0, ""),
                cumulative=known.cumulative if known else None,
                broken="\n".join(f.message_ja for f in known.findings) if known else "",
                changed=staging.is_changed(key),
            )
        )
    return rows

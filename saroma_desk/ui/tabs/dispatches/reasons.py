"""Recorded reasons of an application (要領10ただし書) as facts, and the box that takes one of them back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.limit_build import visit_key
from saroma_desk.services.helplist import HelpDetail
from saroma_desk.services.reasons import may_be_withdrawn, reasons_beside, withdraw_reason
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.dispatches import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.fact_grid import Fact
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog


def facts(detail: HelpDetail) -> Iterator[Fact]:
    """Each reason; one that was withdrawn is struck through, with its withdrawal below."""
    for reason in reasons_beside(detail.snapshot, detail.case) if detail.case else ():
        words = f"{reason.figures}\n{reason.reason}（{reason.decided_by}）"
        back = reason.withdrawn_on
        yield Fact(texts.short(reason.decided_on), words, wide=True, struck=back is not None)
        if back is not None:
            words = texts.withdrawn(back, reason.withdrawn_by, reason.withdrawn_reason)
            yield Fact(texts.WITHDRAWN_REASON, words, wide=True)


def withdrawable(detail: HelpDetail) -> tuple[LimitException, ...]:
    """Reasons that may be taken back."""
    found = reasons_beside(detail.snapshot, detail.case) if detail.case else ()
    return tuple(reason for reason in found if may_be_withdrawn(reason))


def open_withdrawal(desk: Desk, detail: HelpDetail, parent: QWidget) -> None:
    """Open the box that asks which reason was recorded by mistake, and why it goes."""
    found = withdrawable(detail)
    visits = {visit_key(v): v for v in detail.case.visits} if detail.case else {}
    given = tuple(Choice(r.id, texts.reason_words(r, visits.get(r.subject_key))) for r in found)
    fields = (
        FieldSpec(
            name="exception_id",
            kind=Kind.CHOICE,
            label=term("limit_exception"),
            choices=given,
            required=True,
            wide=True,
        ),
        FieldSpec(name="reason", kind=Kind.MEMO, label=texts.WITHDRAWAL_REASON, required=True, lines=2),
    )

    def command(values: Mapping[str, Any]) -> Result[LimitException]:
        return withdraw_reason(desk.ctx, values["exception_id"], values["reason"])

    act = Act(
        title=texts.TITLES["withdraw_reason"],
        sections=(Section("", fields),),
        record={"exception_id": found[0].id if len(found) == 1 else None, "reason": ""},
        command=command,
        accept=texts.ACCEPT["withdraw_reason"],
        note=texts.WITHDRAW_REASON_NOTE,
    )
    FormDialog(desk, act, parent.window()).open()

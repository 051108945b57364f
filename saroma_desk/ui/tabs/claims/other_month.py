"""A claim for a month of which no visit is known: its provider and month are chosen by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.services import claims
from saroma_desk.services.claims import ClaimRow
from saroma_desk.services.providers import ProviderRow, list_providers
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.claims import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog


def ask_month(desk: Desk, chosen: Callable[[ClaimRow], None], parent: QWidget) -> None:
    """Ask for provider and month, and the programme where there are several; `chosen` gets the row."""
    work = partial(list_providers, desk.ctx)
    show = partial(_open, desk, chosen, parent)
    desk.operations.query(work, show, key="claims.providers", owner=parent)


def _open(desk: Desk, chosen: Callable[[ClaimRow], None], parent: QWidget, known: tuple[ProviderRow, ...]) -> None:
    providers = tuple(Choice(row.provider.id, row.provider.name) for row in known)
    programmes = tuple(Choice(p.family, p.short_name) for p in desk.ctx.programmes_on(desk.today))
    fields = [
        FieldSpec(name="provider_id", kind=Kind.CHOICE, label=term("provider"), choices=providers, required=True),
        FieldSpec(name="month", kind=Kind.MONTH, label=term("service_month"), required=True),
    ]
    if len(programmes) > 1:
        label = term("programme_name")
        fields.append(FieldSpec(name="family", kind=Kind.CHOICE, label=label, choices=programmes, required=True))

    def command(values: Mapping[str, Any]) -> Result[ClaimRow]:
        month = values["month"]
        return claims.month_row(
            desk.ctx, values["provider_id"], month.first if month else None, values.get("family") or ""
        )

    act = Act(
        title=texts.TITLES["month"],
        sections=(Section("", tuple(fields)),),
        record={
            "provider_id": providers[0].value if len(providers) == 1 else None,
            "month": YearMonth.of(desk.today).previous(),
            "family": programmes[0].value if programmes else "",
        },
        command=command,
        done=lambda result: chosen(result.value),
        accept=texts.ACCEPT_WORDS["month"],
        note=texts.OTHER_MONTH_NOTE,
    )
    FormDialog(desk, act, parent.window()).open()

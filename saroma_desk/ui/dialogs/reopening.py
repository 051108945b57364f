"""Taking a known household in again, as a new episode linked to the closed one (再開)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saroma_desk.domain.case import Episode
from saroma_desk.domain.household import Household
from saroma_desk.services import closing
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs import intake_fields
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog

NOTE = "前回の記録はそのまま残り、新しい支援の記録がつながって始まります。"


def open_reopening(desk: Desk, household_id: int) -> FormDialog:
    """Ask for day, route and referral, then open the new episode."""
    ctx, today = desk.ctx, desk.today

    def reopen(values: Mapping[str, Any]) -> Result[Episode]:
        empty = Household(no="", registered_on=today)
        return closing.reopen(ctx, household_id, intake_fields.intake_draft(values, empty))

    act = Act(
        title=term("reopen"),
        sections=(intake_fields.episode_section(ctx.programme_on(today)), intake_fields.referral_section()),
        record=intake_fields.defaults(today, ctx.user),
        command=reopen,
        accept=term("reopen"),
        note=NOTE,
        draft_key=f"reopen:{household_id}",
    )
    dialog = FormDialog(desk, act)
    dialog.open()
    return dialog

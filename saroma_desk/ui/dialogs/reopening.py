"""Taking a known household in again, as a new episode: after a closing (再開), or in another programme beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saroma_desk.domain.case import Episode
from saroma_desk.domain.household import Household
from saroma_desk.domain.programme import Programme
from saroma_desk.services import closing
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs import intake_fields
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog

NOTE = "前回の記録はそのまま残り、新しい支援の記録がつながって始まります。"
BESIDE = "世帯員・住所・区分は、ほかの事業の記録と共通です。調書・計画・申請・請求は、事業ごとに分かれます。"


def open_reopening(desk: Desk, household_id: int, programmes: tuple[Programme, ...]) -> FormDialog:
    """Ask for programme (where there is a choice), day, route and referral, then open the new episode."""
    ctx, today = desk.ctx, desk.today

    def reopen(values: Mapping[str, Any]) -> Result[Episode]:
        empty = Household(no="", registered_on=today)
        return closing.reopen(ctx, household_id, intake_fields.intake_draft(values, empty))

    act = Act(
        title=term("intake") if ctx.word(programmes[0].id) else term("reopen"),
        sections=(
            intake_fields.episode_section(programmes, several=bool(ctx.word(programmes[0].id))),
            intake_fields.referral_section(),
        ),
        record=intake_fields.defaults(today, ctx.user, programmes[0]),
        command=reopen,
        accept=term("intake"),
        note=BESIDE if ctx.word(programmes[0].id) else NOTE,
        draft_key=f"reopen:{household_id}",
    )
    dialog = FormDialog(desk, act)
    intake_fields.follow_programme(dialog.editor, programmes)
    dialog.open()
    return dialog

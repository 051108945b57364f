"""様式5号 利用辞退届出書: written by the user, or noted by the town when told by word of mouth (要領12)."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.dispatch import VisitStatus, Withdrawal
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.forms.fields import FieldValue

from .common import phones, said_beside, yes_no
from .dispatching import APPROVAL, help_case_of, number_text, registered_for


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the withdrawal from ``application:<id>``; before one is filed, what is known in advance.

    Raises:
        LookupError: the episode has no such application.
    """
    case = help_case_of(snapshot, subject_key)
    user = snapshot.member(case.application.applicant_id)
    approval = registered_for(snapshot, APPROVAL, case, 0)
    return {
        "postal_code": snapshot.household.postal_code,
        "address": snapshot.household.address,
        "user": user.name,
        "user_kana": user.kana,
        **phones(user, snapshot.household),
        "approved_on": _notified_on(case),
        "approval_number": number_text(approval),
        "last_used_on": _last_used(case),
        **(_filed(case.withdrawal) if case.withdrawal else {}),
    }


def _notified_on(case: HelpCase) -> date | None:
    """Day of the approval notice; the day of the decision until it is sent."""
    if case.decision is None or case.dispatch is None:
        return None
    return case.decision.notified_on or case.decision.decided_on


def _last_used(case: HelpCase) -> date | None:
    """The last day on which a helper was there."""
    return max((v.visit_on for v in case.visits if v.status is VisitStatus.DONE), default=None)


def _filed(withdrawal: Withdrawal) -> dict[str, FieldValue]:
    filed: dict[str, FieldValue] = {
        "effective_on": withdrawal.effective_on,
        "reasons": frozenset(withdrawal.reasons),
        **said_beside(withdrawal.reason_text, withdrawal.reasons, "reason"),
        "consult_wish": yes_no(withdrawal.consult_wish),
    }
    if not withdrawal.oral:
        return filed | {"filed_on": withdrawal.filed_on}
    return filed | {
        "oral": True,
        "oral_at": withdrawal.oral_at or withdrawal.filed_on,
        "oral_means": withdrawal.oral_means,
        "oral_person": withdrawal.oral_person,
        "oral_content": withdrawal.oral_content,
        "oral_received_by": withdrawal.oral_received_by,
        "written_later": yes_no(withdrawal.written_later),
    }

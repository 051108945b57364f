"""様式6号 利用取消通知書, due after every withdrawal too (要領13)."""

from __future__ import annotations

from saroma_desk.domain.dispatch import VisitStatus
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.fields import FieldValue

from . import dispatching as d
from .common import word


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the cancellation of ``application:<id>``; raises LookupError when nothing was cancelled."""
    case = d.help_case_of(snapshot, subject_key)
    cancellation = case.cancellation
    if cancellation is None:
        raise LookupError("not cancelled")
    paper = d.registered(snapshot, "form06", d.key_of(case))
    done = [v for v in case.visits if v.status is VisitStatus.DONE]
    return {
        **d.outgoing_head(snapshot, paper, cancellation.notified_on),
        **d.applicant_block(snapshot, case),
        **d.target_values(snapshot, cancellation.cancelled_on),
        **d.approval_values(snapshot, case),
        "cancelled_on": cancellation.cancelled_on,
        "grounds": frozenset(cancellation.grounds),
        "reason": cancellation.reason,
        "visits_done": len(done),
        "last_visit": max((v.visit_on for v in done), default=None),
        "owes": word(None if cancellation.unpaid_copay == 0 else "yes"),
        "unpaid_copay": cancellation.unpaid_copay,
        "consult_desk": cancellation.consult_desk or snapshot.office.settings.get("office.section"),
    }

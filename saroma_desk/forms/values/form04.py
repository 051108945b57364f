"""様式4号 利用却下通知書 (要領8(2))."""

from __future__ import annotations

from saroma_desk.domain.dispatch import Outcome
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.fields import FieldValue

from . import dispatching as d


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the rejection of ``application:<id>``; raises LookupError when it was not rejected."""
    case = d.help_case_of(snapshot, subject_key)
    decision = case.decision
    if decision is None or decision.outcome is not Outcome.REJECTED:
        raise LookupError("not rejected")
    paper = d.registered(snapshot, "form04", d.key_of(case))
    return {
        **d.outgoing_head(snapshot, paper, decision.notified_on),
        **d.applicant_block(snapshot, case),
        **d.target_values(snapshot, case.application.applied_on),
        "grounds": frozenset({decision.ground}) if decision.ground else None,
        "reasons": decision.reason,
        "other_support": decision.other_supports,
    }

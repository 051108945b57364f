"""様式3号 ヘルパー派遣承認通知書, and the same paper as 変更承認 (要領8(3), 10)."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.casemoney import rate_on, unit_copays
from saroma_desk.domain.dispatch import Terms
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.forms.fields import FieldValue

from . import dispatching as d


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the approval of ``application:<id>``, in its latest version.

    Raises:
        LookupError: nothing was approved.
        OpenQuestion: the family pays, and a price or the rounding of the copay is not settled.
    """
    case = d.help_case_of(snapshot, subject_key)
    dispatch = d.demanded_dispatch(case)
    day = dispatch.terms.first_day or dispatch.approved_on
    provider = snapshot.provider(dispatch.provider_id)
    copays = unit_copays(snapshot, provider.id, max(day, dispatch.effective_from))
    pays = copays is not None and any(copays)
    exceptions = _approval_exceptions(snapshot, case)
    return {
        **d.outgoing_head(snapshot, "form03", f"application:{case.application.id}", notified_on(case)),
        **d.applicant_block(snapshot, case),
        **d.terms_values(dispatch.terms),
        **_change(case),
        "children": d.children_text(snapshot, case.application.applied_on),
        "share_goal": dispatch.share_goal,
        "provider": provider.name,
        "provider_phone": provider.phone,
        "copay_class": d.copay_class_name(snapshot, max(day, dispatch.effective_from)),
        "copay": None if copays is None else frozenset({"share" if pays else "none"}),
        "copay_first": copays[0] if pays and copays else None,
        "copay_half": copays[1] if pays and copays else None,
        "difference": dispatch.difference_reason or None,
        "exceptions": exceptions or None,
        "contestable": less_than_asked(case.application.wished, dispatch.terms)
        or bool(dispatch.difference_reason)
        or _dearer_than_declared(snapshot, case, day),
        "conditions": dispatch.conditions or None,
    }


def notified_on(case: HelpCase) -> date | None:
    """Day of the notice; a change carries its own day through the register of papers."""
    if case.dispatch is not None and case.dispatch.revision:
        return None
    return None if case.decision is None else case.decision.notified_on


def less_than_asked(wished: Terms, approved: Terms) -> bool:
    """Whether the approval grants less than was asked: fewer, shorter or less varied visits."""
    return (
        _fewer(approved.visits, wished.visits)
        or _fewer(approved.minutes, wished.minutes)
        or _fewer(approved.per_week, wished.per_week)
        or _fewer(approved.last_day, wished.last_day)
        or _fewer(wished.first_day, approved.first_day)
        or not set(wished.help_kinds) <= set(approved.help_kinds)
    )


def _dearer_than_declared(snapshot: CaseSnapshot, case: HelpCase, day: date) -> bool:
    declared, rate = case.application.declared_class, rate_on(snapshot, day)
    return bool(declared) and rate is not None and rate > snapshot.programme.copay_class(declared).rate


def _fewer(smaller: date | int | None, greater: date | int | None) -> bool:
    return smaller is not None and greater is not None and smaller < greater  # type: ignore[operator]


def _approval_exceptions(snapshot: CaseSnapshot, case: HelpCase) -> str:
    key = f"application:{case.application.id}"
    labels = {rule["id"]: f"{rule['label']}（要領{rule['article']}）" for rule in snapshot.programme.limits}
    shown = [
        f"{labels[e.rule]}　要領{snapshot.programme.limit_clause}による。{e.reason}"
        for e in snapshot.exceptions
        if e.subject_key == key and e.rule in labels and e.rule not in _INTERNAL
    ]
    return "\n".join(shown)


# Between the town and the provider; no business of the family's.
_INTERNAL = frozenset({"contract", "helper_clash"})


def _change(case: HelpCase) -> dict[str, FieldValue]:
    if len(case.dispatches) < 2:
        return {"changed": None}
    before, after = case.dispatches[-2], case.dispatches[-1]
    return {
        "changed": True,
        "change_reason": after.change_reason,
        "effective_from": after.effective_from,
        **d.terms_values(before.terms, "before_"),
    }

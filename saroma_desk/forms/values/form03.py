"""様式3号 ヘルパー派遣承認通知書, and the same paper as 変更承認 (要領8(3), 10)."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.approval import less_than_asked
from saroma_desk.domain.casemoney import rate_on, unit_copays
from saroma_desk.domain.limit_build import rules_of
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.forms.fields import Composed, FieldValue

from . import dispatching as d
from .common import copay_class_code, word

# Between the town and the provider; no business of the family's.
_INTERNAL = frozenset({"contract", "helper_clash"})


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the approval of ``application:<id>``, in its latest version.

    Raises:
        LookupError: nothing was approved.
        OpenQuestion: the family pays, and a price or the rounding of the copay is not settled.
    """
    case = d.help_case_of(snapshot, subject_key)
    dispatch = d.demanded_dispatch(case)
    day = max(dispatch.terms.first_day or dispatch.approved_on, dispatch.effective_from)
    provider = snapshot.provider(dispatch.provider_id)
    return {
        **d.dispatch_head(snapshot, d.APPROVAL, case),
        **d.applicant_block(snapshot, case),
        **d.target_values(snapshot, case.application.applied_on),
        **d.terms_values(dispatch.terms),
        **d.copay_values(unit_copays(snapshot, provider.id, day)),
        **_change(case),
        **_difference(snapshot, case, day),
        "share_goal": dispatch.share_goal,
        "provider": provider.name,
        "provider_phone": provider.phone,
        "copay_class": word(copay_class_code(snapshot, day)),
        "exceptions": _approval_exceptions(snapshot, case) or None,
        "conditions": dispatch.conditions or None,
    }


def _difference(snapshot: CaseSnapshot, case: HelpCase, day: date) -> dict[str, FieldValue]:
    """申請と異なる点とその理由, and whether the family can contest the decision, so that 教示 is due."""
    dispatch = d.demanded_dispatch(case)
    points = dict.fromkeys(less_than_asked(case.application.wished, dispatch.terms))
    if dispatch.revision and len(case.dispatches) > 1:
        points |= dict.fromkeys(less_than_asked(case.dispatches[-2].terms, dispatch.terms))
    differs = bool(points) or bool(dispatch.difference_reason)
    lines = (Composed.said("、".join(points)), dispatch.difference_reason)
    return {
        "differs": differs or None,
        "difference": Composed.joined("\n", filter(None, lines)) or None,
        "contestable": differs or _dearer_than_declared(snapshot, case, day) or None,
    }


def _dearer_than_declared(snapshot: CaseSnapshot, case: HelpCase, day: date) -> bool:
    declared, rate = case.application.declared_class, rate_on(snapshot, day)
    return bool(declared) and rate is not None and rate > snapshot.programme.copay_class(declared).rate


def _approval_exceptions(snapshot: CaseSnapshot, case: HelpCase) -> str:
    labels = {rule.id: f"{rule.label}（{rule.article}）" for rule in rules_of(snapshot.programme)}
    clause = snapshot.programme.cite(snapshot.programme.limit_clause)
    shown = [
        Composed((f"{labels[e.rule]}：{clause}による。", True), (e.reason, False))
        for e in snapshot.exceptions
        if e.withdrawn_on is None and e.subject_key == d.key_of(case) and e.rule in labels and e.rule not in _INTERNAL
    ]
    return Composed.joined("\n", dict.fromkeys(shown))


def _change(case: HelpCase) -> dict[str, FieldValue]:
    if len(case.dispatches) < 2:
        return {}
    before, after = case.dispatches[-2], case.dispatches[-1]
    return {
        "changed": True,
        "change_reason": after.change_reason,
        "effective_from": after.effective_from,
        **d.terms_values(before.terms, "before_"),
    }

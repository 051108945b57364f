"""様式2号 ヘルパー派遣依頼書: what the provider must know, and nothing of the survey (要領8(3)・18)."""

from __future__ import annotations

from saroma_desk.domain.casemoney import terms_on, unit_copays
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.household import present_members
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.fields import FieldValue

from . import dispatching as d


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the request for ``application:<id>``.

    Raises:
        LookupError: nothing was approved.
        OpenQuestion: a price, the rounding of the copay or the day of the reports is not settled.
    """
    case = d.help_case_of(snapshot, subject_key)
    dispatch = d.demanded_dispatch(case)
    day = dispatch.terms.first_day or dispatch.approved_on
    user = snapshot.member(case.application.applicant_id)
    provider = snapshot.provider(dispatch.provider_id)
    first_yen, half_yen = terms_on(snapshot, provider.id, day).settled()
    copays = unit_copays(snapshot, provider.id, day)
    due_day = snapshot.office.settings.get("reports.due_day")
    if due_day is None:
        raise OpenQuestion(("reports.due_day",))
    members = present_members(snapshot.members, day)
    pays = copays is not None and any(copays)
    return {
        **d.outgoing_head(
            snapshot,
            "form02",
            f"application:{case.application.id}",
            case.decision.notified_on if case.decision else None,
        ),
        **d.terms_values(dispatch.terms),
        "provider": provider.name,
        "provider_representative": d.representative(provider),
        "suffix": bool(dispatch.revision),
        "user": user.name,
        "user_kana": user.kana,
        "user_phone": user.phone or snapshot.household.mobile or snapshot.household.phone,
        "address": snapshot.household.address,
        "address_protected": snapshot.household.address_protected,
        "map": dispatch.map_attached,
        "household_size": len(members),
        "children": d.children_text(snapshot, day),
        "share_goal": dispatch.share_goal,
        "share_notes": dispatch.share_notes,
        "copay_class": None if copays is None else frozenset({"share" if pays else "none"}),
        "copay_first": copays[0] if pays and copays else None,
        "copay_half": copays[1] if pays and copays else None,
        "price_first": first_yen,
        "price_half": half_yen,
        "emergency": dispatch.emergency,
        "town_staff": dispatch.town_staff,
        "due_day": int(due_day),
    }

"""様式2号 ヘルパー派遣依頼書: what the provider must know, and nothing of the survey (要領8(3)・18)."""

from __future__ import annotations

from saroma_desk.domain.casemoney import terms_on, unit_copays
from saroma_desk.domain.dispatch import Dispatch
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.fields import FieldValue

from . import dispatching as d
from .common import people_on


def values(snapshot: CaseSnapshot, subject_key: str | None = None) -> dict[str, FieldValue]:
    """Field values of the request for ``application:<id>``, in its latest version.

    Raises:
        LookupError: nothing was approved.
        KnownError: ``address_protected``: nobody confirmed that the provider may learn a protected address.
        OpenQuestion: a price, the rounding of the copay or the day of the reports is not settled.
    """
    case = d.help_case_of(snapshot, subject_key)
    dispatch = d.demanded_dispatch(case)
    _demand_confirmation(snapshot, dispatch)
    day = max(dispatch.terms.first_day or dispatch.approved_on, dispatch.effective_from)
    user = snapshot.member(case.application.applicant_id)
    provider = snapshot.provider(dispatch.provider_id)
    first_yen, half_yen = terms_on(snapshot, provider.id, day).settled()
    return {
        **d.dispatch_head(snapshot, "form02", case),
        **d.terms_values(dispatch.terms),
        **d.copay_values(unit_copays(snapshot, provider.id, day)),
        "provider": provider.name,
        "provider_representative": d.representative(provider),
        "changed": bool(dispatch.revision) or None,
        "effective_from": dispatch.effective_from,
        "user": user.name,
        "user_kana": user.kana,
        "user_phone": user.phone or snapshot.household.mobile or snapshot.household.phone,
        "address": snapshot.household.address,
        "address_protected": snapshot.household.address_protected or None,
        "map": dispatch.map_attached,
        "household_size": len(people_on(snapshot, day)),
        "children": d.children_rows(snapshot, day),
        "share_goal": dispatch.share_goal,
        "share_notes": dispatch.share_notes,
        "price_first": first_yen,
        "price_half": half_yen,
        "emergency": dispatch.emergency,
        "town_staff": dispatch.town_staff,
        "due_day": _due_day(snapshot),
    }


def _demand_confirmation(snapshot: CaseSnapshot, dispatch: Dispatch) -> None:
    if snapshot.household.address_protected and not dispatch.address_confirmed_by.strip():
        raise KnownError(
            "address_protected",
            "この世帯の住所は取扱注意です。派遣団体に知らせてよいことを確かめ、確かめた人を派遣の記録に入力すると、"
            "様式２号を作れます。",
        )


def _due_day(snapshot: CaseSnapshot) -> int:
    told = snapshot.office.settings.get("reports.due_day")
    if told is None:
        raise OpenQuestion(("reports.due_day",))
    return int(told)

"""Fields of an intake that concern the episode: used for a new household and for taking a known one in again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saroma_desk.domain.case import Referral
from saroma_desk.domain.household import Household, Member, RelatedAgency
from saroma_desk.domain.programme import Programme
from saroma_desk.services.intake import IntakeDraft
from saroma_desk.ui import choices
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.terms import term

REFERRAL_HELP = "本人・家族からの申請のときは空のままにします。"


def episode_section(programmes: tuple[Programme, ...], *, several: bool) -> Section:
    """Day, route, kind and summary; with `several` programmes in the office, which of `programmes` it is for."""
    which = FieldSpec(
        name="family",
        kind=Kind.CHOICE,
        label=term("programme_name"),
        radio=True,
        wide=True,
        required=True,
        choices=tuple(Choice(p.family, p.short_name) for p in programmes),
    )
    return Section(
        term("intake"),
        (
            *((which,) if several else ()),
            FieldSpec(name="received_on", kind=Kind.DATE, label=term("received_on"), required=True),
            FieldSpec(
                name="route",
                kind=Kind.CHOICE,
                label=term("route"),
                required=True,
                choices=choices.of_rule_set(programmes[0].routes),
            ),
            FieldSpec(
                name="intake_kind",
                kind=Kind.CHOICE,
                label=term("intake_kind"),
                radio=True,
                wide=True,
                choices=choices.of_terms("intake_kind", choices.INTAKE_KINDS),
            ),
            FieldSpec(name="summary", kind=Kind.MEMO, label=term("summary"), personal=True),
            FieldSpec(name="received_by", label=term("received_by")),
        ),
    )


def referral_section() -> Section:
    """Who told of the family, and what."""
    return Section(
        term("referral"),
        (
            FieldSpec(name="agency", label=term("agency"), help=REFERRAL_HELP),
            FieldSpec(name="contact", label=term("contact_person")),
            FieldSpec(name="referred_on", kind=Kind.DATE, label=term("referred_on")),
            FieldSpec(name="story", kind=Kind.MEMO, label=term("story"), personal=True),
        ),
    )


def follow_programme(editor: FormEditor, programmes: tuple[Programme, ...]) -> None:
    """Offer the routes of the programme that is chosen, whenever it is chosen."""
    routes = {p.family: choices.of_rule_set(p.routes) for p in programmes}
    offered = [programmes[0].family]

    def follow() -> None:
        chosen = editor.read().get("family")
        if chosen in routes and chosen != offered[0]:
            offered[0] = chosen
            editor.set_choices("route", routes[chosen])

    for grid in editor.grids:
        grid.edited.connect(follow)


def defaults(today: date, user: str, programme: Programme) -> dict[str, Any]:
    """What the fields show at first; `programme` is chosen where there is a choice."""
    return {"received_on": today, "intake_kind": "application", "received_by": user, "family": programme.family}


def intake_draft(
    values: Mapping[str, Any],
    household: Household,
    members: tuple[Member, ...] = (),
    agencies: tuple[RelatedAgency, ...] = (),
) -> IntakeDraft:
    """The draft that the services take; no referral where none of its fields was filled."""
    told = any(values.get(name) for name in ("agency", "contact", "referred_on", "story"))
    referral = Referral(
        episode_id=0,
        route=values["route"],
        agency=values.get("agency") or "",
        contact=values.get("contact") or "",
        referred_on=values.get("referred_on") or values["received_on"],
        story=values.get("story") or "",
    )
    return IntakeDraft(
        household=household,
        members=members,
        agencies=agencies,
        referral=referral if told else None,
        received_on=values["received_on"],
        route=values["route"],
        intake_kind=values.get("intake_kind") or "application",
        summary=values.get("summary") or "",
        received_by=values.get("received_by") or "",
        family=values.get("family") or "",
    )

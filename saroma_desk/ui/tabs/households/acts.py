"""What can be done to a household, each in its own dialog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from saroma_desk.domain.household import (
    CopayClassPeriod,
    Household,
    LegalStatus,
    Member,
    PersonStatus,
    RelatedAgency,
    Role,
    present_members,
)
from saroma_desk.services import intake, persons
from saroma_desk.services.households import HouseholdDetail
from saroma_desk.services.previews import (
    ClassPreview,
    EventView,
    preview_birth,
    preview_class,
    preview_leaving,
    preview_member,
    preview_move,
)
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import FieldSpec, Kind, Section, Unread
from saroma_desk.ui.tabs.households import fields, texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.foresight import foresee
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from saroma_desk.ui.widgets.name_guard import NameGuard

TELLING = ("role", "birth_date", "due_date", "fetuses", "multiple_group", "joined_on", "left_on")
"""What limits, class and eligibility of a family depend on."""


def edit_household(desk: Desk, household: Household) -> FormDialog:
    """Address, telephones, protected flag and note."""
    act = Act(
        title=term("household"),
        sections=(Section("", fields.household_fields()),),
        record=household,
        command=partial(intake.save_household, desk.ctx),
        draft_key=f"household:{household.id}",
    )
    dialog = _open(desk, act)

    def look(values: Mapping[str, Any]) -> partial[EventView] | None:
        address = str(values["address"])
        moved = household.id and address.strip() and address != household.address
        return partial(preview_move, desk.ctx, replace(household, address=address)) if moved else None

    foresee(desk, dialog, look)
    return dialog


def edit_member(desk: Desk, member: Member) -> FormDialog:
    """A person; id 0 adds one. The name is looked at in the print font while it is typed."""
    act = Act(
        title=term("member"),
        sections=fields.member_sections(),
        record=member,
        command=partial(intake.save_member, desk.ctx),
        draft_key=f"member:{member.id or f'new:{member.household_id}'}",
    )
    dialog = _open(desk, act)
    guard = NameGuard(desk, dialog)
    cell = dialog.editor.cell("name")
    cell.layout().addWidget(guard)  # type: ignore[union-attr]  # a cell always has its column
    cell.widget.edited.connect(lambda: guard.show_names((dialog.editor.read()["name"],)))
    if member.name:
        guard.show_names((member.name,))
    dialog.editor.set_field_visible("left_on", member.left_on is not None)
    foresee(desk, dialog, partial(_of_person, desk, member))
    return dialog


def _of_person(desk: Desk, member: Member, values: Mapping[str, Any]) -> partial[EventView] | None:
    """What the facts that others depend on would mean; of names and notes nothing follows."""
    known = {name: value for name, value in values.items() if name in TELLING and not isinstance(value, Unread)}
    changed = replace(member, **known)
    return None if changed == member else partial(preview_member, desk.ctx, changed)


def new_member(desk: Desk, household_id: int) -> FormDialog:
    """An empty person of the household."""
    return edit_member(desk, Member(household_id=household_id, name="", role=Role.OTHER))


def leave_household(desk: Desk, member: Member) -> FormDialog:
    """Let a person leave on a day, or take out one who was entered by mistake."""

    def leave(values: Mapping[str, Any]) -> Result[None]:
        return intake.remove_member(desk.ctx, member.id, values["left_on"])

    day = FieldSpec(name="left_on", kind=Kind.DATE, label=term("left_on"))
    act = Act(
        title=texts.LEAVE.partition("(")[0],
        sections=(Section("", (day,)),),
        record={"left_on": desk.today},
        command=leave,
        note=texts.MEMBER_LEAVES_NOTE,
    )
    dialog = _open(desk, act)

    def look(values: Mapping[str, Any]) -> partial[EventView] | None:
        day = values["left_on"]
        leaving = partial(preview_leaving, desk.ctx, member.household_id, (member.id,), day)
        return leaving if isinstance(day, date) else None

    foresee(desk, dialog, look)
    return dialog


def set_status(desk: Desk, detail: HouseholdDetail, member_id: int | None = None) -> FormDialog:
    """A legal class of one person from a day on."""

    def store(values: Mapping[str, Any]) -> Result[PersonStatus]:
        status = LegalStatus(values["status"])
        return persons.set_status(desk.ctx, values["member_id"], status, values["valid_from"], values["basis"])

    act = Act(
        title=term("legal_status"),
        sections=(fields.status_section(present_members(detail.members, desk.today)),),
        record={"member_id": member_id, "status": None, "valid_from": desk.today, "basis": ""},
        command=store,
        note=texts.STATUS_NOTE,
        draft_key=f"status:{detail.household.id}",
    )
    return _open(desk, act)


def set_copay_class(desk: Desk, detail: HouseholdDetail) -> FormDialog:
    """The household's copay class from a day on."""
    draft = CopayClassPeriod(
        household_id=detail.household.id,
        copay_class="",
        valid_from=desk.today,
        decided_on=desk.today,
        decided_by=desk.ctx.user,
    )
    act = Act(
        title=term("copay_class"),
        sections=(fields.copay_section(desk.ctx.programme_on(desk.today)),),
        record=draft,
        command=partial(persons.set_copay_class, desk.ctx),
        note=texts.CLASS_NOTE,
        draft_key=f"copay_class:{detail.household.id}",
    )
    dialog = _open(desk, act)

    def look(values: Mapping[str, Any]) -> partial[ClassPreview] | None:
        chosen, since = values["copay_class"], values["valid_from"]
        if not chosen or not isinstance(since, date):
            return None
        return partial(preview_class, desk.ctx, replace(draft, copay_class=chosen, valid_from=since))

    foresee(desk, dialog, look)
    return dialog


def edit_agency(desk: Desk, agency: RelatedAgency) -> FormDialog:
    """An agency that is involved; id 0 adds one."""
    act = Act(
        title=term("related_agency"),
        sections=(fields.agency_section(),),
        record=agency,
        command=partial(intake.save_agency, desk.ctx),
        draft_key=f"agency:{agency.id or f'new:{agency.household_id}'}",
    )
    return _open(desk, act)


def remove_agency(desk: Desk, agency: RelatedAgency) -> None:
    """Take out an agency that was entered by mistake, after asking."""
    if desk.speaker.ask(texts.remove_agency()) == "remove":
        desk.operations.command(partial(intake.remove_agency, desk.ctx, agency.id))


def record_birth(desk: Desk, detail: HouseholdDetail) -> FormDialog:
    """The children of a pregnancy join the household; as many rows as children were expected."""
    here = present_members(detail.members, desk.today)
    mothers = tuple(m for m in here if m.due_date is not None) or tuple(m for m in here if m.role is Role.CAREGIVER)
    expected = mothers[0].fetuses or 1 if mothers else 1

    def born(values: Mapping[str, Any]) -> tuple[Member, ...]:
        return tuple(person_of(row, detail.household.id, Role.TARGET_CHILD) for row in values["children"])

    def look(values: Mapping[str, Any]) -> partial[EventView] | None:
        days = [row["birth_date"] for row in values["children"]]
        if not values["mother_id"] or not days or not all(isinstance(day, date) for day in days):
            return None
        return partial(preview_birth, desk.ctx, values["mother_id"], born(values))

    def store(values: Mapping[str, Any]) -> Result[tuple[Member, ...]]:
        children = born(values)
        status = LegalStatus(values["child_status"] or LegalStatus.NONE)
        return persons.record_birth(desk.ctx, values["mother_id"], children, status, values["basis"])

    act = Act(
        title=term("birth"),
        sections=(fields.birth_section(mothers),),
        record={
            "mother_id": mothers[0].id if len(mothers) == 1 else None,
            "child_status": LegalStatus.NEEDS_SUPPORT,
            "children": ({"birth_date": desk.today},) * expected,
            "basis": "",
        },
        command=store,
        accept=texts.BIRTH_ACCEPT,
        note=texts.BIRTH_NOTE,
        draft_key=f"birth:{detail.household.id}",
    )
    dialog = _open(desk, act)
    foresee(desk, dialog, look)
    return dialog


def person_of(row: Mapping[str, Any], household_id: int, role: Role = Role.OTHER) -> Member:
    """A typed row as a person; what was left empty keeps its default."""
    known = {name: value for name, value in row.items() if value not in (None, "")}
    empty = Member(household_id=household_id, name="", role=role)
    return replace(empty, **known)


def _open(desk: Desk, act: Act) -> FormDialog:
    dialog = FormDialog(desk, act)
    dialog.open()
    return dialog

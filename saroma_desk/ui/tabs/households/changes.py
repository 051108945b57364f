"""「家族の変化」: one place for whatever happens in a family; each leads to its act, which tells what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from saroma_desk.domain.household import Member, Role
from saroma_desk.services import family
from saroma_desk.services.households import HouseholdDetail
from saroma_desk.services.previews import EventView, preview_leaving, preview_move_out, preview_multiples
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import FieldSpec, Kind, Section
from saroma_desk.ui.tabs.households import acts, texts
from saroma_desk.ui.tabs.households.fields import member_choices
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.foresight import foresee
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog

Values = Mapping[str, Any]


def menu(desk: Desk, shown: Callable[[], HouseholdDetail | None], parent: QWidget) -> QMenu:
    """The changes by `texts.CHANGE_LABELS`, for the household that is shown when one is chosen."""
    made = QMenu(parent)
    for change, label in texts.CHANGE_LABELS.items():
        made.addAction(label, partial(_open_shown, desk, shown, change))
    return made


def _open_shown(desk: Desk, shown: Callable[[], HouseholdDetail | None], change: str) -> None:
    detail = shown()
    if detail is not None:
        open_change(desk, detail, change)


def open_change(desk: Desk, detail: HouseholdDetail, change: str) -> FormDialog | None:
    """Open the box of a change; None where there is nobody whom it could concern. KeyError for an unknown one."""
    boxes: dict[str, Callable[[], FormDialog | None]] = {
        "birth": partial(acts.record_birth, desk, detail),
        "multiples": partial(set_multiples, desk, detail),
        "move": partial(acts.edit_household, desk, detail.household),
        "move_out": partial(move_out, desk, detail),
        "come": partial(acts.new_member, desk, detail.household.id),
        "leave": partial(leave, desk, detail),
        "class": partial(acts.set_copay_class, desk, detail),
    }
    return boxes[change]()


def set_multiples(desk: Desk, detail: HouseholdDetail) -> FormDialog | None:
    """Which pregnancy or which children are multiple (多胎)."""
    here = family.staying(detail.members, desk.today)
    expecting = [m for m in here if m.due_date is not None]
    children = tuple(m for m in here if m.role is Role.TARGET_CHILD)
    fields = _multiples_fields(expecting, children)
    if not fields:
        desk.say(texts.NO_MULTIPLES)
        return None
    household = detail.household.id

    def answer(values: Values) -> tuple[int | None, tuple[int, ...]]:
        number = values.get("fetuses")
        return number if isinstance(number, int) else None, tuple(values.get("children", ()))

    def store(values: Values) -> Result[tuple[Member, ...]]:
        return family.set_multiples(desk.ctx, household, *answer(values))

    def look(values: Values) -> partial[EventView]:
        return partial(preview_multiples, desk.ctx, household, *answer(values))

    record = {
        "fetuses": expecting[0].fetuses if expecting else None,
        "children": tuple(m.id for m in children if m.multiple_group),
    }
    act = Act(
        title=texts.MULTIPLES_TITLE,
        sections=(Section("", fields),),
        record={field.name: record[field.name] for field in fields},
        command=store,
        note=texts.MULTIPLES_NOTE,
    )
    return _open(desk, act, look)


def _multiples_fields(expecting: list[Member], children: tuple[Member, ...]) -> tuple[FieldSpec, ...]:
    number = FieldSpec(name="fetuses", kind=Kind.NUMBER, label=term("fetuses"), low=1, high=9)
    chosen = FieldSpec(
        name="children",
        kind=Kind.MULTI,
        label=texts.MULTIPLES_CHILDREN,
        choices=member_choices(children),
        help=texts.MULTIPLES_HELP,
        personal=True,
        wide=True,
    )
    return (*((number,) if expecting else ()), *((chosen,) if len(children) > 1 else ()))


def leave(desk: Desk, detail: HouseholdDetail) -> FormDialog | None:
    """People leave the household on a day: divorce, another home, death."""
    here = family.staying(detail.members, desk.today)
    if not here:
        desk.say(texts.NOBODY_STAYS)
        return None
    household = detail.household.id

    def store(values: Values) -> Result[None]:
        return family.leave(desk.ctx, household, values["leaving"], values["left_on"])

    def look(values: Values) -> partial[EventView] | None:
        day, people = values["left_on"], values["leaving"]
        ready = people and isinstance(day, date)
        return partial(preview_leaving, desk.ctx, household, people, day) if ready else None

    people = FieldSpec(
        name="leaving",
        kind=Kind.MULTI,
        label=texts.LEAVING,
        choices=member_choices(here),
        personal=True,
        required=True,
        wide=True,
    )
    day = FieldSpec(name="left_on", kind=Kind.DATE, label=term("left_on"), required=True)
    act = Act(
        title=texts.LEAVING_TITLE,
        sections=(Section("", (people, day)),),
        record={"leaving": (), "left_on": desk.today},
        command=store,
        note=texts.LEAVING_NOTE,
    )
    return _open(desk, act, look)


def move_out(desk: Desk, detail: HouseholdDetail) -> FormDialog | None:
    """The whole household leaves the town on a day."""
    if not family.staying(detail.members, desk.today):
        desk.say(texts.NOBODY_STAYS)
        return None
    household = detail.household.id

    def store(values: Values) -> Result[None]:
        return family.move_out(desk.ctx, household, values["left_on"], values["destination"])

    def look(values: Values) -> partial[EventView] | None:
        day = values["left_on"]
        return partial(preview_move_out, desk.ctx, household, day) if isinstance(day, date) else None

    day = FieldSpec(name="left_on", kind=Kind.DATE, label=texts.MOVED_OUT_ON, required=True)
    place = FieldSpec(
        name="destination", label=texts.DESTINATION, help=texts.DESTINATION_HELP, personal=True, wide=True
    )
    act = Act(
        title=texts.MOVE_OUT_TITLE,
        sections=(Section("", (day, place)),),
        record={"left_on": desk.today, "destination": ""},
        command=store,
        accept=texts.MOVE_OUT_ACCEPT,
        note=texts.MOVE_OUT_NOTE,
    )
    return _open(desk, act, look)


def _open(desk: Desk, act: Act, look: Callable[[Values], partial[EventView] | None]) -> FormDialog:
    dialog = FormDialog(desk, act)
    dialog.open()
    foresee(desk, dialog, look)
    return dialog

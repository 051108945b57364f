"""What the papers of the family and of the desk (様式1・5・9・10号) have in common: people, ages, weeks, agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from saroma_desk.domain.ages import format_age, format_gestation
from saroma_desk.domain.eras import format_short
from saroma_desk.domain.household import Household, Member, Role, copay_class_on, present_members
from saroma_desk.domain.record import Record
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.fields import Composed, FieldValue

_PREGNANCY_DAYS = 280
_OTHER = "other"
_COUNTED = "age"  # the program's own word among what people told

R = TypeVar("R", bound=Record)
Row = Mapping[str, FieldValue]


def record_of(records: Sequence[R], subject_key: str | None) -> R:
    """The record that ``<kind>:<id>`` names, or the last one; raises LookupError when there is none."""
    if subject_key is None:
        if not records:
            raise LookupError("no record")
        return records[-1]
    wanted = int(subject_key.split(":")[1])
    for record in records:
        if record.id == wanted:
            return record
    raise LookupError(subject_key)


def people_on(snapshot: CaseSnapshot, on: date) -> tuple[Member, ...]:
    """Members of the household on that day, those already born or expected then."""
    return tuple(m for m in present_members(snapshot.members, on) if m.birth_date is None or m.birth_date <= on)


def children_on(snapshot: CaseSnapshot, on: date) -> tuple[Member, ...]:
    """Target children (対象児童) on that day."""
    return tuple(m for m in people_on(snapshot, on) if m.role is Role.TARGET_CHILD)


def expectant_on(snapshot: CaseSnapshot, on: date) -> Member | None:
    """Who is pregnant on that day, as far as it is recorded; the first of several."""
    return next((m for m in people_on(snapshot, on) if is_expecting(m, on)), None)


def is_expecting(member: Member, on: date) -> bool:
    """Whether the day lies within the pregnancy that ends on the recorded due date, or after it while no birth is."""
    return member.due_date is not None and (member.due_date - on).days <= _PREGNANCY_DAYS


def age_text(member: Member, on: date) -> str | None:
    """`1歳2か月`, `32歳`; None while unborn or when the birthday is not known."""
    if member.birth_date is None or on < member.birth_date:
        return None
    return format_age(member.birth_date, on)


def expectant_values(member: Member | None, on: date) -> dict[str, FieldValue]:
    """妊娠の状況 on that day; all empty when nobody is pregnant."""
    if member is None or member.due_date is None:
        return {}
    several = member.fetuses is not None and member.fetuses > 1
    return {
        "pregnant": True,
        "due_date": member.due_date,
        "weeks": format_gestation(member.due_date, on),
        "multiple": several,
        "fetuses": member.fetuses if several else None,
        "pregnancy_book": member.pregnancy_book,
    }


def person_row(member: Member, on: date) -> dict[str, FieldValue]:
    """One line of 世帯の状況 on that day."""
    return {
        "name": member.name,
        "kana": member.kana,
        "relation": member.relation,
        "birth_date": member.birth_date,
        "age": age_text(member, on),
        "sex": member.sex or None,
        "occupation": member.belongs_to or member.occupation,
        "health": member.health,
    }


def line_of(row: Row, keys: Iterable[str]) -> str:
    """The known values of a row in one line, for what does not find a row of its own; dates as R8.6.15."""
    known = ((key, value) for key in keys if (value := row.get(key)) not in {None, ""})
    return Composed.joined("　", (_part(key, value) for key, value in known))


def _part(key: str, value: FieldValue) -> str:
    if isinstance(value, date):
        return format_short(value)
    return Composed.said(str(value)) if key == _COUNTED else str(value)


def copay_class_code(snapshot: CaseSnapshot, on: date) -> str | None:
    """Code of the copay class in force on that day (別表2)."""
    period = copay_class_on(snapshot.copay_classes, on)
    return None if period is None else period.copay_class


def yes_no(value: bool | None) -> FieldValue:
    """`yes` or `no` for two squares; None leaves both empty."""
    return None if value is None else ("yes" if value else "no")


def word(code: str | None) -> frozenset[str] | None:
    """One code whose wording stands in the template; a bare text would be printed as it is."""
    return frozenset({code}) if code else None


def said_beside(text: str, chosen: Iterable[str], prefix: str) -> dict[str, FieldValue]:
    """`<prefix>_detail` for the brackets of その他 when that is chosen, else `<prefix>_more` for a line of its own."""
    return {f"{prefix}_detail" if _OTHER in chosen else f"{prefix}_more": text}


def phones(member: Member, household: Household) -> dict[str, FieldValue]:
    """自宅 and 携帯 of a person; the household's numbers stand in for the person's own."""
    return {"phone": household.phone or None, "mobile": member.phone or household.mobile or None}

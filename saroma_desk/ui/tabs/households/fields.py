"""Fields of the household tab's dialogs and of a new household."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.ages import format_age, format_gestation
from saroma_desk.domain.household import Member
from saroma_desk.domain.programme import Programme
from saroma_desk.ui import choices
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.households import texts
from saroma_desk.ui.terms import term

PREGNANCY_BOOK = (Choice(True, texts.YES), Choice(False, texts.NO))


def age_words(birth: date, today: date) -> str:
    """Age beside a date of birth; nothing for a day to come."""
    return format_age(birth, today) if birth <= today else ""


def due_words(due: date, today: date) -> str:
    """Weeks of pregnancy beside an expected day; nothing where they cannot be counted."""
    return format_gestation(due, today) if 0 <= (due - today).days <= 280 else ""


def household_fields(prefix: str = "") -> tuple[FieldSpec, ...]:
    """Address, telephones and how careful one must be with them."""
    return (
        FieldSpec(name=f"{prefix}postal_code", label=term("postal_code"), personal=True),
        FieldSpec(name=f"{prefix}phone", kind=Kind.PHONE, label=term("phone"), personal=True),
        FieldSpec(name=f"{prefix}address", label=term("address"), personal=True, wide=True),
        FieldSpec(name=f"{prefix}residence", label=term("residence"), personal=True),
        FieldSpec(name=f"{prefix}mobile", kind=Kind.PHONE, label=term("mobile"), personal=True),
        FieldSpec(name=f"{prefix}address_protected", kind=Kind.BOOL, label=term("address_protected")),
        FieldSpec(name=f"{prefix}whereabouts_unknown", kind=Kind.BOOL, label=term("whereabouts_unknown")),
        FieldSpec(name=f"{prefix}note", kind=Kind.MEMO, label=term("note"), personal=True, lines=2),
    )


def person_fields() -> tuple[FieldSpec, ...]:
    """What is asked of each person of a new household."""
    return (
        FieldSpec(
            name="name", kana_field="kana", kind=Kind.NAME, label=term("name"), required=True, personal=True, wide=True
        ),
        FieldSpec(name="role", kind=Kind.CHOICE, label=term("role"), choices=choices.roles(), required=True),
        FieldSpec(name="relation", label=term("relation")),
        FieldSpec(name="birth_date", kind=Kind.DATE, label=term("birth_date"), hint=age_words),
        FieldSpec(
            name="sex", kind=Kind.CHOICE, label=term("sex"), radio=True, choices=choices.of_terms("sex", choices.SEXES)
        ),
        FieldSpec(name="due_date", kind=Kind.DATE, label=term("due_date"), hint=due_words),
        FieldSpec(name="fetuses", kind=Kind.NUMBER, label=term("fetuses"), low=1, high=9),
    )


def member_sections() -> tuple[Section, ...]:
    """Everything about one person."""
    return (
        Section(
            term("member"),
            (
                *person_fields(),
                FieldSpec(
                    name="pregnancy_book",
                    kind=Kind.CHOICE,
                    label=term("pregnancy_book"),
                    radio=True,
                    choices=PREGNANCY_BOOK,
                ),
                FieldSpec(name="multiple_group", label=term("multiple_group"), help=texts.GROUP_HELP),
            ),
        ),
        Section(
            "",
            (
                FieldSpec(name="belongs_to", label=term("belongs_to")),
                FieldSpec(name="occupation", label=term("occupation")),
                FieldSpec(name="phone", kind=Kind.PHONE, label=term("phone"), personal=True),
                FieldSpec(name="joined_on", kind=Kind.DATE, label=term("joined_on")),
                FieldSpec(name="left_on", kind=Kind.DATE, label=term("left_on"), help=texts.LEFT_HELP),
                FieldSpec(name="health", kind=Kind.MEMO, label=term("health"), personal=True, lines=2),
                FieldSpec(
                    name="former_names",
                    kind=Kind.MEMO,
                    label=term("former_names"),
                    help=texts.MEMBER_HELP,
                    personal=True,
                    lines=2,
                ),
            ),
        ),
    )


def member_choices(members: tuple[Member, ...]) -> tuple[Choice, ...]:
    """People to choose from, by name."""
    return tuple(Choice(m.id, m.name) for m in members)


def status_section(members: tuple[Member, ...]) -> Section:
    """A legal class of one person from a day on."""
    return Section(
        "",
        (
            FieldSpec(
                name="member_id",
                kind=Kind.CHOICE,
                label=texts.WHO,
                choices=member_choices(members),
                required=True,
                personal=True,
            ),
            FieldSpec(
                name="status",
                kind=Kind.CHOICE,
                label=term("legal_status"),
                choices=choices.legal_statuses(),
                required=True,
            ),
            FieldSpec(name="valid_from", kind=Kind.DATE, label=term("valid_from"), required=True),
            FieldSpec(name="basis", label=term("basis"), wide=True),
        ),
    )


def copay_section(programme: Programme) -> Section:
    """The copay class from a day on, and what was looked at."""
    classes = tuple(Choice(c.code, c.name) for c in programme.copay_classes)
    return Section(
        "",
        (
            FieldSpec(
                name="copay_class",
                kind=Kind.CHOICE,
                label=term("copay_class"),
                choices=classes,
                radio=True,
                required=True,
                wide=True,
            ),
            FieldSpec(name="valid_from", kind=Kind.DATE, label=term("valid_from"), required=True),
            FieldSpec(name="tax_year", kind=Kind.NUMBER, label=term("tax_year"), unit=term("fiscal_year"), low=2000),
            FieldSpec(name="evidence", label=term("evidence"), wide=True),
            FieldSpec(name="decided_on", kind=Kind.DATE, label=term("decided_on")),
            FieldSpec(name="decided_by", label=term("decided_by")),
        ),
    )


def agency_section() -> Section:
    """An agency that is involved (指標A2)."""
    return Section(
        "",
        (
            FieldSpec(name="name", label=term("agency"), required=True),
            FieldSpec(name="contact", label=term("contact_person")),
            FieldSpec(name="phone", kind=Kind.PHONE, label=term("phone")),
            FieldSpec(name="since", kind=Kind.DATE, label=term("referred_on")),
            FieldSpec(name="story", kind=Kind.MEMO, label=term("story"), personal=True),
        ),
    )


def birth_section(mothers: tuple[Member, ...]) -> Section:
    """Who gave birth, the children, and the legal class that begins for them."""
    children = tuple(f for f in person_fields() if f.name in ("name", "birth_date", "sex", "relation"))
    return Section(
        "",
        (
            FieldSpec(
                name="mother_id",
                kind=Kind.CHOICE,
                label=texts.MOTHER,
                choices=member_choices(mothers),
                required=True,
                personal=True,
            ),
            FieldSpec(
                name="child_status", kind=Kind.CHOICE, label=texts.CHILD_STATUS, choices=choices.legal_statuses()
            ),
            FieldSpec(
                name="children",
                kind=Kind.ROWS,
                label=texts.CHILDREN,
                columns=children,
                add_label=texts.ADD_CHILD,
                counter=texts.PEOPLE_COUNTER,
                personal=True,
            ),
            FieldSpec(name="basis", label=term("basis"), wide=True),
        ),
    )

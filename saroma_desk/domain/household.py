"""Households, the people in them, and what is true of each of them from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .record import Record


class LegalStatus(StrEnum):
    """Legal class of one person, dated; never of a household (児童福祉法6条の3第5項・第8項)."""

    NEEDS_SUPPORT = "needs_support"  # 要支援児童
    NEEDS_PROTECTION = "needs_protection"  # 要保護児童
    SPECIFIED_EXPECTANT = "specified_expectant"  # 特定妊婦
    NONE = "none"  # 該当なし


class Role(StrEnum):
    """What a member is to the programme (要領3: 児童及びその養育者)."""

    CAREGIVER = "caregiver"
    TARGET_CHILD = "target_child"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Record):
    """A household that the desk knows.

    Attributes:
        no: management number such as ``R8-0012``: fiscal year of the first intake and a running number.
        postal_code, address, phone: as typed; `address` is where visits go.
        residence: where the resident registration stands when it differs (里帰り・居所).
        address_protected: 支援措置 or another reason to hide the address; 様式2 stops until confirmed.
        whereabouts_unknown: 居所不明.
        note: free text, internal.
    """

    no: str
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    mobile: str = ""
    residence: str = ""
    address_protected: bool = False
    whereabouts_unknown: bool = False
    registered_on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Record):
    """One person of a household, name exactly as typed.

    Attributes:
        name, kana: never normalised; variation selectors are kept.
        former_names: other names to be found under, separated by a line break (旧姓・通称).
        birth_date: None while unborn or unknown.
        due_date: expected date of delivery (分娩予定日) while pregnant; None otherwise.
        fetuses: number of children expected (胎数) while pregnant.
        pregnancy_book: 母子健康手帳 was handed out; None = unknown.
        multiple_group: equal and not empty for children of one multiple birth (多胎), e.g. ``A``.
        sex: ``""`` (not recorded), ``"female"``, ``"male"`` or ``"other"``.
        relation: 続柄 as typed, seen from the head of household.
        belongs_to: 所属: nursery, school, work place.
        left_on: first day on which the person no longer belongs to the household.
    """

    household_id: int
    name: str
    kana: str = ""
    former_names: str = ""
    role: Role = Role.OTHER
    relation: str = ""
    sex: str = ""
    birth_date: date | None = None
    due_date: date | None = None
    fetuses: int | None = None
    pregnancy_book: bool | None = None
    multiple_group: str = ""
    belongs_to: str = ""
    occupation: str = ""
    health: str = ""
    phone: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStatus(Record):
    """Legal class of one person from `valid_from` to `valid_to` (inclusive; None = open)."""

    member_id: int
    status: LegalStatus
    valid_from: date
    valid_to: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopayClassPeriod(Record):
    """Copay class (利用世帯の区分, 別表2) of a household from `valid_from` to `valid_to` (inclusive; None = open).

    Attributes:
        copay_class: code of the rule set, e.g. ``public_assistance``, ``tax_exempt``, ``other``.
        tax_year: 年度 of the resident tax that was looked at; None for public assistance.
        evidence: what was looked at (町台帳確認・証明書).
    """

    household_id: int
    copay_class: str
    valid_from: date
    valid_to: date | None = None
    tax_year: int | None = None
    evidence: str = ""
    decided_on: date | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedAgency(Record):
    """An agency that is involved with a household (関与機関, 指標A2)."""

    household_id: int
    name: str
    contact: str = ""
    phone: str = ""
    since: date | None = None
    story: str = ""


def is_multiple_birth(members: tuple[Member, ...]) -> bool:
    """Whether the *target children* or a current pregnancy are multiple (多胎, 要領10(2)).

    Older twins who are not target children do not count.
    """
    if any((m.fetuses or 0) > 1 and m.due_date is not None for m in members):
        return True
    groups = [m.multiple_group for m in members if m.role is Role.TARGET_CHILD and m.multiple_group]
    return any(groups.count(g) > 1 for g in groups)


def multiple_since(members: tuple[Member, ...], since: date) -> bool:
    """Whether those who belonged to the household on day `since` or later are a multiple birth (要領10(2)).

    A twin who leaves while help runs does not make the visits of before unlawful; new help counts without.
    """
    return is_multiple_birth(tuple(m for m in members if m.left_on is None or since < m.left_on))


def present_members(members: tuple[Member, ...], on: date) -> tuple[Member, ...]:
    """Members who belong to the household on day `on`, in their order."""
    here = (m for m in members if (m.joined_on is None or m.joined_on <= on) and (m.left_on is None or on < m.left_on))
    return tuple(sorted(here, key=lambda m: (m.position, m.id)))


def moved_out_on(members: tuple[Member, ...]) -> date | None:
    """First day on which nobody of the household lives in the town any more (転出); None while somebody stays."""
    days = [m.left_on for m in members]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def is_target(member: Member) -> bool:
    """Whether the person can be whom 要領3 means: a target child, or a pregnant woman."""
    return member.role is Role.TARGET_CHILD or member.due_date is not None


def copay_class_on(periods: tuple[CopayClassPeriod, ...], on: date) -> CopayClassPeriod | None:
    """The copay class in force on day `on`; the latest decided one where periods overlap, None when unknown."""
    valid = [p for p in periods if p.valid_from <= on and (p.valid_to is None or on <= p.valid_to)]
    return max(valid, key=lambda p: (p.valid_from, p.id)) if valid else None

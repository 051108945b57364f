"""Choices of coded fields with their words, from glossary and rule set."""

from __future__ import annotations

from collections.abc import Iterable

from saroma_desk.domain.household import LegalStatus, Role
from saroma_desk.domain.programme import Term
from saroma_desk.ui.fields import Choice
from saroma_desk.ui.terms import term

SEXES = ("female", "male", "other")
INTAKE_KINDS = ("application", "recommended", "measure")
ROLE_TERMS = {Role.CAREGIVER: "caregiver", Role.TARGET_CHILD: "target_child", Role.OTHER: "other_member"}


def of_terms(prefix: str, codes: Iterable[str]) -> tuple[Choice, ...]:
    """Codes with the glossary's words for ``prefix.code``."""
    return tuple(Choice(code, term(f"{prefix}.{code}")) for code in codes)


def of_rule_set(entries: Iterable[Term], *, short: bool = False) -> tuple[Choice, ...]:
    """Coded entries of a rule set with their official or short wording."""
    return tuple(Choice(entry.code, entry.short if short else entry.name) for entry in entries)


def roles() -> tuple[Choice, ...]:
    """What a member is to the programme."""
    return tuple(Choice(role, term(word)) for role, word in ROLE_TERMS.items())


def legal_statuses() -> tuple[Choice, ...]:
    """Legal classes of a person."""
    return tuple(Choice(status, term(f"legal_status.{status}")) for status in LegalStatus)

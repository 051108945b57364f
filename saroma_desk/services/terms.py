"""Official words for the names of tables and fields, from the one glossary."""

from __future__ import annotations

from collections.abc import Mapping

from saroma_desk.runtime.glossary import glossary

_TABLES: Mapping[str, str] = {  # tables whose glossary term bears another id
    "person_status": "legal_status",
    "copay_class_period": "copay_class",
    "issued_paper": "document",
    "office_setting": "question",
    "episode": "intake",
    "referral": "route",
}


def field_word(name: str) -> str:
    """The official word for a field or coded value; the name itself where the glossary has none."""
    return glossary().get(name, name)


def table_word(table: str) -> str:
    """The official word for a kind of record."""
    return field_word(_TABLES.get(table, table))

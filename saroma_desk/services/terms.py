"""Official words for the names of tables and fields, from the one glossary."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from saroma_desk.runtime import resources

_TABLES: Mapping[str, str] = {  # tables whose glossary term bears another id
    "progress_note": "progress_note",
    "person_status": "legal_status",
    "copay_class_period": "copay_class",
    "issued_paper": "document",
    "office_setting": "question",
    "episode": "intake",
    "referral": "route",
}


@cache
def _words() -> Mapping[str, str]:
    return {row["id"]: row["ja"] for row in csv.DictReader(resources.read_text("glossary/terms.csv").splitlines())}


def field_word(name: str) -> str:
    """The official word for a field or coded value; the name itself where the glossary has none."""
    return _words().get(name, name)


def table_word(table: str) -> str:
    """The official word for a kind of record."""
    return field_word(_TABLES.get(table, table))

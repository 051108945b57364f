"""Official terms, from `resources/glossary/terms.csv` (columns id, ja, kana, en, source): their only place."""

from __future__ import annotations

import csv
from functools import cache

from saroma_desk.runtime import resources


@cache
def glossary() -> dict[str, str]:
    """All terms, id to Japanese."""
    rows = csv.DictReader(resources.read_text("glossary/terms.csv").splitlines())
    return {row["id"]: row["ja"] for row in rows}


def term(term_id: str) -> str:
    """The Japanese term of that id; KeyError when the glossary lacks it, so that no label is ever guessed."""
    return glossary()[term_id]

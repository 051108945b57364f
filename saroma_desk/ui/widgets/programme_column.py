"""The column that tells which programme a record belongs to; not there while the office runs only one."""

from __future__ import annotations

from typing import Any

from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.record_table import Column


def programme_column(width: int = 96, *, spare: bool = False) -> Column:
    """Of rows with a `programme`: its short word, empty while there is only one.

    `spare` where it stands above the detail too, so that a narrow list may leave it out.
    """
    return Column(
        "programme", term("programme_name"), _word, width=width, tip=_word, lines=2, optional=True, spare=spare
    )


def _word(row: Any) -> str:  # noqa: ANN401  any row of a list
    word: str = row.programme
    return word

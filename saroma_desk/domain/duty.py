"""One line of 今日 about a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that is due for a case.

    Attributes:
        kind: step code of the rule set, or ``few_visits``, ``period_ending``, ``unknown_answers``, ``note_due``,
            ``reassess``, or a check of `familyduties`: ``birth_check``, ``status_check``, ``class_check``,
            ``multiples_check``, ``applicant_check``, ``eligibility_check``.
        text: what is due, without names.
    """

    kind: str
    text: str
    due_on: date | None
    form: str | None
    tab: str
    subject_key: str


def duty(kind: str, text: str, due_on: date | None, tab: str, subject_key: str) -> Duty:
    """A duty that makes no paper by itself."""
    return Duty(kind=kind, text=text, due_on=due_on, form=None, tab=tab, subject_key=subject_key)

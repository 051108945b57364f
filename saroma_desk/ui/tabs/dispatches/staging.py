"""Rows of an activity report (様式7号) as they are being entered: what is stored, and what was typed over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from saroma_desk.domain.dispatch import Visit, VisitStatus
from saroma_desk.services.visiting import ReportSheet, as_planned
from saroma_desk.ui.fields import Unread

_ROWS = TypeAdapter(dict[str, Visit])
_ALWAYS = ("visit_on", "status")
"""What a row cannot be without; an emptied box changes nothing."""


class Staging:
    """The month's visits by key: ``visit:<id>``, or ``new:<n>`` for rows that nobody had planned."""

    def __init__(self, visits: Iterable[Visit] = ()) -> None:
        self._stored = {f"visit:{v.id}": v for v in visits}
        self._typed: dict[str, Visit] = {}

    @classmethod
    def of(cls, sheet: ReportSheet) -> Staging:
        """The stored rows of a sheet."""
        return cls(row.visit for row in sheet.rows)

    def rows(self) -> tuple[tuple[str, Visit], ...]:
        """All rows by day and time, those typed in place of those stored."""
        both = {**self._stored, **self._typed}
        return tuple(sorted(both.items(), key=lambda r: (r[1].visit_on, r[1].planned_start, r[1].id)))

    def get(self, key: str) -> Visit:
        """A row as it stands; KeyError when there is none."""
        return self._typed.get(key) or self._stored[key]

    def put(self, key: str, visit: Visit) -> None:
        """What was typed for a row; the same as stored is no change."""
        if self._stored.get(key) == visit:
            self._typed.pop(key, None)
        else:
            self._typed[key] = visit

    def edit(self, key: str, boxes: Mapping[str, Any]) -> None:
        """Take over what stands in the boxes of a row, but for what cannot be read or cannot be missing.

        A visit that nobody had planned counts as planned for the time at which it was made.
        """
        read = {k: v for k, v in boxes.items() if not isinstance(v, Unread) and (v is not None or k not in _ALWAYS)}
        visit = replace(self.get(key), **read)
        if not visit.id and visit.actual_start and visit.actual_end:
            visit = replace(visit, planned_start=visit.actual_start, planned_end=visit.actual_end)
        self.put(key, visit)

    def add(self, visit: Visit) -> str:
        """A row that nobody had planned; gives its key."""
        key = f"new:{1 + sum(k.startswith('new:') for k in self._typed)}"
        self._typed[key] = visit
        return key

    def drop(self, key: str) -> None:
        """Forget what was typed for a row."""
        self._typed.pop(key, None)

    def confirm(self, key: str) -> None:
        """Take a planned row as done as planned; one with a result stays as it is."""
        visit = self.get(key)
        if visit.status is VisitStatus.PLANNED:
            self.put(key, as_planned(visit))

    def is_changed(self, key: str) -> bool:
        """Whether a row differs from what is stored."""
        return key in self._typed

    @property
    def dirty(self) -> bool:
        """Whether anything was typed."""
        return bool(self._typed)

    def to_report(self) -> tuple[Visit, ...]:
        """Rows for the report: typed ones, and recorded ones that no report carries yet."""
        loose = {k: v for k, v in self._stored.items() if v.report_id is None and v.status is not VisitStatus.PLANNED}
        return tuple({**loose, **self._typed}.values())

    def to_json(self) -> str:
        """What was typed, as text for the drafts."""
        return _ROWS.dump_json(self._typed).decode("utf-8")

    def restore(self, text: str) -> None:
        """Take up what `to_json` gave, over what is stored now; rows that changed meanwhile are left as stored."""
        for key, visit in _ROWS.validate_json(text).items():
            stored = self._stored.get(key)
            if stored is None and not key.startswith("new:"):
                continue
            if stored is None or stored.version == visit.version:
                self._typed[key] = visit if stored is None else replace(visit, id=stored.id)

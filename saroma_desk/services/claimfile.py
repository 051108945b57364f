"""Reading a provider's own 様式8号 from its Excel or CSV file into the rows that the claim desk compares."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from saroma_desk.domain.claim import AskedLine
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household
from saroma_desk.domain.numbers import parse_int
from saroma_desk.runtime import resources

from .claimbook import read_book
from .context import AppContext
from .ledgerfile import SheetRow, read_rows

_AMOUNTS = frozenset({"visits", "minutes", "price", "copay", "town"})
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})")
_NEEDED = 2  # recognised headings that make a row the heading row


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFile:
    """What was read; nothing is stored until `claims.receive`.

    Attributes:
        asked: one line for each row whose household was recognised.
        asked_total: head amount or the total row's, None when the file says neither.
        problems: rows and cells that could not be used, with sheet and row number.
    """

    asked: tuple[AskedLine, ...]
    asked_total: int | None
    problems: tuple[str, ...]


def read_claim_file(ctx: AppContext, provider_id: int, month: date, file: Path) -> ClaimFile:
    """Read a provider's file for a service month; households are found by number, or by the applicant's name.

    Raises KnownError for an unreadable file or one without a heading row.
    """
    with ctx.read() as read:
        book = read_book(ctx, read, provider_id, month)
    names = {
        folded(m.name): key
        for key, members in book.members.items()
        for m in members
        if any(c.application.applicant_id == m.id for c in book.cases.values())
    }
    reader = _Reader(resources.read_yaml("import/claim_columns.yaml"), book.households, names)
    for row in read_rows(file):
        reader.take(row)
    if reader.headings is None:
        raise KnownError(
            "no_headings", "見出しの行（利用者・回数・請求額など）が見つかりません。ファイルを確かめてください。"
        )
    return ClaimFile(asked=tuple(reader.asked), asked_total=reader.total, problems=tuple(reader.problems))


class _Reader:
    """Goes through the rows once: what stands above the headings, the households, the total."""

    def __init__(self, rules: Mapping[str, Any], households: Mapping[int, Household], names: Mapping[str, int]) -> None:
        self._columns = {field: {folded(w) for w in words} for field, words in rules["columns"].items()}
        self._totals = {folded(w) for w in rules["total_rows"]}
        self._labels = {folded(w) for w in rules["total_labels"]}
        self._numbers = {folded(h.no): key for key, h in households.items()}
        self._names = names
        self.headings: Mapping[str, int] | None = None
        self.asked: list[AskedLine] = []
        self.total: int | None = None
        self.problems: list[str] = []

    def take(self, row: SheetRow) -> None:
        """One row of the file."""
        cells = [str(cell).strip() for cell in row.cells]
        if self.headings is None:
            self._head_amount(cells)
            self.headings = self._headings_of(cells)
            return
        if any(folded(cell) in self._totals for cell in cells):
            found = self._number(row, cells, "town")
            self.total = found if self.total is None else self.total
            return
        household_id = self._household(cells)
        if household_id is None:
            self.problems.append(f"{_place(row)}：利用者がこの月の世帯と一致しません。")
            return
        self.asked.append(
            AskedLine(
                household_id=household_id,
                visits=self._number(row, cells, "visits"),
                minutes=self._minutes(row, cells),
                price_yen=self._number(row, cells, "price"),
                copay_yen=self._number(row, cells, "copay"),
                town_yen=self._number(row, cells, "town"),
            )
        )

    def _headings_of(self, cells: Iterable[str]) -> Mapping[str, int] | None:
        found: dict[str, int] = {}
        for index, cell in enumerate(cells):
            for field, words in self._columns.items():
                if folded(cell) in words:
                    found.setdefault(field, index)
        return found if len(_AMOUNTS & set(found)) >= _NEEDED and {"household", "name"} & set(found) else None

    def _head_amount(self, cells: list[str]) -> None:
        for index, cell in enumerate(cells[:-1]):
            if folded(cell) in self._labels:
                amount = next((c for c in cells[index + 1 :] if c), "")
                self.total = _whole(amount.removeprefix("金").strip()) if amount else None

    def _household(self, cells: list[str]) -> int | None:
        for field, known in (("household", self._numbers), ("name", self._names)):
            key = folded(self._cell(cells, field))
            if key in known:
                return known[key]
        return None

    def _number(self, row: SheetRow, cells: list[str], field: str) -> int | None:
        text = self._cell(cells, field)
        number = _whole(text)
        if text and number is None:
            self.problems.append(f"{_place(row)}：「{text[:20]}」は整数として読めません。")
        return number

    def _minutes(self, row: SheetRow, cells: list[str]) -> int | None:
        found = _CLOCK.fullmatch(self._cell(cells, "minutes"))
        return int(found[1]) * 60 + int(found[2]) if found else self._number(row, cells, "minutes")

    def _cell(self, cells: list[str], field: str) -> str:
        index = (self.headings or {}).get(field)
        return cells[index] if index is not None and index < len(cells) else ""


def folded(text: str) -> str:
    """For comparing headings, numbers and names with a provider's file only; stored names stay as typed."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _whole(text: str) -> int | None:
    try:
        return parse_int(text)
    except ValueError:
        return None


def _place(row: SheetRow) -> str:
    return f"{row.sheet} {row.number}行目".strip()

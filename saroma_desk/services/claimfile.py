"""Reading a provider's own 様式8号 from its Excel or CSV file into the rows that the claim desk compares."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from saroma_desk.domain.calendar import YearMonth, format_era
from saroma_desk.domain.claim import AskedLine
from saroma_desk.domain.claimwords import amount_of, minutes_of, month_of
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household
from saroma_desk.domain.numbers import yen
from saroma_desk.runtime import resources
from saroma_desk.storage.folding import fold

from .claimbook import ClaimBook, read_book
from .context import AppContext
from .ledgerfile import SheetRow, read_rows

_AMOUNTS = {"visits": "visits", "minutes": "minutes", "price": "price_yen", "copay": "copay_yen", "town": "town_yen"}
_NEEDED = 2  # recognised headings that make a row the heading row
_IN_BRACKETS = re.compile(r"\(.*?\)$")
_TITLE = re.compile(r"(様|さま|殿)$")
_THOUSANDS = re.compile(r"\d{3}(円也?|也|-)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFile:
    """What was read; nothing is stored until `claims.receive`.

    Attributes:
        asked: one line for each recognised household; several rows of one household are added up.
        asked_total: head amount or the total row's, None when the file says neither.
        numbers: management numbers of the households in `asked`, by id.
        problems: rows and cells that could not be used or should be looked at, with sheet and row number.
    """

    asked: tuple[AskedLine, ...]
    asked_total: int | None
    numbers: Mapping[int, str]
    problems: tuple[str, ...]


def read_claim_file(ctx: AppContext, provider_id: int, month: date, file: Path, family: str = "") -> ClaimFile:
    """Read a provider's file for a service month; households are found by number, or by the applicant's name.

    The first sheet with a heading row counts. Raises KnownError for an unreadable file or one without such a row.
    """
    with ctx.read() as read:
        book = read_book(ctx, read, provider_id, month, family)
        everyone = {h.id: h for h in read.list(Household)}
    rows = read_rows(file)
    found = None
    for sheet in dict.fromkeys(row.sheet for row in rows):
        reader = _Reader(resources.read_yaml("import/claim_columns.yaml"), everyone, _names(book))
        for row in rows:
            if row.sheet == sheet:
                reader.take(row)
        if reader.headings is not None:
            found = reader
            break
    if found is None:
        raise KnownError(
            "no_headings", "見出しの行（利用者・回数・請求額など）が見つかりません。ファイルを確かめてください。"
        )
    return found.result(YearMonth.of(month), ctx.today(), frozenset(book.households))


def _names(book: ClaimBook) -> dict[str, int]:
    """Households of the month by the applicant's name; a name that two of them share names neither."""
    found: dict[str, set[int]] = {}
    applicants = {c.application.applicant_id for c in book.cases.values()}
    for key, members in book.members.items():
        for member in members:
            if member.id in applicants:
                found.setdefault(fold(member.name), set()).add(key)
    return {name: min(keys) for name, keys in found.items() if len(keys) == 1}


@dataclass
class _Head:
    """What stands above the headings."""

    total: int | None = None
    words: list[str] = field(default_factory=list)


class _Reader:
    """Goes through the rows of a sheet once: what stands above the headings, the households, the total."""

    def __init__(self, rules: Mapping[str, Any], households: Mapping[int, Household], names: Mapping[str, int]) -> None:
        self._columns = {field: {folded(w) for w in words} for field, words in rules["columns"].items()}
        self._totals = {folded(w) for w in rules["total_rows"]}
        self._part_totals = {folded(w) for w in rules["part_total_rows"]}
        self._labels = tuple(folded(w) for w in rules["total_labels"])
        self._households = households
        self._numbers = {folded(h.no): key for key, h in households.items()}
        self._names = names
        self._head = _Head()
        self._row_total: int | None = None
        self._ended = False
        self._width = 0
        self.headings: Mapping[str, int] | None = None
        self.asked: list[AskedLine] = []
        self.problems: list[str] = []

    def take(self, row: SheetRow) -> None:
        """One row of the sheet."""
        cells = [_shown(cell) for cell in row.cells]
        if self.headings is None:
            self.headings, self._width = self._headings_of(cells), len(_trimmed(cells))
            if self.headings is None:
                self._head.words += cells
                self._head_amount(cells)
            return
        words = {folded(cell) for cell in cells}
        if words & self._part_totals:
            return
        if words & self._totals:
            self._row_total, self._ended = self._amount(row, cells, "town"), True
            return
        self._household_row(row, cells)

    def result(self, month: YearMonth, today: date, here: frozenset[int]) -> ClaimFile:
        """Everything that was read for the month, in which the households `here` have visits."""
        asked, problems = self._added_up(), [*self._of_the_month(month, today), *self.problems]
        head, total = self._head.total, self._row_total
        if head is not None and total is not None and head != total:
            problems.append(f"請求金額（{yen(head)}円）と合計の行（{yen(total)}円）が一致しません。")
        numbers = {line.household_id: self._households[line.household_id].no for line in asked}
        problems += [
            f"{no}には、この月にこの団体の訪問がありません。" for key, no in numbers.items() if key not in here
        ]
        return ClaimFile(
            asked=asked, asked_total=total if head is None else head, numbers=numbers, problems=tuple(problems)
        )

    def _of_the_month(self, month: YearMonth, today: date) -> list[str]:
        named = [found for words in self._head.words if (found := month_of(words, today)) is not None]
        if not named or month in named:
            return []
        wrong, right = (m.format(suffix="分") for m in (named[0], month))
        return [f"ファイルには{wrong}とあります。{right}の請求か確かめてください。"]

    def _added_up(self) -> tuple[AskedLine, ...]:
        """One line for each household: a price that changed in the month or a correction makes several rows."""
        found: dict[int, AskedLine] = {}
        rows = Counter(line.household_id for line in self.asked)
        for line in self.asked:
            before = found.get(line.household_id)
            found[line.household_id] = line if before is None else _both(before, line)
        for key, count in rows.items():
            if count > 1:
                self.problems.append(f"{self._households[key].no}の行が{count}行あるため、合計しました。")
        return tuple(found.values())

    def _headings_of(self, cells: Iterable[str]) -> Mapping[str, int] | None:
        found: dict[str, int] = {}
        for index, cell in enumerate(cells):
            heading = _IN_BRACKETS.sub("", folded(cell))
            for column, words in self._columns.items():
                if heading in words or folded(cell) in words:
                    found.setdefault(column, index)
        return found if len(_AMOUNTS.keys() & found) >= _NEEDED and {"household", "name"} & set(found) else None

    def _head_amount(self, cells: list[str]) -> None:
        """請求金額 with its amount in the same cell or in the next ones; a comma may have split it."""
        for index, cell in enumerate(cells):
            label = next((x for x in self._labels if folded(cell).startswith(x)), None)
            if label is None:
                continue
            parts = [p for p in (folded(cell).removeprefix(label).lstrip(":"), *cells[index + 1 :]) if p]
            if not parts:
                continue
            split = [p for p in map(folded, parts[1:3]) if _THOUSANDS.fullmatch(p)]
            self._head.total = _whole("".join((folded(parts[0]), *split)))

    def _household_row(self, row: SheetRow, cells: list[str]) -> None:
        amounts = {n: self._cell(cells, column) for column, n in _AMOUNTS.items()}
        household_id = self._household(cells)
        if household_id is None:
            if any(amounts.values()) and not self._ended:
                self.problems.append(f"{_place(row)}：利用者が台帳の世帯と一致しません。")
            return
        if self._ended:
            self.problems.append(f"{_place(row)}：合計の行より後にあるため、読んでいません。")
            return
        if len(_trimmed(cells)) > self._width:
            self.problems.append(f"{_place(row)}：列が見出しより多くあります（数の中のコンマを確かめてください）。")
        self.asked.append(
            AskedLine(
                household_id=household_id,
                visits=self._amount(row, cells, "visits"),
                minutes=self._amount(row, cells, "minutes", minutes_of),
                price_yen=self._amount(row, cells, "price"),
                copay_yen=self._amount(row, cells, "copay"),
                town_yen=self._amount(row, cells, "town"),
            )
        )

    def _household(self, cells: list[str]) -> int | None:
        number = self._numbers.get(folded(self._cell(cells, "household")))
        return self._names.get(fold(_TITLE.sub("", self._cell(cells, "name").strip()))) if number is None else number

    def _amount(
        self, row: SheetRow, cells: list[str], column: str, read: Callable[[str], int] = amount_of
    ) -> int | None:
        text = self._cell(cells, column)
        number = _whole(text, read)
        if text and number is None:
            self.problems.append(f"{_place(row)}：「{text[:20]}」は数として読めません。")
        return number

    def _cell(self, cells: list[str], column: str) -> str:
        index = (self.headings or {}).get(column)
        return cells[index] if index is not None and index < len(cells) else ""


def _both(one: AskedLine, other: AskedLine) -> AskedLine:
    pairs = {n: (getattr(one, n), getattr(other, n)) for n in _AMOUNTS.values()}
    sums: dict[str, Any] = {n: None if None in pair else sum(pair) for n, pair in pairs.items()}
    return replace(one, **sums)


def folded(text: str) -> str:
    """For comparing headings and numbers with a provider's file only; stored ones stay as typed."""
    return "".join(unicodedata.normalize("NFKC", text).replace("−", "-").split()).casefold()


def _trimmed(cells: list[str]) -> list[str]:
    """Without empty cells at the end."""
    return cells[: max((n for n, cell in enumerate(cells, start=1) if cell), default=0)]


def _shown(cell: str | date) -> str:
    return format_era(cell) if isinstance(cell, date) else cell.strip()


def _whole(text: str, read: Callable[[str], int] = amount_of) -> int | None:
    try:
        return read(text)
    except ValueError:
        return None


def _place(row: SheetRow) -> str:
    return f"{row.sheet} {row.number}行目".strip()

"""What an import would do with every row of a ledger: to be taken in, to be looked at, or not to be taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .intake import IntakeDraft

_NO_TROUBLE: Final = "取り込みます。"


class Verdict(StrEnum):
    """What becomes of a row; the value is the word shown."""

    GOOD = "取込可"
    LOOK = "確認"
    BAD = "取込不可"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row: its place as the office finds it, and the reason in words.

    Attributes:
        sheet: name of the sheet; empty for a text file.
        row: number of the row in the file, from 1.
        column: heading of the column as the office wrote it.
        reason: a calm Japanese sentence.
    """

    sheet: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one row of a person.

    Attributes:
        sheet, row: as in `Problem`.
        household: 世帯番号 as the ledger has it, or the first row of the household where it has none.
        verdict: rows to be looked at are taken in all the same.
        findings: what stops the row or wants a look; never empty.
    """

    sheet: str
    row: int
    household: str
    verdict: Verdict
    findings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        families: drafts to be taken in.
        fates: every row of a person in the order of the file, the good ones too.
        problems: what cannot be taken over; each names sheet, row, column and reason.
        hints: things to look at that stop nothing (probable duplicates, dates read with a question, sheets left out).
    """

    families: tuple[IntakeDraft, ...]
    fates: tuple[Fate, ...]
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...]

    @property
    def rows(self) -> int:
        """Number of rows of persons in the file."""
        return len(self.fates)

    def count(self, verdict: Verdict) -> int:
        """Number of rows of persons with that verdict."""
        return sum(fate.verdict is verdict for fate in self.fates)


def fates_of(
    places: Sequence[tuple[str, int]], number: str, problems: Sequence[Problem], hints: Sequence[Problem]
) -> Iterator[Fate]:
    """The fates of one household's rows; one bad row keeps the whole household out, and the others say so.

    Args:
        places: (sheet, row) of each person.
        number: 世帯番号 as written; empty where the ledger has none.
        problems: of these rows alone, like `hints`.
        hints: what stops nothing.
    """
    household = number or f"{places[0][1]}行目からの世帯"
    for sheet, row in places:
        own = tuple(p for p in problems if (p.sheet, p.row) == (sheet, row))
        looks = tuple(h for h in hints if (h.sheet, h.row) == (sheet, row))
        if own:
            yield Fate(sheet, row, household, Verdict.BAD, own + looks)
        elif problems:
            because = f"同じ世帯の{problems[0].row}行目に取り込めない項目があります。"
            yield Fate(sheet, row, household, Verdict.BAD, (Problem(sheet, row, "", because), *looks))
        elif looks:
            yield Fate(sheet, row, household, Verdict.LOOK, looks)
        else:
            yield Fate(sheet, row, household, Verdict.GOOD, (Problem(sheet, row, "", _NO_TROUBLE),))

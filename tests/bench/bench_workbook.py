"""How long the yearly workbook takes beside bare openpyxl writing the same cells (goal: at most 1.5 times).

Run: ``python tests/bench/bench_workbook.py [households]``. Both sides end with a file on the disk; the
bare side writes values and formulas only, without styles, checks or print set-up.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, only this folder is known

from saroma_desk.domain.yearly import YearData
from saroma_desk.reports.workbook import write_workbook
from tests.reports import world

GOAL = 1.5
VISITS = 12
ROUNDS = 5


def big_year(households: int) -> YearData:
    """A year in which every household is helped twelve times and visited twice by the town."""
    cases = []
    for number in range(1, households + 1):
        start = date(2026, 4, 1) + timedelta(days=number % 200)
        visits = tuple(
            world.visit(number * VISITS + n, start + timedelta(days=7 * n), application_id=number)
            for n in range(VISITS)
        )
        consults = tuple(
            world.consult(
                2 * number + n, number, start + timedelta(days=30 * n), complaint="夜泣きが続き、眠れていない。"
            )
            for n in range(2)
        )
        cases.append(
            world.case(number, start, help_cases=(world.help_case(number, number, visits),), consult_visits=consults)
        )
    return world.year(snapshots=tuple(cases))


def cells_of(path: Path) -> dict[str, list[tuple[int, int, Any]]]:
    """Every cell of the finished book, by sheet."""
    book = load_workbook(path)
    return {
        sheet.title: [(c.row, c.column, c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
        for sheet in book.worksheets
    }


def write_bare(cells: dict[str, list[tuple[int, int, Any]]], out: Path) -> None:
    """The same cells with openpyxl alone."""
    book = Workbook()
    for name, values in cells.items():
        sheet = book.create_sheet(name)
        for row, column, value in values:
            sheet.cell(row, column, value)
    book.save(out)


def seconds(act: Callable[[], object]) -> float:
    """Median time of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main(households: int) -> float:
    """Print both times and their ratio; returns the ratio."""
    data = big_year(households)
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder, "ours.xlsx"), Path(folder, "bare.xlsx")
        write_workbook(data, ours)
        cells = cells_of(ours)
        count = sum(map(len, cells.values()))
        mine = seconds(lambda: write_workbook(data, ours))
        theirs = seconds(lambda: write_bare(cells, bare))
    ratio = mine / theirs
    print(f"yearly workbook: {households} households, {count:,} cells")  # noqa: T201
    print(f"ours {mine:.3f} s  bare openpyxl {theirs:.3f} s  ratio {ratio:.2f} (goal {GOAL})")  # noqa: T201
    return ratio


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)

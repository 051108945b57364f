"""The public book: no names, no small counts, nothing from which one could be computed."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from saroma_desk.domain.yearly import Figure, YearData
from saroma_desk.reports.public import mask_of
from saroma_desk.reports.workbook import workbook_bytes

from . import world
from .conftest import Reader

TEXTS = {"threshold_default": 5, "mark": "x"}


def mask_for(values: dict[str, int], *relations: list[str], households: int = 20) -> set[str]:
    """Keys hidden in the year among plain counts that stand in `relations`."""
    empty = world.empty_year()
    figures = {
        key: Figure(key=key, value=v, ids=tuple(range(v)), households=tuple(range(min(v, households))))
        for key, v in values.items()
    }
    data: YearData = replace(empty, figures={2026: figures})
    summary = {"rows": [{"key": key} for key in values], "additive": relations}
    return {key for year, key in mask_of(data, summary, (), TEXTS).hidden if year == 2026}


def test_small_counts_are_hidden_and_zero_is_not() -> None:
    assert mask_for({"a": 0, "b": 1, "c": 4, "d": 5}) == {"b", "c"}


def test_amounts_of_few_households_are_hidden() -> None:
    assert mask_for({"minutes": 900}, households=2) == {"minutes"}


def test_a_total_never_gives_a_hidden_part_away() -> None:
    hidden = mask_for({"total": 18, "a": 3, "b": 6, "c": 9}, ["total", "a", "b", "c"])
    assert hidden == {"a", "b"}


def test_hiding_goes_on_where_bounds_give_the_number_away() -> None:
    assert mask_for({"total": 8, "a": 4, "b": 4, "c": 0}, ["total", "a", "b", "c"]) == {"a", "b", "total"}


def test_chained_totals_protect_each_other() -> None:
    hidden = mask_for({"t": 30, "u": 10, "v": 20, "a": 2, "b": 8}, ["t", "u", "v"], ["u", "a", "b"])
    assert hidden == {"a", "b"}


def test_no_name_and_no_number_of_a_case_leaves_the_house() -> None:
    names = ["母1", "子1", "𠮷野", "R8-0001", "派遣 花子", "保健師 佐呂間", "里帰りの家族"]
    with ZipFile(BytesIO(workbook_bytes(world.year(), public=True))) as archive:
        text = "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))
    assert [name for name in names if name in text] == []


def test_public_book_has_masked_sheets_alone(read: Reader) -> None:
    book = read(world.year(entries={"demand.2026.expected": "10"}), public=True)
    assert book.sheetnames == ["公表用", "進捗状況(会議様式)", "需要量対実績"]
    formulas = [c.coordinate for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert all(c.startswith(("E", "F", "G")) for c in formulas)  # the demand table's rates of shown numbers alone


@pytest.mark.parametrize(("threshold", "shown"), [("1", 2), ("5", "x")])
def test_the_threshold_is_the_towns(read: Reader, threshold: str, shown: object) -> None:
    book = read(world.year(entries={"mask.threshold": threshold}), public=True)
    rows = [[c.value for c in row] for row in book["公表用"].iter_rows()]
    helped = next(n for n, row in enumerate(rows) if row[0] == "家事・育児援助")
    assert rows[helped + 1][3] == shown


def test_typed_actuals_are_masked_too(read: Reader) -> None:
    book = read(world.year(entries={"indicator.a.helper_households.2026.actual": "3"}), public=True)
    row = next(r for r in book["進捗状況(会議様式)"].iter_rows(values_only=True) if "育児・家事援助世帯" in r)
    assert row[5] == "x"

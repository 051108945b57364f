"""進捗状況(会議様式) against the published table of another town (小樽市, 平成28年度), figure by figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from saroma_desk.runtime.resources import load_yaml

from . import world
from .conftest import Reader

YEARS = (2015, 2016, 2017, 2018, 2019)
PROVISIONS = (
    "実施体制:現行体制で対応しつつ、事業化に向けた検討を進める",
    "実施体制:保健師など実施機関:小樽市",
    "同左",
    "同左",
    "同左",
)
TEXTS: dict[str, str] = load_yaml(Path(__file__).with_name("otaru_h28.yaml"))
BUDGET = {
    "2016.budget": {"total": 420_000, "national": 140_000, "prefectural": 140_000},
    "2016.actual": {"total": 10_205, "national": 0, "prefectural": 0},
    "2017.budget": {"total": 150_000, "national": 50_000, "prefectural": 50_000},
    "2018.budget": {"general": 0},
    "2019.budget": {"general": 0},
}
INDICATORS = {"consult_households": (2, 10, 10, 10), "helper_households": (0, 6, 6, 6), "providers": (7, 7, 7, 7)}
NAMES = {
    "consult_households": ("専門的相談支援世帯", "世帯"),
    "helper_households": ("育児・家事援助世帯", "世帯"),
    "providers": ("育児・家事援助契約業者数", "者"),
}


def entries() -> dict[str, str]:
    """The source's figures as a person would type them; its second table repeats the first under other rows."""
    typed = dict(TEXTS)
    for column, sources in BUDGET.items():
        typed |= {f"budget.{column}.{source}": str(value) for source, value in sources.items()}
    for (row, values), other in zip(INDICATORS.items(), ("goals", "reviews", "reopened"), strict=True):
        typed[f"indicator.b.{other}.name"], typed[f"indicator.b.{other}.unit"] = NAMES[row]
        for year, value in zip(YEARS[1:], values, strict=True):
            kind = "actual" if year == 2016 else "expected"
            typed[f"indicator.a.{row}.{year}.{kind}"] = typed[f"indicator.b.{other}.{year}.{kind}"] = str(value)
    for year, provision in zip(YEARS, PROVISIONS, strict=True):
        typed |= {f"demand.{year}.expected": "10", f"demand.{year}.rate": "100", f"demand.{year}.provision": provision}
    return typed | {"demand.2016.actual": "2"}


@pytest.fixture
def sheet(read: Reader) -> Worksheet:
    data = world.year(2016, entries(), snapshots=(), claims=(), contracts=(), made_on=date(2017, 6, 1))
    found: Worksheet = read(data, results=True)["進捗状況(会議様式)"]
    return found


def row_of(sheet: Worksheet, label: str, nth: int = 1) -> list[object]:
    """Values of the n-th row in which a cell holds exactly the label, without empty merged cells before it."""
    rows = [[c.value for c in row] for row in sheet.iter_rows() if label in [c.value for c in row]]
    return rows[nth - 1]


def test_head_and_texts(sheet: Worksheet) -> None:
    column = [c.value for c in sheet["A"]] + [c.value for c in sheet["C"]]
    for key in ("title", "heading", "outline", "purpose", "method", "review", "next_goal"):
        assert TEXTS[f"text.{key}"] in column
    assert "<確保方策>事業計画搭載\n" + TEXTS["text.measure"] in column
    assert "◆平成28年度の事業評価(達成度の評価・成果・課題等)" in column
    assert "◆平成29年度の目標(上記の事業評価を踏まえた、対処方法など)" in column


def test_budget_by_source_over_the_years(sheet: Worksheet) -> None:
    heads = ["平成27年度\n決算", "平成28年度\n予算", "平成28年度\n決算"]
    heads += [f"平成{n}年度\n予算" for n in (29, 30, 31)]
    assert row_of(sheet, "事業費(円)")[3:] == heads
    assert row_of(sheet, "事業費")[3:] == [None, 420_000, 10_205, 150_000, None, None]
    assert row_of(sheet, "国庫支出金")[3:] == [None, 140_000, 0, 50_000, None, None]
    assert row_of(sheet, "道支出金")[3:] == [None, 140_000, 0, 50_000, None, None]
    assert row_of(sheet, "その他")[3:] == [None] * 6
    assert row_of(sheet, "一般財源")[3:] == [None, 140_000, 10_205, 50_000, 0, 0]


@pytest.mark.parametrize("block", [1, 2])
@pytest.mark.parametrize("row", list(INDICATORS))
def test_both_tables_of_indicators(sheet: Worksheet, row: str, block: int) -> None:
    name, unit = NAMES[row]
    found = row_of(sheet, name, block)
    assert found[3:] == [unit, None, *INDICATORS[row]]
    kinds = [str(v).split("\n")[1] for v in row_of(sheet, "指標名", block)[4:]]
    assert kinds == ["実績", "実績", "見込み", "見込み", "見込み"]


def test_demand(sheet: Worksheet) -> None:
    assert row_of(sheet, "需要量(指標)")[4] == "年:実訪問人数"
    assert row_of(sheet, "需要量の見込み(人)")[4:] == [10] * 5
    assert row_of(sheet, "実施率(%)")[4:] == [100] * 5
    assert tuple(row_of(sheet, "確保方策")[4:]) == PROVISIONS
    assert row_of(sheet, "実績")[4:] == [None, 2, None, None, None]


def test_evaluation(sheet: Worksheet) -> None:
    assert row_of(sheet, "A:事業目標を達成し、結果が得られた。今後この水準を維持する。")
    assert row_of(sheet, "B:事業目標をある程度達成したが、今後の改善・検討を要する。")
    assert row_of(sheet, "C:事業目標を達成したとは言えず、現状について大きな課題がある。")
    assert row_of(sheet, "事業実施者による事業評価")[6] == "B"
    assert row_of(sheet, "子ども・子育て会議における事業評価")[6] == "B"


def test_general_revenue_is_a_live_formula(read: Reader) -> None:
    data = world.empty_year(2016, entries())
    formulas = row_of(read(data)["進捗状況(会議様式)"], "一般財源")
    assert str(formulas[4]).startswith("=IF(COUNT(")


def test_without_entries_the_records_speak(read: Reader) -> None:
    sheet = read(world.year(), results=True)["進捗状況(会議様式)"]
    assert row_of(sheet, "専門的相談支援世帯")[4:] == [1, 5, None, None, None]
    assert row_of(sheet, "育児・家事援助世帯")[4:] == [1, 2, None, None, None]
    assert row_of(sheet, "実績")[4:] == [0, 6, None, None, None]
    assert row_of(sheet, "期日の来た評価の実施率")[5] == 100

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.forms.fields import rows_of
from saroma_desk.forms.paper import empty_official_fields
from saroma_desk.forms.values import form08
from tests.forms import dispatch_cases as cases
from tests.forms.values import papers


def _rows(values: Any) -> list[Any]:
    return list(rows_of(values, "items"))


@pytest.mark.parametrize("households", [1, 10, 11])
def test_the_head_amount_is_the_sum_of_the_rows(households: int) -> None:
    snapshot = cases.claim(households)
    values = form08.values(snapshot)
    rows = _rows(values)
    assert values["total"] == sum(row["town"] for row in rows) == sum(line.town_yen for line in snapshot.claim.lines)
    assert [row["price"] - row["copay"] for row in rows] == [row["town"] for row in rows]
    assert len(rows) == households


@pytest.mark.parametrize(("households", "pages"), [(1, 1), (10, 1), (40, 2)])
def test_ten_households_fit_on_one_page_and_more_go_on(households: int, pages: int) -> None:
    paper = papers.filled("form08", form08.values(cases.claim(households)))
    assert len(paper.pages) == pages
    assert f"¥{cases.claim(households).claim.town_yen:,}円" in papers.text_of(paper)


def test_the_town_part_is_never_torn_apart() -> None:
    for households in range(9, 16):
        paper = papers.filled("form08", form08.values(cases.claim(households)))
        (page,) = (p for p in paper.pages if "町処理欄" in "".join(p.texts()))
        assert "支払日" in "".join(page.texts()).replace("\u3000", "")


def test_each_row_says_how_it_comes_about() -> None:
    (row,) = _rows(form08.values(cases.claim(1)))
    assert (row["visits"], row["first"], row["steps"]) == (3, "3×1,820", "6×905")
    assert row["price"] == 3 * 1820 + 6 * 905


def test_corrections_stand_in_lines_of_their_own_behind_a_triangle() -> None:
    values = form08.values(cases.claim(3, corrections=1))
    rows = _rows(values)
    assert [row["correction"] is not None for row in rows] == [False, False, False, True]
    assert rows[-1]["town"] < 0
    text = papers.text_of(papers.filled("form08", values))
    assert "（過誤調整）" in text
    assert "△1×1,820" in text
    assert f"△{-rows[-1]['town']:,}" in text
    assert "-2," not in text


def test_a_new_price_within_the_month_gives_a_row_of_its_own() -> None:
    snapshot = cases.claim(1)
    last = replace(snapshot.claim.lines[-1], first_yen=2000)
    claim = replace(snapshot.claim, lines=(*snapshot.claim.lines[:-1], last))
    assert [row["first"] for row in _rows(form08.values(replace(snapshot, claim=claim)))] == ["2×1,820", "1×2,000"]


@pytest.mark.parametrize(
    ("change", "words"),
    [({"tax_class": "exempt"}, "非課税"), ({"tax_class": "included", "tax_percent": 10}, "税込（10％）")],
)
def test_the_tax_class_of_the_prices_is_ticked(change: dict[str, Any], words: str) -> None:
    snapshot = cases.claim(1)
    priced = replace(snapshot, prices=(replace(snapshot.prices[0], **change),))
    values = form08.values(priced)
    assert values["tax"] == frozenset({change["tax_class"]})
    text = papers.text_of(papers.filled("form08", values))
    assert words in text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))


@pytest.mark.parametrize("prices", [(), None])
def test_prices_and_tax_class_must_be_settled(prices: tuple[()] | None) -> None:
    snapshot = cases.claim(1)
    given = (replace(snapshot.prices[0], tax_class=None),) if prices is None else prices
    with pytest.raises(OpenQuestion) as stopped:
        form08.values(replace(snapshot, prices=given))
    assert all(key.startswith("price.") for key in stopped.value.keys)


def test_says_how_many_sheets_of_form_7_go_with_it() -> None:
    assert form08.values(cases.claim(4))["sheets"] == 4
    assert form08.values(cases.claim(4, sheets=3))["sheets"] == 3


@pytest.mark.parametrize(("asked", "word"), [(None, None), (0, "different")])
def test_the_comparison_with_form_7_is_left_open_until_a_paper_arrived(asked: int | None, word: str | None) -> None:
    expected = None if word is None else frozenset({word})
    assert form08.values(cases.claim(1, asked_total=asked))["agreement"] == expected


def test_the_registration_number_is_printed_only_when_there_is_one() -> None:
    assert "登録番号" not in papers.text_of(papers.filled("form08", form08.values(cases.claim(1))))
    assert "登録番号" in papers.text_of(papers.blank("form08"))


def test_the_empty_form_is_one_page_and_names_what_an_office_needs() -> None:
    paper = papers.blank("form08")
    assert (len(paper.pages), papers.ticks(paper)) == (1, 0)
    assert {"請求日", "請求金額", "消費税の区分"} <= set(empty_official_fields(papers.SOURCES, "form08", {}))

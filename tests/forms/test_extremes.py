"""Papers with nothing, with exactly as much as fits, with one more, and with far more than an office will ever meet."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import pytest

from saroma_desk.forms.check import layout_faults
from saroma_desk.forms.display import Page, TextRun
from saroma_desk.forms.paper import Paper, PaperOptions, PaperSources, make_paper
from tests.forms.reading import read_back

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
FORMS = [f"form{number:02}" for number in range(1, 11)]
WORD = "Donaudampfschifffahrtsgesellschaftskapitaen" * 5
ADDRESS = "北海道常呂郡佐呂間町字浪速百二十三番地四　さろま湖畔子育て支援住宅かもめ棟二〇五号室"
NAME = "勘解由小路髙﨑　葛\U000e0100\U00020bb7乃美女"


def squeezed(text: str) -> str:
    return "".join(text.split())


def sound(sources: PaperSources, form: str, values: Mapping[str, Any], **options: Any) -> Paper:
    paper = make_paper(sources, form, values, options=PaperOptions(**options))
    assert layout_faults(paper.pages) == []
    return paper


def words(page: Page) -> str:
    return "".join(page.texts())


def rows_on(page: Page, right: float) -> list[str]:
    """The running numbers of a page: texts of digits that stand left of `right` mm."""
    return [i.text for i in page.items if isinstance(i, TextRun) and i.text.isdigit() and i.x + i.width < right]


@pytest.mark.parametrize("count", [0, 1, 11, 12, 13, 15, 16, 17, 18, 25, 35, 36, 37, 60])
def test_the_sheet_of_any_number_of_visits_runs_on_with_heads_and_sums(sources: PaperSources, count: int) -> None:
    visits = tuple({"copay": 726, "billed": 120, "number": n} for n in range(1, count + 1))
    paper = sound(sources, "form07", {"visits": visits, "visits_here": count})
    filled = [page for page in paper.pages if rows_on(page, 31.5)]
    assert [n for page in filled for n in rows_on(page, 31.5)] == [str(n) for n in range(1, max(count, 12) + 1)]
    assert all("援助内容" in words(page) for page in filled)
    assert [("小計" in words(page)) for page in filled] == [len(filled) > 1] * len(filled)
    if count:
        assert f"{726 * count:,}円" in words(filled[-1])


@pytest.mark.parametrize("households", [0, 1, 10, 11, 18, 19, 20, 21, 22, 31, 60, 75])
def test_a_claim_of_any_number_of_households_adds_up_page_by_page(sources: PaperSources, households: int) -> None:
    items = tuple(
        {"number": f"R8-{n:04}", "name": NAME, "visits": 2, "price": 1000 + n, "copay": 200, "town": 800 + n}
        for n in range(1, households + 1)
    )
    paper = sound(sources, "form08", {"items": items, "total": sum(item["town"] for item in items)})
    pages = [words(page) for page in paper.pages]
    assert [n for page in pages for n in _numbers(page)] == [item["number"] for item in items]
    for page in pages:
        here = [item["price"] for item in items if item["number"] in page]
        if len(pages) > 1 and here:
            assert "利用者氏名" in page
            assert f"{sum(here):,}" in page
    (last,) = [page for page in pages if "合計" in page]
    assert not items or (items[-1]["number"] in last and f"{sum(i['price'] for i in items):,}" in last)


def _numbers(page: str) -> list[str]:
    return [f"R8-{part[:4]}" for part in page.split("R8-")[1:]]


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9])
def test_any_number_of_children_and_members_is_listed_whole(sources: PaperSources, count: int) -> None:
    def people(number: int, what: str) -> tuple[dict[str, Any], ...]:
        return tuple(
            {"name": f"{NAME}{what}{n}", "kana": "かでのこうじ", "relation": "長女", "age": "1歳7か月"}
            for n in range(number)
        )

    values = {"children": people(count, "子"), "members": people(count + 5, "員"), "applied_on": "当日"}
    for form in ("form01", "form09"):
        text = squeezed(read_back(sound(sources, form, values).pdf()))
        assert all(squeezed(row["name"]) in text for row in (*values["children"], *values["members"]))  # type: ignore[attr-defined]
    text = squeezed(read_back(sound(sources, "form02", values).pdf()))
    assert all(squeezed(row["name"]) in text for row in values["children"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["漢" * 400, "漢字、かな。" * 1666, WORD, ADDRESS, NAME], ids=len)
@pytest.mark.parametrize("form", FORMS)
def test_a_text_of_any_length_is_printed_whole(sources: PaperSources, form: str, text: str) -> None:
    """One field after the other; the test command looks at a few of each form, the night run at all."""
    fields = sources.template(form).file.fields
    known = {name: "字" for name, spec in fields.items() if spec.item is None}
    free = [
        n
        for n, spec in fields.items()
        if spec.format in {"text", "name"} and not spec.options and _shown(sources, form, n)
    ]
    for name in free[:: 1 if NIGHTLY else len(free) // 2]:
        paper = sound(sources, form, known | {name: text})
        back = squeezed("".join(words(page) for page in paper.pages))
        assert _in_order(back, squeezed(text)), name


def _in_order(back: str, text: str) -> bool:
    """Whether the text stands there, perhaps with heads and feet of pages between its parts."""
    place = 0
    for character in text:
        place = back.find(character, place) + 1
        if not place:
            return False
    return True


def _shown(sources: PaperSources, form: str, name: str) -> bool:
    """Whether a paper with everything known shows the field."""
    fields = sources.template(form).file.fields
    values = {other: "字" for other, spec in fields.items() if spec.item is None} | {name: "々〆"}
    return any("々〆" in words(page) for page in make_paper(sources, form, values).pages)


@pytest.mark.parametrize("form", ["form03", "form04", "form06"])
@pytest.mark.parametrize("length", [0, 100, 300, 500, 800, 1200])
def test_the_appeal_notice_is_never_split(sources: PaperSources, form: str, length: int) -> None:
    long = "長い理由。" * (length // 5)
    values = {"contestable": True, "applicant": NAME, "reasons": long, "reason": long, "conditions": long}
    paper = sound(sources, form, values)
    holders = [page for page in paper.pages if "教　示" in page.texts()]
    assert len(holders) == 1
    assert "この処分に不服があるときは" in words(holders[0])
    assert "提起をすることができなくなります" in words(holders[0])


@pytest.mark.parametrize("digits", ["full", "half"])
@pytest.mark.parametrize("seal", ["space", "omitted", "none"])
@pytest.mark.parametrize("form", ["form02", "form03", "form04", "form06"])
def test_the_sender_never_stands_close_to_the_title(sources: PaperSources, form: str, seal: str, digits: str) -> None:
    values = {"mayor": "佐呂間町長　練習　太郎", "applicant": NAME, "provider": "練習会"}
    page = sound(sources, form, values, seal=seal, digits=digits).pages[0]
    sender, title = (
        next(i for i in page.items if isinstance(i, TextRun) and i.text.startswith(start))
        for start in ("佐呂間町長　練習", "佐呂間町養育支援訪問事業")
    )
    assert title.size > sender.size
    assert title.y - sender.y > 12

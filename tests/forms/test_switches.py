"""Switches of the office: ㊞, the place of the 契印, width of digits; subtotals and the note under substitutes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from saroma_desk.forms.check import layout_faults
from saroma_desk.forms.display import Page, TextRun
from saroma_desk.forms.fields import Digits
from saroma_desk.forms.paper import Paper, PaperOptions, PaperSources, make_paper, missing_glyphs

Writer = Callable[[str], PaperSources]
TABLE = """
fields:
  visits: {format: rows, label: 訪問, item: {copay: {format: amount, label: 負担額}}}
blocks:
  - grid:
      columns: [80, 80]
      rows:
        - {header: true, cells: [{label: 番号}, {label: 負担額}]}
        - {repeat: visits, min: 3, height: 20, cells: [{text: "{row}"}, {field: copay}]}
        - {subtotal: true, cells: [{label: 小計}, "{count:visits}件 {sum:visits.copay}"]}
        - {cells: [{label: 計}, "{count:visits}件 {sum:visits.copay}"]}
"""


def words(paper: Paper) -> list[str]:
    return ["".join(page.texts()) for page in paper.pages]


@pytest.mark.parametrize("form", ["form01", "form05", "form07", "form08"])
def test_the_hand_seal_is_asked_for_or_not(sources: PaperSources, form: str) -> None:
    asked = make_paper(sources, form, {}, options=PaperOptions(seal_required=True))
    spared = make_paper(sources, form, {}, options=PaperOptions(seal_required=False))
    assert "㊞" in "".join(words(asked))
    assert "㊞" not in "".join(words(spared))
    assert make_paper(sources, form, {}).pdf() == asked.pdf()


def test_a_template_says_whether_its_seal_is_asked_for(with_template: Writer) -> None:
    blocks = "blocks:\n  - paragraph: '氏名{seal}'\n"
    assert words(make_paper(with_template("fields: {}\n" + blocks), "form99", {})) == ["氏名㊞"]
    sources = with_template("seal_required: false\nfields: {}\n" + blocks)
    assert words(make_paper(sources, "form99", {})) == ["氏名"]


def test_a_line_may_stand_instead_of_the_seal(with_template: Writer) -> None:
    sender = "[{text: 代表, seal: true}, {text: 発行責任者, without_seal: true}]"
    sources = with_template("fields: {}\nblocks:\n  - incoming_head: {to: 町長　様, sender: " + sender + "}\n")
    assert "発行責任者" not in words(make_paper(sources, "form99", {}))[0]
    assert "発行責任者" in words(make_paper(sources, "form99", {}, options=PaperOptions(seal_required=False)))[0]


def free_place(page: Page) -> bool:
    """Whether the 25 mm × 12 mm at the top centre hold no text but that of their own mark."""
    for run in (item for item in page.items if isinstance(item, TextRun) and item.text != "契印"):
        inside = run.x < 117.5 and run.x + run.width > 92.5
        if inside and run.y > 20.0 and run.y - run.size * 0.31 < 32.0:
            return False
    return True


@pytest.mark.parametrize("form", ["form03", "form04", "form06"])
def test_the_place_of_the_tally_impression_is_always_free_and_marked_on_demand(
    sources: PaperSources, form: str
) -> None:
    values = dict.fromkeys(("document_number", "mayor", "applicant"), "佐保福第1234567890号の123456")
    plain = make_paper(sources, form, values)
    marked = make_paper(sources, form, values, options=PaperOptions(tally=True))
    assert free_place(plain.pages[0])
    assert free_place(marked.pages[0])
    assert "契印" not in words(plain)[0]
    assert "契印" in words(marked)[0]
    assert len(marked.pages) == len(plain.pages)


def test_a_table_that_goes_on_has_a_subtotal_on_every_page(with_template: Writer) -> None:
    paper = make_paper(with_template(TABLE), "form99", {"visits": tuple({"copay": 100} for _ in range(30))})
    found = words(paper)
    assert len(found) == 3
    assert ["12件 1,200" in text for text in found[:2]] == [True, True]
    assert "6件 600" in found[2]
    assert "30件 3,000" in found[2]
    assert layout_faults(paper.pages) == []


def test_a_table_on_one_page_has_no_subtotal(with_template: Writer) -> None:
    (text,) = words(make_paper(with_template(TABLE), "form99", {"visits": ({"copay": 100},)}))
    assert "小計" not in text
    assert text.endswith("計1件 100")


def test_a_substitute_is_drawn_with_a_note_that_names_the_character_meant(sources: PaperSources) -> None:
    options = PaperOptions(substitutes={"\ue123": "辺", "\ue124": "高"})
    values = {"applicant": "渡\ue123　花子", "reasons": "\ue123"}
    paper = make_paper(sources, "form04", values, options=options)
    text = "".join(words(paper))
    assert "渡辺" in text
    assert text.count("※「辺」は代わりの字です（正字：U+E123）。") == 1
    assert "U+E124" not in text
    assert {glyph.drawn for glyph in missing_glyphs(sources, "form04", values, options)} == {"辺"}
    assert layout_faults(paper.pages) == []


def test_a_substitute_for_what_a_font_holds_changes_nothing(sources: PaperSources) -> None:
    paper = make_paper(sources, "form04", {"applicant": "髙橋"}, options=PaperOptions(substitutes={"髙": "高"}))
    assert "髙橋" in "".join(words(paper))
    assert "代わりの字" not in "".join(words(paper))


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("full", "第１４　３０分　令和８年６月１日 A10 9:00 4,000円"),
        ("half", "第14　30分　令和8年6月1日 A10 9:00 4,000円"),
    ],
)
def test_one_switch_sets_the_width_of_all_digits(with_template: Writer, digits: Digits, expected: str) -> None:
    text = "fields:\n  day: {format: date, label: 日}\nblocks:\n  - paragraph: "
    sources = with_template(text + "{text: '第14　３０分　{day} A10 9:00 4,000円', indent: 0}\n")
    paper = make_paper(sources, "form99", {"day": date(2026, 6, 1)}, options=PaperOptions(digits=digits))
    assert words(paper) == [expected]


@pytest.mark.parametrize("form", [f"form{number:02}" for number in range(1, 11)])
def test_an_empty_form_in_half_width_has_no_full_digit_and_one_in_full_width_no_half_number(
    sources: PaperSources, form: str
) -> None:
    half = make_paper(sources, form, {}, mode="blank", options=PaperOptions(digits="half"))
    full = make_paper(sources, form, {}, mode="blank", options=PaperOptions(digits="full"))
    assert not re.search("[０-９]", "".join(words(half)))
    # The number of a page is one of the marks of the program, like times and amounts.
    body = re.sub(r"\d／\d", "", "".join(words(full)))
    assert not re.search(r"[ぁ-ん一-龥][0-9]+[ぁ-ん一-龥]", body)


@pytest.mark.parametrize("length", [20, 40, 60, 200])
def test_a_title_of_any_length_stays_on_the_page(with_template: Writer, length: int) -> None:
    sources = with_template("fields: {}\nblocks: [{title: " + "題" * length + "}]\n")
    paper = make_paper(sources, "form99", {})
    assert layout_faults(paper.pages) == []
    assert "".join(words(paper)).count("題") >= length

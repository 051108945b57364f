"""Where things stand on the page, and what happens to what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saroma_desk.domain.errors import KnownError
from saroma_desk.forms.check import layout_faults
from saroma_desk.forms.display import POINT, Page, Ring, Square, TextRun
from saroma_desk.forms.fields import FieldValue
from saroma_desk.forms.layout.cells import VERTICAL_PAD, Band, GroupLabel, Placed
from saroma_desk.forms.layout.grid import segments
from saroma_desk.forms.paper import Paper, PaperOptions, PaperSources, make_paper
from saroma_desk.forms.schema import Cell
from saroma_desk.forms.text import Fitted

Writer = Callable[[str], PaperSources]
ONE_CELL = "fields:\n  note: {label: 備考}\nblocks:\n  - grid:\n      columns: [30, 60]\n      rows:\n        - "


def runs(page: Page) -> list[TextRun]:
    return [item for item in page.items if isinstance(item, TextRun)]


def run_of(paper: Paper, text: str) -> TextRun:
    return next(run for page in paper.pages for run in runs(page) if run.text == text)


def text_of(paper: Paper) -> str:
    return "".join("".join(page.texts()) for page in paper.pages)


def test_a_label_is_spread_flush_over_its_cell(with_template: Writer) -> None:
    paper = make_paper(with_template(ONE_CELL + "{label: 住所, field: note}"), "form99", {})
    label = run_of(paper, "住所")
    assert label.x == pytest.approx(25 + 2.2)
    assert label.x + label.width == pytest.approx(55 - 2.2)


def test_a_line_stands_in_the_middle_of_its_cell(with_template: Writer) -> None:
    sources = with_template(ONE_CELL + "{label: 住所, field: note, height: 20}")
    value = run_of(make_paper(sources, "form99", {"note": "字"}), "字")
    assert value.y - 0.38 * value.size * POINT == pytest.approx(20 + 10)


def test_text_shrinks_before_the_row_grows(with_template: Writer) -> None:
    sources = with_template(ONE_CELL + "{label: 備考, field: note, height: 8}")
    value = runs(make_paper(sources, "form99", {"note": "あ" * 18}).pages[0])[-1]
    assert (value.text, value.size) == ("あ" * 18, 8.5)


def test_a_row_grows_with_its_text_at_full_size(with_template: Writer) -> None:
    sources = with_template(ONE_CELL + "{label: 備考, field: note, height: 8}")
    paper = make_paper(sources, "form99", {"note": "あ" * 80})
    assert {run.size for run in runs(paper.pages[0]) if "あ" in run.text} == {10}
    assert not paper.annexes


def test_what_may_not_grow_goes_whole_to_an_annex_with_a_reference(with_template: Writer) -> None:
    sources = with_template(ONE_CELL + "{label: 備考, field: note, height: 8, overflow: annex}")
    paper = make_paper(sources, "form99", {"note": "長い文。" * 40})
    assert "別紙のとおり（別紙１）" in paper.pages[0].texts()
    assert "別紙１　備考" in paper.pages[1].texts()
    assert "".join(run.text for run in runs(paper.pages[1]) if "長い文" in run.text) == "長い文。" * 40
    assert paper.annexes == ("備考",)


def test_a_cell_may_forbid_both(with_template: Writer) -> None:
    sources = with_template(ONE_CELL + "{label: 備考, field: note, height: 8, overflow: error}")
    with pytest.raises(KnownError, match="「備考」が長すぎて"):
        make_paper(sources, "form99", {"note": "長い文。" * 40})


def test_a_table_goes_on_with_header_and_running_numbers_and_one_sum(sources: PaperSources) -> None:
    visits = tuple({"copay": 300, "billed": 60} for _ in range(25))
    paper = make_paper(sources, "form07", {"visits": visits})
    assert len(paper.pages) == 2
    assert all("援助内容" in page.texts() for page in paper.pages)
    numbers = [run.text for page in paper.pages for run in runs(page) if run.text.isdigit() and run.x < 32]
    assert numbers == [str(number) for number in range(1, 26)]
    assert "7,500円" in paper.pages[1].texts()
    assert "25:00" in paper.pages[1].texts()
    assert "様式７号（第１４・第１６関係）（続き）" in paper.pages[1].texts()


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (12, 1), (13, 2), (25, 2), (40, 3)])
def test_pages_of_the_visit_sheet(sources: PaperSources, count: int, pages: int) -> None:
    paper = make_paper(sources, "form07", {"visits": tuple({"copay": 300} for _ in range(count))})
    assert len(paper.pages) == pages
    assert ("1／" in text_of(paper)) == (pages > 1)


def test_checks_are_drawn_and_ticked(sources: PaperSources) -> None:
    paper = make_paper(sources, "form04", {"grounds": frozenset({"not_covered"})})
    squares = [item for item in paper.pages[0].items if isinstance(item, Square)]
    assert [square.ticked for square in squares] == [False, False, True, False, False]


def test_a_choice_is_ringed(with_template: Writer) -> None:
    field = "fields:\n  ok: {format: choice, label: 可否, options: {yes: 適, no: 否}, separator: ・}\n"
    sources = with_template(field + "blocks:\n  - paragraph: '{choice:ok}'\n")
    assert make_paper(sources, "form99", {}).pages[0].texts() == ["適・否"]
    page = make_paper(sources, "form99", {"ok": False}).pages[0]
    (ring,) = [item for item in page.items if isinstance(item, Ring)]
    word = runs(page)[0]
    assert ring.box.x > word.x + 1.5 * word.size * POINT


def test_a_ring_leaves_its_word_and_the_rules_free(with_template: Writer) -> None:
    field = "fields:\n  ok: {format: choice, label: 照合, options: {yes: 一致, no: その他}, separator: ・}\n"
    sources = with_template(field + ONE_CELL.split("\n", 2)[2] + "{label: 照合, text: '{choice:ok}'}")
    page = make_paper(sources, "form99", {"ok": True}).pages[0]
    (ring,) = [item for item in page.items if isinstance(item, Ring)]
    assert ring.cell is not None
    assert ring.cell.x < ring.box.x < runs(page)[1].x - 0.3
    em = runs(page)[1].size * POINT
    # The corners of the two characters, 0.42 em above and below their middle, lie inside the ellipse.
    across, along = ring.box.height / 2, ring.box.width / 2
    assert (0.42 * em / across) ** 2 + (em * 0.96 / along) ** 2 < 1


def test_squares_stand_under_each_other_in_columns(with_template: Writer) -> None:
    options = "{a: 甲, b: 乙は少し長い, c: 丙も長い, d: 丁}"
    field = f"fields:\n  kinds: {{format: check, label: 種類, options: {options}}}\n"
    row = "{label: 種類, checks: kinds, check_columns: %s, height: 24}"
    for columns, places in ((1, 1), (2, 2)):
        sources = with_template(field + ONE_CELL.split("\n", 2)[2] + row % columns)
        page = make_paper(sources, "form99", {"kinds": frozenset("b")}).pages[0]
        squares = [item for item in page.items if isinstance(item, Square)]
        assert len({round(square.x, 2) for square in squares}) == places
        assert len({round(square.y, 2) for square in squares}) == 4 / columns


@pytest.mark.parametrize(
    ("seal", "room"), [("space", 24 - 11 * POINT / 2), ("none", 11 * POINT), ("omitted", 11 * POINT)]
)
def test_room_for_the_official_seal(sources: PaperSources, seal: Any, room: float) -> None:
    name = "佐呂間町長　試験　太郎"
    paper = make_paper(sources, "form04", {"mayor": name}, options=PaperOptions(seal=seal))
    run = run_of(paper, name)
    assert 190 - (run.x + run.width) == pytest.approx(room, abs=0.05)
    assert ("（公印省略）" in text_of(paper)) == (seal == "omitted")


def test_no_rule_crosses_the_place_of_the_seal(sources: PaperSources) -> None:
    paper = make_paper(sources, "form04", {"mayor": "佐呂間町長　試験　太郎"})
    y = run_of(paper, "佐呂間町長　試験　太郎").y
    assert not [rule for rule in paper.pages[0].rules if rule.y2 > y - 15 and rule.y1 < y + 15]


def test_the_top_centre_stays_free_for_the_tally_impression(sources: PaperSources) -> None:
    paper = make_paper(sources, "form04", {"document_number": "佐保福第123号の2"})
    box = (210 / 2 - 12.5, 20.0, 210 / 2 + 12.5, 32.0)
    for run in runs(paper.pages[0]):
        assert run.y < box[1] or run.y - 5 > box[3] or run.x > box[2] or run.x + run.width < box[0]


def test_an_empty_form_keeps_room_for_the_hand(sources: PaperSources) -> None:
    text = text_of(make_paper(sources, "form04", {"applicant": "佐呂間　花子"}, mode="blank"))
    assert "　　　　年　　月　　日" in text
    assert "佐保福第　　　　号" in text
    assert "花子" not in text


def test_conditions_show_and_hide(with_template: Writer) -> None:
    blocks = "blocks:\n  - paragraph: {text: 有る, when: a}\n  - paragraph: {text: 無い, unless: a}\n"
    sources = with_template("fields:\n  a: {label: 甲}\n" + blocks)
    assert make_paper(sources, "form99", {"a": "1"}).pages[0].texts() == ["有る"]
    assert make_paper(sources, "form99", {}).pages[0].texts() == ["無い"]
    assert make_paper(sources, "form99", {}, mode="blank").pages[0].texts() == ["有る", "無い"]


TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from([*"漢字かなカナ、。（）ABC123 　\n"]), max_size=600),
    st.sampled_from(
        ["x" * 3000, "漢" * 10_000, "\n" * 40, "<b>&amp;<img src='/etc/hostname'>", "\u202e\u200b語", "\ud800"]
    ),
)


@settings(max_examples=40)
@given(data=st.data())
def test_nothing_ever_leaves_its_cell_and_nothing_is_lost(sources: PaperSources, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([f"form{number:02}" for number in range(1, 11)]))
    fields = sources.template(form).file.fields
    values: dict[str, FieldValue] = {}
    for name, spec in fields.items():
        if spec.item is not None:
            row = st.fixed_dictionaries({}, optional=dict.fromkeys(spec.item, TEXTS))
            values[name] = tuple(data.draw(st.lists(row, max_size=15)))
        else:
            values[name] = data.draw(st.none() | TEXTS)
    paper = make_paper(sources, form, values)
    assert layout_faults(paper.pages) == []
    reasons = values.get("reasons")
    if form == "form04" and isinstance(reasons, str) and reasons.startswith("漢"):
        assert text_of(paper).count("漢") >= 10_000


def band(height: float, *groups: int, header: bool = False) -> Band:
    """A band whose groups have labels 10 mm high."""
    label = Fitted((), 10, 4.8, 10 - 2 * VERTICAL_PAD, 10)
    placed = Placed(Cell(label="見出し"), 0, 30, label, "spread", is_label=True)
    return Band(height, (), tuple(GroupLabel(placed, number) for number in groups), header)


def heights(pages: list[list[Band]]) -> list[list[float]]:
    return [[b.height for b in page] for page in pages]


def test_headers_are_repeated_on_every_page() -> None:
    header, rows = band(5, header=True), [band(20) for _ in range(5)]
    assert heights(segments([header, *rows], [header], 50, 70)) == [[5, 20, 20], [5, 20, 20, 20]]


def test_a_group_is_not_begun_without_room_for_its_label() -> None:
    rows = [band(30), band(6, 1), band(6, 1), band(6, 1)]
    assert heights(segments(rows, [], 37, 100)) == [[30], [6, 6, 6]]
    assert heights(segments(rows, [], 43, 100)) == [[30, 6, 6], [6]]


def test_a_group_at_the_foot_of_a_page_moves_whole_to_the_next() -> None:
    assert heights(segments([band(6, 1), band(6, 1)], [], 7, 100)) == [[], [6, 6]]


def test_the_heads_of_a_group_are_repeated_where_it_goes_on_and_never_stand_alone() -> None:
    head, rows = band(5, 1, header=True), [band(20, 1) for _ in range(4)]
    after = band(30)
    assert heights(segments([head, *rows, after], [], 50, 70)) == [[5, 20, 20], [5, 20, 20], [30]]
    assert heights(segments([band(40), head, *rows], [], 50, 70)) == [[40], [5, 20, 20, 20], [5, 20]]


def test_a_sum_takes_the_last_row_with_it_to_a_new_page() -> None:
    rows, total = [band(20) for _ in range(3)], band(8)
    for number, row in enumerate(rows):
        row.item = number
    assert heights(segments([*rows, total], [], 60, 100)) == [[20, 20], [20, 8]]
    assert heights(segments([*rows, total], [], 68, 100)) == [[20, 20, 20, 8]]


def test_a_group_higher_than_a_page_goes_on_without_end_of_pages() -> None:
    assert len(segments([band(6, 1) for _ in range(100)], [], 50, 50)) == 13

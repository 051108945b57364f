"""Rows take what their page leaves, and give it back where a long paper needs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saroma_desk.forms.layout.cells import Band, Placed
from saroma_desk.forms.layout.memo import plans_of
from saroma_desk.forms.layout.slack import Slack
from saroma_desk.forms.paper import Paper, PaperSources, make_paper
from saroma_desk.forms.schema import Cell

Writer = Callable[[str], PaperSources]
TWO_ROWS = """
fields: {note: {label: 備考}}
blocks:
  - grid:
      columns: [30, 60]
      stretch: 5
      after: 0
      rows:
        - {cells: [{label: 甲}, {label: 乙}], height: 6}
        - {label: 備考, field: note, height: 10}
        - {label: 余白, text: "", height: HIGH}
"""


def lowest_rule(paper: Paper) -> float:
    return max(rule.y2 for rule in paper.pages[0].rules)


def rows(number: int, *, labels: bool = False) -> list[Band]:
    cell = Placed(Cell(text=""), 0, 30, None, "left", is_label=labels)
    return [Band(8.0, (cell,)) for _ in range(number)]


@pytest.mark.parametrize(("room", "share"), [(0.2, 0.0), (4.0, 1.0), (5.1, 1.25), (100.0, 2.0)])
def test_every_row_gets_the_same_in_steps_up_to_its_limit(room: float, share: float) -> None:
    slack = Slack()
    slack.stretch(rows(4), 0, 2.0)
    assert slack.shares([room]).get(0, 0.0) == share


def test_what_rows_with_a_low_limit_leave_goes_to_the_others() -> None:
    slack = Slack()
    slack.stretch(rows(2), 0, 0.5)
    slack.stretch(rows(2), 0, 4.0)
    assert slack.shares([5.0]) == {0: 2.0}
    given = Slack({0: 2.0})
    low, high = rows(1), rows(1)
    given.stretch(low, 0, 0.5)
    given.stretch(high, 0, 4.0)
    assert (low[0].height, high[0].height) == (8.5, 10.0)


def test_a_row_of_headings_keeps_its_height() -> None:
    headings = rows(1, labels=True)
    Slack({0: 2.0}).stretch(headings, 0, 2.0)
    assert headings[0].height == 8.0


def test_rows_fill_their_page_but_never_beyond_it(with_template: Writer) -> None:
    low = make_paper(with_template(TWO_ROWS.replace("HIGH", "20")), "form99", {})
    assert lowest_rule(low) == pytest.approx(20 + 6 + 10 + 5 + 20 + 5)
    high = make_paper(with_template(TWO_ROWS.replace("HIGH", "239")), "form99", {})
    assert lowest_rule(high) == pytest.approx(20 + 6 + 10 + 2 + 239 + 2)
    assert len(high.pages) == 1


def test_a_grid_that_goes_on_keeps_its_rows_low(with_template: Writer) -> None:
    paper = make_paper(with_template(TWO_ROWS.replace("HIGH", "250")), "form99", {})
    assert len(paper.pages) == 2
    assert lowest_rule(paper) == pytest.approx(20 + 6 + 10)


def test_rows_fill_a_page_that_is_left_because_the_next_block_needs_more(with_template: Writer) -> None:
    notes = "  - notes: {items: [" + ", ".join(["注"] * 5) + "]}\n"
    paper = make_paper(with_template(TWO_ROWS.replace("HIGH", "233") + notes), "form99", {})
    assert [len(page.texts()) > 0 for page in paper.pages] == [True, True]
    assert lowest_rule(paper) == pytest.approx(20 + 6 + 10 + 4.5 + 233 + 4.5)  # 1 mm stands before the notes


def test_no_paper_depends_on_the_one_before(with_template: Writer) -> None:
    sources = with_template(TWO_ROWS.replace("HIGH", "225"))
    texts = ("", "短い備考", "長い備考" * 30, "とても長い備考" * 40, "短い備考")
    after_others = [make_paper(sources, "form99", {"note": text}).pages for text in texts]
    for text, pages in zip(texts, after_others, strict=True):
        plans_of(sources.book()).shares.clear()
        assert make_paper(sources, "form99", {"note": text}).pages == pages
    assert len({lowest_rule(make_paper(sources, "form99", {"note": text})) for text in texts}) > 2

"""Ruled lines: every stretch once, in its heaviest weight."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.forms.display import Box, RuleSheet

SPANS = st.lists(st.tuples(st.sampled_from([0.25, 0.35, 0.75]), st.integers(0, 20), st.integers(1, 10)), max_size=8)


def test_the_edge_that_two_cells_share_is_ruled_once() -> None:
    sheet = RuleSheet()
    sheet.frame(Box(0, 0, 10, 5), 0.35)
    sheet.frame(Box(10, 0, 10, 5), 0.35)
    assert len(sheet.merged()) == 5  # top and bottom in one stroke each, three verticals


def test_a_frame_replaces_the_inner_rules_under_it() -> None:
    sheet = RuleSheet()
    sheet.frame(Box(0, 0, 10, 5), 0.35)
    sheet.frame(Box(0, 0, 10, 10), 0.75)
    light = [rule for rule in sheet.merged() if rule.weight == 0.35]
    assert [(rule.x1, rule.y1, rule.x2, rule.y2) for rule in light] == [(0, 5, 10, 5)]


@given(SPANS)
def test_merging_keeps_the_heaviest_weight_of_every_stretch(spans: list[tuple[float, int, int]]) -> None:
    sheet = RuleSheet()
    for weight, start, length in spans:
        sheet.horizontal(3.0, start, start + length, weight)
    merged = sheet.merged()
    for cell in range(40):
        asked = [w for w, start, length in spans if start <= cell < start + length]
        drawn = [rule.weight for rule in merged if rule.x1 <= cell < rule.x2]
        assert drawn == ([max(asked)] if asked else [])

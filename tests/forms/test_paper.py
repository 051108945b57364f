"""What is told before printing, and names of files."""

from __future__ import annotations

from datetime import date

import pytest

from saroma_desk.forms.paper import (
    PaperOptions,
    PaperSources,
    empty_official_fields,
    make_paper,
    missing_glyphs,
    paper_file_name,
)


def test_characters_that_cannot_be_drawn_are_listed_with_field_and_code_point(sources: PaperSources) -> None:
    values = {"applicant": "王\U0001f600", "reasons": "山\U000e01ef", "applicant_address": "佐呂間町"}
    found = missing_glyphs(sources, "form04", values)
    assert [(m.field, m.code_point, m.trouble) for m in found] == [
        ("applicant", "U+1F600", "missing"),
        ("reasons", "U+5C71 U+E01EF", "selector"),
    ]


def test_the_row_of_a_repeated_field_is_named(sources: PaperSources) -> None:
    found = missing_glyphs(sources, "form07", {"visits": ({"note": "良"}, {"note": "\ue000"})})
    assert [m.field for m in found] == ["visits[1].note"]


def test_a_substitute_stands_in_the_list_and_on_the_paper(sources: PaperSources) -> None:
    options = PaperOptions(substitutes={"\ue000": "〓"})
    values = {"applicant": "\ue000山"}
    assert [m.drawn for m in missing_glyphs(sources, "form04", values, options)] == ["〓"]
    assert [m.drawn for m in missing_glyphs(sources, "form04", values)] == [""]
    assert any("〓山" in text for text in make_paper(sources, "form04", values, options=options).pages[0].texts())


def test_empty_official_fields_are_named_in_japanese(sources: PaperSources) -> None:
    assert "文書番号" in empty_official_fields(sources, "form04", {"issued_on": date(2026, 6, 15)})
    assert "通知の日付" not in empty_official_fields(sources, "form04", {"issued_on": date(2026, 6, 15)})


@pytest.mark.parametrize(
    ("case", "expected"),
    [("R8-0012", "様式03_R8-0012_20260615.pdf"), ("R8/00:12*", "様式03_R8-00-12-_20260615.pdf")],
)
def test_file_names_hold_no_name_and_no_forbidden_character(case: str, expected: str) -> None:
    assert paper_file_name("form03", case, date(2026, 6, 15)) == expected

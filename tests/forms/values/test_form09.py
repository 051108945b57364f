from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from saroma_desk.domain.screening import AnswerState, Severity
from saroma_desk.forms.display import Shade
from saroma_desk.forms.paper import Paper, empty_official_fields, missing_glyphs
from saroma_desk.forms.values import form09
from tests.forms import case_desk, case_family, case_office, snapshots
from tests.forms.values import papers

_LONG = "令和8年8月19日の訪問で母より聞き取り。夜間の授乳と上の子の世話で休めず、家事も滞っている。"


@pytest.fixture(scope="module")
def rich() -> dict[str, Any]:
    return form09.values(snapshots.rich_case(), "screening:51")


def _shades(paper: Paper) -> int:
    return sum(isinstance(item, Shade) for page in paper.pages for item in page.items)


def _nobody_pregnant() -> dict[str, Any]:
    members = tuple(replace(m, due_date=None, fetuses=None) for m in case_family.members())
    return form09.values(snapshots.rich_case(members=members))


def test_three_pages_filled_and_empty(rich: dict[str, Any]) -> None:
    assert len(papers.filled("form09", rich).pages) == 3
    assert (len(papers.blank("form09").pages), papers.ticks(papers.blank("form09"))) == (3, 0)


def test_all_indicators_stand_in_the_ordinances_order_and_wording() -> None:
    text = papers.text_of(papers.blank("form09"))
    place = text.index("●" + case_office.programme().indicator_groups[0].name)
    for item in case_office.programme().indicators:
        words = item.code + item.name + (f"（{item.note}）" if item.note else "").replace("\u3000", "")
        place = text.index(words, place)


def test_every_indicator_has_its_three_fields() -> None:
    fields = papers.SOURCES.template("form09").file.fields
    for item in case_office.programme().indicators:
        name = item.code.lower()
        assert {name, f"{name}_degree", f"{name}_note"} <= set(fields)


def test_positive_indicators_ask_for_being_there(rich: dict[str, Any]) -> None:
    positive = [i for i in case_office.programme().indicators if i.positive]
    text = papers.text_of(papers.blank("form09"))
    assert all(i.name + "ある不明ない" in text for i in positive)


def test_not_asked_ticks_nothing_and_unknown_ticks_its_own_square(rich: dict[str, Any]) -> None:
    assert (rich["b6"], rich["b2"], rich["b3"], rich["c10"]) == (None, "unknown", "absent", "absent")


def test_each_answer_ticks_one_square() -> None:
    case = snapshots.rich_case()
    asked = [a for a in case.screenings[0].answers if a.state is not AnswerState.UNASKED]
    with_answers = papers.ticks(papers.filled("form09", form09.values(case, "screening:51")))
    bare = replace(case.screenings[0], answers=())
    without = papers.ticks(papers.filled("form09", form09.values(snapshots.rich_case(screenings=(bare,)))))
    assert with_answers - without == len(asked)


def test_the_block_of_expectant_mothers_is_grey_when_nobody_is_pregnant(rich: dict[str, Any]) -> None:
    assert _shades(papers.filled("form09", rich)) == 0
    assert _shades(papers.filled("form09", _nobody_pregnant())) == 8 * 7 + 1
    assert _shades(papers.blank("form09")) == 0


def test_every_page_says_handle_with_care(rich: dict[str, Any]) -> None:
    assert all("取扱注意" in page.texts() for page in papers.filled("form09", rich).pages)


def test_ages_weeks_and_classes_are_those_of_the_day_of_the_survey(rich: dict[str, Any]) -> None:
    assert [row["age"] for row in rich["children"]] == ["1歳7か月", "1歳7か月"]
    assert rich["weeks"] == "妊娠29週3日"
    assert [row["legal_class"] for row in rich["children"]] == [None, frozenset({"needs_support"})]
    later = form09.values(snapshots.rich_case(), "screening:52")
    assert later["expectant_class"] == frozenset({"specified_expectant"})


def test_a_protected_address_prints_its_flag_and_no_detail(rich: dict[str, Any]) -> None:
    assert rich["address_protected"] is False
    household = replace(snapshots.rich_case().household, address_protected=True, note="加害者は元夫")
    values = form09.values(snapshots.rich_case(household=household))
    assert values["address_protected"] is True
    assert "加害者" not in papers.text_of(papers.filled("form09", values))


def test_only_what_was_known_then_stands_on_the_survey() -> None:
    early = replace(case_desk.screenings()[0], surveyed_on=date(2026, 8, 1))
    values = form09.values(snapshots.rich_case(screenings=(early,)))
    assert [row["agency"] for row in values["contacts"]] == ["さろま保育所"]  # type: ignore[index, union-attr, call-overload]
    assert values["reception_number"] is None


def test_evidence_names_day_and_source() -> None:
    answer = replace(case_desk.answers()[0], evidence="休めない", observed_on=date(2026, 8, 19), source="母")
    survey = replace(case_desk.screenings()[0], answers=(answer,))
    assert form09.values(snapshots.rich_case(screenings=(survey,)))["a1_note"] == "休めない　R8.8.19　母"
    silent = replace(survey, answers=(replace(answer, evidence="", source=""),))
    assert form09.values(snapshots.rich_case(screenings=(silent,)))["a1_note"] == ""


def test_much_evidence_is_printed_whole() -> None:
    known = {i.code: (AnswerState.PRESENT, Severity.HEAVY, _LONG) for i in case_office.programme().indicators}
    survey = replace(case_desk.screenings()[0], answers=case_desk.answers(known))
    paper = papers.filled("form09", form09.values(snapshots.rich_case(screenings=(survey,))))
    assert papers.text_of(paper).count(_LONG) == 36


def test_options_are_those_of_the_rule_set() -> None:
    programme = case_office.programme()
    groups = papers.options_of("form09", "target_groups")
    assert {c: w.partition("）")[2] for c, w in groups.items()} == {g.code: g.short for g in programme.target_groups}
    assert papers.options_of("form09", "services") == {s.code: s.name for s in programme.services}
    assert papers.options_of("form09", "support_type") == {t.code: t.name for t in programme.support_types}
    item = papers.SOURCES.template("form09").file.fields["contacts"].item or {}
    assert item["route"].options == {r.code: r.name for r in programme.routes}


def test_nothing_official_and_no_glyph_is_missing(rich: dict[str, Any]) -> None:
    assert empty_official_fields(papers.SOURCES, "form09", rich) == ()
    assert missing_glyphs(papers.SOURCES, "form09", rich) == ()


def test_without_a_survey_there_is_no_paper() -> None:
    with pytest.raises(LookupError):
        form09.values(snapshots.bare_case())

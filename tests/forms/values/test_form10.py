from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import text

from saroma_desk.domain.case import ProgressNote
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.display import Stroke
from saroma_desk.forms.paper import Paper, empty_official_fields, missing_glyphs
from saroma_desk.forms.values import form10
from tests.forms import case_desk, case_help, case_office, snapshots
from tests.forms.values import papers


@pytest.fixture(scope="module")
def rich() -> dict[str, Any]:
    return form10.values(snapshots.rich_case(closure=case_desk.closure()), "plan:61")


def _strokes(paper: Paper) -> int:
    return sum(isinstance(item, Stroke) for page in paper.pages for item in page.items)


def _notes(*notes: ProgressNote) -> CaseSnapshot:
    return snapshots.rich_case(notes=notes)


def test_empty_form_is_plan_record_and_evaluation() -> None:
    paper = papers.blank("form10")
    assert (len(paper.pages), papers.ticks(paper)) == (3, 0)


def test_plan_on_page_one_record_next_evaluation_last(rich: dict[str, Any]) -> None:
    pages = ["".join(page.texts()) for page in papers.filled("form10", rich).pages]
    assert "日中に横になれる" in pages[0]
    assert "経過記録" in pages[1]
    assert "目標達成・養育環境の改善" in pages[-1]


def test_every_page_says_handle_with_care(rich: dict[str, Any]) -> None:
    paper = papers.filled("form10", rich)
    assert all("取扱注意" in "".join(page.texts()) for page in paper.pages)


def test_page_one_names_indicators_by_code_alone(rich: dict[str, Any]) -> None:
    first = "".join(papers.filled("form10", rich).pages[0].texts())
    assert "C2・C4・C10・D4" in first
    assert not any(i.name in first for i in case_office.programme().indicators if len(i.name) > 4)


def test_the_latest_version_is_the_default_and_older_ones_stay_printable(rich: dict[str, Any]) -> None:
    latest = form10.values(snapshots.rich_case())
    assert (latest["version"], latest["revision"]) == ("revised", 1)
    assert (rich["version"], rich["revision"]) == ("first", None)


def test_a_corrected_note_is_struck_through_and_its_correction_says_when_by_whom_and_why() -> None:
    values = form10.values(_notes(*case_desk.notes()))
    rows = values["notes"]
    assert isinstance(rows, tuple)
    assert [row["struck"] for row in rows] == [False, True, False, False]  # type: ignore[index, call-overload]
    text = papers.text_of(papers.filled("form10", values))
    assert "【訂正】R8.8.2014:30→R8.8.219:15髙橋保健師期間の聞き違い" in text
    assert "安静は三週間の見込み" in text


def test_only_corrected_notes_are_struck_through() -> None:
    one = case_desk.notes()[0]
    assert _strokes(papers.filled("form10", form10.values(_notes(one)))) == 0
    assert _strokes(papers.filled("form10", form10.values(_notes(*case_desk.notes())))) > 0


def test_a_correction_of_a_correction_leaves_only_the_last_standing() -> None:
    third = case_desk.notes()[2]
    last = replace(third, id=9, corrects_id=third.id, written_at=datetime(2026, 8, 22, 9, 0))
    rows = form10.note_rows((*case_desk.notes()[:3], last))
    assert [row["struck"] for row in rows] == [False, True, True, False]


def test_helper_visits_are_lines_without_being_typed(rich: dict[str, Any]) -> None:
    kinds = [row["kind"] for row in rich["notes"]]
    assert kinds.count(frozenset({"helper"})) == len(case_help.visits())
    assert "ヘルパー" in papers.text_of(papers.filled("form10", rich))


def test_a_line_that_only_knows_its_day_prints_no_midnight(rich: dict[str, Any]) -> None:
    consult = next(row for row in rich["notes"] if row["on"] == date(2026, 9, 10))
    assert consult["at"] is None


def test_exceptions_are_listed_with_figures_reason_and_who_decided(rich: dict[str, Any]) -> None:
    text = papers.text_of(papers.filled("form10", rich))
    assert "３４回です。限度は３０回です。" in text
    without = papers.filled("form10", form10.values(snapshots.rich_case(exceptions=())))
    assert "限度を超える取扱い" not in papers.text_of(without)


def test_results_belong_to_the_evaluation_of_this_plan(rich: dict[str, Any]) -> None:
    results = [row["result"] for row in rich["goals"]]
    assert results == [frozenset({"partly"}), frozenset({"reached"}), frozenset({"not_reached"})]
    later = form10.values(snapshots.rich_case(), "plan:62")
    assert isinstance(later["goals"], tuple)
    assert "evaluated_on" not in later


def test_options_are_those_of_the_rule_set() -> None:
    programme = case_office.programme()
    assert papers.options_of("form10", "close_reason") == {r.code: r.name for r in programme.close_reasons}
    types = papers.options_of("form10", "support_type")
    assert {code: words.partition("（")[0] for code, words in types.items()} == {
        t.code: t.name for t in programme.support_types
    }
    assert papers.options_of("form10", "helper_help_kinds") == {k.code: k.short for k in programme.help_kinds}


def test_the_helper_visits_of_the_plan_are_those_approved_in_its_period(rich: dict[str, Any]) -> None:
    assert (rich["helper_visits"], rich["helper_class"]) == (34, "other")
    early = replace(case_desk.plans()[0], period_to=date(2026, 8, 30), period_from=date(2026, 8, 1))
    assert "helper_visits" not in form10.values(snapshots.rich_case(plans=(early,)))


def test_a_long_note_is_printed_whole() -> None:
    told = "母より電話。昨夜から眠れず、上の子の夜泣きもあり疲れている。" * 60
    note = replace(case_desk.notes()[0], content=told)
    paper = papers.filled("form10", form10.values(_notes(note)))
    assert papers.text_of(paper).count("上の子の夜泣きもあり疲れている。") == 60
    assert paper.annexes == ()


@given(text())
def test_portions_lose_and_reorder_nothing(content: str) -> None:
    assert "".join(form10.portions(content)) == content


def test_nothing_official_and_no_glyph_is_missing(rich: dict[str, Any]) -> None:
    assert empty_official_fields(papers.SOURCES, "form10", rich) == ()
    assert missing_glyphs(papers.SOURCES, "form10", rich) == ()


def test_without_a_plan_there_is_no_paper() -> None:
    with pytest.raises(LookupError):
        form10.values(snapshots.bare_case())


def test_a_withdrawn_reason_is_struck_through_with_its_withdrawal_below() -> None:
    case = snapshots.rich_case()
    reason = case.exceptions[0]
    gone = replace(
        reason,
        withdrawn_on=date(2026, 8, 30),
        withdrawn_by="佐藤　保健師",
        withdrawn_reason="別の世帯の理由を記録したため",
    )
    before, after = (papers.filled("form10", form10.values(replace(case, exceptions=(e,)))) for e in (reason, gone))
    assert _strokes(after) > _strokes(before)
    said = "".join("".join(page.texts()) for page in after.pages)
    assert reason.reason in said.replace("\n", "")
    assert "【上の理由の取下げ】" in said
    assert "R8.8.30" in said
    assert "別の世帯の理由を記録したため" in said

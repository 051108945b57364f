from __future__ import annotations

from datetime import date

import pytest

from saroma_desk.forms.paper import empty_official_fields, make_paper
from saroma_desk.forms.values import form04
from tests.forms import case_help, case_office, snapshots
from tests.forms import dispatch_cases as cases
from tests.forms.values import papers


def _notice(on: date | None) -> str:
    return papers.text_of(make_paper(papers.SOURCES, "form04", form04.values(cases.rejected("該当しない。")), on=on))


def test_carries_all_three_sentences_of_the_appeal_notice() -> None:
    text = _notice(date(2026, 8, 26))
    for words in ("３か月以内に、佐呂間町長に対して審査請求", "佐呂間町を被告として", "１年を経過したとき"):
        assert words in text


@pytest.mark.parametrize(
    ("day", "present", "absent"),
    [
        (date(2016, 3, 31), "６０日以内に、佐呂間町長に対して異議申立て", "審査請求"),
        (date(2016, 4, 1), "３か月以内に、佐呂間町長に対して審査請求", "異議申立て"),
    ],
)
def test_the_day_of_the_decision_chooses_the_appeal_notice(day: date, present: str, absent: str) -> None:
    text = _notice(day)
    assert present in text
    assert absent not in text


def test_a_long_reason_is_printed_whole_on_at_most_two_pages() -> None:
    paper = papers.filled("form04", form04.values(cases.rejected()))
    assert len(paper.pages) == 2
    assert case_help.LONG_REASON in papers.text_of(paper)


def test_a_short_reason_and_the_empty_form_take_one_page() -> None:
    assert len(papers.filled("form04", form04.values(cases.rejected("該当しない。"))).pages) == 1
    empty = papers.blank("form04")
    assert (len(empty.pages), papers.ticks(empty)) == (1, 0)


def test_names_the_reason_and_the_number_while_they_are_missing() -> None:
    values = form04.values(cases.rejected(" ")) | {"reasons": ""}
    missing = empty_official_fields(papers.SOURCES, "form04", values)
    assert {"却下の理由", "文書番号"} <= set(missing)


def test_grounds_are_those_of_the_rule_set() -> None:
    assert set(papers.options_of("form04", "grounds")) == {r.code for r in case_office.programme().reject_reasons}


def test_an_approved_application_has_no_rejection() -> None:
    with pytest.raises(LookupError):
        form04.values(snapshots.rich_case())


def test_a_mother_who_expects_a_child_is_named_with_her_due_date() -> None:
    assert "分娩予定日令和８年１１月１日" in _notice(None)

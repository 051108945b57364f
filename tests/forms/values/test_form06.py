from __future__ import annotations

from datetime import date

import pytest

from saroma_desk.forms.paper import make_paper
from saroma_desk.forms.values import form06
from tests.forms import case_help, case_office, snapshots
from tests.forms import dispatch_cases as cases
from tests.forms.values import papers


def test_carries_all_three_sentences_of_the_appeal_notice_after_a_withdrawal_too() -> None:
    text = papers.text_of(papers.filled("form06", form06.values(cases.cancelled())))
    for words in ("３か月以内に、佐呂間町長に対して審査請求", "佐呂間町を被告として", "１年を経過したとき"):
        assert words in text


@pytest.mark.parametrize(("day", "word"), [(date(2016, 3, 31), "異議申立て"), (date(2016, 4, 1), "審査請求")])
def test_the_day_of_the_decision_chooses_the_appeal_notice(day: date, word: str) -> None:
    text = papers.text_of(make_paper(papers.SOURCES, "form06", form06.values(cases.cancelled()), on=day))
    assert [w for w in ("異議申立て", "審査請求") if w in text] == [word]


def test_refers_to_the_approval_and_not_to_its_change() -> None:
    case = cases.changed(
        cases.paper_of_change(), withdrawal=case_help.withdrawal(), cancellation=case_help.cancellation()
    )
    values = form06.values(case)
    assert (values["approval_number"], values["approved_on"]) == ("佐保福第241号", date(2026, 8, 27))
    assert values["document_number"] is None


def test_counts_what_was_done_and_what_is_owed() -> None:
    values = form06.values(cases.cancelled(unpaid_copay=1452))
    assert (values["visits_done"], values["last_visit"]) == (24, date(2026, 10, 30))
    assert "1,452円" in papers.text_of(papers.filled("form06", values))


@pytest.mark.parametrize(
    ("owed", "words"), [(0, "利用者負担金なし"), (None, "派遣団体にお支払いください"), (726, "726円")]
)
def test_asks_for_money_only_where_some_is_owed_or_nobody_knows(owed: int | None, words: str) -> None:
    text = papers.text_of(papers.filled("form06", form06.values(cases.cancelled(unpaid_copay=owed))))
    assert words in text
    assert ("お支払いください" in text) is (owed != 0)


def test_grounds_are_those_of_the_rule_set() -> None:
    words = papers.options_of("form06", "grounds")
    assert set(words) == {g.code for g in case_office.programme().cancel_grounds}
    for ground in case_office.programme().cancel_grounds:
        assert ground.article in words[ground.code]


def test_fits_on_one_page_and_so_does_the_empty_form() -> None:
    assert len(papers.filled("form06", form06.values(cases.cancelled())).pages) == 1
    empty = papers.blank("form06")
    assert (len(empty.pages), papers.ticks(empty)) == (1, 0)


def test_a_long_reason_is_printed_whole() -> None:
    paper = papers.filled("form06", form06.values(cases.cancelled(reason=case_help.LONG_REASON)))
    assert case_help.LONG_REASON in papers.text_of(paper)


def test_without_a_cancellation_there_is_no_notice() -> None:
    with pytest.raises(LookupError):
        form06.values(snapshots.rich_case())

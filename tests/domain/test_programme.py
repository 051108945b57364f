"""What the rule set says of itself: articles as people are told them, and the one in force on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.programme import RuleSetError, programme_on
from tests.domain.casemaker import programme

PROGRAMME = programme()


@pytest.mark.parametrize(
    ("article", "told"),
    [("8(2)", "要領8(2)"), ("10ただし書", "要領10ただし書"), ("別表2", "別表2"), ("民法140条", "民法140条"), ("", "")],
)
def test_an_article_carries_the_kind_of_instrument_where_it_begins_with_a_number(article: str, told: str) -> None:
    assert PROGRAMME.cite(article) == told


@pytest.mark.parametrize(
    ("instrument", "told"), [("練習町事業実施要綱", "要綱8(2)"), ("練習町規則", "規則8(2)"), ("覚書", "8(2)")]
)
def test_another_instrument_is_cited_by_its_own_kind(instrument: str, told: str) -> None:
    assert replace(PROGRAMME, instrument=instrument).cite("8(2)") == told


def test_the_article_of_a_step_comes_from_the_rule_set() -> None:
    assert PROGRAMME.step_article("notify_cancellation") == "要領13(2)"
    with pytest.raises(KeyError):
        PROGRAMME.step_article("unheard_of")


def test_no_rule_set_holds_before_the_first() -> None:
    with pytest.raises(RuleSetError, match="2015-03-31"):
        programme_on((PROGRAMME,), date(2015, 3, 31))

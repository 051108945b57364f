from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.values import form05
from tests.forms import case_help, case_office, snapshots
from tests.forms.values import papers


def _case(**more: Any) -> CaseSnapshot:
    return snapshots.rich_case(help_cases=(case_help.help_case(withdrawal=case_help.withdrawal(**more)),))


@pytest.mark.parametrize("oral", [True, False])
def test_fits_on_one_page(oral: bool) -> None:
    assert len(papers.filled("form05", form05.values(_case(oral=oral))).pages) == 1


def test_empty_form_fits_on_one_page_without_a_tick() -> None:
    paper = papers.blank("form05")
    assert (len(paper.pages), papers.ticks(paper)) == (1, 0)


def test_what_was_told_stands_in_the_towns_part_and_leaves_the_letter_undated() -> None:
    values = form05.values(_case())
    assert values["oral"] is True
    assert "filed_on" not in values
    assert "十一日までで終わり" in papers.text_of(papers.filled("form05", values))


def test_a_letter_leaves_the_towns_part_empty() -> None:
    values = form05.values(_case(oral=False))
    assert values["filed_on"] == date(2026, 11, 9)
    assert not any(name.startswith("oral") for name in values)


def test_names_the_approval_and_the_last_visit() -> None:
    values = form05.values(_case())
    assert (values["approved_on"], values["approval_number"]) == (date(2026, 8, 27), "佐保福第241号")
    assert values["last_used_on"] == date(2026, 10, 30)


def test_can_be_prepared_before_anything_is_filed() -> None:
    values = form05.values(snapshots.rich_case())
    assert "effective_on" not in values
    assert papers.text_of(papers.filled("form05", values)).count("葛󠄀城") == 1


@pytest.mark.parametrize("wish", [True, False, None])
def test_a_wish_not_told_is_neither_yes_nor_no(wish: bool | None) -> None:
    expected = {True: "yes", False: "no", None: None}[wish]
    assert form05.values(_case(consult_wish=wish))["consult_wish"] == expected


def test_reasons_are_those_of_the_rule_set() -> None:
    words = papers.options_of("form05", "reasons")
    expected = {r.code: r.name for r in case_office.programme().withdraw_reasons}
    assert {code: text.partition("（")[0] for code, text in words.items()} == expected


def test_a_long_account_grows_or_goes_to_a_sheet_of_its_own_and_is_never_cut() -> None:
    told = "来週から実家で過ごすので終わりにしたい。" * 60
    paper = papers.filled("form05", form05.values(_case(oral_content=told)))
    assert told in papers.text_of(paper)

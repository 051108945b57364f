from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.values import form03
from tests.forms import case_office, snapshots
from tests.forms import dispatch_cases as cases
from tests.forms.values import papers

_ROW_8 = "申請と異なる"
_NOTICE = "審査請求をすることができます"


def _text(case: CaseSnapshot) -> str:
    return papers.text_of(papers.filled("form03", form03.values(case)))


def test_what_was_asked_for_needs_neither_a_reason_nor_an_appeal_notice() -> None:
    text = _text(cases.approved())
    assert _ROW_8 not in text
    assert _NOTICE not in text


@pytest.mark.parametrize(
    "less",
    [
        {"visits": 15},
        {"minutes": 60},
        {"last_day": date(2026, 10, 31)},
        {"first_day": date(2026, 9, 8)},
        {"help_kinds": ("meals",)},
        {"per_week": 1},
    ],
)
def test_less_than_was_asked_for_is_named_with_the_appeal_notice(less: dict[str, Any]) -> None:
    text = _text(cases.approved(replace(cases.WISHED, **less)))
    assert _ROW_8 in text
    assert _NOTICE in text
    assert "佐呂間町を被告として" in text


def test_the_reason_of_a_difference_is_printed_beside_the_point() -> None:
    text = _text(snapshots.rich_case())
    assert "回数" in text
    assert "申請は36回ですが、限度の30回に" in text


def test_a_dearer_class_than_declared_can_be_contested() -> None:
    case = cases.approved()
    asked = replace(case.help_cases[0].application, declared_class="tax_exempt")
    dearer = replace(case, help_cases=(replace(case.help_cases[0], application=asked),))
    text = _text(dearer)
    assert _NOTICE in text
    assert _ROW_8 not in text


def _exception(rule: str) -> LimitException:
    return LimitException(
        id=1,
        episode_id=31,
        rule=rule,
        subject_key=cases.KEY,
        reason="安静が必要なため",
        decided_by="課長",
        decided_on=date(2026, 8, 26),
    )


@pytest.mark.parametrize("rule", ["visits", "period", "window"])
def test_an_exception_is_shown_with_its_clause(rule: str) -> None:
    text = _text(snapshots.rich_case(exceptions=(_exception(rule),)))
    assert "要領１０ただし書による。安静が必要なため" in text


@pytest.mark.parametrize("rule", ["contract", "helper_clash", "order.notice_before_start"])
def test_what_concerns_the_provider_or_the_desk_alone_is_not(rule: str) -> None:
    assert "ただし書" not in _text(snapshots.rich_case(exceptions=(_exception(rule),)))


def test_a_change_bears_its_own_number_and_day() -> None:
    unsent = form03.values(cases.changed())
    assert (unsent["document_number"], unsent["issued_on"]) == (None, None)
    sent = form03.values(cases.changed(cases.paper_of_change()))
    assert (sent["document_number"], sent["issued_on"]) == ("佐保福第300号", date(2026, 10, 2))


def test_a_change_shows_before_and_after() -> None:
    text = _text(cases.changed())
    for words in ("承認通知書（変更）", "変更前", "変更後", "３４回以内", "２０回以内", "令和８年１０月５日から"):
        assert words in text


def test_a_branch_number_follows_its_number() -> None:
    issued = replace(case_office.issued_papers()[0], branch="2")
    assert form03.values(snapshots.rich_case(papers=(issued,)))["document_number"] == "佐保福第241号の2"


def test_the_empty_form_has_room_for_a_difference_and_the_appeal_notice_on_its_back() -> None:
    paper = papers.blank("form03")
    text = papers.text_of(paper)
    assert (len(paper.pages), papers.ticks(paper)) == (2, 0)
    assert _ROW_8 in text
    assert _NOTICE in text
    assert "うらに教示があります" in "".join(paper.pages[0].texts())
    assert "変更前" not in text


def test_the_family_reads_nothing_of_the_survey() -> None:
    text = _text(snapshots.rich_case())
    assert [w for w in ("不適切", "虐待", "特定妊婦", "要支援", "うつ", "R8-0012") if w in text] == []

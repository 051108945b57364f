from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.values import form02
from tests.forms import case_desk, snapshots
from tests.forms import dispatch_cases as cases
from tests.forms.values import papers

_SURVEY = ("切迫早産", "要保護", "要支援", "虐待", "妊娠葛藤", "うつ", "特定妊婦", "動悸", "課税")


def _protected(confirmed_by: str) -> CaseSnapshot:
    case = cases.approved(address_confirmed_by=confirmed_by)
    return replace(case, household=replace(case.household, address_protected=True))


def test_the_richest_case_fits_on_one_page_and_so_does_the_empty_form() -> None:
    assert len(papers.filled("form02", form02.values(snapshots.rich_case())).pages) == 1
    empty = papers.blank("form02")
    assert (len(empty.pages), papers.ticks(empty)) == (1, 0)


def test_nothing_of_the_survey_and_no_appeal_notice_leaves_the_office() -> None:
    text = papers.text_of(papers.filled("form02", form02.values(snapshots.rich_case())))
    assert [word for word in (*_SURVEY, "審査請求", "教示", "被告", "R8-0012") if word in text] == []
    assert case_desk.plans()[0].issues not in text


def test_the_provider_learns_children_terms_prices_and_whom_to_ask() -> None:
    text = papers.text_of(papers.filled("form02", form02.values(snapshots.rich_case())))
    for words in ("１歳７か月", "妊娠３１週", "３４回以内", "1,820円", "364円", "翌月１０日", "産科医院", "髙橋保健師"):
        assert words in text


@pytest.mark.parametrize("told", ["", "　"])
def test_a_protected_address_stops_the_request_until_it_is_confirmed(told: str) -> None:
    with pytest.raises(KnownError) as stopped:
        form02.values(_protected(told))
    assert stopped.value.code == "address_protected"


def test_a_confirmed_address_is_printed_with_a_warning() -> None:
    text = papers.text_of(papers.filled("form02", form02.values(_protected("保健福祉課長"))))
    assert "住所等の取扱注意" in text
    assert "保健福祉課長" not in text
    assert "住所等の取扱注意" not in papers.text_of(papers.blank("form02"))


@pytest.mark.parametrize("key", ["reports.due_day", "billing.copay_rounding"])
def test_an_open_question_of_the_town_stops_the_request(key: str) -> None:
    case = snapshots.rich_case()
    settings = {k: v for k, v in case.office.settings.items() if k != key}
    with pytest.raises(OpenQuestion) as stopped:
        form02.values(replace(case, office=replace(case.office, settings=settings)))
    assert key in stopped.value.keys


def test_a_household_without_copay_is_not_asked_for_money() -> None:
    case = snapshots.rich_case()
    free = replace(case.copay_classes[0], copay_class="tax_exempt")
    values = form02.values(replace(case, copay_classes=(free,)))
    assert (values["copay"], values.get("copay_first")) == (frozenset({"none"}), None)


def test_a_provider_without_a_representative_is_addressed_as_a_body() -> None:
    case = snapshots.rich_case()
    plain = replace(case.providers[0], representative="", representative_title="")
    text = papers.text_of(papers.filled("form02", form02.values(replace(case, providers=(plain,)))))
    assert "訪問介護事業所ふたば御中" in text
    assert "ふたば様" not in text


def test_the_request_after_a_change_bears_its_own_number_and_day() -> None:
    unsent = form02.values(cases.changed())
    assert (unsent["document_number"], unsent["issued_on"]) == (None, None)
    sent = form02.values(cases.changed(cases.paper_of_change("form02")))
    assert (sent["document_number"], sent["issued_on"]) == ("佐保福第300号", date(2026, 10, 2))
    assert "依頼書（変更）" in papers.text_of(papers.filled("form02", sent))


def test_needs_an_approval() -> None:
    with pytest.raises(LookupError):
        form02.values(snapshots.bare_case())

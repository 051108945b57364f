from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from saroma_desk.domain.household import Role
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.paper import empty_official_fields, missing_glyphs
from saroma_desk.forms.values import form01
from tests.forms import case_family, case_help, case_office, snapshots
from tests.forms.values import papers


@pytest.fixture(scope="module")
def rich() -> dict[str, Any]:
    return form01.values(snapshots.rich_case())


def _on(day: date, **more: Any) -> CaseSnapshot:
    case = case_help.help_case(application=case_help.application(applied_on=day, **more), decision=None, dispatches=())
    return snapshots.rich_case(help_cases=(case,))


def test_fits_on_two_sides_with_long_texts_on_a_sheet_of_their_own(rich: dict[str, Any]) -> None:
    paper = papers.filled("form01", rich)
    assert paper.annexes == ("世帯の状況（続き）", "申請の理由")
    assert len(paper.pages) == 3
    assert case_help.LONG_REASON in papers.text_of(paper)


def test_empty_form_has_two_sides_and_no_tick() -> None:
    paper = papers.blank("form01")
    assert (len(paper.pages), papers.ticks(paper)) == (2, 0)


def test_prints_what_little_is_known() -> None:
    paper = papers.filled("form01", form01.values(snapshots.bare_case()))
    assert len(paper.pages) == 2
    assert "佐呂間花子" in papers.text_of(paper)


def test_names_print_as_they_are_stored(rich: dict[str, Any]) -> None:
    assert rich["applicant"] == case_family.RARE_MOTHER
    assert missing_glyphs(papers.SOURCES, "form01", rich) == ()


@pytest.mark.parametrize(
    ("applied", "age", "weeks"),
    [(date(2026, 8, 17), "1歳7か月", "妊娠29週1日"), (date(2026, 9, 8), "1歳8か月", "妊娠32週2日")],
)
def test_ages_and_weeks_are_those_of_the_day_of_application(applied: date, age: str, weeks: str) -> None:
    values = form01.values(_on(applied))
    assert isinstance(values["children"], tuple)
    assert values["children"][0]["age"] == age  # type: ignore[index, call-overload]
    assert values["weeks"] == weeks


def test_nobody_is_pregnant_before_the_pregnancy_or_without_a_due_date() -> None:
    assert "pregnant" not in form01.values(_on(date(2025, 12, 1)))
    nobody = tuple(replace(m, due_date=None, fetuses=None) for m in case_family.members())
    assert "due_date" not in form01.values(snapshots.rich_case(members=nobody))


def test_children_born_later_are_not_on_the_application() -> None:
    assert form01.values(_on(date(2025, 1, 7)))["children"] == ()


def test_a_fifth_child_goes_to_the_line_below() -> None:
    many = tuple(replace(m, role=Role.TARGET_CHILD) for m in case_family.members()[2:])
    values = form01.values(snapshots.rich_case(members=(case_family.members()[1], *many)))
    assert len(values["children"]) == 4  # type: ignore[arg-type]
    assert "髙子" in str(values["children_more"])


@pytest.mark.parametrize("word", ["不適切な養育", "虐待", "要支援児童", "特定妊婦", "EPDS"])
def test_the_familys_paper_says_nothing_that_stigmatises(rich: dict[str, Any], word: str) -> None:
    assert word not in papers.text_of(papers.filled("form01", rich))
    assert word not in papers.text_of(papers.blank("form01"))


def test_wordings_are_those_of_the_rule_set() -> None:
    programme = case_office.programme()
    assert papers.options_of("form01", "groups") == {g.code: g.plain for g in programme.target_groups}
    assert papers.options_of("form01", "declared_class") == {c.code: c.name for c in programme.copay_classes}
    kinds = papers.options_of("form01", "help_kinds")
    assert [words.partition("（")[0] for words in kinds.values()] == [k.short for k in programme.help_kinds]
    assert list(kinds) == [k.code for k in programme.help_kinds]


def test_title_and_citation_are_those_of_the_rule_set() -> None:
    info, template = case_office.programme().forms["form01"], papers.SOURCES.template("form01")
    assert template.file.citation == info.citation
    assert template.title.replace("（家事・育児援助）", "") == info.title


@pytest.mark.parametrize(("answer", "printed"), [(True, "yes"), (False, "no"), (None, None)])
def test_consent_refused_is_not_consent_not_given(answer: bool | None, printed: str | None) -> None:
    assert form01.values(_on(date(2026, 8, 17), consent_inquiry=answer))["consent_inquiry"] == printed


def test_adults_who_sign_are_all_but_the_applicant(rich: dict[str, Any]) -> None:
    names = [row["name"] for row in rich["adults"]]
    assert names == [case_family.RARE_FATHER, "﨑山　𠮷之助", "﨑山　髙子"]


def test_the_towns_part_shows_what_followed(rich: dict[str, Any]) -> None:
    assert (rich["found_class"], rich["outcome"]) == ("other", "approved")
    assert (rich["notice_number"], rich["request_number"]) == ("佐保福第241号", "佐保福第242号")
    assert rich["surveyed_on"] == date(2026, 8, 19)


def test_nothing_official_is_missing_on_a_filled_form(rich: dict[str, Any]) -> None:
    assert empty_official_fields(papers.SOURCES, "form01", rich) == ()


def test_an_unknown_application_is_refused() -> None:
    with pytest.raises(LookupError):
        form01.values(snapshots.rich_case(), "application:999")


def test_ages_have_digits_of_the_same_width_as_dates(rich: dict[str, Any]) -> None:
    text = papers.text_of(papers.filled("form01", rich))
    assert "１歳７か月" in text
    assert "妊娠２９週１日" in text

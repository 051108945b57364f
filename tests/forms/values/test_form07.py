from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms.fields import rows_of
from saroma_desk.forms.values import form07
from tests.forms import case_office, snapshots
from tests.forms import dispatch_cases as cases
from tests.forms.values import papers

SEPTEMBER = cases.OCTOBER.replace("-10", "-09")


def _rows(case: CaseSnapshot, key: str = cases.OCTOBER) -> list[Any]:
    return list(rows_of(form07.values(case, key), "visits"))


@pytest.mark.parametrize(("visits", "pages"), [(1, 1), (12, 1), (13, 2), (25, 2)])
def test_more_visits_than_a_page_holds_go_on_on_the_next(visits: int, pages: int) -> None:
    paper = papers.filled("form07", form07.values(cases.with_october(visits), cases.OCTOBER))
    assert len(paper.pages) == pages
    assert papers.text_of(paper).count("10/") == visits


def test_every_page_says_which_approval_and_month_it_belongs_to() -> None:
    paper = papers.filled("form07", form07.values(cases.with_october(25), cases.OCTOBER))
    for page in paper.pages:
        assert "佐保福第２４１号" in "".join(page.texts())
    assert "R8-0012" not in papers.text_of(paper)


def test_the_running_number_goes_on_through_the_months() -> None:
    case = cases.with_october(3)
    assert [row["number"] for row in _rows(case)] == [13, 14, 15]
    assert [row["number"] for row in _rows(case, SEPTEMBER)][-1] == 12
    values = form07.values(case, cases.OCTOBER)
    assert (values["visits_before"], values["visits_here"], values["visits_left"]) == (12, 3, 19)


def test_a_cancelled_visit_stays_as_a_row_without_number_or_money() -> None:
    (row,) = (r for r in _rows(snapshots.rich_case(), SEPTEMBER) if r["day"].day == 7)
    assert (row["number"], row["billed"], row["copay"]) == (None, 0, 0)
    assert row["note"] == "利用者中止（前日まで）\n長女の発熱"
    assert "confirmed" not in row


def test_a_policy_of_the_town_may_bill_and_count_an_absence() -> None:
    (row,) = (r for r in _rows(snapshots.rich_case()) if r["day"].day == 5)
    assert (row["number"], row["billed"], row["copay"]) == (14, 60, 0)


def test_planned_visits_leave_their_times_for_the_hand() -> None:
    values = form07.values(cases.planned(), SEPTEMBER)
    first = rows_of(values, "visits")[0]
    assert not {"start", "end", "billed", "copay", "confirmed"} & set(first)
    assert values["visits_here"] is None
    assert "予定10:00～12:00" in papers.text_of(papers.filled("form07", values))


@pytest.mark.parametrize("open_key", ["billing.step_rounding", "billing.copay_rounding", "cancel.absent"])
def test_an_open_question_leaves_the_money_empty(open_key: str) -> None:
    case = snapshots.rich_case()
    settings = {k: v for k, v in case.office.settings.items() if k != open_key}
    opened = replace(case, office=replace(case.office, settings=settings))
    assert not any("copay" in row for row in _rows(opened))


def test_a_copay_class_that_was_not_found_leaves_the_money_empty() -> None:
    assert not any("copay" in row for row in _rows(snapshots.rich_case(copay_classes=())))


def test_an_earlier_month_keeps_the_terms_before_a_change() -> None:
    case = cases.changed(cases.paper_of_change())
    before, after = form07.values(case, SEPTEMBER), form07.values(case, cases.OCTOBER)
    assert (before["approved_visits"], after["approved_visits"]) == (34, 20)
    assert before["approval_number"] == after["approval_number"] == "佐保福第241号"


def test_sums_are_those_of_the_rows() -> None:
    rows = _rows(snapshots.rich_case())
    text = papers.text_of(papers.filled("form07", form07.values(snapshots.rich_case(), cases.OCTOBER)))
    assert f"{sum(r['copay'] for r in rows):,}円" in text


def test_the_empty_sheet_is_one_page_with_twelve_rows() -> None:
    paper = papers.blank("form07")
    assert (len(paper.pages), papers.ticks(paper)) == (1, 0)
    assert papers.text_of(paper).count("領収") == 12 + 1


def test_a_long_remark_goes_to_a_sheet_of_its_own_and_is_never_cut() -> None:
    case = cases.with_october(1)
    told = "母は横になっていた。" * 20
    visits = tuple(replace(v, condition=told) if v.visit_on.month == 10 else v for v in case.help_cases[0].visits)
    long = replace(case, help_cases=(replace(case.help_cases[0], visits=visits),))
    paper = papers.filled("form07", form07.values(long, cases.OCTOBER))
    assert told in papers.text_of(paper)
    assert paper.annexes


def test_help_kinds_are_those_of_the_rule_set() -> None:
    assert _options() == {kind.code: kind.mark for kind in case_office.programme().help_kinds}


def _options() -> dict[str, str]:
    item = papers.SOURCES.template("form07").file.fields["visits"].item
    assert item is not None
    return dict(item["contents"].options)

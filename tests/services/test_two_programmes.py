"""A second programme beside the first in one office: its own limits, titles, prices, claims and year."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.dispatch import Terms
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.provider import UnitPrice
from saroma_desk.domain.yearly import YearData
from saroma_desk.forms import issue
from saroma_desk.forms.values import form03
from saroma_desk.reports.workbook import workbook_bytes
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, intake, providers, settings, visiting, yearly
from saroma_desk.services.context import AppContext
from saroma_desk.services.exceptions import NeedsReason

from . import builders, helping, twoprogrammes
from .conftest import PASSPHRASE
from .helping import JUNE
from .twoprogrammes import DATA, FAMILY, TERMS


@pytest.fixture
def ctx(empty_office: Path, tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    """An office whose data folder holds the second programme's rule set."""
    with twoprogrammes.office(empty_office, tmp_path, clock) as ctx:
        yield ctx


@pytest.fixture
def team(ctx: AppContext) -> helping.Team:
    return helping.team(ctx)


def second(ctx: AppContext, clock: FixedClock, team: helping.Team, terms: Terms = TERMS) -> helping.Helped:
    """A family that is helped under the second programme."""
    family = helping.apply(builders.take_in(ctx, clock, family=FAMILY), team)
    family.approve(terms)
    return family


def broken(family: helping.Helped, *days: date, start: time = time(10), end: time = time(12)) -> set[str]:
    """Limits that these visits break."""
    with pytest.raises(NeedsReason) as caught:
        family.schedule(*days, start=start, end=end)
    return {f.rule_id for f in caught.value.findings}


def test_the_desk_keeps_its_own_programme_first(ctx: AppContext) -> None:
    day = date(2026, 6, 15)
    assert [p.family for p in ctx.programmes_on(day)] == ["saroma-youiku", FAMILY]
    assert ctx.programme_on(day).id == "saroma-youiku-2016"
    assert ctx.programme_on(day, FAMILY).name == "練習町子育て世帯訪問支援事業"
    assert len(ctx.programmes_on(date(2026, 3, 31))) == 1


def test_a_family_is_taken_into_a_programme_that_runs(ctx: AppContext, clock: FixedClock) -> None:
    assert builders.take_in(ctx, clock, family=FAMILY).episode.programme_id == "invented-kosodate-2026"
    assert builders.take_in(ctx, clock).episode.programme_id == "saroma-youiku-2016"
    with pytest.raises(KnownError) as caught:
        intake.take_in(ctx, builders.draft(family="unknown"))
    assert [f.field for f in caught.value.fields] == ["family"]


@pytest.mark.parametrize(
    ("days", "times", "rules"),
    [
        ([date(2026, 6, 20)], (10, 12), {"weekdays"}),  # a Saturday
        ([date(2026, 7, 20)], (10, 12), {"holidays"}),  # 海の日
        ([date(2026, 6, 17)], (10, 15), {"day_minutes"}),
        ([date(2026, 6, 16), date(2026, 6, 17)], (10, 12), {"spacing"}),
        ([date(2026, 6, 15), date(2026, 6, 17), date(2026, 6, 19)], (10, 12), {"per_week"}),
        ([date(2026, 7, d) for d in (1, 3, 7, 9, 13)], (10, 14), {"month_minutes"}),
        ([date(2026, 7, d) for d in (1, 3, 7, 9, 13, 15)], (10, 12), {"per_month"}),
        ([date(2026, 6, 17)], (7, 9), {"window"}),
    ],
)
def test_its_own_limits_hold_in_the_services(
    ctx: AppContext,
    clock: FixedClock,
    team: helping.Team,
    days: list[date],
    times: tuple[int, int],
    rules: set[str],
) -> None:
    family = second(ctx, clock, team)
    assert broken(family, *days, start=time(times[0]), end=time(times[1])) == rules


def test_what_is_left_is_told_in_visits_days_and_hours(ctx: AppContext, clock: FixedClock, team: helping.Team) -> None:
    family = second(ctx, clock, team)
    family.schedule(date(2026, 6, 16), start=time(9), end=time(11))
    draft = visiting.VisitDraft(visit_on=date(2026, 6, 18), start=time(9), end=time(10))
    view = visiting.limit_view(ctx, family.application.id, draft)
    left = view.remaining
    assert view.count is not None
    assert left is not None
    assert (view.count.left, left.week_visits, left.month_visits) == (29, 1, 4)
    assert (left.day_minutes, left.month_minutes) == (240, 840)


def test_a_claim_bills_by_its_own_programmes_rules(ctx: AppContext, clock: FixedClock, team: helping.Team) -> None:
    """90 minutes: 1,820 + 905 with 2割 floor1 here, one hour of 3,000 with 3割 floor10 there."""
    own = UnitPrice(
        provider_id=team.provider.id,
        valid_from=date(2026, 4, 1),
        first_hour_yen=3000,
        half_hour_yen=3000,
        tax_class="exempt",
        family=FAMILY,
    )
    providers.save_price(ctx, own)
    one, other = helping.helped(ctx, clock, team), second(ctx, clock, team)
    rows = [f.done(date(2026, 6, d), start=time(s), end=time(s + 1, 30)) for f, d, s in ((one, 15, 9), (other, 16, 9))]
    clock.move_to(date(2026, 7, 3))
    one.report(rows[0])
    other.report(rows[1])
    for family, amounts, no in (("", (2725, 545, 2180), "R8-0001"), (FAMILY, (3000, 900, 2100), "R8-0002")):
        claim = claims.compute(ctx, team.provider.id, JUNE, family).value
        assert [(x.price_yen, x.copay_yen, x.town_yen) for x in claim.lines] == [amounts]
        paper = claims.ClaimPaper(asked_total=amounts[2], received_on=ctx.today(), sheets=1)
        claims.receive(ctx, claim.id, paper)
        assert claims.compare(ctx, claim.id) == ()
        assert [h.no for h in claims.claim_detail(ctx, claim.id).households] == [no]


def test_papers_bear_their_own_programmes_names(ctx: AppContext, clock: FixedClock, team: helping.Team) -> None:
    family = second(ctx, clock, team)
    key, episode = f"application:{family.application.id}", family.case.episode.id
    for form in ("form01", "form03"):
        made = issue.prepare(ctx, form, key, episode_id=episode).paper
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf())).pages)
        assert made.title.startswith("練習町子育て世帯訪問支援事業")
        assert "養育支援訪問事業" not in text
        assert ctx.programme("invented-kosodate-2026").forms[form].citation in text
    here = helping.helped(ctx, clock, team)
    made = issue.prepare(ctx, "form01", f"application:{here.application.id}", episode_id=here.case.episode.id)
    assert made.paper.title.startswith("佐呂間町養育支援訪問事業")


def test_each_programme_has_its_own_year(ctx: AppContext, clock: FixedClock, team: helping.Team) -> None:
    one, other = helping.helped(ctx, clock, team), second(ctx, clock, team)
    first, second_year = yearly.year_data(ctx, 2026), yearly.year_data(ctx, 2026, FAMILY)
    assert [c.household_no for c in first.cases] == [one.case.now.household.no]
    assert [c.household_no for c in second_year.cases] == [other.case.now.household.no]
    assert second_year.programme.short_name == "子育て世帯訪問支援事業"


def test_each_programme_keeps_its_own_entries_by_hand(ctx: AppContext) -> None:
    total, grade = "budget.2026.budget.total", "evaluation.own"
    yearly.set_figures(ctx, 2026, {total: "420000", grade: "A"})
    yearly.set_figures(ctx, 2026, {total: "90000"}, FAMILY)
    assert yearly.figures(ctx, 2026) == yearly.year_data(ctx, 2026).entered == {total: "420000", grade: "A"}
    assert yearly.figures(ctx, 2027, FAMILY) == yearly.year_data(ctx, 2026, FAMILY).entered == {total: "90000"}


def cells(data: YearData, *, public: bool = False) -> str:
    """Everything that a book says."""
    book = load_workbook(BytesIO(workbook_bytes(data, public=public)))
    return "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)


@pytest.mark.parametrize("public", [False, True])
def test_a_book_speaks_of_its_own_programme_alone(
    ctx: AppContext, clock: FixedClock, team: helping.Team, public: bool
) -> None:
    second(ctx, clock, team)
    own, other = (cells(yearly.year_data(ctx, 2026, f), public=public) for f in ("", FAMILY))
    assert "養育支援訪問事業　実績" in own
    assert "子育て世帯訪問支援事業　実績" in other
    for word in ("養育支援訪問", "要領", "養育支援が特に必要"):
        assert word not in other


def test_a_programme_that_ended_in_the_year_still_has_its_book(
    empty_office: Path, tmp_path: Path, clock: FixedClock
) -> None:
    folder = shutil.copytree(empty_office, tmp_path / "ended")
    rules = (DATA / "invented-kosodate-2026.yaml").read_text(encoding="utf-8")
    (folder / "programmes").mkdir()
    ended = rules.replace("to: null", "to: 2026-05-31")
    (folder / "programmes" / "invented-kosodate-2026.yaml").write_text(ended, encoding="utf-8")
    with open_context(folder, passphrase=PASSPHRASE, user="佐藤 保健師", clock=clock) as ctx:
        assert [p.family for p in ctx.programmes_begun()] == ["saroma-youiku", FAMILY]
        assert yearly.year_data(ctx, 2026, FAMILY).programme.family == FAMILY
        with pytest.raises(KnownError):
            yearly.year_data(ctx, 2025, FAMILY)


def test_questions_of_both_programmes_are_asked_once(ctx: AppContext) -> None:
    keys = [row.question.key for row in settings.desk_settings(ctx)]
    assert len(keys) == len(set(keys))
    assert keys[0] == "price.first_hour_yen"


def test_the_towns_answers_fill_only_what_a_rule_set_leaves_open(
    ctx: AppContext, clock: FixedClock, team: helping.Team
) -> None:
    family = second(ctx, clock, team)
    (row,) = family.done(date(2026, 6, 15), start=time(9), end=time(10, 50))
    family.report((row,))
    claim = claims.compute(ctx, team.provider.id, JUNE, FAMILY).value
    assert claim.lines[0].billed_minutes == 60


def test_an_exception_names_the_instrument_of_its_programme(
    ctx: AppContext, clock: FixedClock, team: helping.Team
) -> None:
    family = helping.apply(builders.take_in(ctx, clock, family=FAMILY), team)
    family.approve(replace(TERMS, weekdays=(0, 5)), "weekdays", difference_reason="曜日の希望による")
    made = form03.values(family.case.now, f"application:{family.application.id}")
    assert "利用できる曜日（要綱6(3)）：要綱6ただし書による。きょうだいの入院のため" in str(made)

"""One key for every figure: formula, inputs and article, and the formula adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.dispatch import Withdrawal
from saroma_desk.domain.explain import Explanation
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.obligations import review_due_on
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claims, explaining, stopping
from saroma_desk.services.context import AppContext
from saroma_desk.services.helpcases import last_bank_day

from . import builders, helping
from .helping import JUNE, Helped


@pytest.fixture
def family(case: builders.Case) -> Helped:
    helping.answer_all(case.ctx)
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    return family


def by_title(found: tuple[Explanation, ...]) -> dict[str, Explanation]:
    return {e.title: e for e in found}


def test_a_claim_explains_its_sums_its_households_and_its_due_date(family: Helped, clock: FixedClock) -> None:
    rows = family.done(date(2026, 6, 15), date(2026, 6, 18))
    clock.move_to(date(2026, 7, 10))
    family.report(rows)
    claim = claims.accept(family.ctx, helping.received(family.ctx, family.team, 4360).id).value
    total = by_title(explaining.explain_claim(family.ctx, claim.id))
    assert (total["回数"].value_text, total["算定時間"].value_text) == ("2回", "180分")
    assert total["委託料計"].formula_text == "5,450円 ＝ 5,450円"
    assert total["町の支払額"].formula_text == "委託料5,450円 － 利用者負担金1,090円 ＝ 4,360円"
    assert total["支払期限"].value_text == "令和8年8月8日"
    one = by_title(explaining.explain_claim(family.ctx, claim.id, family.case.household_id))
    assert one["利用者負担金計"].formula_text == "545円 ＋ 545円 ＝ 1,090円"
    assert one["算定時間"].formula_text == "90 ＋ 90 ＝ 180分"
    assert one["利用者負担金計"].inputs[0] == ("令和8年6月15日", "545円")


def test_a_claim_that_cannot_be_computed_says_why(case: builders.Case, clock: FixedClock) -> None:
    helping.answer_all(case.ctx)
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    clock.move_to(date(2026, 6, 15))
    family.report(family.done(date(2026, 6, 15), start=time(9), end=time(10, 30)))
    claim = claims.compute(case.ctx, family.team.provider.id, JUNE).value
    helping.answer_all(case.ctx, **{"billing.basis": ""})
    with pytest.raises(OpenQuestion):
        explaining.explain_claim(case.ctx, claim.id)


def test_unit_copays_explain_themselves_by_class(family: Helped) -> None:
    first, step = explaining.explain_copays(family.ctx, family.application.id)
    assert (first.title, first.formula_text) == ("最初の60分の負担", "1,820円の2割 ＝ 364円")
    assert (step.value_text, step.article) == ("181円", "別表2")


def test_before_an_approval_there_is_nothing_to_explain(case: builders.Case) -> None:
    family = helping.apply(case, helping.team(case.ctx))
    assert explaining.explain_limits(case.ctx, family.application.id) == ()
    assert explaining.explain_copays(case.ctx, family.application.id) == ()


def test_a_case_explains_ages_weeks_and_the_days_of_its_plan(ctx: AppContext, clock: FixedClock) -> None:
    mother = replace(builders.CAREGIVER, due_date=date(2026, 10, 1), birth_date=date(2000, 6, 16))
    case = builders.take_in(ctx, clock, members=(mother, builders.CHILD))
    case.survey()
    case.plan()
    found = by_title(explaining.explain_case(ctx, case.episode.id))
    assert found["妊娠週数"].value_text == "妊娠24週4日"
    assert "年齢計算" in found["年齢"].article
    assert found["見直しの日"].value_text == format_era(review_due_on(case.now)) == "令和8年9月14日"
    assert found["期間の末日"].article.startswith("要領6(3)④")


def test_a_due_date_too_far_away_counts_no_weeks(ctx: AppContext, clock: FixedClock) -> None:
    case = builders.take_in(ctx, clock, members=(replace(builders.CAREGIVER, due_date=date(2027, 3, 30)),))
    assert explaining.explain_case(ctx, case.episode.id) == ()


def test_an_early_end_explains_the_last_day(family: Helped) -> None:
    filed = Withdrawal(
        application_id=family.application.id,
        filed_on=date(2026, 6, 15),
        effective_on=date(2026, 7, 1),
        reasons=("moved",),
    )
    stopping.withdraw(family.ctx, filed)
    found = by_title(explaining.explain_limits(family.ctx, family.application.id))
    assert found["派遣の最後の日"].value_text == "令和8年6月30日"
    assert found["残りの日数"].value_text == "16日"


def test_every_figure_names_what_entered_it(family: Helped) -> None:
    family.schedule(date(2026, 6, 18))
    found = explaining.explain_limits(family.ctx, family.application.id)
    titles = {"残（これから予定できる回数）", "期間の末日", "この週の残りの回数", "残りの日数"}
    assert {e.title for e in found} == titles
    assert by_title(found)["この週の残りの回数"].formula_text == "限度2回 － 実施と予定1回 ＝ 1回"
    assert all(e.inputs and e.article and e.formula_text for e in found)


def test_a_due_date_on_a_sunday_says_by_which_day_the_bank_pays(family: Helped, clock: FixedClock) -> None:
    rows = family.done(date(2026, 6, 15))
    clock.move_to(date(2026, 7, 10))
    family.report(rows)
    received = helping.received(family.ctx, family.team, 2180)
    clock.move_to(date(2026, 7, 11))
    claim = claims.accept(family.ctx, received.id).value
    due = explaining.explain_claim(family.ctx, claim.id)[-1]
    assert due.value_text == "令和8年8月9日"
    told = dict(due.inputs)
    assert told["受付の日（令和8年7月10日）から数えると"] == "令和8年8月8日まで"
    assert "令和8年8月7日までに支払う" in told["休業日の扱い"]


@pytest.mark.parametrize(
    ("day", "open_on"),
    [
        (date(2027, 1, 3), date(2026, 12, 30)),
        (date(2026, 5, 6), date(2026, 5, 1)),
        (date(2026, 8, 7), date(2026, 8, 7)),
        (date(2026, 11, 3), date(2026, 11, 2)),
    ],
)
def test_banks_are_closed_on_weekends_holidays_and_at_the_turn_of_the_year(day: date, open_on: date) -> None:
    assert last_bank_day(day) == open_on

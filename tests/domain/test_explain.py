"""Every figure explains itself, and the formula adds up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain import explain, explain_more, fee, limits
from saroma_desk.domain.fee import BillingRule, PriceTerms, Share

PRICE = PriceTerms(60, 1823, 30, 907)
FIFTH = Fraction(2, 10)


def rule(place: str = "unit") -> BillingRule:
    return fee.billing_rule({"step_rounding": "ceil", "copay_round_at": place, "copay_rounding": "floor1"})


def explained_copay(place: str, rate: Fraction = FIFTH) -> explain.Explanation:
    share = Share(fee.charge(90, PRICE, rule()), PRICE, rate)
    return explain.explain_copay(share, fee.copay(share.charge, PRICE, rate, rule(place)), rule(place), "別表2")


def test_the_end_of_a_period() -> None:
    plain = explain.explain_period_end(date(2026, 6, 15), 3, "要領10(1)")
    lacking = explain.explain_period_end(date(2026, 11, 30), 3, "")
    assert plain.value_text == "令和8年9月14日"
    assert plain.formula_text == "3か月後の応当日（令和8年9月15日）の前日"
    assert plain.article == "要領10(1)、民法140条ただし書・143条"
    assert plain.inputs == (("始まりの日（算入する）", "令和8年6月15日"), ("期間", "3か月"))
    assert (lacking.value_text, "応当日（30日）がない" in lacking.formula_text) == ("令和9年2月28日", True)
    assert lacking.article.startswith("民法")


def test_the_day_of_payment() -> None:
    due = explain.explain_payment_due(date(2026, 12, 3), 30, "契約")
    assert (due.value_text, due.formula_text) == ("令和9年1月1日", "受理の日を1日目として30日目")


def test_an_age_and_the_weeks_of_a_pregnancy() -> None:
    age = explain.explain_age(date(2020, 4, 1), date(2026, 3, 31))
    weeks = explain.explain_gestation(date(2026, 12, 1), date(2026, 11, 1))
    assert (age.value_text, "満6歳に達するのは令和8年3月31日の終わり" in age.formula_text) == ("5歳", True)
    assert (weeks.value_text, weeks.formula_text.split("（")[0]) == ("妊娠35週5日", "280日 － 予定日まで30日 ＝ 250日")


def test_what_is_left() -> None:
    count = limits.VisitCount(approved=15, done=3, planned=1)
    assert explain.explain_remaining(count, "要領10(2)").formula_text == "承認15回 － 実施3回 － 予定1回 ＝ 11回"
    with pytest.raises(ValueError, match="限度がありません"):
        explain.explain_remaining(replace(count, approved=None), "")


@given(st.integers(0, 600), st.integers(500, 5000), st.integers(500, 5000))
def test_the_formula_of_a_price_adds_up(minutes: int, first_yen: int, step_yen: int) -> None:
    said = explain.explain_charge(minutes, PriceTerms(60, first_yen, 30, step_yen), rule(), "別表1")
    first, times, step, steps, total = (int(n.replace(",", "")) for n in re.findall(r"[\d,]+", said.formula_text))
    assert first * times + step * steps == total
    assert said.value_text == f"{total:,}円"


def test_the_formula_of_a_copay_names_where_it_is_rounded() -> None:
    assert explained_copay("unit").formula_text == "（1,823円の2割 364円）×1 ＋ （907円の2割 181円）×1 ＝ 545円"
    assert explained_copay("visit").formula_text == "2,730円の2割 ＝ 546円"
    assert "月の合計で端数処理" in explained_copay("month").formula_text
    assert ("町の支払額", "2,185円") in explained_copay("unit").inputs
    assert ("負担割合", "1/3") in explained_copay("visit", Fraction(1, 3)).inputs
    assert explained_copay("visit", Fraction(0)).formula_text == "負担のない区分"


@given(st.lists(st.integers(-5000, 5000), max_size=20))
def test_a_sum_shows_its_parts(amounts: list[int]) -> None:
    said = explain_more.explain_sum("計", [(str(n), a) for n, a in enumerate(amounts)], "")
    assert said.value_text == f"{sum(amounts):,}円"
    assert len(said.inputs) == len(amounts)
    if 0 < len(amounts) <= 12:
        *parts, total = (int(n.replace(",", "")) for n in re.findall(r"-?[\d,]+", said.formula_text))
        assert (sum(parts), total) == (sum(amounts), sum(amounts))


def test_what_a_week_leaves_and_how_many_days_there_are() -> None:
    room = explain_more.explain_room(("この週の残りの回数", "回"), 2, 3, "この週", "6(4)")
    assert (room.value_text, room.formula_text) == ("-1回", "限度2回 － 実施と予定3回 ＝ -1回")
    days = explain_more.explain_days_left(date(2026, 6, 30), date(2026, 6, 30), "")
    over = explain_more.explain_days_left(date(2026, 6, 30), date(2026, 7, 1), "")
    assert (days.value_text, over.formula_text) == ("1日", "期間の末日を過ぎています")

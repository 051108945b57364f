"""Why a figure is what it is: formula, inputs and article of every date, age, amount and remaining count.

Each explanation computes its value with the very rule that the program uses, so that the two cannot part. Articles
of the instrument come from the caller, who reads them from the rule set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saroma_desk.domain.ages import age, attained_on, format_age, format_gestation
from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.fee import BillingRule, PriceTerms, Share, charge, unit_copay
from saroma_desk.domain.numbers import yen
from saroma_desk.domain.periods import add_days_counting_first, corresponding_day, period_end

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from saroma_desk.domain.limits import VisitCount

STEP_ROUNDING_JA = {"ceil": "端数切上げ", "floor": "端数切捨て", "nearest15": "端数は15分以上切上げ"}
COPAY_ROUNDING_JA = {
    "floor1": "円未満切捨て",
    "floor10": "10円未満切捨て",
    "ceil1": "円未満切上げ",
    "half_up1": "円未満四捨五入",
}


Inputs = tuple[tuple[str, str], ...]
BASIS_JA = {"actual": "実績の時間", "planned": "予定の時間", "lesser": "予定と実績の短い方の時間"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is shown with one key beside a figure.

    Attributes:
        title: what the figure is.
        value_text: the figure as it is shown.
        formula_text: how it follows from the inputs.
        inputs: (label, value) of everything that entered.
        article: where it is ordered; empty for plain arithmetic.
    """

    title: str
    value_text: str
    formula_text: str
    inputs: Inputs
    article: str


def explain_period_end(start: date, months: int, article: str) -> Explanation:
    """The last day of a period of calendar months; see `period_end`."""
    end = period_end(start, months)
    day = corresponding_day(start, months)
    if day is None:
        formula = f"{months}か月後の月に応当日（{start.day}日）がないため、その月の末日"
    else:
        formula = f"{months}か月後の応当日（{format_era(day)}）の前日"
    inputs = (("始まりの日（算入する）", format_era(start)), ("期間", f"{months}か月"))
    return Explanation("期間の末日", format_era(end), formula, inputs, _articles(article, "民法140条ただし書・143条"))


def explain_payment_due(accepted: date, days: int, article: str, context: Inputs = ()) -> Explanation:
    """The last day for a payment counted from acceptance; see `add_days_counting_first`.

    `context` are further (label, value): another day to count from, or what to do where banks are closed on that day.
    """
    due = add_days_counting_first(accepted, days)
    inputs = (("受理の日（算入する）", format_era(accepted)), ("日数", f"{days}日"), *context)
    return Explanation("支払期限", format_era(due), f"受理の日を1日目として{days}日目", inputs, article)


def explain_age(birth: date, on: date) -> Explanation:
    """The age on a day; raises ValueError for a day before birth."""
    years = age(birth, on)
    upcoming = attained_on(birth, years + 1)
    formula = f"誕生日の前日が終わる時に加齢。満{years + 1}歳に達するのは{format_era(upcoming)}の終わり"
    inputs = (("生年月日", format_era(birth)), ("基準日", format_era(on)))
    return Explanation("年齢", format_age(birth, on), formula, inputs, "年齢計算ニ関する法律・民法143条")


def explain_gestation(due: date, on: date) -> Explanation:
    """The week of pregnancy; raises ValueError for a day before the pregnancy is counted."""
    to_go = (due - on).days
    formula = f"280日 － 予定日まで{to_go}日 ＝ {280 - to_go}日（7日で1週）"
    inputs = (("出産予定日", format_era(due)), ("基準日", format_era(on)))
    return Explanation("妊娠週数", format_gestation(due, on), formula, inputs, "")


def explain_remaining(count: VisitCount, article: str) -> Explanation:
    """残, the visits that may still be planned; raises ValueError where nothing limits them."""
    if count.approved is None:
        raise ValueError("回数の限度がありません。")
    formula = f"承認{count.approved}回 － 実施{count.done}回 － 予定{count.planned}回 ＝ {count.left}回"
    inputs = (("承認", f"{count.approved}回"), ("実施", f"{count.done}回"), ("予定", f"{count.planned}回"))
    return Explanation("残（これから予定できる回数）", f"{count.left}回", formula, inputs, article)


def explain_charge(
    minutes: int, price: PriceTerms, rule: BillingRule, article: str, measured: Inputs = ()
) -> Explanation:
    """The price of a visit; raises OpenQuestion while a price or the rounding is open.

    `minutes` are those to be billed before any rounding, `measured` says where they come from.
    """
    charged = charge(minutes, price, rule)
    first_yen, step_yen = price.settled()
    terms = f"{yen(first_yen)}円×{charged.first_units} ＋ {yen(step_yen)}円×{charged.step_units}"
    least = (("最低の時間", f"{rule.minimum_minutes}分"),) if 0 < minutes < rule.minimum_minutes else ()
    inputs = (
        *measured,
        ("算定のもとの時間", f"{minutes}分"),
        *least,
        ("端数", STEP_ROUNDING_JA[str(rule.step_rounding)]),
        ("算定時間", f"{charged.billed_minutes}分"),
        (f"最初の{price.first_minutes}分", f"{yen(first_yen)}円"),
        (f"{price.step_minutes}分増すごと", f"{yen(step_yen)}円"),
    )
    value = f"{yen(charged.price_yen)}円"
    return Explanation("委託料", value, f"{terms} ＝ {value}", inputs, article)


def explain_copay(share: Share, paid: int, rule: BillingRule, article: str, copay_class: str = "") -> Explanation:
    """The copay of one visit; `paid` is what `copay` or `copay_month` gave for it, `copay_class` the class by name."""
    value = f"{yen(paid)}円"
    named = (("利用世帯の区分", copay_class),) if copay_class else ()
    inputs = (
        *named,
        ("委託料", f"{yen(share.charge.price_yen)}円"),
        ("負担割合", rate_ja(share.rate)),
        ("端数", COPAY_ROUNDING_JA.get(str(rule.copay_rounding), "")),
        ("町の支払額", f"{yen(share.charge.price_yen - paid)}円"),
    )
    formula = f"{_copay_formula(share, rule)} ＝ {value}" if share.rate else "負担のない区分"
    return Explanation("利用者負担金", value, formula, inputs if share.rate else inputs[:-2], article)


def _copay_formula(share: Share, rule: BillingRule) -> str:
    rate = rate_ja(share.rate)
    if rule.copay_round_at == "unit" and rule.copay_rounding:
        first_yen, step_yen = share.price.settled()
        first, step = (unit_copay(unit, share.rate, rule.copay_rounding) for unit in (first_yen, step_yen))
        return (
            f"（{yen(first_yen)}円の{rate} {yen(first)}円）×{share.charge.first_units} ＋ "
            f"（{yen(step_yen)}円の{rate} {yen(step)}円）×{share.charge.step_units}"
        )
    whole = f"{yen(share.charge.price_yen)}円の{rate}"
    return f"{whole}（月の合計で端数処理した、この回までの増し分）" if rule.copay_round_at == "month" else whole


def rate_ja(rate: Fraction) -> str:
    """The share that is paid: '2割', or '1/3' where tenths do not fit."""
    tenths = rate * 10
    if not rate:
        return "なし"
    return f"{tenths.numerator}割" if tenths.denominator == 1 else f"{rate.numerator}/{rate.denominator}"


def _articles(*articles: str) -> str:
    return "、".join(article for article in articles if article)

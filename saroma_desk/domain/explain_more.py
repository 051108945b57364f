"""Why further figures are what they are: what is left besides visits, sums of money, ends and intervals of a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from .calendar import format_era
from .explain import COPAY_ROUNDING_JA, Explanation, rate_ja
from .fee import CopayRounding, unit_copay
from .numbers import yen
from .periods import days_left

_MANY = 12  # parts of a sum written out; more are shown among the inputs only


def explain_days_left(last: date, on: date, article: str) -> Explanation:
    """Days up to the last approved day, the day itself counted; see `days_left`."""
    left = days_left(last, on)
    inputs = (("期間の末日", format_era(last)), ("基準日（算入する）", format_era(on)))
    formula = f"基準日を1日目として、期間の末日まで{left}日" if left else "期間の末日を過ぎています"
    return Explanation("残りの日数", f"{left}日", formula, inputs, article)


def explain_room(what: tuple[str, str], cap: int, used: int, span: str, article: str) -> Explanation:
    """What a limit of a day, week or month leaves.

    Args:
        what: (title, unit), such as (この週の残りの回数, 回) or (この月の残りの時間, 分).
        cap: the limit.
        used: what was done and planned within it.
        span: the day, week or month meant, in words.
        article: of the limit.
    """
    title, unit = what
    formula = f"限度{cap}{unit} － 実施と予定{used}{unit} ＝ {cap - used}{unit}"
    inputs = (("対象", span), ("限度", f"{cap}{unit}"), ("実施と予定", f"{used}{unit}"))
    return Explanation(title, f"{cap - used}{unit}", formula, inputs, article)


def explain_sum(title: str, parts: Sequence[tuple[str, int]], article: str) -> Explanation:
    """A sum of whole yen from named parts; those that take back have a minus."""
    total = f"{yen(sum(amount for _, amount in parts))}円"
    if not parts:
        terms = "対象となるものがありません"
    elif len(parts) <= _MANY:
        terms = " ＋ ".join(f"（{yen(a)}円）" if a < 0 else f"{yen(a)}円" for _, a in parts)
    else:
        terms = f"{len(parts)}件の合計"
    inputs = tuple((label, f"{yen(amount)}円") for label, amount in parts)
    return Explanation(title, total, f"{terms} ＝ {total}", inputs, article)


def explain_town(price_yen: int, copay_yen: int, article: str) -> Explanation:
    """The town's part: always price − copay."""
    town = f"{yen(price_yen - copay_yen)}円"
    formula = f"委託料{yen(price_yen)}円 － 利用者負担金{yen(copay_yen)}円 ＝ {town}"
    inputs = (("委託料", f"{yen(price_yen)}円"), ("利用者負担金", f"{yen(copay_yen)}円"))
    return Explanation("町の支払額", town, formula, inputs, article)


def explain_taken_back(price_yen: int, copay_yen: int, visit_on: date, article: str) -> Explanation:
    """A line that takes an accepted one back (過誤調整); both amounts are below zero, as the line has them."""
    town = f"{yen(price_yen - copay_yen)}円"
    formula = f"委託料{yen(price_yen)}円 － 利用者負担金（{yen(copay_yen)}円）＝ {town}"
    inputs = (
        ("訪問日", format_era(visit_on)),
        ("取り消す理由", "受理した後で実績が変わったため、受理した額を取り消す"),
    )
    return Explanation("補正（取消し）", town, formula, inputs, article)


def explain_unit_copay(title: str, unit_yen: int, rate: Fraction, rounding: CopayRounding, article: str) -> Explanation:
    """The copay of one unit price, as the notice of approval prints it."""
    value = f"{yen(unit_copay(unit_yen, rate, rounding))}円"
    inputs = (("単価", f"{yen(unit_yen)}円"), ("負担割合", rate_ja(rate)), ("端数", COPAY_ROUNDING_JA[rounding]))
    return Explanation(title, value, f"{yen(unit_yen)}円の{rate_ja(rate)} ＝ {value}", inputs, article)


def explain_review(start: tuple[str, date], months: int, counted: date, due: date, article: str) -> Explanation:
    """The day by which a plan is looked at again.

    Args:
        start: (what it is, day) from which the months are counted.
        months: until the next look.
        counted: the day that the months give.
        due: the day that holds: that one, or the day that stands in the plan.
        article: that orders the review.
    """
    what, day = start
    formula = f"{what}から{months}か月（{format_era(counted)}）"
    if due != counted:
        formula += f"ではなく、計画に定めた日（{format_era(due)}）"
    inputs = ((what, format_era(day)), ("間隔", f"{months}か月"), ("計画に定めた日", format_era(due)))
    return Explanation("見直しの日", format_era(due), formula, inputs if due != counted else inputs[:2], article)


def explain_due(title: str, due: date, today: date) -> Explanation:
    """The days up to the day on which something is due; below 0 when it is past."""
    left = (due - today).days
    words = f"あと{left}日" if left >= 0 else f"{-left}日過ぎています"
    formula = f"期限の日（{format_era(due)}） － 今日（{format_era(today)}） ＝ {left}日"
    inputs = (("期限の日", format_era(due)), ("今日（算入しない）", format_era(today)))
    return Explanation(title, words, formula, inputs, "")


def explain_report_day(due: date, due_day: str, article: str) -> Explanation:
    """The day by which a provider hands in the papers of the month before."""
    formula = f"サービス月の翌月の{due_day}日（その日がなければ月の末日）" if due_day else "町の定めた日"
    return Explanation("提出の期限", format_era(due), formula, (("町の定め", f"翌月{due_day}日"),), article)


def explain_total(title: str, unit: str, parts: Sequence[tuple[str, int]]) -> Explanation:
    """A plain sum of counts or minutes from named parts."""
    total = f"{sum(n for _, n in parts):,}{unit}"
    terms = " ＋ ".join(f"{n:,}" for _, n in parts) if 0 < len(parts) <= _MANY else f"{len(parts)}件の合計"
    return Explanation(title, total, f"{terms} ＝ {total}", tuple((label, f"{n:,}{unit}") for label, n in parts), "")


def explain_end_of_help(title: str, ended_on: date, article: str) -> Explanation:
    """The last day of help that a withdrawal or cancellation cuts short: the eve of its day."""
    last = format_era(date.fromordinal(ended_on.toordinal() - 1))
    inputs = ((title, format_era(ended_on)),)
    return Explanation("派遣の最後の日", last, f"{title}（{format_era(ended_on)}）の前日", inputs, article)

"""Ages of persons: years, months, days, weeks of pregnancy, school year.

年齢計算ニ関する法律 with 民法143条: an age is attained at the end (24:00) of the day before the birthday. Seen by
whole days two different days follow from that, and both are used:

* a person *is* n years old from the birthday on (`age`); someone born on 29 February from 1 March in a common year;
* the *day on which n is attained* is the eve (`attained_on`). That is why children born on 1 April start school a
  year before those born on 2 April (学校教育法17条1項).
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from saroma_desk.domain.calendar import fiscal_year
from saroma_desk.domain.periods import period_end

_PREGNANCY_DAYS = 280
_NEONATE_DAYS = 28
_ADULT_YEARS = 18
_MONTHS_SHOWN_BELOW = 3


class Stage(StrEnum):
    """Stage of childhood (母子保健法6条, 児童福祉法4条)."""

    NEONATE = "neonate"  # 新生児: 28 days have not passed since birth
    INFANT = "infant"  # 乳児: below one year
    TODDLER = "toddler"  # 幼児: from one year to school entry
    SCHOOLCHILD = "schoolchild"  # 学童: primary school
    ADOLESCENT = "adolescent"  # 少年 above primary school, below 18
    ADULT = "adult"


def attained_on(birth: date, years: int) -> date:
    """The day at whose end the age is attained (満○歳に達する日): the eve of the birthday; `years` ≥ 1."""
    return period_end(birth, 12 * years)


def age(birth: date, on: date) -> int:
    """Full years during the day `on`; raises ValueError for a day before birth.

    >>> age(date(2024, 2, 29), date(2025, 2, 28)), age(date(2024, 2, 29), date(2025, 3, 1))
    (0, 1)
    """
    return age_in_months(birth, on) // 12


def age_in_months(birth: date, on: date) -> int:
    """Full calendar months during the day `on`; raises ValueError for a day before birth."""
    if on < birth:
        raise ValueError("生年月日より前の日の年齢は求められません。")
    return (on.year - birth.year) * 12 + on.month - birth.month - (on.day < birth.day)


def days_old(birth: date, on: date) -> int:
    """Days since birth (生後日数), 0 on the day of birth; raises ValueError for a day before birth."""
    if on < birth:
        raise ValueError("生年月日より前の日の年齢は求められません。")
    return (on - birth).days


def format_age(birth: date, on: date) -> str:
    """'生後12日' below a month, '4か月' below a year, '1歳2か月' below three years, then '7歳'."""
    months = age_in_months(birth, on)
    years, rest = divmod(months, 12)
    if months == 0:
        return f"生後{days_old(birth, on)}日"
    if years == 0:
        return f"{months}か月"
    return f"{years}歳{rest}か月" if years < _MONTHS_SHOWN_BELOW else f"{years}歳"


def gestation(due: date, on: date) -> tuple[int, int]:
    """Full weeks and days of pregnancy on day `on` when birth is due on `due` (40 weeks, 0 days).

    Goes on past the due date. Raises ValueError for a day before the pregnancy is counted.

    >>> gestation(date(2026, 12, 1), date(2026, 11, 1))
    (35, 5)
    """
    days = _PREGNANCY_DAYS - (due - on).days
    if days < 0:
        raise ValueError("出産予定日から数えて、妊娠前の日です。予定日を確かめてください。")
    return divmod(days, 7)


def format_gestation(due: date, on: date) -> str:
    """'妊娠35週5日'."""
    weeks, days = gestation(due, on)
    return f"妊娠{weeks}週{days}日"


def school_entry(birth: date) -> date:
    """1 April on which primary school begins: the first after the day on which six is attained (学校教育法17条1項)."""
    return date(fiscal_year(birth - timedelta(days=1)) + 7, 4, 1)


def school_year(birth: date, on: date) -> str:
    """'小1' to '小6', '中1' to '中3', '高1相当' to '高3相当'; empty before school and after those years."""
    grade = fiscal_year(on) - school_entry(birth).year + 1
    if 1 <= grade <= 6:
        return f"小{grade}"
    if 7 <= grade <= 9:
        return f"中{grade - 6}"
    return f"高{grade - 9}相当" if 10 <= grade <= 12 else ""


def stage(birth: date, on: date) -> Stage:
    """Stage of childhood on day `on`; raises ValueError for a day before birth."""
    if days_old(birth, on) < _NEONATE_DAYS:
        return Stage.NEONATE
    years = age(birth, on)
    if years < 1:
        return Stage.INFANT
    if on < school_entry(birth):
        return Stage.TODDLER
    if years >= _ADULT_YEARS:
        return Stage.ADULT
    return Stage.SCHOOLCHILD if school_year(birth, on).startswith("小") else Stage.ADOLESCENT

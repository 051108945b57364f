"""Eras, dates as typed, fiscal years."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saroma_desk.domain import calendar as cal
from saroma_desk.domain.calendar import YearMonth, parse_date
from tests.domain import oracle

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 22)
DAY = date(2026, 6, 15)


def test_every_day_from_1868_to_2100_goes_there_and_back() -> None:
    for day in oracle.every_day(date(1868, 10, 23), date(2100, 12, 31)):
        parts = cal.to_era(day)
        assert parts.to_date() == day
        assert cal.from_era(parts.era.letter, parts.year, day.month, day.day) == day
        assert cal.format_era(day) == oracle.era_text(day)


@given(st.dates(date(1868, 10, 23), date(2100, 12, 31)), st.sampled_from(["half", "full", "short", "iso", "eight"]))
def test_what_is_written_is_read_again_without_a_warning(day: date, form: str) -> None:
    text = {
        "half": cal.format_era(day, gannen=False),
        "full": cal.format_era(day, digits="full"),
        "short": cal.format_short(day),
        "iso": day.isoformat(),
        "eight": day.strftime("%Y%m%d"),
    }[form]
    assert parse_date(text, TODAY) == cal.ParsedDate(day)


@pytest.mark.parametrize(
    "text",
    [
        "R8.6.15", "r8/6/15", "8/6/15", "令8/6/15", "令和8年6月15日", "8年6月15日", "８年６月１５日", "20260615",
        "2026-06-15", "2026/6/15", "080615", "R080615", "Ｒ８．６．１５", "令和 8年 6月 15日", " 8 6 15 ", "R8・6・15",
        "r8ー6ー15", "㋿8年6月15日", "西暦2026年6月15日", "2026年06月15日", "令和8年6月15日（月）",
        "R8.6.15月曜日", "6/15", "6月15日", "R.8.6.15",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(text: str) -> None:
    assert parse_date(text, TODAY) == cal.ParsedDate(DAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今日", TODAY), ("本日", TODAY), ("昨日", date(2026, 11, 21)), ("明日", date(2026, 11, 23)),
        ("070401", date(2025, 4, 1)), ("元/5/1", date(2019, 5, 1)), ("令和元年５月１日", date(2019, 5, 1)),
        ("S64.1.7", date(1989, 1, 7)), ("大15.12.24", date(1926, 12, 24)), ("明治元年10月23日", date(1868, 10, 23)),
        ("4/1", date(2026, 4, 1)), ("3/31", date(2027, 3, 31)), ("2/28", date(2027, 2, 28)),
    ],
)  # fmt: skip
def test_other_days(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == cal.ParsedDate(day)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("3/30", date(2027, 4, 2), date(2027, 3, 30)),
        ("4/2", date(2027, 3, 30), date(2027, 4, 2)),
        ("12/31", date(2027, 1, 4), date(2026, 12, 31)),
        ("3/31", date(2026, 10, 1), date(2027, 3, 31)),
    ],
)
def test_month_and_day_mean_the_fiscal_year_but_never_a_far_day(text: str, today: date, day: date) -> None:
    assert parse_date(text, today).value == day


@pytest.mark.parametrize(
    ("text", "day", "said"),
    [
        ("平成32年6月1日", date(2020, 6, 1), "平成32年は令和2年です"),
        ("平成31年5月1日", date(2019, 5, 1), "令和元年5月1日のことでよいか"),
        ("昭和64年1月8日", date(1989, 1, 8), "平成元年1月8日のことでよいか"),
        ("R1.4.30", date(2019, 4, 30), "平成31年4月30日のことでよいか"),
        ("620510", date(2080, 5, 10), "令和62年（2080年）"),
        ("26/6/15", date(2044, 6, 15), "令和26年（2044年）"),
        ("R8.6.15(火)", DAY, "令和8年6月15日は月曜日です"),
    ],
)
def test_contradictions_are_read_as_meant_and_asked_back(text: str, day: date, said: str) -> None:
    parsed = parse_date(text, TODAY)
    assert parsed.value == day
    assert said in parsed.warning


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("R8.2.30", "令和8年2月30日と読みましたが、暦にない日"),
        ("2026-13-01", "2026年13月1日と読みましたが"),
        ("2/30", "2月30日と読みましたが"),
        ("R8.6", "日がありません"),
        ("R0.6.1", "元年"),
        ("令和2026年6月1日", "大きすぎます"),
        ("1868-01-01", "明治より前"),
        ("9999999", "「9999999」は日付として読めません"),
        ("そのうち", "「そのうち」は日付として読めません"),
        ("", "入力されていません"),
        ("0/6/15", "元年"),
        ("②/6/15\x00", "読めません"),
    ],
)
def test_what_cannot_be_read_is_named_calmly(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_date(text, TODAY)


def complaint(text: str) -> str:
    try:
        parse_date(text, TODAY)
        YearMonth.parse(text, TODAY)
    except ValueError as error:
        return str(error)
    return "。"


@given(st.text(max_size=20) | st.text("0123456789０９元年月日/.-RrHhSs令和平成昭今昨明(（月火）) 分度", max_size=12))
def test_no_text_does_worse_than_a_calm_sentence(text: str) -> None:
    assert complaint(text).endswith("。")


@pytest.mark.parametrize(
    "text", ["9999-12", "0001-01", "0000-01", "999999", "0/0", "00000000", "99999999", "H9999.1.1", "１/１/１/１"]
)
def test_extremes_are_met_in_japanese(text: str) -> None:
    assert complaint(text).endswith("。")


def test_the_data_file_holds_the_built_in_eras() -> None:
    path = Path(__file__).parents[2] / "resources" / "calendar" / "eras.csv"
    with path.open(encoding="utf-8", newline="") as file:
        assert cal.eras_from_rows(csv.DictReader(file)) == cal.BUILT_IN_ERAS


def test_the_next_era_comes_as_data() -> None:
    following = cal.Era("次代", "X", "次", date(2040, 1, 1))
    cal.install_eras((*cal.BUILT_IN_ERAS, following))
    try:
        assert cal.format_era(date(2041, 2, 3)) == "次代2年2月3日"
        assert parse_date("次代元年2月3日", TODAY).value == date(2040, 2, 3)
        assert "次代2年" in parse_date("R23.1.1", TODAY).warning
    finally:
        cal.install_eras(cal.BUILT_IN_ERAS)


@pytest.mark.parametrize(
    "table", [[], cal.BUILT_IN_ERAS[::-1], [*cal.BUILT_IN_ERAS, cal.Era("令", "X", "新", date(2050, 1, 1))]]
)
def test_a_broken_era_table_is_refused(table: Sequence[cal.Era]) -> None:
    with pytest.raises(ValueError, match="元号"):
        cal.install_eras(table)
    assert cal.eras() == cal.BUILT_IN_ERAS


def test_a_broken_era_row_is_named() -> None:
    with pytest.raises(ValueError, match="1件目"):
        cal.eras_from_rows([{"name": "令和", "letter": "R", "short": "令", "first_day": "R1.5.1"}])


def test_formats() -> None:
    assert cal.format_era(DAY, digits="full") == "令和８年６月１５日"
    assert cal.format_era(date(2019, 5, 1), gannen=False) == "令和1年5月1日"
    assert cal.format_short(DAY) == "R8.6.15"
    assert [cal.weekday_ja(DAY + timedelta(days=n)) for n in range(7)] == list("月火水木金土日")
    with pytest.raises(ValueError, match="明治より前"):
        cal.format_era(date(1868, 10, 22))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_lies_in_its_fiscal_year_and_in_no_other(day: date) -> None:
    year = cal.fiscal_year(day)
    first, last = cal.fiscal_range(year)
    assert first <= day <= last
    assert sum(month.contains(day) for month in cal.months_of_fiscal_year(year)) == 1
    assert cal.months_of_fiscal_year(year)[-1].next().first == last + timedelta(days=1)


def test_march_belongs_to_the_old_fiscal_year() -> None:
    assert cal.format_fiscal_year(cal.fiscal_year(date(2026, 3, 31))) == "令和7年度"
    assert cal.format_fiscal_year(cal.fiscal_year(date(2026, 4, 1))) == "令和8年度"


@pytest.mark.parametrize(
    ("year", "on", "text"),
    [
        (2019, None, "令和元年度"),
        (2019, date(2019, 4, 30), "平成31年度"),
        (2019, date(2019, 5, 1), "令和元年度"),
        (2019, date(2021, 1, 1), "令和元年度"),
        (1988, None, "昭和63年度"),
        (1989, None, "平成元年度"),
        (2026, date(2019, 1, 1), "令和8年度"),
    ],
)
def test_names_of_fiscal_years(year: int, on: date | None, text: str) -> None:
    assert cal.format_fiscal_year(year, on) == text


@pytest.mark.parametrize("text", ["R8.6", "令和8年6月分", "令和８年６月", "8/6", "2026-06", "202606", "2026年6月"])
def test_months_as_typed(text: str) -> None:
    assert YearMonth.parse(text, TODAY) == YearMonth(2026, 6)


@pytest.mark.parametrize("text", ["", "R8", "R8.13", "6月", "R0.1", "1868-09", "令和2026年6月"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="。"):
        YearMonth.parse(text, TODAY)


def test_months() -> None:
    june = YearMonth.of(DAY)
    assert june.format(suffix="分") == "令和8年6月分"
    assert june.format(digits="full") == "令和８年６月"
    assert (june.first, june.last) == (date(2026, 6, 1), date(2026, 6, 30))
    assert june.previous() < june < june.next() == YearMonth(2026, 7)
    assert YearMonth(2026, 12).next() == YearMonth(2027, 1)
    assert YearMonth(2027, 3).fiscal_year == 2026
    with pytest.raises(ValueError, match="13月"):
        YearMonth(2026, 13)

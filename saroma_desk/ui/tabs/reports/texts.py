"""Words and sentences of the tab 集計."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.eras import format_short, weekday_ja
from saroma_desk.domain.yearledgers import ClaimRow, ConsultRow, VisitRow
from saroma_desk.domain.yearly import Kind
from saroma_desk.ui.messages import Message

PICTURES = "図(&G)"
FIGURES = "数値(&N)"
CHECKS = "点検(&K)"
ENTRIES = "手で入れる欄(&I)"
SAVE_INTERNAL = "内部用を保存(&S)"
SAVE_PUBLIC = "公表用を保存(&P)"
EXCEL = "Excel (*.xlsx)"
SECTION = "区分"
WHAT = "項目"
NOTE = "数え方"
BEHIND_HINT = "図の棒を押すか、数値の行で Enter を押すと、もとになった記録が出ます。"
BEHIND = "もとになった記録"
OPEN_BEHIND = "もとの記録を見る(&O)"
OPEN_HOUSEHOLD = "この世帯へ移る(&O)"
NOTHING_BEHIND = "もとになる記録はありません。"
DAY = "年月日"
NO = "世帯番号"
NAME = "氏名・団体"
CONTENT = "内容"
CHECK = "点検の内容"
FOUND = "件数"
DETAIL = "該当"
ALL_WELL = "該当なし"
CHECK_HINT = "件数のある行は Enter で記録を見られます。"
PROPOSED = "記録から"
COMES_OTHERWISE = "入力がなければ"
PURPOSE = "使いみち"
PURPOSE_TITLE = "内部用の集計表を保存"
PURPOSE_NOTE = (
    "内部用の表には世帯ごとの記録が入ります。使いみちは操作の記録に残ります。保存先の取扱いに注意してください。"
)
SAVING = "集計表を作っています"
YEN = "円"
HOURS = "時間"
ENTRIES_TITLE = "集計表の入力"
PUBLIC_USE = "公表用"


def shown(value: int, divide: int) -> str:
    """A figure as it reads; minutes become hours with one decimal."""
    return f"{value:,}" if divide == 1 else f"{value / divide:,.1f}"


def last_year(name: str) -> str:
    """Heading of the figures of the year before."""
    return f"{name}（前年度）"


def point_label(series: str, label: str) -> str:
    """A bar of one of several series as a line of the list."""
    return f"{label}　{series}"


def visit(row: VisitRow) -> str:
    """A helper's visit without the family's troubles."""
    minutes = f"　{row.minutes}分" if row.minutes is not None else ""
    return f"{row.status}　{row.help_kinds}{minutes}"


def consult(row: ConsultRow) -> str:
    """A consultation visit without what was said."""
    minutes = f"　{row.minutes}分" if row.minutes is not None else ""
    return f"{row.profession}　{row.subject}{minutes}"


def claim(row: ClaimRow) -> str:
    """A provider's month with its money."""
    money = f"　町支払 {row.town_yen:,}円" if row.town_yen is not None else ""
    return f"{row.month_text}　{row.status}{money}"


def era_day(day: date | None) -> str:
    """Short day with weekday."""
    return f"{format_short(day)}({weekday_ja(day)})" if day else ""


def of_kind(kind: Kind, count: int) -> str:
    """What stands behind a figure, in words."""
    return {
        Kind.VISIT: f"訪問 {count}回",
        Kind.CONSULT_VISIT: f"訪問 {count}回",
        Kind.CLAIM: f"請求 {count}件",
        Kind.PROVIDER: f"団体 {count}",
    }.get(kind, "")


def help_of(proposed: str) -> str:
    """Under a field: what the sheet shows while nothing is typed."""
    if not proposed:
        return ""
    number = f"{int(proposed):,}" if proposed.lstrip("-").isdecimal() else proposed
    return f"{COMES_OTHERWISE}：{number}"


def saved(path: str) -> Message:
    """The workbook was written."""
    return Message(code="workbook_saved", happened=f"保存しました：{path}")


CHOICES = {"target": "対象児童だけ", "all": "世帯の18歳未満の児童すべて"}
NOW = "この年度"
BEFORE = "前年度"
UNIT = "単位"


def count(found: int) -> str:
    """How many records a check found."""
    return f"{found}件"

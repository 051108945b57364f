"""Words and sentences of the tab 書類."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.eras import format_short
from saroma_desk.ui import messages
from saroma_desk.ui.frame_sources import due_tone
from saroma_desk.ui.style import Tone
from saroma_desk.ui.terms import term

DUE = "施行するもの(&W)"
SENT = "施行した書類(&R)"
CASE = "この世帯の様式(&H)"
MONTHS = "団体の月分(&M)"
BLANKS = "白紙の様式(&L)"
TITLE = "書類名"
ABOUT = "対象"
WHOSE = "世帯・団体"
STATE = "状態"
DAY = "施行日・期日"
NOT_ISSUED = "未施行"
COPY = "写"
OPEN = "開く（施行・控え）(&O)"
OPEN_SET = "まとめて開く(&O)"
OPEN_BLANK = "白紙を開く(&O)"
ALL_BLANKS_TITLE = "10様式の白紙"
ALL_BLANKS = f"{ALL_BLANKS_TITLE}(&A)"
BUNDLE = "ケース一式(&C)"
DUPLEX = "両面用に白紙をはさむ"
CHANGED_ONLY = "前回から変わった書類だけ"
NAMES_HIDDEN = "窓口モードのため、中身は表示していません。"
NOTHING_CHOSEN = "左の一覧から選ぶと、印刷どおりの紙面が出ます。"
EMPTY = {
    "due": "いま施行するものはありません。",
    "sent": "施行した書類はまだありません。",
    "case": "世帯を選ぶと、その世帯の様式が並びます（F3 で検索）。",
    "months": "報酬請求書のある月はまだありません。",
    "blanks": "",
}
STATE_TONES = {"draft": Tone.WARN, "decided": Tone.ACTIVE, "issued": Tone.GOOD, "void": Tone.MUTED}
CLAIM_TONES = {
    "computed": Tone.CALM,
    "received": Tone.WARN,
    "returned": Tone.ALARM,
    "accepted": Tone.ACTIVE,
    "paid": Tone.GOOD,
}
_KINDS = {"screening": "screening", "plan": "plan", "application": "application"}


def about(subject_key: str) -> str:
    """What a paper is about, in words without any internal number.

    >>> about("report:3:2026-06")
    '令和8年6月分'
    """
    parts = subject_key.split(":")
    if parts[0] == "report":
        year, _, number = parts[-1].partition("-")
        return month(date(int(year), int(number), 1))
    return term(_KINDS[parts[0]]) if parts[0] in _KINDS else ""


def month(day: date) -> str:
    """A service month."""
    return YearMonth.of(day).format(suffix="分")


def number_of(number: str, branch: str) -> str:
    """Number with its branch."""
    return f"{number}の{branch}" if number and branch else number


def form_no(form: str) -> str:
    """様式3号."""
    return f"{int(form.removeprefix('form'))}号"


def day(value: date | None) -> str:
    """A day in short, or nothing."""
    return format_short(value) if value else ""


def left(due: date | None, today: date) -> str:
    """Time that is left."""
    return messages.days_left((due - today).days) if due else NOT_ISSUED


def left_tone(due: date | None, today: date) -> str:
    """Colour for the time that is left."""
    return due_tone((due - today).days) if due else Tone.WARN


def bundle_title(no: str) -> str:
    """Title and file name of a case folder; the number, never a name."""
    return f"ケース一式_{no}"


def set_name(form: str, about_: str) -> str:
    """File name of a provider's month."""
    return f"様式{form.removeprefix('form')}_{about_}"


def blank_name(form: str) -> str:
    """File name of an empty form; all of them without a form."""
    return f"様式{form.removeprefix('form')}_白紙" if form else "様式_白紙一式"

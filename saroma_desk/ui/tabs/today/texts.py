"""What 今日 says."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.calendar import format_short, weekday_ja
from saroma_desk.services.tasks import Task
from saroma_desk.ui import messages

DUE = "期限"
LEFT = "残り"
WHAT = "すること"
WHOSE = "世帯・団体"
WHERE = "画面"
DO = "手続き"
NO_DAY = "期日なし"
OPEN = "開く"
NOTHING_DUE = "いま期限のある手続きはありません。\n新しい世帯は「世帯」の画面（Ctrl+2）で F2 を押すと受理できます。"
NOTHING_HERE = "この条件に当てはまるものはありません。"
ALL_PLACES = "すべての画面"
FILTER_NAME = "画面で絞り込む"
HINT = "Enter で手続きを始めます"

ALL, LATE, SOON, LATER = "all", "late", "soon", "no_day"
FILTERS = ((ALL, "すべて(&A)"), (LATE, "超過(&L)"), (SOON, "7日以内(&W)"), (LATER, "期日なし(&N)"))


def filter_label(label: str, count: int) -> str:
    """On a filter button: word and how many."""
    return f"{label}　{count}"


def due_day(day: date | None) -> str:
    """Day with weekday, or empty."""
    return f"{format_short(day)}({weekday_ja(day)})" if day else ""


def days_left(day: date | None, today: date) -> str:
    """Time that is left, in words."""
    return messages.days_left((day - today).days) if day else NO_DAY


def button(task: Task) -> str:
    """What the row's button does."""
    return messages.begin_step(task.form, task.tab, task.kind)

"""What is said of going back to a backup, from an open office or because it does not open."""

from __future__ import annotations

from datetime import datetime

from saroma_desk.domain.eras import format_short
from saroma_desk.ui.messages import MARK
from saroma_desk.ui.terms import term

TITLE = "バックアップの状態に戻す"
OF_BACKUP = "このバックアップを作った時のパスフレーズ（戻したあとも、これで開きます）"
LOOK = "内容を確かめる(&L)"
LOOKING = "バックアップをすべて読んでいます"
NOW, THEN = "いま", "このバックアップ"
_COUNTED = (
    ("household", "household"),
    ("screening", "screening"),
    ("plan", "plan"),
    ("progress_note", "progress_note"),
    ("application", "application"),
    ("visit", "visit"),
    ("activity_report", "activity_report"),
    ("claim", "claim"),
    ("issued_paper", "document"),
)
LAST_ACT, ACTS, NO_ACT = "最後の操作", "操作の数", "なし"
UNKNOWN = "？"
UNREADABLE_NOW = "いまのデータは最後まで読めません。"
KEPT_FIRST = (
    "戻す前に、いまのデータは必ず「復元する前の状態」として一覧に残ります。元に戻すときは、それを選んで戻してください。"
)
TYPE_WORD = "確かめたら、下の欄に「復元」と入力してください。"
WORD = "復元"
GO_BACK = "この状態に戻す"
LEAVE = "やめる"
RESTORING = "バックアップの状態に戻しています"
RESTORED = (
    "バックアップの状態に戻しました。戻す前のデータは「復元する前の状態」として残っています。"
    "元に戻すときは、それを選んで「この状態に戻す」を押してください。"
)
CHOOSE_FILE = "戻すバックアップ"
FILES = "バックアップ (*.db)"

RESCUE_TITLE = "バックアップから戻す"
RESCUE_NOTE = "下のバックアップのどれかに戻せます。壊れたデータも消さずに残します。新しいものから順に試してください。"
BACKUPS = "バックアップの一覧"
LOOK_INTO = "このバックアップを確かめる(&L)…"
ELSEWHERE = "別の場所から選ぶ(&F)…"


def counted() -> tuple[tuple[str, str], ...]:
    """Tables whose rows are told, each with the glossary's word for it."""
    return tuple((table, term(word)) for table, word in _COUNTED)


def moment(at: datetime | None) -> str:
    """UTC as a local moment."""
    if at is None:
        return NO_ACT
    local = at.astimezone()
    return f"{format_short(local.date())} {local:%H:%M}"


def number(count: int) -> str:
    """A number of rows."""
    return f"{count:,}"


def lost(acts: int) -> str:
    """What going back means for the acts since."""
    if acts > 0:
        return f"{MARK}このバックアップの後の操作（{acts:,}件）は、戻すと画面から見えなくなります。"
    return (
        "このバックアップの後の操作はありません。"
        if acts == 0
        else "このバックアップには、いまより後の操作があります。"
    )

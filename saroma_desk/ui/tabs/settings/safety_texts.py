"""What is said of going back to a backup and of another passphrase."""

from __future__ import annotations

from datetime import datetime

from saroma_desk.domain.eras import format_short
from saroma_desk.ui.messages import MARK, Message
from saroma_desk.ui.terms import term

KIND = "種類"
KINDS = {"backup": "バックアップ", "kept": "復元する前の状態", "locked": "開けません"}
KIND_TIPS = {
    "backup": "",
    "kept": "バックアップに戻したとき、先に残したデータです。ここへ戻すと、復元を取り消せます。",
    "locked": "いまのパスフレーズでは開けません。作った時のパスフレーズで開けるか、傷んでいます。",
}
PUT_BACK = "この状態に戻す(&R)…"
FROM_FILE = "ファイルから戻す(&F)…"
CHOOSE_FILE = "戻すバックアップ"
BACKUP_FILES = "バックアップ (*.db)"
CHANGE = "パスフレーズを変える(&P)…"
NOTE = (
    "戻す前に、いまのデータは必ず「復元する前の状態」として一覧に残ります。元に戻すときは、それを選んで戻してください。"
)

RESTORE_TITLE = "バックアップの状態に戻す"
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
TYPE_WORD = "確かめたら、下の欄に「復元」と入力してください。"
WORD = "復元"
GO_BACK = "この状態に戻す"
LEAVE = "やめる"
RESTORING = "バックアップの状態に戻しています"
RESTORED = (
    "バックアップの状態に戻しました。戻す前のデータは「復元する前の状態」として残っています。"
    "元に戻すときは、それを選んで「この状態に戻す」を押してください。"
)

CHANGE_TITLE = "パスフレーズの変更"
CHANGE_NOTE = (
    "データを新しいパスフレーズで暗号化し直します。"
    "途中で電源が切れても、元か新しいパスフレーズのどちらかで必ず開きます。"
)
OLD = "いまのパスフレーズ"
OLD_BACKUPS = (
    "これまでのバックアップは、いまのパスフレーズのままです。いまのパスフレーズの紙も捨てずに保管してください。\n"
    "変えたあと、新しいパスフレーズのバックアップを1つ作ります。"
)
NEW = "新しいパスフレーズ"
CHANGE_NOW = "変える"
CHANGING = "パスフレーズを変えています"
CHANGED = "パスフレーズを変え、新しいパスフレーズのバックアップを作りました。"
CHANGED_ALONE = (
    f"パスフレーズを変えました。{MARK}新しいパスフレーズのバックアップは作れませんでした。"
    "「いますぐバックアップ」で作ってください。"
)
LONG_ENOUGH = "長さは十分です。"
SAME = "2つの入力は同じです。"


def length(missing: int) -> str:
    """How many characters a new passphrase still lacks."""
    return f"あと{missing}文字必要です。" if missing > 0 else LONG_ENOUGH


def moment(at: datetime | None) -> str:
    """UTC as a local moment."""
    if at is None:
        return NO_ACT
    local = at.astimezone()
    return f"{format_short(local.date())} {local:%H:%M}"


def number(count: int) -> str:
    """A number of rows."""
    return f"{count:,}"


def counted() -> tuple[tuple[str, str], ...]:
    """Tables whose rows are told, each with the glossary's word for it."""
    return tuple((table, term(word)) for table, word in _COUNTED)


def lost(acts: int) -> str:
    """What going back means for the acts since."""
    if acts > 0:
        return f"{MARK}このバックアップの後の操作（{acts:,}件）は、戻すと画面から見えなくなります。"
    return (
        "このバックアップの後の操作はありません。"
        if acts == 0
        else "このバックアップには、いまより後の操作があります。"
    )


def locked() -> Message:
    """A backup does not open with the present passphrase."""
    return Message(
        code="backup_locked",
        happened=KIND_TIPS["locked"],
        kept="いまのデータは変わっていません。",
        todo="作った時のパスフレーズが分かるときは、「この状態に戻す」で内容を確かめられます。",
    )

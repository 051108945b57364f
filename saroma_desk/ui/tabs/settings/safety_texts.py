"""What is said of backups and of another passphrase."""

from __future__ import annotations

from saroma_desk.ui.messages import MARK, Message

KIND = "種類"
KINDS = {"backup": "バックアップ", "kept": "復元する前の状態", "locked": "開けません"}
KIND_TIPS = {
    "backup": "",
    "kept": "バックアップに戻したとき、先に残したデータです。ここへ戻すと、復元を取り消せます。",
    "locked": "いまのパスフレーズでは開けません。作った時のパスフレーズで開けるか、傷んでいます。",
}
PUT_BACK = "この状態に戻す(&R)…"
FROM_FILE = "ファイルから戻す(&F)…"
CHANGE = "パスフレーズを変える(&P)…"
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


def locked() -> Message:
    """A backup does not open with the present passphrase."""
    return Message(
        code="backup_locked",
        happened=KIND_TIPS["locked"],
        kept="いまのデータは変わっていません。",
        todo="作った時のパスフレーズが分かるときは、「この状態に戻す」で内容を確かめられます。",
    )

"""What can go wrong with a database file, as calm words: what happened, what was kept, what to do."""

from __future__ import annotations

import errno
from typing import Final

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.files import is_disk_full

_MESSAGES: Final = {
    "wrong_passphrase": (
        "パスフレーズが違います。データは変わっていません。"
        "大文字・小文字、日本語入力の状態を確かめて、もう一度入力してください。"
    ),
    "passphrase_needed": "このデータにはパスフレーズが必要です。パスフレーズを入力してください。",
    "weak_passphrase": "パスフレーズは12文字以上にしてください。短い文をそのまま使うと覚えやすくなります。",
    "damaged_database": (
        "データベースが壊れているため開けません。ファイルには何も書き込んでいません。"
        "「バックアップから戻す」で最新のバックアップを選んでください。"
    ),
    "not_a_database": (
        "このファイルは、このプログラムのデータベースではありません。何も変更していません。"
        "ファイルの場所を確かめてください。"
    ),
    "missing_folder": (
        "データのフォルダーが見つかりません。USBメモリーやネットワークの接続と、フォルダーの場所を確かめてください。"
    ),
    "no_database": "このフォルダーにはデータベースがありません。場所を確かめるか、新しく始めてください。",
    "database_exists": "このフォルダーには、すでにデータベースがあります。上書きはしません。",
    "newer_database": (
        "このデータは、より新しい版のプログラムで保存されています。何も変更していません。プログラムを更新してください。"
    ),
    "locked": "別の画面または別の利用者が、このデータを使っています。そちらを閉じてから、もう一度開いてください。",
    "busy": (
        "ほかの保存が終わるのを待ちましたが、終わりませんでした。データは変わっていません。"
        "少し待ってやり直してください。"
    ),
    "read_only": (
        "データのフォルダーまたはファイルに書き込めません。データは変わっていません。"
        "書き込みの権限を、情報担当に確かめてください。"
    ),
    "disk_full": (
        "ディスクの空きが足りないため、保存できませんでした。これまでのデータは残っています。"
        "空きを作ってから、もう一度保存してください。"
    ),
    "disk_error": (
        "ディスクの読み書きに失敗しました。保存済みのデータには手を付けていません。"
        "ほかのプログラムがファイルを使っていないか、ディスクの接続を確かめてください。"
    ),
    "duplicate": "同じ番号または同じ期間の記録がすでにあります。保存はしていません。一覧を開き直して確かめてください。",
    "in_use": "この記録は、ほかの記録から使われているため削除できません。データは変わっていません。",
    "damaged_backup": (
        "このバックアップは壊れているか、書き換えられています。データは変えていません。"
        "別のバックアップを選んでください。"
    ),
    "damaged_content": (
        "データベースに傷みが見つかったため、バックアップを作りませんでした。以前のバックアップは残してあります。"
        "バックアップから戻すことを考えてください。"
    ),
    "unverified_backup": (
        "作成したバックアップを確かめたところ、元のデータと一致しませんでした。"
        "以前のバックアップは残してあります。保存先を変えてやり直してください。"
    ),
}

# SQLite's primary result codes, the low byte of the extended ones
_BY_CODE: Final = {5: "busy", 6: "busy", 8: "read_only", 10: "disk_error", 11: "damaged_database", 13: "disk_full"}
_BY_CODE_MORE: Final = {14: "disk_error", 23: "read_only", 26: "damaged_database"}
# the driver gives constraints one code; their kind stands in SQLite's own fixed words
_UNIQUE: Final = "UNIQUE constraint failed"
_FOREIGN_KEY: Final = "FOREIGN KEY constraint failed"


def fault(code: str) -> KnownError:
    """The error of this code with its words."""
    return KnownError(code, _MESSAGES[code])


def known_fault(error: BaseException) -> KnownError | None:
    """What a driver's or the system's error means to a person; None when it is a bug."""
    if isinstance(error, OSError):
        return _system_fault(error)
    result = getattr(error, "sqlite_errorcode", None)
    if not isinstance(result, int):
        return None
    if str(error).startswith(_UNIQUE):
        return fault("duplicate")
    primary = result & 0xFF
    code = _BY_CODE.get(primary) or _BY_CODE_MORE.get(primary)
    return fault(code) if code else None


def breaks_foreign_key(error: BaseException | None) -> bool:
    """Whether the database refused because another record refers to this one, or this one to nothing."""
    return str(error).startswith(_FOREIGN_KEY)


def _system_fault(error: OSError) -> KnownError:
    if is_disk_full(error):
        return fault("disk_full")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return fault("read_only")
    if isinstance(error, FileNotFoundError | NotADirectoryError | FileExistsError):
        return fault("missing_folder")
    return fault("not_a_database" if isinstance(error, IsADirectoryError) else "disk_error")

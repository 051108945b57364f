"""What the command line says about failures: one calm Japanese line each."""

from __future__ import annotations

import errno
import sys
import unicodedata
from typing import Final

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.files import is_disk_full
from saroma_desk.runtime.resources import ResourceError


def complain(line: str) -> None:
    """Write one line to the error output; line ends within the text become spaces, what would steer a terminal goes."""
    plain = "".join(c for c in " ".join(line.splitlines()) if unicodedata.category(c) not in _STEERING)
    print(plain, file=sys.stderr)  # noqa: T201  this is the one place that writes there


_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


_SYSTEM_WORDS: Final = {
    errno.EACCES: "読み書きが許されていません",
    errno.EPERM: "読み書きが許されていません",
    errno.EROFS: "書き込みのできない場所です",
    errno.ENOENT: "見つかりません",
    errno.ENOTDIR: "フォルダーではありません",
    errno.EISDIR: "フォルダーです。ファイルを指定してください",
    errno.EEXIST: "すでにあります",
    errno.ENAMETOOLONG: "名前が長すぎます",
}


def words_for(error: Exception) -> str | None:
    """One Japanese line for a failure that a person can do something about; None when it is a bug."""
    from saroma_desk.domain.programme import RuleSetError  # not needed until something fails; the window starts sooner

    if isinstance(error, KnownError):
        return error.message
    if isinstance(error, ResourceError):
        return f"プログラムに付属するデータが壊れています（{error.file}）。プログラムを入れ直してください。"
    if isinstance(error, RuleSetError):
        return "プログラムに付属する規則のデータが正しくありません。プログラムを入れ直してください。"
    if isinstance(error, OSError):
        return _system_words(error)
    return None


def _system_words(error: OSError) -> str:
    if is_disk_full(error):
        return (
            "ディスクの空きが足りません。これまでのデータは残っています。空きを作ってから、もう一度実行してください。"
        )
    words = _SYSTEM_WORDS.get(error.errno or 0, "読み書きに失敗しました。場所と接続を確かめてください")
    return f"{error.filename}: {words}。" if error.filename else f"ファイルまたはフォルダー: {words}。"

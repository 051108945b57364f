"""Sentences of beginning a new office and of ending the day."""

from __future__ import annotations

from saroma_desk.ui.messages import Message, Question

NEW_TITLE = "新しい事業所を始める"
NEW_NOTE = (
    "このパソコンには、まだデータがありません。\n"
    "新しく始めるには、データを開くためのパスフレーズを決めてください（12文字以上）。\n"
    "短い文をそのまま使うと覚えやすくなります。"
)
WRITE_DOWN = (
    "パスフレーズを忘れると、データを開く方法はありません。\n紙に書いて、鍵のかかる場所（金庫など）に保管してください。"
)
FIRST = "パスフレーズ"
AGAIN = "もう一度"
UNDERSTOOD = "紙に書いて保管します"
BEGIN = "始める"
DIFFERENT = "2つの入力が違います。もう一度入力してください。"
BACKING_UP = "終わる前にバックアップを作っています"


def too_short(least: int) -> str:
    """A new passphrase has too few characters."""
    return f"{least}文字以上にしてください。"


def backup_failed(reason: str) -> Question:
    """The backup at the end of the day did not work."""
    return Question(
        message=Message(
            code="closing_backup_failed",
            happened=f"終わる前のバックアップを作れませんでした。{reason}",
            kept="記録はすべて保存されています。",
            todo="原因を確かめてやり直すか、バックアップなしで終わるかを選んでください。",
        ),
        answers=(("retry", "もう一度"), ("close", "バックアップなしで終わる"), ("stay", "画面に戻る")),
    )

"""The options that all data commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from saroma_desk.cli.office import Place

DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="データのフォルダー。省くと、この利用者の決まった場所を使います。"),
]
PassphraseFileOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file", metavar="FILE", help="パスフレーズを1行目に書いたファイル。省くと端末で尋ねます。"
    ),
]
PracticeOption = Annotated[
    bool, typer.Option("--practice", help="練習用の事業所を使います（パスフレーズは要りません）。")
]
ProgrammeOption = Annotated[
    str | None,
    typer.Option("--programme", metavar="ID", help="どの事業か。2つの事業で支援している世帯では要ります。"),
]


def place_of(context: typer.Context, data: Path | None, passphrase_file: Path | None, practice: bool) -> Place:
    """The office for this command, from its own options and those given before it."""
    before = context.find_root().obj.place
    return Place(
        data=data or before.data,
        passphrase_file=passphrase_file or before.passphrase_file,
        practice=practice or before.practice,
    )

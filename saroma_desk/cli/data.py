"""`saroma-desk import`, `backup`, `restore` and `check`: the office's data as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from saroma_desk.cli.office import (
    DataOption,
    PassphraseFileOption,
    PracticeOption,
    fit_folder,
    not_connected,
    open_office,
    place_of,
    readable_file,
    target_folder,
)
from saroma_desk.cli.speech import JapaneseCommand


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("import", cls=JapaneseCommand)(import_ledger)
    app.command("backup", cls=JapaneseCommand)(backup)
    app.command("restore", cls=JapaneseCommand)(restore)
    app.command("check", cls=JapaneseCommand)(check)


def import_ledger(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="世帯の台帳（Excel または CSV）。")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="保存せず、行ごとの結果だけを表示します。")] = False,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", metavar="M", help="列の対応を書いたファイル。省くと見出しから決めます。")
    ] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="読めない行を除いて取り込みます。")] = False,
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
) -> None:
    """台帳から世帯を取り込みます。すべての行がそろうまで何も保存しません。"""
    del dry_run, skip_bad
    readable_file(file)
    if mapping is not None:
        readable_file(mapping)
    with open_office(place_of(context, data, passphrase_file, practice)):
        raise not_connected()


def backup(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="控えを置くフォルダー。省くとデータの隣に置きます。")
    ] = None,
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
) -> None:
    """控え（バックアップ）を作り、開いて確かめます。"""
    if to is not None:
        target_folder(to)
    with open_office(place_of(context, data, passphrase_file, practice)):
        raise not_connected()


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="控え（バックアップ）のファイル。")],
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
) -> None:
    """控えから戻します。今のデータは先に別の控えとして残します。"""
    readable_file(file)
    fit_folder(place_of(context, data, passphrase_file, practice))
    raise not_connected()


def check(
    context: typer.Context,
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
) -> None:
    """データ、操作の記録、書体、規則の健全さを点検します。"""
    with open_office(place_of(context, data, passphrase_file, practice)):
        raise not_connected()

"""`saroma-desk import`, `backup`, `restore` and `check`: the office's data as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saroma_desk.cli.japanese import JapaneseCommand
from saroma_desk.cli.office import (
    fit_folder,
    open_office,
    read_passphrase,
    readable_file,
    target_folder,
    user_at_the_desk,
)
from saroma_desk.cli.options import DataOption, PassphraseFileOption, PracticeOption, place_of
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import SystemClock

if TYPE_CHECKING:
    from saroma_desk.services.importplan import ImportPlan


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
    readable_file(file)
    if mapping is not None:
        readable_file(mapping)
    with open_office(place_of(context, data, passphrase_file, practice)) as ctx:
        from saroma_desk.services import importing
        from saroma_desk.services.importplan import Verdict

        plan = importing.plan_import(ctx, file, mapping)
        for line in _fate_lines(plan):
            typer.echo(line)
        typer.echo(
            f"{plan.rows}行（{len(plan.families)}世帯）、"
            + "、".join(f"{verdict} {plan.count(verdict)}行" for verdict in Verdict)
        )
        if not dry_run:
            stored = importing.run_import(ctx, plan, skip_bad=skip_bad)
            typer.echo(f"{stored.value}世帯を取り込みました。")


def _fate_lines(plan: ImportPlan) -> Iterator[str]:
    """One line for each row of the ledger, and one before them for each sheet that is left out."""
    rows = {(fate.sheet, fate.row) for fate in plan.fates}
    for hint in plan.hints:
        if (hint.sheet, hint.row) not in rows:
            yield f"確認: {_place(hint.sheet, hint.row)}: {hint.reason}"
    for fate in plan.fates:
        said = "　".join(f"{f.column}: {f.reason}" if f.column else f.reason for f in fate.findings)
        yield f"{fate.verdict}: {_place(fate.sheet, fate.row)} 世帯 {fate.household} {said}"


def _place(sheet: str, row: int) -> str:
    return f"{sheet} {row}行目" if sheet else f"{row}行目"


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
    folder = target_folder(to) if to is not None else None
    with open_office(place_of(context, data, passphrase_file, practice)) as office:
        from saroma_desk.services.backups import make_backup

        made = make_backup(office, folder).value
    typer.echo(f"控えを作り、開いて確かめました: {made.file}（{made.size:,} バイト）")
    if made.thinned:
        typer.echo(f"古い控えを {len(made.thinned)} 件整理しました。")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="控え（バックアップ）のファイル。")],
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
) -> None:
    """控えから戻します。今のデータは先に別の控えとして残します。"""
    from saroma_desk.storage import restore as put_back

    place = place_of(context, data, passphrase_file, practice)
    readable_file(file)
    folder = fit_folder(place)
    passphrase = None if place.practice else read_passphrase(place.passphrase_file)
    done = put_back(file, folder, passphrase, clock=SystemClock(), user=user_at_the_desk())
    typer.echo(f"控えから戻しました: {folder}")
    if done.kept is not None:
        typer.echo(f"戻す前のデータは残してあります: {done.kept}")


def check(
    context: typer.Context,
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
) -> None:
    """データ、操作の記録、ひな形、書体、規則、用語の健全さを点検します。"""
    from saroma_desk.cli.health import program_health

    place = place_of(context, data, passphrase_file, practice)
    health = program_health(fit_folder(place))
    for problem in health.problems:  # before the office is opened: with broken rules it could not be
        typer.echo(f"問題: {problem}")
    with open_office(place) as office:
        from saroma_desk.storage import check as check_store

        content = check_store(office.store)
    typer.echo("、".join(f"{name} {count:,}件" for name, count in health.looked_at.items()) + "を点検しました。")
    typer.echo(f"データ: {sum(content.rows.values()):,} 行、操作の記録 {content.audit.sequence:,} 件。")
    for problem in content.problems:
        typer.echo(f"問題: データ: {problem}")
    found = len(health.problems) + len(content.problems)
    if found:
        raise KnownError(
            "check_failed", f"点検で問題が {found} 件見つかりました。控えを残したまま、情報担当に相談してください。"
        )
    typer.echo("点検を終えました。問題はありません。")

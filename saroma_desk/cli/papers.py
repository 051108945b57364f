"""`saroma-desk form` and `saroma-desk bundle`: papers as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saroma_desk.cli.cases import episode_of, named_programme
from saroma_desk.cli.japanese import JapaneseCommand, WrongCall
from saroma_desk.cli.office import open_office, save, target_file
from saroma_desk.cli.options import DataOption, PassphraseFileOption, PracticeOption, ProgrammeOption, place_of
from saroma_desk.cli.speech import complain

if TYPE_CHECKING:
    from saroma_desk.forms.copies import Trouble
    from saroma_desk.forms.paper import Paper
    from saroma_desk.services.context import AppContext

OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="作る PDF ファイル。")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("form", cls=JapaneseCommand)(form)
    app.command("bundle", cls=JapaneseCommand)(bundle)


def form(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", min=1, max=10, help="様式の番号（1〜10）。")],
    out: OutOption,
    case: Annotated[str | None, typer.Option("--case", metavar="NO", help="ケース番号。白紙では要りません。")] = None,
    blank: Annotated[bool, typer.Option("--blank", help="手書き用の白紙を作ります。")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="「案」と入れます。白紙には使えません。")] = False,
    programme: ProgrammeOption = None,
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
) -> None:
    """様式を1枚、PDF にします。"""
    target_file(out)
    if case is None and not blank:
        raise WrongCall("「--case」でケース番号を指定するか、--blank を付けてください。")
    if blank and draft:
        raise WrongCall("「--blank」と「--draft」は、いっしょに使えません。")
    with open_office(place_of(context, data, passphrase_file, practice)) as ctx:
        from saroma_desk.forms import issue

        name = issue.FORMS[number - 1]
        if blank or case is None:
            made = issue.blank(ctx, name, named_programme(ctx, programme) if programme else None)
        else:
            made = _filled(ctx, name, episode_of(ctx, case, programme), draft=draft)
        save(made.pdf(), out)
    typer.echo(f"作りました: {out}（{len(made.pages)}頁）")


def _filled(ctx: AppContext, form: str, episode_id: int, *, draft: bool) -> Paper:
    from saroma_desk.forms import copies, issue

    subject = issue.latest_subject(ctx, form, episode_id)
    printing = issue.Printing(mode="draft" if draft else "filled")
    prepared = issue.prepare(ctx, form, subject, episode_id=episode_id, printing=printing)
    tell_undrawable(copies.troubles(ctx, prepared))
    return prepared.paper


def tell_undrawable(troubles: tuple[Trouble, ...]) -> None:
    """Write one line for each character that a paper cannot show as stored, and what it shows instead."""
    for found in troubles:
        glyph, whose = found.glyph, f"（{found.person}）" if found.person else ""
        instead = f"「{glyph.drawn}」で代用しました" if glyph.drawn else "手書きの空きにしました"
        done = "見えない制御文字のため省きました" if glyph.trouble == "invisible" else instead
        form = f"様式{int(found.form.removeprefix('form'))}号"
        place = f"{form} {found.label}{whose}"
        complain(f"書体にない字: {place} 「{glyph.character}」 {glyph.code_point} {done}。")


def bundle(
    context: typer.Context,
    case: Annotated[str, typer.Option("--case", metavar="NO", help="ケース番号。")],
    out: OutOption,
    changed: Annotated[bool, typer.Option("--changed", help="前回の印刷から変わった書類だけを綴ります。")] = False,
    duplex: Annotated[bool, typer.Option("--duplex", help="両面印刷のため、白い頁をはさみます。")] = False,
    programme: ProgrammeOption = None,
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
) -> None:
    """ケースの書類一式を、綴りの順に1つの PDF にします。"""
    target_file(out)
    with open_office(place_of(context, data, passphrase_file, practice)) as ctx:
        from saroma_desk.forms import folder

        made = folder.make_folder(ctx, episode_of(ctx, case, programme), duplex=duplex, changed_only=changed)
        save(made.content, out)
        tell_undrawable(made.troubles)
        folder.note_printed(ctx, made)
    typer.echo(f"作りました: {out}")

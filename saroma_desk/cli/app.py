"""The command line: all commands, their common options, and one funnel for every failure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from typer.exceptions import TyperException

import saroma_desk
from saroma_desk.cli import data, demo, papers, pictures, report
from saroma_desk.cli.ending import DONE, INTERRUPTED, WRONG_CALL, ended, interrupted
from saroma_desk.cli.japanese import JapaneseGroup, words_for_wrong_call
from saroma_desk.cli.office import Place
from saroma_desk.cli.options import DataOption, PassphraseFileOption, PracticeOption
from saroma_desk.cli.speech import complain
from saroma_desk.cli.window import Screens, open_window
from saroma_desk.runtime import logging as desk_logging
from saroma_desk.runtime import paths


@dataclass(frozen=True, slots=True)
class Call:
    """What is known before the command's own options are read: travels as typer's `ctx.obj`."""

    screens: Screens
    place: Place


app = typer.Typer(
    cls=JapaneseGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    help="佐呂間町養育支援訪問事業の業務デスク。命令を付けないと画面を開きます。",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"saroma-desk {saroma_desk.__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", is_eager=True, callback=_show_version, help="版の番号を表示します。")
]


@app.callback()
def window(
    context: typer.Context,
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
    version: VersionOption = False,
) -> None:
    """Without a command: the window. With one: keep the options for it."""
    del version  # its callback has already answered
    place = Place(data=data, passphrase_file=passphrase_file, practice=practice)
    screens: Screens = context.obj
    context.obj = Call(screens, place)
    if context.invoked_subcommand is None:
        raise typer.Exit(open_window(place, screens))
    desk_logging.set_up(paths.logs_folder())


for group in (demo, data, papers, report, pictures):
    group.register(app)


def run(arguments: Sequence[str], screens: Screens) -> int:
    """Do what the arguments ask for; every failure ends in one Japanese line on the error output.

    Returns:
        0 done, 1 the work could not be done, 2 wrong call, 130 interrupted.
    """
    return ended(lambda: _run(arguments, screens))


def _run(arguments: Sequence[str], screens: Screens) -> int:
    try:
        answer = app(args=list(arguments), prog_name="saroma-desk", standalone_mode=False, obj=screens)
    except TyperException as error:
        complain(words_for_wrong_call(error))
        return WRONG_CALL
    except typer.Abort:
        return interrupted()
    if answer == INTERRUPTED:
        return interrupted()
    return answer if isinstance(answer, int) else DONE

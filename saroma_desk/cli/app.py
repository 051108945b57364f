"""The command line: all commands, their common options, and one funnel for every failure."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol

import typer
from typer.exceptions import TyperException

import saroma_desk
from saroma_desk.cli import data, demo, papers, pictures, report
from saroma_desk.cli.office import DataOption, PassphraseFileOption, Place, PracticeOption, fit_folder, read_passphrase
from saroma_desk.cli.speech import JapaneseGroup, complain, words_for, words_for_wrong_call
from saroma_desk.runtime import logging as desk_logging
from saroma_desk.runtime import paths
from saroma_desk.runtime.clock import SystemClock

DONE, FAILED, WRONG_CALL, INTERRUPTED = 0, 1, 2, 130


class Screens(Protocol):
    """What needs a window; `__main__` hands it in, because this room and the window do not know each other."""

    def open_window(self, folder: Path, *, passphrase: str | None, practice: bool) -> int:
        """Show the window over the data in `folder` until it is closed; returns the exit code.

        A `passphrase` of None means that the window asks for it.
        """
        ...

    def draw_pictures(self, target: Path) -> None:
        """Write a PNG of every tab and dialog over the practice office into the folder `target`."""
        ...


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
    desk_logging.set_up(paths.logs_folder())
    if context.invoked_subcommand is None:
        passphrase = read_passphrase(passphrase_file) if passphrase_file else None
        raise typer.Exit(screens.open_window(fit_folder(place), passphrase=passphrase, practice=practice))


for group in (demo, data, papers, report, pictures):
    group.register(app)


def run(arguments: Sequence[str], screens: Screens) -> int:
    """Do what the arguments ask for; every failure ends in one Japanese line on the error output.

    Returns:
        0 done, 1 the work could not be done, 2 wrong call, 130 interrupted.
    """
    try:
        answer = app(args=list(arguments), prog_name="saroma-desk", standalone_mode=False, obj=screens)
    except TyperException as error:
        complain(words_for_wrong_call(error))
        return WRONG_CALL
    except (typer.Abort, KeyboardInterrupt):
        return _interrupted()
    except Exception as error:  # the funnel: nobody at the desk should ever read a traceback
        return _failed(error)
    if answer == INTERRUPTED:
        return _interrupted()
    return answer if isinstance(answer, int) else DONE


def _interrupted() -> int:
    complain("中断しました。保存済みのデータはそのままです。")
    return INTERRUPTED


def _failed(error: Exception) -> int:
    logger = logging.getLogger("saroma_desk.cli")
    words = words_for(error)
    if words is not None:
        logger.info("command_refused", exc_info=error)
        complain(words)
        return FAILED
    logger.critical("unexpected_error", exc_info=error)
    report_file = desk_logging.write_report(error, paths.logs_folder(), SystemClock())
    where = f"個人情報を含まない報告を保存しました: {report_file}" if report_file else "報告は保存できませんでした。"
    complain(f"プログラムの誤りのため中止しました。保存済みのデータはそのままです。{where}")
    return FAILED

"""`saroma-desk` without a command: the window, without waiting for what only commands need."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from saroma_desk.cli.office import Place, fit_folder, read_passphrase
from saroma_desk.runtime import logging as desk_logging
from saroma_desk.runtime import paths


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


def window_call(arguments: Sequence[str]) -> Place | None:
    """The office of a call that plainly wants the window; None for any other call, right or wrong.

    Commands are read by typer, whose loading would double the time until the window stands.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--passphrase-file", type=Path)
    parser.add_argument("--practice", action="store_true")
    try:
        found, others = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    if others:
        return None
    return Place(data=found.data, passphrase_file=found.passphrase_file, practice=found.practice)


def open_window(place: Place, screens: Screens) -> int:
    """Show the window over an office; returns the exit code.

    Raises:
        KnownError: the folder is unfit for a live database, or the passphrase file cannot be read.
    """
    desk_logging.set_up(paths.logs_folder())
    passphrase = read_passphrase(place.passphrase_file) if place.passphrase_file else None
    return screens.open_window(fit_folder(place), passphrase=passphrase, practice=place.practice)

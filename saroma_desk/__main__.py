"""`saroma-desk`: the window by default, a sub-command otherwise; nothing heavy is imported before it must be."""

from __future__ import annotations

import io
import logging
import sys
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from saroma_desk.runtime.memory import look_for_cycles_rarely

if TYPE_CHECKING:
    from saroma_desk.services.context import AppContext
    from saroma_desk.services.rescue import Rescue


class Screens:
    """Opens the window's room only when a window is wanted."""

    def open_window(self, folder: Path, *, passphrase: str | None, practice: bool) -> int:
        """Show the window over the data in `folder` until it is closed; returns the exit code."""
        from saroma_desk.runtime import paths, settings
        from saroma_desk.ui import app

        def office(given: str | None) -> AbstractContextManager[AppContext]:
            return _practice_office(folder) if practice else _real_office(folder, given or passphrase)

        def new_office(chosen: str) -> AbstractContextManager[AppContext]:
            return _real_office(folder, chosen, create=True)

        scale = settings.load(paths.settings_file()).text_scale
        if practice:
            return app.run(office, practice=True, text_scale=scale)
        return app.run(office, practice=False, text_scale=scale, create=new_office, rescue=partial(_rescue, folder))

    def draw_pictures(self, target: Path) -> None:
        """Write a PNG of every tab and dialog over the practice office into the folder `target`."""
        from saroma_desk.ui import pictures

        pictures.draw_all(target)


def _real_office(folder: Path, passphrase: str | None, *, create: bool = False) -> AbstractContextManager[AppContext]:
    from saroma_desk.bootstrap import open_context
    from saroma_desk.cli.office import user_at_the_desk

    return open_context(folder, passphrase=passphrase, user=user_at_the_desk(), create=create)


def _rescue(folder: Path) -> Rescue:
    from saroma_desk.cli.office import user_at_the_desk
    from saroma_desk.runtime.clock import SystemClock
    from saroma_desk.services.rescue import Rescue

    return Rescue(folder=folder, clock=SystemClock(), user=user_at_the_desk())


def _practice_office(folder: Path) -> AbstractContextManager[AppContext]:
    from saroma_desk.practice import builder, showcase

    if not folder.is_dir() or not any(folder.iterdir()):
        for _ in builder.build(folder):
            pass
    return showcase.open_practice(folder)


def main() -> int:
    """Entry point of the command `saroma-desk`; returns the exit code."""
    look_for_cycles_rarely()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # pythonw on Windows has none
            stream.reconfigure(errors="replace")  # a console that lacks a character shows "?"
    logging.captureWarnings(capture=True)
    from saroma_desk.cli.ending import ended
    from saroma_desk.cli.window import open_window, window_call

    place = window_call(sys.argv[1:])
    if place is not None:
        return ended(lambda: open_window(place, Screens()))
    from saroma_desk.cli.app import run

    return run(sys.argv[1:], Screens())


if __name__ == "__main__":
    sys.exit(main())

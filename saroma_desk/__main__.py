"""`saroma-desk`: the window by default, a sub-command otherwise; nothing heavy is imported before it must be."""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path


class Screens:
    """Opens the window's room only when a window is wanted."""

    def open_window(self, folder: Path, *, passphrase: str | None, practice: bool) -> int:
        """Show the window over the data in `folder` until it is closed; returns the exit code."""
        raise _without_window()

    def draw_pictures(self, target: Path) -> None:
        """Write a PNG of every tab and dialog over the practice office into the folder `target`."""
        raise _without_window()


def _without_window() -> Exception:
    from saroma_desk.cli.office import not_connected

    return not_connected()


def main() -> int:
    """Entry point of the command `saroma-desk`; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # pythonw on Windows has none
            stream.reconfigure(errors="replace")  # a console that lacks a character shows "?"
    logging.captureWarnings(capture=True)
    from saroma_desk.cli.app import run

    return run(sys.argv[1:], Screens())


if __name__ == "__main__":
    sys.exit(main())

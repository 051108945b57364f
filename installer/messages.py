"""How the set-up speaks: progress on the standard output, one calm Japanese line on the error output."""

from __future__ import annotations

import sys


class SetupError(Exception):
    """The set-up could not go on; the text is one Japanese line that says why and what to do."""


def speak_safely() -> None:
    """Keep a console that lacks a character (Windows, old locale) from stopping the set-up: it gets a substitute."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def step(text: str) -> None:
    """Say what happens now, at once, so that it stands before the output of the programs started next."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Say in one line what went wrong."""
    print(text, file=sys.stderr, flush=True)

"""Runs the whole demo in a process of its own and notes what it touches: `python watched_demo.py OUT NOTES`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

_NETWORK = ("socket.", "urllib.", "http.", "smtplib.", "ftplib.", "webbrowser.")
_FILES = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate")
_STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile")

touched: set[tuple[str, str]] = set()


def _note(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith(_NETWORK) or event in _STARTS:
        touched.add((event, ""))
    elif event in _FILES and isinstance(args[0], str | bytes | os.PathLike):
        place = os.fsencode(os.path.abspath(args[0]))  # noqa: PTH100  resolve() would follow links
        touched.add((event, place.decode("utf-8", "replace")))


def main(out: str, notes: str) -> int:
    """Give the demo's exit code; `notes` becomes a JSON list of (event, path)."""
    sys.addaudithook(_note)
    sys.argv = ["saroma-desk", "demo", "--out", out]
    from saroma_desk.__main__ import main as run

    code = run()
    Path(notes).write_text(json.dumps(sorted(touched)), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

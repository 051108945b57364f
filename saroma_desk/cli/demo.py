"""`saroma-desk demo`: the main job with no screen, on invented families."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from saroma_desk.cli.office import not_connected, target_folder
from saroma_desk.cli.speech import JapaneseCommand


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("demo", cls=JapaneseCommand)(demo)


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="書類と集計を作るフォルダー。なければ作ります。")],
) -> None:
    """練習用の事業所で、受付から年度の集計までを行い、書類と集計を作ります。"""
    target_folder(out)
    raise not_connected()

"""`saroma-desk pictures`: what every screen looks like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from saroma_desk.cli.japanese import JapaneseCommand
from saroma_desk.cli.office import target_folder


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("pictures", cls=JapaneseCommand)(pictures)


def pictures(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="DIR", help="画像を作るフォルダー。なければ作ります。")],
) -> None:
    """練習用の事業所で、すべての画面の画像（PNG）を作ります。"""
    context.obj.screens.draw_pictures(target_folder(target))

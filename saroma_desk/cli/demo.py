"""`saroma-desk demo`: the main job with no screen, on invented families."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saroma_desk.cli.japanese import JapaneseCommand
from saroma_desk.cli.office import target_folder

if TYPE_CHECKING:
    from saroma_desk.practice.showcase import Made


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("demo", cls=JapaneseCommand)(demo)


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="書類と集計を作るフォルダー。なければ作ります。")],
) -> None:
    """練習用の事業所で、受付から年度の集計までを行い、書類と集計を作ります。"""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    from saroma_desk.practice import showcase

    target_folder(out)
    made: list[showcase.Made] = []
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("練習用の事業所を作っています", total=None)
        for step in showcase.demo(out):
            if isinstance(step, showcase.Made):
                made.append(step)
                progress.update(task, description="書類を作っています")
            else:
                progress.update(task, completed=step.done, total=step.total)
    _show(made, out)


def _show(made: list[Made], out: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"作ったもの（{out}）", title_justify="left")
    table.add_column("ファイル")
    table.add_column("内容")
    table.add_column("頁", justify="right")
    table.add_column("KB", justify="right")
    for item in made:
        table.add_row(item.file, item.what, "" if item.pages is None else str(item.pages), f"{item.size / 1024:,.0f}")
    Console().print(table)

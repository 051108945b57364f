"""`saroma-desk report`: the yearly workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from saroma_desk.cli.cases import named_programme
from saroma_desk.cli.japanese import JapaneseCommand
from saroma_desk.cli.office import open_office, target_file
from saroma_desk.cli.options import DataOption, PassphraseFileOption, PracticeOption, place_of


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("report", cls=JapaneseCommand)(report)


def report(
    context: typer.Context,
    year: Annotated[
        int, typer.Option("--year", metavar="FY", min=1989, max=2100, help="年度（西暦。2026 は令和8年度）。")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="作る Excel ファイル。")],
    public: Annotated[bool, typer.Option("--public", help="公表用に、少ない件数を伏せます。")] = False,
    programme: Annotated[
        str | None, typer.Option("--programme", metavar="ID", help="どの事業か。省くと、この事業所の最初の事業です。")
    ] = None,
    data: DataOption = None,
    passphrase_file: PassphraseFileOption = None,
    practice: PracticeOption = False,
) -> None:
    """年度の集計（Excel）を作ります。"""
    target_file(out)
    with open_office(place_of(context, data, passphrase_file, practice)) as ctx:
        from saroma_desk.reports.workbook import write_workbook
        from saroma_desk.services import yearly

        counted = yearly.year_data(ctx, year, named_programme(ctx, programme).family if programme else "")
        write_workbook(counted, out, public=public)
        yearly.record_export(ctx, counted, public=public)
    typer.echo(f"作りました: {out}")

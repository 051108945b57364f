"""Reading an office's own ledger (Excel or CSV) as text, cell by cell, without guessing at meanings."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from saroma_desk.domain.errors import KnownError

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_UNPACKED: Final = 300 * 1024 * 1024
MAX_ROWS: Final = 20_000
_ENCODINGS: Final = ("utf-8-sig", "cp932")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as it stands in the file: `number` counts from 1, `cells` are texts, dates stay dates."""

    sheet: str
    number: int
    cells: tuple[str | date, ...]


def read_rows(file: Path) -> tuple[SheetRow, ...]:
    """All rows of all visible sheets (or of the CSV file) that hold anything.

    Merged cells give their value once, at the top left, as the sheet stores it. Formulas give the value that Excel
    saved last.

    Raises:
        KnownError: not an Excel or CSV file, with a password, damaged, or larger than an office's ledger can be.
    """
    try:
        size, content = file.stat().st_size, b""
        if size <= MAX_BYTES:
            content = file.read_bytes()
    except OSError as error:
        raise KnownError("unreadable_file", "ファイルを読めません。場所と名前を確かめてください。") from error
    if size > MAX_BYTES:
        raise KnownError(
            "file_too_large", f"ファイルが大きすぎます（{size // 1024 // 1024} MB）。必要な表だけにしてください。"
        )
    if zipfile.is_zipfile(file):
        return tuple(_limited(_workbook_rows(file)))
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # the old container of .xls and of workbooks with a password
        raise KnownError(
            "old_workbook",
            "古い形式（.xls）か、パスワード付きのファイルです。.xlsx で保存し直してから取り込んでください。",
        )
    return tuple(_limited(_csv_rows(content)))


def _limited(rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    for count, row in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise KnownError("too_many_rows", f"行が多すぎます（{MAX_ROWS:,}行まで）。分けて取り込んでください。")
        yield row


def _workbook_rows(file: Path) -> Iterator[SheetRow]:
    from openpyxl import load_workbook

    _check_unpacked(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        raise KnownError(
            "unreadable_workbook", "Excel ファイルとして読めません。壊れているか、別の形式です。"
        ) from error
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                cells = tuple(_text(value) for value in row)
                if any(cells):
                    yield SheetRow(sheet.title, number, cells)
    finally:
        book.close()


def _check_unpacked(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        unpacked = sum(info.file_size for info in archive.infolist())
        parts = [archive.read(name)[:4096] for name in names if name == "xl/workbook.xml"]
    if unpacked > MAX_UNPACKED:
        raise KnownError("file_too_large", "展開すると大きすぎるファイルです。必要な表だけにしてください。")
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts):
        raise KnownError("unreadable_workbook", "Excel ファイルとして読めません。壊れているか、別の形式です。")


def _csv_rows(content: bytes) -> Iterator[SheetRow]:
    text = _decoded(content)
    if "\x00" in text:
        raise KnownError("unreadable_file", "表として読めないファイルです。Excel（.xlsx）か CSV を選んでください。")
    dialect: Mapping[str, str] = {"delimiter": "\t" if "\t" in text.partition("\n")[0] else ","}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), **dialect), start=1):  # type: ignore[arg-type]
            if any(cell.strip() for cell in row):
                yield SheetRow("", number, tuple(row))
    except csv.Error as error:  # a cell longer than any ledger has, mostly a quotation mark that was never closed
        raise KnownError(
            "unreadable_file", 'CSV として読めません。引用符（"）の閉じ忘れがないか確かめてください。'
        ) from error


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF16_MARKS):
        return content.decode("utf-16", errors="strict") if len(content) % 2 == 0 else _no_text()
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _no_text()


def _no_text() -> str:
    raise KnownError(
        "unknown_encoding", "文字コードを読み取れません。UTF-8 か Shift_JIS（Excel の CSV）で保存してください。"
    )


def _text(value: object) -> str | date:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

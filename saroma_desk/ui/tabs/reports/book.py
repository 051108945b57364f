"""Writing the workbook: the internal one asks what it is for, and every export is noted."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from saroma_desk.reports.workbook import default_name, write_workbook
from saroma_desk.services import yearly
from saroma_desk.services.context import AppContext
from saroma_desk.services.result import Result
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import FieldSpec, Section
from saroma_desk.ui.tabs.reports import texts
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What an export is for."""

    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Which book: of a year and programme (`Programme.family`), with names or for the public."""

    year: int
    family: str
    public: bool


@dataclass(frozen=True, slots=True)
class BookStep:
    """How far the writing is."""

    done: int
    total: int
    label: str


def write(ctx: AppContext, book: Book, out: Path, purpose: str) -> Generator[BookStep, None, Path]:
    """Count, write and note; a generator for long work that gives the path."""
    year, public = book.year, book.public
    yield BookStep(0, 3, texts.SAVING)
    data = yearly.year_data(ctx, year, book.family)
    yield BookStep(1, 3, texts.SAVING)
    write_workbook(data, out, public=public)
    yield BookStep(2, 3, texts.SAVING)
    yearly.record_export(ctx, data, public=public, purpose=purpose)
    return out


def ask_and_save(desk: Desk, book: Book, parent: QWidget) -> None:
    """Ask for the purpose of an internal book, then for a place, then write."""
    if book.public:
        _ask_place(desk, book, parent, "")
        return
    field = FieldSpec(name="purpose", label=texts.PURPOSE, required=True, wide=True)
    act = Act(
        title=texts.PURPOSE_TITLE,
        sections=(Section("", (field,)),),
        record=Purpose(),
        command=Result,
        done=lambda result: _ask_place(desk, book, parent, result.value.purpose),
        accept=messages.SAVE_AS,
        note=texts.PURPOSE_NOTE,
    )
    FormDialog(desk, act, parent.window()).open()


def _ask_place(desk: Desk, book: Book, parent: QWidget, purpose: str) -> None:
    def ask(name: str) -> None:
        path, _ = QFileDialog.getSaveFileName(parent, messages.SAVE_AS, name, texts.EXCEL)
        if path:
            save_to(desk, book, Path(path), purpose)

    ctx = desk.ctx

    def name() -> str:
        return default_name(yearly.year_data(ctx, book.year, book.family), public=book.public)

    desk.operations.query(name, ask, owner=parent)


def save_to(desk: Desk, book: Book, path: Path, purpose: str) -> None:
    """Write the book there, with progress."""
    ctx = desk.ctx
    desk.operations.long_work(
        texts.SAVING,
        lambda: write(ctx, book, path, purpose),
        lambda out: desk.say(texts.saved(str(out)).text),
    )

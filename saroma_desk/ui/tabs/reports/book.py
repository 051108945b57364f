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


@dataclass(frozen=True, slots=True)
class BookStep:
    """How far the writing is."""

    done: int
    total: int
    label: str


def write(ctx: AppContext, year: int, out: Path, *, public: bool, purpose: str) -> Generator[BookStep, None, Path]:
    """Count, write and note; a generator for long work that gives the path."""
    yield BookStep(0, 3, texts.SAVING)
    data = yearly.year_data(ctx, year)
    yield BookStep(1, 3, texts.SAVING)
    write_workbook(data, out, public=public)
    yield BookStep(2, 3, texts.SAVING)
    yearly.record_export(ctx, year, public=public, purpose=purpose)
    return out


def ask_and_save(desk: Desk, year: int, *, public: bool, parent: QWidget) -> None:
    """Ask for the purpose of an internal book, then for a place, then write."""
    if public:
        _ask_place(desk, year, parent, public=True, purpose="")
        return
    field = FieldSpec(name="purpose", label=texts.PURPOSE, required=True, wide=True)
    act = Act(
        title=texts.PURPOSE_TITLE,
        sections=(Section("", (field,)),),
        record=Purpose(),
        command=Result,
        done=lambda result: _ask_place(desk, year, parent, public=False, purpose=result.value.purpose),
        accept=messages.SAVE_AS,
        note=texts.PURPOSE_NOTE,
    )
    FormDialog(desk, act, parent.window()).open()


def _ask_place(desk: Desk, year: int, parent: QWidget, *, public: bool, purpose: str) -> None:
    def ask(name: str) -> None:
        path, _ = QFileDialog.getSaveFileName(parent, messages.SAVE_AS, name, texts.EXCEL)
        if path:
            save_to(desk, year, Path(path), public=public, purpose=purpose)

    ctx = desk.ctx
    desk.operations.query(lambda: default_name(yearly.year_data(ctx, year), public=public), ask, owner=parent)


def save_to(desk: Desk, year: int, path: Path, *, public: bool, purpose: str) -> None:
    """Write the book there, with progress."""
    ctx = desk.ctx
    desk.operations.long_work(
        texts.SAVING,
        lambda: write(ctx, year, path, public=public, purpose=purpose),
        lambda out: desk.say(texts.saved(str(out)).text),
    )

"""The disk is full or fails, at each point in turn: what was there stays, and the person reads calm words."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import event

from saroma_desk.domain.errors import KnownError
from saroma_desk.forms import issue
from saroma_desk.practice.showcase import episode_of
from saroma_desk.reports.workbook import write_workbook
from saroma_desk.services import backups, documents, drafts, importing, yearly
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft
from saroma_desk.storage import check, inspect_backup

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
PAGES_AT_ONCE = 1 if NIGHTLY else 4
CALM = {"disk_full", "disk_error", "read_only", "file_held", "not_saved", "missing_folder"}


class Disk:
    """Gives the open office's database so many more pages, and no more."""

    def __init__(self, ctx: AppContext) -> None:
        self.limit = 0
        self.engine = ctx.store.engine
        event.listen(self.engine, "checkout", self._limit)

    def pages(self) -> int:
        with self.engine.connect() as connection:
            return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())

    def give(self, more: int | None) -> None:
        """Let the file grow by `more` pages from now on; None takes the limit away."""
        self.limit = 0
        used = self.pages()
        self.limit = 1_000_000_000 if more is None else used + more

    def _limit(self, raw: object, *_: object) -> None:
        if self.limit:
            raw.execute(f"PRAGMA max_page_count = {self.limit:d}")  # type: ignore[attr-defined]


def full_then_fuller(disk: Disk, act: Callable[[], object]) -> Iterator[KnownError]:
    """Let `act` run out of room after each number of pages until it has enough."""
    for more in count(0, PAGES_AT_ONCE):
        disk.give(more)
        try:
            act()
        except KnownError as error:
            disk.give(None)
            yield error
        else:
            disk.give(None)
            return


def state(ctx: AppContext) -> tuple[dict[str, int], int]:
    return ctx.store.counts(), ctx.store.audit_head().sequence


def a_notice(ctx: AppContext) -> tuple[PaperDraft, int]:
    """A paper of the practice office that can be issued once more under a branch number."""
    episode_id = episode_of(ctx, "f07")
    shown = next(p for p in documents.papers(ctx, episode_id=episode_id) if p.form == "form03")
    key, number, day = shown.subject_key, shown.number, shown.issued_on
    return PaperDraft(form="form03", subject_key=key, number=number, branch="9", issued_on=day), episode_id


def ledger(file: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["世帯番号", "氏名", "続柄", "生年月日", "住所"])
    for number in range(60):
        sheet.append([number, f"山田　{number}", "母", "平成8年4月1日", f"佐呂間町字若佐{number}番地"])
    book.save(file)
    return file


def trials(ctx: AppContext, folder: Path) -> dict[str, Callable[[], object]]:
    draft, episode_id = a_notice(ctx)
    plan = importing.plan_import(ctx, ledger(folder / "ledger.xlsx"))
    long = "あ" * 60_000
    return {
        "issue": lambda: issue.issue(ctx, draft, episode_id=episode_id),
        "import": lambda: importing.run_import(ctx, plan),
        "draft": lambda: drafts.save_draft(ctx, "visits:1", long),
    }


@pytest.mark.parametrize("act", ["issue", "import", "draft"])
def test_a_database_that_cannot_grow(office: AppContext, tmp_path: Path, act: str) -> None:
    run, disk, before = trials(office, tmp_path)[act], Disk(office), state(office)
    failures = 0
    for error in full_then_fuller(disk, run):
        assert error.code == "disk_full"
        assert "これまでのデータは残っています" in error.message
        assert state(office) == before
        failures += 1
    assert failures > 0
    assert state(office) != before
    assert check(office.store).problems == ()


class Failing:
    """Lets the n-th of the steps that write files fail."""

    STEPS = ((tempfile, "mkstemp"), (os, "fsync"), (Path, "replace"), (Path, "rename"), (Path, "mkdir"))

    def __init__(self, patch: pytest.MonkeyPatch, nth: int, code: int) -> None:
        self.left, self.code = nth, code
        for place, name in self.STEPS:
            patch.setattr(place, name, self._wrap(getattr(place, name)))

    def _wrap(self, step: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **options: object) -> object:
            self.left -= 1
            if self.left == 0:
                raise OSError(self.code, os.strerror(self.code))
            return step(*args, **options)

        return run


def failing_steps(patch: pytest.MonkeyPatch, code: int, act: Callable[[], object]) -> Iterator[KnownError | None]:
    """Let `act` fail at its first step that writes a file, then at its second, until it needs no further one."""
    for nth in count(1):
        error = None
        with patch.context() as now:
            steps = Failing(now, nth, code)
            try:
                act()
            except KnownError as known:
                error = known
        if steps.left > 0:
            return
        yield error


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_a_workbook_that_cannot_be_saved(
    office: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    book = tmp_path / "R8年度.xlsx"
    book.write_bytes(b"the book of yesterday")
    data = replace(yearly.year_data(office, 2026), cases=(), visits=())
    errors = []
    for error in failing_steps(monkeypatch, code, lambda: write_workbook(data, book)):
        assert error is not None
        assert error.code in CALM
        assert book.read_bytes() == b"the book of yesterday"
        assert [file.name for file in tmp_path.glob("*.part")] == []
        errors.append(error)
    assert len(errors) == 3
    assert book.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_backup_that_cannot_be_made(office: AppContext, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    good = backups.make_backup(office).value.file
    content, noted = good.read_bytes(), backups.last_backup(office)
    for error in failing_steps(monkeypatch, code, lambda: backups.make_backup(office)):
        assert error is not None
        assert error.code in CALM
        assert good.read_bytes() == content
        assert backups.last_backup(office) == noted
    assert all(inspect_backup(file, None).problems == () for file in good.parent.glob("*.db"))
    assert check(office.store).problems == ()


def test_a_verified_backup_counts_although_it_cannot_be_noted(office: AppContext) -> None:
    disk, before = Disk(office), len(list((office.store.folder / "backups").glob("*.db")))
    disk.give(0)
    office.store.engine.dispose()
    with suppress(KnownError):
        backups.make_backup(office)
    disk.give(None)
    assert len(list((office.store.folder / "backups").glob("*.db"))) == before + 1

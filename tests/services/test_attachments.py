"""Scanned sheets: kept whole and encrypted, read and removed with a trace, never too large."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.services import attachments
from saroma_desk.storage.store import DATABASE

from . import builders, helping

PDF = b"%PDF-1.7 " + "様式7号の写し".encode() * 50


@pytest.fixture
def report_id(case: builders.Case) -> int:
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    return family.report(family.done(date(2026, 6, 15))).id


def test_a_sheet_comes_back_byte_for_byte_and_leaves_a_trace(
    case: builders.Case, report_id: int, tmp_path: Path
) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(PDF)
    stored = attachments.attach(case.ctx, report_id, file).value
    (row,) = attachments.attachments(case.ctx, report_id)
    assert (row.name, row.kind, row.size, row.content, row.attached_by) == (
        "scan.pdf",
        "pdf",
        len(PDF),
        b"",
        "佐藤 保健師",
    )
    assert attachments.read_attachment(case.ctx, stored.id).content == PDF
    with case.ctx.read() as read:
        acts = [e.act for e in read.audit(household_id=case.household_id)]
    assert acts[-2:] == ["様式7号の写しの添付", "様式7号の写しの閲覧"]


def test_nothing_of_a_sheet_stands_readable_on_the_disk(case: builders.Case, report_id: int) -> None:
    attachments.attach_bytes(case.ctx, report_id, "scan.pdf", PDF)
    folder = case.ctx.store.folder
    assert all(PDF[9:40] not in file.read_bytes() for file in folder.glob(f"{DATABASE}*"))


def test_a_sheet_is_removed_for_a_reason_and_never_changed(case: builders.Case, report_id: int) -> None:
    stored = attachments.attach_bytes(case.ctx, report_id, "scan.pdf", PDF).value
    with pytest.raises(KnownError), case.ctx.work("試し") as work:
        work.save(replace(stored, name="other.pdf"))
    with pytest.raises(KnownError):
        attachments.remove_attachment(case.ctx, stored.id, " ")
    attachments.remove_attachment(case.ctx, stored.id, "別の世帯のもの")
    assert attachments.attachments(case.ctx, report_id) == ()
    with case.ctx.read() as read:
        (*_, last) = read.audit(household_id=case.household_id)
    assert last.act == "様式7号の写しの削除：別の世帯のもの"
    assert any(stored.sha256 in before for _, before, _ in last.changes)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"MZ executable", "wrong_kind"), (b"", "wrong_kind"), (PDF + bytes(10 * 1024 * 1024), "too_large")],
)
def test_what_cannot_be_attached(case: builders.Case, report_id: int, content: bytes, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        attachments.attach_bytes(case.ctx, report_id, "scan.pdf", content)
    assert caught.value.code == code


def test_a_missing_or_huge_file_is_refused_before_it_is_read(
    case: builders.Case, report_id: int, tmp_path: Path
) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    for file, code in ((tmp_path / "none.pdf", "unreadable_file"), (huge, "too_large")):
        with pytest.raises(KnownError) as caught:
            attachments.attach(case.ctx, report_id, file)
        assert caught.value.code == code


def test_the_same_sheet_twice_and_too_many(case: builders.Case, report_id: int) -> None:
    for number in range(5):
        attachments.attach_bytes(case.ctx, report_id, "s.pdf", PDF + bytes([number]))
    for content, code in ((PDF + b"\0", "already_attached"), (PDF, "too_many")):
        with pytest.raises(KnownError) as caught:
            attachments.attach_bytes(case.ctx, report_id, "s.pdf", content)
        assert caught.value.code == code

"""Scanned sheets: kept whole and encrypted, read, withdrawn and saved with a trace, never too large."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from saroma_desk.domain.attachment import Attachment
from saroma_desk.domain.errors import KnownError
from saroma_desk.services import attachments
from saroma_desk.services.result import Result, Step
from saroma_desk.storage.store import DATABASE

from . import builders, helping

PDF = b"%PDF-1.7 " + "様式7号の写し".encode() * 50
MEGABYTE = 1024 * 1024
Attach = Callable[..., tuple[Attachment, ...]]


@pytest.fixture
def report_id(case: builders.Case) -> int:
    family = helping.apply(case, helping.team(case.ctx))
    family.approve()
    return family.report(family.done(date(2026, 6, 15))).id


@pytest.fixture
def attach(case: builders.Case, report_id: int, tmp_path: Path) -> Attach:
    """Attaches files with these contents."""

    def act(*contents: bytes) -> tuple[Attachment, ...]:
        files = [tmp_path / f"scan{n}.pdf" for n in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        return finish(attachments.attach(case.ctx, report_id, files, lambda _, kind: len(kind))).value

    return act


def finish(steps: Generator[Step, None, Result[tuple[Attachment, ...]]]) -> Result[tuple[Attachment, ...]]:
    """What long work gives in the end; its steps must count up."""
    done = -1
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            result: Result[tuple[Attachment, ...]] = end.value
            return result
        assert done < step.done <= step.total
        done = step.done


def acts(case: builders.Case) -> list[str]:
    with case.ctx.read() as read:
        return [entry.act for entry in read.audit(household_id=case.household_id)]


def test_a_sheet_comes_back_byte_for_byte_and_leaves_a_trace(
    case: builders.Case, report_id: int, attach: Attach
) -> None:
    (stored,) = attach(PDF)
    (row,) = attachments.attachments(case.ctx, report_id)
    assert row == stored
    assert (row.name, row.kind, row.size, row.pages) == ("scan0.pdf", "pdf", len(PDF), 3)
    assert (row.content, row.attached_by) == (b"", "佐藤 保健師")
    assert attachments.read_attachment(case.ctx, stored.id).content == PDF
    assert acts(case)[-2:] == ["様式7号の写しの添付", "様式7号の写しの閲覧"]


def test_nothing_of_a_sheet_stands_readable_on_the_disk(case: builders.Case, attach: Attach) -> None:
    attach(PDF)
    folder = case.ctx.store.folder
    assert all(PDF[9:40] not in file.read_bytes() for file in folder.glob(f"{DATABASE}*"))


def test_a_withdrawn_sheet_counts_no_more_and_is_never_lost(
    case: builders.Case, report_id: int, attach: Attach
) -> None:
    stored, _ = attach(PDF, PDF + b"2")
    with pytest.raises(KnownError, match="理由"):
        attachments.withdraw_attachment(case.ctx, stored.id, " ")
    attachments.withdraw_attachment(case.ctx, stored.id, "別の世帯のもの")
    row = attachments.attachments(case.ctx, report_id)[0]
    assert (row.withdrawn_reason, row.withdrawn_by, row.withdrawn_on) == (
        "別の世帯のもの",
        "佐藤 保健師",
        case.ctx.today(),
    )
    assert attachments.read_attachment(case.ctx, stored.id).content == PDF
    with case.ctx.read() as read:
        assert attachments.count_attached(read, (report_id,)) == {report_id: 1}
        (*_, last) = read.audit(record=row)
    assert ("withdrawn_reason", "", "別の世帯のもの") in last.changes
    with pytest.raises(KnownError, match="すでに取り下げ"):
        attachments.withdraw_attachment(case.ctx, stored.id, "もう一度")
    attach(PDF)


def test_what_is_attached_is_neither_changed_nor_removed(case: builders.Case, attach: Attach) -> None:
    (stored,) = attach(PDF)
    whole = attachments.read_attachment(case.ctx, stored.id)
    with pytest.raises(KnownError, match="書き換えられません"), case.ctx.work("試し") as work:
        work.save(replace(whole, name="other.pdf", withdrawn_on=date(2026, 7, 1)))
    with pytest.raises(KnownError, match="削除できません"), case.ctx.work("試し") as work:
        work.remove(whole)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"MZ executable", "wrong_kind"), (b"", "empty_file"), (PDF + bytes(10 * MEGABYTE), "too_large")],
)
def test_one_unfit_file_among_several_changes_nothing(
    case: builders.Case, report_id: int, attach: Attach, content: bytes, code: str
) -> None:
    with pytest.raises(KnownError, match=r"scan1\.pdf") as caught:
        attach(PDF, content)
    assert caught.value.code == code
    assert attachments.attachments(case.ctx, report_id) == ()


def test_a_damaged_missing_or_huge_file_is_refused(case: builders.Case, report_id: int, tmp_path: Path) -> None:
    def unreadable(_content: bytes, _kind: str) -> int:
        raise ValueError

    (tmp_path / "damaged.pdf").write_bytes(PDF)
    with (tmp_path / "huge.pdf").open("wb") as stream:
        stream.truncate(200 * MEGABYTE)
    for name, code in (("damaged", "damaged_file"), ("none", "unreadable_file"), ("huge", "too_large")):
        with pytest.raises(KnownError, match=name) as caught:
            finish(attachments.attach(case.ctx, report_id, [tmp_path / f"{name}.pdf"], unreadable))
        assert caught.value.code == code


def test_the_same_sheet_twice_and_too_many(attach: Attach) -> None:
    attach(*(PDF + bytes([number]) for number in range(5)))
    for content, code in ((PDF + b"\0", "already_attached"), (PDF, "too_many")):
        with pytest.raises(KnownError) as caught:
            attach(content)
        assert caught.value.code == code


def test_a_copy_leaves_the_office_for_a_purpose_alone(case: builders.Case, attach: Attach, tmp_path: Path) -> None:
    (stored,) = attach(PDF)
    out = tmp_path / attachments.copy_name(stored)
    assert out.name == f"form07-20260615-{stored.id}.pdf"
    with pytest.raises(KnownError, match="目的"):
        attachments.save_copy(case.ctx, stored.id, out, "")
    assert not out.exists()
    with pytest.raises(KnownError, match="書き出せませんでした"):
        attachments.save_copy(case.ctx, stored.id, tmp_path / "missing" / "x.pdf", "監査")
    attachments.save_copy(case.ctx, stored.id, out, "監査")
    assert out.read_bytes() == PDF
    assert acts(case)[-1] == "様式7号の写しを暗号化せずに書き出し：監査"

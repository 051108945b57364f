"""Scanned sheets of activity reports (様式7号): kept inside the encrypted database, each act in the audit trail.

Nothing of a sheet ever leaves the database but by `save_copy`, and nothing that was attached is lost: one that was
attached by mistake is withdrawn with a reason and stays readable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from saroma_desk.domain.attachment import Attachment
from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import ActivityReport, Application
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.runtime import resources
from saroma_desk.runtime.files import is_disk_full, write_atomic
from saroma_desk.storage import Reader, UnitOfWork

from .context import AppContext
from .result import Result, Step, Topic

CountPages = Callable[[bytes, str], int]
"""From the content and its kind to the number of its pages; raises ValueError for content that cannot be shown."""

_CHANGED = frozenset({Topic.DISPATCHES, Topic.CLAIMS})
_MEGABYTE: Final = 1024 * 1024
# what the first bytes of a file say it is, whatever its name
_KINDS: Final = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))
_ENDINGS: Final = {"pdf": "pdf", "png": "png", "jpeg": "jpg"}
_READING: Final = "様式7号の写しの閲覧"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scan:
    """A file that was read and found fit."""

    name: str
    kind: str
    content: bytes
    pages: int


def attach(
    ctx: AppContext, report_id: int, files: Sequence[Path], count_pages: CountPages
) -> Generator[Step, None, Result[tuple[Attachment, ...]]]:
    """Store scanned sheets (PDF, PNG or JPEG) with a report, all of them or none; the files stay where they are.

    A generator for long work: yields a step for each megabyte read, gives the stored records without content.

    Raises:
        KnownError: ``unreadable_file``, ``empty_file``, ``wrong_kind``, ``damaged_file``, ``too_large`` or
            ``too_many`` (sizes stand in resources/limits.yaml), ``already_attached`` for the same content,
            ``disk_full``; the message names the file.
    """
    sizes = [_size(file) for file in files]
    total, done = sum(_steps(size) for size in sizes), 0
    scans: list[_Scan] = []
    for file, size in zip(files, sizes, strict=True):
        parts = bytearray()
        for part in _parts(file):
            yield Step(done, total, f"写しを読んでいます（{len(scans) + 1} / {len(files)}）")
            parts += part
            done += 1
            if len(parts) > _max_bytes():  # it grew since its size was asked for
                raise _too_large(file.name, max(size, len(parts)))
        scans.append(_scan(file.name, bytes(parts), count_pages))
    yield Step(total, total, "写しを保存しています")
    with ctx.work("様式7号の写しの添付") as work:
        stored = _store(ctx, work, report_id, scans)
        work.commit()
    return Result(stored, _CHANGED)


def attachments(ctx: AppContext, report_id: int) -> tuple[Attachment, ...]:
    """What is attached to a report, withdrawn ones too, without the content, oldest first."""
    with ctx.read() as read:
        return read.list(Attachment, omit=("content",), report_id=report_id)


def count_attached(read: Reader, report_ids: Sequence[int]) -> dict[int, int]:
    """How many sheets count for each of these reports; reports without any are left out."""
    found = read.list(Attachment, omit=("content",), report_id=tuple(report_ids), withdrawn_on=None)
    ids = [a.report_id for a in found]
    return {report_id: ids.count(report_id) for report_id in ids}


def read_attachment(ctx: AppContext, attachment_id: int) -> Attachment:
    """One attachment with its content, to be shown; the reading stands in the audit trail.

    Raises KnownError ``not_found``, ``attachment_damaged`` when the content is not what was stored.
    """
    with ctx.work(_READING) as work:
        found = _whole(work, attachment_id)
        work.record_reading(_READING, _household_of(work, found))
        work.commit()
    return found


def save_copy(ctx: AppContext, attachment_id: int, to: Path, purpose: str) -> Result[Path]:
    """Write a copy outside of the encrypted database; that and its purpose stand in the audit trail.

    Raises KnownError ``invalid_input`` without a purpose, ``disk_full``, ``file_not_written``, and as
    `read_attachment`; a file that stood there before stays then.
    """
    if not purpose.strip():
        demand([FieldError("purpose", "写しを書き出す目的を入力してください。")])
    act = f"様式7号の写しを暗号化せずに書き出し：{purpose.strip()}"
    with ctx.work(act) as work:
        found = _whole(work, attachment_id)
        try:
            write_atomic(to, found.content)
        except OSError as error:
            raise _not_written(error) from error
        work.record_reading(act, _household_of(work, found))
        work.commit()
    return Result(to)


def copy_name(attachment: Attachment) -> str:
    """File name that is proposed for a copy: it names nobody."""
    return f"form07-{attachment.attached_on:%Y%m%d}-{attachment.id}.{_ENDINGS[attachment.kind]}"


def withdraw_attachment(ctx: AppContext, attachment_id: int, reason: str) -> Result[Attachment]:
    """Let a sheet that was attached by mistake count no longer; it stays readable with the reason.

    Raises KnownError ``invalid_input`` without a reason, ``already_withdrawn``, ``not_found``.
    """
    if not reason.strip():
        demand([FieldError("reason", "取り下げる理由を入力してください。")])
    with ctx.work("様式7号の写しの取下げ") as work:
        found = work.get(Attachment, attachment_id)
        if found.withdrawn_on is not None:
            raise KnownError("already_withdrawn", "この写しは、すでに取り下げています。")
        stored = work.save(
            replace(found, withdrawn_on=ctx.today(), withdrawn_by=ctx.user, withdrawn_reason=reason.strip())
        )
        work.commit()
    return Result(replace(stored, content=b""), _CHANGED)


def _size(file: Path) -> int:
    try:
        size = file.stat().st_size
    except OSError as error:
        raise _unreadable(file.name) from error
    if size > _max_bytes():
        raise _too_large(file.name, size)
    return size


def _steps(size: int) -> int:
    return max(1, -(-size // _MEGABYTE))


def _parts(file: Path) -> Generator[bytes, None, None]:
    """The file by megabytes; a slow share can be given up between two of them."""
    try:
        with file.open("rb") as stream:
            while part := stream.read(_MEGABYTE):
                yield part
    except OSError as error:
        raise _unreadable(file.name) from error


def _scan(name: str, content: bytes, count_pages: CountPages) -> _Scan:
    if not content:
        raise KnownError("empty_file", f"「{name}」は空のファイルです。読み取りをやり直してください。")
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), None)
    if kind is None:
        raise KnownError("wrong_kind", f"「{name}」は添付できません。添付できるのは、PDF・PNG・JPEGのファイルです。")
    try:
        pages = count_pages(content, kind)
    except ValueError as error:
        raise KnownError(
            "damaged_file",
            f"「{name}」は壊れているか、パスワードが付いているため表示できません。読み取りをやり直してください。",
        ) from error
    return _Scan(name=name, kind=kind, content=content, pages=pages)


def _store(ctx: AppContext, work: UnitOfWork, report_id: int, scans: Sequence[_Scan]) -> tuple[Attachment, ...]:
    work.get(ActivityReport, report_id)
    there = {a.sha256 for a in work.list(Attachment, omit=("content",), report_id=report_id, withdrawn_on=None)}
    stored = []
    for scan in scans:
        digest = hashlib.sha256(scan.content).hexdigest()
        if digest in there:
            raise KnownError("already_attached", f"「{scan.name}」と同じ内容のファイルが、すでに添付されています。")
        there.add(digest)
        if len(there) > _settings()["max_per_report"]:
            raise KnownError("too_many", f"添付できるのは{_settings()['max_per_report']}件までです。")
        record = Attachment(
            report_id=report_id,
            name=scan.name,
            kind=scan.kind,
            size=len(scan.content),
            pages=scan.pages,
            sha256=digest,
            content=scan.content,
            attached_on=ctx.today(),
            attached_by=ctx.user,
        )
        stored.append(replace(work.add(record), content=b""))
    return tuple(stored)


def _whole(work: UnitOfWork, attachment_id: int) -> Attachment:
    found = work.get(Attachment, attachment_id)
    if hashlib.sha256(found.content).hexdigest() != found.sha256:
        raise KnownError("attachment_damaged", "添付の内容が、保存した時と違います。バックアップから確かめてください。")
    return found


def _household_of(read: Reader, attachment: Attachment) -> int:
    report = read.get(ActivityReport, attachment.report_id)
    return read.get(Episode, read.get(Application, report.application_id).episode_id).household_id


def _settings() -> dict[str, int]:
    found: dict[str, int] = resources.read_yaml("limits.yaml")["attachment"]
    return found


def _max_bytes() -> int:
    return _settings()["max_megabytes"] * _MEGABYTE


def _unreadable(name: str) -> KnownError:
    return KnownError("unreadable_file", f"「{name}」を読めません。場所と名前を確かめてください。")


def _too_large(name: str, size: int) -> KnownError:
    limit = _settings()["max_megabytes"]
    return KnownError(
        "too_large",
        f"「{name}」は大きすぎます（約{-(-size // _MEGABYTE)}MB、限度{limit}MB）。解像度を下げて読み取ってください。",
    )


def _not_written(error: OSError) -> KnownError:
    if is_disk_full(error):
        return KnownError("disk_full", "保存先の空きが足りないため、写しを書き出せませんでした。")
    return KnownError(
        "file_not_written",
        "写しを書き出せませんでした。保存先に書き込めるか、ほかで開いていないか確かめてください。",
    )

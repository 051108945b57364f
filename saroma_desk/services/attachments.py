"""Scanned sheets of activity reports (様式7号): kept inside the encrypted database, each act in the audit trail."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from saroma_desk.domain.attachment import Attachment
from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import ActivityReport, Application
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime import resources
from saroma_desk.storage import Reader

from .context import AppContext
from .result import Result, Topic

_CHANGED = frozenset({Topic.DISPATCHES, Topic.CLAIMS})
_MEGABYTE: Final = 1024 * 1024
# what the first bytes of a file say it is, whatever its name
_KINDS: Final = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))


def attach(ctx: AppContext, report_id: int, file: Path) -> Result[Attachment]:
    """Store a scanned sheet (PDF, PNG or JPEG) with a report; the file itself stays where it is.

    Raises:
        KnownError: ``unreadable_file``, ``wrong_kind``, ``too_large`` or ``too_many`` (sizes stand in
            resources/limits.yaml), ``already_attached`` for the same content.
    """
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= _max_bytes() else b""
    except OSError as error:
        raise KnownError("unreadable_file", "ファイルを読めません。場所と名前を確かめてください。") from error
    if size > _max_bytes():
        raise _too_large(size)
    return attach_bytes(ctx, report_id, file.name, content)


def attach_bytes(ctx: AppContext, report_id: int, name: str, content: bytes) -> Result[Attachment]:
    """The same for content that is already in memory, as from a scanner; raises KnownError as `attach` does."""
    if len(content) > _max_bytes():
        raise _too_large(len(content))
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), None)
    if kind is None:
        raise KnownError("wrong_kind", "添付できるのは、PDF・PNG・JPEGのファイルです。")
    digest = hashlib.sha256(content).hexdigest()
    with ctx.work("様式7号の写しの添付") as work:
        work.get(ActivityReport, report_id)
        there = work.list(Attachment, omit=("content",), report_id=report_id)
        if any(a.sha256 == digest for a in there):
            raise KnownError("already_attached", "同じ内容のファイルが、すでに添付されています。")
        if len(there) >= _settings()["max_per_report"]:
            raise KnownError("too_many", f"添付できるのは{_settings()['max_per_report']}件までです。")
        stored = work.add(
            Attachment(
                report_id=report_id,
                name=name,
                kind=kind,
                size=len(content),
                sha256=digest,
                content=content,
                attached_on=ctx.today(),
                attached_by=ctx.user,
            )
        )
        work.commit()
    return Result(stored, _CHANGED)


def attachments(ctx: AppContext, report_id: int) -> tuple[Attachment, ...]:
    """What is attached to a report, without the content, oldest first."""
    with ctx.read() as read:
        return read.list(Attachment, omit=("content",), report_id=report_id)


def read_attachment(ctx: AppContext, attachment_id: int) -> Attachment:
    """One attachment with its content, to be shown; the reading stands in the audit trail.

    Raises KnownError ``not_found``, ``attachment_damaged`` when the content is not what was stored.
    """
    with ctx.work("様式7号の写しの閲覧") as work:
        found = work.get(Attachment, attachment_id)
        if hashlib.sha256(found.content).hexdigest() != found.sha256:
            raise KnownError("attachment_damaged", "添付の内容が、保存した時と違います。控えから確かめてください。")
        work.record_reading("様式7号の写しの閲覧", _household_of(work, found))
        work.commit()
    return found


def remove_attachment(ctx: AppContext, attachment_id: int, reason: str) -> Result[None]:
    """Remove a sheet that was attached by mistake; the trail keeps its name, hash and the reason.

    Raises KnownError ``invalid_input`` without a reason, ``not_found``.
    """
    if not reason.strip():
        raise KnownError("invalid_input", "添付を削除する理由を入力してください。")
    with ctx.work(f"様式7号の写しの削除：{reason.strip()}") as work:
        work.remove(work.get(Attachment, attachment_id))
        work.commit()
    return Result(None, _CHANGED)


def _household_of(read: Reader, attachment: Attachment) -> int:
    report = read.get(ActivityReport, attachment.report_id)
    return read.get(Episode, read.get(Application, report.application_id).episode_id).household_id


def _settings() -> dict[str, int]:
    found: dict[str, int] = resources.read_yaml("limits.yaml")["attachment"]
    return found


def _max_bytes() -> int:
    return _settings()["max_megabytes"] * _MEGABYTE


def _too_large(size: int) -> KnownError:
    limit = _settings()["max_megabytes"]
    return KnownError(
        "too_large",
        f"ファイルが大きすぎます（約{-(-size // _MEGABYTE)}MB、限度{limit}MB）。解像度を下げて読み取ってください。",
    )

"""Scanned papers kept with what was reported on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """The scanned sheet of an activity report, stored with it in the encrypted database.

    Its content is never changed and never removed; one attached by mistake is withdrawn and stays readable.

    Attributes:
        name: file name as the person knew it. It may bear a family's name, so no list shows it.
        kind: ``pdf``, ``png`` or ``jpeg``, as the content says.
        size: bytes of `content`.
        pages: as counted when it was attached.
        sha256: hexadecimal hash of `content`.
        content: the file, byte for byte.
        withdrawn_on, withdrawn_by, withdrawn_reason: empty while it counts.
    """

    report_id: int
    name: str
    kind: str
    size: int
    pages: int
    sha256: str
    content: bytes = b""
    attached_on: date
    attached_by: str = ""
    withdrawn_on: date | None = None
    withdrawn_by: str = ""
    withdrawn_reason: str = ""

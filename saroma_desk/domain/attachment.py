"""Scanned papers kept with what was reported on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """The scanned sheet of an activity report, stored with it in the encrypted database; never changed, only removed.

    Attributes:
        name: file name as the person knew it.
        kind: ``pdf``, ``png`` or ``jpeg``, as the content says.
        size: bytes of `content`.
        sha256: hexadecimal hash of `content`.
        content: the file, byte for byte.
    """

    report_id: int
    name: str
    kind: str
    size: int
    sha256: str
    content: bytes = b""
    attached_on: date
    attached_by: str = ""

"""Recorded reasons for not keeping a limit or the order of acts (要領10ただし書)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitException(Record):
    """「やむをえない場合」 (要領10ただし書) or an act out of legal order: what, why, who agreed, when.

    Attributes:
        rule: id of the broken rule, e.g. ``visits`` or ``order.notice_before_start``.
        subject_key: what it concerns, e.g. ``application:12`` or ``visit:40``; a new visit has
            ``visit:<application id>:<ISO date>:<HH:MM>``.
        figures: the finding's sentence as it read when the reason was given.
        withdrawn_on, withdrawn_by, withdrawn_reason: of one that was entered by mistake; it stays, struck through, and
            excuses nothing but what was accepted with it. Empty while it holds.
    """

    episode_id: int
    rule: str
    subject_key: str
    figures: str = ""
    reason: str
    requested_by: str = ""
    decided_by: str
    decided_on: date
    paper: str = ""
    withdrawn_on: date | None = None
    withdrawn_by: str = ""
    withdrawn_reason: str = ""

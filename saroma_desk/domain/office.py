"""The office itself: who signs, what the town has settled, who works at the desk, what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Record):
    """Who signs the town's papers from `valid_from` on (町長, or 職務代理者 with the full title)."""

    title: str
    name: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSetting(Record):
    """An answer of the town to one open question, from `valid_from` on.

    Attributes:
        key: e.g. ``billing.step_rounding``; the questions stand in the rule set.
        value: canonical text; what it means stands with the question.
        practice: a made-up value of the practice office.
    """

    key: str
    value: str
    valid_from: date
    basis: str = ""
    practice: bool = False


class PaperState(StrEnum):
    """Life of an issued paper: 下書き → 決裁 → 施行, or 無効 with a reason."""

    DRAFT = "draft"
    DECIDED = "decided"
    ISSUED = "issued"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper(Record):
    """A paper as it left the desk; bytes, hash and data never change after issuing.

    Attributes:
        form: ``form01`` … ``form10``.
        subject_key: what it was made for, e.g. ``application:3`` or ``claim:8``.
        number, branch: 文書番号 and 枝番 as printed, e.g. ``佐保福第123号`` and ``2``.
        pdf: the bytes as issued; empty before.
        sha256: hexadecimal hash of `pdf`.
        snapshot: JSON text of the values that were printed.
    """

    form: str
    subject_key: str
    household_id: int | None = None
    episode_id: int | None = None
    title: str = ""
    state: PaperState = PaperState.DRAFT
    number: str = ""
    branch: str = ""
    drafted_on: date | None = None
    decided_on: date | None = None
    issued_on: date | None = None
    pdf: bytes = b""
    sha256: str = ""
    snapshot: str = ""
    reprints: int = 0
    void_reason: str = ""
    voided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigure(Record):
    """A figure of the yearly sheet that only a person knows (budget, expected demand, evaluation …).

    Attributes:
        fiscal_year: year of the sheet (2026 = 令和8年度).
        family: whose sheet, see `Programme.family`.
        key: cell id of the sheet, e.g. ``budget.2026.budget.national``.
        value: canonical text (number or sentence).
    """

    fiscal_year: int
    family: str
    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the audit trail: who did what when, and what changed from what to what.

    Attributes:
        at: UTC.
        changes: (field, before, after) as display texts; empty for a reading act.
    """

    sequence: int
    at: datetime
    user: str
    act: str
    table: str
    row_id: int
    household_id: int | None
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Record):
    """What was typed and not yet saved; survives a crash, a lock and a power cut. Also what a folder last held.

    Attributes:
        key: editor and record, e.g. ``application:3`` or ``screening:new:12``; ``folder:3`` for an episode's folder.
        state: JSON text of the widgets' raw state, or of the folder's hashes by paper.
    """

    key: str
    state: str
    saved_at: datetime

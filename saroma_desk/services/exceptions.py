"""Acts over a limit or out of legal order: allowed for a recorded reason, never silently (要領10ただし書)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.limits import LimitFinding, unexcused
from saroma_desk.storage import Reader, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionDraft:
    """A reason that the nurse gives for one rule, before it is stored as a `LimitException`.

    Attributes:
        rule: `LimitFinding.rule_id` that it excuses, e.g. ``visits`` or ``order.notice_before_start``.
        paper: 決裁文書 or other paper that carries the decision, empty when there is none.
    """

    rule: str
    reason: str
    requested_by: str = ""
    decided_by: str
    decided_on: date
    paper: str = ""


class NeedsReason(KnownError):  # noqa: N818  named by what it asks for
    """Something is over a limit or out of order and no reason was given; ask for one and call again.

    Attributes:
        findings: what is broken, each with its sentence.
    """

    def __init__(self, findings: tuple[LimitFinding, ...]) -> None:
        told = " ".join(f.message_ja for f in findings)
        super().__init__("needs_reason", f"{told} 行う場合は理由を記録してください。")
        self.findings = findings


def demand_reasons(
    work: UnitOfWork,
    episode_id: int,
    findings: Iterable[LimitFinding],
    exceptions: tuple[ExceptionDraft, ...],
    *,
    anew: bool = False,
    others: Mapping[str, int] = MappingProxyType({}),
) -> tuple[LimitException, ...]:
    """Store the reasons given for what is broken and not yet excused; returns them, none when all is in order.

    With `anew`, a reason recorded earlier for the same subject counts only for the very same figures, as when terms are
    changed or a visit took other times than those that were excused; one given for the approval holds. `others` are
    subjects of other episodes, with the episode: their reasons belong there.

    Raises:
        NeedsReason: something broken has no reason; nothing was stored.
        KnownError: a given reason is empty or names nobody who decided.
    """
    once = {(f.rule_id, f.subject): f for f in findings}.values()
    places = {f.subject: others.get(f.subject, episode_id) for f in once}
    broken = tuple(
        f
        for place in dict.fromkeys(places.values())
        for f in still_broken(work, place, (f for f in once if places[f.subject] == place), anew=anew)
    )
    drafts = {draft.rule: draft for draft in exceptions}
    missing = tuple(f for f in broken if f.rule_id not in drafts)
    if missing:
        raise NeedsReason(missing)
    _check([drafts[f.rule_id] for f in broken])
    return tuple(work.add(_record(f, drafts[f.rule_id], places[f.subject])) for f in broken)


def still_broken(
    read: Reader, episode_id: int, findings: Iterable[LimitFinding], *, anew: bool = False
) -> tuple[LimitFinding, ...]:
    """The broken findings for which the episode holds no reason yet, each rule and subject once."""
    once = {(f.rule_id, f.subject): f for f in findings}
    recorded = read.list(LimitException, episode_id=episode_id)
    if anew:
        subjects, told = {f.subject for f in once.values()}, {f.message_ja for f in once.values()}
        recorded = tuple(e for e in recorded if e.subject_key not in subjects or e.figures in told)
    return unexcused(once.values(), recorded)


def move_reasons(work: UnitOfWork, stored: Iterable[LimitException], subject_key: str) -> None:
    """Name the record that the reasons belong to, once it has its id."""
    for exception in stored:
        work.save(replace(exception, subject_key=subject_key))


def _check(drafts: list[ExceptionDraft]) -> None:
    errors = []
    if any(not d.reason.strip() for d in drafts):
        errors.append(FieldError("reason", "理由を入力してください。"))
    if any(not d.decided_by.strip() for d in drafts):
        errors.append(FieldError("decided_by", "認めた人を入力してください。"))
    if errors:
        raise KnownError("invalid_reason", " ".join(e.message for e in errors), tuple(errors))


def _record(finding: LimitFinding, draft: ExceptionDraft, episode_id: int) -> LimitException:
    return LimitException(
        episode_id=episode_id,
        rule=finding.rule_id,
        subject_key=finding.subject,
        figures=finding.message_ja,
        reason=draft.reason,
        requested_by=draft.requested_by,
        decided_by=draft.decided_by,
        decided_on=draft.decided_on,
        paper=draft.paper,
    )

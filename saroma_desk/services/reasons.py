"""Taking back a recorded reason (要領10ただし書, legal order) that was entered by mistake; nothing is removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.limit_build import application_key, check_visits, visit_key
from saroma_desk.domain.limits import LimitFinding
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.storage import Reader

from .approvals import approval_findings
from .context import AppContext
from .helpcases import LOCKED_MONTH, OpenCase, opened_in
from .result import Result, Topic
from .snapshots import read_snapshot

_CHANGED = frozenset({Topic.DISPATCHES, Topic.HOUSEHOLDS, Topic.CLAIMS, Topic.DOCUMENTS})
_MOST_NAMED = 3


def withdraw_reason(ctx: AppContext, exception_id: int, reason: str) -> Result[LimitException]:
    """Let a reason that was recorded by mistake hold no longer; it stays, struck through, with why, when and who.

    What it excused needs a reason again, and is told of, except visits that were accepted with it.
    Raises KnownError ``invalid_input`` without words, ``already_withdrawn``, ``keeps_correction``, ``not_found``.
    """
    if not reason.strip():
        demand([FieldError("reason", "取り下げる理由を入力してください。")])
    with ctx.work("理由の記録の取下げ") as work:
        found = work.get(LimitException, exception_id)
        if found.withdrawn_on is not None:
            raise KnownError("already_withdrawn", "この理由は、すでに取り下げています。")
        if found.rule == LOCKED_MONTH:
            raise KnownError(
                "keeps_correction",
                "受理済みの月の訪問を変えた記録です。次の請求の補正のもとになるため、取り下げられません。",
            )
        stored = work.save(
            replace(found, withdrawn_on=ctx.today(), withdrawn_by=ctx.user, withdrawn_reason=reason.strip())
        )
        warnings = tuple(_told(ctx, work, stored))
        work.commit()
    return Result(stored, _CHANGED, warnings)


def may_be_withdrawn(exception: LimitException) -> bool:
    """Whether `withdraw_reason` would take it."""
    return exception.withdrawn_on is None and exception.rule != LOCKED_MONTH


def reasons_beside(snapshot: CaseSnapshot, case: HelpCase) -> tuple[LimitException, ...]:
    """Recorded reasons of an application and of its episode, by day; none of other applications."""
    others = {key for c in snapshot.help_cases if c is not case for key in _keys(c)}
    mine = (e for e in snapshot.exceptions if e.subject_key not in others)
    return tuple(sorted(mine, key=lambda e: (e.decided_on, e.id)))


def _keys(case: HelpCase) -> set[str]:
    return {application_key(case.application.id), *(visit_key(v) for v in case.visits)}


def _told(ctx: AppContext, read: Reader, gone: LimitException) -> Iterator[str]:
    """What stands without a reason now, and what was accepted with it and stays."""
    snapshot = read_snapshot(ctx, read, gone.episode_id)
    case = next((c for c in snapshot.help_cases if gone.subject_key in _keys(c)), None)
    if case is None or case.dispatch is None:
        return
    opened = opened_in(ctx, read, snapshot, case)
    concerned = [f for f in _findings(opened) if f.rule_id == gone.rule and gone.subject_key in f.excused_by]
    left = opened.unexcused(concerned)
    yield from (f"理由の記録がなくなりました：{f.message_ja}" for f in left[:_MOST_NAMED])
    if len(left) > _MOST_NAMED:
        yield f"ほかにも{len(left) - _MOST_NAMED}件について、理由の記録がなくなりました。"
    if len(left) < len(concerned):
        yield "受理済みの月の訪問の扱いは変わりません。"


def _findings(opened: OpenCase) -> list[LimitFinding]:
    """Broken limits of the approval and of all its visits."""
    visits = opened.case.visits
    answers = check_visits(opened.case, visits, opened.around(visits), opened.rules, only_broken=True)
    approved = approval_findings(opened, opened.dispatch())
    return [f for f in (*approved, *(f for many in answers.values() for f in many)) if not f.kept]

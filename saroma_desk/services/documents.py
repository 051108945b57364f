"""Papers from draft to issue: what left the desk is frozen; a wrong one is voided, never deleted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from saroma_desk.domain.case import Closure
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.storage import Reader, UnitOfWork

from .checks import in_order, not_after_today
from .context import AppContext
from .exceptions import ExceptionDraft, demand_reasons
from .papering import (
    PaperDraft,
    counted_number,
    is_outgoing,
    note_notice,
    notice_findings,
    number_errors,
    numbered,
    paper_from,
)
from .result import Result, Topic

__all__ = [
    "PaperDraft",
    "ValueChange",
    "decide_paper",
    "difference_since_issue",
    "draft_paper",
    "issue_paper",
    "next_document_number",
    "paper_bytes",
    "papers",
    "remove_draft",
    "reprint_bytes",
    "void_paper",
]

_CHANGED = frozenset({Topic.DOCUMENTS, Topic.TASKS, Topic.DISPATCHES, Topic.HOUSEHOLDS})
_CLOSED = "このケースは終結しています。施行した文書が正しいか、確かめてください。"
_WAITING = (PaperState.DRAFT, PaperState.DECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """One printed value that would read otherwise today; empty text where a value is missing."""

    field: str
    issued: str
    today: str


def draft_paper(ctx: AppContext, draft: PaperDraft) -> Result[IssuedPaper]:
    """Begin a paper (起案); bytes and values come with the issue.

    Raises KnownError ``already_drafted`` while another draft of the same paper waits.
    """
    with ctx.work("起案") as work:
        paper = paper_from(ctx, work, draft)
        if work.count(IssuedPaper, form=paper.form, subject_key=paper.subject_key, state=_WAITING):
            raise KnownError("already_drafted", "この文書は、すでに起案してあります。")
        stored = work.add(
            replace(paper, drafted_on=draft.drafted_on or ctx.today(), pdf=b"", snapshot="", issued_on=None)
        )
        work.commit()
    return Result(stored, _CHANGED)


def decide_paper(ctx: AppContext, paper_id: int, decided_on: date) -> Result[IssuedPaper]:
    """Note the decision (決裁) on a drafted paper; raises KnownError when its state or the day does not fit."""
    with ctx.work("決裁") as work:
        paper = work.get(IssuedPaper, paper_id)
        if paper.state is not PaperState.DRAFT:
            raise KnownError("not_a_draft", "下書きの文書だけを決裁できます。")
        errors = not_after_today({"decided_on": (decided_on, "決裁日")}, ctx.today())
        demand(errors + in_order(paper.drafted_on, decided_on, "decided_on", "決裁日が起案日より前です。"))
        stored = work.save(replace(paper, state=PaperState.DECIDED, decided_on=decided_on))
        work.commit()
    return Result(stored, _CHANGED)


def issue_paper(
    ctx: AppContext, draft: PaperDraft, exceptions: tuple[ExceptionDraft, ...] = (), *, paper_id: int | None = None
) -> Result[IssuedPaper]:
    """Issue a paper (施行): number and day are demanded of outgoing ones; bytes, hash and values are frozen.

    The day of 様式3号・4号・6号 becomes the day of notice of its decision or cancellation. `paper_id` names the
    drafted paper that is issued now.

    Raises:
        NeedsReason: the day is out of legal order, e.g. after the first day of the dispatch.
        KnownError: field errors, a number given twice, a paper that is already out.
    """
    upcoming = next_document_number(ctx, draft.issued_on) if draft.issued_on is not None else ""
    with ctx.work("施行") as work:
        paper = paper_from(ctx, work, draft)
        waiting = _waiting(work, paper_id, paper)
        paper = numbered(ctx, work, paper if waiting is None else _over(waiting, paper), upcoming)
        demand(_issue_errors(ctx, work, paper))
        if paper.episode_id is not None:
            demand_reasons(work, paper.episode_id, notice_findings(ctx, work, paper), exceptions)
        frozen = replace(paper, state=PaperState.ISSUED, sha256=hashlib.sha256(paper.pdf).hexdigest())
        stored = work.add(frozen) if waiting is None else work.save(frozen)
        note_notice(work, stored)
        closed = paper.episode_id is not None and work.count(Closure, episode_id=paper.episode_id) > 0
        work.commit()
    return Result(stored, _CHANGED, (_CLOSED,) if closed else ())


def _waiting(read: Reader, paper_id: int | None, paper: IssuedPaper) -> IssuedPaper | None:
    if paper_id is None:
        return None
    found = read.get(IssuedPaper, paper_id)
    if found.state not in _WAITING or (found.form, found.subject_key) != (paper.form, paper.subject_key):
        raise KnownError("not_a_draft", "この文書はすでに施行されているか、別の文書です。")
    return found


def _over(waiting: IssuedPaper, paper: IssuedPaper) -> IssuedPaper:
    return replace(
        paper,
        id=waiting.id,
        version=waiting.version,
        drafted_on=paper.drafted_on or waiting.drafted_on,
        decided_on=paper.decided_on or waiting.decided_on,
    )


def _issue_errors(ctx: AppContext, work: UnitOfWork, paper: IssuedPaper) -> list[FieldError]:
    errors = not_after_today({"decided_on": (paper.decided_on, "決裁日")}, ctx.today())
    errors += in_order(paper.drafted_on, paper.decided_on, "decided_on", "決裁日が起案日より前です。")
    errors += in_order(paper.decided_on, paper.issued_on, "issued_on", "施行日が決裁日より前です。")
    if paper.decided_on is None:
        errors += in_order(paper.drafted_on, paper.issued_on, "issued_on", "施行日が起案日より前です。")
    if is_outgoing(ctx, work, paper):
        errors += number_errors(work, paper)
    if not paper.pdf:
        errors.append(FieldError("pdf", "文書の中身がありません。様式を作り直してください。"))
    return errors


def void_paper(ctx: AppContext, paper_id: int, reason: str) -> Result[IssuedPaper]:
    """Void a wrongly issued paper with a reason; bytes and number stay its own. Raises KnownError without one."""
    demand([] if reason.strip() else [FieldError("void_reason", "無効にする理由を入力してください。")])
    with ctx.work("文書を無効にする") as work:
        paper = work.get(IssuedPaper, paper_id)
        if paper.state is not PaperState.ISSUED:
            raise KnownError("not_issued", "施行した文書だけを無効にできます。")
        stored = work.save(replace(paper, state=PaperState.VOID, void_reason=reason, voided_on=ctx.today()))
        work.commit()
    return Result(stored, _CHANGED, ("相手方に届いている場合は、回収と差し替えを確かめてください。",))


def remove_draft(ctx: AppContext, paper_id: int) -> Result[None]:
    """Throw a drafted paper away; raises KnownError ``not_removable`` for any other."""
    with ctx.work("下書きの文書の削除") as work:
        work.remove(work.get(IssuedPaper, paper_id))
        work.commit()
    return Result(None, _CHANGED)


def reprint_bytes(ctx: AppContext, paper_id: int) -> bytes:
    """The issued bytes for printing again, exactly as they left; the reprint is counted."""
    with ctx.work("再交付") as work:
        paper = _out(work, paper_id)
        work.save(replace(paper, reprints=paper.reprints + 1))
        work.commit()
    return paper.pdf


def paper_bytes(ctx: AppContext, paper_id: int) -> bytes:
    """The issued bytes for looking at them."""
    with ctx.read() as read:
        return _out(read, paper_id).pdf


def papers(ctx: AppContext, episode_id: int | None = None, household_id: int | None = None) -> tuple[IssuedPaper, ...]:
    """Papers without their bytes and values, newest first: all, or those of an episode or household."""
    wanted = {"episode_id": episode_id, "household_id": household_id}
    some: dict[str, object] = {key: value for key, value in wanted.items() if value is not None}
    with ctx.read() as read:
        return read.list(IssuedPaper, order_by="-id", limit=None, omit=("pdf", "snapshot"), **some)


def next_document_number(ctx: AppContext, on: date) -> str:
    """The number that the next paper of that day would get; empty where the town's own register gives numbers."""
    with ctx.work("文書番号の確認") as work:
        return counted_number(ctx, work, on)  # without a commit nothing is used up


def difference_since_issue(ctx: AppContext, paper_id: int, today: Mapping[str, object]) -> tuple[ValueChange, ...]:
    """Which printed values would read otherwise today (発行時との違い).

    Args:
        ctx: the office.
        paper_id: an issued paper.
        today: the same fields with today's values, as a snapshot would store them.
    """
    with ctx.read() as read:
        issued = json.loads(_out(read, paper_id).snapshot or "{}")
    now = json.loads(json.dumps(dict(today), ensure_ascii=False, default=_plain))
    return tuple(
        ValueChange(field=key, issued=_text(issued.get(key)), today=_text(now.get(key)))
        for key in dict.fromkeys((*issued, *now))
        if issued.get(key) != now.get(key)
    )


def _plain(value: Any) -> Any:  # noqa: ANN401  json's own contract
    """Codes sorted, days in ISO form: as the snapshot of an issued paper stores them."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _text(value: Any) -> str:  # noqa: ANN401  any JSON value
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _out(read: Reader, paper_id: int) -> IssuedPaper:
    paper = read.get(IssuedPaper, paper_id)
    if paper.state in _WAITING:
        raise KnownError("not_issued", "この文書はまだ施行されていません。")
    return paper

"""What a paper is about, which number it bears and what its day means for the case; used by `documents`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from saroma_desk.domain.calendar import fiscal_range, fiscal_year
from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import Application, Cancellation, Decision, Dispatch
from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.domain.limits import LimitFinding
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.order import order_findings
from saroma_desk.domain.plan import Plan
from saroma_desk.domain.programme import FormInfo, Programme
from saroma_desk.domain.record import Record
from saroma_desk.domain.screening import Screening
from saroma_desk.storage import Between, Reader, UnitOfWork

from .context import AppContext
from .loading import load_office
from .numbering import next_document_no

APPROVAL, REJECTION, CANCELLATION = "form03", "form04", "form06"  # notices of a disposition (要領8(2)・(3), 13(2))
_WITHIN_EPISODE: Final[Mapping[str, type[Record]]] = {
    "application": Application,
    "report": Application,
    "screening": Screening,
    "plan": Plan,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDraft:
    """A paper about to be drafted or issued.

    Attributes:
        subject_key: what it was made for, see `domain.caseflow`.
        number, branch: 文書番号 and 枝番; an empty number is counted where the town lets this desk count.
        issued_on: day of 施行, as printed.
        pdf: bytes exactly as they leave the desk.
        snapshot: JSON object of the printed values, field to value.
    """

    form: str
    subject_key: str
    number: str = ""
    branch: str = ""
    drafted_on: date | None = None
    decided_on: date | None = None
    issued_on: date | None = None
    pdf: bytes = b""
    snapshot: str = "{}"


def subject_id(subject_key: str, kind: str) -> int | None:
    """The id in ``application:3`` or ``report:3:2026-06`` when it is of that kind, else None."""
    parts = subject_key.split(":")
    return int(parts[1]) if len(parts) > 1 and parts[0] == kind and parts[1].isdecimal() else None


def episode_of(read: Reader, subject_key: str) -> Episode | None:
    """The episode that a paper is about; None for a claim. Raises KnownError ``not_found``."""
    own = subject_id(subject_key, "episode")
    if own is not None:
        return read.get(Episode, own)
    for kind, record in _WITHIN_EPISODE.items():
        found = subject_id(subject_key, kind)
        if found is not None:
            return read.get(Episode, int(getattr(read.get(record, found), "episode_id")))  # noqa: B009  not typed here
    return None


def programme_of(ctx: AppContext, episode: Episode | None, on: date | None) -> Programme:
    """The rule set that a paper obeys: the episode's, or the one in force on its day."""
    return ctx.programme(episode.programme_id) if episode else ctx.programme_on(on or ctx.today())


def form_info(programme: Programme, form: str) -> FormInfo:
    """Title and direction of a form; raises KnownError ``unknown_form``."""
    info = programme.forms.get(form)
    if info is None:
        raise KnownError("unknown_form", "この様式は要領にありません。")
    return info


def paper_from(ctx: AppContext, read: Reader, draft: PaperDraft) -> IssuedPaper:
    """The unstored record of a paper, with the household and episode it belongs to."""
    episode = episode_of(read, draft.subject_key)
    info = form_info(programme_of(ctx, episode, draft.issued_on), draft.form)
    return IssuedPaper(
        form=draft.form,
        subject_key=draft.subject_key,
        household_id=episode.household_id if episode else None,
        episode_id=episode.id if episode else None,
        title=info.title,
        number=draft.number.strip(),
        branch=draft.branch.strip(),
        drafted_on=draft.drafted_on,
        decided_on=draft.decided_on,
        issued_on=draft.issued_on,
        pdf=draft.pdf,
        snapshot=draft.snapshot,
    )


def counted_number(ctx: AppContext, work: UnitOfWork, on: date) -> str:
    """The next number of the fiscal year, used up with the commit; empty where the town's register gives numbers.

    Numbers that somebody typed ahead of the counter are passed over.
    """
    settings = load_office(ctx, work, on).settings
    if settings.get("document.numbering") != "counted":
        return ""
    used = {number for number, _ in _used_numbers(work, on)}
    number = ""
    while not number or _plain(number) in used:
        number = next_document_no(work, on, settings.get("document.number_symbol", ""))
    return number


def _used_numbers(read: Reader, on: date) -> set[tuple[str, str]]:
    """Number and branch of every paper that went out in the fiscal year of a day, void ones too, in plain width."""
    papers = read.list(
        IssuedPaper,
        omit=("pdf", "snapshot"),
        limit=None,
        state=(PaperState.ISSUED, PaperState.VOID),
        issued_on=Between(*fiscal_range(fiscal_year(on))),
    )
    return {(_plain(paper.number), _plain(paper.branch)) for paper in papers if paper.number}


def _plain(number: str) -> str:
    """A number as it is compared: 第７号 is 第7号, with or without a space."""
    return "".join(unicodedata.normalize("NFKC", number).split())


def numbered(ctx: AppContext, work: UnitOfWork, paper: IssuedPaper, upcoming: str) -> IssuedPaper:
    """The paper with its number; a typed number uses up the counter only when it is the `upcoming` one."""
    typed = bool(paper.number) and _plain(paper.number) != _plain(upcoming)
    if not is_outgoing(ctx, work, paper) or paper.issued_on is None or typed:
        return paper
    if paper.number:
        counted_number(ctx, work, paper.issued_on)
        return paper
    return replace(paper, number=counted_number(ctx, work, paper.issued_on))


def is_outgoing(ctx: AppContext, read: Reader, paper: IssuedPaper) -> bool:
    """Whether the paper leaves the office, so that it needs number and day."""
    episode = read.get(Episode, paper.episode_id) if paper.episode_id is not None else None
    return form_info(programme_of(ctx, episode, paper.issued_on), paper.form).direction == "outgoing"


def number_errors(read: Reader, paper: IssuedPaper) -> list[FieldError]:
    """What is wrong with number, branch and day of an outgoing paper."""
    errors = [] if paper.number else [FieldError("number", "文書番号を入力してください。")]
    if paper.issued_on is None:
        return [*errors, FieldError("issued_on", "施行日を入力してください。")]
    if (_plain(paper.number), _plain(paper.branch)) in _used_numbers(read, paper.issued_on):
        errors.append(
            FieldError("number", "この文書番号は今年度すでに使われています。枝番を付けるか、番号を確かめてください。")
        )
    return errors


def notice_findings(ctx: AppContext, read: Reader, paper: IssuedPaper) -> tuple[LimitFinding, ...]:
    """Broken legal order of a notice: before its decision, or after the help has begun."""
    days = _notice_days(read, paper)
    if paper.episode_id is None or not days:
        return ()
    programme = ctx.programme(read.get(Episode, paper.episode_id).programme_id)
    return order_findings(programme, days, paper.subject_key)


def _notice_days(read: Reader, paper: IssuedPaper) -> dict[str, date | None]:
    application_id = subject_id(paper.subject_key, "application")
    if paper.form == CANCELLATION:
        cancelled = read.latest(Cancellation, application_id=application_id)
        return {"decided_on": cancelled.decided_on if cancelled else None, "notified_on": paper.issued_on}
    if paper.form not in (APPROVAL, REJECTION):
        return {}
    decision = read.latest(Decision, application_id=application_id)
    days = {"decided_on": decision.decided_on if decision else None, "notified_on": paper.issued_on}
    dispatch = read.latest(Dispatch, order_by="revision", application_id=application_id)
    if paper.form == APPROVAL and dispatch is not None:
        days |= {"decided_on": dispatch.approved_on, "first_day": dispatch.effective_from}
    return days


def note_notice(work: UnitOfWork, paper: IssuedPaper) -> None:
    """Note the day of the first notice at the decision or cancellation that it tells of (施行日)."""
    application_id = subject_id(paper.subject_key, "application")
    record: Decision | Cancellation | None = None
    if paper.form in (APPROVAL, REJECTION):
        record = work.latest(Decision, application_id=application_id)
    elif paper.form == CANCELLATION:
        record = work.latest(Cancellation, application_id=application_id)
    if record is not None and record.notified_on is None:
        work.save(replace(record, notified_on=paper.issued_on))

"""All that happened to a household in one line of time, and what was changed at this desk since a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.case import Episode, ProgressNote
from saroma_desk.domain.dispatch import Outcome
from saroma_desk.domain.household import Household, Member
from saroma_desk.domain.office import AuditEntry, PaperState
from saroma_desk.domain.programme import wording
from saroma_desk.domain.screening import Judgement
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.storage import Reader

from .context import AppContext
from .lifestory import LIFE, LifeEvent, life_events
from .loading import Bulk
from .tasks import caregiver_name
from .terms import field_word, table_word

PERSONAL = frozenset({"note", "status", "exception"}) | LIFE
"""Kinds of entries whose text is about one person, or may name one."""
_FIRST_BITE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened.

    Attributes:
        at: day and time; midnight where only the day is known.
        kind: ``intake``, ``referral``, ``survey``, ``judgement``, ``plan``, ``application``, ``decision``,
            ``dispatch``, ``suspension``, ``withdrawal``, ``cancellation``, ``report``, ``evaluation``, ``closure``,
            ``paper``, ``status``, ``note``, ``exception`` or one of `lifestory.LIFE`.
        text: one line for people; outside `PERSONAL` it names nobody but staff and agencies.
        subject_key: record to open, see `domain.caseflow`.
        programme: short word of its programme; empty while there is only one, and for what is true of a person.
    """

    at: datetime
    kind: str
    text: str
    tab: str
    subject_key: str
    episode_number: int
    programme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change at this desk in plain words.

    Attributes:
        at: UTC, aware.
        act: what was done, in the office's words.
        changes: (field in words, before, after).
    """

    at: datetime
    user: str
    act: str
    what: str
    household_id: int | None
    household_no: str
    name: str
    changes: tuple[tuple[str, str, str], ...]


def timeline(ctx: AppContext, household_id: int) -> tuple[TimelineEntry, ...]:
    """Everything recorded of a household over all of its episodes, newest first."""
    with ctx.read() as read:
        episodes = read.list(Episode, order_by="number", household_id=household_id)
        cases = tuple(Bulk(ctx, read, episodes).snapshots())
        life = tuple(life_events(ctx, read, cases[-1], episodes[0].received_on)) if cases else ()
    words = {case.episode.number: ctx.word(case.programme.id) for case in cases}
    found = (entry for case in cases for entry in _of_case(case))
    entries = [replace(entry, programme=words[entry.episode_number]) for entry in found]
    if cases:
        entries += _of_statuses(cases[-1])
        entries += [_of_life(event, cases) for event in life]
    return tuple(sorted(entries, key=lambda e: (e.at, e.kind), reverse=True))


def _of_case(case: CaseSnapshot) -> Iterator[TimelineEntry]:
    programme, key = case.programme, f"episode:{case.episode.id}"
    route = wording(programme.routes, case.episode.route)
    yield _on(case, case.episode.received_on, "intake", f"受理（{route}）", "households", key)
    for referral in case.referrals:
        yield _on(case, referral.referred_on, "referral", f"情報提供　{referral.agency}", "households", key)
    yield from _of_surveys(case)
    yield from _of_plans(case, key)
    for help_case in case.help_cases:
        yield from _of_help(case, help_case)
    for paper in case.papers:
        if paper.issued_on is not None and paper.state in (PaperState.ISSUED, PaperState.VOID):
            void = "（無効）" if paper.state is PaperState.VOID else ""
            text = f"施行　{paper.title}　{paper.number}{void}"
            yield _on(case, paper.issued_on, "paper", text, "documents", paper.subject_key)
    for note in case.notes:
        yield _of_note(case, note)
    for exception in case.exceptions:
        back = exception.withdrawn_on
        text = f"理由の記録{'（取下げ）' if back else ''}　{exception.figures}　{exception.reason}"
        yield _on(case, exception.decided_on, "exception", text, "dispatches", exception.subject_key)
        if back is not None:
            text = f"理由の取下げ　{exception.figures}　{exception.withdrawn_reason}"
            yield _on(case, back, "exception", text, "dispatches", exception.subject_key)


def _of_surveys(case: CaseSnapshot) -> Iterator[TimelineEntry]:
    words = {
        Judgement.NEEDED: "支援の必要性　有",
        Judgement.NOT_NEEDED: "支援の必要性　無",
        Judgement.CONTINUE: "調査継続",
    }
    for survey in case.screenings:
        key = f"screening:{survey.id}"
        yield _on(case, survey.surveyed_on, "survey", f"第{survey.no}回の調査", "screening", key)
        if survey.judged_on is not None and survey.judgement in words:
            yield _on(case, survey.judged_on, "judgement", words[survey.judgement], "screening", key)


def _of_plans(case: CaseSnapshot, key: str) -> Iterator[TimelineEntry]:
    for plan in case.plans:
        version = f"（第{plan.revision}回見直し）" if plan.revision else ""
        if plan.decided_on is not None:
            yield _on(case, plan.decided_on, "plan", f"支援計画の決裁{version}", "plans", key)
        else:
            yield _on(case, plan.made_on, "plan", f"支援計画の作成{version}", "plans", key)
    policies = {"continue": "継続", "revise": "見直し", "close": "終結"}
    for evaluation in case.evaluations:
        text = f"評価（{policies.get(evaluation.policy, evaluation.policy)}）"
        yield _on(case, evaluation.evaluated_on, "evaluation", text, "plans", key)
    if case.closure is not None:
        reason = wording(case.programme.close_reasons, case.closure.reason)
        yield _on(case, case.closure.closed_on, "closure", f"終結（{reason}）", "plans", key)


def _of_help(case: CaseSnapshot, help_case: HelpCase) -> Iterator[TimelineEntry]:
    application, key = help_case.application, f"application:{help_case.application.id}"

    def entry(on: date, kind: str, text: str) -> TimelineEntry:
        return _on(case, on, kind, text, "dispatches", key)

    yield entry(application.applied_on, "application", f"利用の申請（{application.receipt_no}）")
    if help_case.decision is not None:
        word = "承認" if help_case.decision.outcome is Outcome.APPROVED else "却下"
        yield entry(help_case.decision.decided_on, "decision", f"派遣の決定（{word}）")
    for dispatch in help_case.dispatches[1:]:
        yield entry(dispatch.approved_on, "dispatch", f"派遣の変更承認　{dispatch.change_reason}")
    for stop in help_case.suspensions:
        ground = wording(case.programme.suspension_grounds, stop.ground)
        yield entry(stop.first_day, "suspension", f"派遣の中止（{ground}）")
        if stop.last_day is not None:
            yield entry(stop.last_day + timedelta(days=1), "suspension", "派遣の再開")
    for report in help_case.reports:
        month = YearMonth.of(report.month).format(suffix="分")
        yield entry(report.received_on, "report", f"活動実績報告の受付（{month}）")
    if help_case.withdrawal is not None:
        word = "口頭" if help_case.withdrawal.oral else "書面"
        yield entry(help_case.withdrawal.filed_on, "withdrawal", f"利用の辞退（{word}）")
    if help_case.cancellation is not None:
        yield entry(help_case.cancellation.decided_on, "cancellation", "利用の取消")


def _of_note(case: CaseSnapshot, note: ProgressNote) -> TimelineEntry:
    word = "訂正　" if note.corrects_id is not None else ""
    return TimelineEntry(
        at=note.noted_at,
        kind="note",
        text=word + note.content,
        tab="plans",
        subject_key=note.source_key or f"note:{note.id}",
        episode_number=case.episode.number,
    )


def _of_statuses(case: CaseSnapshot) -> Iterator[TimelineEntry]:
    names = {m.id: m.name for m in case.members}
    for status in case.statuses:
        text = f"{field_word(f'legal_status.{status.status.value}')}　{names[status.member_id]}"
        yield _on(case, status.valid_from, "status", text, "households", f"household:{case.household.id}")


def _of_life(event: LifeEvent, cases: tuple[CaseSnapshot, ...]) -> TimelineEntry:
    """An event of the household, under the last episode that had begun by then."""
    begun = [c.episode.number for c in cases if c.episode.received_on <= event.at.date()]
    return TimelineEntry(
        at=event.at,
        kind=event.kind,
        text=event.text,
        tab="households",
        subject_key=f"household:{cases[0].household.id}",
        episode_number=begun[-1] if begun else cases[0].episode.number,
    )


def _on(case: CaseSnapshot, on: date, kind: str, text: str, tab: str, subject_key: str) -> TimelineEntry:
    return TimelineEntry(
        at=datetime.combine(on, time.min),
        kind=kind,
        text=text,
        tab=tab,
        subject_key=subject_key,
        episode_number=case.episode.number,
    )


def changes_since(ctx: AppContext, at: datetime, household_id: int | None = None) -> tuple[ChangeLine, ...]:
    """What was changed at this desk since a moment (UTC, aware), oldest first: all, or of one household."""
    with ctx.read() as read:
        entries = [e for e in _trail_since(read, at, household_id) if e.table]
        ids = {e.household_id for e in entries if e.household_id is not None}
        households = read.by_ids(Household, ids)
        people = read.list(Member, order_by="position", household_id=sorted(ids)) if ids else ()
    names = {i: caregiver_name(tuple(m for m in people if m.household_id == i), ctx.today()) for i in ids}
    return tuple(_change(e, households, names) for e in entries)


def _trail_since(read: Reader, at: datetime, household_id: int | None) -> list[AuditEntry]:
    """Lines since the moment, read from the end of the trail in growing bites, so that its length does not matter."""
    bite = _FIRST_BITE
    entries = read.audit(household_id=household_id, newest=bite)
    while len(entries) == bite and entries[0].at >= at:
        bite *= 4
        entries = read.audit(household_id=household_id, newest=bite)
    return [entry for entry in entries if entry.at >= at]


def _change(entry: AuditEntry, households: dict[int, Household], names: dict[int, str]) -> ChangeLine:
    household = households.get(entry.household_id) if entry.household_id is not None else None
    return ChangeLine(
        at=entry.at,
        user=entry.user,
        act=entry.act,
        what=table_word(entry.table),
        household_id=entry.household_id,
        household_no=household.no if household else "",
        name=names.get(entry.household_id, "") if entry.household_id is not None else "",
        changes=tuple((field_word(path.split(".")[0]), before, after) for path, before, after in entry.changes),
    )

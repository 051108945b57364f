"""Surveying a household with the indicator list and judging the need (要領6(2), 様式9号). Never a score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import Application
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.household import present_members
from saroma_desk.domain.order import order_findings
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.screening import Answer, AnswerState, Judgement, Screening
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.storage import Reader, UnitOfWork

from .checks import my_number_warnings, not_after_today
from .context import AppContext
from .exceptions import ExceptionDraft, demand_reasons
from .result import Result, Topic

_CHANGED = frozenset({Topic.SCREENINGS, Topic.TASKS, Topic.HOUSEHOLDS})
_EPDS_MAX, _EPDS_ITEM_MAX = 30, 3  # range of the questionnaire itself, no limit of the 要領


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A reminder while surveying; it never judges."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPair:
    """One indicator then and now.

    Attributes:
        before: answer of the survey before this one; None when there was none.
        changed: whether state, severity or evidence differ.
    """

    code: str
    before: Answer | None
    now: Answer
    changed: bool


def start(ctx: AppContext, episode_id: int) -> Result[Screening]:
    """Open the next survey of an episode with every indicator unasked; the last answers stand beside (`compare`).

    Raises KnownError ``survey_open`` while the last survey waits for its judgement (要領6(2)②).
    """
    with ctx.work("調査の開始") as work:
        episode = work.get(Episode, episode_id)
        last = work.latest(Screening, order_by="no", episode_id=episode_id)
        if last is not None and last.judgement is Judgement.OPEN:
            raise KnownError("survey_open", "判断していない調書があります。その調書を続けてください。")
        applied = work.latest(Application, order_by="applied_on", episode_id=episode_id)
        codes = [i.code for i in ctx.programme(episode.programme_id).indicators]
        screening = work.add(
            Screening(
                episode_id=episode_id,
                no=1 if last is None else last.no + 1,
                surveyed_on=ctx.today(),
                surveyed_by=ctx.user,
                basis="known" if applied is None else "application",
                answers=tuple(Answer(code=code) for code in codes),
                target_groups=last.target_groups if last else (),
            )
        )
        work.commit()
    return Result(screening, _CHANGED)


def save(ctx: AppContext, screening: Screening) -> Result[Screening]:
    """Store what was asked so far; the judgement itself is made by `judge`.

    Raises KnownError ``survey_judged`` when the stored survey is judged: a later finding belongs in a new one.
    """
    with ctx.work("調査の記入") as work:
        _check(ctx, work, screening)
        saved = work.save(replace(screening, judgement=Judgement.OPEN, judged_on=None, judged_by=""))
        work.commit()
    return Result(saved, _CHANGED, _warnings(saved))


def judge(ctx: AppContext, screening: Screening, exceptions: tuple[ExceptionDraft, ...] = ()) -> Result[Screening]:
    """Store the survey with the nurse's judgement and its reason; afterwards it stays as it is.

    Raises NeedsReason when the survey lies before the application it rests on (order of the rule set), KnownError
    for a missing judgement, reason or target group.
    """
    with ctx.work("支援の必要性の判断") as work:
        programme = _check(ctx, work, screening)
        judged = replace(
            screening, judged_on=screening.judged_on or ctx.today(), judged_by=screening.judged_by or ctx.user
        )
        demand(_judgement_errors(ctx, judged))
        findings = order_findings(programme, _days(work, judged), f"screening:{judged.id}")
        demand_reasons(work, judged.episode_id, findings, exceptions)
        saved = work.save(judged)
        work.commit()
    return Result(saved, _CHANGED | {Topic.PLANS, Topic.DISPATCHES}, _warnings(saved))


def compare(ctx: AppContext, screening_id: int) -> tuple[AnswerPair, ...]:
    """Each indicator with its answer of the survey before, also of an earlier episode (then and now)."""
    with ctx.read() as read:
        screening = read.get(Screening, screening_id)
        previous = _previous(read, screening)
        codes = [i.code for i in ctx.programme(read.get(Episode, screening.episode_id).programme_id).indicators]
    now = {a.code: a for a in screening.answers}
    before = {a.code: a for a in previous.answers} if previous else {}
    pairs = [(code, before.get(code), now.get(code, Answer(code=code))) for code in codes]
    return tuple(AnswerPair(code=c, before=b, now=n, changed=b is not None and _differs(b, n)) for c, b, n in pairs)


def list_screenings(ctx: AppContext, episode_id: int) -> tuple[Screening, ...]:
    """Surveys of an episode by number."""
    with ctx.read() as read:
        return read.list(Screening, order_by="no", episode_id=episode_id)


def prompts(programme: Programme, screening: Screening, snapshot: CaseSnapshot) -> tuple[Prompt, ...]:
    """What the rule set asks to think of at these answers; E items count only while somebody is pregnant."""
    asked = applicable(programme, screening, snapshot)
    return tuple(Prompt(id=p["id"], text=p["text"]) for p in programme.prompts if _prompted(p, asked, screening))


def applicable(programme: Programme, screening: Screening, snapshot: CaseSnapshot) -> tuple[Answer, ...]:
    """Answers to the indicators that apply: those for 特定妊婦 only while a member expects a child."""
    here = present_members(snapshot.members, screening.surveyed_on)
    pregnant = any(m.due_date is not None for m in here)
    left_out = {i.code for i in programme.indicators if i.applies_when == "pregnant" and not pregnant}
    return tuple(a for a in screening.answers if a.code not in left_out)


def _prompted(prompt: Any, answers: Iterable[Answer], screening: Screening) -> bool:  # noqa: ANN401  parsed data
    states = {a.code: a.state for a in answers}
    present = {code for code, state in states.items() if state is AnswerState.PRESENT}
    share = prompt.get("unknown_share_over")
    unknown = sum(state is AnswerState.UNKNOWN for state in states.values())
    measured = (("epds_total_min", screening.epds_total), ("epds_item10_min", screening.epds_item10))
    return any(
        (
            present & set(prompt.get("any_present", ())),
            set(prompt.get("all_present", ("",))) <= present,
            share is not None and states and Fraction(unknown, len(states)) > Fraction(share),
            *(value is not None and value >= prompt.get(key, value + 1) for key, value in measured),
        )
    )


def _check(ctx: AppContext, work: UnitOfWork, screening: Screening) -> Programme:
    stored = work.get(Screening, screening.id)
    if stored.judgement is not Judgement.OPEN:
        raise KnownError("survey_judged", "判断した調書は書き直せません。新しい調書を作って記録してください。")
    programme = ctx.programme(work.get(Episode, stored.episode_id).programme_id)
    errors = not_after_today({"surveyed_on": (screening.surveyed_on, "調査日")}, ctx.today())
    errors += _range("epds_total", screening.epds_total, _EPDS_MAX)
    errors += _range("epds_item10", screening.epds_item10, _EPDS_ITEM_MAX)
    codes = [a.code for a in screening.answers]
    if len(set(codes)) != len(codes) or set(codes) - {i.code for i in programme.indicators}:
        errors.append(FieldError("answers", "指標の一覧にない項目か、重なった項目があります。"))
    demand(errors)
    return programme


def _range(field: str, value: int | None, largest: int) -> list[FieldError]:
    if value is None or 0 <= value <= largest:
        return []
    return [FieldError(field, f"EPDSの点数は0から{largest}までです。")]


def _judgement_errors(ctx: AppContext, screening: Screening) -> list[FieldError]:
    errors = not_after_today({"judged_on": (screening.judged_on, "判断日")}, ctx.today())
    if screening.judged_on is not None and screening.judged_on < screening.surveyed_on:
        errors.append(FieldError("judged_on", "判断日が調査日より前です。"))
    if screening.judgement is Judgement.OPEN:
        errors.append(FieldError("judgement", "支援の必要性の有・無か、調査継続を選んでください。"))
    if not screening.judgement_reason.strip():
        errors.append(FieldError("judgement_reason", "判断の理由を入力してください。"))
    if screening.judgement is Judgement.NEEDED and not screening.target_groups:
        errors.append(FieldError("target_groups", "対象区分を1つ以上選んでください。"))
    return errors


def _days(read: Reader, screening: Screening) -> dict[str, Any]:
    """Days for the order check; a survey of the office's own motion rests on no application."""
    if screening.basis != "application":
        return {}
    applied = read.latest(Application, order_by="applied_on", episode_id=screening.episode_id)
    return {"applied_on": applied.applied_on if applied else None, "surveyed_on": screening.surveyed_on}


def _warnings(screening: Screening) -> tuple[str, ...]:
    bare = [a.code for a in screening.answers if a.state is AnswerState.PRESENT and not a.evidence.strip()]
    told = [f"状況・根拠が入力されていない項目があります（{'、'.join(bare)}）。"] if bare else []
    if screening.urgent and not screening.urgent_contact_to.strip():
        told.append("緊急の連絡が必要とされていますが、連絡先と日時がまだ記録されていません。")
    if screening.judgement is Judgement.NEEDED and not screening.services:
        told.append("支援種別（専門的相談支援、家事・育児援助）が選ばれていません。")
    return (*told, *my_number_warnings(screening))


def _previous(read: Reader, screening: Screening) -> Screening | None:
    earlier = [s for s in read.list(Screening, order_by="no", episode_id=screening.episode_id) if s.no < screening.no]
    if earlier:
        return earlier[-1]
    before = read.get(Episode, screening.episode_id).previous_id
    return read.latest(Screening, order_by="no", episode_id=before) if before is not None else None


def _differs(before: Answer, now: Answer) -> bool:
    return (before.state, before.severity, before.evidence) != (now.state, now.severity, now.evidence)

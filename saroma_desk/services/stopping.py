"""Suspension, withdrawal and cancellation of helper visits (要領11–13, 様式5・6号)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from saroma_desk.domain.calendar import format_short
from saroma_desk.domain.dispatch import Cancellation, Suspension, Visit, VisitStatus, Withdrawal
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.limit_build import application_key, visit_key
from saroma_desk.domain.limit_change import said
from saroma_desk.domain.limits import LimitKind, span_ja
from saroma_desk.domain.order import order_findings
from saroma_desk.domain.periods import Period
from saroma_desk.domain.programme import Programme, find
from saroma_desk.storage import UnitOfWork

from .checks import in_order, known_code, my_number_warnings, not_after_today
from .context import AppContext
from .exceptions import ExceptionDraft, demand_reasons
from .helpcases import OpenCase, open_case
from .result import Result, Topic

_CHANGED = frozenset({Topic.DISPATCHES, Topic.HOUSEHOLDS, Topic.TASKS})


def suspend(ctx: AppContext, suspension: Suspension) -> Result[Suspension]:
    """Suspend visits (要領11); the approved period stays as it is.

    Planned visits of the suspended days become 町の中止 when the last day is known, otherwise at `resume`; until then
    they wait. Visits already made on such days are told of.
    Raises KnownError ``not_approved``, ``ended``, ``overlap``, for an unknown ground or an impossible period.
    """
    with ctx.work("派遣の中止") as work:
        opened = open_case(ctx, work, suspension.application_id)
        _still_running(opened)
        errors = known_code(suspension.ground, opened.programme.suspension_grounds, "ground", "中止の理由")
        errors += in_order(suspension.first_day, suspension.last_day, "last_day", "中止の終わりが始まりより前です。")
        demand(errors)
        _no_overlap(opened, suspension, "first_day")
        stored = work.add(replace(suspension, decided_by=suspension.decided_by or ctx.user))
        told = _stop_during(work, opened, stored)
        work.commit()
    return Result(stored, _CHANGED, (_PERIOD_STAYS, *told))


def resume(ctx: AppContext, suspension_id: int, last_day: date, resumed_by: str = "") -> Result[Suspension]:
    """End a suspension; `last_day` is the last day without visits, also one to come, and may be changed later.

    Planned visits up to it become 町の中止, except those for which a reason is on record. Those stopped under an end
    that was later stay so and are told of.
    Raises KnownError ``overlap`` with another suspension, or when the last day lies before the first.
    """
    with ctx.work("派遣の再開") as work:
        suspension = work.get(Suspension, suspension_id)
        demand(in_order(suspension.first_day, last_day, "last_day", "中止の最終日が始まりより前です。"))
        opened = open_case(ctx, work, suspension.application_id)
        ended = replace(suspension, last_day=last_day, resumed_by=resumed_by or ctx.user)
        _no_overlap(opened, ended, "last_day")
        stored = work.save(ended)
        told = (*_stop_during(work, opened, stored), *_freed(work, opened, suspension, last_day))
        work.commit()
    return Result(stored, _CHANGED, told)


def withdraw(ctx: AppContext, withdrawal: Withdrawal) -> Result[Withdrawal]:
    """Receive a withdrawal (要領12, 様式5号 or by word of mouth); 様式6号 is owed from then on (要領13(1)③).

    Planned visits from `effective_on` on become 利用者中止(前日まで).
    Raises KnownError ``not_approved``, ``ended``; for a missing reason, or an oral one without its record.
    """
    with ctx.work("利用辞退の受付") as work:
        opened = open_case(ctx, work, withdrawal.application_id)
        _still_running(opened)
        demand(_withdrawal_errors(ctx, opened, withdrawal))
        stored = work.add(withdrawal)
        reason = f"{format_short(stored.effective_on)}から辞退"
        stopped = _stop(work, _planned_from(opened, stored.effective_on), VisitStatus.CANCELLED_BEFORE, reason)
        work.commit()
    warnings = list(_told(stopped))
    if opened.programme.withdrawal_needs_cancellation:
        warnings.append(_cancellation_owed(opened.programme))
    if stored.effective_on < stored.filed_on:
        warnings.append("辞退する日が届出の日より前です。")
    return Result(stored, _CHANGED | {Topic.DOCUMENTS}, (*warnings, *my_number_warnings(stored)))


def cancel(
    ctx: AppContext, cancellation: Cancellation, exceptions: tuple[ExceptionDraft, ...] = ()
) -> Result[Cancellation]:
    """Cancel the use of helper visits (要領13); 様式6号 becomes due. Planned visits from that day on become 町の中止.

    For an adverse ground the chance to be heard, or why there was none, is asked for by a warning.

    Raises:
        NeedsReason: days out of order.
        KnownError: ``not_approved``, ``already_cancelled``; no ground, no concrete reason, no withdrawal on file.
    """
    with ctx.work("利用の取消") as work:
        opened = open_case(ctx, work, cancellation.application_id)
        opened.dispatch()
        if opened.case.cancellation is not None:
            raise KnownError("already_cancelled", "この派遣はすでに取り消しています。")
        demand(_cancellation_errors(opened, cancellation))
        key = application_key(cancellation.application_id)
        days = {
            "drafted_on": cancellation.drafted_on,
            "decided_on": cancellation.decided_on,
            "notified_on": cancellation.notified_on,
        }
        demand_reasons(work, opened.episode_id, order_findings(opened.programme, days, key), exceptions)
        withdrawal = opened.case.withdrawal
        draft = replace(cancellation, withdrawal_id=withdrawal.id if withdrawal else cancellation.withdrawal_id)
        stored = work.add(draft)
        reason = f"{format_short(stored.cancelled_on)}から取消"
        stopped = _stop(work, _planned_from(opened, stored.cancelled_on), VisitStatus.TOWN, reason)
        work.commit()
    warnings = (*_told(stopped), *_cancellation_warnings(opened, stored), *my_number_warnings(stored))
    return Result(stored, _CHANGED | {Topic.DOCUMENTS}, warnings)


_PERIOD_STAYS = "中止しても、承認した派遣期間は延びません。延ばすときは、変更の承認をしてください。"


def _still_running(opened: OpenCase) -> None:
    opened.dispatch()
    if opened.case.cancellation is not None or opened.case.withdrawal is not None:
        raise KnownError("ended", "この派遣は、すでに辞退又は取消になっています。")


def _cancellation_owed(programme: Programme) -> str:
    article, of_notice = programme.step_article("cancel"), programme.step_article("notify_cancellation")
    return f"利用取消通知書（様式6号）を出す必要があります（{article}、{of_notice}）。"


def _withdrawal_errors(ctx: AppContext, opened: OpenCase, withdrawal: Withdrawal) -> list[FieldError]:
    errors = not_after_today({"filed_on": (withdrawal.filed_on, "届出日")}, ctx.today())
    if not withdrawal.reasons and not withdrawal.reason_text.strip():
        errors.append(FieldError("reasons", "辞退の理由を選ぶか入力してください。"))
    for code in withdrawal.reasons:
        errors += known_code(code, opened.programme.withdraw_reasons, "reasons", "辞退の理由")
    if withdrawal.oral:
        needed = {"oral_at": "口頭の届出を受けた日時", "oral_person": "届け出た人", "oral_received_by": "受けた職員"}
        for field, name in needed.items():
            if not getattr(withdrawal, field).strip():
                errors.append(FieldError(field, f"{name}を入力してください。"))
    return errors


def _cancellation_errors(opened: OpenCase, cancellation: Cancellation) -> list[FieldError]:
    terms = opened.programme.cancel_grounds
    errors = [] if cancellation.grounds else [FieldError("grounds", "取消の理由を選んでください。")]
    for code in cancellation.grounds:
        errors += known_code(code, terms, "grounds", "取消の理由")
    if errors:
        return errors
    if _adverse(opened, cancellation) and not cancellation.reason.strip():
        errors.append(FieldError("reason", "取消の理由を具体的に入力してください。通知書に記載されます。"))
    only_withdrawal = not _adverse(opened, cancellation)
    if only_withdrawal and opened.case.withdrawal is None:
        errors.append(FieldError("grounds", "辞退の届出（様式5号）が受け付けられていません。"))
    return errors


def _adverse(opened: OpenCase, cancellation: Cancellation) -> bool:
    grounds = (find(opened.programme.cancel_grounds, code) for code in cancellation.grounds)
    return any(bool(g.data.get("adverse")) for g in grounds)


def _cancellation_warnings(opened: OpenCase, cancellation: Cancellation) -> tuple[str, ...]:
    warnings = []
    heard = cancellation.hearing_notified_on is not None or bool(cancellation.hearing_result.strip())
    if _adverse(opened, cancellation):
        if not heard and not cancellation.hearing_omitted_reason.strip():
            warnings.append("不利益な処分です。弁明の機会を設けた記録か、設けない理由を残してください。")
        if cancellation.cancelled_on < (cancellation.notified_on or cancellation.decided_on):
            warnings.append("取消の日が通知より前です。取消は、将来に向かって行います。")
    return tuple(warnings)


def _no_overlap(opened: OpenCase, suspension: Suspension, field: str) -> None:
    """Raise KnownError ``overlap`` when another suspension of the application shares a day with this one."""
    days = _days(suspension)
    for other in opened.case.suspensions:
        if other.id != suspension.id and _days(other).overlaps(days):
            message = f"この期間には、すでに別の中止（{span_ja(_days(other))}）が記録されています。"
            raise KnownError("overlap", message, (FieldError(field, message),))


def _days(suspension: Suspension) -> Period:
    return Period(suspension.first_day, suspension.last_day)


def _stop_during(work: UnitOfWork, opened: OpenCase, suspension: Suspension) -> tuple[str, ...]:
    """Stop the planned visits of the suspended days and tell of them, of those that stay, and of those made."""
    within = [v for v in opened.case.visits if _days(suspension).contains(v.visit_on)]
    done = [v for v in within if v.status is VisitStatus.DONE]
    told = [f"中止の期間に、実施した訪問があります（{said(done)}）。期間を確かめてください。"] if done else []
    planned = [v for v in within if v.status is VisitStatus.PLANNED]
    kept = [v for v in planned if _reasons(work, opened, v)]
    stopped = [v for v in planned if v not in kept]
    if kept:
        told.append(f"中止の期間でも行う理由を記録した予定は、そのままです（{said(kept)}）。")
    if suspension.last_day is not None:
        # The ground stands with the suspension alone: the family and the provider read what is written beside a visit.
        reason = f"{format_short(suspension.first_day)}から派遣の中止"
        told += _told(_stop(work, stopped, VisitStatus.TOWN, reason))
    elif stopped:
        told.append(f"予定（{said(stopped)}）は残っています。再開を記録すると、中止の最終日までの分が中止になります。")
    return tuple(told)


def _freed(work: UnitOfWork, opened: OpenCase, before: Suspension, last_day: date) -> tuple[str, ...]:
    """What the suspension no longer holds: reasons for planning within it lapse; visits it stopped are told of."""
    later = [v for v in opened.case.visits if v.visit_on > last_day and _days(before).contains(v.visit_on)]
    for visit in later:
        for reason in _reasons(work, opened, visit) if visit.status is VisitStatus.PLANNED else ():
            work.remove(reason)
    stopped = [v for v in later if v.status is VisitStatus.TOWN]
    if not stopped:
        return ()
    return (
        f"中止にしていた訪問のうち、再開後の日のものがあります（{said(stopped)}）。必要なら予定を入れ直してください。",
    )


def _reasons(work: UnitOfWork, opened: OpenCase, visit: Visit) -> tuple[LimitException, ...]:
    """Reasons on record for making a visit although visits are suspended."""
    rules = {r.id for r in opened.rules if r.kind is LimitKind.NOT_SUSPENDED}
    return tuple(
        e for e in work.list(LimitException, subject_key=visit_key(visit)) if e.rule in rules and e.withdrawn_on is None
    )


def _planned_from(opened: OpenCase, first_day: date) -> list[Visit]:
    return [v for v in opened.case.visits if v.status is VisitStatus.PLANNED and v.visit_on >= first_day]


def _stop(work: UnitOfWork, visits: Iterable[Visit], status: VisitStatus, reason: str) -> int:
    stopped = [work.save(replace(v, status=status, status_reason=reason)) for v in visits]
    return len(stopped)


def _told(stopped: int) -> tuple[str, ...]:
    return (f"予定されていた訪問{stopped}件を中止にしました。派遣団体に連絡してください。",) if stopped else ()

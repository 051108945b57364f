"""From the application to the approval or rejection, and changes of what was approved (要領8, 10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from saroma_desk.domain import obligations as owed
from saroma_desk.domain.approval import less_than_asked, terms_errors
from saroma_desk.domain.dispatch import Application, Decision, Dispatch, Outcome
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.limit_build import application_key
from saroma_desk.domain.limits import LimitFinding
from saroma_desk.domain.order import order_findings
from saroma_desk.domain.provider import Provider
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.storage import UnitOfWork

from .approvals import approval_findings, changed_findings, days_of, gap_findings, plan_findings
from .checks import in_order, is_closed, known_code, my_number_warnings, not_after_today
from .context import AppContext
from .exceptions import ExceptionDraft, demand_reasons
from .helpcases import OpenCase, open_case
from .numbering import next_receipt_no
from .result import Result, Topic
from .snapshots import read_snapshot

_CHANGED = frozenset({Topic.DISPATCHES, Topic.HOUSEHOLDS, Topic.DOCUMENTS, Topic.TASKS})


def receive_application(ctx: AppContext, application: Application) -> Result[Application]:
    """Receive 様式1号 (要領8(1)); the receipt number is the next of the fiscal year unless one was typed.

    An episode keeps the rule set in force on the day of its first application. A refused consent blocks nothing.
    Raises KnownError when the applicant is not of the household, a day is impossible or the case is closed.
    """
    with ctx.work("利用申請の受付") as work:
        snapshot = read_snapshot(ctx, work, application.episode_id)
        if is_closed(work, snapshot.episode):
            raise KnownError("closed", "終結した世帯です。先に再開してください。")
        demand(_application_errors(ctx, snapshot, application))
        number = application.receipt_no or next_receipt_no(work, application.received_on)
        draft = replace(application, receipt_no=number, received_by=application.received_by or ctx.user)
        if not snapshot.help_cases:
            _keep_rules_of_the_day(ctx, work, snapshot, application.applied_on)
        stored = work.add(draft)
        work.commit()
    return Result(stored, _CHANGED, _application_warnings(snapshot, stored))


def save_application(ctx: AppContext, application: Application) -> Result[Application]:
    """Correct a received application; raises KnownError as `receive_application` does."""
    with ctx.work("利用申請の訂正") as work:
        snapshot = read_snapshot(ctx, work, application.episode_id)
        demand(_application_errors(ctx, snapshot, application))
        stored = work.save(application)
        work.commit()
    warnings = list(_application_warnings(snapshot, stored))
    if snapshot.help_case(application.id).decision is not None:
        warnings.append("決定済みの申請を訂正しました。通知書と食い違わないか確かめてください。")
    return Result(stored, _CHANGED, tuple(warnings))


def reject(ctx: AppContext, decision: Decision, exceptions: tuple[ExceptionDraft, ...] = ()) -> Result[Decision]:
    """Reject an application (要領8(2)); 様式4号 becomes due. The reason must be concrete (理由の提示).

    Raises KnownError ``already_decided``, for a missing ground or reason; `NeedsReason` for days out of order.
    """
    with ctx.work("利用の却下") as work:
        opened = open_case(ctx, work, decision.application_id)
        _undecided(opened)
        errors = known_code(decision.ground, opened.programme.reject_reasons, "ground", "却下の理由の区分")
        if decision.outcome is not Outcome.REJECTED:
            errors.append(FieldError("outcome", "可否は「却下」です。"))
        if not decision.reason.strip():
            errors.append(FieldError("reason", "却下の理由を具体的に入力してください。通知書に記載されます。"))
        demand(errors)
        days = days_of(opened, decision) | {"plan_decided_on": None}
        findings = order_findings(opened.programme, days, application_key(decision.application_id))
        demand_reasons(work, opened.episode_id, findings, exceptions)
        stored = work.add(replace(decision, decided_by=decision.decided_by or ctx.user))
        work.commit()
    return Result(stored, _CHANGED)


def approve(
    ctx: AppContext,
    application_id: int,
    decision: Decision,
    dispatch: Dispatch,
    exceptions: tuple[ExceptionDraft, ...] = (),
) -> Result[Dispatch]:
    """Approve helper visits on these terms; 様式3号 and 様式2号 become due (要領8(3), 10).

    Revision, approval day, first day and ids of `dispatch` and `decision` are filled in here.

    Raises:
        NeedsReason: a limit of 要領10 is exceeded, no contract covers the whole period, the plan is not decided,
            days are out of order, or the last help ended only recently - and no exception gives the reason.
        KnownError: ``already_decided``, ``closed``; missing or impossible terms; less is approved than was asked
            and `difference_reason` is empty.
    """
    with ctx.work("派遣の承認") as work:
        opened = open_case(ctx, work, application_id)
        _undecided(opened)
        terms = dispatch.terms
        errors = _approval_errors(opened, dispatch)
        if decision.outcome is not Outcome.APPROVED:
            errors.append(FieldError("outcome", "可否は「承認」です。"))
        demand(errors)
        key = application_key(application_id)
        findings = [*approval_findings(opened, dispatch), *plan_findings(opened)]
        findings += order_findings(opened.programme, days_of(opened, decision) | {"first_day": terms.first_day}, key)
        findings += gap_findings(ctx, opened, dispatch)
        demand_reasons(work, opened.episode_id, findings, exceptions)
        work.add(replace(decision, application_id=application_id, decided_by=decision.decided_by or ctx.user))
        stored = work.add(_as_revision(opened, dispatch, 0, decision))
        work.commit()
    return Result(stored, _CHANGED, _dispatch_warnings(opened, stored))


def change(
    ctx: AppContext, application_id: int, dispatch: Dispatch, exceptions: tuple[ExceptionDraft, ...] = ()
) -> Result[Dispatch]:
    """Change what was approved (変更承認): a new revision from `effective_from` on; 様式3号 and 2号 become due again.

    Visits planned or made that the changed terms do not cover are told of, see `limit_change`; nothing is done to them.

    Raises:
        NeedsReason: as `approve`; a reason given earlier counts only for the same figures.
        KnownError: ``not_approved``, ``ended``, a missing reason for the change, missing or impossible terms.
    """
    with ctx.work("派遣の変更承認") as work:
        opened = open_case(ctx, work, application_id)
        before = opened.dispatch()
        _running(opened)
        errors = _approval_errors(opened, dispatch)
        if not dispatch.change_reason.strip():
            errors.append(FieldError("change_reason", "変更の理由を入力してください。"))
        first_day = opened.case.dispatches[0].terms.first_day
        errors += in_order(
            first_day, dispatch.effective_from, "effective_from", "変更の日が派遣期間の始まりより前です。"
        )
        demand(errors)
        terms = replace(dispatch.terms, first_day=first_day)
        changed = replace(dispatch, terms=terms)
        demand_reasons(work, opened.episode_id, approval_findings(opened, changed), exceptions, anew=True)
        stored = work.add(_as_revision(opened, changed, before.revision + 1, None))
        warnings = (*_dispatch_warnings(opened, stored), *(f.message_ja for f in changed_findings(opened, stored)))
        work.commit()
    return Result(stored, _CHANGED, warnings)


def check_terms(ctx: AppContext, application_id: int, dispatch: Dispatch) -> tuple[LimitFinding, ...]:
    """What every limit says about terms while they are typed, kept ones included; nothing is stored.

    Of an approved application also, what the change would leave of its visits.
    """
    with ctx.read() as read:
        opened = open_case(ctx, read, application_id)
        return (*approval_findings(opened, dispatch), *changed_findings(opened, dispatch))


def _keep_rules_of_the_day(ctx: AppContext, work: UnitOfWork, snapshot: CaseSnapshot, applied_on: date) -> None:
    """An episode keeps the rule set of its first application's day; one of its intake held only until then."""
    now = ctx.programme_on(applied_on, snapshot.programme.family)
    if now.valid_from > snapshot.programme.valid_from:
        work.save(replace(snapshot.episode, programme_id=now.id))


def _application_errors(ctx: AppContext, snapshot: CaseSnapshot, application: Application) -> list[FieldError]:
    days = {"applied_on": (application.applied_on, "申請日"), "received_on": (application.received_on, "受付日")}
    errors = not_after_today(days, ctx.today())
    errors += in_order(application.applied_on, application.received_on, "received_on", "受付日が申請日より前です。")
    if all(m.id != application.applicant_id for m in snapshot.members):
        errors.append(FieldError("applicant_id", "申請者を世帯員から選んでください。"))
    if application.proxy_name.strip() and not application.proxy_reason.strip():
        errors.append(FieldError("proxy_reason", "代理申請の理由を入力してください。"))
    wished = application.wished
    errors += in_order(wished.first_day, wished.last_day, "wished.last_day", "希望期間の終わりが始まりより前です。")
    return errors


def _application_warnings(snapshot: CaseSnapshot, application: Application) -> tuple[str, ...]:
    refused = False in (application.consent_tax, application.consent_inquiry, application.consent_provider)
    warnings = ["同意しない項目があります。その取扱いを申請者に説明してください。"] if refused else []
    others = [c for c in snapshot.help_cases if c.application.id != application.id and owed.undecided(c)]
    if others:
        warnings.append("決定していない申請がほかにもあります。")
    return (*warnings, *my_number_warnings(application))


def _undecided(opened: OpenCase) -> None:
    if not owed.undecided(opened.case):
        raise KnownError(
            "already_decided", "この申請はすでに決定しています。内容を変えるときは、変更の承認をしてください。"
        )
    if opened.snapshot.closure is not None:
        raise KnownError("closed", "終結した世帯です。先に再開してください。")


def _running(opened: OpenCase) -> None:
    if opened.case.cancellation is not None or opened.case.withdrawal is not None:
        raise KnownError("ended", "辞退又は取消のあった派遣は変更できません。新しい申請を受け付けてください。")


def _approval_errors(opened: OpenCase, dispatch: Dispatch) -> list[FieldError]:
    errors = terms_errors(dispatch.terms)
    if opened.read.find(Provider, dispatch.provider_id) is None:
        errors.append(FieldError("provider_id", "派遣団体を選んでください。"))
    less = less_than_asked(opened.application.wished, dispatch.terms)
    if less and not dispatch.difference_reason.strip():
        points = "・".join(less)
        message = f"申請より少ない内容（{points}）を承認するときは、異なる点とその理由を入力してください。"
        errors.append(FieldError("difference_reason", message))
    return errors


def _as_revision(opened: OpenCase, dispatch: Dispatch, revision: int, decision: Decision | None) -> Dispatch:
    """The dispatch as it is stored: ids, revision, days and whether the family counts as 多胎 filled in."""
    first = dispatch.terms.first_day
    approved_on = decision.decided_on if decision else dispatch.approved_on
    return replace(
        dispatch,
        id=0,
        version=0,
        episode_id=opened.episode_id,
        application_id=opened.application.id,
        revision=revision,
        approved_on=approved_on,
        effective_from=first if revision == 0 and first is not None else dispatch.effective_from,
        multiple_birth=owed.counts_as_multiple(opened.snapshot, opened.case),
    )


def _dispatch_warnings(opened: OpenCase, dispatch: Dispatch) -> tuple[str, ...]:
    warnings = []
    if opened.snapshot.household.address_protected and not dispatch.address_confirmed_by.strip():
        warnings.append(
            "住所の保護（支援措置等）のある世帯です。確認者を記録するまで、派遣依頼書（様式2号）は作れません。"
        )
    if opened.application.consent_provider is False:
        warnings.append("派遣団体への情報提供に同意していません。派遣依頼書（様式2号）の記載を確かめてください。")
    return (*warnings, *my_number_warnings(dispatch))

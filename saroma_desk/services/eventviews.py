"""What would follow from an event in a family's life, in words, before anything is stored (多胎・出生・転居・転出)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.dispatch import Application, Outcome, VisitStatus
from saroma_desk.domain.household import Household, LegalStatus, Member, Role, is_multiple_birth
from saroma_desk.domain.limit_build import check_visits
from saroma_desk.domain.limits import LimitKind, unexcused
from saroma_desk.domain.obligations import (
    ENDED,
    cancellation_owed,
    cancellation_unnotified,
    help_state,
    plan_in_force,
    undecided,
)
from saroma_desk.domain.programme import Programme, find, wording
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase
from saroma_desk.storage import Reader

from .context import AppContext
from .helpcases import OpenCase, accepted_months, open_case, opened_in
from .loading import Bulk
from .snapshots import present_episodes

_REQUEST, _APPROVAL, _REJECTION, _CANCELLATION = "form02", "form03", "form04", "form06"
_SURVEY, _PLAN = "form09", "form10"

_MOST_NAMED = 3  # visits over a limit that a box names one by one
_TIMES, _MINUTES = "回", "分"
_UNITS = {
    LimitKind.COUNT_PER_PERIOD: _TIMES,
    LimitKind.COUNT_PER_MONTH: _TIMES,
    LimitKind.COUNT_PER_WEEK: _TIMES,
    LimitKind.PERIOD_MONTHS: "か月",
    LimitKind.SPACING_DAYS: "日",
    LimitKind.VISIT_MINUTES: _MINUTES,
    LimitKind.MINUTES_PER_DAY: _MINUTES,
    LimitKind.MINUTES_PER_MONTH: _MINUTES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """What follows from an event.

    Attributes:
        sentences: calm Japanese sentences with figures and articles, the weightiest first.
        papers: forms that become due again, e.g. ``form03``.
    """

    sentences: tuple[str, ...]
    papers: tuple[str, ...] = ()


def preview_birth(ctx: AppContext, mother_id: int, children: tuple[Member, ...]) -> EventView:
    """What `persons.record_birth` would do and what is to be done after it."""
    with ctx.read() as read:
        mother = read.get(Member, mother_id)
        members = read.list(Member, household_id=mother.household_id)
        born_on = min((c.birth_date for c in children if c.birth_date is not None), default=ctx.today())
        group = "new" if len(children) > 1 else ""
        born = tuple(replace(c, role=Role.TARGET_CHILD, multiple_group=c.multiple_group or group) for c in children)
        after = (*(replace(m, due_date=None, fetuses=None) if m.id == mother.id else m for m in members), *born)
        before, now = is_multiple_birth(members), is_multiple_birth(after)
        told, papers = list(_of_birth(mother, children, born_on)), set[str]()
        for case in open_cases(ctx, read, mother.household_id):
            if any(s.member_id == mother.id and s.status is LegalStatus.SPECIFIED_EXPECTANT for s in case.statuses):
                told.append(f"特定妊婦の区分は{format_era(born_on)}に終わります。")
            papers |= {_SURVEY} | ({_PLAN} if plan_in_force(case) else set())
            if before != now:
                for opened in running(ctx, read, case):
                    told += limit_sentences(opened, multiples=now)
                    papers |= {_APPROVAL, _REQUEST}
    if before == now and before:
        told.append("多胎として数える扱いは変わりません。")
    if papers:
        told.append("妊娠期の指標に代えて、子どもの状況を調査し、支援計画を見直してください。")
    return view_of(told, papers)


def preview_move(ctx: AppContext, household: Household) -> EventView:
    """What a changed address within the town means; `household` carries the new one."""
    with ctx.read() as read:
        stored = read.get(Household, household.id)
        told = [f"住所が「{stored.address}」から「{household.address}」に変わります。発行した文書は変わりません。"]
        papers = set[str]()
        for case in open_cases(ctx, read, household.id):
            for opened in running(ctx, read, case):
                provider = case.provider(opened.dispatch().provider_id)
                told.append(
                    f"{provider.name}に新しい住所を知らせます（{_citation(case.programme, _REQUEST)}）。"
                    f"予定の訪問は{len(planned_days(opened.case, ctx.today()))}件です。"
                )
                papers.add(_REQUEST)
        if household.address_protected:
            told.append("住所の保護（支援措置等）のある世帯です。派遣団体に知らせてよいか、先に確かめてください。")
    return view_of(told, papers)


def preview_move_out(ctx: AppContext, household_id: int, left_on: date) -> EventView:
    """What moving out of the town on a day means; `left_on` is the first day elsewhere."""
    with ctx.read() as read:
        told, papers = [f"{format_era(left_on)}に転出します。"], set[str]()
        for case in open_cases(ctx, read, household_id):
            waiting, owed = list(_waiting(case)), list(_owed(case))
            told += [*waiting, *owed]
            papers |= {_REJECTION} if waiting else set()
            papers |= {_CANCELLATION} if owed else set()
            for opened in running(ctx, read, case):
                late = planned_days(opened.case, left_on)
                told += _end_of_help(case, len(late))
                papers.add(_CANCELLATION)
            told += _unpaid(read, case, left_on)
            reason = wording(case.programme.close_reasons, "moved")
            told.append(f"支援を評価して終結し（{reason}）、転出先への引継ぎを記録します。")
            papers.add(_PLAN if plan_in_force(case) else _SURVEY)
    return view_of(told, papers)


def preview_application(ctx: AppContext, application: Application) -> EventView:
    """What a correction of a decided application means for what was told of it; nothing before the decision."""
    with ctx.read() as read:
        opened = open_case(ctx, read, application.id)
    case, stored, forms = opened.case, opened.application, opened.programme.forms
    if case.decision is None:
        return EventView(sentences=())
    told, papers = list[str](), set[str]()
    notice = _REJECTION if case.decision.outcome is Outcome.REJECTED else _APPROVAL
    if application.applicant_id != stored.applicant_id:
        told.append(f"決定の通知（{forms[notice].citation}）は、今の申請者に宛てています。名宛人を改めて通知します。")
        papers |= {notice} | ({_REQUEST} if case.dispatch else set())
        if case.dispatch:
            told.append(f"派遣団体に、新しい利用者を知らせます（{forms[_REQUEST].citation}）。")
    if application.wished != stored.wished and case.dispatch:
        told.append("承認した内容は変わりません。派遣の内容を変えるときは、変更を承認します。")
    if application.applied_on != stored.applied_on and application.applied_on > case.decision.decided_on:
        told.append(f"申請日が決裁日（{format_era(case.decision.decided_on)}）より後になります。")
    return view_of(told, papers)


def _of_birth(mother: Member, children: tuple[Member, ...], born_on: date) -> Iterator[str]:
    yield f"{format_era(born_on)}に{len(children)}人の子が世帯に加わり、対象児童・要支援児童となります。"
    if mother.due_date is not None:
        yield f"妊娠の記録（予定日{format_era(mother.due_date)}）は終わります。"
    if mother.fetuses is not None and mother.fetuses != len(children):
        yield f"胎数は{mother.fetuses}人と記録されています。生まれた子の人数を確かめてください。"


def limit_sentences(opened: OpenCase, *, multiples: bool) -> Iterator[str]:
    """Limits that differ for multiple births, with what is approved, and the visits that would break them."""
    name = opened.application.receipt_no
    for rule in opened.rules:
        if rule.value is not None and rule.multiples is not None and rule.value != rule.multiples:
            old, new = rule.cap(multiples=not multiples), rule.cap(multiples=multiples)
            unit = _UNITS.get(rule.kind, "")
            yield f"{name}の{rule.label}の限度（{rule.article}）は、{old}{unit}から{new}{unit}になります。"
    terms = opened.dispatch().terms
    if terms.visits is not None:
        paper = _citation(opened.programme, _APPROVAL)
        yield f"承認した回数は{terms.visits}回のままです。変えるときは、変更を承認して{paper}で通知します。"
    visits = opened.case.visits
    around = replace(opened.around(visits), multiples=multiples)
    answers = check_visits(opened.case, visits, around, opened.rules)
    broken = {f.message_ja for many in answers.values() for f in unexcused(many, opened.snapshot.exceptions)}
    now = check_visits(opened.case, visits, replace(around, multiples=not multiples), opened.rules)
    known = {f.message_ja for many in now.values() for f in unexcused(many, opened.snapshot.exceptions)}
    more = sorted(broken - known)
    yield from more[:_MOST_NAMED]
    if len(more) > _MOST_NAMED:
        yield f"ほかにも{len(more) - _MOST_NAMED}件が限度を超えます。"


def _waiting(case: CaseSnapshot) -> Iterator[str]:
    reason = next((r for r in case.programme.reject_reasons if r.code == "not_resident"), None)
    for help_case in case.help_cases:
        if undecided(help_case):
            why = f"（{reason.name}）" if reason else ""
            paper, number = _citation(case.programme, _REJECTION), help_case.application.receipt_no
            yield f"決定していない申請（{number}）があります。却下{why}は{paper}で通知します。"


def _owed(case: CaseSnapshot) -> Iterator[str]:
    """Cancellations that a withdrawal or a decision still waits for."""
    for help_case in case.help_cases:
        if cancellation_owed(case, help_case) or cancellation_unnotified(case, help_case):
            paper, number = _citation(case.programme, _CANCELLATION), help_case.application.receipt_no
            yield f"{number}の取消通知（{paper}）がまだです。転出の前に出してください。"


def _unpaid(read: Reader, case: CaseSnapshot, left_on: date) -> Iterator[str]:
    """Visits before the day that no accepted claim holds: reports and claims go on after the family has left."""
    visits = [v for h in case.help_cases for v in h.visits if v.visit_on < left_on]
    expected = [v for v in visits if v.status in (VisitStatus.PLANNED, VisitStatus.DONE)]
    locked = accepted_months(read) if expected else frozenset()
    family = case.programme.family
    waiting = [v for v in expected if (v.provider_id, v.visit_on.replace(day=1), family) not in locked]
    if waiting:
        report, claim = (_citation(case.programme, form) for form in ("form07", "form08"))
        yield (
            f"転出の前の訪問{len(waiting)}回は、請求をまだ受理していません。活動実績報告（{report}）と請求（{claim}）、"
            "利用者負担は、転出の後も前日までの訪問について行います。"
        )


def _end_of_help(case: CaseSnapshot, planned: int) -> Iterator[str]:
    article = case.programme.cite(find(case.programme.cancel_grounds, "not_eligible").article)
    yield f"派遣を取り消し（{article}）、{_citation(case.programme, _CANCELLATION)}で通知します。"
    if planned:
        yield f"転出の日以後に予定の訪問が{planned}件あります。取消を決定すると、町の中止になります。"


def open_cases(ctx: AppContext, read: Reader, household_id: int) -> list[CaseSnapshot]:
    """The household's episodes that are not closed."""
    return list(Bulk(ctx, read, present_episodes(read, household_id, closed=False)).snapshots())


def running(ctx: AppContext, read: Reader, case: CaseSnapshot) -> Iterator[OpenCase]:
    """Applications whose help goes on or is still to come."""
    for help_case in case.help_cases:
        if help_goes_on(help_case, case.today):
            yield opened_in(ctx, read, case, help_case)


def help_goes_on(case: HelpCase, today: date) -> bool:
    """Whether help was approved and has not ended."""
    state = help_state(case, today)
    return state is not None and state not in ENDED


def planned_days(case: HelpCase, since: date) -> list[date]:
    """Days of visits that are planned from `since` on."""
    return [v.visit_on for v in case.visits if v.status is VisitStatus.PLANNED and v.visit_on >= since]


def _citation(programme: Programme, form: str) -> str:
    return programme.forms[form].citation


def view_of(sentences: list[str], papers: set[str]) -> EventView:
    """The view, each sentence once."""
    return EventView(sentences=tuple(dict.fromkeys(sentences)), papers=tuple(sorted(papers)))

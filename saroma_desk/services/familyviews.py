"""What would follow from a changed family, in words, before anything is stored: a person, twins, people who leave."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.familyduties import is_adult
from saroma_desk.domain.household import (
    Household,
    Member,
    copay_class_on,
    is_multiple_birth,
    is_target,
    moved_out_on,
    multiple_since,
    present_members,
)
from saroma_desk.domain.limits import LimitKind
from saroma_desk.domain.obligations import counts_as_multiple, help_period, undecided
from saroma_desk.domain.programme import find
from saroma_desk.domain.snapshot import CaseSnapshot, HelpCase

from .context import AppContext
from .eventviews import (
    EventView,
    help_goes_on,
    limit_sentences,
    open_cases,
    planned_days,
    preview_move_out,
    running,
    view_of,
)
from .family import as_left, as_multiples
from .helpcases import OpenCase

_PAPERS_OF_CHANGE = frozenset({"form02", "form03"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A household's people before and after, and the day from which it counts."""

    before: tuple[Member, ...]
    after: tuple[Member, ...]
    on: date

    @property
    def here_before(self) -> tuple[Member, ...]:
        return present_members(self.before, self.on)

    @property
    def here_after(self) -> tuple[Member, ...]:
        return present_members(self.after, self.on)

    @property
    def gone(self) -> tuple[Member, ...]:
        """Who is here without the change and not with it."""
        still = {m.id for m in self.here_after}
        return tuple(m for m in self.here_before if m.id not in still)

    @property
    def come(self) -> tuple[Member, ...]:
        """Who is here only with the change."""
        before = {m.id for m in self.here_before}
        return tuple(m for m in self.here_after if m.id not in before)


def preview_member(ctx: AppContext, member: Member) -> EventView:
    """What `intake.save_member` of a new (id 0) or changed person would mean."""
    before = _members(ctx, member.household_id)
    after = tuple(member if m.id == member.id else m for m in before)
    return _view(ctx, member.household_id, _Change(before=before, after=_with(after, member), on=ctx.today()))


def preview_multiples(ctx: AppContext, household_id: int, fetuses: int | None, children: Collection[int]) -> EventView:
    """What `family.set_multiples` would mean: limits, what was approved, visits over the limit, papers."""
    before = _members(ctx, household_id)
    return _view(
        ctx, household_id, _Change(before=before, after=as_multiples(before, fetuses, children), on=ctx.today())
    )


def preview_leaving(ctx: AppContext, household_id: int, leaving: Collection[int], left_on: date) -> EventView:
    """What `family.leave` would mean; when nobody stays, what `family.move_out` would."""
    before = _members(ctx, household_id)
    after = as_left(before, leaving, left_on)
    if moved_out_on(after) is not None:
        return preview_move_out(ctx, household_id, left_on)
    return _view(ctx, household_id, _Change(before=before, after=after, on=left_on))


def _with(members: tuple[Member, ...], member: Member) -> tuple[Member, ...]:
    return members if member.id else (*members, member)


def _members(ctx: AppContext, household_id: int) -> tuple[Member, ...]:
    with ctx.read() as read:
        read.get(Household, household_id)
        return read.list(Member, order_by="position,id", household_id=household_id)


def _view(ctx: AppContext, household_id: int, change: _Change) -> EventView:
    told, papers = list[str](), set[str]()
    with ctx.read() as read:
        for case in open_cases(ctx, read, household_id):
            told += _of_programme(case, change)
            for opened in running(ctx, read, case):
                limits = list(_of_limits(opened, change))
                told += [*limits, *_of_applicant(case, opened.case, change)]
                papers |= _PAPERS_OF_CHANGE if limits else set()
            told += _of_waiting(case, change)
            told += _of_class(case, change)
            if change.gone or change.come:
                papers |= {"form10"} if case.plans else {"form09"}
    if change.gone or change.come:
        told.append("家族構成が変わります。調書（様式９号）と支援計画（様式10号）を見直してください。")
    return view_of(told, papers)


def _of_programme(case: CaseSnapshot, change: _Change) -> Iterator[str]:
    """Whether anybody is left to be helped."""
    if any(is_target(m) for m in change.here_before) and not any(is_target(m) for m in change.here_after):
        ground = find(case.programme.cancel_grounds, "not_eligible")
        yield (
            f"対象児童も妊婦もいなくなります。「{ground.name}」（{case.programme.cite(ground.article)}）に当たるときは、"
            f"派遣を取り消し（{case.programme.forms['form06'].citation}）、支援の終結を協議します。"
        )


def _of_limits(opened: OpenCase, change: _Change) -> Iterator[str]:
    """Limits of help that runs; a twin who leaves takes nothing from it."""
    since = help_period(opened.case)[0] or change.on
    was, will = opened.around().multiples, multiple_since(change.after, since)
    if was != will:
        yield from limit_sentences(opened, multiples=will)
    elif was and is_multiple_birth(change.here_before) and not is_multiple_birth(change.here_after):
        yield f"{opened.application.receipt_no}で承認した回数は変わりません。次の申請からは、多胎としては数えません。"


def _of_waiting(case: CaseSnapshot, change: _Change) -> Iterator[str]:
    """Applications that wait for their decision, or none at all."""
    was, will = counts_as_multiple(case, None), multiple_since(change.after, change.on)
    caps = [r for r in case.programme.limits if r["kind"] == LimitKind.COUNT_PER_PERIOD and r.get("multiples")]
    if was == will or not caps:
        return
    cap = caps[0]["multiples"] if will else caps[0]["value"]
    article = case.programme.cite(caps[0]["article"])
    waiting = [h.application.receipt_no for h in case.help_cases if undecided(h)]
    for number in waiting:
        yield f"決定していない申請（{number}）は、{cap}回まで承認できます（{article}）。"
    if not waiting and not any(help_goes_on(h, case.today) for h in case.help_cases):
        yield f"続いている派遣はありません。次の申請からは、{cap}回まで承認できます（{article}）。"


def _of_applicant(case: CaseSnapshot, help_case: HelpCase, change: _Change) -> Iterator[str]:
    """The user of the help leaves: it was approved to that person (要領8, 12)."""
    if help_case.application.applicant_id not in {m.id for m in change.gone}:
        return
    number, forms = help_case.application.receipt_no, case.programme.forms
    late = len(planned_days(help_case, change.on))
    planned = f"この日以後に予定の訪問が{late}件あります。" if late else ""
    yield (
        f"{number}の申請者（利用者）が世帯を離れます。{planned}残る養育者が利用を続けるときは、新しい申請"
        f"（{forms['form01'].citation}）を受け、今の派遣は辞退（{forms['form05'].citation}）か"
        f"取消（{forms['form06'].citation}）で終えます。"
    )


def _of_class(case: CaseSnapshot, change: _Change) -> Iterator[str]:
    """All of a household count for its class (別表2); families that are or want to be helped are told."""
    grown = [m for m in (*change.gone, *change.come) if is_adult(m, change.on)]
    period = copay_class_on(case.copay_classes, change.on)
    if not grown or period is None or not any(undecided(h) or h.dispatch for h in case.help_cases):
        return
    name = wording_of_class(case, period.copay_class)
    article = case.programme.cite(case.programme.copay_classes[0].article)
    yield (
        f"利用世帯の区分（今は「{name}」）を確かめ直してください（{article}）。"
        f"変わるときは、{format_era(change.on)}など変わる日からの訪問を新しい区分で計算します。"
    )


def wording_of_class(case: CaseSnapshot, code: str) -> str:
    """Name of a copay class; the code where the rule set has none."""
    return next((c.name for c in case.programme.copay_classes if c.code == code), code)

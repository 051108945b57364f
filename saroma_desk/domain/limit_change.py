"""What a change of what was approved leaves of visits planned or made before: told with figures, never in the way.

A change (変更承認, 要領8(3)・10) is the nurse's to decide; what no longer fits it is hers to put right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .calendar import format_short
from .dispatch import Dispatch, Visit, VisitStatus
from .limit_build import Surroundings, application_key, approval_on, check_visits, visit_count, visit_key
from .limits import LimitFinding, LimitKind, LimitRule, span_ja, week_start_of
from .snapshot import HelpCase

_SHOWN = 8


def said(visits: Iterable[Visit]) -> str:
    """How many visits, and on which days: '2件：R8.6.18、R8.6.22'; of many the first days."""
    days = [format_short(v.visit_on) for v in visits]
    more = f"ほか{len(days) - _SHOWN}件" if len(days) > _SHOWN else ""
    return f"{len(days)}件：{'、'.join(days[:_SHOWN])}{more}"


def change_findings(
    case: HelpCase, changed: Dispatch, around: Surroundings, rules: Sequence[LimitRule], article: str
) -> tuple[LimitFinding, ...]:
    """Advisory findings on visits that fitted the terms before and would not fit the changed ones; none when all do.

    Args:
        case: the application as it stands, approved.
        changed: the terms to come; their revision is filled in here.
        around: contracts, policies and whether the household counts as one of multiples.
        rules: limits of the rule set.
        article: of the approval, as shown to people.
    """
    revision = 1 + max(d.revision for d in case.dispatches)
    both = _Change(case, replace(case, dispatches=(*case.dispatches, replace(changed, revision=revision))), around)
    told = (*_too_many(both, rules), *_outside(both), *_not_as_approved(both, rules), *_elsewhere(both))
    key = application_key(case.application.id)
    return tuple(
        LimitFinding(
            rule_id=f"change.{name}",
            kept=False,
            article=article,
            message_ja=words,
            remedy_ja="予定を見直すか、差し支えないか確かめてください。",
            subject=key,
            excused_by=(key,),
            advisory=True,
        )
        for name, words in told
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """An application before and after the change."""

    before: HelpCase
    after: HelpCase
    around: Surroundings

    @property
    def terms(self) -> Dispatch:
        """The changed terms."""
        return self.after.dispatches[-1]

    @property
    def planned(self) -> list[Visit]:
        """Visits still to come, by day."""
        return [v for v in self.before.visits if v.status is VisitStatus.PLANNED]


def _too_many(both: _Change, rules: Sequence[LimitRule]) -> Iterator[tuple[str, str]]:
    """Fewer are approved than were made and are planned; those planned last are named."""
    around = both.around
    cases = (both.before, both.after)
    before, after = (visit_count(c, around.policies, rules, multiples=around.multiples) for c in cases)
    if after is None or after.left is None or after.left >= 0 or after == before:
        return
    counted = f"実施{after.done}回・予定{after.planned}回で、{-after.left}回多くなります"
    words = f"変更後の承認は{after.approved}回です。{counted}"
    last = both.planned[after.left :]  # left is below 0: so many from the end
    yield "visits", f"{words}（回数を超える予定{said(last)}）。" if last else f"{words}。"


def _outside(both: _Change) -> Iterator[tuple[str, str]]:
    """Visits planned or made on days that were approved and no longer are."""
    approval = approval_on(both.after, both.terms.effective_from, both.around)
    if approval is None:
        return
    lost = [v for v in both.before.visits if _approved(both.before, v, both) and not _approved(both.after, v, both)]
    parts = (("予定", VisitStatus.PLANNED), ("実施した訪問", VisitStatus.DONE))
    found = [(word, [v for v in lost if v.status is status]) for word, status in parts]
    named = "、".join(f"{word}（{said(visits)}）" for word, visits in found if visits)
    if named:
        yield "period", f"変更後の期間は{span_ja(approval.period)}です。期間から外れる{named}があります。"


def _approved(case: HelpCase, visit: Visit, both: _Change) -> bool:
    approval = approval_on(case, visit.visit_on, both.around)
    return approval is not None and approval.period.contains(visit.visit_on)


def _not_as_approved(both: _Change, rules: Sequence[LimitRule]) -> Iterator[tuple[str, str]]:
    """Planned visits on another weekday, at another time, longer or more in a week than the changed terms say."""
    start = week_start_of(rules)
    rule = LimitRule(id="change.terms", kind=LimitKind.AS_APPROVED, article="", label="", week_start=start)
    still = [v for v in both.planned if _approved(both.after, v, both)]
    known, broken = (_broken(case, still, both.around, rule) for case in (both.before, both.after))
    news = [v for v in still if broken.get(visit_key(v), "") not in ("", known.get(visit_key(v)))]
    if news:
        yield "terms", f"変更後の曜日・時間・回数のとおりでない予定があります（{said(news)}）。"


def _broken(case: HelpCase, visits: Collection[Visit], around: Surroundings, rule: LimitRule) -> dict[str, str]:
    """What of the approval each visit does not keep, by its key."""
    found = check_visits(case, visits, around, (rule,), only_broken=True)
    return {key: finding.message_ja for key, many in found.items() for finding in many}


def _elsewhere(both: _Change) -> Iterator[tuple[str, str]]:
    """Planned visits that stay with the provider before."""
    now = both.terms
    held = both.before.dispatch
    if held is None or not now.provider_id or held.provider_id == now.provider_id:
        return
    left = [v for v in both.planned if v.visit_on >= now.effective_from and v.provider_id == held.provider_id]
    if left:
        yield "provider", f"変更前の派遣団体のままの予定があります（{said(left)}）。"

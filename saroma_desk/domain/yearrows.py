"""Rows of the yearly ledgers about cases: 世帯別台帳, 終結・評価, 例外."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .ages import format_age
from .dispatch import Outcome, Visit, VisitStatus
from .eras import format_short
from .exceptions import LimitException
from .household import Role, copay_class_on, present_members
from .office import IssuedPaper, PaperState
from .periods import Period
from .programme import Term, wording
from .snapshot import CaseSnapshot, HelpCase
from .yearcounts import active_in, consult_visits, done_visits, last_evaluation
from .yearledgers import CaseRow, ClosureRow, ExceptionRow
from .yearly import YearInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Official words of codes that the rule set does not hold, ``code -> 日本語``, by list."""

    lists: Mapping[str, Mapping[str, str]]

    def of(self, name: str, code: str) -> str:
        """The word; the code itself where the list has none."""
        return self.lists.get(name, {}).get(code, code)


def case_rows(source: YearInput, span: Period, words: Words) -> tuple[CaseRow, ...]:
    """One row for each application of an episode open in the year, or one for the episode without applications."""
    rows = []
    for snapshot in _ordered(source.snapshots):
        if active_in(snapshot, span):
            cases: Sequence[HelpCase | None] = snapshot.help_cases or (None,)
            rows += [_case_row(snapshot, case, span, words, first=n == 0) for n, case in enumerate(cases)]
    return tuple(rows)


def _case_row(snapshot: CaseSnapshot, case: HelpCase | None, span: Period, words: Words, *, first: bool) -> CaseRow:
    programme, episode, closure = snapshot.programme, snapshot.episode, snapshot.closure
    survey = snapshot.screenings[-1] if snapshot.screenings else None
    evaluation = last_evaluation(snapshot)
    on = min(snapshot.today, span.last or snapshot.today)
    dispatch = case.dispatch if case else None
    decision = case.decision if case else None
    used = sum(counts_toward_limit(snapshot, v) for v in case.visits) if case and dispatch else None
    approved = dispatch.terms.visits if dispatch else None
    return CaseRow(
        household_id=snapshot.household.id,
        episode_id=episode.id,
        application_id=case.application.id if case else None,
        household_no=snapshot.household.no,
        caregiver=caregiver(snapshot),
        children=_children(snapshot, on),
        groups="".join(_clause(programme.target_groups, code) for code in (survey.target_groups if survey else ())),
        support_type=wording(programme.support_types, survey.support_type) if survey and survey.support_type else "",
        route=wording(programme.routes, episode.route),
        legal_status=_legal_status(snapshot, on, words),
        received_on=episode.received_on,
        applied_on=case.application.applied_on if case else None,
        decided_on=decision.decided_on if decision else None,
        outcome=words.of("outcome", decision.outcome) if decision else "",
        document_no=_document_no(snapshot, case) if case else "",
        first_day=dispatch.terms.first_day if dispatch else None,
        last_day=dispatch.terms.last_day if dispatch else None,
        approved=approved,
        used=used,
        unused=approved - used if approved is not None and used is not None else None,
        done_in_year=sum(1 for c, _ in done_visits(snapshot, span) if c is case),
        consults_in_year=sum(1 for _ in consult_visits(snapshot, span)) if first else 0,
        copay_class=_copay_class(snapshot, dispatch.effective_from) if dispatch else "",
        provider=snapshot.provider(dispatch.provider_id).name if dispatch else "",
        evaluated_on=evaluation.evaluated_on if evaluation else None,
        closed_on=closure.closed_on if closure else None,
        close_reason=wording(programme.close_reasons, closure.reason) if closure else "",
        exceptions=sum(e.withdrawn_on is None for e in snapshot.exceptions) if first else 0,
    )


def _copay_class(snapshot: CaseSnapshot, on: date) -> str:
    period = copay_class_on(snapshot.copay_classes, on)
    names = {c.code: c.name for c in snapshot.programme.copay_classes}
    return names.get(period.copay_class, period.copay_class) if period else ""


def counts_toward_limit(snapshot: CaseSnapshot, visit: Visit) -> bool:
    """Whether the visit uses up an approved one: by the rule set, else by the town's answer, else no."""
    policy = snapshot.programme.status_policy(visit.status)
    if policy.counts is not None:
        return policy.counts
    return "counts=yes" in snapshot.office.settings.get(f"cancel.{visit.status}", "")


def _document_no(snapshot: CaseSnapshot, case: HelpCase) -> str:
    """文書番号 of the notice of the decision (様式3号 or 4号) as issued."""
    rejected = case.decision is not None and case.decision.outcome is Outcome.REJECTED
    notice = "form04" if rejected else "form03"
    subject = f"application:{case.application.id}"
    for paper in reversed(snapshot.papers):
        if paper.form == notice and paper.state is PaperState.ISSUED and _belongs(snapshot, paper, subject):
            return paper.number + (f"の{paper.branch}" if paper.branch else "")
    return ""


def _belongs(snapshot: CaseSnapshot, paper: IssuedPaper, subject: str) -> bool:
    """A paper may be kept under the application or under its episode while that has a single application."""
    return paper.subject_key == subject or (
        len(snapshot.help_cases) == 1 and not paper.subject_key.startswith("application:")
    )


def caregiver(snapshot: CaseSnapshot) -> str:
    """Name of the first caregiver, else of the first member, as stored."""
    here = sorted(snapshot.members, key=lambda m: (m.role is not Role.CAREGIVER, m.position, m.id))
    return here[0].name if here else ""


def _children(snapshot: CaseSnapshot, on: date) -> str:
    texts = []
    for member in present_members(snapshot.members, on):
        if member.role is Role.TARGET_CHILD:
            born = member.birth_date
            texts.append(f"{member.name}（{format_age(born, on) if born and born <= on else '出生前・不明'}）")
    return "、".join(texts)


def _legal_status(snapshot: CaseSnapshot, on: date, words: Words) -> str:
    found = [
        words.of("legal_status", s.status)
        for s in snapshot.statuses
        if s.valid_from <= on and (s.valid_to is None or on <= s.valid_to)
    ]
    return "、".join(dict.fromkeys(found))


def _clause(terms: tuple[Term, ...], code: str) -> str:
    """'(2)' for a group of article 3(2); the code where the rule set lacks it."""
    article = next((t.article for t in terms if t.code == code), f"({code})")
    return article.lstrip("0123456789")


def closure_rows(source: YearInput, span: Period) -> tuple[ClosureRow, ...]:
    """Episodes closed in the year, by the day of closing."""
    rows = [_closure_row(s) for s in source.snapshots if s.closure is not None and span.contains(s.closure.closed_on)]
    return tuple(sorted(rows, key=lambda r: (r.closed_on, r.episode_id)))


def _closure_row(snapshot: CaseSnapshot) -> ClosureRow:
    closure = snapshot.closure
    assert closure is not None  # noqa: S101 - the caller picked closed episodes
    evaluation = last_evaluation(snapshot)
    results = [g.result for g in evaluation.goal_results] if evaluation else []
    received = snapshot.episode.received_on
    return ClosureRow(
        episode_id=snapshot.episode.id,
        household_id=snapshot.household.id,
        household_no=snapshot.household.no,
        received_on=received,
        closed_on=closure.closed_on,
        days=(closure.closed_on - received).days + 1,
        reason=wording(snapshot.programme.close_reasons, closure.reason),
        consults=len(snapshot.consult_visits),
        visits=sum(v.status is VisitStatus.DONE for case in snapshot.help_cases for v in case.visits),
        evaluated_on=evaluation.evaluated_on if evaluation else None,
        goals=len(results),
        reached=results.count("reached"),
        partly=results.count("partly"),
        not_reached=results.count("not_reached"),
        follow_on=closure.follow_on,
    )


def exception_rows(source: YearInput, span: Period, words: Words) -> tuple[ExceptionRow, ...]:
    """Exceptions decided in the year, by the day of the decision; withdrawn ones too."""
    found = [(x, s) for s in source.snapshots for x in s.exceptions if span.contains(x.decided_on)]
    found.sort(key=lambda pair: (pair[0].decided_on, pair[0].id))
    return tuple(
        ExceptionRow(
            exception_id=item.id,
            household_id=snapshot.household.id,
            household_no=snapshot.household.no,
            rule=_rule_name(snapshot, item.rule, words),
            figures=item.figures,
            reason=item.reason,
            requested_by=item.requested_by,
            decided_by=item.decided_by,
            decided_on=item.decided_on,
            paper=item.paper,
            withdrawn=_withdrawal(item),
        )
        for item, snapshot in found
    )


def _withdrawal(item: LimitException) -> str:
    """When, by whom and why a reason was withdrawn; empty while it holds."""
    if item.withdrawn_on is None:
        return ""
    return f"{format_short(item.withdrawn_on)} {item.withdrawn_by} {item.withdrawn_reason}"


def _rule_name(snapshot: CaseSnapshot, rule: str, words: Words) -> str:
    names = {r["id"]: str(r.get("label", r["id"])) for r in snapshot.programme.limits}
    names |= {f"order.{o.id}": o.text for o in snapshot.programme.order}
    return names.get(rule) or words.of("exception_rule", rule)


def _ordered(snapshots: tuple[CaseSnapshot, ...]) -> list[CaseSnapshot]:
    return sorted(snapshots, key=lambda s: (s.household.no, s.episode.number, s.episode.id))

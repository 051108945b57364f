"""Checks of the rows of the activity reports (様式7号) behind a claim: each visit alone, then side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from .claimfacts import CheckedCase, ClaimFacts, Difference, hours_of, visit_name
from .dispatch import ActivityReport, Confirmation, Visit, VisitStatus
from .limit_build import terms_on
from .pricing import minutes_between
from .provider import Helper


def check_rows(facts: ClaimFacts) -> tuple[Difference, ...]:
    """Everything that is wrong with the visits and reports of the month, by household and day."""
    reports = {r.id: r for r in facts.reports}
    found: list[Difference] = []
    for visit in sorted(facts.visits, key=_order):
        case = facts.cases[visit.application_id]
        for code, words in _of_one(facts, case, visit, reports.get(visit.report_id or 0)):
            found.append(_difference(code, case, visit, words))
    found += _same_helper_twice(facts)
    found += _same_household_twice(facts)
    found += _other_provider(facts)
    found += _longer_than_approved(facts)
    found += _other_programme(facts)
    found += _reports(facts)
    return tuple(found)


def _of_one(
    facts: ClaimFacts, case: CheckedCase, visit: Visit, report: ActivityReport | None
) -> Iterator[tuple[str, str]]:
    if visit.status is VisitStatus.PLANNED:
        if case.ended_on is None or visit.visit_on < case.ended_on:
            yield "still_planned", "は予定のままです。実施したか、しなかったかの報告がありません。"
        return
    if visit.status is not VisitStatus.DONE and visit.actual_start is not None:
        yield "status_and_times", "は実施されなかったとされていますが、実績の時刻があります。"
    if visit.status is VisitStatus.DONE:
        if visit.report_id is None:
            yield "missing_report", "の活動実績報告書（様式7号）が届いていません。"
        yield from _of_done(facts, visit, report)
    if facts.is_billable(visit) and (visit.report_id is not None or visit.status is VisitStatus.DONE):
        yield from _right_to_bill(facts, case, visit)
        for finding in facts.broken.get(visit.id, ()):
            yield f"limit.{finding.rule_id}", f"：{finding.message_ja}例外の理由が記録されていません。"


def _of_done(facts: ClaimFacts, visit: Visit, report: ActivityReport | None) -> Iterator[tuple[str, str]]:
    if visit.actual_start is None or visit.actual_end is None:
        yield "times_missing", "に実績の開始・終了の時刻がありません。"
    elif visit.actual_end <= visit.actual_start:
        yield "times_reversed", f"の終了（{visit.actual_end:%H:%M}）が開始より後になっていません。"
    if visit.confirmation is Confirmation.NONE:
        yield "no_confirmation", f"に利用者の確認印も署名もありません（{facts.confirmation_article}）。"
    if not facts.month.contains(visit.visit_on):
        yield "wrong_month", f"が{facts.month.format(suffix='分')}の様式7号に記載されています。"
    if facts.claimed_on is not None and visit.visit_on > facts.claimed_on:
        yield "after_claim", "は請求日より後の日付です。"
    if report is not None and visit.visit_on > report.received_on:
        yield "after_report", "は様式7号を受け取った日より後の日付です。"
    yield from _of_helper(visit, facts.helpers.get(visit.helper_id or 0))


def _of_helper(visit: Visit, helper: Helper | None) -> Iterator[tuple[str, str]]:
    if visit.helper_id is None:
        yield "helper_missing", "に従事者の記載がありません。"
    elif helper is None or helper.provider_id != visit.provider_id:
        yield "helper_not_on_roster", "の従事者は、この団体の名簿にありません。"
    elif (helper.joined_on and visit.visit_on < helper.joined_on) or (
        helper.left_on and visit.visit_on >= helper.left_on
    ):
        yield "helper_not_on_roster", f"の従事者（{helper.name}）は、この日は名簿に載っていません。"


def _right_to_bill(facts: ClaimFacts, case: CheckedCase, visit: Visit) -> Iterator[tuple[str, str]]:
    held = terms_on(case.dispatches, visit.visit_on)
    if held is None:
        yield "not_approved", "には派遣の承認がありません。"
    elif held.provider_id != visit.provider_id:
        yield "wrong_provider", "は、承認で定めた派遣団体とは別の団体の訪問です。"
    if case.ended_on is not None and visit.visit_on >= case.ended_on:
        yield "after_end", "は、辞退又は取消の後の日付です。"
    if visit.id in facts.billed_before and facts.month.contains(visit.visit_on):
        yield "billed_before", "は、すでに受理した請求に含まれています。"


def _longer_than_approved(facts: ClaimFacts) -> Iterator[Difference]:
    """Visits billed for more minutes than one was approved for; beyond the limit itself, the limit speaks."""
    visits = {v.id: v for v in facts.visits}
    for line in facts.lines:
        visit = visits.get(line.visit_id)
        if visit is None or line.correction:
            continue
        case = facts.cases[visit.application_id]
        held = terms_on(case.dispatches, visit.visit_on)
        approved = held.terms.minutes if held else None
        within = case.longest_visit is None or minutes_between(*hours_of(visit)) <= case.longest_visit
        if approved is not None and within and line.billed_minutes > approved:
            words = f"の算定時間は{line.billed_minutes}分です。承認した1回の時間は{approved}分です。"
            yield _difference("over_approved_minutes", case, visit, words)


def _same_helper_twice(facts: ClaimFacts) -> Iterator[Difference]:
    by_day: dict[object, list[Visit]] = defaultdict(list)
    for visit in facts.visits:
        if visit.helper_id is not None and visit.status is VisitStatus.DONE:
            by_day[visit.helper_id, visit.visit_on].append(visit)
    for visits in by_day.values():
        for first, second in combinations(sorted(visits, key=_order), 2):
            one, other = facts.cases[first.application_id], facts.cases[second.application_id]
            if one.household_id != other.household_id and overlap(first, second):
                words = f"は、同じ従事者の{visit_name(one.label, first)}と時間が重なっています。"
                yield _difference("helper_overlap", other, second, words)


def _same_household_twice(facts: ClaimFacts) -> Iterator[Difference]:
    by_day: dict[object, list[Visit]] = defaultdict(list)
    for visit in facts.visits:
        if facts.is_billable(visit):
            by_day[facts.cases[visit.application_id].household_id, visit.visit_on].append(visit)
    for visits in by_day.values():
        for first, second in combinations(sorted(visits, key=_order), 2):
            if not overlap(first, second):
                continue
            case = facts.cases[second.application_id]
            if first.helper_id == second.helper_id or None in (first.helper_id, second.helper_id):
                yield _difference("double_entry", case, second, "は、同じ時間の訪問と二重に記載されています。")
            else:
                words = "は、別の従事者の訪問と時間が重なっています。1回と数えるかどうか、契約を確かめてください。"
                yield _difference("parallel_helpers", case, second, words)


def _other_provider(facts: ClaimFacts) -> Iterator[Difference]:
    """A family had two providers' helpers at the same time, as where an approval passed from one to the other."""
    theirs: dict[object, list[Visit]] = defaultdict(list)
    for visit in facts.elsewhere:
        if visit.status is VisitStatus.DONE:
            theirs[facts.cases[visit.application_id].household_id, visit.visit_on].append(visit)
    for mine in sorted(facts.visits, key=_order) if theirs else ():
        case = facts.cases[mine.application_id]
        if facts.is_billable(mine) and any(overlap(mine, o) for o in theirs[case.household_id, mine.visit_on]):
            yield _difference("other_provider_overlap", case, mine, "は、別の派遣団体の訪問と時間が重なっています。")


def _other_programme(facts: ClaimFacts) -> Iterator[Difference]:
    """The same helper, or another one at the same family, at the same time under another programme of the town."""
    for mine in sorted(facts.visits, key=_order):
        case = facts.cases[mine.application_id]
        here = (o for o in facts.beside if o.visit.visit_on == mine.visit_on and o.visit.status is VisitStatus.DONE)
        for other in here if mine.status is VisitStatus.DONE else ():
            if not overlap(mine, other.visit):
                continue
            name = visit_name(other.label, other.visit)
            if mine.helper_id is not None and mine.helper_id == other.visit.helper_id:
                words = f"は、別の事業での同じ従事者の{name}と時間が重なっています。"
                yield _difference("helper_overlap", case, mine, words)
            elif other.household_id == case.household_id:
                yield _difference("parallel_helpers", case, mine, f"は、別の事業での{name}と時間が重なっています。")


def _reports(facts: ClaimFacts) -> Iterator[Difference]:
    carried = {v.report_id for v in facts.visits}
    seen: set[int] = set()
    for report in sorted(facts.reports, key=lambda r: r.id):
        case = facts.cases[report.application_id]
        if report.application_id in seen:
            yield Difference(
                code="report_twice",
                text=f"{case.label}の同じ月の様式7号が2通あります。",
                household_id=case.household_id,
            )
        seen.add(report.application_id)
        if report.id not in carried:
            yield Difference(
                code="report_empty",
                text=f"{case.label}の様式7号は届いていますが、訪問の記載がありません。",
                household_id=case.household_id,
            )
        if report.agrees_with_plan is False:
            doubts = f"（{report.doubts}）" if report.doubts else ""
            yield Difference(
                code="report_doubt",
                text=f"{case.label}の様式7号は、支援計画との一致が「否」です{doubts}。",
                household_id=case.household_id,
            )


def overlap(first: Visit, second: Visit) -> bool:
    """Whether two visits of one day share a minute; touching ends do not."""
    (start, end), (other_start, other_end) = hours_of(first), hours_of(second)
    return max(start, other_start) < min(end, other_end)


def _order(visit: Visit) -> tuple[object, ...]:
    return visit.visit_on, hours_of(visit)[0], visit.id


def _difference(code: str, case: CheckedCase, visit: Visit, words: str) -> Difference:
    return Difference(
        code=code, text=visit_name(case.label, visit) + words, household_id=case.household_id, visit_id=visit.id
    )

"""Every figure of a case or claim with formula, inputs and article: what the one key shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from saroma_desk.domain.calendar import YearMonth, format_era, weekday_ja
from saroma_desk.domain.casemoney import rate_on, rule_of, terms_on, unit_copays
from saroma_desk.domain.claim import Claim, ClaimLine
from saroma_desk.domain.claimcheck import sums_of
from saroma_desk.domain.explain import (
    Explanation,
    explain_age,
    explain_gestation,
    explain_payment_due,
    explain_period_end,
    explain_remaining,
)
from saroma_desk.domain.explain_more import (
    explain_days_left,
    explain_end_of_help,
    explain_review,
    explain_room,
    explain_sum,
    explain_total,
    explain_town,
    explain_unit_copay,
)
from saroma_desk.domain.household import copay_class_on, present_members
from saroma_desk.domain.limit_build import approval_on, ended_on, slot_of, slots_beside, visit_count
from saroma_desk.domain.limits import ApprovalFacts, LimitKind, LimitRule, Remaining, remaining, week_of
from saroma_desk.domain.obligations import latest_evaluation, plan_in_force, review_due_on
from saroma_desk.domain.periods import add_days_counting_first, corresponding_day, period_end
from saroma_desk.domain.programme import Programme, find
from saroma_desk.domain.snapshot import CaseSnapshot

from .claim_queries import ClaimDetail, claim_detail
from .context import AppContext
from .helpcases import OpenCase, last_bank_day, open_case
from .money import town_article
from .snapshots import snapshot

_WEEKLY = (LimitKind.COUNT_PER_WEEK, LimitKind.AS_APPROVED)


def explain_limits(ctx: AppContext, application_id: int, on: date | None = None) -> tuple[Explanation, ...]:
    """How everything that is left on a day comes about, and the longest period; nothing before an approval."""
    day = on or ctx.today()
    with ctx.read() as read:
        opened = open_case(ctx, read, application_id)
        around = opened.around()
        approval = approval_on(opened.case, day, around)
        if approval is None:
            return ()
        slots = [slot_of(v, around.policies) for v in opened.case.visits]
    left = remaining(approval, slots, day, opened.rules, slots_beside(around))
    count = visit_count(opened.case, around.policies, opened.rules, multiples=around.multiples)
    found: list[Explanation] = []
    for rule in opened.rules:
        if rule.kind is LimitKind.COUNT_PER_PERIOD and count is not None and count.approved is not None:
            found.append(explain_remaining(count, rule.article))
        found += _of_rule(rule, left, opened, day, approval)
    if approval.period.last is not None:
        found.append(explain_days_left(approval.period.last, day, opened.programme.step_article("approve")))
    end = ended_on(opened.case)
    if end is not None:
        found.append(explain_end_of_help("辞退・取消の日", end, opened.programme.step_article("cancel")))
    return tuple(found)


def explain_copays(ctx: AppContext, application_id: int, on: date | None = None) -> tuple[Explanation, ...]:
    """The copay of each unit price on a day, as 様式3号 prints it; nothing before an approval or without a class.

    Raises `OpenQuestion` while a price or the rounding is not settled.
    """
    with ctx.read() as read:
        opened = open_case(ctx, read, application_id)
    case, day = opened.snapshot, on or ctx.today()
    if opened.case.dispatch is None:
        return ()
    provider_id = opened.case.dispatch.provider_id
    rate, period = rate_on(case, day), copay_class_on(case.copay_classes, day)
    if rate is None or period is None or unit_copays(case, provider_id, day) is None:
        return ()
    rounding = rule_of(case).copay_rounding or "floor1"  # without a copay nothing is rounded
    terms = terms_on(case, provider_id, day)
    first_yen, step_yen = terms.settled()
    article = case.programme.cite(case.programme.copay_class(period.copay_class).article)
    return (
        explain_unit_copay(f"最初の{terms.first_minutes}分の負担", first_yen, rate, rounding, article),
        explain_unit_copay(f"{terms.step_minutes}分増すごとの負担", step_yen, rate, rounding, article),
    )


def explain_case(ctx: AppContext, episode_id: int) -> tuple[Explanation, ...]:
    """Ages, weeks of pregnancy, and the days of the plan in force, as they stand today."""
    case = snapshot(ctx, episode_id)
    return (*_people(case), *_plan(case))


def explain_claim(ctx: AppContext, claim_id: int, household_id: int | None = None) -> tuple[Explanation, ...]:
    """Price, copay and town's part of a claim, or of one household in it, and the payment due date.

    Raises what stops the computation, `OpenQuestion` included.
    """
    detail = claim_detail(ctx, claim_id)
    if detail.stopped is not None:
        raise detail.stopped
    programme = ctx.programme_on(detail.claim.month, detail.claim.family)
    lines = [x for x in detail.lines if household_id is None or x.household_id == household_id]
    by = _visits(lines) if household_id is not None else _households(detail)
    found = [
        *_counts(lines, detail, household_id),
        explain_sum(
            "委託料計", [(label, price) for label, price, _ in by], programme.cite(programme.billing["article"])
        ),
        explain_sum(
            "利用者負担金計",
            [(label, copay) for label, _, copay in by],
            programme.cite(programme.copay_classes[0].article),
        ),
        explain_town(sum(p for _, p, _ in by), sum(c for _, _, c in by), town_article(programme)),
    ]
    due = None if household_id is not None else _due(programme, detail.claim)
    return (*found, due) if due else tuple(found)


def _counts(lines: list[ClaimLine], detail: ClaimDetail, household_id: int | None) -> Iterator[Explanation]:
    """Visits and billed minutes; a line that takes back another takes its visit back too."""
    numbers = {h.household_id: h.no for h in detail.households}
    sums = sums_of(lines)
    if household_id is None:
        visits = [(numbers.get(key, ""), s.visits) for key, s in sums.items()]
        minutes = [(numbers.get(key, ""), s.minutes) for key, s in sums.items()]
    else:
        visits = [(_day(x), -1 if x.price_yen < 0 else 1) for x in lines]
        minutes = [(_day(x), x.billed_minutes) for x in lines]
    yield explain_total("回数", "回", visits)
    yield explain_total("算定時間", "分", minutes)


def _due(programme: Programme, claim: Claim) -> Explanation | None:
    """How the payment due date comes about; None before acceptance."""
    if claim.accepted_on is None:
        return None
    days = programme.billing["payment_days"]
    due, context = add_days_counting_first(claim.accepted_on, days), []
    if claim.received_on is not None and claim.received_on != claim.accepted_on:
        early = format_era(add_days_counting_first(claim.received_on, days))
        context.append((f"受付の日（{format_era(claim.received_on)}）から数えると", f"{early}まで"))
    bank_day = last_bank_day(due)
    if bank_day != due:
        words = f"{format_era(due)}は金融機関の休業日。期限は延びないものとして、{format_era(bank_day)}までに支払う"
        context.append(("休業日の扱い", words))
    return explain_payment_due(claim.accepted_on, days, programme.billing["payment_article"], tuple(context))


def _of_rule(
    rule: LimitRule, left: Remaining, opened: OpenCase, day: date, approval: ApprovalFacts
) -> Iterator[Explanation]:
    """What one rule leaves on a day; nothing for rules that leave no number."""
    first, multiples = opened.dispatch().terms.first_day, approval.multiples
    if rule.kind is LimitKind.PERIOD_MONTHS and first is not None:
        yield explain_period_end(first, rule.cap(multiples=multiples), rule.article)
    by_week = LimitKind.COUNT_PER_WEEK in {r.kind for r in opened.rules}
    if rule.kind in _WEEKLY and left.week is not None and not (by_week and rule.kind is LimitKind.AS_APPROVED):
        week = ("この週の残りの回数", "回")
        yield explain_room(week, left.week.cap, left.week.used, _span(rule, day), rule.article)
    rooms = {
        LimitKind.COUNT_PER_MONTH: (("この月の残りの回数", "回"), left.month_visits),
        LimitKind.MINUTES_PER_DAY: (("この日の残りの時間", "分"), left.day_minutes),
        LimitKind.MINUTES_PER_MONTH: (("この月の残りの時間", "分"), left.month_minutes),
    }
    what, room = rooms.get(rule.kind, (("", ""), None))
    if room is not None:
        cap = rule.cap(multiples=multiples)
        yield explain_room(what, cap, cap - room, _span(rule, day), rule.article)


def _span(rule: LimitRule, day: date) -> str:
    if rule.kind in _WEEKLY:
        first = week_of(day, rule.week_start)
        last = first + timedelta(days=6)
        return f"{format_era(first)}からの週（{weekday_ja(first)}曜日から{weekday_ja(last)}曜日まで）"
    return format_era(day) if rule.kind is LimitKind.MINUTES_PER_DAY else YearMonth.of(day).format(suffix="分")


def _people(case: CaseSnapshot) -> Iterator[Explanation]:
    for member in present_members(case.members, case.today):
        if member.birth_date is not None and member.birth_date <= case.today:
            yield explain_age(member.birth_date, case.today)
        if member.due_date is not None:
            with suppress(ValueError):  # a due date too far away: no pregnancy is counted yet
                yield explain_gestation(member.due_date, case.today)


def _plan(case: CaseSnapshot) -> Iterator[Explanation]:
    plan, programme = plan_in_force(case), case.programme
    if plan is None:
        return
    kind = find(programme.support_types, plan.support_type)
    yield explain_period_end(plan.period_from, kind.data["months_max"], programme.cite(kind.article))
    due, last, months = review_due_on(case), latest_evaluation(case), programme.review_months
    if due is None:
        return
    start, counted = ("計画の始まり", plan.period_from), period_end(plan.period_from, months)
    if last is not None:
        start, counted = ("前回の評価", last.evaluated_on), corresponding_day(last.evaluated_on, months) or counted
    yield explain_review(start, months, counted, due, programme.step_article("review"))


def _visits(lines: list[ClaimLine]) -> list[tuple[str, int, int]]:
    return [(_day(x), x.price_yen, x.copay_yen) for x in lines]


def _day(line: ClaimLine) -> str:
    return f"{format_era(line.visit_on)}{'（補正）' if line.correction else ''}"


def _households(detail: ClaimDetail) -> list[tuple[str, int, int]]:
    return [(h.no, h.computed.price_yen, h.computed.copay_yen) for h in detail.households if h.lines]

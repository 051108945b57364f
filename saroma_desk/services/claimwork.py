"""From a provider's month to claim lines and to the facts of the claim check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from saroma_desk.domain.calendar import YearMonth, format_era
from saroma_desk.domain.claim import Claim, ClaimLine, billed_lines
from saroma_desk.domain.claimcheck import Bill, CheckedCase, ClaimFacts, Difference, Sums, compare, sums_of
from saroma_desk.domain.claimcorrect import correcting, settled_by_month
from saroma_desk.domain.dispatch import Visit, VisitStatus
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.fee import BillingRule, PriceTerms
from saroma_desk.domain.household import multiple_since
from saroma_desk.domain.limit_build import Surroundings, check_visits, ended_on, rules_of, visit_key
from saroma_desk.domain.limits import LimitFinding, LimitKind, LimitRule, unexcused
from saroma_desk.domain.numbers import yen
from saroma_desk.domain.obligations import help_period
from saroma_desk.domain.pricing import NO_FEE, PricedVisit, lines_of, price_terms
from saroma_desk.domain.programme import Programme, StatusPolicy

from .claimbook import ClaimBook
from .helpcases import LOCKED_STATUSES, holidays_of
from .money import named_questions


def lines_today(book: ClaimBook) -> tuple[ClaimLine, ...]:
    """Lines of the month as the activity reports give them now, then corrections of accepted months.

    Raises:
        OpenQuestion: the town has not settled a value that these visits need; the questions are named.
        KnownError: ``copay_class_unknown`` naming the households.
    """
    missing = book.unclassed((*book.visits, *book.late))
    if missing:
        numbers = "、".join(sorted({book.household_of(v.application_id).no for v in missing}))
        raise KnownError(
            "copay_class_unknown",
            f"利用世帯の区分が決まっていない世帯があります：{numbers}。先に区分を決めてください。",
        )
    found: list[ClaimLine] = []
    for rules, visits in book.by_rules(v for v in book.visits if book.month.contains(v.visit_on)):
        with named_questions(rules.programme):
            found += lines_of(book.priced(visits), rules.rule)
    return (*found, *corrections(book))


def corrections(book: ClaimBook) -> tuple[ClaimLine, ...]:
    """過誤調整: late rows of accepted months as lines of their own; a changed row first takes back what was paid."""
    waiting = still_left_out(book)
    now: dict[int, ClaimLine | None] = {line.visit_id: None for line in book.moved}
    by_month: dict[YearMonth, list[Visit]] = defaultdict(list)
    for visit in book.late:
        if visit.id not in waiting:
            by_month[YearMonth.of(visit.visit_on)].append(visit)
    for visits in by_month.values():
        now |= {v.id: None for v in visits}
        for rules, many in book.by_rules(visits):
            with named_questions(rules.programme):
                now |= {x.visit_id: x for x in lines_of(book.priced(many), rules.rule, correction=True)}
    groups = correcting(billed_lines(book.accepted), now)
    return tuple(line for key, lines in groups.items() for line in _rounded(book, key, lines))


def _rounded(book: ClaimBook, of: tuple[int, YearMonth], lines: list[ClaimLine]) -> list[ClaimLine]:
    """The corrections of a household's month, its copay rounded once where the month is the place of rounding."""
    rules = book.rules_of(lines[0].application_id, lines[0].visit_on)
    if rules.rule.copay_round_at != "month" or rules.rule.copay_rounding is None:
        return lines

    def rate_of(line: ClaimLine) -> Fraction:
        return rules.programme.copay_class(line.copay_class).rate if line.copay_yen else Fraction(0)

    every = (line for claim in book.accepted for line in claim.lines)
    accepted = [x for x in every if (x.household_id, YearMonth.of(x.visit_on)) == of]
    return settled_by_month(lines, accepted, rate_of, rules.rule.copay_rounding)


def still_left_out(book: ClaimBook) -> frozenset[int]:
    """Visits that an accepted claim left out (一部受理) and whose rows nobody has corrected since."""
    versions = {v.id: v.version for v in book.late}
    return frozenset(
        o.visit_id for claim in book.accepted for o in claim.left_out if versions.get(o.visit_id) == o.version
    )


def differences_of(book: ClaimBook, claim: Claim, lines: tuple[ClaimLine, ...]) -> tuple[Difference, ...]:
    """Everything in which the paper, the reports and the records differ; empty when the claim can be accepted."""
    return compare(facts_of(book, claim, lines))


def facts_of(book: ClaimBook, claim: Claim, lines: tuple[ClaimLine, ...]) -> ClaimFacts:
    """The month as the claim check sees it."""
    accepted = (c for c in book.claims if c.status.value in LOCKED_STATUSES and c.id != claim.id)
    given_back = {line.visit_id for line in lines if line.price_yen < 0}
    return ClaimFacts(
        month=book.month,
        provider_id=book.provider.id,
        lines=lines,
        asked=claim.asked,
        asked_total=claim.asked_total,
        sheets=claim.sheets,
        claimed_on=claim.claimed_on,
        visits=book.visits,
        beside=book.beside,
        reports=book.reports,
        cases={key: _checked(book, key) for key in book.cases},
        numbers={key: h.no for key, h in book.households.items()},
        elsewhere=_elsewhere(book),
        helpers={h.id: h for h in book.helpers},
        broken=broken_limits(book),
        billed_before=frozenset(billed_lines(accepted)) - given_back,
        billable=_billable(book.policies),
        bills=_bills(book, lines, _unexplained(claim, lines)),
        rule=book.rule,
        confirmation_article=book.programme.step_article("check_report"),
    )


def broken_limits(book: ClaimBook) -> dict[int, tuple[LimitFinding, ...]]:
    """By visit id, the limits of 要領10 and the like that a visit of the month breaks without a recorded reason."""
    limits = _Limits(book)
    by_case: dict[int, list[Visit]] = defaultdict(list)
    for visit in book.visits:
        if visit.status is not VisitStatus.PLANNED:
            by_case[visit.application_id].append(visit)
    found: dict[int, tuple[LimitFinding, ...]] = {}
    on = book.latest.accepted_on if book.latest else None
    accepted = {} if on is None else {visit_key(v): on for v in book.visits}
    for application_id, visits in by_case.items():
        episode = book.episode_of(application_id)
        obeyed = book.rules_of(application_id)
        rules, holidays = limits.of(obeyed.programme)
        around = Surroundings(
            policies=obeyed.policies,
            multiples=multiple_since(book.members.get(episode.household_id, ()), _first_day(book, application_id)),
            contracts=book.contracts,
            beside=tuple(c for c in book.every.get(episode.household_id, ()) if c.application.id != application_id),
            holidays=holidays,
        )
        answers = check_visits(book.cases[application_id], visits, around, rules, only_broken=True)
        recorded = book.exceptions.get(episode.id, ())
        for visit in visits:
            broken = unexcused(answers[visit_key(visit)], recorded, accepted)
            if broken:
                found[visit.id] = broken
    return found


def _first_day(book: ClaimBook, application_id: int) -> date:
    return help_period(book.cases[application_id])[0] or book.month.first


def _elsewhere(book: ClaimBook) -> tuple[Visit, ...]:
    """Visits of the month that the same families had from other providers."""
    return tuple(
        v
        for case in book.cases.values()
        for v in case.visits
        if v.provider_id != book.provider.id and book.month.contains(v.visit_on)
    )


class _Limits:
    """Limits and holidays of each rule set of the month, found once."""

    def __init__(self, book: ClaimBook) -> None:
        self._days = tuple(v.visit_on for v in book.visits)
        self._known: dict[str, tuple[tuple[LimitRule, ...], frozenset[date]]] = {}

    def of(self, programme: Programme) -> tuple[tuple[LimitRule, ...], frozenset[date]]:
        """The limits that concern one case alone, and the holidays among the month's days where one asks for them."""
        if programme.id not in self._known:
            rules = rules_of(programme, without=(LimitKind.HELPER_NOT_TWICE,))
            wanted = any(r.kind is LimitKind.NOT_ON_HOLIDAYS for r in rules)
            self._known[programme.id] = rules, holidays_of(self._days) if wanted else frozenset()
        return self._known[programme.id]


def _checked(book: ClaimBook, application_id: int) -> CheckedCase:
    case, household, rules = (
        book.cases[application_id],
        book.household_of(application_id),
        book.rules_of(application_id),
    )
    return CheckedCase(
        application_id=application_id,
        household_id=household.id,
        label=household.no,
        dispatches=case.dispatches,
        ended_on=ended_on(case),
        billable=_billable(rules.policies),
        longest_visit=next((x["value"] for x in rules.programme.limits if x["kind"] == LimitKind.VISIT_MINUTES), None),
    )


def _billable(policies: Mapping[str, StatusPolicy]) -> frozenset[VisitStatus]:
    return frozenset(VisitStatus(code) for code, p in policies.items() if p.fee not in (None, NO_FEE))


def _unexplained(claim: Claim, lines: tuple[ClaimLine, ...]) -> frozenset[int] | None:
    """Households whose line differs from the paper's, so that a cause must be looked for; None = all of them."""
    computed = sums_of(lines)
    if not claim.asked:
        differs = claim.asked_total not in (None, sum(s.town_yen for s in computed.values()))
        return None if differs else frozenset()
    return frozenset(a.household_id for a in claim.asked if not computed.get(a.household_id, Sums()).fits(a))


def _bills(book: ClaimBook, lines: Iterable[ClaimLine], wanted: frozenset[int] | None) -> dict[int, Bill]:
    items: dict[int, list[PricedVisit]] = defaultdict(list)
    here = (v for v in book.visits if book.month.contains(v.visit_on))
    for item in book.priced(v for v in here if wanted is None or book.household_of(v.application_id).id in wanted):
        items[item.household_id].append(item)
    late: dict[int, list[ClaimLine]] = defaultdict(list)
    for line in lines:
        if line.correction and (wanted is None or line.household_id in wanted):
            late[line.household_id].append(line)
    neighbours = _neighbours(book)
    return {
        household_id: Bill(
            items=tuple(items[household_id]),
            corrections=tuple(late[household_id]),
            other_prices=_other_prices(book, items[household_id]),
            other_rates=_other_rates(book, items[household_id]),
            rule=_rule(book, (*items[household_id], *late[household_id])),
            neighbours=tuple((words, sums[household_id]) for words, sums in neighbours if household_id in sums),
        )
        for household_id in {*items, *late}
    }


def _rule(book: ClaimBook, parts: Iterable[PricedVisit | ClaimLine]) -> BillingRule:
    """The billing rule of a household's case; of the first where it is helped under several rule sets."""
    ids = (p.visit.application_id if isinstance(p, PricedVisit) else p.application_id for p in parts)
    return book.rules_of(next(ids)).rule


def _neighbours(book: ClaimBook) -> list[tuple[str, dict[int, Sums]]]:
    """Sums of the months before and after, as their latest claims hold them."""
    found = []
    for month in (book.month.previous(), book.month.next()):
        claims = [c for c in book.claims if c.month == month.first]
        if claims:
            latest = max(claims, key=lambda c: c.attempt)
            found.append((month.format(suffix="分"), sums_of(latest.lines)))
    return found


def _other_prices(book: ClaimBook, items: Iterable[PricedVisit]) -> tuple[tuple[str, PriceTerms], ...]:
    used = {i.price_id for i in items}
    return tuple(
        (
            f"{format_era(p.valid_from)}からの単価（{yen(p.first_hour_yen)}円・{yen(p.half_hour_yen)}円）",
            price_terms(book.programme, p),
        )
        for p in book.prices
        if p.first_hour_yen is not None and p.half_hour_yen is not None and used != {p.id}
    )


def _other_rates(book: ClaimBook, items: Iterable[PricedVisit]) -> tuple[tuple[str, Fraction], ...]:
    """Shares that other classes pay; classes with the same share are named together."""
    items = tuple(items)
    used = {i.rate for i in items}
    names: dict[Fraction, list[str]] = defaultdict(list)
    programme = book.rules_of(items[0].visit.application_id).programme if items else book.programme
    for copay_class in programme.copay_classes:
        names[copay_class.rate].append(copay_class.name)
    return tuple(("・".join(many), rate) for rate, many in names.items() if used != {rate})


def unreported(book: ClaimBook) -> int:
    """Visits of the month that took place, or were planned, and that no activity report carries."""
    waiting = (VisitStatus.PLANNED, VisitStatus.DONE)
    return sum(v.status in waiting and v.report_id is None for v in book.visits)

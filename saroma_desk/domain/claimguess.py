"""Known kinds of mistakes in a provider's claim, tried one by one to put the cause of a difference into words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import time
from fractions import Fraction
from functools import partial
from itertools import combinations

from .claim import ClaimLine
from .claimfacts import Bill, Sums, sums_of, visit_day
from .dispatch import Visit, VisitStatus
from .explain import COPAY_ROUNDING_JA, STEP_ROUNDING_JA
from .fee import BillingRule, OpenQuestion, PriceTerms
from .pricing import PricedVisit, actual_minutes, charge_of, is_billable, lines_of, planned_minutes

Items = tuple[PricedVisit, ...]

_HOUR = 60
_LONGEST = 24 * _HOUR - 1
_BASIS_WORDS = {"actual": "実績の時間", "planned": "予定の時間", "lesser": "予定と実績の短い方の時間"}
_PLACE_WORDS = {"unit": "単価ごと", "visit": "1回ごと", "month": "月の合計"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a household's line would be after one known kind of mistake.

    Attributes:
        code: cause, as `Difference.code`.
        text: the mistake in words, ending so that 「と、請求と一致します。」 can follow.
        sums: what the line would be.
        pair: two mistakes at once.
    """

    code: str
    text: str
    sums: Sums
    pair: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A mistake that touches all visits of a month alike; two of them can come together."""

    code: str
    text: str
    items: Callable[[Items], Items] = lambda items: items
    rule: Callable[[BillingRule], BillingRule] = lambda rule: rule


def guesses(bill: Bill, rule: BillingRule, *, pairs: bool = True) -> Iterator[Guess]:
    """Lines after each known mistake, the simplest first; a mistake that cannot be computed is left out.

    With `pairs`, two mistakes that touch all visits alike are tried together at the end.
    """
    slips = tuple(slips_of(bill, rule))
    yield from _about_rows(bill, rule)
    for slip in slips:
        yield from _priced(slip.code, slip.text, slip.items(bill.items), slip.rule(rule), bill.corrections)
    yield from _about_money(bill, rule)
    for words, sums in bill.neighbours:
        yield Guess(code="wrong_month", text=f"{words}の実績で計算する", sums=sums)
    for one, other in combinations(slips if pairs else (), 2):
        if one.code == other.code:
            continue
        items, changed = other.items(one.items(bill.items)), other.rule(one.rule(rule))
        for guess in _priced(one.code, f"{one.text}、さらに{other.text}", items, changed, bill.corrections):
            yield replace(guess, pair=True)


def slips_of(bill: Bill, rule: BillingRule) -> Iterator[Slip]:
    """Mistakes that touch all visits alike: another price version, class, or way of rounding."""
    for words, terms in bill.other_prices:
        yield Slip(code="price_version", text=f"{words}で計算する", items=partial(_with_terms, terms=terms))
    for words, rate in bill.other_rates:
        text = f"利用世帯の区分を「{words}」とする"
        yield Slip(code="copay_class", text=text, items=partial(_with_rate, rate=rate))
    for step, words in STEP_ROUNDING_JA.items():
        if step != rule.step_rounding:
            yield Slip(code="step_rounding", text=f"{words}で計算する", rule=partial(replace, step_rounding=step))
    for basis, words in _BASIS_WORDS.items():
        if basis != rule.basis:
            yield Slip(code="basis", text=f"{words}で計算する", rule=partial(replace, basis=basis))
    yield Slip(code="whole_hours", text="1時間を単位として計算する", items=_whole_hours)
    for at, place in _PLACE_WORDS.items():
        for rounding, words in COPAY_ROUNDING_JA.items():
            if (at, rounding) != (rule.copay_round_at, rule.copay_rounding):
                text = f"利用者負担を{place}に{words}で計算する"
                changed = partial(replace, copay_round_at=at, copay_rounding=rounding)
                yield Slip(code="copay_rounding", text=text, rule=changed)


def sums_after(items: Items, rule: BillingRule, corrections: tuple[ClaimLine, ...]) -> Sums | None:
    """One household's line from these visits; None when a rule or price that it needs is open."""
    try:
        lines = (*lines_of(items, rule), *corrections)
    except (OpenQuestion, ValueError):
        return None
    return next(iter(sums_of(lines).values()), Sums())


def _priced(
    code: str, text: str, items: Items, rule: BillingRule, corrections: tuple[ClaimLine, ...]
) -> Iterator[Guess]:
    sums = sums_after(items, rule, corrections)
    if sums is not None:
        yield Guess(code=code, text=text, sums=sums)


def _about_rows(bill: Bill, rule: BillingRule) -> Iterator[Guess]:
    """A visit too many, too few, too long or too short."""
    items, after = bill.items, bill.corrections
    if after:
        yield from _priced("correction_omitted", "前の月までの補正の行を除く", items, rule, ())
    left = tuple(i for i in items if not is_billable(i))
    for item in left:  # a row that stands there and was not billed is likelier than one counted twice
        done = tuple(_as_done(i) if i is item else i for i in items)
        text = f"{visit_day(item.visit)}の{_reason(item.visit)}訪問を含める"
        yield from _priced(_cause(item.visit), text, done, rule, after)
    if len(left) > 1:
        everything = tuple(_as_done(i) if i in left else i for i in items)
        text = f"報告のない訪問や実施されなかった訪問（{len(left)}回）をすべて含める"
        yield from _priced(_cause(left[0].visit), text, everything, rule, after)
    for item in items:
        if item not in left:
            less = tuple(i for i in items if i is not item)
            yield from _priced("visit_omitted", f"{visit_day(item.visit)}の訪問を除く", less, rule, after)
            text = f"{visit_day(item.visit)}の訪問を2回数える"
            yield from _priced("double_entry", text, (*items, item), rule, after)
            yield from _half_hour_more_or_less(bill, rule, item)


def _half_hour_more_or_less(bill: Bill, rule: BillingRule, item: PricedVisit) -> Iterator[Guess]:
    cost, step = charge_of(item, rule), item.terms.step_minutes
    for steps, words in ((1, "長く"), (-1, "短く")):
        if cost.step_units + steps >= 0:
            lasting = _lasting(item, cost.billed_minutes + steps * step)
            items = tuple(lasting if i is item else i for i in bill.items)
            text = f"{visit_day(item.visit)}の訪問を{step}分{words}算定する"
            yield from _priced("minutes", text, items, rule, bill.corrections)


def _about_money(bill: Bill, rule: BillingRule) -> Iterator[Guess]:
    """The right visits, the wrong sums."""
    found = sums_after(bill.items, rule, bill.corrections)
    if found is None:
        return
    gross = replace(found, town_yen=found.price_yen)
    yield Guess(code="copay_not_deducted", text="利用者負担を差し引かない", sums=gross)
    yield Guess(code="copay_not_deducted", text="利用者負担を0円とする", sums=replace(gross, copay_yen=0))
    swapped = replace(found, town_yen=found.copay_yen)
    yield Guess(code="copay_as_town", text="利用者負担の額を請求額とする", sums=swapped)
    raw = sum(actual_minutes(i.visit) or 0 for i in bill.items if is_billable(i))
    yield Guess(code="minutes_raw", text="算定時間でなく実際の時間を合計する", sums=replace(found, minutes=raw))


def _with_terms(items: Items, terms: PriceTerms) -> Items:
    return tuple(replace(i, terms=terms) for i in items)


def _with_rate(items: Items, rate: Fraction) -> Items:
    return tuple(replace(i, rate=rate) for i in items)


def _whole_hours(items: Items) -> Items:
    """Every hour that has begun at the price of the first one."""

    def hourly(item: PricedVisit) -> PricedVisit:
        terms = PriceTerms(item.terms.first_minutes, item.terms.first_yen, _HOUR, item.terms.first_yen)
        minutes = actual_minutes(item.visit) or planned_minutes(item.visit)
        return _lasting(replace(item, terms=terms), -(-minutes // _HOUR) * _HOUR)

    return tuple(hourly(i) for i in items)


def _lasting(item: PricedVisit, minutes: int) -> PricedVisit:
    """The visit with that length, whichever time counts."""
    end = min(max(minutes, 0), _LONGEST)
    start, stop = time(0), time(end // _HOUR, end % _HOUR)
    visit = replace(item.visit, planned_start=start, planned_end=stop)
    if item.visit.actual_start is not None:
        visit = replace(visit, actual_start=start, actual_end=stop)
    return replace(item, visit=visit)


def _as_done(item: PricedVisit) -> PricedVisit:
    """The visit as if it had taken place, at its planned times where no other ones are known."""
    visit = item.visit
    start, end = visit.actual_start or visit.planned_start, visit.actual_end or visit.planned_end
    done = replace(visit, status=VisitStatus.DONE, actual_start=start, actual_end=end)
    policy = replace(item.policy, code=VisitStatus.DONE.value, counts=True, fee="time", copay=True)
    return replace(item, visit=done, policy=policy, reported=True)


def _cause(visit: Visit) -> str:
    return "missing_report" if visit.status in (VisitStatus.PLANNED, VisitStatus.DONE) else "not_done_billed"


def _reason(visit: Visit) -> str:
    return "様式7号の届いていない" if _cause(visit) == "missing_report" else "実施されなかった"

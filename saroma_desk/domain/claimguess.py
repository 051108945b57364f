"""Known kinds of mistakes in a provider's claim, tried one by one to put the cause of a difference into words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import time
from fractions import Fraction
from functools import partial
from itertools import combinations

from .claimfacts import Bill, Sums, sums_of, visit_day
from .dispatch import Visit, VisitStatus
from .explain import BASIS_JA, COPAY_ROUNDING_JA, STEP_ROUNDING_JA
from .fee import BillingRule, OpenQuestion, PriceTerms, copay, round_yen
from .pricing import PricedVisit, actual_minutes, charge_of, is_billable, planned_minutes, rate_of

Items = tuple[PricedVisit, ...]

_HOUR = 60
_LONGEST = 24 * _HOUR - 1
_PLACE_WORDS = {"unit": "単価ごと", "visit": "1回ごと", "month": "月の合計"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a household's line would be after one known kind of mistake.

    Attributes:
        code: cause, as `Difference.code`.
        text: the mistake in words, ending so that 「と、請求と一致します。」 can follow.
        sums: what the line would be.
        pair: two mistakes at once.
        everywhere: a mistake that would be made for every household alike.
    """

    code: str
    text: str
    sums: Sums
    pair: bool = False
    everywhere: bool = False


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
    sheet = _sheet(bill, bill.items, rule)
    slips = tuple(slips_of(bill, rule))
    if sheet is not None:
        yield from row_guesses(bill, rule, sheet)
    for slip in slips:
        yield from slip_guess(bill, rule, slip)
    if sheet is not None:
        yield from _about_money(bill, sheet)
    for words, sums in bill.neighbours:
        yield Guess(code="wrong_month", text=f"{words}の実績で計算する", sums=sums)
    for one, other in combinations(slips if pairs else (), 2):
        if one.code != other.code:
            both = Slip(
                code=one.code,
                text=f"{one.text}、さらに{other.text}",
                items=lambda items, one=one, other=other: other.items(one.items(items)),  # type: ignore[misc]
                rule=lambda before, one=one, other=other: other.rule(one.rule(before)),  # type: ignore[misc]
            )
            for guess in slip_guess(bill, rule, both):
                yield replace(guess, pair=True)


def slip_guess(bill: Bill, rule: BillingRule, slip: Slip) -> Iterator[Guess]:
    """The line after a mistake that touches all visits alike; nothing when it cannot be computed."""
    sheet = _sheet(bill, slip.items(bill.items), slip.rule(rule))
    if sheet is not None:
        yield Guess(code=slip.code, text=slip.text, sums=sheet.sums(), everywhere=True)


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
    for basis, words in BASIS_JA.items():
        if basis != rule.basis:
            yield Slip(code="basis", text=f"{words}で計算する", rule=partial(replace, basis=basis))
    yield Slip(code="whole_hours", text="1時間を単位として計算する", items=_whole_hours)
    for at, place in _PLACE_WORDS.items():
        for rounding, words in COPAY_ROUNDING_JA.items():
            if (at, rounding) != (rule.copay_round_at, rule.copay_rounding):
                text = f"利用者負担を{place}に{words}で計算する"
                changed = partial(replace, copay_round_at=at, copay_rounding=rounding)
                yield Slip(code="copay_rounding", text=text, rule=changed)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one visit adds to the household's line; copay is exact where it is rounded only by the month."""

    visits: int = 0
    minutes: int = 0
    price: int = 0
    copay: Fraction | int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A household's line as the sum of its visits, so that a row more or less need not price the others again."""

    rule: BillingRule
    parts: tuple[_Part, ...]
    total: _Part
    corrections: Sums

    def sums(self, less: _Part = _Part(), more: _Part = _Part()) -> Sums:
        """The line, with one visit exchanged."""
        copay = self.total.copay - less.copay + more.copay
        if self.rule.copay_round_at == "month" and self.rule.copay_rounding is not None:
            copay = round_yen(Fraction(copay), self.rule.copay_rounding)
        price, paid, late = self.total.price - less.price + more.price, int(copay), self.corrections
        return Sums(
            visits=self.total.visits - less.visits + more.visits + late.visits,
            minutes=self.total.minutes - less.minutes + more.minutes + late.minutes,
            price_yen=price + late.price_yen,
            copay_yen=paid + late.copay_yen,
            town_yen=price - paid + late.town_yen,
        )


def _sheet(bill: Bill, items: Items, rule: BillingRule) -> _Sheet | None:
    """The line from these visits; None when a rule or price that it needs is open."""
    try:
        parts = tuple(_part(i, rule) for i in items)
    except (OpenQuestion, ValueError):
        return None
    total = _Part(
        sum(p.visits for p in parts),
        sum(p.minutes for p in parts),
        sum(p.price for p in parts),
        sum(p.copay for p in parts),
    )
    late = next(iter(sums_of(bill.corrections).values()), Sums())
    return _Sheet(rule=rule, parts=parts, total=total, corrections=late)


def _part(item: PricedVisit, rule: BillingRule) -> _Part:
    if not is_billable(item):
        return _Part()
    cost, rate = charge_of(item, rule), rate_of(item)
    share = cost.price_yen * rate if rule.copay_round_at == "month" else copay(cost, item.terms, rate, rule)
    return _Part(1, cost.billed_minutes, cost.price_yen, share)


def row_guesses(bill: Bill, rule: BillingRule, sheet: _Sheet) -> Iterator[Guess]:
    """A visit too many, too few, too long or too short."""
    if bill.corrections:
        text = "前の月までの補正の行を除く"
        yield Guess(code="correction_omitted", text=text, sums=replace(sheet, corrections=Sums()).sums())
    yield from _left_out(bill, rule, sheet)
    for item, part in zip(bill.items, sheet.parts, strict=True):
        if not part.visits:
            continue
        day = visit_day(item.visit)
        yield Guess(code="visit_omitted", text=f"{day}の訪問を除く", sums=sheet.sums(less=part))
        yield Guess(code="double_entry", text=f"{day}の訪問を2回数える", sums=sheet.sums(more=part))
        step = item.terms.step_minutes
        for change, words in ((step, "長く"), (-step, "短く")):
            if part.minutes + change >= item.terms.first_minutes:
                changed = _part(_lasting(item, part.minutes + change), rule)
                text = f"{day}の訪問を{step}分{words}算定する"
                yield Guess(code="minutes", text=text, sums=sheet.sums(less=part, more=changed))


def _left_out(bill: Bill, rule: BillingRule, sheet: _Sheet) -> Iterator[Guess]:
    """Rows that stand there and were not billed: likelier than another one counted twice."""
    left = [i for i, part in zip(bill.items, sheet.parts, strict=True) if not part.visits]
    for item in left:
        text = f"{visit_day(item.visit)}の{_reason(item.visit)}訪問を含める"
        yield Guess(code=_cause(item.visit), text=text, sums=sheet.sums(more=_part(_as_done(item), rule)))
    if len(left) > 1:
        everything = _sheet(bill, tuple(_as_done(i) if i in left else i for i in bill.items), rule)
        if everything is not None:
            text = f"報告のない訪問や実施されなかった訪問（{len(left)}回）をすべて含める"
            yield Guess(code=_cause(left[0].visit), text=text, sums=everything.sums())


def _about_money(bill: Bill, sheet: _Sheet) -> Iterator[Guess]:
    """The right visits, the wrong sums."""
    found = sheet.sums()
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

"""What a visit costs and who pays which part (要領15・17, 別表1・2): whole yen, integers and fractions only.

Every value that the ordinance leaves open arrives as None and raises `OpenQuestion`, so that the paper that needs
it stops and names the question for the town; nothing here falls back on a usual practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, cast, get_args

from saroma_desk.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

StepRounding = Literal["ceil", "floor", "nearest15"]
Basis = Literal["actual", "planned", "lesser"]
RoundAt = Literal["unit", "visit", "month"]
CopayRounding = Literal["floor1", "floor10", "ceil1", "half_up1"]


_NEAREST_MINUTES = 15


class OpenQuestion(KnownError):  # noqa: N818 - a question, not a fault
    """The amount depends on answers that the town has not given yet.

    Attributes:
        keys: keys of the rule set's questions, e.g. ``billing.step_rounding``, in the order they were met.
    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(
            "open_question", "まだ決まっていない取扱いがあるため、金額を計算できません。町に確かめて設定してください。"
        )
        self.keys = keys


@dataclass(frozen=True, slots=True)
class PriceTerms:
    """別表1 on the day of the visit: whole yen for the first minutes and for each further step; None = not settled."""

    first_minutes: int
    first_yen: int | None
    step_minutes: int
    step_yen: int | None

    def settled(self) -> tuple[int, int]:
        """(first_yen, step_yen); raises OpenQuestion with all prices that are missing."""
        if self.first_yen is None or self.step_yen is None:
            open_keys = (("price.first_hour_yen", self.first_yen), ("price.half_hour_yen", self.step_yen))
            raise OpenQuestion(tuple(key for key, value in open_keys if value is None))
        return self.first_yen, self.step_yen


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingRule:
    """How time and copay are rounded; None = not settled by the town.

    Attributes:
        step_rounding: a fraction of a step counts when it has begun (ceil), never (floor), or from 15 minutes on
            (nearest15; the ordinance knows no smaller unit than the step, so quarters are not billed themselves).
        basis: minutes that count: actual, planned, or the lesser of both.
        minimum_minutes: a visit that took place is billed for at least so many.
        copay_round_at: rounded for each unit price, for each visit, or for each household and month.
        copay_rounding: floor1 円未満切捨て, floor10 10円未満切捨て, ceil1 円未満切上げ, half_up1 円未満四捨五入.
    """

    step_rounding: StepRounding | None = None
    basis: Basis | None = None
    minimum_minutes: int = 0
    copay_round_at: RoundAt | None = None
    copay_rounding: CopayRounding | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """What one visit costs: units of 別表1, the minutes they stand for, and the price in yen."""

    first_units: int
    step_units: int
    billed_minutes: int
    price_yen: int


@dataclass(frozen=True, slots=True)
class Share:
    """One visit whose copay is asked for: its charge, the prices of its day, and the rate of its day's class."""

    charge: Charge
    price: PriceTerms
    rate: Fraction


def billing_rule(data: Mapping[str, object]) -> BillingRule:
    """The rule from the rule set's billing section, the town's answers already filled in.

    Raises ValueError naming the key for a value that is none of the choices.
    """
    minimum = data.get("minimum_minutes", 0)
    if not isinstance(minimum, int) or minimum < 0:
        raise ValueError(f"billing.minimum_minutes: {minimum!r}")
    return BillingRule(
        step_rounding=cast("StepRounding | None", _choice(data, "step_rounding", get_args(StepRounding))),
        basis=cast("Basis | None", _choice(data, "basis", get_args(Basis))),
        minimum_minutes=minimum,
        copay_round_at=cast("RoundAt | None", _choice(data, "copay_round_at", get_args(RoundAt))),
        copay_rounding=cast("CopayRounding | None", _choice(data, "copay_rounding", get_args(CopayRounding))),
    )


def open_questions(price: PriceTerms, rule: BillingRule) -> tuple[str, ...]:
    """Keys of every question that must be answered before a claim can be computed."""
    values = {
        "price.first_hour_yen": price.first_yen,
        "price.half_hour_yen": price.step_yen,
        "billing.step_rounding": rule.step_rounding,
        "billing.basis": rule.basis,
        "billing.copay_round_at": rule.copay_round_at,
        "billing.copay_rounding": rule.copay_rounding,
    }
    return tuple(key for key, value in values.items() if value is None)


def bill_minutes(planned: int, actual: int, rule: BillingRule) -> int:
    """Minutes to bill of a visit that took place, before any rounding; raises OpenQuestion without a basis."""
    if rule.basis is None:
        raise OpenQuestion(("billing.basis",))
    return {"actual": actual, "planned": planned, "lesser": min(planned, actual)}[rule.basis]


def minutes_by_policy(
    status: str, fee: str | None, minutes: tuple[int, int], terms: PriceTerms, rule: BillingRule
) -> int:
    """Minutes to bill of a visit with this status under the cancel policy (programme.md 2.4); 0 = nothing is billed.

    `fee` is the policy of the status, `minutes` its (planned, actual) ones. Raises OpenQuestion when the policy is
    not settled, ValueError for an unknown one.
    """
    planned, actual = minutes
    match fee:
        case None:
            raise OpenQuestion((f"cancel.{status}",))
        case "none":
            return 0
        case "first_hour":
            return terms.first_minutes
        case "planned":
            return planned
        case "time":
            return bill_minutes(planned, actual, rule)
        case _:
            raise ValueError(f"visit_statuses.{status}.fee: {fee}")


def charge(minutes: int, price: PriceTerms, rule: BillingRule) -> Charge:
    """Price of a visit of so many minutes by 別表1: the first hour as a whole, then further half hours.

    0 minutes cost nothing. There is no upper end: limits are not a matter of price. Raises OpenQuestion while a
    price or the rounding is open, ValueError below 0 minutes.
    """
    first_yen, step_yen = price.settled()
    if rule.step_rounding is None:
        raise OpenQuestion(("billing.step_rounding",))
    if minutes < 0:
        raise ValueError("訪問時間が0分より短くなっています。")
    if minutes == 0:
        return Charge(0, 0, 0, 0)
    beyond = max(max(minutes, rule.minimum_minutes) - price.first_minutes, 0)
    steps, fraction = divmod(beyond, price.step_minutes)
    counts_from = {"ceil": 1, "nearest15": _NEAREST_MINUTES, "floor": price.step_minutes}[rule.step_rounding]
    steps += fraction >= counts_from
    return Charge(1, steps, price.first_minutes + steps * price.step_minutes, first_yen + steps * step_yen)


def copay(charged: Charge, price: PriceTerms, rate: Fraction, rule: BillingRule) -> int:
    """利用者負担金 of one visit in yen (別表2), paid to the provider and never to the town.

    Where the month is the place of rounding this is the copay of a month that holds this visit alone; use
    `copay_month` for real months. A rate of 0 needs no rounding rule; otherwise raises OpenQuestion.
    """
    return copay_month((Share(charged, price, rate),), rule)[0]


def copay_month(shares: Sequence[Share], rule: BillingRule) -> tuple[int, ...]:
    """Copay in yen of each visit of one household, provider and month, in the order given (by day and time).

    Rounded at the month, the month's sum is rounded once and each visit carries what it adds to the rounded sum so
    far; the parts are whole yen and add up exactly. Raises OpenQuestion with every missing rule.
    """
    if not any(share.rate for share in shares):
        return tuple(0 for _ in shares)
    at, rounding = rule.copay_round_at, rule.copay_rounding
    if at is None or rounding is None:
        open_keys = (("billing.copay_round_at", at), ("billing.copay_rounding", rounding))
        raise OpenQuestion(tuple(key for key, value in open_keys if value is None))
    if at == "unit":
        return tuple(_copay_by_unit(share, rounding) for share in shares)
    exact = [share.charge.price_yen * share.rate for share in shares]
    if at == "visit":
        return tuple(round_yen(amount, rounding) for amount in exact)
    running = [Fraction(0)]
    for amount in exact:
        running.append(running[-1] + amount)
    return tuple(round_yen(after, rounding) - round_yen(before, rounding) for before, after in pairwise(running))


def town_part(charged: Charge, copay_yen: int) -> int:
    """委託料 that the town pays for the visit: always price − copay (要領17), so that every sum is exact."""
    return charged.price_yen - copay_yen


def unit_copay(unit_yen: int, rate: Fraction, rounding: CopayRounding) -> int:
    """Copay of one unit price, as 様式3号 prints it."""
    return round_yen(unit_yen * rate, rounding)


def round_yen(amount: Fraction, rounding: CopayRounding) -> int:
    """An exact non-negative amount as whole yen."""
    match rounding:
        case "floor1":
            return amount // 1
        case "floor10":
            return amount // 10 * 10
        case "ceil1":
            return -(-amount // 1)
        case "half_up1":
            return (amount + Fraction(1, 2)) // 1


def _copay_by_unit(share: Share, rounding: CopayRounding) -> int:
    first_yen, step_yen = share.price.settled()
    units = ((share.charge.first_units, first_yen), (share.charge.step_units, step_yen))
    return sum(count * unit_copay(unit_yen, share.rate, rounding) for count, unit_yen in units)


def _choice(data: Mapping[str, object], key: str, choices: tuple[str, ...]) -> str | None:
    value = data.get(key)
    if value is not None and value not in choices:
        raise ValueError(f"billing.{key}: {value!r}")
    return value if isinstance(value, str) else None

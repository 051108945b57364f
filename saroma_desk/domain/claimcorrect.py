"""Corrections of accepted months (過誤調整): what was paid is taken back, what happened is billed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .calendar import YearMonth
from .claim import ClaimLine
from .fee import CopayRounding, round_yen
from .pricing import taken_back

RateOf = Callable[[ClaimLine], Fraction]


def correcting(
    billed: Mapping[int, ClaimLine], now: Mapping[int, ClaimLine | None]
) -> dict[tuple[int, YearMonth], list[ClaimLine]]:
    """Lines that lead from what is billed to what happened, by household and month, in the order of the paper.

    `now` gives for each visit that was looked at its line of today, None where nothing is billed any more. Only what
    happened counts (day, minutes, status): a price or class that was changed afterwards corrects nothing.
    """
    groups: dict[tuple[int, YearMonth], list[ClaimLine]] = {}
    for visit_id in sorted(now):
        paid, line = billed.get(visit_id), now[visit_id]
        if paid and line and _happened_alike(paid, line):
            continue
        for part in (taken_back(paid) if paid else None, line):
            if part is not None:
                groups.setdefault((part.household_id, YearMonth.of(part.visit_on)), []).append(part)
    return dict(sorted(groups.items(), key=lambda pair: (pair[0][1], pair[0][0])))


def settled_by_month(
    lines: Sequence[ClaimLine], accepted: Iterable[ClaimLine], rate_of: RateOf, rounding: CopayRounding
) -> list[ClaimLine]:
    """Corrections of a household's month whose copay is rounded once: the last one with a copay carries the rest.

    `accepted` are all lines ever accepted for that month, those that take back included; with them the month's copay
    becomes what it would have been, had everything been right from the beginning. `rate_of` is 0 for a line that the
    family did not pay for.
    """
    everything, settled = (*accepted, *lines), list(lines)
    exact = sum((line.price_yen * rate_of(line) for line in everything), Fraction(0))
    short = round_yen(exact, rounding) - sum(line.copay_yen for line in everything)
    paying = [n for n, line in enumerate(lines) if line.copay_yen]
    if paying:
        last = lines[paying[-1]]
        settled[paying[-1]] = replace(last, copay_yen=last.copay_yen + short, town_yen=last.town_yen - short)
    return settled


def _happened_alike(paid: ClaimLine, line: ClaimLine) -> bool:
    """Same day, same units, and the copay asked for or not; of two classes nothing can be said, and none corrects."""
    day_and_units = paid.visit_on == line.visit_on and (paid.first_units, paid.step_units) == (
        line.first_units,
        line.step_units,
    )
    return day_and_units and (paid.copay_class != line.copay_class or bool(paid.copay_yen) == bool(line.copay_yen))

"""What a public sheet may not show: small counts, and what would give them away by adding up (秘匿処理).

In a town of a few thousand people a count of 1 is a person. A figure is hidden when it, or the number of households
behind it, lies between 1 and the threshold; then further cells are hidden until no hidden one can be computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saroma_desk.domain.yearentries import number
from saroma_desk.domain.yearly import Figure, YearData

Cell = tuple[int, str]  # fiscal year, key of the figure
Term = tuple[int, Cell]  # sign, cell; the signed values of a relation add up to zero
_FAR = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """What is hidden in one book.

    Attributes:
        threshold: smallest count that is shown; zero is shown too.
        mark: what stands in place of a hidden number.
        hidden: figures by year and key.
    """

    threshold: int
    mark: str
    hidden: frozenset[Cell]

    def small(self, value: int) -> bool:
        """Whether a bare number, typed by hand, is too small to show."""
        return 0 < value < self.threshold

    def hides(self, year: int, key: str) -> bool:
        """Whether the figure may not be shown."""
        return (year, key) in self.hidden


def mask_of(data: YearData, summary: Mapping[str, Any], keys: Sequence[str], texts: Mapping[str, Any]) -> Mask:
    """Decide once for all sheets of the book; `keys` are figures beyond the rows of `summary` that are shown."""
    threshold = number(data.entered, "mask.threshold") or int(texts["threshold_default"])
    open_keys = {row["key"] for row in summary["rows"] if row.get("public")}
    shown = [row["key"] for row in summary["rows"] if "key" in row] + list(keys)
    years = sorted({*data.plan, data.fiscal_year - 1, data.fiscal_year})
    hidden = {
        (year, key)
        for year in years
        for key in shown
        if key not in open_keys and _too_small(data.figure(key, year), threshold)
    }
    relations = _relations(data, summary["additive"], years)
    primary = frozenset(hidden)
    while disclosed := [r for r in relations if _discloses(data, r, hidden, primary, threshold)]:
        for relation in disclosed:
            _hide_one_more(data, relation, hidden)
    return Mask(threshold=threshold, mark=texts["mark"], hidden=frozenset(hidden))


def _too_small(figure: Figure, threshold: int) -> bool:
    return 0 < figure.value < threshold or 0 < len(figure.households) < threshold


def _relations(data: YearData, groups: Sequence[Sequence[str]], years: Sequence[int]) -> list[list[Term]]:
    relations: list[list[Term]] = []
    for year in years:
        for total, *parts in groups:
            terms: list[Term] = [(-1, (year, total))]
            terms += [(-1 if part.startswith("-") else 1, (year, part.lstrip("-"))) for part in parts]
            if sum(sign * data.value(key, y) for sign, (y, key) in terms) == 0:
                relations.append(terms)
        if year - 1 in years:  # what is carried over stands in both years
            relations.append([(1, (year, "cases.continued")), (-1, (year - 1, "cases.at_end"))])
    return relations


def _discloses(
    data: YearData, relation: list[Term], hidden: set[Cell], primary: frozenset[Cell], threshold: int
) -> bool:
    """Whether a hidden cell of the relation can be computed from what is shown and from what hiding itself tells."""
    unknown = [(sign, cell) for sign, cell in relation if cell in hidden]
    if not unknown or len(unknown) == len(relation):
        return False
    rest = -sum(sign * data.value(cell[1], cell[0]) for sign, cell in relation if cell not in hidden)
    bounds = {cell: _bounds(data, cell, primary, threshold) for _, cell in unknown}
    for sign, cell in unknown:
        others = [_signed(s, bounds[c]) for s, c in unknown if c != cell]
        low = rest - sum(high for _, high in others)
        high = rest - sum(low_other for low_other, _ in others)
        first, last = _signed(sign, (low, high))
        if max(first, bounds[cell][0]) >= min(last, bounds[cell][1]):
            return True
    return False


def _bounds(data: YearData, cell: Cell, primary: frozenset[Cell], threshold: int) -> tuple[int, int]:
    counted = len(data.figure(cell[1], cell[0]).ids) == data.value(cell[1], cell[0])
    return (1, threshold - 1) if cell in primary and counted and data.value(cell[1], cell[0]) < threshold else (0, _FAR)


def _signed(sign: int, bounds: tuple[int, int]) -> tuple[int, int]:
    return bounds if sign > 0 else (-bounds[1], -bounds[0])


def _hide_one_more(data: YearData, relation: list[Term], hidden: set[Cell]) -> None:
    """Hide the smallest number above zero that the relation still shows, a zero where nothing else is left."""
    left = [cell for _, cell in relation if cell not in hidden]
    if left:
        hidden.add(min(left, key=lambda cell: (data.value(cell[1], cell[0]) == 0, data.value(cell[1], cell[0]), cell)))

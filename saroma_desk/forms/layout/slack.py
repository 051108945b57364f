"""White space at the foot of pages, shared out among the rows that may be higher.

Where a grid may stretch, a paper is first measured as low as its rows may be; what the pages leave is known then, and
when it is laid out the rows take their share of it. So an ordinary paper has room for the hand and fills its page, and
a long one still fits.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from saroma_desk.forms.layout.cells import Band

# Shares are whole multiples of this, in mm, so that papers of one form mostly have the same rows.
_STEP = 0.25


@dataclass(slots=True)
class Slack:
    """The rows that may be higher, by page.

    Attributes:
        given: what a row of each page (from 0) gets in mm, at most.
        probing: whether that is still to be found out; grids are measured then and not drawn.
    """

    given: Mapping[int, float] = field(default_factory=dict)
    probing: bool = False
    _asked: dict[int, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    _taken: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def stretch(self, bands: Sequence[Band], page: int, most: float) -> None:
        """Make the rows of a grid that stands whole on `page` higher by their share, each by at most `most` mm."""
        rows = [band for band in bands if not band.header and not all(cell.is_label for cell in band.cells)]
        self._asked[page].append((len(rows), most))
        share = min(self.given.get(page, 0.0), most)
        self._taken[page] += share * len(rows)
        for band in rows:
            band.height += share

    def shares(self, rooms: Sequence[float]) -> dict[int, float]:
        """What a row of each page may get, in mm; `rooms` is what each page leaves. Pages without any are left out."""
        found = {page: _share(asked, rooms[page] + self._taken[page]) for page, asked in self._asked.items()}
        return {page: share for page, share in found.items() if share}


def _share(asked: Sequence[tuple[int, float]], room: float) -> float:
    """The height that, given to every row up to its own limit, fills the room, in whole steps."""
    share, rows = 0.0, sum(number for number, _ in asked)
    for number, most in sorted(asked, key=lambda one: one[1]):
        if not number:
            continue
        if (most - share) * rows >= room:
            share += room / rows
            break
        room -= (most - share) * rows
        share, rows = most, rows - number
    # Rounded first: the same room may have been summed up in another order.
    return round(share, 6) // _STEP * _STEP

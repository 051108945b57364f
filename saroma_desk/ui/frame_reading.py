"""Fills the frame: reads household line, next step, backup and user, and finds the households that are searched for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from saroma_desk.ui.desk import Desk, FrameSources, HouseholdLine
from saroma_desk.ui.frame import Header, HouseholdBar
from saroma_desk.ui.widgets.household_search import MOST_HITS, SHOWN_HITS
from saroma_desk.ui.widgets.next_step_strip import NextStepStrip


class FrameReading:
    """Does it for one window; nothing while no office is open.

    Args:
        desk: the window's shared state.
        sources: queries of the frame.
        header, household, strip: what is filled.
    """

    def __init__(
        self, desk: Desk, sources: FrameSources, header: Header, household: HouseholdBar, strip: NextStepStrip
    ) -> None:
        self._desk = desk
        self._sources = sources
        self._header = header
        self._household = household
        self._strip = strip

    def refresh(self) -> None:
        """Read household line, next step, backup and user again."""
        ctx, household = self._desk.ctx, self._desk.current_household
        if ctx is None:
            return
        query, sources = partial(self._desk.operations.query, owner=self._desk), self._sources
        query(partial(sources.backup, ctx), lambda state: self._header.set_backup(*state), key="frame.backup")
        query(partial(sources.user, ctx), self._header.user.setText, key="frame.user")
        if household is None:
            self._household.show_line(None)
            self._strip.set_steps((), chosen=False)
            return
        query(partial(sources.household, ctx, household), self._household.show_line, key="frame.line")
        query(partial(sources.steps, ctx, household), self._strip.set_steps, key="frame.steps")

    def search(self, text: str) -> None:
        """Find households for a text that is being typed, and list them under the search box."""
        if self._desk.ctx is not None:
            self._find(text, SHOWN_HITS, self._household.search.show_hits)

    def _find(self, text: str, limit: int, show: Callable[[tuple[HouseholdLine, ...]], None]) -> None:
        """What the list has room for first, then what lies below: reading all lines would be felt at each key."""

        def found(hits: tuple[HouseholdLine, ...]) -> None:
            show(hits)
            if len(hits) == limit < MOST_HITS:
                self._find(text, MOST_HITS, self._household.search.show_more)

        find = partial(self._sources.search, self._desk.ctx, text, limit)
        self._desk.operations.query(find, found, key="frame.search", owner=self._desk)

"""Pages filled from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saroma_desk.forms.display import PAGE_HEIGHT, PAGE_WIDTH, Page, RuleSheet

if TYPE_CHECKING:
    from saroma_desk.forms.shared import PageSpec


class Flow:
    """The pages of a paper and the place where the next block begins.

    Attributes:
        y: in mm from the top; blocks move it down.
        left, right, top, bottom: edges of the type area in mm.
        continued: indices of pages that began because the one before was full.
    """

    def __init__(self, page: PageSpec) -> None:
        self.left = page.left
        self.right = PAGE_WIDTH - page.right
        self.top = page.top
        self.bottom = PAGE_HEIGHT - page.bottom
        self.pages: list[Page] = []
        self.continued: list[int] = []
        self._sheets: list[RuleSheet] = []
        self._left: list[float] = []
        self.y = self.top
        self.new_page()

    @property
    def width(self) -> float:
        """Width of the type area in mm."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height of the type area in mm."""
        return self.bottom - self.top

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    @property
    def rules(self) -> RuleSheet:
        """The ruled lines of the page being filled."""
        return self._sheets[-1]

    @property
    def room(self) -> float:
        """Height in mm that is left on the page."""
        return self.bottom - self.y

    @property
    def rooms(self) -> list[float]:
        """Height in mm that every page leaves at its foot; too little for what follows where the paper goes on."""
        return [*self._left, self.room]

    @property
    def at_top(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y <= self.top + 1e-6

    def new_page(self, *, continued: bool = True) -> None:
        """Begin a page; `continued` tells an overflowing paper from an intended second page."""
        if self.pages:
            self._left.append(self.room)
        if continued and self.pages:
            self.continued.append(len(self.pages))
        self.pages.append(Page())
        self._sheets.append(RuleSheet())
        self.y = self.top

    def need(self, height: float) -> None:
        """Begin a page unless this many mm are left on the current one or it is still empty."""
        if self.room < height - 1e-6 and not self.at_top:
            self.new_page()

    def skip(self, height: float) -> None:
        """White space; none at the head of a page."""
        if not self.at_top:
            self.y += height

    def finished(self) -> list[Page]:
        """The pages with their rules merged."""
        for page, sheet in zip(self.pages, self._sheets, strict=True):
            page.rules = list(sheet.merged())
        return self.pages

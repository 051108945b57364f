"""What the blocks of one paper share while it is laid out, and the fitting of text into a limited room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from saroma_desk.domain.eras import widen
from saroma_desk.domain.errors import KnownError
from saroma_desk.forms.display import POINT
from saroma_desk.forms.fields import is_empty
from saroma_desk.forms.layout.slack import Slack
from saroma_desk.forms.text import fit, one_line_size, set_lines, step_sizes, without_lead

if TYPE_CHECKING:
    from datetime import date

    from saroma_desk.forms.compose import Composer, Scope
    from saroma_desk.forms.glyphs import Atom
    from saroma_desk.forms.layout.flow import Flow
    from saroma_desk.forms.schema import Conditional, Overflow, SealMode
    from saroma_desk.forms.template import Template
    from saroma_desk.forms.text import Fitted

# Spaces for the hand before 年 that stay; the others are given up before the type becomes smaller.
_LEAST_LEAD = 2


@dataclass(frozen=True, slots=True)
class Annex:
    """A text that did not fit its place: its mark (別紙１), the name of its place, and the text."""

    mark: str
    heading: str
    atoms: tuple[Atom, ...]


@dataclass(slots=True)
class Work:
    """One paper being laid out.

    Attributes:
        template: in the version of the paper's day.
        composer: makes atoms.
        scope: values of the paper and their declarations.
        flow: pages so far.
        on: day whose texts are in force; None for the newest.
        blank: whether an empty form is printed.
        seal: what stands in the place of the 公印.
        tally: whether the place of the 契印 is marked.
        annexes: texts that go to 別紙 sheets, in order.
        slack: what the pages leave, and the rows that take it.
    """

    template: Template
    composer: Composer
    scope: Scope
    flow: Flow
    on: date | None
    blank: bool
    seal: SealMode | None = None
    tally: bool = False
    annexes: list[Annex] = field(default_factory=list)
    slack: Slack = field(default_factory=Slack)

    def wanted(self, part: Conditional, scope: Scope | None = None) -> bool:
        """Whether a block or row is printed on this paper (in a repeated row: by the values of that row)."""
        values = (scope or self.scope).values
        if self.on is not None and ((part.from_ and self.on < part.from_) or (part.until and self.on > part.until)):
            return False
        if self.on is None and part.until is not None:
            return False
        if self.blank and (part.when or part.unless):
            return part.in_blank
        if part.when is not None and not _holds(values.get(part.when)):
            return False
        return part.unless is None or not _holds(values.get(part.unless))

    def settle(
        self,
        atoms: tuple[Atom, ...],
        room: tuple[float, float],
        size: float,
        rule: FitRule,
    ) -> Fitted:
        """Lines for a room of (width, height) mm: as they are, smaller, higher than the room, or a reference to 別紙.

        The result is higher than the room only when the rule says `grow`, and then at most `rule.limit` mm high.
        Raises KnownError when the rule says `error` and the text does not fit.
        """
        smallest = min(self.template.shared.sizes.minimum, size)
        sizes = step_sizes(size, smallest) if rule.shrink else [size]
        leading = rule.leading or self.template.shared.leading.table
        atoms = self._slim(atoms, room[0] / POINT, size, one_line_size(size) if rule.shrink else size)
        fitted = fit(atoms, room, sizes, leading, unbroken=True)
        if fitted is not None:
            return fitted
        if rule.overflow == "error":
            raise KnownError("text_too_long", f"「{rule.heading}」が長すぎて、欄に入りません。")
        if rule.overflow == "grow":
            fitted = fit(atoms, (room[0], rule.limit), [size], leading)
            if fitted is not None:
                return fitted
        return self._reference(atoms, room, size, rule)

    @staticmethod
    def _slim(atoms: tuple[Atom, ...], width: float, size: float, smallest: float) -> tuple[Atom, ...]:
        """Without spaces for the hand before 年 that make the line wider than `width` points: a few at full size."""
        slim = without_lead(atoms, width / size)
        kept = slim[:_LEAST_LEAD]
        return slim if kept and all(atom.kind == "space" for atom in kept) else without_lead(atoms, width / smallest)

    def _reference(self, atoms: tuple[Atom, ...], room: tuple[float, float], size: float, rule: FitRule) -> Fitted:
        words = self.template.shared.words
        number = widen(str(len(self.annexes) + 1), self.template.shared.digits)
        mark = words.annex + number
        self.annexes.append(Annex(mark, rule.heading, atoms))
        leading = self.template.shared.leading.table
        for wording in (words.annex_reference, words.annex_two_lines, words.annex_short):
            reference = self.composer.plain(wording.format(mark=mark))
            fitted = fit(reference, room, step_sizes(size, min(size, 8.0)), leading)
            if fitted is not None and len(fitted.lines) <= wording.count("\n") + 1:
                return fitted
        # Even the mark alone is wider than the cell: set it as small as the smallest type of the page.
        return set_lines(reference, max(room[0], 3 * 6 * POINT), 6.0, 1.0)


class FitRule(NamedTuple):
    """How a text may be made to fit.

    Attributes:
        heading: name of the place, for the 別紙 and for messages.
        overflow: `grow` up to `limit` mm, `annex` at once, or `error`.
        shrink: whether smaller type is tried first.
        limit: greatest height in mm.
        leading: of the lines; None for that of tables.
    """

    heading: str
    overflow: Overflow = "annex"
    shrink: bool = True
    limit: float = 0.0
    leading: float | None = None


def _holds(value: object) -> bool:
    return bool(value) and not is_empty(value)  # type: ignore[arg-type]

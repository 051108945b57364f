"""Blocks of running text: title, paragraph, 記, 以上, notices, notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from saroma_desk.forms.display import POINT, Box
from saroma_desk.forms.glyphs import code_point_label
from saroma_desk.forms.layout.place import ASCENT, place, place_line
from saroma_desk.forms.layout.work import FitRule
from saroma_desk.forms.text import Fitted, TextLine, fit, set_lines, step_sizes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from saroma_desk.forms.fields import Values
    from saroma_desk.forms.glyphs import Atom
    from saroma_desk.forms.layout.work import Work
    from saroma_desk.forms.schema import Align, FormNumber, Ijo, Ki, Notes, Notice, Paragraph, Title

_TITLE_SPREAD = 0.35
_TITLE_SHARE = 0.94
_NOTICE_PAD = 2.5
# A heading is followed by at least this much of its page, in mm.
_FOLLOWING = 25.0
_HEADING_GAP = 0.6


def form_number(work: Work, block: FormNumber) -> None:
    """The line 様式n号（第mm関係）at the top left."""
    size = work.template.shared.sizes.form_number
    text = block.text if block.text is not None else work.template.file.citation
    line(work, work.composer.text(text, work.scope, size), size, "left")
    work.flow.y += 1.5


def line(work: Work, atoms: tuple[Atom, ...], size: float, align: Align, right: float = 0.0) -> Box:
    """One line across the type area (less `right` mm), on a page that has room for it; returns its box."""
    flow = work.flow
    height = size * POINT * 1.25
    flow.need(height)
    box = Box(flow.left, flow.y, flow.width - right, height)
    fitted = work.settle(atoms, (box.width, height), size, FitRule(work.template.title))
    place(flow.page, fitted, box, align)
    flow.y += height
    return box


def title(work: Work, block: Title) -> None:
    """The letter-spaced title, centred; a long one in two lines, never wider than the type area."""
    flow = work.flow
    flow.skip(block.before)
    size = block.size or work.template.shared.sizes.title
    atoms = work.composer.text(block.text or work.template.title, work.scope, size)
    width = flow.width * _TITLE_SHARE
    fitted = fit(atoms, (width, size * POINT * 1.1), step_sizes(size, size - 2), 1.4)
    if fitted is None:
        fitted = work.settle(atoms, (width, size * POINT * 3.2), size, FitRule(work.template.title, leading=1.4))
    flow.need(fitted.height + block.after + _FOLLOWING)
    for index, text_line in enumerate(fitted.lines):
        _title_line(work, text_line, fitted, flow.y + index * fitted.leading, width)
    flow.y += fitted.height + block.after


def _title_line(work: Work, text_line: TextLine, fitted: Fitted, top: float, width: float) -> None:
    em = fitted.size * POINT
    gaps = max(len(text_line.atoms) - 1, 1)
    space = max(min(_TITLE_SPREAD, (width / em - text_line.width) / gaps), 0.0)
    drawn = (text_line.width + space * (len(text_line.atoms) - 1)) * em
    flow = work.flow
    box = Box(flow.left, top, flow.width, em)
    place_line(
        flow.page, text_line.atoms, (box.x + (box.width - drawn) / 2, top + ASCENT * em), fitted.size, space, box
    )


def paragraph(work: Work, block: Paragraph) -> None:
    """Running text, line by line over as many pages as it takes."""
    size = block.size or work.template.shared.sizes.body
    leading = block.leading or work.template.shared.leading.body
    work.flow.skip(block.before)
    atoms = work.composer.text(block.text, work.scope, size)
    running_text(work, atoms, size, leading, indent=block.indent, align=block.align or "left")
    work.flow.skip(block.after)


def running_text(
    work: Work, atoms: tuple[Atom, ...], size: float, leading: float, *, indent: float = 0.0, align: Align = "left"
) -> None:
    """Lines across the type area that may go over any number of pages."""
    flow, em = work.flow, size * POINT
    fitted = set_lines(atoms, flow.width, size, leading, indent)
    for index, text_line in enumerate(fitted.lines):
        flow.need(fitted.leading)
        first = index == 0 or fitted.lines[index - 1].last
        one = Fitted((text_line,), size, fitted.leading, em, fitted.width, indent if first else 0.0)
        place(flow.page, one, Box(flow.left, flow.y, flow.width, fitted.leading), align)
        flow.y += fitted.leading


def ki(work: Work, block: Ki) -> None:
    """記, centred."""
    work.flow.skip(block.before)
    work.flow.need(_FOLLOWING)
    line(work, work.composer.plain(work.template.shared.words.ki), work.template.shared.sizes.head, "center")
    work.flow.y += block.after


def ijo(work: Work, block: Ijo) -> None:
    """以上, one character before the right edge."""
    work.flow.skip(block.before)
    size = work.template.shared.sizes.body
    line(work, work.composer.plain(work.template.shared.words.ijo), size, "right", right=size * POINT)
    work.flow.skip(block.after)


def notice(work: Work, block: Notice) -> None:
    """A boxed text of shared.yaml in the version of the paper's day; nothing when none was in force yet."""
    versions = [v for v in work.template.shared.notices[block.text] if work.on is None or v.from_ <= work.on]
    if not versions:
        return
    version = max(versions, key=lambda v: v.from_)
    shared, flow = work.template.shared, work.flow
    size, leading = shared.sizes.note, shared.leading.note
    width = flow.width - 2 * _NOTICE_PAD
    parts = (
        [(set_lines(work.composer.plain(version.heading), width, size + 0.5, leading), "center")]
        if version.heading
        else []
    )
    parts += [(_hanging(work, item, width, size), "hang") for item in version.items]
    gap = size * POINT * (leading - 1)
    height = sum(part.height + gap for part, _ in parts) + 2 * _NOTICE_PAD - gap / 2
    flow.skip(block.before)
    flow.need(height)
    box = Box(flow.left, flow.y, flow.width, height)
    flow.rules.frame(box, shared.weights.inner if not block.red else 1.2, red=block.red)
    y = flow.y + _NOTICE_PAD
    for part, kind in parts:
        _place_part(work, part, kind, Box(box.x + _NOTICE_PAD, y, width, part.height))
        y += part.height + gap
    flow.y += height
    flow.skip(block.after)


def _hanging(work: Work, item: str, width: float, size: float) -> Fitted:
    """Lines of an item whose first characters (number and space) stand out to the left of the rest."""
    atoms = work.composer.text(item, work.scope, size)
    hang = _hang_width(atoms)
    em = size * POINT
    return set_lines(atoms, width - hang * em, size, work.template.shared.leading.note, -hang)


def _hang_width(atoms: tuple[Atom, ...]) -> float:
    """Width in em of a leading mark and its space; 0 when the text begins without one."""
    for index, atom in enumerate(atoms[:4]):
        if atom.kind == "space" and index:
            return sum(part.width for part in atoms[: index + 1])
    return 0.0


def _place_part(work: Work, part: Fitted, kind: str, box: Box) -> None:
    if kind == "center":
        place(work.flow.page, part, box, "center", "top")
        return
    hang = -part.indent * part.size * POINT
    place(work.flow.page, part, Box(box.x + hang, box.y, box.width - hang, box.height), "left", "top", box)


def notes(work: Work, block: Notes) -> None:
    """Notes in small type, each hanging behind its number or dot."""
    shared, flow = work.template.shared, work.flow
    size = block.size or shared.sizes.note
    flow.skip(block.before)
    marks = {"number": "{}　", "dot": "・ ", "none": ""}[block.marks]
    texts = (marks.format(_full(index)) + item for index, item in enumerate(block.items, start=1))
    parts = [_hanging(work, text, flow.width, size) for text in texts]
    total = (bool(block.heading) + sum(len(part.lines) for part in parts)) * size * POINT * shared.leading.note
    flow.need(min(total, _FOLLOWING))
    if block.heading:
        line(work, work.composer.text(block.heading, work.scope, size + 0.5), size + 0.5, "left")
        flow.y += _HEADING_GAP
    gap = size * POINT * (shared.leading.note - 1)
    for part in parts:
        for text_line, first in zip(part.lines, [True] + [False] * (len(part.lines) - 1), strict=True):
            flow.need(part.leading)
            one = Fitted((text_line,), size, part.leading, size * POINT, part.width, part.indent if first else 0.0)
            _place_part_line(work, one, part, gap)
            flow.y += part.leading
    flow.skip(block.after)


def _place_part_line(work: Work, one: Fitted, part: Fitted, gap: float) -> None:
    hang = -part.indent * part.size * POINT
    flow = work.flow
    box = Box(flow.left, flow.y + gap / 2, flow.width, part.size * POINT)
    place(flow.page, one, Box(box.x + hang, box.y, box.width - hang, box.height), "left", "top", box)


def substitutes_note(work: Work) -> None:
    """Below the paper: every character drawn as another, with the code point of the one that is meant."""
    shared, book = work.template.shared, work.composer.book
    texts = _texts_of(work.scope.values) if book.substitutes else ()
    meant = {c: book.substitutes[c] for text in texts for c in book.substituted(text)}
    if not meant:
        return
    notes = (shared.words.substituted.format(drawn=d, meant=code_point_label(c)) for c, d in meant.items())
    work.flow.skip(1.5)
    running_text(work, work.composer.plain("\n".join(notes)), shared.sizes.note, shared.leading.note)


def _texts_of(values: Values) -> Iterator[str]:
    for value in values.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            for row in value:
                yield from _texts_of(row) if isinstance(row, Mapping) else ()


def _full(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))

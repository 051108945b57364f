"""Heads of papers: number, date, addressee, sender with room for the 公印; date, 町長, applicant with ㊞ and 受付印."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saroma_desk.forms.display import PAGE_WIDTH, POINT, Box
from saroma_desk.forms.layout.place import place
from saroma_desk.forms.layout.work import FitRule
from saroma_desk.forms.text import set_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from saroma_desk.forms.layout.work import Work
    from saroma_desk.forms.schema import HeadLine, IncomingHead, OutgoingHead, SealMode
    from saroma_desk.forms.text import Fitted

_LINE = 6.0
_ADDRESS_WIDTH = 92.0
_STAMP_SIDE = 28.0
_STRIP = 3.6


def outgoing_head(work: Work, block: OutgoingHead) -> None:
    """Number and date at the right, addressee at the left, sender at the right."""
    flow = work.flow
    if work.tally:
        _tally(work)
    for name in (block.number, block.date):
        if name is not None:
            atoms = work.composer.field(name, work.scope)
            _right_line(work, atoms, name)
    flow.y += 4.0
    _address(work, block.to)
    flow.y += 4.5
    _sender(work, block.sender, work.seal or block.seal)


def _tally(work: Work) -> None:
    """The place of the 契印, half on this paper and half on the 起案, marked at the top centre."""
    flow, shared = work.flow, work.template.shared
    width, height = shared.seal.tally_width, shared.seal.tally_height
    box = Box((PAGE_WIDTH - width) / 2, flow.top, width, height)
    for y in (box.y, box.bottom):
        flow.rules.horizontal(y, box.x, box.right, shared.weights.fine, dashed=True)
    for x in (box.x, box.right):
        flow.rules.vertical(x, box.y, box.bottom, shared.weights.fine, dashed=True)
    place(
        flow.page, set_lines(work.composer.plain(shared.words.tally), width, shared.sizes.minimum, 1.0), box, "center"
    )


def _right_line(work: Work, atoms: tuple, name: str) -> None:  # type: ignore[type-arg]
    flow, size = work.flow, work.template.shared.sizes.body
    box = Box(flow.left + flow.width - 70.0, flow.y, 70.0, _LINE)
    spec = work.scope.fields[name]
    fitted = work.settle(atoms, (box.width, box.height), size, FitRule(spec.label))
    place(flow.page, fitted, box, "right")
    flow.y += _LINE


def _address(work: Work, lines: Sequence[HeadLine]) -> None:
    flow = work.flow
    indent = work.template.shared.sizes.head * POINT
    for line, fitted in _fitted_lines(work, lines, _ADDRESS_WIDTH):
        height = max(_LINE, fitted.height + 1.5) + (_STRIP if line.furigana else 0.0)
        flow.need(height)
        box = Box(flow.left + indent, flow.y, _ADDRESS_WIDTH, height)
        place(flow.page, fitted, box)
        flow.y += height


def _fitted_lines(work: Work, lines: Sequence[HeadLine], width: float) -> list[tuple[HeadLine, Fitted]]:
    """The lines that are printed, each at most four lines high; longer ones go to 別紙."""
    result = []
    for line in lines:
        if _left_out(work, line):
            continue
        size = line.size or work.template.shared.sizes.head
        atoms = work.composer.text(line.text, work.scope, size)
        rule = FitRule(line.label or work.template.title, "grow", shrink=False, limit=4 * size * POINT * 1.35)
        result.append((line, work.settle(atoms, (width, size * POINT * 1.2), size, rule)))
    return result


def _left_out(work: Work, line: HeadLine) -> bool:
    """An optional line of which nothing is known (an empty form keeps it for the hand), or one instead of a ㊞."""
    if line.without_seal and work.composer.hand_seals:
        return True
    return line.optional and not work.blank and work.composer.says_nothing(line.text, work.scope)


def _sender(work: Work, lines: Sequence[HeadLine], seal: SealMode) -> None:
    """The sender's lines, flush left with each other; the last one ends where the 公印 begins."""
    flow, shared = work.flow, work.template.shared
    em = shared.sizes.head * POINT
    room = shared.seal.room - em / 2 if seal == "space" else em
    fitted_lines = _fitted_lines(work, lines, flow.width - room - 40.0)
    width = max((_natural(fitted) for _, fitted in fitted_lines), default=0.0)
    left = flow.right - room - width
    flow.need(sum(max(_LINE + 0.5, f.height + 1.5) for _, f in fitted_lines) + shared.seal.height / 2)
    for _, fitted in fitted_lines:
        height = max(_LINE + 0.5, fitted.height + 1.5)
        place(flow.page, fitted, Box(left, flow.y, width + 0.05, height))
        flow.y += height
    if seal == "omitted":
        omitted = set_lines(work.composer.plain(shared.words.seal_omitted), width + em, shared.sizes.body, 1.2)
        place(flow.page, omitted, Box(flow.right - room - width, flow.y, width, _LINE), "right")
        flow.y += _LINE
    flow.y += shared.seal.height / 2 - _LINE / 2 if seal == "space" else _LINE


def _natural(fitted: Fitted) -> float:
    """Drawn width in mm of the widest line."""
    return max(line.width for line in fitted.lines) * fitted.size * POINT


def incoming_head(work: Work, block: IncomingHead) -> None:
    """Date at the right (left of a 受付印 box), 町長 at the left, the sender's lines at the right."""
    flow = work.flow
    top = flow.y
    stamp_right = _STAMP_SIDE + 5.0 if block.stamp == "right" else 0.0
    if block.stamp != "none":
        x = flow.left if block.stamp == "left" else flow.right - _STAMP_SIDE
        y = top + (22.0 if block.stamp == "left" else -4.0)
        _stamp(work, Box(x, y, _STAMP_SIDE, _STAMP_SIDE), block)
    if block.date is not None:
        _date_line(work, block.date, stamp_right)
    flow.y += 3.0
    _address(work, block.to)
    flow.y = max(flow.y + 2.5, top + _STAMP_SIDE if block.stamp == "right" else 0.0)
    for line in block.sender:
        if not _left_out(work, line):
            _sender_line(work, line, block)
    flow.y += 3.0
    if block.stamp == "left":
        flow.y = max(flow.y, top + 22.0 + _STAMP_SIDE + 3.0)


def _date_line(work: Work, name: str, stamp: float) -> None:
    flow, size = work.flow, work.template.shared.sizes.body
    box = Box(flow.right - 70.0 - stamp, flow.y, 70.0, _LINE)
    atoms = work.composer.field(name, work.scope)
    place(
        flow.page,
        work.settle(atoms, (box.width, box.height), size, FitRule(work.scope.fields[name].label)),
        box,
        "right",
    )
    flow.y += _LINE


def _stamp(work: Work, box: Box, block: IncomingHead) -> None:
    shared = work.template.shared
    work.flow.rules.frame(box, shared.weights.fine)
    words = work.composer.plain(block.stamp_label or shared.words.stamp)
    label = set_lines(words, box.width, shared.sizes.minimum, 1.2)
    place(work.flow.page, label, Box(box.x, box.y + 1.0, box.width, 4.0), "center")


def _sender_line(work: Work, line: HeadLine, block: IncomingHead) -> None:
    """Label, value over a fine rule, ㊞ at the end where a seal is asked for."""
    flow, shared = work.flow, work.template.shared
    size = line.size or shared.sizes.body
    left = flow.right - block.width
    value_left = left + (block.label_width + 3.0 if line.label else 0.0)
    sealed = line.seal and work.composer.hand_seals
    seal = 8.0 if sealed else 0.0
    atoms = work.composer.text(line.text, work.scope, size)
    rule = FitRule(line.label or work.template.title, "grow", limit=4 * size * POINT * 1.35)
    fitted = work.settle(atoms, (flow.right - value_left - seal - 1.0, size * POINT * 1.2), size, rule)
    strip = _STRIP if line.furigana else 0.0
    height = max(7.5, fitted.height + 2.5) + strip
    flow.need(height)
    if line.furigana:
        _furigana(
            work, line.furigana, Box(value_left + 1.0, flow.y + 0.6, flow.right - value_left - seal, strip), left, block
        )
    box = Box(value_left + 1.0, flow.y + strip, flow.right - value_left - seal - 1.0, height - strip)
    place(flow.page, fitted, box)
    if line.label:
        label = work.settle(work.composer.plain(line.label), (block.label_width, 5.0), size, FitRule(line.label))
        place(flow.page, label, Box(left, box.y, block.label_width, box.height), "spread")
    if sealed:
        mark = set_lines(work.composer.plain(shared.words.seal), 8.0, size + 1, 1.0)
        place(flow.page, mark, Box(flow.right - 7.0, box.y, 7.0, box.height), "center")
    flow.rules.horizontal(box.bottom - 0.4, value_left, flow.right, shared.weights.fine)
    flow.y += height


def _furigana(work: Work, name: str, box: Box, left: float, block: IncomingHead) -> None:
    shared = work.template.shared
    size = shared.sizes.furigana
    rule = FitRule(work.scope.fields[name].label, shrink=False)
    fitted = work.settle(work.composer.field(name, work.scope), (box.width, box.height), size, rule)
    place(work.flow.page, fitted, box)
    label = set_lines(work.composer.plain(shared.words.furigana), block.label_width, size, 1.0)
    place(work.flow.page, label, Box(left, box.y, block.label_width, box.height), "spread")

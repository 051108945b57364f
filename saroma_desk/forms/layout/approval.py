"""決裁欄: a row of squares under their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saroma_desk.forms.display import Box
from saroma_desk.forms.layout.place import place
from saroma_desk.forms.layout.work import FitRule

if TYPE_CHECKING:
    from saroma_desk.forms.layout.work import Work
    from saroma_desk.forms.schema import Approval

_LABEL_HEIGHT = 5.0
_HEADING_WIDTH = 6.0


def approval(work: Work, block: Approval) -> None:
    """Draw the squares at the flow's place."""
    flow, weights = work.flow, work.template.shared.weights
    flow.skip(block.before)
    heading = _HEADING_WIDTH if block.heading else 0.0
    width = len(block.labels) * block.size + heading
    height = _LABEL_HEIGHT + block.size
    flow.need(height)
    left = flow.left + {"left": 0.0, "center": 0.5, "right": 1.0}[block.align] * (flow.width - width)
    if block.heading:
        box = Box(left, flow.y, heading, height)
        _label(work, "\n".join(block.heading), box)
        flow.rules.frame(box, weights.inner)
    for index, text in enumerate(block.labels):
        box = Box(left + heading + index * block.size, flow.y, block.size, _LABEL_HEIGHT)
        _label(work, text, box)
        flow.rules.frame(box, weights.inner)
        flow.rules.frame(Box(box.x, box.bottom, block.size, block.size), weights.inner)
    flow.rules.frame(Box(left, flow.y, width, height), weights.outer)
    flow.y += height
    flow.skip(block.after)


def _label(work: Work, text: str, box: Box) -> None:
    atoms = work.composer.text(text, work.scope, 9)
    fitted = work.settle(atoms, (box.width - 0.6, box.height), 9, FitRule(text.replace("\n", "")))
    place(work.flow.page, fitted, box.inset(0.3), "center", cell=box)

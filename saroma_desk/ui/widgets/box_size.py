"""How large a box over the window becomes."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

LEAST = QSize(640, 420)
"""Even over a smaller window."""
TITLE_BAR = 32
"""Pixels that the system draws above a box."""


def fit_over(box: QDialog, wanted: QSize) -> None:
    """Make `box` as large as wanted, but no larger than the window it stands over, which fits any screen."""
    over = box.parentWidget()
    room = over.window().size() - QSize(0, TITLE_BAR) if over else wanted
    box.resize(wanted.boundedTo(room.expandedTo(LEAST)))


def fit_to_words(box: QDialog) -> None:
    """Make `box` as high as its words need at its least width; Qt by itself gives it two thirds of the screen."""
    layout = box.layout()
    if layout is None:
        return
    layout.activate()
    width = max(box.minimumWidth(), layout.totalMinimumSize().width())
    wrapped = layout.hasHeightForWidth()
    height = layout.totalHeightForWidth(width) if wrapped else layout.totalSizeHint().height()
    fit_over(box, QSize(width, height))

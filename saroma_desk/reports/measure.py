"""How much room a text takes in a cell; row heights are set so that every program that opens the book shows it all."""

from __future__ import annotations

import math
import unicodedata
from typing import Final

LINE_POINTS: Final = 14.5
TALLEST: Final = 409.0  # points; no row of a worksheet is higher
_PADDING: Final = 1.5  # half-width characters lost to the indent and the cell's own margin


def lines(text: str, width: float) -> int:
    """Lines that a text takes in a cell of so many half-width characters."""
    if len(text) * 2 <= width - _PADDING and "\n" not in text:
        return 1
    room = max(width - _PADDING, 1)
    return sum(max(1, math.ceil(_width(line) / room)) for line in text.split("\n"))


def height(line_count: int) -> float:
    """Height in points of a row with so many lines."""
    return min(line_count * LINE_POINTS + 4, TALLEST)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "FWA" else 1 for c in text)

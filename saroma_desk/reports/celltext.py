"""Text as a worksheet can hold it: never a formula, never cut, never a character that damages the file."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 32_767  # UTF-16 units in one cell; longer ones Excel cuts or refuses
_PIECE: Final = 16_000  # characters of one piece: at most 32,000 units
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> tuple[str, bool]:
    """The text with what a worksheet cannot hold made visible, and whether anything was replaced.

    Control characters become their pictures (U+240B for a vertical tab), lone surrogates and non-characters U+FFFD.
    Line ends become a single line feed, as Excel writes them.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    replaced = _FORBIDDEN.sub(_picture, plain)
    return replaced, replaced != plain


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def pieces(text: str) -> tuple[str, ...]:
    """The text in pieces that each fit a cell; a single piece whenever the whole fits."""
    if len(text) <= _PIECE or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return (text,)
    return tuple(text[start : start + _PIECE] for start in range(0, len(text), _PIECE))

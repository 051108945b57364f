"""Numbers as people write and read them."""

from __future__ import annotations

import re
import unicodedata

from saroma_desk.domain.eras import widen

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)", re.ASCII)
_LONGEST = 15  # digits; beyond that a spreadsheet no longer holds the number exactly
_FIRST_CIRCLED = ord("①")
_LAST_CIRCLED = 20


def full_width(text: str | int) -> str:
    """The same with its ASCII digits in full width."""
    return widen(str(text), "full")


def half_width(text: str) -> str:
    """The same with its full-width digits in half width; nothing else changes."""
    return "".join(str(unicodedata.digit(c)) if "０" <= c <= "９" else c for c in text)


def yen(amount: int) -> str:
    """'1,234'."""
    return f"{amount:,}"


def yen_head(amount: int) -> str:
    """'¥1,234', as the head amount of a claim is written so that nothing can be put before it."""
    return f"¥{amount:,}"


def parse_int(text: str) -> int:
    """A whole number as typed: half or full width, with or without commas, ¥, 円 and spaces.

    Raises ValueError with a calm Japanese message that names what was read.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("−", "-").replace("、", ",")
    plain = plain.removeprefix("¥").removesuffix("円")
    shown = text.strip()[:30]
    if not plain:
        raise ValueError("数が入力されていません。")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"「{shown}」は整数として読めません。")
    digits = plain.replace(",", "")
    if len(digits.lstrip("+-")) > _LONGEST:
        raise ValueError(f"「{shown}」は桁が多すぎます。")
    return int(digits)


def circled(number: int) -> str:
    """'①' for 1 to '⑳' for 20; raises ValueError for any other number."""
    if not 1 <= number <= _LAST_CIRCLED:
        raise ValueError(f"丸付き数字は1から{_LAST_CIRCLED}までです。")
    return chr(_FIRST_CIRCLED + number - 1)

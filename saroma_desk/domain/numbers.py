"""Numbers as people write and read them."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)", re.ASCII)
_LONGEST = 15  # digits; beyond that a spreadsheet no longer holds the number exactly


def yen(amount: int) -> str:
    """'1,234'."""
    return f"{amount:,}"


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

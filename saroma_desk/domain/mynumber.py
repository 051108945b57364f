"""Finds what looks like an 個人番号 in free text; the papers of the programme must not carry one.

Individual numbers are twelve digits whose last one is a check digit (行政手続における特定の個人を識別するための番号の
利用等に関する法律施行令8条, 総務省令85号5条). The program only warns: a case number may have twelve digits too.
"""

from __future__ import annotations

import re
import unicodedata

_TWELVE = re.compile(r"(?<!\d)\d(?:[ \-‐−ー]?\d){11}(?!\d)")
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)  # of the digits from the left, Q(n) of the ordinance


def check_digit(first_eleven: str) -> int:
    """Check digit of the first eleven digits (ASCII).

    >>> check_digit("12345678901")
    8
    """
    rest = sum(int(digit) * weight for digit, weight in zip(first_eleven, _WEIGHTS, strict=True)) % 11
    return 0 if rest <= 1 else 11 - rest


def looks_like_my_number(text: str) -> bool:
    """Whether `text` holds twelve digits in a row with a right check digit, half or full width, spaces allowed."""
    for found in _TWELVE.finditer(unicodedata.normalize("NFKC", text)):
        digits = re.sub(r"\D", "", found[0])
        if check_digit(digits[:11]) == int(digits[11]):
            return True
    return False

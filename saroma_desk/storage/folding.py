"""The search key of a name: one spelling for all the ways in which people write it. Names themselves stay as typed."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from typing import Final

from saroma_desk.runtime import resources

_VARIANTS_FILE: Final = "search/variants.csv"
_SMALL: Final = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_SAME_SOUND: Final = str.maketrans("ぢづゐゑを", "じずいえお")
_DIGITS: Final = str.maketrans("〇一二三四五六七八九", "0123456789")
_KATAKANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_LONG_SOUND: Final = "ー々"
_RULES: Final = "3"  # raise it with every change of the steps below: stored keys are then made anew


def fold(text: str) -> str:
    """The key under which `text` is found: letters and digits alone.

    Full and half width, capitals, hiragana and katakana, small and large kana, ぢ/じ and づ/ず, kanji numerals
    and digits, old, new and variant kanji are one; selectors, spaces, hyphens and long-sound marks go, 々 repeats.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA)
    plain = plain.translate(_SMALL).translate(_SAME_SOUND).translate(_DIGITS).translate(_variants())
    key: list[str] = []
    for char in plain:
        if char == "々" and key:
            key.append(key[-1])
        elif char.isalnum() and char not in _LONG_SOUND:
            key.append(char)
    return "".join(key)


def words(text: str) -> list[str]:
    """The keys of the words of a query, without empty ones."""
    return [key for key in map(fold, text.split()) if key]


def fingerprint() -> str:
    """Changes whenever `fold` may give other keys than before."""
    content = _RULES.encode() + resources.read_bytes(_VARIANTS_FILE) + unicodedata.unidata_version.encode()
    return hashlib.sha256(content).hexdigest()


@cache
def _variants() -> dict[int, str]:
    """Every variant of a row in the data file becomes the row's first character."""
    table: dict[int, str] = {}
    for line in resources.read_text(_VARIANTS_FILE).splitlines()[1:]:
        base, _, others = line.partition(",")
        table.update({ord(other): base for other in others})
    return table

"""One TrueType file, read where a character needs it: nothing is copied or parsed ahead.

IPAmj明朝 weighs 46 MB; opened through a memory map, a character costs a few look-ups and nothing else.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_U16 = struct.Struct(">H")
_U32 = struct.Struct(">L")
_GROUP = struct.Struct(">LLL")
_UVS_RECORD_SIZE = 11


class FontFile:
    """The tables of one TrueType font, by look-up.

    Args:
        path: the .ttf file; it stays mapped as long as the process lives.

    Raises:
        ValueError: the file is no TrueType font, or lacks a Unicode cmap of format 12.
        OSError: the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[:4] != b"\x00\x01\x00\x00":
            raise ValueError(f"TrueTypeフォントではありません: {path.name}")
        self._tables = self._directory()
        head = self._tables["head"][0]
        self.units_per_em: int = self._u16(head + 18)
        self.bbox: tuple[int, int, int, int] = struct.unpack_from(">4h", self._data, head + 36)
        self._long_loca = self._u16(head + 50) == 1
        hhea = self._tables["hhea"][0]
        self.ascent, self.descent = struct.unpack_from(">2h", self._data, hhea + 4)
        self._metrics_count = self._u16(hhea + 34)
        self.glyph_count = self._u16(self._tables["maxp"][0] + 4)
        self._glyphs: dict[int, int] = {}
        self._widths: dict[int, float] = {}
        self._starts, self._groups, self._selectors = self._character_map(path.name)

    def _u16(self, offset: int) -> int:
        value: int = _U16.unpack_from(self._data, offset)[0]
        return value

    def _u24(self, offset: int) -> int:
        return int.from_bytes(self._data[offset : offset + 3], "big")

    def _u32(self, offset: int) -> int:
        value: int = _U32.unpack_from(self._data, offset)[0]
        return value

    def _directory(self) -> dict[str, tuple[int, int]]:
        tables = {}
        for index in range(self._u16(4)):
            record = 12 + 16 * index
            tag = self._data[record : record + 4].decode("ascii")
            tables[tag] = (self._u32(record + 8), self._u32(record + 12))
        return tables

    def _character_map(self, name: str) -> tuple[array[int], int, dict[int, tuple[int, int]]]:
        cmap = self._tables["cmap"][0]
        found: dict[int, int] = {}
        for index in range(self._u16(cmap + 2)):
            offset = cmap + self._u32(cmap + 8 + 8 * index)
            found[self._u16(offset)] = offset
        if 12 not in found:
            raise ValueError(f"Unicodeの文字対応表がないフォントです: {name}")
        groups = found[12] + 16
        numbers = array("I", self._data[groups : groups + 12 * self._u32(found[12] + 12)])
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers[0::3], groups, self._selector_tables(found[14]) if 14 in found else {}

    def _selector_tables(self, offset: int) -> dict[int, tuple[int, int]]:
        """Selector -> absolute offsets of its default and non-default tables (0 where there is none)."""
        tables = {}
        for index in range(self._u32(offset + 6)):
            record = offset + 10 + _UVS_RECORD_SIZE * index
            default, other = self._u32(record + 3), self._u32(record + 7)
            tables[self._u24(record)] = (offset + default if default else 0, offset + other if other else 0)
        return tables

    def glyph_of(self, code_point: int) -> int:
        """Glyph number of a code point; 0 when the font has none."""
        glyph = self._glyphs.get(code_point)
        if glyph is None:
            glyph = 0
            index = bisect_right(self._starts, code_point) - 1
            if index >= 0:
                start, end, first = _GROUP.unpack_from(self._data, self._groups + 12 * index)
                glyph = first + code_point - start if code_point <= end else 0
            self._glyphs[code_point] = glyph
        return glyph

    def variant_of(self, code_point: int, selector: int) -> int:
        """Glyph number of a variation sequence (cmap format 14); 0 when the font does not know the sequence."""
        default, other = self._selectors.get(selector, (0, 0))
        if other:
            glyph = self._search_other(other, code_point)
            if glyph:
                return glyph
        if default and self._in_default(default, code_point):
            return self.glyph_of(code_point)
        return 0

    def _search_other(self, table: int, code_point: int) -> int:
        low, high = 0, self._u32(table)
        while low < high:
            middle = (low + high) // 2
            record = table + 4 + 5 * middle
            found = self._u24(record)
            if found == code_point:
                return self._u16(record + 3)
            low, high = (middle + 1, high) if found < code_point else (low, middle)
        return 0

    def _in_default(self, table: int, code_point: int) -> bool:
        low, high = 0, self._u32(table)
        while low < high:
            middle = (low + high) // 2
            record = table + 4 + 4 * middle
            start = self._u24(record)
            if start <= code_point <= start + self._data[record + 3]:
                return True
            low, high = (middle + 1, high) if start < code_point else (low, middle)
        return False

    def sequences(self) -> list[tuple[int, int, int]]:
        """Every variation sequence as (code point, selector, glyph); for sweeps and coverage."""
        result = []
        for selector, (default, other) in sorted(self._selectors.items()):
            for index in range(self._u32(other) if other else 0):
                record = other + 4 + 5 * index
                result.append((self._u24(record), selector, self._u16(record + 3)))
            for index in range(self._u32(default) if default else 0):
                record = default + 4 + 4 * index
                start = self._u24(record)
                result += [(c, selector, self.glyph_of(c)) for c in range(start, start + self._data[record + 3] + 1)]
        return result

    def code_points(self) -> list[int]:
        """Every code point that has a glyph, ascending; for sweeps and coverage."""
        result: list[int] = []
        for index in range(len(self._starts)):
            start, end, _ = _GROUP.unpack_from(self._data, self._groups + 12 * index)
            result += [code for code in range(start, end + 1) if self.glyph_of(code)]
        return result

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Advance width and left side bearing in font units."""
        table = self._tables["hmtx"][0]
        if glyph < self._metrics_count:
            return struct.unpack_from(">Hh", self._data, table + 4 * glyph)
        advance = self._u16(table + 4 * (self._metrics_count - 1))
        bearing: int = struct.unpack_from(
            ">h", self._data, table + 4 * self._metrics_count + 2 * (glyph - self._metrics_count)
        )[0]
        return advance, bearing

    def width(self, glyph: int) -> float:
        """Advance width in em."""
        width = self._widths.get(glyph)
        if width is None:
            width = self._widths[glyph] = self.metrics(glyph)[0] / self.units_per_em
        return width

    def outline(self, glyph: int) -> bytes:
        """The glyph's entry of the glyf table; empty for a glyph without ink."""
        loca, glyf = self._tables["loca"][0], self._tables["glyf"][0]
        if self._long_loca:
            start, end = struct.unpack_from(">2L", self._data, loca + 4 * glyph)
        else:
            start, end = (2 * value for value in struct.unpack_from(">2H", self._data, loca + 2 * glyph))
        return self._data[glyf + start : glyf + end]

    def table(self, tag: str) -> bytes:
        """The bytes of a table; empty when the font lacks it."""
        offset, length = self._tables.get(tag, (0, 0))
        return self._data[offset : offset + length]

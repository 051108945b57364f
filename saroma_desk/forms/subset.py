"""The part of a TrueType font that one PDF needs, in the order the PDF numbers its glyphs."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from saroma_desk.forms.fontfile import FontFile

_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80
_CHECKSUM_MAGIC = 0xB1B0AFBA


def build_subset(font: FontFile, glyphs: Sequence[int]) -> bytes:
    """A TrueType font whose glyph n is `glyphs[n]` of `font`; a glyph may occur twice.

    Parts of composite glyphs follow behind. The result has no cmap and no names: it is meant for a CID font with
    Identity mapping, where the PDF itself holds the meaning of each number.
    """
    members = list(glyphs)
    number_of = {glyph: number for number, glyph in reversed(list(enumerate(members)))}
    outlines: list[bytes] = []
    while len(outlines) < len(members):
        outlines.append(_renumbered(font.outline(members[len(outlines)]), members, number_of))
    loca, glyf = _glyph_tables(outlines)
    metrics = b"".join(struct.pack(">Hh", *font.metrics(glyph)) for glyph in members)
    tables = {
        "cvt ": font.table("cvt "),
        "fpgm": font.table("fpgm"),
        "glyf": glyf,
        "head": _patched(_patched(font.table("head"), 8, b"\0\0\0\0"), 50, b"\0\x01"),
        "hhea": _patched(font.table("hhea"), 34, struct.pack(">H", len(members))),
        "hmtx": metrics,
        "loca": loca,
        "maxp": _patched(font.table("maxp"), 4, struct.pack(">H", len(members))),
        "prep": font.table("prep"),
    }
    return _assembled({tag: data for tag, data in tables.items() if data})


def _patched(data: bytes, offset: int, value: bytes) -> bytes:
    return data[:offset] + value + data[offset + len(value) :]


def _renumbered(outline: bytes, members: list[int], number_of: dict[int, int]) -> bytes:
    """The outline with the parts of a composite glyph under their new numbers; new parts join `members`."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return outline
    data = bytearray(outline)
    position, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, position)
        if part not in number_of:
            number_of[part] = len(members)
            members.append(part)
        struct.pack_into(">H", data, position + 2, number_of[part])
        position += 8 if flags & _WORDS else 6
        if flags & _SCALE:
            position += 2
        elif flags & _XY_SCALE:
            position += 4
        elif flags & _TWO_BY_TWO:
            position += 8
    return bytes(data)


def _glyph_tables(outlines: list[bytes]) -> tuple[bytes, bytes]:
    offsets, pieces, position = [0], [], 0
    for outline in outlines:
        padded = outline + b"\0" * (-len(outline) % 4)
        pieces.append(padded)
        position += len(padded)
        offsets.append(position)
    return struct.pack(f">{len(offsets)}L", *offsets), b"".join(pieces)


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


def _assembled(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    directory, body, offset, head_at, total = [header], [], 12 + 16 * count, 0, 0
    for tag, data in sorted(tables.items()):
        checksum = _checksum(data)
        directory.append(struct.pack(">4sLLL", tag.encode("ascii"), checksum, offset, len(data)))
        head_at = offset if tag == "head" else head_at
        padded = data + b"\0" * (-len(data) % 4)
        body.append(padded)
        offset += len(padded)
        total += checksum
    head = b"".join(directory)
    adjustment = (_CHECKSUM_MAGIC - total - _checksum(head)) & 0xFFFFFFFF
    return _patched(head + b"".join(body), head_at + 8, struct.pack(">L", adjustment))

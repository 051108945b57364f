"""Reads the text of our PDFs back in the order in which it was drawn, by the maps that the file itself holds."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf

_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9a-f]*)> Tj")
_PAIR = re.compile(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", re.MULTILINE)


def text_maps(page: pypdf.PageObject) -> dict[str, dict[int, str]]:
    """Name of each font of a page to {glyph number: text}."""
    fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
    maps = {}
    for name, font in fonts.items():
        cmap = font.get_object()["/ToUnicode"].get_data().decode("ascii")
        maps[name[1:]] = {int(n, 16): bytes.fromhex(text).decode("utf-16-be") for n, text in _PAIR.findall(cmap)}
    return maps


def read_back(pdf: bytes) -> str:
    """The upright text of all pages."""
    text = []
    maps: dict[str, dict[int, str]] = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        maps = maps or text_maps(page)  # all pages share their fonts
        content = page.get_contents()
        font = ""
        for name, shown in _SHOWN.findall(content.get_data() if content is not None else b""):
            font = name.decode() or font
            glyphs = bytes.fromhex(shown.decode())
            text += [maps[font][int.from_bytes(glyphs[at : at + 2], "big")] for at in range(0, len(glyphs), 2)]
    return "".join(text)

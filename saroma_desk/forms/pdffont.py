"""A font of the chain inside one PDF: a CID font, its text recoverable to the letter.

reportlab's own TrueType support splits a font in pieces of 256 characters, knows no variation sequences and copies
the whole outline table for each piece. This class numbers glyphs in the order of first use and writes a ToUnicode map
that gives back base and selector.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from saroma_desk.forms.pdffile import FONT_PACKING, Stream
from saroma_desk.forms.subset import build_subset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from saroma_desk.forms.glyphs import FontBook

_CLUSTER = re.compile(".[\u3099\u309a]?[\ufe00-\ufe0f\U000e0100-\U000e01ef]?", re.DOTALL)
_PLAIN = re.compile("[^\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
_SYMBOLIC = 4


class _Numbers(dict[str, str]):
    """Glyph numbers in hexadecimal by what they draw, in the order of first use; number 0 draws nothing."""

    def __missing__(self, cluster: str) -> str:
        number = self[cluster] = f"{len(self):04x}"
        return number


class PdfFont:
    """One face of a `FontBook` in one document; texts must consist of clusters that the face can draw.

    Attributes:
        name: under which page streams select the font.
    """

    def __init__(self, book: FontBook, face: int) -> None:
        self.name = f"F{face + 1}"
        self._book = book
        self._face = face
        self._numbers = _Numbers({"": "0000"})

    def hexadecimal(self, text: str) -> str:
        """The glyph numbers of a text, four digits each."""
        numbers = self._numbers
        if _PLAIN.fullmatch(text):
            return "".join([numbers[character] for character in text])
        return "".join([numbers[part] for cluster in _CLUSTER.findall(text) for part in self._drawable(cluster)])

    def _drawable(self, cluster: str) -> Iterable[str]:
        """The cluster, or its characters where the font has no glyph for them together (ん with a voicing mark)."""
        return (cluster,) if len(cluster) == 1 or self._book.glyph(self._face, cluster) else cluster

    def embed(self, document: Any) -> None:  # noqa: ANN401
        """Write font, descriptor, widths, ToUnicode and the embedded subset into reportlab's document."""
        clusters = list(self._numbers)
        glyphs = [self._book.glyph(self._face, cluster) if cluster else 0 for cluster in clusters]
        font = self._book.file(self._face)
        base_name = f"/SAROMA+{self._book.paths[self._face].stem}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": base_name,
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "CIDToGIDMap": "/Identity",
                "DW": 1000,
                "W": _widths([font.width(glyph) for glyph in glyphs]),
                "FontDescriptor": self._descriptor(document, base_name, build_subset(font, glyphs)),
            }
        )
        root = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": base_name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"cid:{base_name}")]),
                "ToUnicode": document.Reference(Stream(to_unicode_map(clusters).encode("ascii"))),
            }
        )
        document.idToObject[pdfdoc.BasicFonts].dict[self.name] = document.Reference(root, self.name)

    def _descriptor(self, document: Any, base_name: str, subset: bytes) -> Any:  # noqa: ANN401
        font = self._book.file(self._face)
        scale = 1000 / font.units_per_em
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": base_name,
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([round(value * scale) for value in font.bbox]),
                "ItalicAngle": 0,
                "Ascent": round(font.ascent * scale),
                "Descent": round(font.descent * scale),
                "CapHeight": 700,
                "StemV": 80,
                "FontFile2": document.Reference(Stream(subset, packing=FONT_PACKING, Length1=len(subset))),
            }
        )
        return document.Reference(descriptor, f"descriptor:{base_name}")


def _widths(widths: list[float]) -> Any:  # noqa: ANN401
    written = {width: f"{1000 * width:.6g}" for width in set(widths)}
    return f"[0 [{' '.join([written[width] for width in widths])}]]"


def to_unicode_map(clusters: list[str]) -> str:
    """The CMap that gives back the text of each glyph number (number 0 has none)."""
    pairs = [
        f"<{number:04X}> <{cluster.encode('utf-16-be').hex().upper()}>"
        for number, cluster in enumerate(clusters)
        if cluster
    ]
    blocks = []
    for start in range(0, len(pairs), 100):
        part = pairs[start : start + 100]
        blocks += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )

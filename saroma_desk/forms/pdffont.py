"""A font of the chain inside a PDF: one CID font for the whole document, its text recoverable to the letter.

reportlab's own TrueType support splits a font in pieces of 256 characters, knows no variation sequences and copies
the whole outline table for each piece. This class speaks the same protocol (`splitString`, `addObjects` …) but
numbers glyphs in the order of first use and writes a ToUnicode map that gives back base and selector.
"""

from __future__ import annotations

import re
import struct
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics

from saroma_desk.forms.subset import build_subset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from saroma_desk.forms.glyphs import FontBook

_CLUSTER = re.compile(".[\u3099\u309a]?[\ufe00-\ufe0f\U000e0100-\U000e01ef]?", re.DOTALL)
_PLAIN = re.compile("[^\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
_SYMBOLIC = 4

# What reportlab's global table of fonts holds for us.
_REGISTERED: dict[str, PdfFont] = {}


class PdfFont:
    """One face of a `FontBook` for reportlab's canvas; strings must consist of clusters that the face can draw."""

    _multiByte = 1  # noqa: N815
    _dynamicFont = 1  # noqa: N815
    shapable = False
    vertical = 0

    def __init__(self, book: FontBook, face: int, name: str) -> None:
        self.book = book
        self.index = face
        self.fontName = name
        self.encoding = SimpleNamespace(name="UTF-8")
        self.face = SimpleNamespace(name=name, ascent=880, descent=-120)
        self._states: WeakKeyDictionary[Any, dict[str, int]] = WeakKeyDictionary()

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """The protocol of reportlab; positions come from the layout, so the canvas need not measure again."""
        return 0.0

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802, ANN401
        """The protocol of reportlab: the glyph numbers of a text as bytes, all in subset 0."""
        state = self._states.get(doc)
        if state is None:
            state = self._states[doc] = {"": 0}
        numbers: list[int] = []
        for cluster in text if _PLAIN.fullmatch(text) else _CLUSTER.findall(text):
            number = state.get(cluster)
            if number is None:
                numbers += [state.setdefault(part, len(state)) for part in self._drawable(cluster)]
            else:
                numbers.append(number)
        return [(0, struct.pack(f">{len(numbers)}H", *numbers))]

    def _drawable(self, cluster: str) -> Iterable[str]:
        """The cluster, or its characters where the font has no glyph for them together (ん with a voicing mark)."""
        return (cluster,) if len(cluster) == 1 or self.book.glyph(self.index, cluster) else cluster

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802, ANN401
        """The protocol of reportlab: the name under which page streams select the font."""
        name: str | None = doc.fontMapping.get(self.fontName)
        if name is None:
            name = f"/F{self.index + 1}"
            doc.fontMapping[self.fontName] = name
            doc.delayedFonts.append(self)
        return name

    def addObjects(self, doc: Any) -> None:  # noqa: N802, ANN401
        """The protocol of reportlab: write font, descriptor, widths, ToUnicode and the embedded subset."""
        clusters = list(self._states.pop(doc))
        glyphs = [self.book.glyph(self.index, cluster) if cluster else 0 for cluster in clusters]
        font = self.book.file(self.index)
        base_name = f"SAROMA+{self.fontName}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{base_name}",
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "CIDToGIDMap": "/Identity",
                "DW": 1000,
                "W": _widths([font.width(glyph) for glyph in glyphs]),
                "FontDescriptor": self._descriptor(doc, base_name, build_subset(font, glyphs)),
            }
        )
        root = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{base_name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"cid:{base_name}")]),
                "ToUnicode": self._stream(doc, f"unicode:{base_name}", to_unicode_map(clusters)),
            }
        )
        internal = self.getSubsetInternalName(0, doc)[1:]
        doc.idToObject["BasicFonts"].dict[internal] = doc.Reference(root, internal)

    def _descriptor(self, doc: Any, base_name: str, subset: bytes) -> Any:  # noqa: ANN401
        font = self.book.file(self.index)
        scale = 1000 / font.units_per_em
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{base_name}",
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([round(value * scale) for value in font.bbox]),
                "ItalicAngle": 0,
                "Ascent": round(font.ascent * scale),
                "Descent": round(font.descent * scale),
                "CapHeight": 700,
                "StemV": 80,
                "FontFile2": self._stream(doc, f"file:{base_name}", subset, Length1=len(subset)),
            }
        )
        return doc.Reference(descriptor, f"descriptor:{base_name}")

    @staticmethod
    def _stream(doc: Any, name: str, content: bytes | str, **entries: int) -> Any:  # noqa: ANN401
        stream = pdfdoc.PDFStream()
        stream.content = content
        for key, value in entries.items():
            stream.dictionary[key] = value
        if doc.compression:
            stream.filters = [pdfdoc.PDFZCompress]
        return doc.Reference(stream, name)


def _widths(widths: list[float]) -> Any:  # noqa: ANN401
    values = " ".join(f"{1000 * width:.6g}" for width in widths)
    return f"[0 [{values}]]"


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


def of(book: FontBook, face: int) -> PdfFont:
    """The face as a font of reportlab, known to it by its `fontName`."""
    name = book.paths[face].stem
    known = _REGISTERED.get(name)
    if known is None or known.book.paths != book.paths:
        known = _REGISTERED[name] = PdfFont(book, face, name)
        pdfmetrics.registerFont(known)
    return known


def register(book: FontBook, face: int) -> str:
    """Make the face known to reportlab and return the name to set it by."""
    return of(book, face).fontName

"""What makes the PDF an archival one (PDF/A-2b): metadata, colour profile, catalogue entries.

The sRGB profile is computed here from the published primaries, so that no binary of unknown origin travels along.
"""

from __future__ import annotations

import hashlib
import struct
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from saroma_desk.forms.pdffile import Stream

PRODUCER = "saroma_desk"
_CURVE_POINTS = 1024
_PRIMARIES = {  # adapted to the D50 white of the profile connection space
    b"wtpt": (0.9642, 1.0, 0.8249),
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class _Info(pdfdoc.PDFObject):
    """The document information: title and program; no person and no clock, so the bytes depend on the data alone."""

    __RefOnly__ = 1

    def __init__(self, title: str) -> None:
        self._title = title
        self.invariant = 1

    def digest(self, signature: Any) -> None:  # noqa: ANN401
        """Add to the document's fingerprint (reportlab's protocol)."""
        signature.update(self._title.encode("utf-8"))

    def format(self, document: Any) -> Any:  # noqa: ANN401
        """The dictionary as bytes (reportlab's protocol)."""
        entries = {key: pdfdoc.PDFString(value) for key, value in self._entries().items()}
        return pdfdoc.PDFDictionary(entries).format(document)

    def _entries(self) -> dict[str, str]:
        return {"Title": self._title, "Creator": PRODUCER, "Producer": PRODUCER}


class _Catalog(pdfdoc.PDFCatalog):
    """reportlab's catalogue with the entries it does not know."""

    Metadata: Any = None
    OutputIntents: Any = None
    ViewerPreferences: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
        self.__Refs__ = self.__NoDefault__


def make_archival(document: Any, title: str, language: str) -> None:  # noqa: ANN401
    """Give a reportlab document title, language, XMP metadata and the sRGB output intent."""
    catalog = _Catalog()
    catalog.__dict__.update(document.Catalog.__dict__)
    document.Catalog = document._catalog = catalog  # noqa: SLF001
    document.info = _Info(title)
    # The file identifier is a digest of title and streams; reportlab began it with a time that the environment may set.
    document.signature = hashlib.md5(usedforsecurity=False)
    metadata = _XMP.format(title=escape(title), language=escape(language), producer=PRODUCER).encode("utf-8")
    catalog.Metadata = Stream(metadata, packing=0, Type="/Metadata", Subtype="/XML")
    catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true", "PrintScaling": "/None"})
    profile = Stream(srgb_profile(), N=3)
    catalog.OutputIntents = pdfdoc.PDFArray(
        [
            pdfdoc.PDFDictionary(
                {
                    "Type": "/OutputIntent",
                    "S": "/GTS_PDFA1",
                    "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
                    "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
                    "DestOutputProfile": document.Reference(profile, "srgbProfile"),
                }
            )
        ]
    )


@cache
def srgb_profile() -> bytes:
    """An ICC version 2 display profile of sRGB (IEC 61966-2-1): primaries and transfer curve, a little over 2 KB."""
    curve = struct.pack(">4sLL", b"curv", 0, _CURVE_POINTS) + b"".join(
        struct.pack(">H", round(65535 * _linear(index / (_CURVE_POINTS - 1)))) for index in range(_CURVE_POINTS)
    )
    name = b"sRGB IEC61966-2.1\0"
    description = struct.pack(">4sLL", b"desc", 0, len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)
    tags = [
        (b"desc", description),
        (b"cprt", struct.pack(">4sL", b"text", 0) + b"No copyright, use freely\0"),
        *(
            (tag, struct.pack(">4sL3l", b"XYZ ", 0, *(round(65536 * v) for v in xyz)))
            for tag, xyz in _PRIMARIES.items()
        ),
        (b"rTRC", curve),
    ]
    offset = 128 + 4 + 12 * (len(tags) + 2)
    table, body, curve_at = b"", b"", 0
    for tag, data in tags:
        curve_at = offset + len(body)
        table += struct.pack(">4sLL", tag, curve_at, len(data))
        body += data + bytes(-len(data) % 4)
    for tag in (b"gTRC", b"bTRC"):
        table += struct.pack(">4sLL", tag, curve_at, len(curve))
    header = struct.pack(">L4sL4s4s4s6H4s", offset + len(body), bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ",
                         2000, 1, 1, 0, 0, 0, b"acsp")  # fmt: skip
    header += bytes(28) + struct.pack(">3l", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + struct.pack(">L", len(tags) + 2) + table + body


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

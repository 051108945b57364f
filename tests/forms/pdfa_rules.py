"""The rules of PDF/A-2b (ISO 19005-2) as far as short code can check them; each yields what is wrong with a file.

The rules are written for files without object streams, cross-reference streams, images and annotations, and forbid
all of these. What they leave out stands in `test_pdfa`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import pypdf
from fontTools.ttLib import TTFont
from PIL import ImageCms
from pypdf.generic import FloatObject, IndirectObject, NameObject, NumberObject, StreamObject, TextStringObject

Rule = Callable[[bytes, pypdf.PdfReader], Iterator[str]]

A4 = [0, 0, 210 / 25.4 * 72, 297 / 25.4 * 72]
_FORBIDDEN = {
    "/AA", "/OpenAction", "/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EF", "/XFA", "/AcroForm", "/Encrypt",
    "/SMask", "/CA", "/ca", "/BM", "/Group", "/TR", "/TR2", "/HTP", "/RichMedia", "/Movie", "/Sound", "/Annots",
    "/AlternatePresentations", "/PresSteps", "/Perms", "/Requirements", "/Ref", "/Alternates", "/OCProperties",
    "/XObject", "/ObjStm", "/F", "/FFilter", "/FDecodeParms", "/CIDSet", "/UserUnit", "/XRef", "/Shading", "/Pattern",
}  # fmt: skip
# Operators of text, paths and the device colours that the sRGB output intent covers; how many operands each takes.
_OPERATORS = {
    "q": 0, "Q": 0, "J": 1, "w": 1, "d": 2, "RG": 3, "rg": 3, "g": 1, "G": 1, "m": 2, "l": 2, "c": 6, "re": 4, "S": 0,
    "s": 0, "f": 0, "BT": 0, "ET": 0, "Tf": 2, "Tc": 1, "Tm": 6, "Tj": 1,
}  # fmt: skip
_OPERAND = re.compile(r"-?\d+(?:\.\d+)?|/\w+|<(?:[0-9a-f]{4})*>|\[[-\d. ]*\]")
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_PROPERTIES = {"dc:format", "dc:title", "dc:language", "pdf:Producer", "xmp:CreatorTool", "pdfaid:part",
               "pdfaid:conformance"}  # fmt: skip


def faults(pdf: bytes) -> list[str]:
    """Everything that any rule finds."""
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    return [f"{rule.__name__}: {fault}" for rule in RULES for fault in rule(pdf, reader)]


def header_and_trailer(pdf: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    """6.1.2 and 6.1.3: version, a comment of four high bytes, identifier, nothing behind the one end of the file."""
    if not re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", pdf):
        yield "header"
    if not pdf.endswith(b"\n%%EOF\n") or pdf.count(b"%%EOF") != 1:
        yield "end of file"
    if [len(part.original_bytes) for part in reader.trailer["/ID"]] != [16, 16]:
        yield "identifier"
    if reader.is_encrypted:
        yield "encrypted"


def cross_references(pdf: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    """6.1.4: one table, a line of 20 bytes for each object, each at the place where the object is."""
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", pdf)[1])  # type: ignore[index]
    table = re.match(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn][ \r][\r\n])+)trailer\n", pdf[start:])
    if table is None:
        yield "layout"
        return
    lines = [table[2][at : at + 20] for at in range(0, len(table[2]), 20)]
    if len(lines) != int(table[1]) or len(lines) != reader.trailer["/Size"] or lines[0][:18] != b"0000000000 65535 f":
        yield "number of lines"
    for number, line in enumerate(lines[1:], start=1):
        if not pdf.startswith(b"%d 0 obj\n" % number, int(line[:10])) or line[10:18] != b" 00000 n":
            yield f"object {number} is not at its place"


def objects_and_streams(pdf: bytes, _reader: pypdf.PdfReader) -> Iterator[str]:
    """6.1.7 and 6.1.9: line ends round `obj`, `endobj`, `stream` and `endstream`; lengths; nothing between objects."""
    place, last = re.match(rb"%PDF-1\.7\n%[^\n]*\n", pdf).end(), pdf.rindex(b"\nxref\n") + 1  # type: ignore[union-attr]
    while place < last:
        begin = re.compile(rb"\d+ 0 obj\n").match(pdf, place)
        if begin is None:
            yield f"no object at {place}"
            return
        end, stream = pdf.index(b"\nendobj\n", place), pdf.find(b"\nstream\n", place)
        is_stream = 0 <= stream < end
        if b"endobj" in pdf[place : stream if is_stream else end]:
            yield f"end of object at {place}"
        if is_stream:
            length = re.search(rb"/Length (\d+)", pdf[place:stream])
            data_end = stream + 8 + int(length[1]) if length else 0
            if not pdf.startswith(b"\nendstream\nendobj\n", data_end):
                yield f"stream at {place}"
                return
            end = data_end + 10
        place = end + 8


def entries(_pdf: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    """6.1.7.2, 6.2.4–6.2.10, 6.3–6.5, 6.9–6.11: no filter but Flate, nothing interactive, transparent or attached."""
    for found in dictionaries(reader):
        if _FORBIDDEN & set(found):
            yield f"{sorted(_FORBIDDEN & set(found))}"
        if isinstance(found, StreamObject) and found.get("/Filter", "/FlateDecode") != "/FlateDecode":
            yield f"filter {found['/Filter']}"


def limits(pdf: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    """6.1.6, 6.1.8 and 6.1.13: sizes of numbers, names and strings, whole hexadecimal strings, number of objects."""
    if reader.trailer["/Size"] > 8_388_607:
        yield "too many objects"
    for value in values(reader):
        if isinstance(value, NameObject) and len(value.encode("utf-8")) > 128:  # pypdf counts the slash
            yield f"name {value}"
        elif isinstance(value, (NumberObject, FloatObject)) and not _in_range(value):
            yield f"number {value}"
        elif isinstance(value, TextStringObject) and len(value.original_bytes) > 32_767:
            yield "string"
    plain = re.sub(rb"\nstream\n.*?\nendstream\n", b"", pdf, flags=re.DOTALL)
    for string in re.findall(rb"(?<!<)<([^<>]*)>(?!>)", plain):
        if len(string) % 2 or not re.fullmatch(rb"[0-9A-Fa-f]*", string):
            yield f"hexadecimal string {string!r}"


def _in_range(value: float) -> bool:
    return abs(value) < 2**31 if isinstance(value, int) else value == 0 or 1.175e-38 < abs(value) < 3.403e38


def pages(_pdf: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    """A4 to the thousandth of a point, upright; 6.2.2 and 6.1.13: known operators, at most 28 saved states."""
    for page in reader.pages:
        if any(abs(float(a) - b) > 1e-3 for a, b in zip(page.mediabox, A4, strict=True)) or page.get("/Rotate", 0):
            yield f"size {page.mediabox}"
        yield from _operators(_code(page))


def _operators(code: str) -> Iterator[str]:
    operands, depth, in_text = 0, 0, False
    for token in re.findall(r"\[[^\]]*\]|\S+", code):
        if token not in _OPERATORS:
            operands += 1
            if not _OPERAND.fullmatch(token):
                yield f"operand {token}"
            continue
        if operands != _OPERATORS[token]:
            yield f"operator {token} with {operands} operands"
        operands = 0
        depth += {"q": 1, "Q": -1}.get(token, 0)
        begins = {"BT": True, "ET": False}.get(token)
        if not 0 <= depth <= 28 or begins is in_text:
            yield f"{token} out of place"
        in_text = in_text if begins is None else begins
    if operands or depth or in_text:
        yield "the page ends in the middle"


def fonts(_pdf: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    """6.2.11: embedded CID fonts with Identity maps, true widths, a sound subset name, what pages show in them."""
    for page in reader.pages:
        known: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        shown = _shown(_code(page))
        if not set(shown) <= set(known):
            yield f"unknown fonts {set(shown) - set(known)}"
        for name, numbers in shown.items():
            yield from _shown_faults(known[name], numbers)
    for font in dictionaries(reader):
        if font.get("/Type") == "/Font" and font["/Subtype"] == "/Type0":
            yield from _font_faults(font)
        elif font.get("/Type") == "/Font" and font["/Subtype"] != "/CIDFontType2":
            yield f"font of type {font['/Subtype']}"


def _font_faults(font: Any) -> Iterator[str]:
    inner = font["/DescendantFonts"][0]
    descriptor = inner["/FontDescriptor"]
    if font["/Encoding"] != "/Identity-H" or inner["/CIDToGIDMap"] != "/Identity":
        yield "encoding"
    if set(inner["/CIDSystemInfo"]) != {"/Registry", "/Ordering", "/Supplement"}:
        yield "character collection"
    if len({font["/BaseFont"], inner["/BaseFont"], descriptor["/FontName"]}) != 1:
        yield "names differ"
    if not re.match(r"/[A-Z]{6}\+", font["/BaseFont"]):
        yield "no subset"
    with TTFont(io.BytesIO(descriptor["/FontFile2"].get_data())) as file:
        units = file["head"].unitsPerEm
        embedded = [file["hmtx"][name][0] * 1000 / units for name in file.getGlyphOrder()]
    declared = [float(width) for width in inner["/W"][1]]
    if len(declared) > len(embedded) or any(abs(a - b) > 0.5 for a, b in zip(declared, embedded, strict=False)):
        yield "widths"


def _shown_faults(font: Any, numbers: set[int]) -> Iterator[str]:
    """6.2.11.7 and 6.2.11.8: every glyph that is shown is in the font, is not .notdef, and stands for a character."""
    meant = text_map(font)
    if 0 in numbers or max(numbers, default=0) >= len(font["/DescendantFonts"][0]["/W"][1]):
        yield "a glyph that the font does not hold"
    if numbers - set(meant) or any(set(meant[number]) & set("\0\ufeff\ufffe") for number in numbers & set(meant)):
        yield "a glyph without a character"


def text_map(font: Any) -> dict[int, str]:
    """What the glyph numbers of a font stand for."""
    pairs = re.findall(r"^<(\w{4})> <(\w+)>$", font["/ToUnicode"].get_data().decode("ascii"), re.MULTILINE)
    return {int(number, 16): bytes.fromhex(text).decode("utf-16-be") for number, text in pairs if number != "0000"}


def _shown(code: str) -> dict[str, set[int]]:
    """Name of each font of a page to the glyph numbers that are shown in it."""
    found: dict[str, set[int]] = {}
    font = ""
    for name, numbers in re.findall(r"(/\w+) [\d.]+ Tf|<([0-9a-f]*)> Tj", code):
        font = name or font
        found.setdefault(font, set()).update(int(numbers[at : at + 4], 16) for at in range(0, len(numbers), 4))
    return found


def colour_profile(_pdf: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    """6.2.3: the one output intent is a profile of a display that an independent library reads as sRGB."""
    (intent,) = reader.root_object["/OutputIntents"]  # type: ignore[misc]
    stream = intent.get_object()["/DestOutputProfile"].get_object()
    profile = ImageCms.ImageCmsProfile(io.BytesIO(stream.get_data())).profile
    kind = (profile.xcolor_space, profile.device_class, profile.connection_space, "sRGB" in profile.profile_description)
    if intent.get_object()["/S"] != "/GTS_PDFA1" or stream["/N"] != 3 or kind != ("RGB ", "mntr", "XYZ ", True):
        yield f"{kind}"
    if profile.version >= 5:
        yield f"version {profile.version}"


def metadata(_pdf: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    """6.6: readable XMP of known properties, once each, that agrees with the document information and names nobody."""
    stream: Any = reader.root_object["/Metadata"]
    packet = stream.get_data().decode("utf-8")
    if stream.get("/Filter") or (stream["/Type"], stream["/Subtype"]) != ("/Metadata", "/XML"):
        yield "stream"
    if not packet.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'):
        yield "packet"
    description = ElementTree.fromstring(packet.encode("utf-8"))[0][0]  # noqa: S314 - we wrote it
    short = {uri: prefix for prefix, uri in _NAMESPACES.items()}
    names = [short.get(uri, uri) + ":" + name for uri, name in (child.tag[1:].split("}") for child in description)]
    if sorted(names) != sorted(_PROPERTIES):
        yield f"properties {names}"
    said = {name: "".join(child.itertext()).strip() for name, child in zip(names, description, strict=True)}
    if (said["pdfaid:part"], said["pdfaid:conformance"]) != ("2", "B"):
        yield "level"
    if description.find("dc:title/rdf:Alt/rdf:li", _NAMESPACES) is None:
        yield "title is no alternative"
    told = {"/Title": "dc:title", "/Producer": "pdf:Producer", "/Creator": "xmp:CreatorTool"}
    if dict(reader.metadata or {}) != {key: said[name] for key, name in told.items()}:
        yield f"document information {reader.metadata}"


def language_and_title(_pdf: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    """The catalogue names the language, and readers show the title instead of the file name."""
    preferences: Any = reader.root_object["/ViewerPreferences"]
    if reader.root_object["/Lang"] != "ja" or not preferences.get("/DisplayDocTitle"):
        yield "language or title"


RULES: tuple[Rule, ...] = (header_and_trailer, cross_references, objects_and_streams, entries, limits, pages, fonts,
                           colour_profile, metadata, language_and_title)  # fmt: skip


def _code(page: pypdf.PageObject) -> str:
    content = page.get_contents()
    return content.get_data().decode("ascii") if content is not None else ""


def values(reader: pypdf.PdfReader) -> Iterator[Any]:
    """Every object of the file that can be reached, each once; names of entries among them."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        yield found
        if isinstance(found, dict):
            waiting += [*found, *(found.raw_get(key) for key in found)]
        elif isinstance(found, list):
            waiting += found


def dictionaries(reader: pypdf.PdfReader) -> Iterator[Any]:
    """Every dictionary of the file, streams included."""
    return (found for found in values(reader) if isinstance(found, dict))

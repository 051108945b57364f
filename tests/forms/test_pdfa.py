"""PDF/A-2b as far as it can be checked here.

Checked, on every form: header and its binary comment, file identifier, no encryption, metadata stream that agrees with
the document information, one output intent whose profile is read as sRGB by an independent library, every font
embedded with widths that agree with the embedded program, a CIDToGIDMap and a ToUnicode map, no transparency, no
action, script, form, attachment, multimedia or annotation, no LZW, only device colours that the output intent covers,
A4 to the thousandth of a point.

Not checked, because no validator of the whole standard (such as veraPDF) is at hand: the byte syntax of every object
(white space round `obj` and `endobj`, cross-reference layout), limits of numbers, and the instructions inside the glyph
programs.

The papers are not tagged: level B does not ask for it, their text stands in the file in reading order, and a tree with
an element for each of the 150 cells of a page would make every file larger and slower to write.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from fontTools.ttLib import TTFont
from PIL import ImageCms

from saroma_desk.forms.paper import PaperOptions, PaperSources, make_paper

FORMS = [f"form{number:02}" for number in range(1, 11)]
_FORBIDDEN = {
    "/AA", "/OpenAction", "/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EF", "/XFA", "/AcroForm", "/Encrypt",
    "/SMask", "/CA", "/ca", "/BM", "/Group", "/TR", "/TR2", "/HTP", "/RichMedia", "/Movie", "/Sound", "/Annots",
    "/AlternatePresentations", "/PresSteps", "/Perms", "/Requirements", "/Ref", "/Alternates",
}  # fmt: skip
_COLOURS = re.compile(rb"(?<![\w.])(k|K|cs|CS|sc|SC|scn|SCN|sh|gs|Do|BI)(?!\w)")


@pytest.fixture(scope="module", params=FORMS)
def pdf(request: pytest.FixtureRequest, sources: PaperSources) -> bytes:
    fields = sources.template(request.param).file.fields
    values: dict[str, Any] = {name: "葛\U000e0100\U00020bb7 か\u3099" for name, spec in fields.items() if not spec.item}
    values |= {name: (dict.fromkeys(spec.item, "字"),) for name, spec in fields.items() if spec.item}
    return make_paper(sources, request.param, values, mode="draft", options=PaperOptions(marks=("写",))).pdf()


@pytest.fixture
def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def objects(reader: pypdf.PdfReader) -> Iterator[Any]:
    """Every dictionary of the file, each once, streams included."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pypdf.generic.IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, dict):
            yield found
            waiting += [found.raw_get(key) for key in found]
        elif isinstance(found, list):
            waiting += found


def test_header_identifier_and_no_encryption(pdf: bytes, reader: pypdf.PdfReader) -> None:
    first, second = pdf.split(b"\n", 2)[:2]
    assert first.strip() == b"%PDF-1.7"
    assert second.startswith(b"%")
    assert all(byte > 127 for byte in second.strip()[1:5])
    assert len(second.strip()) >= 5
    one, two = reader.trailer["/ID"]
    assert one == two
    assert not reader.is_encrypted
    assert pdf.rstrip().endswith(b"%%EOF")


def test_nothing_forbidden_is_in_the_file(reader: pypdf.PdfReader) -> None:
    for found in objects(reader):
        assert not _FORBIDDEN & set(found), found
        filters = found.get("/Filter", [])
        assert "/LZWDecode" not in (filters if isinstance(filters, list) else [filters])
        assert found.get("/Type") not in {"/Action", "/Filespec"}
        assert "/F" not in found or not hasattr(found, "get_data"), "a stream outside the file"


def test_pages_are_exactly_a4_and_painted_in_covered_colours_only(reader: pypdf.PdfReader) -> None:
    for page in reader.pages:
        assert [float(v) for v in page.mediabox] == pytest.approx([0, 0, 210 / 25.4 * 72, 297 / 25.4 * 72], abs=1e-3)
        assert page.get("/Rotate", 0) == 0
        content = page.get_contents()
        assert content is not None
        assert not _COLOURS.search(re.sub(rb"<[0-9a-f]*>|\([^)]*\)", b"", content.get_data()))


def test_metadata_agree_with_the_document_information(reader: pypdf.PdfReader) -> None:
    stream: Any = reader.root_object["/Metadata"]
    assert not stream.get("/Filter")  # readable without unpacking
    assert (stream["/Type"], stream["/Subtype"]) == ("/Metadata", "/XML")
    xmp, info = reader.xmp_metadata, reader.metadata
    assert xmp is not None
    assert info is not None
    assert xmp.dc_title == {"x-default": info.title}
    assert (xmp.pdf_producer, xmp.xmp_creator_tool) == (info.producer, info.creator)
    text = stream.get_data().decode("utf-8")
    assert text.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    assert "<pdfaid:part>2</pdfaid:part>" in text
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in text
    assert set(info) <= {"/Title", "/Creator", "/Producer"}


def test_the_one_output_intent_is_srgb(reader: pypdf.PdfReader) -> None:
    (intent,) = reader.root_object["/OutputIntents"]  # type: ignore[misc]
    stream = intent.get_object()["/DestOutputProfile"].get_object()
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert stream["/N"] == 3
    profile = ImageCms.ImageCmsProfile(io.BytesIO(stream.get_data())).profile
    assert (profile.xcolor_space, profile.device_class, profile.connection_space) == ("RGB ", "mntr", "XYZ ")
    assert profile.version < 5
    assert "sRGB" in profile.profile_description


def test_every_font_is_whole(reader: pypdf.PdfReader) -> None:
    fonts = [found for found in objects(reader) if found.get("/Type") == "/Font" and "/DescendantFonts" in found]
    others = [found for found in objects(reader) if found.get("/Type") == "/Font" and found not in fonts]
    assert {font["/Subtype"] for font in others} <= {"/CIDFontType2"}
    assert fonts
    for font in fonts:
        assert font["/Encoding"] == "/Identity-H"
        assert "/ToUnicode" in font
        inner = font["/DescendantFonts"][0].get_object()
        assert inner["/CIDToGIDMap"] == "/Identity"
        assert inner["/BaseFont"] == font["/BaseFont"] == inner["/FontDescriptor"].get_object()["/FontName"]
        assert re.match(r"/[A-Z]{6}\+", font["/BaseFont"])
        with TTFont(io.BytesIO(inner["/FontDescriptor"].get_object()["/FontFile2"].get_object().get_data())) as file:
            units = file["head"].unitsPerEm
            embedded = [file["hmtx"][name][0] * 1000 / units for name in file.getGlyphOrder()]
        declared = [float(width) for width in inner["/W"][1]]
        assert declared == pytest.approx(embedded[: len(declared)], abs=0.5)


def test_language_and_title_are_declared(reader: pypdf.PdfReader) -> None:
    assert reader.root_object["/Lang"] == "ja"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"] is not False  # type: ignore[index]

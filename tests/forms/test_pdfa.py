"""PDF/A-2b as far as it can be checked here: all papers, bundles, marked copies; see `pdfa_rules` for the clauses.

No validator of ISO 19005-2 itself (such as veraPDF) could be had, so these stay unchecked: the XML schema of the XMP
packet beyond its properties, the instructions inside the glyph programs, the tables of the embedded fonts beyond
their widths and number of glyphs, and whatever a rule here reads otherwise than the standard means it.

Run by hand on 2026-11-29 over 46 files (the golden cases of all ten papers: ordinary, empty, longest; drafts with
marks, two bundles, three marked copies, a case folder):
PDFBox Preflight 2.0.27, a validator of PDF/A-1b, with the part number changed to 1: its one finding is the missing
CIDSet, which only part 1 asks for. It had found streams without a line end before `endstream` and metadata with a
filter in the files of the day before. qpdf 11.3 `--check` and MuPDF 1.21 `info`: nothing.

The papers are not tagged; level B does not ask for it, and their text stands in the file in reading order. Tried on
the same day with 様式7: an element for each of the 149 cells of a page makes one sheet 23 % larger and 23 % slower,
500 sheets 4.3 times as large and twice as slow (with packed object streams, which reportlab cannot write, still twice
as large); one for each of its 26 rows, too coarse to walk a table by, 58 % larger and 17 % slower.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest

from saroma_desk.forms.paper import Paper, PaperOptions, PaperSources, make_bundle, make_paper
from tests.forms.pdfa_rules import RULES, Rule, faults

FORMS = [f"form{number:02}" for number in range(1, 11)]
LONG = "漢字とかな、Latin 1,234円（令和８年６月１５日）葛\U000e0100\U00020bb7か\u3099ん\u3099" * 30


def paper(sources: PaperSources, form: str, text: str, **switches: Any) -> Paper:
    fields = sources.template(form).file.fields
    values: dict[str, Any] = {name: text for name, spec in fields.items() if not spec.item}
    values |= {name: (dict.fromkeys(spec.item, text),) for name, spec in fields.items() if spec.item}
    return make_paper(sources, form, values, **switches)


def made(sources: PaperSources, what: str) -> bytes:
    form, _, kind = what.partition(" ")
    if form == "bundle":
        papers = [make_paper(sources, "form03", {}), paper(sources, "form07", LONG), make_paper(sources, "form04", {})]
        return make_bundle(papers, "綴り", duplex=True)
    if kind == "draft":
        options = PaperOptions(marks=("写",), watermarks=("練習",), foot="R8-0012")
        return paper(sources, form, "葛\U000e0100\U00020bb7 か\u3099", mode="draft", options=options).pdf()
    return (make_paper(sources, form, {}, mode="blank") if kind == "blank" else paper(sources, form, LONG)).pdf()


FILES = [f"{form} {kind}" for form in FORMS for kind in ("draft", "blank", "longest")] + ["bundle"]


@pytest.fixture(scope="module", params=FILES)
def pdf(request: pytest.FixtureRequest, sources: PaperSources) -> bytes:
    return made(sources, request.param)


@pytest.mark.parametrize("rule", RULES)
def test_the_file_keeps_the_rule(pdf: bytes, rule: Rule) -> None:
    assert list(rule(pdf, pypdf.PdfReader(io.BytesIO(pdf), strict=True))) == []


@pytest.mark.parametrize(
    ("rule", "sound", "broken"),
    [
        ("header_and_trailer", rb"%PDF-1.7", b"%PDF-2.0"),
        ("header_and_trailer", rb"%%EOF\n", b"%%EOF\n\n "),
        ("cross_references", rb"00000 n \ntrailer", b"00000 n\n\ntrailer"),
        ("cross_references", rb"\d 00000 n \ntrailer", b"x 00000 n \ntrailer"),
        ("objects_and_streams", rb"\nendstream", b"endstream "),
        ("objects_and_streams", rb">\nendobj\n", b"> endobj\n"),
        ("entries", rb"/PageMode /UseNone", b"/OpenAction /None "),
        ("limits", rb"/ID \n\[<.", b"/ID \n[<"),
        ("limits", rb"/ItalicAngle 0 /StemV 80", b"/StemV 9999999999999999"),
        ("pages", rb"/MediaBox \[0 0 595", b"/MediaBox [0 0 596"),
        ("fonts", rb"/Identity-H", b"/Identity-V"),
        ("fonts", rb"/W \[0 \[1000", b"/W [0 [ 999"),
        ("colour_profile", rb"/GTS_PDFA1", b"/GTS_PDFX1"),
        ("metadata", rb"conformance>B", b"conformance>U"),
        ("metadata", rb"<dc:format>application/pdf</dc:format>", b"<dc:author>applicant/pdf</dc:author> "),
        ("language_and_title", rb"DisplayDocTitle true", b"DisplayDocTitl_ true"),
    ],
)
def test_a_rule_sees_what_breaks_it(
    sources: PaperSources, caplog: pytest.LogCaptureFixture, rule: str, sound: bytes, broken: bytes
) -> None:
    pdf = re.sub(sound, broken, made(sources, "form04 blank"))
    (check,) = (one for one in RULES if one.__name__ == rule)
    assert list(check(pdf, pypdf.PdfReader(io.BytesIO(pdf)))) != []
    caplog.clear()  # what pypdf has to say about the broken file


def test_the_identifier_of_a_file_tells_it_from_another(sources: PaperSources) -> None:
    texts = ("佐呂間", "北見", "佐呂間")
    readers = [pypdf.PdfReader(io.BytesIO(paper(sources, "form04", text).pdf())) for text in texts]
    one, other, same = (reader.trailer["/ID"] for reader in readers)
    assert one == same != other


def test_all_rules_together_find_nothing(sources: PaperSources) -> None:
    assert faults(made(sources, "form07 longest")) == []

"""The PDF itself: what comes out again, what it may not contain, that it is the same each time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pypdfium2
import pytest

from saroma_desk.forms.check import layout_faults
from saroma_desk.forms.display import Page, TextRun
from saroma_desk.forms.glyphs import FontBook
from saroma_desk.forms.paper import PaperOptions, PaperSources, make_bundle, make_paper
from saroma_desk.forms.pdfa import srgb_profile
from saroma_desk.forms.render import render
from tests.forms.reading import read_back

ROOT = Path(__file__).parents[2]
NAME = "髙﨑　葛\U000e0100\U00020bb7美"
HOSTILE = [
    "<b>a</b>&amp;<img src='/etc/hostname'/><para>",
    "{applicant} {{}} %s %(x)s \\( ) (",
    "\u202eabc\u2066\u200b\ufeff",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\x00\x01\x1b[31m\x7f",
    "\ud800\udfff",
    "か\u3099き\u3099ん\u3099",
    "\ue000\uf8ff\U000f0000\ufffe\uffff",
    "a\u0300\u0301\u0302" * 20,
]
FORMS = [f"form{number:02}" for number in range(1, 11)]
Writer = Callable[[str], PaperSources]


def extracted(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def letter(sources: PaperSources) -> bytes:
    return make_paper(sources, "form04", {"applicant": NAME, "reasons": "か\u3099んばった。"}).pdf()


def test_extracted_text_gives_back_the_stored_characters_with_their_selectors(letter: bytes) -> None:
    with pdfplumber.open(io.BytesIO(letter)) as pdf:
        text = "".join(char["text"] for page in pdf.pages for char in page.chars)
    assert squeezed(NAME) in squeezed(text)
    assert "か\u3099んばった。" in text


def test_extracted_text_of_a_second_reader(letter: bytes) -> None:
    assert squeezed(NAME) in squeezed(extracted(letter))


@pytest.mark.parametrize("face", [0, 1])
def test_every_sequence_of_the_fonts_comes_back_from_the_pdf(book: FontBook, face: int) -> None:
    sequences = [chr(c) + chr(s) for c, s, glyph in book.file(face).sequences() if glyph]
    rows = [sequences[start : start + 50] for start in range(0, len(sequences), 50)]
    items: list[Any] = [TextRun(10, 10 + n, "".join(row), face, 6, 0, 0, None) for n, row in enumerate(rows)]
    reader = pypdf.PdfReader(io.BytesIO(render([Page(items)], book, "総当たり")))
    fonts: Any = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    cmap = next(iter(fonts.values())).get_object()["/ToUnicode"].get_data().decode("ascii")
    meant = [
        bytes.fromhex(line.split()[1].strip("<>")).decode("utf-16-be")
        for line in cmap.splitlines()
        if line[:1] == "<" and line.endswith(">") and "FFFF" not in line[:14]
    ]
    assert [text for text in meant if len(text) > 1] == sequences


def test_the_same_paper_has_the_same_bytes(sources: PaperSources, letter: bytes) -> None:
    again = make_paper(sources, "form04", {"applicant": NAME, "reasons": "か\u3099んばった。"}).pdf()
    assert again == letter


_HASHES = """
import hashlib, sys
from pathlib import Path
from saroma_desk.forms.paper import PaperSources, make_bundle, make_paper
root = Path(sys.argv[1])
sources = PaperSources(root / "forms_templates", root / "resources" / "fonts")
papers = []
for form in (f"form{number:02}" for number in range(1, 11)):
    fields = sources.template(form).file.fields
    filled = {n: (dict.fromkeys(spec.item, "字"),) if spec.item else "葛\\U000e0100" for n, spec in fields.items()}
    codes = {name: frozenset(spec.options) for name, spec in fields.items() if spec.options}
    papers += [make_paper(sources, form, {**filled, **codes}), make_paper(sources, form, {}, mode="blank")]
for paper in papers:
    print(hashlib.sha256(paper.pdf()).hexdigest())
print(hashlib.sha256(make_bundle(papers, "綴り")).hexdigest())
"""


def hashes(folder: Path, **environment: str) -> list[str]:
    """What a process of its own, in a folder, makes of all ten papers, filled and empty, and of their bundle."""
    known = {key: value for key, value in os.environ.items() if key in {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH"}}
    known["PYTHONPATH"] = str(ROOT)
    program = _HASHES.encode("ascii", "backslashreplace").decode("ascii")  # no locale reads it otherwise
    command = [sys.executable, "-c", program, str(ROOT)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, env=known | environment)
    return done.stdout.split()


def test_a_hundred_times_the_same_bytes(sources: PaperSources) -> None:
    values = {"user": NAME, "visits": ({"note": "変わりなし"}, {"note": NAME})}
    assert len({make_paper(sources, "form07", values).pdf() for _ in range(100)}) == 1


def test_the_same_bytes_in_other_processes_places_and_times(tmp_path: Path) -> None:
    here = hashes(ROOT, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C", SOURCE_DATE_EPOCH="0")
    there = hashes(
        tmp_path, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="tr_TR.UTF-8", LANG="ja_JP.UTF-8", PYTHONUTF8="0"
    )
    assert here == there
    assert len(set(here)) == 21


def test_the_file_is_a4_version_17_titled_and_names_nobody(letter: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(letter))
    assert letter.startswith(b"%PDF-1.7")
    assert [float(v) for v in reader.pages[0].mediabox] == pytest.approx([0, 0, 595.2756, 841.8898], abs=1e-3)
    assert dict(reader.metadata or {}) == {
        "/Title": "佐呂間町養育支援訪問事業利用却下通知書",
        "/Creator": "saroma_desk",
        "/Producer": "saroma_desk",
    }
    assert reader.root_object["/Lang"] == "ja"
    assert NAME[:2].encode("utf-8") not in letter


def test_it_declares_itself_archival_with_profile_and_metadata(letter: bytes) -> None:
    root = pypdf.PdfReader(io.BytesIO(letter)).root_object
    metadata = root["/Metadata"].get_object().get_data().decode("utf-8")  # type: ignore[union-attr]
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    intent: Any = root["/OutputIntents"][0].get_object()  # type: ignore[index]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].get_object().get_data() == srgb_profile()


def test_every_font_is_embedded_as_a_subset(letter: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(letter))
    fonts: Any = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert len(fonts) == 2
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor
        assert descriptor["/FontName"].startswith("/SAROMA+")


def test_the_profile_is_srgb() -> None:
    from PIL import Image, ImageCms

    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    change = ImageCms.buildTransform(ours, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    picture = Image.linear_gradient("L").resize((16, 16)).convert("RGB")
    assert change is not None
    turned = ImageCms.applyTransform(picture, change)
    assert turned is not None
    pairs = zip(picture.tobytes(), turned.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 1


@pytest.fixture(scope="module")
def opened() -> Iterator[list[str]]:
    """The files and hosts that Python opens while a test watches."""
    seen: list[str] = []
    watching = [True]

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if watching[0] and (event == "open" or event.startswith(("socket.", "subprocess.", "os.system", "urllib."))):
            seen.append(f"{event} {args[0]!r}")

    sys.addaudithook(watch)
    yield seen
    watching[0] = False


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_is_drawn_as_text_and_opens_nothing(sources: PaperSources, opened: list[str], form: str) -> None:
    make_paper(sources, form, {"applicant": "\U00020bb7"}).pdf()  # fonts and libraries are open from here on
    fields = sources.template(form).file.fields
    for text in HOSTILE:
        values = {name: (dict.fromkeys(spec.item, text),) if spec.item else text for name, spec in fields.items()}
        opened.clear()
        pdf = make_paper(sources, form, values).pdf()
        assert opened == []
        drawable = "".join(atom.text for atom in sources.book().shape(text))
        assert squeezed(drawable)[:20] in squeezed(read_back(pdf))


@pytest.mark.parametrize("form", FORMS)
def test_ten_thousand_characters_in_any_field_are_printed_whole(sources: PaperSources, form: str) -> None:
    fields = sources.template(form).file.fields
    texts = (name for name, spec in fields.items() if spec.format == "text")
    name = next(name for name in texts if "々〆" in read_back(make_paper(sources, form, {name: "々〆"}).pdf()))
    for text in ("x" * 10_000, "漢字を" * 3_333 + "字", "<b>&" * 2_500):
        paper = make_paper(sources, form, {name: text})
        assert layout_faults(paper.pages) == []
        back = read_back(paper.pdf())
        assert [c for c in set(text) if back.count(c) < text.count(c)] == []


def test_marks_are_drawn_over_the_page(sources: PaperSources) -> None:
    options = PaperOptions(watermarks=("練習",), marks=("写",), foot="R8-0012")
    assert "写" in extracted(make_paper(sources, "form04", {}, mode="draft", options=options).pdf())
    draft = make_paper(sources, "form04", {}, mode="draft", options=options)
    assert draft.pages[0].texts()[0] == "案　練習"


def test_only_papers_that_stay_in_the_office_carry_numbers_at_their_foot(sources: PaperSources) -> None:
    options = PaperOptions(foot="R8-0012")
    assert "R8-0012" in extracted(make_paper(sources, "form09", {}, options=options).pdf())
    assert "R8-0012" not in extracted(make_paper(sources, "form04", {}, options=options).pdf())


def test_a_bundle_embeds_each_font_once_and_numbers_all_pages(sources: PaperSources) -> None:
    paper = make_paper(sources, "form04", {"applicant": NAME})
    bundle = make_bundle([paper] * 20, "綴り")
    assert len(bundle) < len(paper.pdf()) + 20 * 12_000
    reader = pypdf.PdfReader(io.BytesIO(bundle))
    assert len(reader.pages) == 20
    assert "(20/20)" in extracted(bundle)


def test_duplex_lets_every_paper_begin_on_a_front_side(sources: PaperSources) -> None:
    papers = [make_paper(sources, "form04", {}), make_paper(sources, "form04", {})]
    assert len(pypdf.PdfReader(io.BytesIO(make_bundle(papers, "綴り", duplex=True))).pages) == 4


def test_page_streams_hold_no_number_that_readers_refuse(sources: PaperSources) -> None:
    pdf = make_paper(sources, "form07", {"visits": ({"note": "母の体調は良好。沐浴を手伝った。"},)}).pdf()
    stream = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert stream is not None
    assert not re.search(rb"\d[eE][-+]?\d", re.sub(rb"<[0-9a-f]*>", b"", stream.get_data()))


def test_importing_papers_opens_no_font_and_does_not_load_reportlab() -> None:
    program = "import sys, saroma_desk.forms.paper; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

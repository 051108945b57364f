"""Finished pages under marks of our own: the file that comes of it is as archival as the one with the marks."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject


def pages_of(content: bytes) -> list[PageObject]:
    """The pages of a finished PDF."""
    return list(PdfReader(io.BytesIO(content)).pages)


def laid_under(marks: bytes, sheets: Iterable[PageObject | None]) -> bytes:
    """The file `marks` with a sheet under each of its pages; None leaves a page as it is.

    Title, metadata and colour profile are those of `marks`, the drawing of a sheet is taken over as it is. pypdf's own
    `merge_page` would write every page anew, unpacked, with the fonts of the marks once for each page.
    """
    writer = PdfWriter(clone_from=io.BytesIO(marks))
    writer.pdf_header = "%PDF-1.7"
    for page, sheet in zip(writer.pages, sheets, strict=True):
        if sheet is not None:
            _lay_under(writer, page, sheet)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _lay_under(writer: PdfWriter, page: Any, sheet: Any) -> None:  # noqa: ANN401 - pypdf's objects are of any kind
    drawing = page["/Contents"].get_object()
    code, fonts = drawing.get_data(), DictionaryObject()
    own, theirs = page["/Resources"]["/Font"], sheet["/Resources"]["/Font"]
    layer = f"L{len(theirs)}"  # what a sheet that bears marks already has of them has other names
    for name in own:
        code = code.replace(f"{name} ".encode("ascii"), f"{name}{layer} ".encode("ascii"))
        fonts[NameObject(name + layer)] = own.raw_get(name)
    drawing.set_data(code)
    for name in theirs:
        fonts[NameObject(name)] = theirs[name].clone(writer).indirect_reference
    contents = sheet["/Contents"]
    streams = contents if isinstance(contents, ArrayObject) else [contents]
    below = [stream.get_object().clone(writer).indirect_reference for stream in streams]
    page[NameObject("/Contents")] = ArrayObject([*below, page.raw_get("/Contents")])
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})

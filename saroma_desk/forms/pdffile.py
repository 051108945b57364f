"""Pages and streams of a PDF file, as reportlab's document takes them.

reportlab's own write no line end before `endstream`, which PDF/A asks for, and its canvas formats for every page what
all pages share.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from saroma_desk.forms.display import PAGE_HEIGHT, PAGE_WIDTH, POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

# zlib's usual level would make pages 4 % smaller and take two thirds longer to pack them, fonts 5 % and three times.
PAGE_PACKING = 4
FONT_PACKING = 1
_MEDIA_BOX = f"[0 0 {PAGE_WIDTH / POINT:.4f} {PAGE_HEIGHT / POINT:.4f}]"


class Stream(pdfdoc.PDFObject):
    """Bytes with a dictionary of plain entries; `packing` is zlib's level, 0 for what any program is to read."""

    __RefOnly__ = 1

    def __init__(self, content: bytes, *, packing: int = PAGE_PACKING, **entries: str | int) -> None:
        self._content = zlib.compress(content, packing) if packing else content
        entries |= {"Length": len(self._content)} | ({"Filter": "/FlateDecode"} if packing else {})
        self._head = " ".join(f"/{key} {value}" for key, value in entries.items())

    def format(self, document: Any) -> bytes:  # noqa: ANN401
        """The object as bytes (reportlab's protocol); they count for the identifier of the file."""
        document.signature.update(self._content)
        return b"<< %b >>\nstream\n%b\nendstream\n" % (self._head.encode("ascii"), self._content)


class _Page(pdfdoc.PDFObject):
    """One page of A4 with the fonts of the document."""

    __RefOnly__ = 1

    def __init__(self, contents: Any) -> None:  # noqa: ANN401
        self._contents = contents

    def format(self, document: Any) -> bytes:  # noqa: ANN401
        """The object as bytes (reportlab's protocol)."""
        found = (document.Pages, document.idToObject[pdfdoc.BasicFonts], self._contents)
        parent, fonts, contents = (document.Reference(one).format(document).decode("ascii") for one in found)
        entries = f"/Parent {parent} /MediaBox {_MEDIA_BOX} /Resources << /Font {fonts} >> /Contents {contents}"
        return f"<< /Type /Page {entries} >>".encode("ascii")


def new_document(language: str) -> Any:  # noqa: ANN401
    """An empty document of reportlab, which keeps objects, cross-references and trailer."""
    return pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang=language)


def add_page(document: Any, code: Sequence[str]) -> None:  # noqa: ANN401
    """Add a page that draws these operators."""
    document.addPage(_Page(Stream("\n".join(code).encode("ascii"))))


def finished(document: Any) -> bytes:  # noqa: ANN401
    """The whole file."""
    content: bytes = document.GetPDFData(None)
    return content

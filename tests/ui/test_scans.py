"""Scanned sheets as pictures: the right page, the right way up, on white, and nothing that cannot be shown."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from saroma_desk.ui import scans
from saroma_desk.ui.pdf_pages import PdfPages

pytestmark = pytest.mark.usefixtures("qapp")


def pdf(*sizes: tuple[int, int], lock: str = "") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for size in sizes:
        writer.add_blank_page(*size)
    if lock:
        writer.encrypt(lock)
    writer.write(out)
    return out.getvalue()


def picture(kind: str) -> bytes:
    """Blue, with a red corner at the top left."""
    image = QImage(300, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    for x in range(100):
        for y in range(100):
            image.setPixelColor(x, y, QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


def is_red(image: QImage, x: int, y: int) -> bool:
    color = image.pixelColor(x, y)
    return color.red() > 200 and color.blue() < 60


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [(pdf((595, 842)), "pdf", 1), (pdf(*[(595, 842)] * 3), "pdf", 3)],
    ids=["one", "three"],
)
def test_pages_are_counted(content: bytes, kind: str, pages: int) -> None:
    assert scans.page_count(content, kind) == pages


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_is_one_page_and_turns_clockwise(kind: str) -> None:
    content = picture(kind)
    assert scans.page_count(content, kind) == 1
    upright = scans.page_picture(content, kind, 0, 600)
    turned = scans.page_picture(content, kind, 0, 600, turn=1)
    assert (upright.width(), upright.height()) == (600, 800)
    assert (turned.width(), turned.height()) == (600, 450)
    assert is_red(upright, 50, 50)
    assert is_red(turned, 570, 30)
    assert not is_red(turned, 30, 30)


def test_each_page_of_a_pdf_has_its_own_size_on_white() -> None:
    content = pdf((595, 842), (842, 595))
    first, second = (scans.page_picture(content, "pdf", number, 842) for number in (0, 1))
    assert (first.width(), second.height()) == (842, 595)
    assert first.height() > first.width()
    assert second.pixelColor(5, 5) == QColor("white")


def test_a_page_drawn_aside_is_the_same() -> None:
    with PdfPages(pdf((595, 842))) as pages:
        assert pages.image_aside(0, 96) == pages.image(0, 96)
        with pytest.raises(ValueError, match="page"):
            pages.image_aside(7, 96)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf((595, 842), lock="secret"), "pdf"),
        (pdf((595, 842))[:150], "pdf"),
        (b"%PDF-1.7", "pdf"),
        (picture("png")[:-30], "png"),
        (picture("jpeg")[:-30], "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
    ],
    ids=["password", "torn pdf", "bare", "torn png", "torn jpeg", "no png"],
)
def test_what_cannot_be_shown_is_no_sheet(content: bytes, kind: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        scans.page_count(content, kind)


def test_a_huge_zoom_stays_within_bounds() -> None:
    shown = scans.page_picture(picture("png"), "png", 0, 50_000)
    assert max(shown.width(), shown.height()) == 6000

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from saroma_desk.ui.pdf_pages import PdfPages
from saroma_desk.ui.speaker import RecordingSpeaker
from saroma_desk.ui.widgets.paper_preview import PaperPreview

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


def paper(pages: int = 2) -> bytes:
    """Sheets with a black square of 100 mm, 30 mm from the left and 40 mm from the top."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for _ in range(pages):
        canvas.rect(30 * MM, A4[1] - 140 * MM, 100 * MM, 100 * MM, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def preview(app: object, qtbot: QtBot, speaker: RecordingSpeaker) -> Iterator[PaperPreview]:
    widget = PaperPreview(speaker)
    qtbot.addWidget(widget)
    widget.resize(700, 500)
    widget.show_paper(paper(), "form01")
    widget.show()
    yield widget
    widget.show_paper(b"", "")


def test_pages_are_counted_and_turned(preview: PaperPreview) -> None:
    assert preview.page.text() == "1 / 2 頁"
    preview.next.click()
    assert preview.page.text() == "2 / 2 頁"
    preview.next.click()
    assert preview.page.text() == "2 / 2 頁"


def test_a_paper_prints_at_100_per_cent_on_a4(preview: PaperPreview, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert preview.print_to(printer) == 2
    with PdfPages((tmp_path / "out.pdf").read_bytes()) as pages:
        assert len(pages) == 2
        assert pages.size(0).width() == pytest.approx(A4[0], abs=1)
        image = pages.image(0, 254)  # ten dots to the millimetre
    black = [image.pixelColor(x, 900).lightness() < 128 for x in range(image.width())]
    assert black.index(True) == pytest.approx(300, abs=3)
    assert sum(black) == pytest.approx(1000, abs=3)


def test_a_copy_is_the_same_bytes(preview: PaperPreview, tmp_path: Path) -> None:
    assert preview.write_to(tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes()[:5] == b"%PDF-"


def test_a_copy_that_cannot_be_written_is_told(
    preview: PaperPreview, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    assert not preview.write_to(tmp_path / "missing" / "copy.pdf")
    assert [m.code for m in speaker.told] == ["file_not_written"]


def test_damaged_bytes_are_told(preview: PaperPreview, speaker: RecordingSpeaker) -> None:
    preview.show_paper(b"no pdf", "form01")
    assert [m.code for m in speaker.told] == ["paper_unreadable"]
    assert not preview.print_button.isEnabled()

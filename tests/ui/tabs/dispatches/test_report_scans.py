"""Scanned sheets at the month's page: dropped, attached, looked at, saved for a purpose, withdrawn; no trace."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import attachments
from saroma_desk.ui.desk import StepLine
from saroma_desk.ui.tabs.dispatches.report_scans import ScansBox
from tests.services.helping import Helped
from tests.ui.tabs.nurse import Nurse

CANARY = "金糸雀町のけやき様"


def pdf(pages: int = 1) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue() + b"% " + CANARY.encode()


def picture(kind: str, color: str = "red") -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    image = QImage(300, 420, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    image.save(buffer, kind)
    return bytes(buffer.data().data())


@pytest.fixture
def page(nurse: Nurse, approved: Helped, clock: FixedClock, tab: Any) -> Any:
    """June's sheet on 3 July, received."""
    approved.report(approved.done(date(2026, 6, 15)))
    clock.move_to(date(2026, 7, 3))
    tab.refresh()
    tab.do_step(StepLine(label="", act="report", selection=f"report:{approved.application.id}:2026-06"))
    return tab.report


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Path]]:
    """Writes files as a scanner does, somewhere outside of the office."""
    folder = tmp_path / "scanner"
    folder.mkdir()

    def write(**contents: bytes) -> list[Path]:
        found = [folder / name.replace("_", ".") for name in contents]
        for file, content in zip(found, contents.values(), strict=True):
            file.write_bytes(content)
        return found

    return write


def drop(target: QWidget, files: list[Path]) -> bool:
    """Drag files over a widget and let go; whether they were welcome."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    here, copy = QPoint(5, 5), Qt.DropAction.CopyAction
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(here, copy, mime, button, key)
    QApplication.sendEvent(target, over)
    if over.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(here), copy, mime, button, key))
    return over.isAccepted()


def box(nurse: Nurse, page: Any) -> ScansBox:
    """Open the box as a person does."""
    nurse.press(page, "写し")
    QApplication.processEvents()
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, ScansBox) and w.isVisible()]
    return found[-1]


def to_front(nurse: Nurse, opened: ScansBox) -> None:
    """No window manager gives the keys back after another box."""
    for window in (nurse.window, opened):
        window.activateWindow()
        QApplication.processEvents()


def rows(opened: ScansBox) -> list[list[str]]:
    model = opened.panel.table.records
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_dropped_files_are_attached_and_counted(nurse: Nurse, page: Any, files: Any) -> None:
    assert page.head.scans.text == "写しなし"
    assert drop(page, files(sheet_pdf=pdf(3), photo_jpg=picture("JPG")))
    assert page.head.scans.text == "写し2件"
    assert "消してください" in nurse.window.notice.text.text()
    assert rows(box(nurse, page)) == [
        ["写し1", "PDF 3頁", "1KB", "R8.7.3", "添付中"],
        ["写し2", "JPEG", "2KB", "R8.7.3", "添付中"],
    ]


def test_a_chip_follows_while_rows_are_typed(nurse: Nurse, page: Any, files: Any) -> None:
    nurse.press(page, "行を加える")
    assert page.dirty
    drop(page, files(sheet_pdf=pdf()))
    assert page.head.scans.text == "写し1件"
    assert page.dirty
    nurse.said.answer_with("discard")
    nurse.press(page, "▶")


def test_what_is_no_file_is_not_welcome(page: Any) -> None:
    assert not drop(page, [])


def test_before_the_sheet_was_received_nothing_is_attached(nurse: Nurse, page: Any, files: Any) -> None:
    nurse.press(page, "▶")
    assert not page.buttons.scans.isEnabled()
    drop(page, files(sheet_pdf=pdf()))
    assert "受け付けてください" in nurse.window.notice.text.text()
    assert page.head.scans.text == ""


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"", "empty_file", "空の"),
        (b"MZ program", "wrong_kind", "PDF・PNG・JPEG"),
        (pdf()[:200], "damaged_file", "壊れて"),
        (picture("JPG")[:-40], "damaged_file", "壊れて"),
        (picture("PNG")[:-40], "damaged_file", "壊れて"),
        (pdf() + bytes(10 * 1024 * 1024), "too_large", "限度10MB"),
    ],
    ids=["empty", "kind", "pdf", "jpeg", "png", "large"],
)
def test_an_unfit_file_is_refused_by_its_content(
    nurse: Nurse, page: Any, files: Any, content: bytes, code: str, told: str
) -> None:
    good, bad = files(good_pdf=pdf(), bad_pdf=content)
    drop(page, [good, bad])
    assert nurse.said.told[-1].code == code
    assert told in nurse.said.told[-1].happened
    assert page.head.scans.text == "写しなし"


def test_a_sheet_is_attached_by_keys_and_read_page_by_page(
    nurse: Nurse, page: Any, files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = files(sheet_pdf=pdf(2))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    opened = box(nurse, page)
    assert opened.view.shown.isNull()
    to_front(nurse, opened)
    nurse.bot.keyClick(opened, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    view = opened.view
    nurse.bot.waitUntil(lambda: not view.shown.isNull())  # a button that was pressed by its letter springs back first
    assert view.page.text() == "1 / 2 頁"
    to_front(nurse, opened)
    nurse.bot.keyClick(opened.panel.table, Qt.Key.Key_PageDown)
    assert view.page.text() == "2 / 2 頁"
    before = view.shown.width()
    nurse.bot.mouseClick(view.larger, Qt.MouseButton.LeftButton)
    assert view.shown.width() == pytest.approx(before * 1.25, abs=2)
    nurse.bot.mouseClick(view.fit, Qt.MouseButton.LeftButton)
    tall = view.shown
    nurse.bot.mouseClick(view.turn, Qt.MouseButton.LeftButton)
    assert (tall.width() < tall.height(), view.shown.width() > view.shown.height()) == (True, True)


def test_a_picture_is_shown_in_its_colours(nurse: Nurse, page: Any, files: Any) -> None:
    drop(page, files(photo_png=picture("PNG", "blue")))
    shown = box(nurse, page).view.shown
    assert shown.pixelColor(shown.width() // 2, shown.height() // 2) == QColor("blue")


def test_every_look_stands_in_the_trail_and_none_in_counter_mode(
    nurse: Nurse, page: Any, files: Any, approved: Helped
) -> None:
    drop(page, files(sheet_pdf=pdf()))

    def looks() -> int:
        with nurse.ctx.read() as read:
            return [e.act for e in read.audit(household_id=approved.case.household_id)].count("様式7号の写しの閲覧")

    nurse.window.desk.hide_names(True)
    opened = box(nurse, page)
    assert opened.view.shown.isNull()
    assert "窓口モード" in opened.view.paper.text()
    assert looks() == 0
    nurse.window.desk.hide_names(False)
    assert not opened.view.shown.isNull()
    assert looks() == 1


def test_a_sheet_attached_by_mistake_is_withdrawn_with_a_reason(nurse: Nurse, page: Any, files: Any) -> None:
    drop(page, files(sheet_pdf=pdf()))
    opened = box(nurse, page)
    nurse.press(opened, "取り下げる")
    nurse.accept()
    assert nurse.box.editor.cell("reason").error()
    nurse.accept(reason="another family's sheet")
    assert rows(opened)[0][-1] == "取下げ"
    assert "another family's sheet" in opened.about.text()
    assert not opened.withdraw_button.isEnabled()
    assert not opened.view.shown.isNull()
    assert page.head.scans.text == "写しなし"


def test_a_copy_is_saved_for_a_purpose_after_a_warning(
    nurse: Nurse, page: Any, files: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (file,) = files(sheet_pdf=pdf())
    drop(page, [file])
    proposed: list[str] = []

    def place(*given: Any) -> tuple[str, str]:
        proposed.append(given[2])
        return str(tmp_path / given[2]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    opened = box(nurse, page)
    nurse.press(opened, "書き出す")
    nurse.accept()
    assert nurse.box.editor.cell("purpose").error()
    assert not proposed
    nurse.accept(purpose="audit")
    assert proposed == ["form07-20260703-1.pdf"]
    assert (tmp_path / proposed[0]).read_bytes() == file.read_bytes()


def test_nothing_of_a_sheet_is_left_outside_of_the_database(
    nurse: Nurse, page: Any, files: Any, tmp_path: Path, private_home: Path
) -> None:
    (file,) = files(sheet_pdf=pdf())
    assert CANARY.encode() in file.read_bytes()
    drop(page, [file])
    assert not box(nurse, page).view.shown.isNull()
    (stored,) = attachments.attachments(nurse.ctx, 1)
    assert attachments.read_attachment(nurse.ctx, stored.id).content == file.read_bytes()
    places = {tmp_path, private_home, nurse.ctx.store.folder}
    left = [f for place in places for f in place.rglob("*") if f.is_file() and f != file]
    assert any(f.name.startswith("saroma.db") for f in left)
    secrets = [CANARY.encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le", "cp932")]
    assert [f.name for f in left if any(secret in f.read_bytes() for secret in secrets)] == []

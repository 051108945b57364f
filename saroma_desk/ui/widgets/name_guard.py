"""Says, while a name is typed, how the papers will print it: rare kanji in their font, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from saroma_desk.forms import issue
from saroma_desk.forms.glyphs import code_point_label
from saroma_desk.services import paper_switches
from saroma_desk.services.context import AppContext
from saroma_desk.ui import messages, style
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.widgets.text_box import polish

PRINT_FONTS = ("BIZUDMincho-Regular.ttf", *style.RARE_KANJI)
PREVIEW_PX = 24
PAUSE_MS = 250

Troubles = tuple[tuple[str, str, str], ...]


def print_troubles(ctx: AppContext, names: Sequence[str]) -> Troubles:
    """Characters of names that no print font draws as typed, kind of trouble, substitute; fast after the first."""
    book = issue.sources(ctx).book()
    found = dict.fromkeys((char, kind) for name in names for char, kind in book.troubles(name))
    held = paper_switches.substitutes_in(paper_switches.office_settings(ctx)) if found else {}
    return tuple((char, kind, held.get(char, "")) for char, kind in found)


class NameGuard(QWidget):
    """Preview of names in the print font with a sentence for each character that cannot be printed as typed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names: tuple[str, ...] = ()
        self.preview = QLabel(self)
        self.words = QLabel(self)
        for label in (self.preview, self.words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.preview)
        column.addWidget(self.words)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.check)
        self.hide()

    def show_names(self, names: Sequence[str]) -> None:
        """Look at these names as soon as the typing pauses."""
        self._names = tuple(name for name in names if name.strip())
        self._pause.start()

    def check(self) -> None:
        """Look now."""
        self._pause.stop()
        names = self._names
        work = partial(print_troubles, self._desk.ctx, names)
        self._desk.operations.query(work, partial(self._found, names), key=f"name_guard.{id(self)}", owner=self)

    def _found(self, names: tuple[str, ...], troubles: Troubles) -> None:
        if names != self._names:
            return
        self.setVisible(bool(names))
        font = QFont([family for name in PRINT_FONTS for family in style.load_fonts((name,))])
        font.setPixelSize(PREVIEW_PX)
        self.preview.setFont(font)
        self.preview.setStyleSheet(f"font-size: {PREVIEW_PX}px;")
        self.preview.setText("　".join(names))
        polish(self.words, "role", "warn" if troubles else "hint")
        told = [messages.name_trouble(char, code_point_label(char), kind, drawn) for char, kind, drawn in troubles]
        self.words.setText("\n".join(told) if told else messages.NAME_PRINTS)

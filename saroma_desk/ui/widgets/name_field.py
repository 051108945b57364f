"""A name and its furigana: the furigana follows the kana that were typed, and stays the person's own to correct."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from saroma_desk.ui.fields import FieldEnv, FieldSpec
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.field_widget import Get, TextField
from saroma_desk.ui.widgets.text_box import TextBox, polish

_KANA = re.compile(r"[ぁ-ゖァ-ヺー・ 　]+")


class Reading:
    """Gathers the reading of a name from what the input method shows while it is typed.

    >>> reading = Reading()
    >>> reading.step("さとう", "")
    ''
    >>> reading.step("佐藤", "")
    ''
    >>> reading.step("", "佐藤")
    'さとう'
    """

    def __init__(self) -> None:
        self._typed = ""

    def step(self, preedit: str, committed: str) -> str:
        """One step of the conversion; the reading to append when something was committed, else nothing."""
        found = ""
        if committed:
            found = committed if _KANA.fullmatch(committed) else self._typed
            self._typed = ""
        if preedit and _KANA.fullmatch(preedit):
            self._typed = preedit
        elif not preedit:
            self._typed = ""
        return to_hiragana(found)


def to_hiragana(text: str) -> str:
    """Katakana turned to hiragana; all else as it is."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


class NameField(TextField):
    """A name as typed, never normalised; with `kana_field` a furigana box under one label."""

    def __init__(self, spec: FieldSpec, env: FieldEnv, parent: QWidget | None = None) -> None:
        super().__init__(spec, env, parent)
        self.kana: TextBox | None = None
        self._reading = Reading()
        self._follows = True
        self.box.composed.connect(self._composed)
        self.box.textEdited.connect(self._typed)
        if spec.kana_field:
            self._add_kana()

    def _add_kana(self) -> None:
        caption = QLabel(term("kana"), self)
        caption.setProperty("role", "help")
        self.kana = TextBox(self)
        self.kana.setAccessibleName(f"{self.spec.label} {term('kana')}")
        self.kana.textEdited.connect(self._kana_edited)
        self.row.addWidget(caption)
        self.row.addWidget(self.kana, 1)

    def load(self, get: Get) -> None:
        """Show name and furigana."""
        super().load(get)
        if self.kana is not None:
            kana = str(get(self.spec.kana_field) or "")
            self.kana.setText(kana)
            self._follows = not kana

    def read(self) -> dict[str, Any]:
        """Name and furigana."""
        found = super().read()
        if self.kana is not None:
            found[self.spec.kana_field] = self.kana.text()
        return found

    def raw(self) -> Any:  # noqa: ANN401
        """Both texts as typed."""
        return [self.box.text(), self.kana.text() if self.kana is not None else ""]

    def restore(self, raw: Any) -> None:  # noqa: ANN401
        """Show both texts as typed."""
        name, kana = raw
        self.box.setText(str(name))
        if self.kana is not None:
            self.kana.setText(str(kana))
            self._follows = not kana

    def inputs(self) -> list[QWidget]:
        """The name's box, then the furigana's."""
        return [box for box in (self.box, self.kana) if box is not None]

    def set_wrong(self, wrong: bool, name: str = "") -> None:
        """Frame the box of the attribute that is meant; the name's when nothing is said."""
        wrong_kana = wrong and name == self.spec.kana_field
        polish(self.box, "wrong", wrong and not wrong_kana)
        if self.kana is not None:
            polish(self.kana, "wrong", wrong_kana)

    def _composed(self, preedit: str, committed: str) -> None:
        found = self._reading.step(preedit, committed)
        if found.strip() and self.kana is not None and self._follows:  # a space came with the text itself
            self.kana.setText(self.kana.text() + found)
            self.edited.emit()

    def _typed(self, text: str) -> None:
        if self.kana is None or not self._follows:
            self._follows = self._follows or not text
            return
        if not text:
            self.kana.clear()
        elif text.endswith((" ", "　")) and self.kana.text() and not self.kana.text().endswith((" ", "　")):
            self.kana.setText(self.kana.text() + text[-1])

    def _kana_edited(self, text: str) -> None:
        self._follows = not text
        self.edited.emit()

    def focus_kana(self) -> None:
        """Put the cursor into the furigana box."""
        if self.kana is not None:
            self.kana.setFocus(Qt.FocusReason.OtherFocusReason)

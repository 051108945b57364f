"""What should be known before a paper is printed: sentences under headings, and the choice for rare characters."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from saroma_desk.forms.copies import Trouble
from saroma_desk.ui.dialogs import paper_texts as texts
from saroma_desk.ui.style import Tone
from saroma_desk.ui.widgets.chip_list import ChipList

BUNDLE_HEIGHT = 112


class Findings(QWidget):
    """Groups of sentences under headings; hidden when there is nothing to look at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)

    def show_groups(self, groups: list[tuple[str, list[str]]]) -> None:
        """Show these headings with their sentences instead of what was shown."""
        _empty(self._column)
        for title, sentences in groups:
            self._column.addWidget(plain_label(title, "section_title"))
            for sentence in sentences:
                self._column.addWidget(plain_label(sentence))
        self.setVisible(bool(groups))


class BundleTroubles(QWidget):
    """What the papers of a bundle show for characters that no font holds, a line for each; hidden without any."""

    def __init__(self, troubles: Iterable[Trouble], parent: QWidget) -> None:
        super().__init__(parent)
        found: dict[tuple[str, str], list[Trouble]] = {}
        for trouble in troubles:
            found.setdefault((trouble.form, trouble.glyph.character), []).append(trouble)
        self.lines = ChipList(self)
        self.lines.setMaximumHeight(BUNDLE_HEIGHT)
        for (form, _), places in found.items():
            self.lines.add(texts.form_no(form), Tone.WARN, texts.undrawn(places))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 0)
        column.addWidget(plain_label(texts.IN_BUNDLE))
        column.addWidget(self.lines)
        self.setVisible(bool(found))


class MissingBox(QWidget):
    """Every character that no font holds, where it stands, and for each what this paper shows: a substitute or a gap.

    Signals:
        chosen(str, bool): a character is to be left to the hand (True) or drawn as its substitute.
        register_wanted(dict): one of these characters, with their code points, is to get a substitute.
    """

    chosen = Signal(str, bool)
    register_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._radios: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self._listed: tuple[list[str], list[list[tuple[str, str, str]]]] = ([], [])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self.register_button = QPushButton(texts.SUBSTITUTE, self)
        self.register_button.setAutoDefault(False)
        self.register_button.clicked.connect(lambda: self.register_wanted.emit(dict(self._codes)))
        self._codes: dict[str, str] = {}
        self.hide()

    def show_troubles(self, troubles: Iterable[Trouble]) -> None:
        """List these instead of what was listed; hidden when there are none."""
        found: dict[str, list[Trouble]] = {}
        for trouble in troubles:
            found.setdefault(trouble.glyph.character, []).append(trouble)
        listed = [[(t.label, t.person, t.registered) for t in many] for many in found.values()]
        if (list(found), listed) != self._listed:  # else the keyboard stays where it is
            self._list_anew(found)
            self._listed = (list(found), listed)
        for character, radios in self._radios.items():
            radios[0 if found[character][0].glyph.drawn else 1].setChecked(True)
        self.setVisible(bool(found))

    def radios(self, character: str) -> tuple[QRadioButton, QRadioButton]:
        """The two choices of a character: its substitute, the gap."""
        return self._radios[character]

    # --- inside

    def _list_anew(self, found: dict[str, list[Trouble]]) -> None:
        _empty(self._column, self.register_button)
        self._radios.clear()
        self._codes.clear()
        self._column.addWidget(plain_label(texts.MISSING, "section_title"))
        for places in found.values():
            self._add(places)
        self._column.addWidget(self.register_button)
        self.register_button.setVisible(bool(self._radios))

    def _add(self, places: list[Trouble]) -> None:
        first = places[0]
        self._column.addWidget(plain_label(texts.undrawable(places)))
        if first.glyph.trouble == "invisible":
            self._column.addWidget(plain_label(texts.LEFT_OUT))
            return
        base = "" if first.registered else texts.base_of(first.glyph.character, first.glyph.trouble)
        drawn = QRadioButton(texts.drawn_as(first.registered, base), self)
        by_hand = QRadioButton(texts.BY_HAND, self)
        group = QButtonGroup(drawn)
        for button in (drawn, by_hand):
            button.setAccessibleName(f"{first.glyph.code_point} {button.text()}")
            group.addButton(button)
            self._column.addWidget(button)
        drawn.clicked.connect(lambda: self._choose_drawing(first, base))
        by_hand.clicked.connect(lambda: self.chosen.emit(first.glyph.character, True))
        self._radios[first.glyph.character] = (drawn, by_hand)
        self._codes[first.glyph.character] = first.glyph.code_point

    def _choose_drawing(self, trouble: Trouble, base: str) -> None:
        """The substitute or the base form; where there is neither, one is to be registered first."""
        character = trouble.glyph.character
        if trouble.registered or base:
            self.chosen.emit(character, False)
            return
        self._radios[character][1].setChecked(True)  # until one is registered
        self.register_wanted.emit({character: trouble.glyph.code_point})


def plain_label(text: str = "", name: str = "") -> QLabel:
    """A label that wraps and takes nothing for markup."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _empty(column: QVBoxLayout, keep: QWidget | None = None) -> None:
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None and old is not keep:
            old.hide()
            old.deleteLater()

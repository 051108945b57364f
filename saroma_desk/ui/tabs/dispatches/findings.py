"""What every limit says, live: a word on a chip, the sentence with its article, and what would keep it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from saroma_desk.domain.limits import LimitFinding
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tabs.dispatches import texts
from saroma_desk.ui.widgets.chips import Chip


class FindingList(QScrollArea):
    """Broken limits first, then those that are kept."""

    def __init__(self, parent: QWidget | None = None, *, broken_only: bool = False) -> None:
        super().__init__(parent)
        self._broken_only = broken_only
        self._shown: list[str] = []
        self._body = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(2, 2, 6, 2)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say(texts.NOT_TYPED)

    def say(self, text: str) -> None:
        """Show a sentence instead of findings."""
        self._clear()
        self._shown.append(text)
        self._grid.addWidget(_label(text, "help"), 0, 0, 1, 2)

    def show_findings(
        self, findings: Sequence[LimitFinding], unexcused: Collection[LimitFinding] | None = None
    ) -> None:
        """Show answers of the limits; a broken one that is not in `unexcused` has its reason on record."""
        self._clear()
        shown = [f for f in findings if not (f.kept and self._broken_only)]
        for row, finding in enumerate(sorted(shown, key=lambda f: (f.kept, f.advisory))):
            word, tone = _verdict(finding, unexcused)
            self._grid.addWidget(Chip(word, tone, self._body), row, 0, Qt.AlignmentFlag.AlignTop)
            text = f"{finding.message_ja}\n{finding.remedy_ja}".strip()
            self._grid.addWidget(_label(text, "help" if finding.kept else ""), row, 1)
            self._shown += (word, text)
        if not shown:
            self.say(texts.ALL_KEPT)

    def texts(self) -> str:
        """All words shown."""
        return "\n".join(self._shown)

    def _clear(self) -> None:
        self._shown.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


def _verdict(finding: LimitFinding, unexcused: Collection[LimitFinding] | None) -> tuple[str, Tone]:
    if finding.kept:
        return texts.KEPT, Tone.GOOD
    if finding.advisory:
        return texts.LOOK, Tone.WARN
    if unexcused is not None and finding not in unexcused:
        return texts.EXCUSED, Tone.ACTIVE
    return texts.BROKEN, Tone.ALARM


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label

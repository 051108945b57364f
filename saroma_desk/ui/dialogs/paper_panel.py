"""The side of the paper dialog: which contents are shown, what should be looked at, dates and number, the copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs import paper_texts as texts
from saroma_desk.ui.dialogs.paper_findings import Findings, MissingBox, plain_label
from saroma_desk.ui.dialogs.paper_reading import Dossier, Look, Shape, Wanted
from saroma_desk.ui.draft_keeper import DraftKeeper
from saroma_desk.ui.fields import FieldSpec, Kind, Section
from saroma_desk.ui.style import Tone
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.chips import Chip
from saroma_desk.ui.widgets.fact_grid import FactGrid

WIDTH = 384
_MARKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (texts.NO_MARK, ()),
    (texts.COPY, (texts.COPY,)),
    (texts.REISSUE, (texts.REISSUE,)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDates:
    """What is typed before a paper is drafted or issued."""

    number: str = ""
    branch: str = ""
    drafted_on: date | None = None
    decided_on: date | None = None
    issued_on: date | None = None


class PaperPanel(QWidget):
    """Beside the pages.

    Signals:
        view_changed(): other contents or another mark are to be shown.
        issue_wanted(IssueDates), draft_wanted(IssueDates), decide_wanted(date), void_wanted(), remove_wanted().
        substitute_wanted(dict): one of these characters, with their code points, is to be drawn as another.
        drawing_chosen(str, bool): a character is left to the hand on this paper, or not.
    """

    view_changed = Signal()
    issue_wanted = Signal(object)
    draft_wanted = Signal(object)
    decide_wanted = Signal(object)
    void_wanted = Signal()
    remove_wanted = Signal()
    substitute_wanted = Signal(object)
    drawing_chosen = Signal(str, bool)

    def __init__(self, desk: Desk, wanted: Wanted, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._desk = desk
        self._dossier: Dossier | None = None
        self.title = plain_label("", "section_title")
        self.state = Chip(texts.BEFORE_ISSUE, Tone.CALM, self)
        self.views = QComboBox(self)
        self.views.setAccessibleName(texts.SHOW)
        self.said = plain_label()
        self.said.setProperty("role", "help")
        self.said.hide()
        self.refusal = plain_label()
        self.refusal.setProperty("role", "error")
        self.looks = Findings(self)
        self.missing = MissingBox(self)
        self.missing.chosen.connect(self.drawing_chosen)
        self.missing.register_wanted.connect(self.substitute_wanted)
        self.editor = FormEditor(_sections(outgoing=True), desk, save=self._give, title=texts.ISSUING, buttons=False)
        self._drafts = DraftKeeper(desk, self.editor, lambda: f"paper:{wanted.form}:{wanted.subject_key}")
        self._build()
        self.views.activated.connect(self._view_chosen)

    # --- what the dialog calls

    def show_dossier(self, dossier: Dossier, wanted: int | None, *, fresh: int | None) -> None:
        """Fill the list of contents; the wanted or newest frozen paper is chosen, else what stands now."""
        self._dossier = dossier
        self.title.setText(dossier.title)
        self.views.clear()
        for label, shape in ((texts.NOW, Shape.FILLED), (texts.AS_DRAFT, Shape.DRAFT), (texts.AS_BLANK, Shape.BLANK)):
            self.views.addItem(label, shape)
        for paper in dossier.sent:
            self.views.addItem(texts.sent_label(paper), paper)
        issued = [p for p in dossier.sent if p.state is PaperState.ISSUED]
        chosen = next((p for p in dossier.sent if p.id == wanted), issued[0] if issued else None)
        if dossier.waiting is not None and wanted is None:
            chosen = None
        self.views.setCurrentIndex(3 + dossier.sent.index(chosen) if chosen else 0)
        self.marks.setCurrentIndex(0 if chosen is None or chosen.id == fresh else 1)
        self._load_dates(dossier)
        self._show_parts()

    def show_look(self, look: Look) -> None:
        """What should be known about the pages that are shown."""
        self.refusal.setText(f"{texts.NO_PAGES}\n{look.refusal}" if look.refusal and not look.content else "")
        self.refusal.setVisible(bool(self.refusal.text()))
        self.missing.show_troubles(look.troubles)
        groups: list[tuple[str, list[str]]] = []
        if look.empty_fields and self.shape is not Shape.BLANK:
            groups.append((texts.EMPTY, [*look.empty_fields, f"（{texts.EMPTY_HELP}）"]))
        if self.sent_paper is not None:
            changed = [texts.change(c.label, c.issued, c.today) for c in look.changes]
            none = texts.CANNOT_COMPARE if look.refusal else texts.SAME
            groups.append((texts.CHANGED, changed or [none]))
        self.looks.show_groups(groups)
        self.anew.setVisible(bool(look.changes))
        self.issue_button.setEnabled(bool(look.content))

    @property
    def shape(self) -> Shape:
        """How the current contents are shown."""
        chosen = self.views.currentData()
        return Shape(chosen) if isinstance(chosen, str) else Shape.FILLED  # Qt gives a plain text back

    @property
    def sent_paper(self) -> IssuedPaper | None:
        """The frozen paper that is shown; None while the current contents are."""
        chosen = self.views.currentData()
        return chosen if isinstance(chosen, IssuedPaper) else None

    @property
    def copy_words(self) -> tuple[str, ...]:
        """Marks that a frozen paper gets; a void one says so first, whatever else is chosen."""
        words: tuple[str, ...] = self.marks.currentData()
        paper = self.sent_paper
        void = (term(f"paper_state.{paper.state}"),) if paper and paper.state is PaperState.VOID else ()
        return (*void, *words)

    def say(self, text: str) -> None:
        """Tell what went through."""
        self.said.setText(text)
        self.said.show()

    def forget_typed(self) -> None:
        """What was typed is stored now."""
        self.editor.saved(self.editor.record(IssueDates))

    # --- inside

    def _build(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 8)
        column.setSpacing(8)
        for part in (self.title, self.state, plain_label(texts.SHOW), self.views, self.said, self.refusal):
            column.addWidget(part)
        column.addWidget(self.missing)
        column.addWidget(self.looks)
        column.addWidget(self._issuing())
        column.addWidget(self._issued())
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _issuing(self) -> QWidget:
        self.issuing = QWidget(self)
        column = QVBoxLayout(self.issuing)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self.hint = plain_label(texts.PRINT_BEFORE_ISSUE)
        self.hint.setProperty("role", "help")
        column.addWidget(self.hint)
        self.editor.setMinimumHeight(340)
        column.addWidget(self.editor)
        self.issue_button = _button("", primary=True)
        self.issue_button.clicked.connect(self.editor.save)
        self.draft_button = _button(texts.DRAFT_KEPT)
        self.draft_button.clicked.connect(lambda: self.draft_wanted.emit(self.editor.record(IssueDates)))
        self.decide_button = _button(term("action.decide"))
        self.decide_button.clicked.connect(self._decide)
        self.remove_button = _button(texts.REMOVE_DRAFT)
        self.remove_button.clicked.connect(self.remove_wanted)
        column.addWidget(self.issue_button)
        row = QHBoxLayout()
        for button in (self.draft_button, self.decide_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return self.issuing

    def _issued(self) -> QWidget:
        self.frozen = QWidget(self)
        column = QVBoxLayout(self.frozen)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(texts.ISSUED, "section_title"))
        self.facts = FactGrid(self)
        frozen = plain_label(texts.FROZEN)
        frozen.setProperty("role", "help")
        self.marks = QComboBox(self)
        self.marks.setAccessibleName(texts.MARK_OF_COPY)
        for label, words in _MARKS:
            self.marks.addItem(label, words)
        self.marks.activated.connect(lambda _: self.view_changed.emit())
        self.anew = _button(texts.MAKE_ANEW)
        self.anew.clicked.connect(self.show_current)
        self.void_button = _button(texts.VOID)
        self.void_button.clicked.connect(self.void_wanted)
        for part in (self.facts, frozen, plain_label(texts.MARK_OF_COPY), self.marks):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.anew)
        row.addWidget(self.void_button)
        row.addStretch(1)
        column.addLayout(row)
        return self.frozen

    def _load_dates(self, dossier: Dossier) -> None:
        self.editor.cell("number").setVisible(dossier.outgoing)
        self.editor.cell("branch").setVisible(dossier.outgoing)
        self.issue_button.setText(texts.issue_button(outgoing=dossier.outgoing))
        self.hint.setVisible(dossier.outgoing and not dossier.sent)
        waiting = dossier.waiting
        today = self._desk.today
        self.editor.load(
            IssueDates(
                number=(waiting.number if waiting else "") or dossier.next_number,
                branch=waiting.branch if waiting else "",
                drafted_on=waiting.drafted_on if waiting else None,
                decided_on=waiting.decided_on if waiting else None,
                issued_on=today,
            )
        )
        self._drafts.offer()

    def _show_parts(self) -> None:
        paper, dossier = self.sent_paper, self._dossier
        waiting = dossier.waiting if dossier else None
        shown = paper or waiting
        if shown is None:
            self.state.set(texts.BEFORE_ISSUE, Tone.CALM)
        else:
            self.state.set(term(f"paper_state.{shown.state}"), texts.STATE_TONES[shown.state])
        self.frozen.setVisible(paper is not None)
        self.issuing.setVisible(paper is None and self.shape is not Shape.BLANK)
        self.draft_button.setVisible(waiting is None)
        self.decide_button.setVisible(waiting is not None and waiting.state is PaperState.DRAFT)
        self.remove_button.setVisible(waiting is not None and waiting.state is PaperState.DRAFT)
        if paper is not None:
            self.facts.show_facts(texts.facts(paper))
            self.void_button.setVisible(paper.state is PaperState.ISSUED)

    def _view_chosen(self) -> None:
        self._show_parts()
        self.view_changed.emit()

    def show_current(self) -> None:
        """Show what would be printed now, to be issued."""
        self.views.setCurrentIndex(0)
        self._view_chosen()
        self.editor.focus_first()

    def _give(self) -> None:
        self.issue_wanted.emit(self.editor.record(IssueDates))

    def _decide(self) -> None:
        dates: IssueDates = self.editor.record(IssueDates)
        self.decide_wanted.emit(dates.decided_on or self._desk.today)


def _sections(*, outgoing: bool) -> tuple[Section, ...]:
    fields = (
        FieldSpec(name="number", label=term("document_number"), help=texts.NUMBER_HELP, wide=True),
        FieldSpec(name="branch", label=term("document_branch"), wide=True),
        FieldSpec(name="drafted_on", kind=Kind.DATE, label=term("drafted_on"), wide=True),
        FieldSpec(name="decided_on", kind=Kind.DATE, label=term("decided_on"), wide=True),
        FieldSpec(name="issued_on", kind=Kind.DATE, label=texts.issued_day(outgoing=outgoing), wide=True),
    )
    return (Section("", fields),)


def _button(text: str, *, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    if primary:
        button.setProperty("primary", True)
    return button

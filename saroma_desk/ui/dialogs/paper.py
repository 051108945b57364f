"""A paper exactly as it prints, with all that should be known before it leaves the desk; drafting, 施行, reprint, void.

    show_paper(desk, "form03", "application:3", episode_id)     # any paper of `domain.caseflow`'s subject keys
    show_paper(desk, "form08", "claim:8")

An issued paper shows its frozen bytes, and beside them what would read otherwise today. Pages that are never issued, a
bundle or an empty form, are shown by `finished_pages`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.office import IssuedPaper, OfficeSetting
from saroma_desk.forms import issue
from saroma_desk.services import documents, paper_switches
from saroma_desk.services.papering import PaperDraft
from saroma_desk.services.result import Result
from saroma_desk.ui import messages
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs import paper_texts as texts
from saroma_desk.ui.dialogs.paper_panel import IssueDates, PaperPanel
from saroma_desk.ui.dialogs.paper_reading import (
    Dossier,
    Look,
    Wanted,
    count_reprint,
    read_current,
    read_dossier,
    read_sent,
)
from saroma_desk.ui.dialogs.reason import run_with_reasons
from saroma_desk.ui.dialogs.substitute import ask_substitute
from saroma_desk.ui.fields import FieldSpec, Kind, Section
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from saroma_desk.ui.widgets.paper_preview import PaperPreview

LARGEST = QSize(1280, 720)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a paper is voided."""

    reason: str = ""


class PaperDialog(QDialog):
    """One paper of one subject.

    Signals:
        changed(): a paper was drafted, issued or voided.
    """

    changed = Signal()

    def __init__(self, desk: Desk, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(parent or QApplication.activeWindow())
        self.setWindowTitle(texts.window_title(wanted.form))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self._wanted = wanted
        self._dossier: Dossier | None = None
        self._about = ""
        self._fresh: int | None = None  # issued in this dialog: its first print is the original
        self.preview = PaperPreview(desk.speaker, self)
        self.panel = PaperPanel(desk, wanted, self)
        self._build()
        self._connect()
        self.reload()

    def reload(self, show_paper: int | None = None) -> None:
        """Read everything again; `show_paper` names the frozen paper to show."""
        work = partial(read_dossier, self.desk.ctx, self._wanted)
        self.desk.operations.query(work, partial(self._show_dossier, show_paper), key="paper.dossier", owner=self)

    def reject(self) -> None:
        """Esc and 閉じる: ask before typed text is left."""
        self.panel.editor.leave(partial(super().done, QDialog.DialogCode.Rejected))

    # --- inside

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.panel, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.addStretch(1)
        self.close_button = QPushButton(messages.CLOSE, self)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        foot.addWidget(self.close_button)
        side.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.preview, 1)
        row.addLayout(side)
        over = self.parentWidget()
        room = over.window().size() - QSize(24, 24) if over else LARGEST
        self.resize(room.boundedTo(LARGEST))
        QShortcut(QKeySequence("Ctrl+P"), self, self.preview.print_paper)
        for button in (self.preview.print_button, self.preview.save_button):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.panel.view_changed.connect(self._read_look)
        self.panel.issue_wanted.connect(self._issue)
        self.panel.draft_wanted.connect(self._draft)
        self.panel.decide_wanted.connect(self._decide)
        self.panel.void_wanted.connect(self._void)
        self.panel.remove_wanted.connect(self._remove)
        self.panel.substitute_wanted.connect(self._ask_substitute)
        self.panel.drawing_chosen.connect(self._choose_drawing)
        self.preview.printed.connect(self._printed)
        self.preview.saved.connect(self._saved)

    def _show_dossier(self, show_paper: int | None, dossier: Dossier) -> None:
        self._dossier = dossier
        self.panel.issuing.setEnabled(True)
        self.panel.show_dossier(dossier, show_paper, fresh=self._fresh)
        self._read_look()

    def _read_look(self) -> None:
        if self._dossier is None:
            return
        ctx, no = self.desk.ctx, self._dossier.case_no
        paper = self.panel.sent_paper
        if paper is None:
            work = partial(read_current, ctx, self._wanted, no, self.panel.shape)
        else:
            work = partial(read_sent, ctx, paper, no, self.panel.copy_words)
        self.desk.operations.query(work, self._show_look, key="paper.look", owner=self)

    def _show_look(self, look: Look) -> None:
        self._about = look.about
        self.preview.show_paper(look.content, look.name)
        self.panel.show_look(look)

    def _paper_draft(self, dates: IssueDates) -> PaperDraft:
        return PaperDraft(
            form=self._wanted.form,
            subject_key=self._wanted.subject_key,
            number=dates.number,
            branch=dates.branch,
            drafted_on=dates.drafted_on,
            decided_on=dates.decided_on,
            issued_on=dates.issued_on,
        )

    def _ask_substitute(self, characters: dict[str, str]) -> None:
        ask_substitute(self.desk, characters, self, self._registered)

    def _registered(self, result: Result[OfficeSetting]) -> None:
        """Whoever registers a substitute from a paper wants it on this paper."""
        if result.value.value:
            self._choose_drawing(paper_switches.character_of(result.value), by_hand=False)
        else:
            self._read_look()

    def _choose_drawing(self, character: str, by_hand: bool) -> None:
        work = partial(
            paper_switches.leave_to_hand,
            self.desk.ctx,
            self._wanted.form,
            self._about,
            character,
            by_hand=by_hand,
        )
        self.desk.operations.command(work, lambda _: self._read_look(), owner=self)

    def _waiting_id(self) -> int | None:
        waiting = self._dossier.waiting if self._dossier else None
        return waiting.id if waiting else None

    def _issue(self, dates: IssueDates) -> None:
        ctx, draft, paper_id = self.desk.ctx, self._paper_draft(dates), self._waiting_id()
        episode_id = self._wanted.episode_id
        self.panel.issuing.setEnabled(False)  # a second click would issue a second paper
        run_with_reasons(
            self.desk,
            lambda given: issue.issue(ctx, draft, episode_id=episode_id, paper_id=paper_id, exceptions=given),
            self._issued,
            failed=self._refused,
            given_up=partial(self.panel.issuing.setEnabled, True),
            parent=self,
        )

    def _refused(self, error: KnownError) -> bool:
        self.panel.issuing.setEnabled(True)
        return self.panel.editor.refused(error)

    def _issued(self, result: Result[IssuedPaper]) -> None:
        self._fresh = result.value.id
        self.panel.forget_typed()
        self.panel.say(texts.issued_now(texts.number_of(result.value)))
        self._after(result)

    def _draft(self, dates: IssueDates) -> None:
        work = partial(documents.draft_paper, self.desk.ctx, self._paper_draft(dates))
        self._run(work)

    def _decide(self, decided_on: date) -> None:
        paper_id = self._waiting_id()
        if paper_id is not None:
            self._run(partial(documents.decide_paper, self.desk.ctx, paper_id, decided_on))

    def _remove(self) -> None:
        paper_id = self._waiting_id()
        if paper_id is not None:
            work = partial(documents.remove_draft, self.desk.ctx, paper_id)
            self.desk.operations.command(work, lambda _: self._reloaded(), owner=self)

    def _run(self, work: partial[Result[IssuedPaper]]) -> None:
        self.panel.issuing.setEnabled(False)
        self.desk.operations.command(work, self._kept, failed=self._refused, owner=self)

    def _kept(self, result: Result[IssuedPaper]) -> None:
        self.panel.forget_typed()
        self._after(result)

    def _void(self) -> None:
        paper = self.panel.sent_paper
        if paper is None:
            return
        ctx = self.desk.ctx
        reason = FieldSpec(name="reason", kind=Kind.MEMO, label=texts.VOID_REASON, required=True)
        act = Act(
            title=texts.VOID,
            sections=(Section("", (reason,)),),
            record=Reason(),
            command=lambda typed: documents.void_paper(ctx, paper.id, typed.reason),
            done=self._after,
            accept=texts.VOID,
            note=texts.VOID_NOTE,
        )
        FormDialog(self.desk, act, self).open()

    def _after(self, result: Result[IssuedPaper]) -> None:
        self.reload(result.value.id)
        self.changed.emit()

    def _reloaded(self) -> None:
        self.reload()
        self.changed.emit()

    def _printed(self, pages: int) -> None:
        self.panel.say(texts.printed(pages))
        self._count()

    def _saved(self, path: str) -> None:
        self.panel.say(texts.saved_at(path).text)
        self._count()

    def _count(self) -> None:
        """A frozen paper that leaves again is counted; the first print after its issue is the original."""
        paper = self.panel.sent_paper
        if paper is None:
            return
        if paper.id == self._fresh:
            self._fresh = None
            return
        self.desk.operations.command(partial(count_reprint, self.desk.ctx, paper.id), owner=self)


def show_paper(
    desk: Desk, form: str, subject_key: str, episode_id: int | None = None, *, parent: QWidget | None = None
) -> PaperDialog:
    """Open the paper over the window.

    Args:
        desk: the window's shared state.
        form: ``form01`` … ``form10``.
        subject_key: what it is about, e.g. ``application:3``, ``report:3:1:2026-06``, ``claim:8``.
        episode_id: episode of the subject; None only for 様式8号.
        parent: the window that it belongs to; the active one when None.
    """
    dialog = PaperDialog(desk, Wanted(form, subject_key, episode_id), parent.window() if parent else None)
    dialog.open()
    return dialog

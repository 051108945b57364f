"""A small act with a few fields in a box of its own: approve, withdraw, suspend, give a reason.

    act = Act(
        title=term("withdrawal"), sections=SECTIONS, record=Withdrawal(...),
        command=lambda draft: stopping.withdraw(ctx, draft), done=self.withdrawn,
    )
    FormDialog(desk, act).open()

The box closes when the command went through; a refusal stands at the fields, and nothing typed is lost. Enter never
presses a button; Esc asks before typed text is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.draft_keeper import DraftKeeper
from saroma_desk.ui.fields import Section
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_box import FormBox


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a `FormDialog` is about.

    Attributes:
        title: what is done; never a person's name.
        sections: the fields.
        record: what they show at first.
        command: from the record as filled in, what to do; runs on the database thread.
        done: gets the `Result` when it went through.
        accept: word on the button; 保存 when empty.
        note: sentence above the fields, e.g. which limit is passed.
        draft_key: name under which typed text is kept until it is saved; empty for none.
    """

    title: str
    sections: tuple[Section, ...]
    record: Any
    command: Callable[[Any], Result[Any]]
    done: Callable[[Result[Any]], None] | None = None
    accept: str = ""
    note: str = ""
    draft_key: str = ""


_OPEN: set[QDialog] = set()
"""Boxes on the screen: one without a parent, opened while no window was active, would else be collected as garbage."""


class FormDialog(FormBox):
    """A form over the window, for one `Act`."""

    def __init__(self, desk: Desk, act: Act, parent: QWidget | None = None) -> None:
        accept = act.accept or term("action.save")
        super().__init__(desk, act.title, act.sections, self._run, accept=accept, parent=parent)
        self.say_first(act.note)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _OPEN.add(self)
        self.finished.connect(lambda _: _OPEN.discard(self))
        self._desk = desk
        self._act = act
        self.editor.load(act.record)
        self._drafts = DraftKeeper(desk, self.editor, lambda: act.draft_key)
        self._drafts.offer()
        self.editor.focus_first()

    def _run(self) -> None:
        draft = self.editor.record()
        self.accept_button.setEnabled(False)
        work = partial(self._act.command, draft)
        self._desk.operations.command(work, self._went_through, failed=self._refused, owner=self)

    def _refused(self, error: Any) -> bool:  # noqa: ANN401
        self.accept_button.setEnabled(True)
        return self.editor.refused(error)

    def _went_through(self, result: Result[Any]) -> None:
        then = self._act.done
        self.editor.saved(self.editor.record())
        super().done(QDialog.DialogCode.Accepted)
        if then:
            then(result)

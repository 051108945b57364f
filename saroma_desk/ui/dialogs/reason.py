"""Why a limit is passed or the legal order left (要領10ただし書): asked once, then the act is done again.

run_with_reasons(desk, lambda given: visiting.schedule(ctx, application_id, drafts, given), self.scheduled)

ReasonedDialog(desk, act, lambda draft, given: applying.approve(ctx, key, decision, draft, given)).open()

given = ask_reasons(self, error.findings)      # waits for the answer; None when nothing is to be recorded
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.limits import LimitFinding
from saroma_desk.services.exceptions import ExceptionDraft, NeedsReason
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs import reason_texts as texts
from saroma_desk.ui.fields import FieldSpec, Kind, Section
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_box import FormBox
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog

Given = tuple[ExceptionDraft, ...]
_ASKED = ("reason", "requested_by", "decided_by", "decided_on", "paper")


class ReasonDialog(FormBox):
    """One section for each rule that is not kept: article, figures, what would keep it, and the reason.

    Signals:
        given(object): a tuple of `ExceptionDraft`, one for each rule.
    """

    given = Signal(object)

    def __init__(self, desk: Desk, findings: tuple[LimitFinding, ...], parent: QWidget | None = None) -> None:
        self._rules = _by_rule(findings)
        super().__init__(desk, texts.TITLE, self._sections(), self._give, accept=texts.GO_ON, parent=parent)
        self.say_first(texts.INTRO)
        self.drafts: Given | None = None
        self.editor.load(self._proposal(desk))
        for grid in self.editor.grids:
            grid.edited.connect(self._show_own_reasons)
        self._show_own_reasons()
        self.editor.focus_field("reason_0")

    def _sections(self) -> tuple[Section, ...]:
        return tuple(_section(n, len(self._rules), many[0]) for n, many in enumerate(self._rules.values()))

    def _proposal(self, desk: Desk) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for number, many in enumerate(self._rules.values()):
            found |= {
                f"figures_{number}": "\n".join(f.message_ja for f in many),
                f"remedy_{number}": many[0].remedy_ja,
                f"same_{number}": True,
                f"decided_on_{number}": desk.today,
            }
        return found

    def _show_own_reasons(self) -> None:
        values = self.editor.read()
        for number in range(1, len(self._rules)):
            for name in _ASKED:
                self.editor.set_field_visible(f"{name}_{number}", not values[f"same_{number}"])

    def _give(self) -> None:
        values = self.editor.read()
        drafts = []
        for number, rule in enumerate(self._rules):
            source = 0 if number and values[f"same_{number}"] else number
            drafts.append(ExceptionDraft(rule=rule, **{name: values[f"{name}_{source}"] for name in _ASKED}))
        self.drafts = tuple(drafts)
        self.editor.revert()
        self.done(QDialog.DialogCode.Accepted)
        self.given.emit(self.drafts)


def ask_reasons(parent: QWidget, findings: tuple[LimitFinding, ...]) -> Given | None:
    """Ask and wait; one draft for each rule, or None when the act is left. `parent` stands in a window with a desk."""
    dialog = ReasonDialog(_desk_of(parent), findings, parent)
    dialog.exec()
    return dialog.drafts


def run_with_reasons(
    desk: Desk,
    command: Callable[[Given], Result[Any]],
    done: Callable[[Result[Any]], None] | None = None,
    *,
    failed: Callable[[KnownError], bool | None] | None = None,
    given_up: Callable[[], None] | None = None,
    parent: QWidget | None = None,
) -> None:
    """Run `command` with no reasons; where it needs some, ask for them and run it again with them.

    `failed` hears of all other refusals, `given_up` when the person went back instead of giving a reason.
    """

    def attempt(given: Given) -> None:
        desk.operations.command(partial(command, given), done, failed=partial(refused, given), owner=parent)

    def refused(given: Given, error: KnownError) -> bool | None:
        if not isinstance(error, NeedsReason):
            return failed(error) if failed else False
        dialog = ReasonDialog(desk, error.findings, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda drafts: attempt((*given, *drafts)))
        if given_up:
            dialog.rejected.connect(given_up)
        dialog.open()
        return True

    attempt(())


class ReasonedDialog(FormDialog):
    """A `FormDialog` whose command may need reasons: it takes them beside the record."""

    def __init__(
        self, desk: Desk, act: Act, command: Callable[[Any, Given], Result[Any]], parent: QWidget | None = None
    ) -> None:
        self._reasoned = command
        super().__init__(desk, replace(act, command=lambda draft: command(draft, ())), parent)

    def _run(self) -> None:
        draft = self.editor.record()
        self.accept_button.setEnabled(False)
        work = partial(self._reasoned, draft)
        enable = partial(self.accept_button.setEnabled, True)
        run_with_reasons(self._desk, work, self._went_through, failed=self._refused, given_up=enable, parent=self)


def _section(number: int, count: int, finding: LimitFinding) -> Section:
    def name(of: str) -> str:
        return f"{of}_{number}"

    same = FieldSpec(name=name("same"), kind=Kind.BOOL, label=texts.SAME, wide=True)
    fields = (
        FieldSpec(name=name("figures"), kind=Kind.SHOW, label=texts.FIGURES, wide=True),
        FieldSpec(name=name("remedy"), kind=Kind.SHOW, label=texts.REMEDY, wide=True),
        *((same,) if number else ()),
        FieldSpec(name=name("reason"), kind=Kind.MEMO, label=term("reason"), required=True, lines=2),
        FieldSpec(name=name("requested_by"), label=term("requested_by")),
        FieldSpec(name=name("decided_by"), label=term("agreed_to_by"), required=True),
        FieldSpec(name=name("decided_on"), kind=Kind.DATE, label=term("agreed_to_on"), required=True),
        FieldSpec(name=name("paper"), label=term("decision_paper")),
    )
    return Section(texts.head(number + 1, count, finding.article or texts.OUT_OF_ORDER), fields)


def _by_rule(findings: tuple[LimitFinding, ...]) -> dict[str, list[LimitFinding]]:
    rules: dict[str, list[LimitFinding]] = {}
    for finding in findings:
        rules.setdefault(finding.rule_id, []).append(finding)
    return rules


def _desk_of(widget: QWidget) -> Desk:
    """The desk of the tab or window that `widget` stands in; TypeError when there is none."""
    found: QWidget | None = widget
    while found is not None:
        desk = getattr(found, "desk", None)
        if isinstance(desk, Desk):
            return desk
        found = found.parentWidget()
    raise TypeError(type(widget).__name__)

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from saroma_desk.domain.explain import explain_period_end
from saroma_desk.domain.limits import LimitFinding
from saroma_desk.services.exceptions import ExceptionDraft, NeedsReason
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.explain import show_explanations
from saroma_desk.ui.dialogs.reason import ReasonDialog, run_with_reasons


def finding(rule: str, article: str, message: str) -> LimitFinding:
    return LimitFinding(
        rule_id=rule,
        kept=False,
        article=article,
        message_ja=message,
        remedy_ja="回数を減らすか、理由を記録してください。",
        subject="visit:1",
        excused_by=("visit:1",),
    )


VISITS = finding("visits", "要領10(2)", "派遣回数（要領10(2)）：16回目です（15回以内）。")
WINDOW = finding("window", "要領10(3)", "派遣時間帯（要領10(3)）：18:30に終わります。")


class Limited:
    """Stands for a service that needs reasons for some rules."""

    def __init__(self, *findings: LimitFinding) -> None:
        self.findings = findings
        self.calls: list[tuple[ExceptionDraft, ...]] = []

    def __call__(self, given: tuple[ExceptionDraft, ...]) -> Result[str]:
        self.calls.append(given)
        missing = tuple(f for f in self.findings if f.rule_id not in {d.rule for d in given})
        if missing:
            raise NeedsReason(missing)
        return Result("done")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> QWidget:
    found = QWidget()
    found.desk = desk
    qtbot.addWidget(found)
    found.show()
    return found


def opened() -> ReasonDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, ReasonDialog) and w.isVisible())


def fill(qtbot: QtBot, dialog: ReasonDialog, **texts: str) -> None:
    for name, text in texts.items():
        qtbot.keyClicks(dialog.editor.cell(name).widget.inputs()[0], text)


def test_the_act_goes_on_with_the_reason(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    act, done = Limited(VISITS), []
    run_with_reasons(desk, act, done.append, parent=window)
    dialog = opened()
    assert dialog.editor.cell("figures_0").widget.value() == VISITS.message_ja
    fill(qtbot, dialog, reason_0="hospital", decided_by_0="chief")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert [r.value for r in done] == ["done"]
    (draft,) = act.calls[-1]
    assert (draft.rule, draft.reason, draft.decided_by, draft.decided_on) == ("visits", "hospital", "chief", desk.today)


def test_one_decision_may_serve_several_rules_or_each_its_own(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    act = Limited(VISITS, WINDOW)
    run_with_reasons(desk, act, parent=window)
    dialog = opened()
    fill(qtbot, dialog, reason_0="hospital", decided_by_0="chief")
    assert not dialog.editor.cell("reason_1").isVisible()
    qtbot.keyClick(dialog.editor.cell("same_1").widget.inputs()[0], Qt.Key.Key_Space)
    fill(qtbot, dialog, reason_1="late work", decided_by_1="mayor")
    dialog.editor.save()
    assert [(d.rule, d.reason) for d in act.calls[-1]] == [("visits", "hospital"), ("window", "late work")]


def test_an_empty_reason_stays_open_and_going_back_does_nothing(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    act, given_up = Limited(VISITS), []
    run_with_reasons(desk, act, given_up=lambda: given_up.append(True), parent=window)
    dialog = opened()
    dialog.editor.save()
    assert dialog.isVisible()
    assert dialog.editor.cell("reason_0").error()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert (given_up, len(act.calls)) == ([True], 1)


def test_figures_are_explained_with_formula_and_article(qtbot: QtBot, window: QWidget) -> None:
    dialog = show_explanations(window, [explain_period_end(date(2026, 6, 15), 3, "要領10(1)")])
    assert dialog is not None
    assert "応当日" in dialog.texts()
    assert "要領10(1)" in dialog.texts()
    qtbot.keyClick(dialog, Qt.Key.Key_F4)
    assert show_explanations(window, []) is None

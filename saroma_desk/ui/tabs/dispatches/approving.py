"""Approving and changing a dispatch: the terms with what was asked and what every limit says beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from saroma_desk.domain.dispatch import Decision, Dispatch, Outcome, Terms
from saroma_desk.domain.limits import LimitFinding
from saroma_desk.domain.provider import contract_covering
from saroma_desk.services import applying
from saroma_desk.services.helplist import HelpDetail
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.dialogs.reason import Given, ReasonedDialog
from saroma_desk.ui.fields import Unread
from saroma_desk.ui.tabs.dispatches import fields, texts
from saroma_desk.ui.tabs.dispatches.compare import CompareGrid
from saroma_desk.ui.tabs.dispatches.findings import FindingList
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act

CHECK_PAUSE_MS = 250
_TOLD = ("difference_reason", "share_goal", "share_notes", "conditions", "emergency", "town_staff", "map_attached")
_TERMS = (
    "first_day",
    "last_day",
    "visits",
    "per_week",
    "weekdays",
    "start",
    "end",
    "minutes",
    "help_kinds",
    "help_detail",
)


class ApprovalDialog(ReasonedDialog):
    """Terms on the left; on the right what was asked (or held before) and the limits, read again while one types.

    Args:
        desk: the window's shared state.
        detail: the application.
        change: whether terms that were approved are changed (変更承認).
    """

    box_width = 1160

    def __init__(self, desk: Desk, detail: HelpDetail, *, change: bool = False) -> None:
        kind = "change" if change else "approve"
        self._detail, self._is_change = detail, change
        act = Act(
            title=texts.TITLES[kind],
            sections=fields.approval_sections(detail, change=change),
            record=_before(desk, detail) if change else _proposal(desk, detail),
            command=_never,
            accept=texts.ACCEPT[kind],
            draft_key=f"{kind}:{detail.application.id}",
        )
        super().__init__(desk, act, partial(_changed if change else _approved, desk, detail))
        self.compare = CompareGrid()
        self.contract = QLabel()
        self.findings = FindingList()
        self._place()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_PAUSE_MS)
        self._timer.timeout.connect(self.check)
        for grid in self.editor.grids:
            grid.edited.connect(self._timer.start)
        self.check()

    def check(self) -> None:
        """Ask the limits about what stands in the fields; what cannot be read counts as not fixed."""
        dispatch = self._typed()
        held = self._detail.case.dispatch if self._is_change and self._detail.case else None
        other = held.terms if held else self._detail.application.wished
        snapshot = self._detail.snapshot
        heads = (texts.BEFORE, texts.AFTER) if self._is_change else (texts.ASKED, texts.APPROVED)
        pairs = zip(heads, (other, dispatch.terms), strict=True)
        self.compare.show_columns([(head, texts.terms_rows(terms, snapshot)) for head, terms in pairs])
        self.contract.setText(self._contract(dispatch))
        work = partial(applying.check_terms, self._desk.ctx, self._detail.application.id, dispatch)
        self._desk.operations.query(work, self._show, key="dispatches.terms", owner=self, failed=lambda _: True)

    def _show(self, findings: tuple[LimitFinding, ...]) -> None:
        if findings:
            self.findings.show_findings(findings)
        else:
            self.findings.say(texts.NOT_TYPED, "help")

    def _typed(self) -> Dispatch:
        values = {k: None if isinstance(v, Unread) else v for k, v in self.editor.record().items()}
        return _dispatch(self._desk, self._detail, values)

    def _contract(self, dispatch: Dispatch) -> str:
        first, last = dispatch.terms.first_day, dispatch.terms.last_day
        if first is None or last is None or not dispatch.provider_id:
            return texts.NO_PROVIDER
        found = contract_covering(self._detail.contracts, dispatch.provider_id, first, last)
        return texts.contract_words(texts.span(found.first_day, found.last_day) if found else "")

    def _place(self) -> None:
        side = QFrame(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 8, 8, 8)
        column.addWidget(self.compare)
        self.contract.setProperty("role", "help")
        column.addWidget(self.contract)
        head = QLabel(texts.LIMITS, side)
        head.setObjectName("section_title")
        column.addWidget(head)
        column.addWidget(self.findings, 1)
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 10, 0)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self.editor, both)
        row.addWidget(self.editor, 4)
        row.addWidget(side, 3)


def _proposal(desk: Desk, detail: HelpDetail) -> dict[str, Any]:
    """What was asked, with the only provider under contract and the goals of the plan."""
    wished = detail.application.wished
    today = desk.today
    under_contract = {
        c.provider_id for c in detail.contracts if c.first_day <= (wished.first_day or today) <= c.last_day
    }
    return {
        **_terms_of(wished),
        "drafted_on": today,
        "decided_on": today,
        "provider_id": next(iter(under_contract)) if len(under_contract) == 1 else None,
        "town_staff": desk.ctx.user,
        "share_goal": detail.share_goal,
    }


def _before(desk: Desk, detail: HelpDetail) -> dict[str, Any]:
    held = detail.case.dispatch if detail.case else None
    if held is None:
        return {}
    told = {name: getattr(held, name) for name in (*_TOLD, "provider_id", "address_confirmed_by")}
    return {**_terms_of(held.terms), **told, "approved_on": desk.today, "effective_from": desk.today}


def _terms_of(terms: Terms) -> dict[str, Any]:
    return {f"terms.{name}": getattr(terms, name) for name in _TERMS}


def _dispatch(desk: Desk, detail: HelpDetail, values: Mapping[str, Any]) -> Dispatch:
    """The dispatch as typed; the days that are still open count as today."""
    terms = Terms(**{name: values[f"terms.{name}"] for name in _TERMS})
    return Dispatch(
        episode_id=detail.snapshot.episode.id,
        application_id=detail.application.id,
        provider_id=values["provider_id"] or 0,
        approved_on=values.get("approved_on") or values.get("decided_on") or desk.today,
        effective_from=values.get("effective_from") or terms.first_day or desk.today,
        terms=terms,
        change_reason=values.get("change_reason") or "",
        address_confirmed_by=values.get("address_confirmed_by") or "",
        **{name: values[name] for name in _TOLD},
    )


def _approved(desk: Desk, detail: HelpDetail, values: Mapping[str, Any], given: Given) -> Result[Dispatch]:
    decision = Decision(
        application_id=detail.application.id,
        outcome=Outcome.APPROVED,
        drafted_on=values["drafted_on"],
        decided_on=values["decided_on"],
        notified_on=values["notified_on"],
        decided_by=values["decided_by"] or "",
    )
    draft = _dispatch(desk, detail, values)
    return applying.approve(desk.ctx, detail.application.id, decision, draft, given)


def _changed(desk: Desk, detail: HelpDetail, values: Mapping[str, Any], given: Given) -> Result[Dispatch]:
    draft = _dispatch(desk, detail, values)
    first = detail.case.dispatches[0].terms.first_day if detail.case else None
    return applying.change(
        desk.ctx, detail.application.id, replace(draft, terms=replace(draft.terms, first_day=first)), given
    )


def _never(_: object) -> Result[Any]:
    raise AssertionError(term("approval"))

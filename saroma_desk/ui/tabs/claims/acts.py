"""The acts on a claim: which are possible now, and the box for each (要領16・17)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout

from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.services import claims
from saroma_desk.services.claimfile import ClaimFile, read_claim_file
from saroma_desk.services.claims import ClaimDetail, ClaimPaper
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import FieldEnv, FieldSpec, Kind, Section
from saroma_desk.ui.tabs.claims import accepting, texts
from saroma_desk.ui.tabs.claims.asked_grid import AskedGrid
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog

Values = Mapping[str, Any]
ALL = ("compute", "receive", "return", "accept", "inspect", "pay")
"""In the order of the buttons."""

_OPEN = (ClaimStatus.COMPUTED, ClaimStatus.RECEIVED, ClaimStatus.RETURNED)
_ACCEPTED = (ClaimStatus.ACCEPTED, ClaimStatus.PAID)


def possible(claim: Claim | None) -> tuple[str, ...]:
    """Acts that can be done with a provider's month now."""
    if claim is None:
        return ("compute",)
    found = ["compute", "receive"] if claim.status in _OPEN else []
    if claim.status is ClaimStatus.RECEIVED:
        found += ["return", "accept"]
    if claim.status in _ACCEPTED:
        found += ["inspect", "pay"] if claim.inspected_on else ["inspect"]  # also to put a slip right
    return tuple(found)


def open_act(desk: Desk, detail: ClaimDetail, act: str) -> FormDialog:
    """Open the box of an act; KeyError for one that has none."""
    dialog = _BOXES[act](desk, detail)
    dialog.open()
    return dialog


class ReceiveDialog(FormDialog):
    """The provider's paper: head amount, rows as far as they are to be compared, typed or read from its file."""

    box_width = 760

    def __init__(self, desk: Desk, detail: ClaimDetail) -> None:
        self._detail = detail
        claim = detail.claim
        record = {"received_on": desk.today, "asked": ()}
        if claim.status is ClaimStatus.RECEIVED:
            kept = ("asked_total", "received_on", "claimed_on", "sheets", "asked")
            record = {name: getattr(claim, name) for name in kept}

        def command(values: Values) -> Result[Claim]:
            return claims.receive(desk.ctx, claim.id, ClaimPaper(**values))

        super().__init__(desk, _act("receive", detail, (_paper_section(detail),), record, command))
        self.file_button = QPushButton(texts.FROM_FILE, self)
        self.file_button.setAutoDefault(False)
        self.file_button.clicked.connect(self._choose_file)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            row = QHBoxLayout()
            row.setContentsMargins(12, 8, 12, 0)
            row.addWidget(self.file_button)
            row.addStretch(1)
            row.addWidget(self._other_households())
            layout.insertLayout(0, row)

    @property
    def _grid(self) -> AskedGrid:
        return cast("AskedGrid", self.editor.cell("asked").widget)

    def _other_households(self) -> QComboBox:
        """Households without a visit in the month, for a paper that asks for one of them."""
        box = self.others = QComboBox(self)
        box.setAccessibleName(texts.ADD_HOUSEHOLD)
        box.setPlaceholderText(texts.ADD_HOUSEHOLD)
        box.setToolTip(texts.ADD_HOUSEHOLD_HELP)
        for household_id, number in self._detail.others:
            box.addItem(number, household_id)
        box.setCurrentIndex(-1)
        box.setVisible(bool(self._detail.others))
        box.activated.connect(self._add_household)
        return box

    def _add_household(self, index: int) -> None:
        grid, household_id = self._grid, self.others.itemData(index)
        grid.add_household(household_id, self.others.itemText(index))
        self.others.setCurrentIndex(-1)
        self.fit()
        grid.boxes[household_id, "visits"].box.setFocus()

    def read_file(self, file: Path) -> None:
        """Fill the fields from the provider's Excel or CSV file; nothing is stored yet."""
        claim = self._detail.claim
        work = partial(read_claim_file, self._desk.ctx, claim.provider_id, claim.month, file, claim.family)
        self._desk.operations.query(work, self._fill, key="claims.file", owner=self)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, texts.FILE_TITLE, "", texts.FILE_FILTER)
        if name:
            self.read_file(Path(name))

    def _fill(self, found: ClaimFile) -> None:
        asked = self._grid
        for household_id, number in found.numbers.items():
            asked.add_household(household_id, number)
        asked.set_value(found.asked)
        asked.edited.emit()
        if found.asked_total is not None:
            total = self.editor.cell("asked_total").widget
            total.set_value(found.asked_total)
            total.edited.emit()
        self._desk.say("\n".join((texts.FILE_DONE, *found.problems)))


def _paper_section(detail: ClaimDetail) -> Section:
    least = 0 if detail.total.town_yen >= 0 else None  # more is given back than the month costs

    def grid(spec: FieldSpec, env: FieldEnv, parent: Any) -> AskedGrid:  # noqa: ANN401
        return AskedGrid(spec, env, parent, detail.households)

    return Section(
        texts.ASKED_SIDE,
        (
            FieldSpec(
                name="asked_total", kind=Kind.NUMBER, label=term("asked_head"), unit="円", required=True, low=least
            ),
            FieldSpec(name="sheets", kind=Kind.NUMBER, label=term("report_sheets"), unit="枚", low=0),
            FieldSpec(name="received_on", kind=Kind.DATE, label=term("application_received_on"), required=True),
            FieldSpec(name="claimed_on", kind=Kind.DATE, label=term("claimed_on")),
            FieldSpec(
                name="asked",
                label=term("asked_rows"),
                help=texts.ASKED_HELP,
                wide=True,
                personal=True,
                widget=grid,
            ),
        ),
    )


def _return(desk: Desk, detail: ClaimDetail) -> FormDialog:
    section = Section(
        texts.TITLES["return"],
        (
            FieldSpec(
                name="return_reason",
                kind=Kind.MEMO,
                label=term("return_reason"),
                help=texts.RETURN_HELP,
                required=True,
                lines=8,
            ),
            FieldSpec(name="returned_on", kind=Kind.DATE, label=term("returned_on"), required=True),
        ),
    )

    def command(values: Values) -> Result[Claim]:
        return claims.return_claim(desk.ctx, detail.claim.id, values["return_reason"], values["returned_on"])

    record = {"returned_on": desk.today, "return_reason": "\n".join(d.text for d in detail.differences)}
    return FormDialog(desk, _act("return", detail, (section,), record, command))


def _accept(desk: Desk, detail: ClaimDetail) -> FormDialog:
    note = texts.accept_note(len(detail.differences))
    record = {"accepted_on": desk.today, "left_out": ()}
    command = partial(accepting.accept, desk, detail)
    return FormDialog(desk, _act("accept", detail, accepting.sections(detail), record, command, note))


def _inspect(desk: Desk, detail: ClaimDetail) -> FormDialog:
    section = Section(
        texts.TITLES["inspect"],
        (
            FieldSpec(name="inspected_on", kind=Kind.DATE, label=term("inspected_on"), required=True),
            FieldSpec(name="inspector", label=term("inspector"), required=True),
        ),
    )

    def command(values: Values) -> Result[Claim]:
        return claims.inspect(desk.ctx, detail.claim.id, values["inspected_on"], values["inspector"])

    claim = detail.claim
    record = {"inspected_on": claim.inspected_on or desk.today, "inspector": claim.inspector}
    return FormDialog(desk, _act("inspect", detail, (section,), record, command))


def _pay(desk: Desk, detail: ClaimDetail) -> FormDialog:
    section = Section(
        texts.TITLES["pay"],
        (
            FieldSpec(name="paid_on", kind=Kind.DATE, label=term("paid_on"), required=True),
            FieldSpec(name="expense_no", label=term("expense_no")),
        ),
    )

    def command(values: Values) -> Result[Claim]:
        return claims.pay(desk.ctx, detail.claim.id, values["paid_on"], values["expense_no"])

    record = {"paid_on": detail.claim.paid_on or desk.today, "expense_no": detail.claim.expense_no}
    return FormDialog(desk, _act("pay", detail, (section,), record, command))


def _act(
    kind: str,
    detail: ClaimDetail,
    sections: tuple[Section, ...],
    record: Values,
    command: Callable[[Any], Result[Claim]],
    note: str = "",
) -> Act:
    return Act(
        title=texts.TITLES[kind],
        sections=sections,
        record=record,
        command=command,
        accept=texts.ACCEPT_WORDS[kind],
        note=note,
        draft_key=f"claim.{kind}:{detail.claim.id}",
    )


_BOXES: dict[str, Callable[[Desk, ClaimDetail], FormDialog]] = {
    "receive": ReceiveDialog,
    "return": _return,
    "accept": _accept,
    "inspect": _inspect,
    "pay": _pay,
}

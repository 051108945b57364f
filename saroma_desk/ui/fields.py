"""What an editor is made of, as data: sections of fields, each bound to one attribute of a record.

    SECTIONS = (
        Section("基本", (
            FieldSpec(name="name", kind=Kind.NAME, kana_field="kana", label="氏名", required=True, personal=True),
            FieldSpec(name="birth_date", kind=Kind.DATE, label="生年月日", hint=age_hint),
            FieldSpec(name="wished.visits", kind=Kind.NUMBER, label="希望回数", unit="回", low=1),
        )),
    )

A dotted name reaches into a record within the record. Labels come from `terms.term(...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from saroma_desk.ui.widgets.field_widget import FieldWidget


class Kind(StrEnum):
    """Which input a field gets, and which Python value it gives."""

    TEXT = "text"  # str, as typed
    NAME = "name"  # str, as typed; with `kana_field` a second box whose text follows the typed kana
    KANA = "kana"  # str
    MEMO = "memo"  # str of several lines; Tab leaves
    DATE = "date"  # date | None
    MONTH = "month"  # domain.calendar.YearMonth | None
    TIME = "time"  # time | None
    NUMBER = "number"  # int | None
    CHOICE = "choice"  # a choice's value; None when nothing is chosen and no choice has the value None
    MULTI = "multi"  # tuple of choice values, in the order of the choices
    BOOL = "bool"  # bool
    WEEKDAYS = "weekdays"  # tuple of int, 0 = Monday
    PHONE = "phone"  # str in half width
    ROWS = "rows"  # tuple of `row_type` (or dicts), one small editor for each
    SHOW = "show"  # read only; never part of what `read()` gives


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: Any
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How a shown value came about (「この数字の求め方」).

    Attributes:
        title: what is explained.
        value: the value as shown.
        formula: the rule in words or as a sum.
        inputs: pairs of what went in and its value.
        source: the article it follows.
    """

    title: str
    value: str
    formula: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a box and cannot be read as a value; kept as typed, so nothing is lost."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of an editor.

    Attributes:
        name: attribute of the record, dotted for a record within it.
        label: word above the box.
        kind: which input.
        help: one quiet line under the box.
        required: an empty box is an error at saving.
        wide: takes the whole width instead of one of two columns.
        unit: word after the box (円, 回, 分).
        choices: for CHOICE and MULTI; `FormEditor.set_choices` replaces them later.
        radio: a CHOICE as radio buttons in a row instead of a drop-down box.
        kana_field: for NAME, the attribute that holds the furigana.
        low, high: inclusive bounds of a NUMBER.
        lines: height of a MEMO in lines.
        personal: hidden in counter mode.
        hint: for DATE, words beside the date, from the day and today; added to era and weekday.
        display: for SHOW, how the value reads.
        explain: from the loaded record, how the value came about; F4 shows it.
        columns: fields of one row of ROWS.
        row_type: record class of one row, made with keyword arguments; None gives dicts.
        add_label: word on the button that adds a row.
        counter: what rows of ROWS are counted in (人); 件 when empty.
        widget: makes a `FieldWidget` of a tab's own from spec, env and parent, instead of the kind's usual input.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    required: bool = False
    wide: bool = False
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    radio: bool = False
    kana_field: str = ""
    low: int | None = None
    high: int | None = None
    lines: int = 3
    personal: bool = False
    hint: Callable[[date, date], str] | None = None
    display: Callable[[Any], str] = field(default=str)
    explain: Callable[[Any], Explanation | None] | None = None
    columns: tuple[FieldSpec, ...] = ()
    row_type: type | None = None
    add_label: str = ""
    counter: str = ""
    widget: Callable[[FieldSpec, FieldEnv, QWidget], FieldWidget] | None = None

    @property
    def takes_whole_width(self) -> bool:
        """Whether the field is too broad for one of two columns."""
        return self.wide or self.kind in (Kind.MEMO, Kind.ROWS)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields."""

    title: str
    fields: tuple[FieldSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEnv:
    """What inputs must know of the world.

    Attributes:
        today: today's date by the context's clock.
    """

    today: Callable[[], date]

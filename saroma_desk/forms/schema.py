"""What a template may say: the typed shape of `forms_templates/formNN/template.yaml`.

Measures are millimetres, sizes points. `forms_templates/README.md` explains every key to those who edit templates.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Format = Literal[
    "text", "name", "date", "short_date", "day", "month", "amount", "yen", "number", "minutes", "time", "check",
    "choice", "rows",
]  # fmt: skip
Align = Literal["left", "center", "right", "spread"]
Vertical = Literal["top", "middle", "bottom"]
SealMode = Literal["space", "omitted", "none"]
Overflow = Literal["grow", "annex", "error"]
Positive = Annotated[float, Field(gt=0, le=297)]
Millimetres = Annotated[float, Field(ge=0, le=297)]
Points = Annotated[float, Field(ge=6, le=40)]


class Strict(BaseModel):
    """No unknown key, no change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Conditional(Strict):
    """When a block or row is printed: only in this time, only when a value is (not) there."""

    from_: date | None = Field(None, alias="from")
    until: date | None = None
    when: str | None = None
    unless: str | None = None
    in_blank: bool = True


class FieldSpec(Strict):
    """How one value is written. `label` is its Japanese name in messages; `blank` stands where nothing is known."""

    format: Format = "text"
    label: str
    blank: str | int | None = None
    unit: str = ""
    options: dict[str, str] = Field(default_factory=dict)
    separator: str = "　"
    official: bool = False
    item: dict[str, FieldSpec] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> FieldSpec:
        if (self.format == "rows") != (self.item is not None):
            raise ValueError("format: rows と item は、いっしょに書いてください")
        if self.format == "choice" and not self.options:
            raise ValueError("format: choice には options が要ります")
        return self


def _cell_from_text(value: Any) -> Any:  # noqa: ANN401
    return {"text": value} if isinstance(value, str) else value


class Cell(Strict):
    """One cell of a grid: a label, a text with {fields}, one field, or check squares."""

    label: str | None = None
    text: str | None = None
    field: str | None = None
    checks: str | None = None
    check_columns: int = Field(0, ge=0, le=8)
    furigana: str | None = None
    span: int = Field(1, ge=1)
    align: Align | None = None
    valign: Vertical = "middle"
    size: Points | None = None
    shrink: bool = True
    overflow: Overflow = "grow"
    unit: str = ""
    writing_lines: int = Field(0, ge=0, le=40)
    slash: bool = False
    shade: bool | str = False
    strike: str | None = None
    name: str = ""

    @model_validator(mode="after")
    def _one_content(self) -> Cell:
        if sum(value is not None for value in (self.label, self.text, self.field, self.checks)) > 1:
            raise ValueError("label・text・field・checks は、1つの欄に1つだけ書けます")
        return self


CellSpec = Annotated[Cell, BeforeValidator(_cell_from_text)]


class Row(Conditional):
    """A row of a grid, a group of rows under one label, or a row repeated for each item of a list."""

    label: str | None = None
    label_align: Align = "spread"
    label_span: int = Field(1, ge=1)
    text: str | None = None
    field: str | None = None
    checks: str | None = None
    check_columns: int = Field(0, ge=0, le=8)
    furigana: str | None = None
    align: Align | None = None
    valign: Vertical = "middle"
    size: Points | None = None
    shrink: bool = True
    overflow: Overflow = "grow"
    unit: str = ""
    writing_lines: int = Field(0, ge=0, le=40)
    cells: list[CellSpec] | None = None
    rows: list[Row] | None = None
    repeat: str | None = None
    min: int = Field(0, ge=0, le=200)
    header: bool = False
    subtotal: bool = False
    columns: list[Positive] | None = None
    height: Positive | None = None
    min_height: Positive | None = None
    max_height: Positive | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Row:
        content = [self.text, self.field, self.checks, self.cells, self.rows]
        if sum(value is not None for value in content) > 1:
            raise ValueError("text・field・checks・cells・rows は、1つの行に1つだけ書けます")
        if self.rows is None and (self.columns is not None or (self.repeat is not None and self.cells is None)):
            raise ValueError("columns は rows と、repeat は cells か rows といっしょに書いてください")
        if self.subtotal and (self.cells is None or self.repeat is not None):
            raise ValueError("subtotal は、repeat のない cells の行に書いてください")
        return self


class FormNumber(Conditional):
    """The line 様式n号（第mm関係）at the top left; text defaults to the template's citation."""

    block: Literal["form_number"]
    text: str | None = None


class HeadLine(Strict):
    """One line of an address or sender block, with an optional label before it."""

    text: str
    label: str | None = None
    furigana: str | None = None
    size: Points | None = None
    seal: bool = False
    optional: bool = False
    without_seal: bool = False


def _head_lines(value: Any) -> Any:  # noqa: ANN401
    lines = value if isinstance(value, list) else [value]
    return [{"text": line} if isinstance(line, str) else line for line in lines]


HeadLines = Annotated[list[HeadLine], BeforeValidator(_head_lines)]


class OutgoingHead(Conditional):
    """Number and date at the right, addressee at the left, sender at the right with room for the 公印."""

    block: Literal["outgoing_head"]
    number: str | None = None
    date: str | None = None
    to: HeadLines
    sender: HeadLines
    seal: SealMode = "space"


class IncomingHead(Conditional):
    """Date at the right, 町長 at the left, the person or body that hands the paper in at the right."""

    block: Literal["incoming_head"]
    date: str | None = None
    to: HeadLines
    sender: HeadLines = Field(default_factory=list)
    label_width: Positive = 20
    width: Positive = 92
    stamp: Literal["none", "right", "left"] = "none"
    stamp_label: str | None = None


class Title(Conditional):
    """The title, letter-spaced and centred; text defaults to the template's title."""

    block: Literal["title"]
    text: str | None = None
    size: Points | None = None
    before: Millimetres = 4
    after: Millimetres = 6


class Paragraph(Conditional):
    """Running text with {fields}, both edges flush."""

    block: Literal["paragraph"]
    text: str
    indent: float = Field(1.0, ge=0, le=10)
    size: Points | None = None
    align: Align | None = None
    before: Millimetres = 0
    after: Millimetres = 4
    leading: float | None = Field(None, ge=1, le=3)


class Ki(Conditional):
    """記, centred."""

    block: Literal["ki"]
    before: Millimetres = 1
    after: Millimetres = 4


class Ijo(Conditional):
    """以上, at the right."""

    block: Literal["ijo"]
    before: Millimetres = 2
    after: Millimetres = 2


class Grid(Conditional):
    """A ruled table. `frame: double` is the double rule of 町処理欄."""

    block: Literal["grid"]
    columns: list[Positive]
    rows: list[Row]
    heading: str | None = None
    frame: Literal["single", "double", "none"] = "single"
    row_height: Positive = 8
    size: Points | None = None
    leading: float | None = Field(None, ge=1, le=3)
    align: Literal["left", "center", "right"] = "left"
    keep: bool = False
    stretch: Millimetres = 0
    before: Millimetres = 0
    after: Millimetres = 4

    @model_validator(mode="after")
    def _narrow_enough(self) -> Grid:
        if sum(self.columns) > 165.01:
            raise ValueError("columns の合計は 165 mm までです")
        return self


class Notice(Conditional):
    """A boxed text of shared.yaml (`notices`), in the version of the paper's day."""

    block: Literal["notice"]
    text: str
    before: Millimetres = 3
    after: Millimetres = 3
    red: bool = False


class Notes(Conditional):
    """Notes in small type; each item hangs behind its mark."""

    block: Literal["notes"]
    items: list[str]
    heading: str | None = None
    marks: Literal["number", "dot", "none"] = "number"
    size: Points | None = None
    before: Millimetres = 1
    after: Millimetres = 2


class Approval(Conditional):
    """決裁欄: a row of squares under their labels."""

    block: Literal["approval"]
    labels: list[str]
    heading: str | None = None
    size: Positive = 15
    align: Literal["left", "center", "right"] = "right"
    before: Millimetres = 2
    after: Millimetres = 2


class Spacer(Conditional):
    """White space."""

    block: Literal["spacer"]
    height: Positive


class PageBreak(Conditional):
    """The next block begins a new page."""

    block: Literal["page_break"]


Block = Annotated[
    FormNumber | OutgoingHead | IncomingHead | Title | Paragraph | Ki | Ijo | Grid | Notice | Notes | Approval
    | Spacer | PageBreak,
    Field(discriminator="block"),
]  # fmt: skip

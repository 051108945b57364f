"""The shape of `forms_templates/shared.yaml`: page grammar, switches and words that all papers share."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from saroma_desk.forms.schema import Millimetres, Points, Positive, Strict

# What the words of the page grammar may speak of; the others are printed as they stand.
_MARKS = {
    "row": ("row",),
    "annex_reference": ("mark",),
    "annex_two_lines": ("mark",),
    "annex_short": ("mark",),
    "annex_of": ("citation", "title"),
    "continued": ("citation", "title"),
    "page_number": ("page", "pages"),
    "substituted": ("drawn", "meant"),
}


class PageSpec(Strict):
    """Margins in mm."""

    left: Millimetres = 25
    right: Millimetres = 20
    top: Millimetres = 20
    bottom: Millimetres = 18


class Sizes(Strict):
    """Type sizes in points; nothing but furigana and marks is ever smaller than `minimum`."""

    body: Points = 10.5
    title: Points = 15
    table: Points = 10
    form_number: Points = 9
    note: Points = 8.5
    furigana: Points = 6.5
    footer: Points = 8
    head: Points = 11
    minimum: Points = 8


class Leading(Strict):
    """Distance of baselines as a multiple of the type size."""

    body: float = Field(1.75, ge=1, le=3)
    table: float = Field(1.35, ge=1, le=3)
    note: float = Field(1.5, ge=1, le=3)


class Weights(Strict):
    """Weights of rules in points."""

    outer: float = Field(0.75, gt=0, le=3)
    inner: float = Field(0.35, gt=0, le=3)
    fine: float = Field(0.25, gt=0, le=3)


class SealSpec(Strict):
    """Room for the 公印, in mm to the right of the sender's name and around it; size of the place of the 契印."""

    room: Positive = 24
    height: Positive = 30
    tally_width: Positive = 25
    tally_height: Positive = 12


class Words(Strict):
    """Fixed words of the page grammar. Their marks in braces are filled in."""

    ki: str
    ijo: str
    furigana: str
    seal: str
    seal_omitted: str
    tally: str
    substituted: str
    stamp: str
    annex: str
    annex_reference: str
    annex_two_lines: str
    annex_short: str
    annex_of: str
    continued: str
    page_number: str
    draft: str
    row: str

    @field_validator("*")
    @classmethod
    def _only_known_marks(cls, words: str, info: ValidationInfo) -> str:
        marks = _MARKS.get(info.field_name or "", ())
        try:
            words.format(**dict.fromkeys(marks, ""))
        except (KeyError, IndexError, ValueError) as error:
            known = "・".join(f"{{{mark}}}" for mark in marks) or "ありません"
            raise ValueError(f"波かっこの記号が違います（ここで使える記号: {known}）") from error
        return words


class Blanks(Strict):
    """What stands for an unknown value where the hand will write."""

    date: str
    short_date: str
    day: str
    month: str
    time: str
    minutes: str
    amount: str
    yen: str


class NoticeVersion(Strict):
    """The wording of a notice from a day on, that day included."""

    from_: date = Field(alias="from")
    heading: str = ""
    items: list[str]


class Shared(Strict):
    """Everything in shared.yaml."""

    language: str = "ja"
    fonts: list[str] = Field(min_length=1)
    digits: Literal["half", "full"] = "full"
    page: PageSpec = PageSpec()
    sizes: Sizes = Sizes()
    leading: Leading = Leading()
    weights: Weights = Weights()
    seal: SealSpec = SealSpec()
    words: Words
    blanks: Blanks
    notices: dict[str, list[NoticeVersion]] = Field(default_factory=dict)

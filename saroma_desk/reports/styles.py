"""Cell styles of the yearly book, as named styles so that an office can change one for all sheets in Excel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

FONT: Final = "游ゴシック"  # on every Windows 10/11 and Office for Mac; charset 128 leads others to a Japanese face
_CHARSET: Final = 128
ERA_SHORT: Final = '[$-411]ge"."m"."d'
ERA_LONG: Final = '[$-411]ggge"年"m"月"d"日"'
YEN: Final = "#,##0;[Red]-#,##0"
COUNT: Final = "#,##0;[Red]-#,##0"
CHANGE: Final = "+#,##0;[Red]-#,##0;0"
HOURS: Final = "#,##0.0"
PERCENT: Final = "0.0%"
CLOCK: Final = "h:mm"

_HEAD, _LABEL, _TOTAL, _INPUT, _ALERT = "1F4E5F", "E3EEF1", "F1F1EC", "FFF9DB", "F9D9D3"
_LINE = Side(style="thin", color="8AA0A8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    size: int = 10
    bold: bool = False
    color: str = "1A1A1A"
    fill: str = ""
    across: str = "left"
    down: str = "center"
    wrap: bool = False
    border: bool = True
    number: str = "General"
    unlocked: bool = False
    indent: int = 0
    strike: bool = False


_LOOKS: Final[dict[str, _Look]] = {
    "title": _Look(size=15, bold=True, border=False),
    "heading": _Look(size=12, bold=True, border=False),
    "meta": _Look(size=9, color="595959", border=False),
    "plain": _Look(border=False, wrap=True, down="top"),
    "head": _Look(bold=True, color="FFFFFF", fill=_HEAD, across="center", wrap=True),
    "label": _Look(bold=True, fill=_LABEL, wrap=True, indent=1),
    "label_center": _Look(bold=True, fill=_LABEL, across="center", wrap=True),
    "text": _Look(wrap=True, indent=1),
    "text_top": _Look(wrap=True, down="top", indent=1),
    "text_struck": _Look(wrap=True, indent=1, strike=True),
    "center": _Look(across="center", wrap=True),
    "center_struck": _Look(across="center", wrap=True, strike=True),
    "large": _Look(size=14, bold=True, across="center"),
    "date": _Look(across="center", number=ERA_SHORT),
    "date_struck": _Look(across="center", number=ERA_SHORT, strike=True),
    "date_long": _Look(across="center", number=ERA_LONG),
    "clock": _Look(across="center", number=CLOCK),
    "count": _Look(across="right", number=COUNT, indent=1),
    "yen": _Look(across="right", number=YEN, indent=1),
    "hours": _Look(across="right", number=HOURS, indent=1),
    "percent": _Look(across="right", number=PERCENT, indent=1),
    "change": _Look(across="right", number=CHANGE, indent=1),
    "change_hours": _Look(across="right", number="+#,##0.0;[Red]-#,##0.0;0.0"),
    "total_label": _Look(bold=True, fill=_TOTAL, across="center"),
    "total": _Look(bold=True, fill=_TOTAL, across="right", number=COUNT, indent=1),
    "total_hours": _Look(bold=True, fill=_TOTAL, across="right", number=HOURS, indent=1),
    "input_text": _Look(fill=_INPUT, wrap=True, down="top", unlocked=True, indent=1),
    "input_center": _Look(fill=_INPUT, across="center", wrap=True, unlocked=True),
    "input_large": _Look(size=14, bold=True, fill=_INPUT, across="center", unlocked=True),
    "input": _Look(fill=_INPUT, across="right", number=YEN, unlocked=True, indent=1),
    "verdict": _Look(bold=True, across="center"),
    "alert": _Look(bold=True, fill=_ALERT, across="center"),
    "masked": _Look(across="right", color="595959", indent=1),
}


def named_styles() -> tuple[NamedStyle, ...]:
    """All styles of the book, new for each workbook (openpyxl binds them to it)."""
    return tuple(_named(name, look) for name, look in _LOOKS.items())


def _named(name: str, look: _Look) -> NamedStyle:
    line = _LINE if look.border else Side()
    return NamedStyle(
        name=f"saroma_{name}",
        font=Font(
            name=FONT,
            charset=_CHARSET,
            family=3,
            size=look.size,
            bold=look.bold,
            color=look.color,
            strike=look.strike or None,
        ),
        fill=PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill(),
        border=Border(left=line, right=line, top=line, bottom=line),
        alignment=Alignment(horizontal=look.across, vertical=look.down, wrap_text=look.wrap, indent=look.indent),
        number_format=look.number,
        protection=Protection(locked=not look.unlocked),
    )

"""How the window looks: fonts, two colour schemes, the stylesheet, and the tones of chips.

The real office is a calm blue-grey; the practice office is amber, so that one glance tells them apart. A tone is never
the only bearer of a meaning: every chip carries a word (see `widgets/chips.py`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from saroma_desk.runtime import resources

FUSION = "Fusion"
"""The style of all widgets, the same on every platform; the stylesheet is drawn upon it."""
GOTHIC = ("BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf")
RARE_KANJI = ("ipamjm.ttf",)
TEXT_PX = 14
"""Height of body text in device-independent pixels; Qt multiplies it by the scale of the screen."""


class Tone(StrEnum):
    """What a chip or a line says with its colour, beside its word."""

    CALM = "calm"
    GOOD = "good"
    ACTIVE = "active"
    WARN = "warn"
    ALARM = "alarm"
    MUTED = "muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """Colours of one office as ``#rrggbb``; the stylesheet names them as ``$band`` and so on."""

    band: str
    band_text: str
    accent: str
    accent_soft: str
    window: str
    strip: str
    strip_line: str
    paper: str = "#ffffff"
    text: str = "#1c2530"
    quiet: str = "#52606e"
    line: str = "#c3ccd6"
    line_strong: str = "#8795a3"
    header: str = "#eaeef2"
    row: str = "#f6f8fa"
    alarm: str = "#a3141f"
    alarm_soft: str = "#fdecec"
    warn: str = "#7a4f00"
    warn_soft: str = "#fff4d6"


REAL = Scheme(
    band="#2c465e",
    band_text="#ffffff",
    accent="#235a8c",
    accent_soft="#dbe8f4",
    window="#f2f5f8",
    strip="#e6eef5",
    strip_line="#bccddc",
)
PRACTICE = Scheme(
    band="#7a4a12",
    band_text="#ffffff",
    accent="#8a4b08",
    accent_soft="#f7e6cf",
    window="#faf7f2",
    strip="#f8ecd9",
    strip_line="#e3c9a0",
    header="#f2ece3",
    row="#fbf8f3",
)

TONES: dict[Tone, tuple[str, str]] = {
    Tone.CALM: ("#e3eaf1", "#24394c"),
    Tone.GOOD: ("#dcefe1", "#14532a"),
    Tone.ACTIVE: ("#d6e6f7", "#123f6b"),
    Tone.WARN: ("#ffefc2", "#5c3b00"),
    Tone.ALARM: ("#fbdcdc", "#86101a"),
    Tone.MUTED: ("#ebedef", "#434c55"),
}
"""Background and text colour of each tone; every pair has a contrast of at least 7:1."""


def tone_colors(tone: Tone) -> tuple[QColor, QColor]:
    """Background and text colour of `tone`."""
    back, front = TONES[tone]
    return QColor(back), QColor(front)


def scheme_of(*, practice: bool) -> Scheme:
    """The colours of the practice office or of the real one."""
    return PRACTICE if practice else REAL


@cache
def load_fonts(names: tuple[str, ...] = GOTHIC) -> tuple[str, ...]:
    """Register bundled fonts and return their family names, each once; call with a running QApplication."""
    families: list[str] = []
    for name in names:
        number = QFontDatabase.addApplicationFont(str(resources.path_of(f"fonts/{name}")))
        families += [f for f in QFontDatabase.applicationFontFamilies(number) if f not in families]
    return tuple(families)


def palette(scheme: Scheme) -> QPalette:
    """The Fusion palette of `scheme`; the disabled group keeps a contrast of at least 4.5:1."""
    result = QPalette(QColor(scheme.header), QColor(scheme.window))
    role = QPalette.ColorRole
    colors = {
        role.Window: scheme.window,
        role.WindowText: scheme.text,
        role.Base: scheme.paper,
        role.AlternateBase: scheme.row,
        role.Text: scheme.text,
        role.Button: scheme.header,
        role.ButtonText: scheme.text,
        role.Highlight: scheme.accent,
        role.HighlightedText: "#ffffff",
        role.PlaceholderText: scheme.quiet,
        role.ToolTipBase: "#fffef2",
        role.ToolTipText: scheme.text,
        role.Link: scheme.accent,
        role.Accent: scheme.accent,
    }
    for name, color in colors.items():
        result.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(scheme.quiet))
    return result


def stylesheet(scheme: Scheme, text_px: int = TEXT_PX) -> str:
    """The application stylesheet with the colours of `scheme` filled in; an unknown ``$token`` raises KeyError."""
    icons = resources.path_of("icons").as_posix()
    sheet = resources.read_text("style/desk.qss")
    return Template(sheet).substitute(asdict(scheme), text_px=text_px, icons=icons)


def apply(app: QApplication, *, practice: bool, text_scale: int = 100) -> None:
    """Give `app` the bundled font, the palette and the stylesheet of its office.

    Args:
        app: the running application.
        practice: whether it is the practice office.
        text_scale: per cent of the normal text height, 80 to 200.
    """
    scheme = scheme_of(practice=practice)
    text_px = round(TEXT_PX * text_scale / 100)
    sheet = stylesheet(scheme, text_px)
    if sheet == app.styleSheet():
        return
    font = QFont(list(load_fonts()))
    font.setPixelSize(text_px)
    app.setFont(font)
    app.setPalette(palette(scheme))
    app.setStyleSheet(sheet)


def add_rare_kanji(app: QApplication) -> None:
    """Add IPAmj明朝 as the second font, for characters BIZ UDゴシック lacks; slow, so call after the first paint."""
    families = [*app.font().families(), *load_fonts(RARE_KANJI)]
    font = app.font()
    font.setFamilies(families)
    app.setFont(font)

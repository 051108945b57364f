"""Sentences of the paper dialog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from saroma_desk.domain.eras import format_short
from saroma_desk.forms.copies import GETA
from saroma_desk.ui import messages
from saroma_desk.ui.messages import Message
from saroma_desk.ui.style import Tone
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.fact_grid import Fact

if TYPE_CHECKING:
    from saroma_desk.domain.office import IssuedPaper
    from saroma_desk.forms.copies import Trouble
    from saroma_desk.forms.glyphs import MissingGlyph

SHOW = "表示する内容"
NOW = "いまの内容"
AS_DRAFT = "案（案の印つき）"
AS_BLANK = "白紙（手書き用）"
BEFORE_ISSUE = "施行前"
PRINT_BEFORE_ISSUE = "施行前の内容です。文書番号と施行日は、施行すると入ります。"
ISSUING = "施行"
KEEPING = "確定"
KEEP = "確定して控えを残す"
KEEP_DATE = "確定日"
DRAFT_KEPT = "起案として残す"
NUMBER_HELP = "文書件名簿の番号です。この机で番号を付ける場合は、次の番号が入っています。"
MISSING = "書体にない字"
SUBSTITUTE = "代わりの字を登録・直す…"
BY_HAND = "手書きの空き"
IN_BUNDLE = "書体にない字があります。代替文字と手書きの空きは、それぞれの様式を開いて選べます。"
LEFT_OUT = "　見えない制御文字のため省きます"
EMPTY = "空欄の公用欄"
EMPTY_HELP = "空欄のまま印刷すると、手書きの欄として残ります。"
CHANGED = "発行時との違い"
SAME = "発行時と同じ内容です。"
CANNOT_COMPARE = "いまの内容とは比べられません。"
ISSUED = "施行した控え"
MARK_OF_COPY = "写しの印"
NO_MARK = "付けない（正本）"
COPY = "写"
REISSUE = "再交付"
VOID = "無効にする"
VOID_REASON = "無効にする理由"
VOID_NOTE = "控えと番号はそのまま残り、「無効」と記録されます。消すことはできません。"
MAKE_ANEW = "いまの内容で作り直す"
REMOVE_DRAFT = "起案を取り消す"
FROZEN = "この控えは変わりません。印刷するたびに同じものが出ます。"
NO_PAGES = "この様式は、まだ作れません。"
OF_CHANGES = ("欄", "発行時", "いま")

STATE_TONES = {"draft": Tone.WARN, "decided": Tone.ACTIVE, "issued": Tone.GOOD, "void": Tone.MUTED}


def undrawable(places: Sequence[Trouble]) -> str:
    """One character that no font holds, and where it stands on the paper."""
    glyph = places[0].glyph
    where = dict.fromkeys(_place(p.label, p.person) for p in places)
    return f"「{_seen(glyph)}」{glyph.code_point}：" + "、".join(where)


def _seen(glyph: MissingGlyph) -> str:
    """What the screen shows for it: it mostly lacks what the print fonts lack."""
    return {"missing": GETA, "invisible": ""}.get(glyph.trouble, glyph.character)


def _place(label: str, person: str) -> str:
    return f"{label}（{person}）" if person else label


def drawn_as(registered: str, base: str) -> str:
    """The choice beside the gap: a registered substitute, the base form, or one that is yet to be registered."""
    if registered:
        return f"代替文字「{registered}」（備考つき）"
    return f"基本の字形「{base}」" if base else "代替文字（備考つき）を登録…"


def base_of(character: str, kind: str) -> str:
    """The base form of a variant that no font holds; empty for other characters."""
    return character[0] if kind == "selector" else ""


def undrawn(places: Sequence[Trouble]) -> str:
    """What a paper in a bundle shows for one character, and where."""
    glyph = places[0].glyph
    instead = f"「{glyph.drawn}」で代用" if glyph.drawn else BY_HAND
    return f"{undrawable(places)}　→　{LEFT_OUT.strip() if glyph.trouble == 'invisible' else instead}"


def form_no(form: str) -> str:
    """The number of a form on a chip."""
    return f"{int(form.removeprefix('form'))}号"


def change(label: str, issued: str, today: str) -> str:
    """One value that would read otherwise today."""
    return f"{label}：{issued or '（空欄）'} → {today or '（空欄）'}"


def number_of(paper: IssuedPaper) -> str:
    """Number with its branch, as printed."""
    return f"{paper.number}の{paper.branch}" if paper.number and paper.branch else paper.number


def sent_label(paper: IssuedPaper) -> str:
    """An issued or voided paper in the list of contents to show."""
    day = format_short(paper.issued_on) if paper.issued_on else ""
    return "　".join(part for part in (term(f"paper_state.{paper.state}"), day, number_of(paper)) if part)


def facts(paper: IssuedPaper) -> tuple[Fact, ...]:
    """Number, days and reprints of a frozen paper."""
    days = (("drafted_on", paper.drafted_on), ("decided_on", paper.decided_on), ("issued_on", paper.issued_on))
    voided = f"{format_short(paper.voided_on)}　{paper.void_reason}" if paper.voided_on else ""
    return (
        Fact(term("document_number"), number_of(paper), wide=True),
        *(Fact(term(name), format_short(day) if day else "", wide=True) for name, day in days),
        Fact("再印刷", f"{paper.reprints}回" if paper.reprints else "", wide=True),
        Fact(term("paper_state.void"), voided, wide=True),
    )


def issue_button(*, outgoing: bool) -> str:
    """Word on the button that freezes the paper."""
    return f"{ISSUING}して固定する" if outgoing else KEEP


def issued_day(*, outgoing: bool) -> str:
    """Word for the day on which it is frozen."""
    return term("issued_on") if outgoing else KEEP_DATE


def blank_name(form: str) -> str:
    """File name of an empty form."""
    return f"様式{form.removeprefix('form')}_白紙"


def window_title(form: str) -> str:
    """Title of the dialog; never a person's name."""
    return f"{term('form')}{int(form.removeprefix('form'))}号"


def issued_now(number: str) -> str:
    """Said after a paper was frozen."""
    return f"{number}を施行し、控えを固定しました。" if number else "控えを固定しました。"


def saved_at(path: str) -> Message:
    """A copy was written."""
    return Message(code="paper_saved", happened=f"保存しました：{path}")


def printed(pages: int) -> str:
    """Said after printing."""
    return messages.printed(pages).text

"""Registering what is drawn for a character that no font holds, or leaving a gap for the hand again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from saroma_desk.forms import substitutes
from saroma_desk.services.context import AppContext
from saroma_desk.services.paper_switches import Substitute
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Choice, FieldSpec, Kind, Section
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog

TITLE = "代わりの字の登録"
CHARACTER = "印刷できない字"
DRAWN = "代わりに印刷する字"
NOTE = "理由（だれに確かめたか）"
GAP_HELP = "空のまま保存すると、手書きのための空きにします。"
HELP = (
    "登録した字を、以後の用紙で使います。手書きの空きにする用紙は、その用紙の画面で選べます。"
    "保存された氏名は変わらず、用紙に置き換えた旨の注が付きます。"
)


def ask_substitute(
    desk: Desk, characters: Mapping[str, str], parent: QWidget, done: Callable[[Result[Any]], None] | None = None
) -> None:
    """Ask what is drawn for one of the characters.

    Args:
        desk: the window's shared state.
        characters: code point label by character; any character may be typed when empty.
        parent: the window over which it opens.
        done: called when it was registered.
    """
    choices = tuple(Choice(character, f"{character}　{label}") for character, label in characters.items())
    kind = Kind.CHOICE if choices else Kind.TEXT
    fields = (
        FieldSpec(name="character", kind=kind, label=CHARACTER, choices=choices, required=True, wide=True),
        FieldSpec(name="drawn", label=DRAWN, help=GAP_HELP, wide=True),
        FieldSpec(name="note", label=NOTE, required=True, wide=True),
        FieldSpec(name="valid_from", kind=Kind.DATE, label=term("valid_from"), required=True),
    )
    act = Act(
        title=TITLE,
        sections=(Section("", fields),),
        record=Substitute(character=next(iter(characters), ""), drawn="", valid_from=desk.today, note=""),
        command=partial(_register, desk.ctx),
        done=done,
        note=HELP,
    )
    FormDialog(desk, act, parent).open()


def _register(ctx: AppContext, entry: Substitute) -> Result[Any]:
    return substitutes.register(ctx, entry)

"""Registering what is drawn for a character that no font holds."""

from __future__ import annotations

from dataclasses import replace

from saroma_desk.domain.errors import FieldError, demand
from saroma_desk.domain.office import OfficeSetting
from saroma_desk.services import paper_switches
from saroma_desk.services.context import AppContext
from saroma_desk.services.paper_switches import Substitute
from saroma_desk.services.result import Result

from .glyphs import FontBook, clusters
from .issue import sources


def register(ctx: AppContext, entry: Substitute) -> Result[OfficeSetting]:
    """Register a substitute that the fonts can draw; an empty one leaves a gap for the hand again.

    Raises KnownError as `paper_switches.register_substitute`, for a character that the fonts hold themselves, and
    for a substitute that no font holds either.
    """
    book = sources(ctx).book()
    plain = replace(entry, character=entry.character.strip(), drawn=entry.drawn.strip())
    found = {"character": _wrong_character(book, plain.character), "drawn": _wrong_drawing(book, plain.drawn)}
    demand([FieldError(field, message) for field, message in found.items() if message])
    return paper_switches.register_substitute(ctx, plain)


def _wrong_character(book: FontBook, character: str) -> str:
    if len(clusters(character)) > 1:
        return "印刷できない字を、1字だけ入力してください。"
    if character and not any(True for _ in book.troubles(character)):
        return "この字は書体にあり、そのまま印刷できます。登録は要りません。"
    return ""


def _wrong_drawing(book: FontBook, drawn: str) -> str:
    if any(True for _ in book.troubles(drawn)):
        return "この字も書体にありません。別の字を入力してください。"
    return "" if all(atom.kind == "glyph" for atom in book.shape(drawn)) else "空白や改行のない字を入力してください。"

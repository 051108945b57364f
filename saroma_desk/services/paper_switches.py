"""How the office's papers are drawn: dated switches, substitutes for characters, and where a gap is left instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from saroma_desk.domain.errors import FieldError, demand
from saroma_desk.domain.office import OfficeSetting
from saroma_desk.storage import UnitOfWork

from .context import AppContext
from .loading import load_office
from .result import Result, Topic

SWITCHES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"digits": ("full", "half"), "seal_required": ("yes", "no"), "tally": ("yes", "no")}
)
_SWITCH = "paper.switch."
_SUBSTITUTE = "paper.substitute."
_BY_HAND = "paper.by_hand."
_CHANGED = frozenset({Topic.SETTINGS, Topic.DOCUMENTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """A registered substitute in force.

    Attributes:
        character: as stored, with its selector.
        drawn: what is drawn for it.
        note: why, and who agreed.
    """

    character: str
    drawn: str
    valid_from: date
    note: str


def switches_in(settings: Mapping[str, str]) -> dict[str, str]:
    """Switch values by name among an office's settings in force; a switch that is not set has no entry."""
    return {name: settings[_SWITCH + name] for name in SWITCHES if _SWITCH + name in settings}


def substitutes_in(settings: Mapping[str, str]) -> dict[str, str]:
    """Substitutes by character among an office's settings in force."""
    return {_character(key): value for key, value in settings.items() if key.startswith(_SUBSTITUTE)}


def office_settings(ctx: AppContext) -> Mapping[str, str]:
    """The office's settings in force today."""
    with ctx.read() as read:
        return load_office(ctx, read, ctx.today()).settings


def set_switch(ctx: AppContext, name: str, value: str, valid_from: date, basis: str = "") -> Result[OfficeSetting]:
    """Set a switch from a day on; an empty value leaves it to the templates again.

    Raises KnownError for a value that the switch does not have, KeyError for an unknown switch.
    """
    allowed = ("", *SWITCHES[name])
    demand([] if value in allowed else [FieldError("value", "選べる値から選んでください。")])
    return _store(ctx, OfficeSetting(key=_SWITCH + name, value=value, valid_from=valid_from, basis=basis))


def register_substitute(ctx: AppContext, entry: Substitute) -> Result[OfficeSetting]:
    """Register what is drawn for a character from a day on; an empty `drawn` leaves a gap for the hand again.

    The stored text keeps its character. Raises KnownError for a character without a note or drawn as itself.
    """
    errors = [] if entry.character else [FieldError("character", "印刷できない字を入力してください。")]
    errors += [] if entry.note.strip() else [FieldError("note", "代わりの字にする理由を入力してください。")]
    if entry.character and entry.drawn == entry.character:
        errors.append(FieldError("drawn", "もとの字と違う字を入力してください。"))
    demand(errors)
    key = _SUBSTITUTE + _code(entry.character)
    return _store(ctx, OfficeSetting(key=key, value=entry.drawn, valid_from=entry.valid_from, basis=entry.note))


def list_substitutes(ctx: AppContext) -> tuple[Substitute, ...]:
    """The substitutes in force today, by character."""
    with ctx.read() as read:
        rows = read.list(OfficeSetting, order_by="valid_from,id")
    held = {r.key: r for r in rows if r.key.startswith(_SUBSTITUTE) and r.valid_from <= ctx.today()}
    return tuple(
        Substitute(character=_character(key), drawn=row.value, valid_from=row.valid_from, note=row.basis)
        for key, row in sorted(held.items())
        if row.value
    )


def left_to_hand(settings: Mapping[str, str], form: str, about: str) -> tuple[str, ...]:
    """Characters for which a form leaves a gap even where they have a substitute, among the settings in force.

    Args:
        settings: the office's settings in force.
        form: ``form01`` … ``form10``.
        about: whose papers: ``episode:3`` or ``claim:8``.
    """
    return tuple(_character(code) for code in settings.get(_by_hand(form, about), "").split())


def leave_to_hand(ctx: AppContext, form: str, about: str, character: str, *, by_hand: bool) -> Result[OfficeSetting]:
    """Choose for one form of a case (or claim) whether a character gets a gap; it stands until it is chosen again.

    Without this choice a character is drawn as its registered substitute. Arguments as for `left_to_hand`.
    """
    with ctx.work("印刷できない字の選択") as work:
        held = left_to_hand(load_office(ctx, work, ctx.today()).settings, form, about)
        kept = {c: None for c in held if c != character} | ({character: None} if by_hand else {})
        value = " ".join(_code(c) for c in kept)
        stored = _put(ctx, work, OfficeSetting(key=_by_hand(form, about), value=value, valid_from=ctx.today()))
        work.commit()
    return Result(stored, frozenset({Topic.DOCUMENTS}))


def character_of(entry: OfficeSetting) -> str:
    """The character that a registered substitute is for."""
    return _character(entry.key)


def _by_hand(form: str, about: str) -> str:
    return f"{_BY_HAND}{form}.{about}"


def _code(character: str) -> str:
    return "_".join(f"{ord(c):04X}" for c in character)


def _character(code: str) -> str:
    return "".join(chr(int(part, 16)) for part in code.removeprefix(_SUBSTITUTE).split("_"))


def _store(ctx: AppContext, setting: OfficeSetting) -> Result[OfficeSetting]:
    with ctx.work("用紙の設定") as work:
        stored = _put(ctx, work, setting)
        work.commit()
    return Result(stored, _CHANGED)


def _put(ctx: AppContext, work: UnitOfWork, setting: OfficeSetting) -> OfficeSetting:
    draft = replace(setting, practice=ctx.practice)
    old = work.list(OfficeSetting, key=draft.key, valid_from=draft.valid_from)
    return work.save(replace(draft, id=old[-1].id, version=old[-1].version)) if old else work.add(draft)

"""How the office's papers are drawn: dated switches, and the register of characters drawn as others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from saroma_desk.domain.errors import FieldError, demand
from saroma_desk.domain.office import OfficeSetting

from .context import AppContext
from .loading import load_office
from .result import Result, Topic

SWITCHES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"digits": ("full", "half"), "seal_required": ("yes", "no"), "tally": ("yes", "no")}
)
_SWITCH = "paper.switch."
_SUBSTITUTE = "paper.substitute."
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
    key = _SUBSTITUTE + "_".join(f"{ord(c):04X}" for c in entry.character)
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


def _character(key: str) -> str:
    return "".join(chr(int(code, 16)) for code in key.removeprefix(_SUBSTITUTE).split("_"))


def _store(ctx: AppContext, setting: OfficeSetting) -> Result[OfficeSetting]:
    draft = replace(setting, practice=ctx.practice)
    with ctx.work("用紙の設定") as work:
        old = work.list(OfficeSetting, key=draft.key, valid_from=draft.valid_from)
        stored = work.save(replace(draft, id=old[-1].id, version=old[-1].version)) if old else work.add(draft)
        work.commit()
    return Result(stored, _CHANGED)

"""Small habits of this PC: window place, text size, printer offsets. Nothing about the office or a family."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from saroma_desk.runtime.files import write_atomic

_TEXT_SCALES: Final = range(80, 201)
_LOCK_MINUTES: Final = range(1, 61)
_MAX_OFFSET_MM: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """What this desk remembers between two starts.

    Attributes:
        window_geometry: Qt's own bytes as base64; empty means the default place.
        text_scale: per cent, 80 to 200.
        lock_minutes: minutes without a key or the mouse until the screen of a real office is locked, 1 to 60.
        printer_offsets: printer name -> (right, down) in millimetres.
    """

    window_geometry: str = ""
    text_scale: int = 100
    lock_minutes: int = 10
    printer_offsets: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))


def load(path: Path) -> DeskSettings:
    """Settings of this PC; what is missing, damaged or out of range takes its default, so the desk always opens."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return DeskSettings()
    if not isinstance(stored, dict):
        return DeskSettings()
    scale, minutes = stored.get("text_scale"), stored.get("lock_minutes")
    return DeskSettings(
        window_geometry=_text(stored.get("window_geometry")),
        text_scale=scale if isinstance(scale, int) and scale in _TEXT_SCALES else 100,
        lock_minutes=minutes if isinstance(minutes, int) and minutes in _LOCK_MINUTES else 10,
        printer_offsets=MappingProxyType(_offsets(stored.get("printer_offsets"))),
    )


def save(path: Path, settings: DeskSettings) -> None:
    """Replace the file in one step, making its folder where needed.

    Raises:
        OSError: the folder cannot be made or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = asdict(replace(settings, printer_offsets=dict(settings.printer_offsets)))
    write_atomic(path, json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _offsets(value: object) -> dict[str, tuple[float, float]]:
    if not isinstance(value, dict):
        return {}
    return {str(printer): (float(pair[0]), float(pair[1])) for printer, pair in value.items() if _is_offset(pair)}


def _is_offset(pair: object) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(part, int | float) and abs(part) <= _MAX_OFFSET_MM for part in pair)
    )

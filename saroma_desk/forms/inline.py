"""The {…} marks inside the texts of a template; see forms_templates/README.md for their list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_MARK = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_KINDS = frozenset({"field", "check", "checks", "choice", "gap", "seal", "sum", "count"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of literal text (kind `text`) or one mark with its field name and argument."""

    kind: str
    name: str
    argument: str = ""


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Segment, ...]:
    """The segments of a template text; raises ValueError with a Japanese reason for a mark that is none."""
    segments: list[Segment] = []
    position, literal = 0, ""
    for match in _MARK.finditer(text):
        literal += text[position : match.start()]
        position = match.end()
        if match.group() in {"{{", "}}"}:
            literal += match.group()[0]
            continue
        if match.group(1) is None:
            raise ValueError("波かっこ { } の組が合いません")
        if literal:
            segments.append(Segment("text", literal))
            literal = ""
        segments.append(_mark(match.group(1)))
    if literal + text[position:]:
        segments.append(Segment("text", literal + text[position:]))
    return tuple(segments)


def _mark(body: str) -> Segment:
    if body == "seal":
        return Segment("seal", "")
    kind, colon, rest = body.partition(":")
    if not colon:
        kind, rest = "field", body
    if kind not in _KINDS:
        raise ValueError(f"知らない記号です: {{{body}}}")
    name, _, argument = rest.partition("=")
    if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)?" if kind != "gap" else r"\d+(\.\d+)?", name):
        raise ValueError(f"項目の名前は英小文字・数字・_ で書いてください: {{{body}}}")
    return Segment(kind, name, argument)


def field_names(text: str) -> list[str]:
    """The fields that a text speaks of (`items.key` for a sum)."""
    return [segment.name for segment in parse(text) if segment.kind not in {"text", "gap", "seal"}]

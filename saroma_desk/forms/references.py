"""Which fields a template speaks of, and whether each is declared and can be printed that way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from saroma_desk.forms.inline import parse
from saroma_desk.forms.schema import Grid, Notice, Row, Strict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from saroma_desk.forms.inline import Segment
    from saroma_desk.forms.schema import FieldSpec
    from saroma_desk.forms.shared import Shared

_TEXT_KEYS = ("text", "label", "items", "labels", "heading")
_FIELD_KEYS = ("field", "checks", "furigana", "number", "date", "when", "unless", "strike")

Problem = tuple[tuple[Any, ...], str]


def unknown_references(
    fields: Mapping[str, FieldSpec], blocks: Sequence[Strict], footer: str, shared: Shared
) -> list[Problem]:
    """(keys that lead there, Japanese reason) for every field that is used but not declared."""
    problems = list(_of_text(("footer", "text"), footer, fields))
    problems += _of_options(("fields",), fields, fields)
    for index, block in enumerate(blocks):
        problems += _of_node(("blocks", index, getattr(block, "block", "")), block, fields)
        if isinstance(block, Notice) and block.text not in shared.notices:
            problems.append((("blocks", index, "notice"), f"shared.yaml の notices に「{block.text}」がありません"))
    return problems


def _of_options(
    path: tuple[Any, ...], specs: Mapping[str, FieldSpec], known: Mapping[str, FieldSpec]
) -> Iterator[Problem]:
    """The words of options may speak of fields too."""
    for name, spec in specs.items():
        for code, label in spec.options.items():
            yield from _of_text((*path, name, "options", code), label, {**known, **specs})
        yield from _of_text((*path, name, "separator"), spec.separator, known)
        if spec.item is not None:
            yield from _of_options((*path, name, "item"), spec.item, {**known, **spec.item})


def _of_node(path: tuple[Any, ...], node: Strict, known: Mapping[str, FieldSpec]) -> Iterator[Problem]:
    if isinstance(node, Row) and node.repeat is not None:
        spec = known.get(node.repeat)
        if spec is None or spec.item is None:
            yield (*path, "repeat"), f"fields に、format: rows の「{node.repeat}」がありません"
            return
        known = {**known, **spec.item, "row": spec}
    for key, value in node:
        yield from _of_value((*path, key), key, value, known)
    if isinstance(node, Grid):
        yield from _too_wide(path, node)


def _of_value(path: tuple[Any, ...], key: str, value: Any, known: Mapping[str, FieldSpec]) -> Iterator[Problem]:  # noqa: ANN401
    if isinstance(value, Strict):
        yield from _of_node(path, value, known)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _of_value((*path, index), key, part, known)
    elif isinstance(value, str) and key in _FIELD_KEYS:
        if value not in known:
            yield path, f"fields に「{value}」がありません"
        elif key == "checks" and not known[value].options:
            yield path, f"「{value}」には options がありません"
    elif isinstance(value, str) and key in _TEXT_KEYS:
        yield from _of_text(path, value, known)


def _of_text(path: tuple[Any, ...], text: str, known: Mapping[str, FieldSpec]) -> Iterator[Problem]:
    try:
        segments = parse(text)
    except ValueError as error:
        yield path, str(error)
        return
    for segment in segments:
        reason = "" if segment.kind in {"text", "gap", "seal"} else _wrong(segment, known)
        if reason:
            yield path, reason


def _wrong(segment: Segment, known: Mapping[str, FieldSpec]) -> str:
    """Why a mark cannot be printed; empty when it can."""
    name, _, key = segment.name.partition(".")
    spec = known.get(name)
    if spec is None:
        return f"fields に「{segment.name}」がありません"
    if segment.kind in {"sum", "count"}:
        return _no_total(segment.kind, name, key, spec)
    if key:
        return f"「{segment.name}」の . は sum と count だけで使えます"
    if segment.kind in {"checks", "choice"} and not spec.options:
        return f"「{name}」には options がありません"
    unknown = segment.kind == "check" and segment.argument and segment.argument not in spec.options
    return f"「{name}」の options に「{segment.argument}」がありません" if unknown else ""


def _no_total(kind: str, name: str, key: str, spec: FieldSpec) -> str:
    if spec.item is None:
        return f"「{name}」は format: rows ではないので、合計や数がありません"
    return f"「{name}」の item に「{key}」がありません" if kind == "sum" and key not in spec.item else ""


def _too_wide(path: tuple[Any, ...], grid: Grid) -> Iterator[Problem]:
    for index, row in enumerate(grid.rows):
        yield from _row_too_wide((*path, "rows", index), row, len(grid.columns))


def _row_too_wide(path: tuple[Any, ...], row: Row, columns: int) -> Iterator[Problem]:
    free = columns - (row.label_span if row.label is not None else 0)
    if row.cells is not None and sum(cell.span for cell in row.cells) != free:
        yield (*path, "cells"), f"欄の数が列の数（{free}）と合いません"
    if free < 1:
        yield (*path, "label_span"), "見出しのほかに列が残りません"
    for index, part in enumerate(row.rows or ()):
        yield from _row_too_wide((*path, "rows", index), part, len(row.columns) if row.columns else free)

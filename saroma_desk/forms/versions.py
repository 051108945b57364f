"""The version of a template on a day: its keys with those of the newest variant in force laid over them."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

# The key under which a block's short form (`- paragraph: "…"`) puts its value.
_SHORT_FORMS = {
    "form_number": "text",
    "title": "text",
    "paragraph": "text",
    "notice": "text",
    "notes": "items",
    "approval": "labels",
    "spacer": "height",
}

Keys: TypeAlias = tuple[Any, ...]


def variant_problems(data: Any) -> list[tuple[Keys, str]]:  # noqa: ANN401
    """(keys that lead there, Japanese reason) for every variant that could never come into force."""
    variants = data.get("variants") if isinstance(data, dict) else None
    if variants is None:
        return []
    if not isinstance(variants, list):
        return [(("variants",), "「- from: 日付」で始まる並びを書いてください")]
    found: list[tuple[Keys, str]] = []
    seen = set()
    for index, variant in enumerate(variants):
        start = variant.get("from") if isinstance(variant, dict) else None
        if type(start) is not date:
            reason = "使い始める日がありません。from: 2016-04-01 のように書いてください"
            found.append((("variants", index, "from"), reason))
        elif start in seen:
            found.append((("variants", index, "from"), "同じ日から始まる版が2つあります"))
        seen.add(start)
    return found


def version_days(data: Any) -> list[date]:  # noqa: ANN401
    """One day of every version of a template without `variant_problems`, the first version included."""
    variants = (data.get("variants") if isinstance(data, dict) else None) or []
    return [date.min, *sorted(variant["from"] for variant in variants)]


def in_version(data: Any, on: date | None) -> tuple[Any, dict[str, Keys]]:  # noqa: ANN401
    """The template of a day, None for the newest, with blocks in their long form.

    The second result says of every key laid over which keys lead to it in the file.
    """
    if not isinstance(data, dict):
        return data, {}
    merged = {key: value for key, value in data.items() if key != "variants"}
    origins: dict[str, Keys] = {}
    variants = sorted(enumerate(data.get("variants") or []), key=lambda pair: pair[1]["from"])
    for index, variant in variants:
        if on is None or variant["from"] <= on:
            for key in variant.keys() - {"from"}:
                merged[key], origins[key] = variant[key], ("variants", index, key)
    if isinstance(merged.get("blocks"), list):
        merged["blocks"] = [_long_form(block) for block in merged["blocks"]]
    return merged, origins


def _long_form(block: Any) -> Any:  # noqa: ANN401
    if isinstance(block, str):
        return {"block": block}
    if isinstance(block, dict) and len(block) == 1:
        kind, value = next(iter(block.items()))
        if isinstance(value, dict):
            return {"block": kind, **value}
        return {"block": kind, _SHORT_FORMS.get(kind, "text"): value}
    return block

"""Every single value of a rule set with its label and article, so that it can be shown in a list and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .rulediff import RuleChange, is_keyed, key_of, rule_changes

_MECHANISM: Final = frozenset(
    (
        "kind",
        "helper",
        "mark",
        "support_type",
        "short_goal_months",
        "adverse",
        "direction",
        "calendar_notes",
        "positive",
    )
)
"""Parts by which the program works; changing one needs another program, not another value."""
_MACHINERY: Final = frozenset({"order", "steps", "questions", "indicator_groups", "prompts", "extends"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleValue:
    """One value as it stands.

    Attributes:
        key: where it stands, e.g. ``limits.rules.visits.value``.
        label, shown, article: as people read them.
        raw: the value itself.
    """

    key: str
    label: str
    shown: str
    article: str
    raw: Any

    @property
    def section(self) -> str:
        """First part of the key, e.g. ``limits``."""
        return self.key.partition(".")[0]


def rule_values(data: Mapping[str, Any]) -> tuple[RuleValue, ...]:
    """The values of a whole rule set that an amendment may change, in the order of the file."""
    kept = {key: value for key, value in data.items() if key not in _MACHINERY}
    raw = dict(_leaves(kept, ""))
    found: tuple[RuleChange, ...] = rule_changes(_blank(kept), kept)
    return tuple(
        RuleValue(key=c.key, label=c.label, shown=c.after, article=c.article, raw=raw[c.key])
        for c in found
        if c.key.rpartition(".")[2] not in _MECHANISM
    )


def _blank(value: Any) -> Any:  # noqa: ANN401 - parsed data
    """The same shape with every value replaced by one that equals none, so that all values count as changed."""
    if isinstance(value, dict):
        return {key: inner if key in ("id", "code", "key") else _blank(inner) for key, inner in value.items()}
    if is_keyed(value):
        return [_blank(row) for row in value]
    return object()


def _leaves(value: Any, key: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - parsed data
    if isinstance(value, dict):
        parts: list[tuple[str, Any]] = [(str(part), inner) for part, inner in value.items()]
    elif is_keyed(value):
        parts = [(key_of(row), row) for row in value]
    else:
        yield key, value
        return
    for part, inner in parts:
        yield from _leaves(inner, f"{key}.{part}" if key else part)

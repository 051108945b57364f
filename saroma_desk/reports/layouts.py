"""The layouts of the yearly sheets (resources/yearly) in the words of one programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from saroma_desk.domain.programme import Programme
from saroma_desk.runtime.resources import read_yaml

_BY_FAMILY: Final = "by_family"


def layout_of(name: str, programme: Programme) -> Any:  # noqa: ANN401  as the file has it
    """The layout `name` with the programme's own name and articles.

    ``{programme}``, ``{targets}``, ``{survey}`` and ``{clause}`` stand for its short name and for the articles on the
    families it is for, on the survey and on exceptions. Of texts under ``by_family`` it gets its own, or an empty one:
    what was written for one programme is never said of another.
    """
    words = {
        "{programme}": programme.short_name,
        "{targets}": programme.cite(programme.target_groups[0].article.partition("(")[0]),
        "{survey}": programme.step_article("judge"),
        "{clause}": programme.cite(programme.limit_clause),
    }
    return _filled(read_yaml(f"yearly/{name}.yaml"), words, programme.family)


def _filled(node: Any, words: Mapping[str, str], family: str) -> Any:  # noqa: ANN401  any node of a YAML file
    if isinstance(node, str):
        for mark, word in words.items():
            node = node.replace(mark, word)
        return node
    if isinstance(node, list):
        return [_filled(item, words, family) for item in node]
    if isinstance(node, dict):
        if _BY_FAMILY in node:
            return node[_BY_FAMILY].get(family, "")
        return {key: _filled(value, words, family) for key, value in node.items()}
    return node

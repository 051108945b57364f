"""Whether what the program and the office bring along is sound: templates, fonts, rule sets, terms, other data files.

Every problem is one Japanese line that names file, line, key and reason as far as there are some.
"""

from __future__ import annotations

import csv
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from saroma_desk.domain.eras import eras_from_rows
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.programme import RuleSetError
from saroma_desk.domain.programmefile import resolved
from saroma_desk.domain.rulecheck import rule_set_problems
from saroma_desk.runtime import resources

OWN_TEMPLATES: Final = "forms_templates"
OWN_RULES: Final = "programmes"
_TABLES: Final[Mapping[str, tuple[str, ...]]] = {  # file: columns that may not be empty, the first one unique
    "glossary/terms.csv": ("id", "ja", "source"),
    "calendar/eras.csv": ("name", "letter", "short", "first_day"),
    "search/variants.csv": ("base", "variants"),
}
_REASONS: Final = {"missing": "ありません。", "not UTF-8": "UTF-8で保存されていません。"}


@dataclass(frozen=True, slots=True)
class Health:
    """What was looked at, as counts by Japanese name, and everything wrong with it."""

    looked_at: Mapping[str, int]
    problems: tuple[str, ...]


def program_health(office: Path) -> Health:
    """Look at all data files of the program and at the office's own copies below its data folder `office`."""
    templates = resources.templates_root()
    own = office / OWN_TEMPLATES
    rules = [*sorted(resources.path_of("programmes").glob("*.yaml")), *sorted((office / OWN_RULES).glob("*.yaml"))]
    looked_at = {
        "ひな形": sum(1 for root in (templates, own) for _ in root.glob("*/template.yaml")),
        "書体": len(_fonts()),
        "規則": len(rules),
        "用語": max(0, len(_lines("glossary/terms.csv")) - 1),
    }
    problems = (*_templates(templates, own), *_broken_fonts(templates), *_rule_sets(rules), *_tables(), *_data_files())
    return Health(looked_at, tuple(problems))


def _templates(shipped: Path, own: Path) -> Iterator[str]:
    from saroma_desk.forms.paper import PaperSources
    from saroma_desk.forms.template import template_problems

    fonts = resources.path_of("fonts")
    try:
        book = PaperSources(shipped, fonts).book()
    except KnownError:
        book = None  # told with the fonts
    of_program = template_problems(shipped, None, book)
    yield from (f"付属のひな形: {line}" for line in of_program)
    if own.is_dir():
        try:
            book = PaperSources(shipped, fonts, own).book()
        except KnownError as error:
            yield f"事業所のひな形: {error.message}"
        of_office = template_problems(shipped, own, book)
        yield from (f"事業所のひな形: {line}" for line in of_office if line not in of_program)


def _fonts() -> list[Path]:
    return sorted(resources.path_of("fonts").glob("*.ttf"))


def _broken_fonts(templates: Path) -> Iterator[str]:
    from saroma_desk.forms.fontfile import FontFile
    from saroma_desk.forms.template import shared_settings

    for font in _fonts():
        try:
            FontFile(font)
        except (OSError, ValueError, KeyError, IndexError, struct.error):
            yield f"書体 {font.name} を読めません。"
    try:
        named = shared_settings(templates).fonts
    except KnownError:
        return  # told with the templates
    there = {font.name for font in _fonts()}
    yield from (f"書体 {name} がありません。" for name in named if name not in there)


def _rule_sets(files: list[Path]) -> Iterator[str]:
    documents: dict[str, Any] = {}
    origin: dict[str, Path] = {}
    for path in files:
        try:
            data = resources.load_yaml(path)
        except resources.ResourceError as error:
            yield _damaged(error)
            continue
        rule_set = data.get("id") if isinstance(data, dict) else None
        if not isinstance(rule_set, str) or rule_set in documents:
            yield f"規則 {path.name} {_line(path, 'id')}行目 id: 事業の決まりの名前がないか、ほかと重なっています。"
            continue
        documents[rule_set], origin[rule_set] = data, path
    for rule_set, path in origin.items():
        for key, reason in _rule_problems(documents, rule_set):
            yield f"規則 {path.name} {_line(path, key)}行目 {key}: {reason}"


def _rule_problems(documents: Mapping[str, Any], rule_set: str) -> tuple[tuple[str, str], ...]:
    try:
        return rule_set_problems(resolved(documents, rule_set))
    except RuleSetError:
        return (("extends", "もとにする事業の決まりがありません。"),)


def _line(path: Path, key: str) -> int:
    """Line of a key such as ``limits.rules.per_week.value``, or of the innermost part of it that the file has."""
    node, line = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader), 1
    for part in key.split("."):
        found = _child(node, part)
        if found is None:
            break
        line, node = found
    return line


def _child(node: yaml.Node | None, part: str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((k.start_mark.line + 1, v) for k, v in node.value if k.value == part), None)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            names = {v.value for k, v in item.value if k.value in {"id", "code"}} if _is_map(item) else set()
            if part in names | {str(index)}:
                return item.start_mark.line + 1, item
    return None


def _is_map(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode)


def _lines(name: str) -> list[str]:
    try:
        return resources.read_text(name).splitlines()
    except resources.ResourceError:
        return []  # told with the tables


def _tables() -> Iterator[str]:
    for name, columns in _TABLES.items():
        try:
            reader = csv.DictReader(resources.read_text(name).splitlines())
        except resources.ResourceError as error:
            yield _damaged(error)
            continue
        seen: set[str] = set()
        rows = list(reader)
        for line, row in enumerate(rows, start=2):
            empty = [column for column in columns if not row.get(column)]
            yield from (f"{name} {line}行目 {column}: 空です。" for column in empty)
            first = row.get(columns[0]) or ""
            if first in seen:
                yield f"{name} {line}行目 {columns[0]}: 「{first}」が2回あります。"
            seen.add(first)
    yield from _eras()


def _eras() -> Iterator[str]:
    try:
        eras_from_rows(csv.DictReader(_lines("calendar/eras.csv")))
    except ValueError as error:
        yield f"calendar/eras.csv: {error}"


def _data_files() -> Iterator[str]:
    root = resources.resources_root()
    for path in sorted(root.rglob("*.yaml")):
        if path.parent.name == OWN_RULES:
            continue  # looked at as rule sets
        try:
            resources.load_yaml(path)
        except resources.ResourceError as error:
            yield _damaged(error)


def _damaged(error: resources.ResourceError) -> str:
    place = f"{error.file} {error.line}行目" if error.line else error.file
    return f"{place}: {_REASONS.get(error.reason, f'YAMLとして読めません（{error.reason}）。')}"

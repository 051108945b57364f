"""Loading templates: YAML with the place of every key, checked against the schema, in the version of a day.

An office's own copy (`override_root`) of a folder's `template.yaml` or of `shared.yaml` replaces the shipped file.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

import yaml
from pydantic import Field, ValidationError

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.forms.references import unknown_references
from saroma_desk.forms.schema import Block, FieldSpec, SealMode, Strict
from saroma_desk.forms.shared import Shared
from saroma_desk.forms.versions import in_version, variant_problems, version_days

if TYPE_CHECKING:
    from collections.abc import Sequence

M = TypeVar("M", bound=Strict)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only true and false are truth values: `yes`, `no` and `on` are words, as people write them."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


_MESSAGES = {
    "missing": "必要な項目がありません",
    "extra_forbidden": "知らない項目です",
    "union_tag_invalid": "知らない種類のブロックです",
    "union_tag_not_found": "ブロックの種類がありません",
    "literal_error": "決められた語のどれかを書いてください",
    "date_from_datetime_parsing": "日付は 2016-04-01 のように書いてください",
}


class Footer(Strict):
    """The foot of each page: a text with {fields} at the left, the page number in the middle."""

    text: str = ""
    page_number: bool | None = None


class TemplateFile(Strict):
    """The content of template.yaml after its version has been chosen.

    A paper that leaves the office carries no household or user number at its foot.
    """

    form: str
    title: str
    citation: str = ""
    leaves_office: bool = True
    seal: SealMode | None = None
    seal_required: bool = True
    tally: bool = False
    digits: Literal["half", "full"] | None = None
    mark: str = ""
    fields: dict[str, FieldSpec]
    footer: Footer = Footer()
    blocks: list[Block] = Field(min_length=1)


class Template(Strict):
    """A paper's template in the version of one day, with what all papers share."""

    file: TemplateFile
    shared: Shared
    on: Any = None

    @property
    def title(self) -> str:
        """Title of the paper."""
        return self.file.title


def load_template(
    root: Path,
    form_id: str,
    on: date | None = None,
    override_root: Path | None = None,
    words: tuple[tuple[str, str], ...] = (),
) -> Template:
    """The template of a form (`form04`) as it was in force on a day; without a day the newest.

    `words` are (wording, replacement) pairs of a programme whose papers have other names and articles.

    Raises:
        KnownError: code `template_invalid`; each `FieldError.field` is the key, each message names file, line, key
            and reason in Japanese.
    """
    path = _own_or_shipped(root, override_root, form_id, "template.yaml")
    shared_path = _own_or_shipped(root, override_root, "", "shared.yaml")
    stamps = (path.stat().st_mtime_ns, shared_path.stat().st_mtime_ns)
    return _load((path, shared_path), form_id, on, stamps, words)


def shared_settings(root: Path, override_root: Path | None = None) -> Shared:
    """The settings that all papers share; raises KnownError as `load_template` does."""
    path = _own_or_shipped(root, override_root, "", "shared.yaml")
    return _shared(path, path.stat().st_mtime_ns)


def template_problems(root: Path, override_root: Path | None = None) -> tuple[str, ...]:
    """Everything wrong with the templates in use, in every version that they have had, as Japanese lines.

    Each line names file, line, key and reason. An own template takes the place of the shipped one of its form.
    """
    forms = {path.parent.name for base in (root, override_root) if base for path in base.glob("*/template.yaml")}
    problems: dict[str, None] = {}
    for form in sorted(forms):
        problems |= dict.fromkeys(_problems_of(root, form, override_root))
    return tuple(problems)


def _problems_of(root: Path, form: str, override_root: Path | None) -> list[str]:
    """Problems of every version of one form's template."""
    found: list[str] = []
    try:
        load_template(root, form, None, override_root)
    except KnownError as error:
        found += [field.message for field in error.fields] or [error.message]
    try:
        data = _Source(_own_or_shipped(root, override_root, form, "template.yaml")).data
    except KnownError:
        return found
    for day in [] if variant_problems(data) else version_days(data):
        try:
            load_template(root, form, day, override_root)
        except KnownError as error:
            found += [field.message for field in error.fields] or [error.message]
    return found


@lru_cache(maxsize=64)
def _load(
    paths: tuple[Path, Path],
    form_id: str,
    on: date | None,
    stamps: tuple[int, int],
    words: tuple[tuple[str, str], ...],
) -> Template:
    path, shared_path = paths
    shared = _shared(shared_path, stamps[1])
    source = _Source(path)
    source.demand(variant_problems(source.data))
    data, source.origins = in_version(source.data, on)
    file = source.checked(TemplateFile, _reworded(data, words))
    problems = [(("form",), f"フォルダーの名前（{form_id}）と違います")] if file.form != form_id else []
    problems += unknown_references(file.fields, file.blocks, file.footer.text, shared)
    source.demand(problems)
    return Template(file=file, shared=shared, on=on)


@lru_cache(maxsize=8)
def _shared(path: Path, _stamp: int) -> Shared:
    source = _Source(path)
    return source.checked(Shared, source.data)


def _own_or_shipped(root: Path, override_root: Path | None, folder: str, name: str) -> Path:
    for base in (override_root, root):
        if base is not None and (base / folder / name).is_file():
            return base / folder / name
    raise KnownError("template_missing", f"様式のひな形 {folder}/{name} が見つかりません。")


def _reworded(data: Any, words: tuple[tuple[str, str], ...]) -> Any:  # noqa: ANN401
    """The data with words replaced in every text; keys stay."""
    if isinstance(data, dict):
        return {key: _reworded(value, words) for key, value in data.items()}
    if isinstance(data, list):
        return [_reworded(item, words) for item in data]
    if isinstance(data, str):
        for old, new in words:
            data = data.replace(old, new)
    return data


class _Source:
    """A YAML file as data, with the line of every key for messages."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.origins: dict[str, tuple[Any, ...]] = {}
        try:
            text = path.read_text(encoding="utf-8")
            loader = _Loader(text)
            self._node = loader.get_single_node()
            self.data = loader.construct_document(self._node) if self._node is not None else None
        except UnicodeDecodeError as error:
            raise self._error([f"{self._name}: UTF-8で保存されていません"]) from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            raise self._error([f"{self._name} {line}行目: YAMLとして読めません（{error.problem}）"]) from error
        self.demand(_duplicates(self._node))

    @property
    def _name(self) -> str:
        return f"{self._path.parent.name}/{self._path.name}"

    def checked(self, model: type[M], data: Any) -> M:  # noqa: ANN401
        """The data as a model; raises KnownError naming file, line, key and reason of every mistake."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.demand([(e["loc"], _reason(e)) for e in error.errors()])
            raise

    def demand(self, problems: Sequence[tuple[tuple[Any, ...], str]]) -> None:
        """Raise KnownError when there are problems, each given with the keys that lead to it."""
        if problems:
            keys = [".".join(str(part) for part in loc) for loc, _ in problems]
            lines = [
                f"{self._name} {self._line(loc)}行目 {key}: {why}"
                for (loc, why), key in zip(problems, keys, strict=True)
            ]
            raise self._error(lines, keys)

    def _error(self, lines: list[str], keys: list[str] | None = None) -> KnownError:
        fields = tuple(FieldError(key, line) for key, line in zip(keys or [""] * len(lines), lines, strict=True))
        return KnownError("template_invalid", "様式のひな形を直してください。" + " / ".join(lines), fields)

    def _line(self, loc: tuple[Any, ...]) -> int:
        node, line = self._node, 1
        for part in (*self.origins.get(loc[0], loc[:1]), *loc[1:]) if loc else ():
            step = _child(node, part)
            if step is not None:
                line, node = step
        return line


def _child(node: Any, part: Any) -> tuple[int, Any] | None:  # noqa: ANN401
    """(line, node) below a node; None where the schema's path has a step that the file has not."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key.start_mark.line + 1, value
    return None


def _duplicates(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], str]]:  # noqa: ANN401
    found = []
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                found.append(((*path, key.value), "同じ項目が2回あります"))
            seen.add(key.value)
            found += _duplicates(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            found += _duplicates(value, (*path, index))
    return found


def _reason(error: Any) -> str:  # noqa: ANN401
    kind: str = error["type"]
    if kind in _MESSAGES:
        return _MESSAGES[kind]
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind.startswith(("greater", "less")):
        limits = "、".join(f"{name} {value:g}" for name, value in error["ctx"].items())
        return f"数の大きさが範囲の外です（{limits}）"
    return f"値の形が違います（{kind}）"

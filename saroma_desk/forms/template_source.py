"""A YAML file as data with the place of every key, and every mistake in it in Japanese: file, line, key, reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

import yaml
from pydantic import ValidationError

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.forms.glyphs import code_point_label
from saroma_desk.forms.schema import Strict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from saroma_desk.forms.glyphs import FontBook

M = TypeVar("M", bound=Strict)

_LARGEST: Final = 1_000_000  # bytes; the largest shipped one has 12,000
_MOST_NODES: Final = 50_000
_DEEPEST: Final = 50


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only true and false are truth values: `yes`, `no` and `on` are words, as people write them."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def _placed(construct: Any) -> Any:  # noqa: ANN401
    """A value that cannot be read, such as a day that the calendar lacks, is told with its line."""

    def place(loader: Any, node: Any) -> Any:  # noqa: ANN401
        try:
            return construct(loader, node)
        except ValueError as error:
            raise yaml.constructor.ConstructorError(None, None, "unreadable value", node.start_mark) from error

    return place


for _tag in ("timestamp", "int", "float"):
    _name = f"tag:yaml.org,2002:{_tag}"
    _Loader.add_constructor(_name, _placed(_Loader.yaml_constructors[_name]))

_TEXT, _NUMBER, _KEYS = "文字を書いてください", "数を書いてください", "「項目: 値」の形で書いてください"
_MESSAGES: Final = {
    "missing": "必要な項目がありません",
    "extra_forbidden": "知らない項目です",
    "union_tag_invalid": "知らない種類のブロックです",
    "union_tag_not_found": "ブロックの種類がありません",
    "literal_error": "決められた語のどれかを書いてください",
    "date_from_datetime_parsing": "日付は 2016-04-01 のように書いてください",
    "date_type": "日付は 2016-04-01 のように書いてください",
    "string_type": _TEXT,
    "bool_type": "true か false を書いてください",
    "bool_parsing": "true か false を書いてください",
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": "小数でない数を書いてください",
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "list_type": "「- 」で始まる並びを書いてください",
    "too_short": "1つも書いてありません",
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dict_attributes_type": _KEYS,
}
_TABS = "タブは使えません。字下げには空白を使ってください"
_YAML_MISTAKES: Final = {
    "cannot start any token": "ここには書けない字があります。文字は引用符で囲んでください",
    "could not determine a constructor": "「!」で始まる指定は使えません",
    "expected key": "字下げがそろっていません",
    "'-' indicator": "「- 」の字下げがそろっていません",
    "sequence entries are not allowed": "「- 」の位置か、字下げが違います",
    "escape character": "引用符の中の「\\」が正しくありません",
    "another document": "「---」で区切った2つ目の文書は使えません",
    "mapping values are not allowed": "「:」の位置か、字下げが違います",
    "']'": "「[」を閉じる「]」がありません",
    "'}'": "「{」を閉じる「}」がありません",
    "quoted scalar": "引用符が閉じていません",
    "expected ':'": "「:」がありません",
    "unhashable": "項目の名前には文字を書いてください",
    "unreadable value": "この日付か数は読めません",
    "undefined alias": "「*」で指した名前がありません",
}


class TemplateSource:
    """A YAML file as data, with the line of every key for messages.

    Raises KnownError ``template_invalid`` for a file that cannot be read as YAML, or would not be by a patient person:
    too large, too deep, or grown out of all measure by names that stand for others.
    """

    def __init__(self, path: Path) -> None:
        self._name = shown_name(path)
        self.origins: dict[str, tuple[Any, ...]] = {}
        text = self._text(path)
        try:
            self._refuse_growth(text)
            loader = _Loader(text)
            self._node = loader.get_single_node()
            self.data = loader.construct_document(self._node) if self._node is not None else None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            why = _TABS if _begins_with_tab(text, line) else _mistake(error.problem)
            raise invalid([f"{self._name} {line}行目: YAMLとして読めません。{why}"]) from error
        except yaml.reader.ReaderError as error:
            line = text.encode("utf-8")[: error.position].count(b"\n") + 1
            raise invalid([f"{self._name} {line}行目: YAMLとして読めません。目に見えない制御文字があります"]) from error
        self.demand(_duplicates(self._node))

    def _text(self, path: Path) -> str:
        try:
            if path.stat().st_size > _LARGEST:
                raise invalid([f"{self._name}: ひな形にしては大きすぎます（{_LARGEST:,}バイトまで）"])
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise invalid([f"{self._name} {line}行目: UTF-8で保存されていません"]) from error
        except OSError as error:
            raise invalid([f"{self._name}: 読めません。場所と権限を確かめてください"]) from error

    def _refuse_growth(self, text: str) -> None:
        """Look at the file piece by piece, without building anything that nests or repeats."""
        sizes: dict[str | None, int] = {}
        around: list[tuple[str | None, int]] = [(None, 0)]
        for event in yaml.parse(text, Loader=_Loader):
            size = 0
            if isinstance(event, yaml.CollectionStartEvent):
                around.append((event.anchor, 1))
            elif isinstance(event, yaml.CollectionEndEvent):
                anchor, size = around.pop()
                sizes |= {anchor: size} if anchor else {}
            elif isinstance(event, yaml.ScalarEvent):
                size = 1
                sizes |= {event.anchor: size} if event.anchor else {}
            elif isinstance(event, yaml.AliasEvent):
                size = sizes.get(event.anchor, 0 if event.anchor not in dict(around) else _MOST_NODES + 1)
            around[-1] = (around[-1][0], around[-1][1] + size)
            if around[-1][1] > _MOST_NODES or len(around) > _DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise invalid([f"{self._name} {line}行目: 入れ子か繰り返し（&・*）が多すぎます"])

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
            keys = [".".join(str(part) for part in loc if part != "[key]") for loc, _ in problems]
            lines = [
                f"{self._name} {self._line(loc)}行目{f' {key}' if key else ''}: {why}"
                for (loc, why), key in zip(problems, keys, strict=True)
            ]
            raise invalid(lines, keys)

    def undrawable(self, book: FontBook) -> Iterator[str]:
        """A line for every word of the file with a character that no font holds."""
        for node in _scalars(self._node):
            for character, _ in book.troubles(node.value):
                place = f"{self._name} {node.start_mark.line + 1}行目"
                yield f"{place}: 書体にない字「{character}」{code_point_label(character)} があります"

    def _line(self, loc: tuple[Any, ...]) -> int:
        node, line = self._node, 1
        for part in (*self.origins.get(loc[0], loc[:1]), *loc[1:]) if loc else ():
            step = _child(node, part)
            if step is not None:
                line, node = step
        return line


def _scalars(node: Any) -> Iterator[Any]:  # noqa: ANN401
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.CollectionNode):
        for part in node.value:
            for inner in part if isinstance(part, tuple) else (part,):
                yield from _scalars(inner)


def shown_name(path: Path) -> str:
    """A file as messages name it: ``form04/template.yaml``."""
    return f"{path.parent.name}/{path.name}"


def invalid(lines: list[str], keys: list[str] | None = None) -> KnownError:
    """The error that tells these mistakes, each with its key."""
    fields = tuple(FieldError(key, line) for key, line in zip(keys or [""] * len(lines), lines, strict=True))
    return KnownError("template_invalid", "様式のひな形を直してください。" + " / ".join(lines), fields)


def _begins_with_tab(text: str, line: int) -> bool:
    lines = text.split("\n")
    return 0 < line <= len(lines) and re.match(r" *\t", lines[line - 1]) is not None


def _mistake(problem: str | None) -> str:
    return next((words for part, words in _YAML_MISTAKES.items() if part in (problem or "")), "書き方が違います")


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
    """Keys that stand twice beside each other."""
    found = []
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                found.append(((*path, name), "同じ項目が2回あります"))
            seen.add(name)
            found += _duplicates(value, (*path, name))
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
        limits = "、".join(f"{_LIMITS[name]} {value:g}" for name, value in error["ctx"].items())
        return f"数の大きさが範囲の外です（{limits}）"
    return "値の形が違います"


_LIMITS: Final = {"gt": "より大きい数:", "ge": "これ以上:", "lt": "より小さい数:", "le": "これ以下:"}

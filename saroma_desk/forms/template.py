"""Loading templates: YAML with the place of every key, checked against the schema, in the version of a day.

An office's own copy (`override_root`) of a folder's `template.yaml` or of `shared.yaml` replaces the shipped file.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from saroma_desk.domain.errors import KnownError
from saroma_desk.forms.references import unknown_references
from saroma_desk.forms.schema import Block, FieldSpec, SealMode, Strict
from saroma_desk.forms.shared import Shared
from saroma_desk.forms.template_source import TemplateSource, invalid, shown_name
from saroma_desk.forms.versions import in_version, variant_problems, version_days

if TYPE_CHECKING:
    from saroma_desk.forms.glyphs import FontBook


_ALMOST = {".yaml", ".yml", ".txt"}


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
    path, stamp = _own_or_shipped(root, override_root, form_id, "template.yaml")
    shared_path, shared_stamp = _own_or_shipped(root, override_root, "", "shared.yaml")
    return _load((path, shared_path), form_id, on, (stamp, shared_stamp), words)


def shared_settings(root: Path, override_root: Path | None = None) -> Shared:
    """The settings that all papers share; raises KnownError as `load_template` does."""
    return _shared(*_own_or_shipped(root, override_root, "", "shared.yaml"))


def template_problems(root: Path, override_root: Path | None = None, book: FontBook | None = None) -> tuple[str, ...]:
    """Everything wrong with the templates in use, in every version that they have had, as Japanese lines.

    Each line names file, line, key and reason. An own template takes the place of the shipped one of its form. With
    `book`, words that its fonts cannot draw are wrong too.
    """
    forms = {path.parent.name for base in (root, override_root) if base for path in base.glob("*/template.yaml")}
    problems = dict.fromkeys(unused_files(root, override_root) if override_root else ())
    for form in sorted(forms):
        problems |= dict.fromkeys(_problems_of(root, form, override_root))
        problems |= dict.fromkeys(undrawable_words(root, form, override_root, book) if book else ())
    return tuple(problems)


def undrawable_words(root: Path, form: str, override_root: Path | None, book: FontBook) -> tuple[str, ...]:
    """A line for every character of a form's template that no font holds; empty where it cannot be read at all."""
    try:
        return tuple(TemplateSource(_own_or_shipped(root, override_root, form, "template.yaml")[0]).undrawable(book))
    except KnownError:
        return ()


def unused_files(root: Path, own: Path) -> list[str]:
    """What lies in the office's own folder and is taken by no paper, because its name is not quite right."""
    found = []
    for path in sorted(own.glob("*")):
        inside = sorted(file.name for file in path.glob("*")) if path.is_dir() else []
        if path.is_dir() and not (root / path.name).is_dir():
            found.append(f"{path.name}: この名前の様式はありません（form01 から form10、cover、inquiry のどれかです）")
        elif inside and "template.yaml" not in inside:
            found.append(f"{path.name}: template.yaml がないため使われません（{'、'.join(inside[:3])}）")
        elif path.suffix in _ALMOST and path.name != "shared.yaml":
            found.append(f"{path.name}: 使われません（様式ごとのフォルダーに template.yaml として置いてください）")
    return found


def _problems_of(root: Path, form: str, override_root: Path | None) -> list[str]:
    """Problems of every version of one form's template."""
    found: list[str] = []
    try:
        load_template(root, form, None, override_root)
    except KnownError as error:
        found += [field.message for field in error.fields] or [error.message]
    try:
        data = TemplateSource(_own_or_shipped(root, override_root, form, "template.yaml")[0]).data
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
    source = TemplateSource(path)
    source.demand(variant_problems(source.data))
    data, source.origins = in_version(source.data, on)
    file = source.checked(TemplateFile, _reworded(data, words))
    problems = [(("form",), f"フォルダーの名前（{form_id}）と違います")] if file.form != form_id else []
    problems += unknown_references(file.fields, file.blocks, file.footer.text, shared)
    source.demand(problems)
    return Template(file=file, shared=shared, on=on)


@lru_cache(maxsize=8)
def _shared(path: Path, _stamp: int) -> Shared:
    source = TemplateSource(path)
    return source.checked(Shared, source.data)


def _own_or_shipped(root: Path, override_root: Path | None, folder: str, name: str) -> tuple[Path, int]:
    """The file in use and the time of its last change in nanoseconds."""
    for base in (override_root, root):
        if base is None:
            continue
        path = base / folder / name
        with suppress(FileNotFoundError, NotADirectoryError):
            found = path.stat()
            if stat.S_ISREG(found.st_mode):
                return path, found.st_mtime_ns
        if base is override_root and os.path.lexists(path):
            raise invalid([f"{shown_name(path)}: ファイルとして読めません（フォルダーか、切れたリンクです）"])
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

"""The office's own copies of templates: made from the shipped ones, shown beside them before they are used."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from os.path import commonprefix
from pathlib import Path

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime import resources
from saroma_desk.runtime.files import is_disk_full
from saroma_desk.services.context import AppContext

from .issue import FORMS
from .paper import PaperSources, make_paper

_FOLDER = "forms_templates"
_FILE = "template.yaml"


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """One form: title without the words that all begin with, whether there is an own copy, where it lies or would."""

    id: str
    title: str
    own: bool
    file: Path


@dataclass(frozen=True, slots=True)
class Compared:
    """The empty form in both versions; `own` is empty without a copy, `problem` says what is wrong with it."""

    shipped: bytes
    own: bytes
    problem: str


def own_templates(ctx: AppContext) -> tuple[OwnTemplate, ...]:
    """All ten forms in order."""
    titles = {form: info.title for form, info in ctx.programme_on(ctx.today()).forms.items()}
    start = commonprefix(list(titles.values()))  # noqa: RUF071  letter by letter is what is wanted
    files = {form: ctx.store.folder / _FOLDER / form / _FILE for form in FORMS}
    return tuple(
        OwnTemplate(form, titles.get(form, "").removeprefix(start), file.is_file(), file)
        for form, file in files.items()
    )


def copy_for_office(ctx: AppContext, form: str) -> Path:
    """Copy the shipped template to the office's data folder, where it may be changed; an own copy is left alone.

    Raises KnownError ``disk_full`` or ``read_only``.
    """
    target = ctx.store.folder / _FOLDER / form / _FILE
    if target.is_file():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(resources.templates_root() / form / _FILE, target)
    except OSError as error:
        code = "disk_full" if is_disk_full(error) else "read_only"
        raise KnownError(
            code, "ひな形を写せませんでした。データのフォルダーの空きと権限を確かめてください。"
        ) from error
    return target


def compare(ctx: AppContext, form: str) -> Compared:
    """Both versions of an empty form; what is wrong with the own one is told with file, line and key."""
    fonts, root = resources.path_of("fonts"), resources.templates_root()
    shipped = make_paper(PaperSources(root, fonts), form, {}, on=ctx.today(), mode="blank").pdf()
    own = ctx.store.folder / _FOLDER
    if not (own / form / _FILE).is_file():
        return Compared(shipped, b"", "")
    try:
        changed = make_paper(PaperSources(root, fonts, own), form, {}, on=ctx.today(), mode="blank").pdf()
    except KnownError as error:
        return Compared(shipped, b"", "\n".join(f.message for f in error.fields) or error.message)
    return Compared(shipped, changed, "")

"""The office's own copies of templates: made from the shipped ones, shown beside them before they are used."""

from __future__ import annotations

import os
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
from .template import undrawable_words, unused_files

_FOLDER = "forms_templates"
_FILE = "template.yaml"
_SHARED = "shared.yaml"


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """One form: title without the words that all begin with, whether there is an own copy, where it lies or would."""

    id: str
    title: str
    own: bool
    file: Path


@dataclass(frozen=True, slots=True)
class Compared:
    """The empty form in both versions; `own` is empty where nothing is changed, `problem` says what is wrong."""

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
    """Both versions of an empty form; what is wrong with the own one is told with file, line and key.

    The own version may differ by its template or by `shared.yaml`, which all forms share. A word with a character that
    no font holds is told beside the pages, which leave a gap for it.
    """
    fonts, root = resources.path_of("fonts"), resources.templates_root()
    shipped = _empty(ctx, PaperSources(root, fonts), form)
    own = ctx.store.folder / _FOLDER
    unused = [line for line in unused_files(root, own) if line.startswith(f"{form}:")]
    if not os.path.lexists(own / form / _FILE) and not os.path.lexists(own / _SHARED):
        return Compared(shipped, b"", "\n".join(unused))
    here = PaperSources(root, fonts, own)
    try:
        changed = _empty(ctx, here, form)
    except KnownError as error:
        return Compared(shipped, b"", "\n".join([f.message for f in error.fields] or [error.message]))
    return Compared(shipped, changed, "\n".join((*unused, *undrawable_words(root, form, own, here.book()))))


def _empty(ctx: AppContext, here: PaperSources, form: str) -> bytes:
    return make_paper(here, form, {}, on=ctx.today(), mode="blank").pdf()

"""The whole case folder as one PDF: cover with index, then every paper in the order of the binder."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.runtime.glossary import term
from saroma_desk.services import documents, folders
from saroma_desk.services.context import AppContext
from saroma_desk.services.snapshots import snapshot

from .copies import Trouble, marked, troubles
from .display import Page
from .fields import FieldValue
from .issue import BINDER, Prepared, as_json, options_for, prepare_from, sources, subjects
from .marks import through_number
from .paper import Paper, PaperOptions, make_paper
from .values.dispatching import number_text, registered_for

if TYPE_CHECKING:
    from pypdf import PageObject

COVER = "cover"
_MONTH = re.compile(r":(\d{4}-\d{2})$")
_REVISED = frozenset({"form02", "form03"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One paper of the folder.

    Attributes:
        month: first day of the month that a sheet (様式7号) is about.
        issued: its record when it went out.
        content: its PDF; empty when it cannot be made yet.
        key: tells it from the other papers of the case.
        print: hash of its printed values and texts, or of its frozen bytes; empty without a page.
        troubles: characters that it cannot show as stored; of a frozen paper they were told when it went out.
    """

    form: str
    month: date | None = None
    issued: IssuedPaper | None = None
    content: bytes = b""
    pages: int = 0
    key: str = ""
    print: str = ""
    troubles: tuple[Trouble, ...] = ()

    def sheets(self, *, duplex: bool) -> int:
        """Pages that it takes, with the empty back that lets the next paper begin on a front side."""
        return self.pages + (self.pages % 2 if duplex else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A made folder.

    Attributes:
        content: its PDF.
        prints: hashes of all papers of the case by key, also of those that did not change.
        troubles: characters that its papers cannot show as stored.
    """

    episode_id: int
    content: bytes
    prints: Mapping[str, str]
    troubles: tuple[Trouble, ...] = ()


def note_printed(ctx: AppContext, made: Folder) -> None:
    """Note that the folder was printed or saved, so that the next one can hold only what changed since."""
    folders.note_prints(ctx, made.episode_id, made.prints)


def case_folder(
    ctx: AppContext, episode_id: int, *, duplex: bool = False, cover: bool = True, changed_only: bool = False
) -> bytes:
    """The PDF of `make_folder`."""
    return make_folder(ctx, episode_id, duplex=duplex, cover=cover, changed_only=changed_only).content


def make_folder(
    ctx: AppContext, episode_id: int, *, duplex: bool = False, cover: bool = True, changed_only: bool = False
) -> Folder:
    """The case folder with page numbers through, in binder order.

    What went out is in it as it was sent, marked 写; everything else as it reads today. A paper that cannot be made
    yet stands in the index without a page.

    Args:
        ctx: the open office.
        episode_id: the case.
        duplex: every paper begins on a front side.
        cover: with a cover page and index in front.
        changed_only: only papers whose printed values differ from those of the folder last noted with `note_printed`,
            or that are new; the whole folder while none was noted.

    Raises:
        KnownError: ``no_papers``: the case has none yet; ``nothing_changed``; ``not_found``.
    """
    case = snapshot(ctx, episode_id)
    parts = [part for subject in _subjects(case) for part in _parts(ctx, case, subject)]
    if not any(part.pages for part in parts):
        raise KnownError("no_papers", "この世帯には、まだ綴る書類がありません。")
    prints = {part.key: part.print for part in parts if part.pages}
    before = folders.last_prints(ctx, episode_id) if changed_only else None
    if before is not None:
        parts = _differing(parts, before)
    front = [_front(ctx, case, parts, duplex=duplex, changed=before is not None)] if cover else []
    content = _bound(ctx, [*front, *parts], case.programme.short_name, duplex=duplex)
    told = tuple(trouble for part in parts for trouble in part.troubles)
    return Folder(episode_id=episode_id, content=content, prints=prints, troubles=told)


def _subjects(case: CaseSnapshot) -> list[tuple[str, str]]:
    """The case's papers of today with what went out on subjects of before, e.g. an earlier plan, in binder order."""
    today = subjects(case)
    sent = sorted((p for p in case.papers if p.state is PaperState.ISSUED and p.form in BINDER), key=lambda p: p.id)
    earlier = [(p.form, p.subject_key) for p in sent if (p.form, p.subject_key) not in today]
    return sorted(dict.fromkeys((*earlier, *today)), key=lambda subject: BINDER.index(subject[0]))


def _differing(parts: Sequence[Part], before: Mapping[str, str]) -> list[Part]:
    found = [part for part in parts if part.pages and before.get(part.key) != part.print]
    if not found:
        raise KnownError("nothing_changed", "前回の印刷から変わった書類はありません。")
    return found


def _parts(ctx: AppContext, case: CaseSnapshot, subject: tuple[str, str]) -> Iterator[Part]:
    """The papers on one subject: those sent, and how it reads today where its last version was not sent."""
    form, key = subject
    about = _MONTH.search(key)
    month = date.fromisoformat(f"{about[1]}-01") if about else None
    sent = [p for p in case.papers if (p.form, p.subject_key, p.state) == (form, key, PaperState.ISSUED)]
    for paper in sorted(sent, key=lambda p: p.id):
        content = marked(documents.paper_bytes(ctx, paper.id), (term("mark.copy"),))
        yield Part(
            form=form,
            month=month,
            issued=paper,
            content=content,
            pages=_page_count(content),
            key=f"{form}|{key}|{paper.id}",
            print=paper.sha256,
        )
    if sent and not _changed_since(case, form, key):
        return
    try:
        prepared = prepare_from(ctx, subject, case)
    except KnownError:
        yield Part(form=form, month=month)
    else:
        yield Part(
            form=form,
            month=month,
            content=prepared.paper.pdf(),
            pages=len(prepared.paper.pages),
            key=f"{form}|{key}",
            print=_print_of(prepared),
            troubles=troubles(ctx, prepared),
        )


def _print_of(made: Prepared) -> str:
    """Hash of what the paper says: its values, and its words as templates, switches and substitutes make them."""
    words = [page.texts() for page in made.paper.pages]
    return hashlib.sha256(json.dumps([as_json(made.values), words]).encode("utf-8")).hexdigest()


def _changed_since(case: CaseSnapshot, form: str, key: str) -> bool:
    """Whether the dispatch was changed and the paper on the change is not out yet."""
    if form not in _REVISED:
        return False
    help_case = case.help_case(int(key.split(":")[1]))
    revision = help_case.dispatch.revision if help_case.dispatch else 0
    return revision > 0 and registered_for(case, form, help_case, revision) is None


def _front(ctx: AppContext, case: CaseSnapshot, parts: Sequence[Part], *, duplex: bool, changed: bool) -> Part:
    """The cover; its index needs to know how many pages the cover itself takes."""
    scope = frozenset({"changed"}) if changed else None
    first = _cover(ctx, case, parts, 1, duplex=duplex, scope=scope)
    whole = Part(form=COVER, pages=len(first.pages))
    made = _cover(ctx, case, parts, whole.sheets(duplex=duplex) + 1, duplex=duplex, scope=scope)
    return Part(form=COVER, content=made.pdf(), pages=len(made.pages))


def _cover(
    ctx: AppContext, case: CaseSnapshot, parts: Sequence[Part], page: int, *, duplex: bool, scope: FieldValue
) -> Paper:
    """The cover with its index; `page` is the page on which the first paper begins."""
    rows: list[dict[str, FieldValue]] = []
    for part in parts:
        info = case.programme.forms[part.form]
        rows.append(
            {
                "citation": info.citation.partition("（")[0],
                "title": info.title.removeprefix(case.programme.name),
                "month": part.month,
                "number": number_text(part.issued),
                "day": part.issued.issued_on if part.issued else None,
                "page": page if part.pages else None,
                "note": None if part.pages else frozenset({"missing"}),
            }
        )
        page += part.sheets(duplex=duplex)
    values: dict[str, FieldValue] = {
        "programme": case.programme.name,
        "case_no": case.household.no,
        "episode_no": case.episode.number,
        "received_on": case.episode.received_on,
        "closed_on": case.closure.closed_on if case.closure else None,
        "section": case.office.settings.get("office.section"),
        "printed_on": case.today,
        "scope": scope,
        "papers": tuple(rows),
    }
    options = options_for(ctx, PaperOptions(), case.office.settings)
    return make_paper(sources(ctx), COVER, values, on=case.today, options=options)


def _page_count(content: bytes) -> int:
    from .stamping import pages_of

    return len(pages_of(content))


def _bound(ctx: AppContext, parts: Sequence[Part], title: str, *, duplex: bool) -> bytes:
    """All parts as one PDF with numbers through; empty backs are counted and stay empty."""
    from .render import render
    from .stamping import laid_under, pages_of

    sheets: list[PageObject | None] = []
    for part in parts:
        sheets += pages_of(part.content) if part.pages else []
        sheets += [None] * (part.sheets(duplex=duplex) - part.pages)
    book, numbers = sources(ctx).book(), []
    for number, sheet in enumerate(sheets, start=1):
        numbers.append(Page())
        if sheet is not None:
            through_number(numbers[-1], book, number, len(sheets))
    return laid_under(render(numbers, book, title), sheets)

"""The main job with no screen: builds the practice office and prints everything that it has (`saroma-desk demo`)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Member
from saroma_desk.forms import folder, issue
from saroma_desk.reports.book import save
from saroma_desk.reports.workbook import workbook_bytes
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import claim_queries, households, yearly
from saroma_desk.services.context import AppContext
from saroma_desk.services.snapshots import snapshot
from saroma_desk.storage import needs_passphrase

from . import builder, story
from .builder import Step
from .story import Data

OFFICE_FOLDER = "office"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written: what it shows, its name and its size in bytes; pages where it has some."""

    what: str
    file: str
    size: int
    pages: int | None = None


def demo(out: Path) -> Iterator[Step | Made]:
    """Build a new practice office in ``out/office`` and write all papers and the workbooks into `out`.

    Yields building steps first, then every file made. An earlier practice office there is replaced; anything
    else there is left alone.

    Raises:
        KnownError: ``out/office`` holds something other than a practice office, the disk is full or read-only.
    """
    folder = out / OFFICE_FOLDER
    clear(folder)
    yield from builder.build(folder)
    data = story.office()
    with open_practice(folder) as ctx:
        yield from _papers(ctx, data["showcase"], out)
        for fiscal_year in yearly.fiscal_years(ctx):
            yield _workbook(ctx, fiscal_year, out)


def open_practice(folder: Path) -> AbstractContextManager[AppContext]:
    """The practice office in `folder`, on its own day."""
    data = story.office()
    return open_context(folder, passphrase=None, practice=True, user=data["user"], clock=FixedClock(data["today"]))


def clear(folder: Path) -> None:
    """Remove a practice office that stands in `folder`; refuse to touch anything else."""
    if not folder.exists():
        return
    if any(folder.iterdir()):
        try:
            real = needs_passphrase(folder)
        except KnownError as error:
            raise _foreign(folder) from error
        if real:
            raise _foreign(folder)
    shutil.rmtree(folder)


def episode_of(ctx: AppContext, family_id: str) -> int:
    """The latest episode of an invented family, found by its first member's name; raises KeyError without one."""
    name = next(f for f in story.families() if f.id == family_id).members[0]["name"]
    with ctx.read() as read:
        member = read.list(Member, name=name)[0]
    (row,) = households.household_rows(ctx, (member.household_id,))
    if row.episode_id is None:
        raise KeyError(family_id)
    return row.episode_id


def _foreign(folder: Path) -> KnownError:
    return KnownError("not_practice", f"練習用でないものがあるため、何も変えませんでした: {folder}")


def _papers(ctx: AppContext, showcase: Data, out: Path) -> Iterator[Made]:
    for form in issue.FORMS:
        filled = _filled(ctx, form, showcase["forms"][form])
        yield _written(out / f"{form}_filled.pdf", filled.paper.title, filled.paper.pdf(), len(filled.paper.pages))
        blank = issue.blank(ctx, form)
        yield _written(out / f"{form}_blank.pdf", blank.title, blank.pdf(), len(blank.pages))
    bundle = folder.case_folder(ctx, episode_of(ctx, showcase["bundle"]["family"]))
    yield _written(out / "bundle.pdf", "ケースの書類一式", bundle)


def _filled(ctx: AppContext, form: str, chosen: Data) -> issue.Prepared:
    if "provider" in chosen:
        return issue.prepare(ctx, form, f"claim:{_claim_of(ctx, chosen)}")
    episode_id = episode_of(ctx, chosen["family"])
    found = [key for name, key in issue.subjects(snapshot(ctx, episode_id)) if name == form]
    key = next((k for k in found if k.endswith(chosen.get("month", ""))), found[-1])
    return issue.prepare(ctx, form, key, episode_id=episode_id)


def _claim_of(ctx: AppContext, chosen: Data) -> int:
    names = {provider["key"]: provider["name"] for provider in story.office()["providers"]}
    rows = claim_queries.list_claims(ctx)
    here = (r for r in rows if r.provider_name == names[chosen["provider"]] and f"{r.month:%Y-%m}" == chosen["month"])
    return next(row.claim.id for row in here if row.claim is not None)


def _workbook(ctx: AppContext, fiscal_year: int, out: Path) -> Made:
    file = out / f"yearly_{fiscal_year}.xlsx"
    content = workbook_bytes(yearly.year_data(ctx, fiscal_year))
    save(content, file)
    return Made(f"{fiscal_year}年度の実績", file.name, len(content))


def _written(file: Path, what: str, content: bytes, pages: int | None = None) -> Made:
    save(content, file)
    return Made(what, file.name, len(content), pages)

"""What the paper dialog shows, read on the database thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.programme import Programme
from saroma_desk.forms import copies, issue
from saroma_desk.forms.copies import Change, Trouble
from saroma_desk.forms.paper import Mode, paper_file_name
from saroma_desk.services import documents
from saroma_desk.services.context import AppContext
from saroma_desk.services.papering import form_info
from saroma_desk.services.result import Result, Topic
from saroma_desk.services.snapshots import claim_snapshot, snapshot
from saroma_desk.ui.dialogs import paper_texts as texts

_EXTENSION = ".pdf"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper: form, what it is about, and the episode (not needed for 様式8号)."""

    form: str
    subject_key: str
    episode_id: int | None = None


class Shape(StrEnum):
    """How a paper that is not yet issued is shown."""

    FILLED = "filled"
    DRAFT = "draft"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything about one paper but its pages.

    Attributes:
        outgoing: leaves the office, so that it needs number and day.
        case_no: for the file name; never a person's name.
        papers: drafted, issued and voided ones of the same subject, newest first.
        next_number: number that this desk would give today; empty where the town's register gives it.
    """

    title: str
    outgoing: bool
    case_no: str
    papers: tuple[IssuedPaper, ...]
    next_number: str

    @property
    def waiting(self) -> IssuedPaper | None:
        """The drafted or decided paper, if any."""
        return next((p for p in self.papers if p.state in (PaperState.DRAFT, PaperState.DECIDED)), None)

    @property
    def sent(self) -> tuple[IssuedPaper, ...]:
        """Issued and voided papers, newest first."""
        return tuple(p for p in self.papers if p.state in (PaperState.ISSUED, PaperState.VOID))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The pages of one view and what should be known before they are printed.

    Attributes:
        about: whose paper it is, for choices about it; empty where there is nothing to choose.
        refusal: why there are no pages, e.g. an open question of the town.
    """

    content: bytes
    name: str
    troubles: tuple[Trouble, ...] = ()
    empty_fields: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    about: str = ""
    refusal: str = ""


def read_dossier(ctx: AppContext, wanted: Wanted) -> Dossier:
    """Title, papers and number of a subject; raises KnownError ``not_found``."""
    if wanted.episode_id is None:
        claim = claim_snapshot(ctx, int(wanted.subject_key.split(":")[1]))
        info, case_no = form_info(claim.programme, wanted.form), f"{claim.claim.month:%Y%m}"
    else:
        case = snapshot(ctx, wanted.episode_id)
        info, case_no = form_info(case.programme, wanted.form), case.household.no
    papers = documents.papers(ctx, wanted.episode_id)
    same = tuple(p for p in papers if (p.form, p.subject_key) == (wanted.form, wanted.subject_key))
    outgoing = info.direction == "outgoing"
    number = documents.next_document_number(ctx, ctx.today()) if outgoing else ""
    return Dossier(title=info.title, outgoing=outgoing, case_no=case_no, papers=same, next_number=number)


def _programme(ctx: AppContext, wanted: Wanted) -> Programme:
    if wanted.episode_id is None:
        return claim_snapshot(ctx, int(wanted.subject_key.split(":")[1])).programme
    return snapshot(ctx, wanted.episode_id).programme


def read_current(ctx: AppContext, wanted: Wanted, case_no: str, shape: Shape) -> Look:
    """The paper as it would be made now."""
    name = file_name(wanted.form, case_no, ctx.today())
    if shape is Shape.BLANK:
        empty = issue.blank(ctx, wanted.form, _programme(ctx, wanted))
        return Look(content=empty.pdf(), name=texts.blank_name(wanted.form))
    mode: Mode = "draft" if shape is Shape.DRAFT else "filled"
    try:
        made = issue.prepare(
            ctx, wanted.form, wanted.subject_key, episode_id=wanted.episode_id, printing=issue.Printing(mode=mode)
        )
    except KnownError as error:
        return Look(content=b"", name=name, refusal=error.message)
    return Look(
        content=made.paper.pdf(),
        name=name,
        troubles=copies.troubles(ctx, made),
        about=made.about,
        empty_fields=made.empty_official,
    )


def read_sent(ctx: AppContext, paper: IssuedPaper, case_no: str, words: tuple[str, ...]) -> Look:
    """Frozen bytes, marked as a copy where `words` are given, with what would read otherwise today."""
    content = copies.marked(documents.paper_bytes(ctx, paper.id), words)
    name = file_name(paper.form, case_no, paper.issued_on or ctx.today())
    try:
        found, refusal = copies.changes(ctx, paper), ""
    except KnownError as error:
        found, refusal = (), error.message
    return Look(content=content, name=name, changes=found, refusal=refusal)


def count_reprint(ctx: AppContext, paper_id: int) -> Result[None]:
    """Note that a frozen paper was printed or saved once more."""
    documents.reprint_bytes(ctx, paper_id)
    return Result(None, frozenset({Topic.DOCUMENTS}))


def file_name(form: str, case_no: str, on: date) -> str:
    """File name without its extension; no person's name."""
    return paper_file_name(form, case_no, on).removesuffix(_EXTENSION)

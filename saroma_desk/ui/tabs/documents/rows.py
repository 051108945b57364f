"""Rows of the tab 書類 and where they come from; all functions run on the database thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from os.path import commonprefix

from saroma_desk.domain.claim import Claim
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.forms import copies, issue, sets
from saroma_desk.services import claim_queries, documents, households, tasks
from saroma_desk.services.context import AppContext
from saroma_desk.services.households import HouseholdRow
from saroma_desk.services.snapshots import snapshot
from saroma_desk.ui.dialogs.finished_pages import Pages
from saroma_desk.ui.tabs.documents import texts
from saroma_desk.ui.terms import term


class View(StrEnum):
    """What the list shows."""

    DUE = "due"
    SENT = "sent"
    CASE = "case"
    MONTHS = "months"
    BLANKS = "blanks"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One paper, or what one could be made of.

    Attributes:
        id: stable name of the row.
        title: without the words that all titles begin with; `full_title` has them.
        state: word of its chip; `tone` its colour.
        day: when it was issued, or by when it is due.
        paper: frozen or drafted paper; None for one that could be made.
        claim_id: for a provider's month.
        programme: short word of its programme; empty while there is only one.
    """

    id: str
    form: str
    title: str
    about: str = ""
    name: str = ""
    kana: str = ""
    state: str = ""
    tone: str = ""
    full_title: str = ""
    number: str = ""
    day: date | None = None
    subject_key: str = ""
    episode_id: int | None = None
    household_id: int | None = None
    paper: IssuedPaper | None = None
    claim_id: int | None = None
    programme: str = ""


def read_rows(ctx: AppContext, view: View, household: int | None, only_this: bool) -> tuple[DocumentRow, ...]:
    """Rows of a view; `household` is the current one, and `only_this` leaves the others out."""
    return _shortened(ctx, _rows(ctx, view, household, household if only_this else None))


def _rows(ctx: AppContext, view: View, household: int | None, mine: int | None) -> tuple[DocumentRow, ...]:
    match view:
        case View.DUE:
            return _due(ctx, mine)
        case View.SENT:
            return _sent(ctx, mine)
        case View.CASE:
            return _case(ctx, household)
        case View.MONTHS:
            return _months(ctx)
    return tuple(DocumentRow(id=form, form=form, title=_title(ctx, form)) for form in issue.FORMS)


def read_pages(ctx: AppContext, row: DocumentRow) -> bytes:
    """The pages behind a row, as they print; raises KnownError as `issue.prepare`."""
    if row.claim_id is not None:
        return sets.monthly_set(ctx, row.claim_id).content
    if row.paper is not None and row.paper.state in (PaperState.ISSUED, PaperState.VOID):
        mark = (term(f"paper_state.{row.paper.state}"),) if row.paper.state is PaperState.VOID else (texts.COPY,)
        return copies.marked(documents.paper_bytes(ctx, row.paper.id), mark)
    if not row.subject_key:
        return issue.blank(ctx, row.form).pdf()
    return issue.prepare(ctx, row.form, row.subject_key, episode_id=row.episode_id).paper.pdf()


def read_set(ctx: AppContext, row: DocumentRow, *, duplex: bool) -> Pages:
    """A provider's month or an empty form, to be printed; raises KnownError as `issue.prepare`."""
    if row.claim_id is None:
        return Pages(row.title, read_pages(ctx, row), texts.blank_name(row.form))
    made = sets.monthly_set(ctx, row.claim_id, duplex=duplex)
    return Pages(row.title, made.content, texts.set_name(row.form, row.about), made.troubles)


def read_blanks(ctx: AppContext, *, duplex: bool) -> Pages:
    """Every empty form as one."""
    return Pages(texts.ALL_BLANKS_TITLE, sets.blank_set(ctx, issue.FORMS, duplex=duplex), texts.blank_name(""))


def _title(ctx: AppContext, form: str) -> str:
    info = ctx.programme_on(ctx.today()).forms.get(form)
    return info.title if info else ""


def _shortened(ctx: AppContext, rows: Iterable[DocumentRow]) -> tuple[DocumentRow, ...]:
    """All official titles begin with town and programme; a list is read by what comes after, or by the programme."""
    starts = [(_start(p), ctx.word(p.id)) for p in ctx.programmes_on(ctx.today())]
    return tuple(_short(row, starts) for row in rows)


def _start(programme: Programme) -> str:
    titles = [info.title for info in programme.forms.values()]
    return commonprefix(titles)  # noqa: RUF071  letter by letter is what is wanted


def _short(row: DocumentRow, starts: list[tuple[str, str]]) -> DocumentRow:
    start, word = next(((s, w) for s, w in starts if s and row.title.startswith(s)), ("", ""))
    return replace(row, title=row.title.removeprefix(start), full_title=row.title, programme=row.programme or word)


def _people(ctx: AppContext, ids: set[int]) -> dict[int, HouseholdRow]:
    return {row.household_id: row for row in households.household_rows(ctx, ids)} if ids else {}


def _due(ctx: AppContext, household: int | None) -> tuple[DocumentRow, ...]:
    waiting = [t for t in tasks.tasks(ctx) if t.tab == "documents" and t.form]
    people = _people(ctx, {t.household_id for t in waiting if t.household_id is not None})
    return tuple(
        DocumentRow(
            id=task.id,
            form=task.form or "",
            title=task.text,
            about=texts.about(task.subject_key),
            name=task.name,
            kana=people[task.household_id].kana if task.household_id in people else "",
            state=texts.left(task.due_on, ctx.today()),
            tone=texts.left_tone(task.due_on, ctx.today()),
            day=task.due_on,
            subject_key=task.subject_key,
            episode_id=task.episode_id,
            household_id=task.household_id,
            programme=task.programme,
        )
        for task in waiting
        if household in (None, task.household_id)
    )


def _sent(ctx: AppContext, household: int | None) -> tuple[DocumentRow, ...]:
    papers = documents.papers(ctx, household_id=household)
    people = _people(ctx, {p.household_id for p in papers if p.household_id is not None})
    return tuple(_of_paper(p, people.get(p.household_id or 0)) for p in papers)


def _of_paper(paper: IssuedPaper, who: HouseholdRow | None) -> DocumentRow:
    return DocumentRow(
        id=f"paper:{paper.id}",
        form=paper.form,
        title=paper.title,
        about=texts.about(paper.subject_key),
        name=who.name if who else "",
        kana=who.kana if who else "",
        state=term(f"paper_state.{paper.state}"),
        tone=texts.STATE_TONES[paper.state],
        number=texts.number_of(paper.number, paper.branch),
        day=paper.issued_on or paper.drafted_on,
        subject_key=paper.subject_key,
        episode_id=paper.episode_id,
        household_id=paper.household_id,
        paper=paper,
    )


def _case(ctx: AppContext, household: int | None) -> tuple[DocumentRow, ...]:
    """Every paper that the current case has, in the order of the binder, with its newest frozen copy."""
    people = _people(ctx, {household} if household is not None else set())
    who = people.get(household or 0)
    found: list[DocumentRow] = []
    for line in who.cases if who else ():
        case = snapshot(ctx, line.episode_id)
        papers = documents.papers(ctx, line.episode_id)
        for form, key in issue.subjects(case):
            paper = next((p for p in papers if (p.form, p.subject_key) == (form, key)), None)
            outgoing = case.programme.forms[form].direction == "outgoing"
            plain = _of_paper(paper, who) if paper else _unissued(form, key, case, who, outgoing=outgoing)
            found.append(_with_title(plain, case.programme.forms[form].title, len(found)))
    return tuple(found)


def _unissued(form: str, key: str, case: CaseSnapshot, who: HouseholdRow | None, *, outgoing: bool) -> DocumentRow:
    return DocumentRow(
        id="",
        form=form,
        title="",
        about=texts.about(key),
        name=who.name if who else "",
        kana=who.kana if who else "",
        state=texts.NOT_ISSUED if outgoing else "",
        tone=texts.STATE_TONES["draft"] if outgoing else "",
        subject_key=key,
        episode_id=case.episode.id,
        household_id=case.household.id,
    )


def _with_title(row: DocumentRow, title: str, place: int) -> DocumentRow:
    return replace(row, id=f"{place}:{row.form}:{row.subject_key}", title=title)


def _months(ctx: AppContext) -> tuple[DocumentRow, ...]:
    rows = [(row, row.claim) for row in claim_queries.list_claims(ctx)]
    return tuple(_of_claim(ctx, row.provider_name, claim) for row, claim in rows if claim is not None)


def _of_claim(ctx: AppContext, provider: str, claim: Claim) -> DocumentRow:
    return DocumentRow(
        id=f"claim:{claim.id}",
        form="form08",
        title=ctx.programme_on(claim.month, claim.family).forms["form08"].title,
        programme=ctx.words.get(claim.family, ""),
        about=texts.month(claim.month),
        name=provider,
        state=term(f"claim_status.{claim.status}"),
        tone=texts.CLAIM_TONES[claim.status],
        day=claim.month,
        subject_key=f"claim:{claim.id}",
        claim_id=claim.id,
    )

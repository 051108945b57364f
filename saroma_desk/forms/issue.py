"""From a stored case to its papers: what is due to be printed, previewed, issued and bundled."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.dispatch import Outcome, VisitStatus
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.fee import OpenQuestion
from saroma_desk.domain.office import IssuedPaper
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.snapshot import CaseSnapshot, ClaimSnapshot, HelpCase
from saroma_desk.runtime import glossary, resources
from saroma_desk.services import claim_queries, documents, paper_switches
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft
from saroma_desk.services.exceptions import ExceptionDraft
from saroma_desk.services.result import Result
from saroma_desk.services.snapshots import claim_snapshot, snapshot

from .fields import Digits, FieldValue, Values
from .glyphs import MissingGlyph
from .paper import (
    Mode,
    Paper,
    PaperOptions,
    PaperSources,
    empty_official_fields,
    make_paper,
    missing_glyphs,
)

FORMS = tuple(f"form{number:02}" for number in range(1, 11))
BINDER = ("form01", "form09", "form10", "form03", "form02", "form04", "form07", "form05", "form06")
DRAWN_INSTEAD = "drawn_instead"
"""Key in the snapshot of an issued paper: code point -> what was drawn for it; empty for a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How a paper is to come out.

    Attributes:
        mode: ``filled`` or ``draft`` (案).
        options: switches of this output.
        official: values that go before the stored ones, such as number and day of issue.
    """

    mode: Mode = "filled"
    options: PaperOptions = field(default_factory=PaperOptions)
    official: Mapping[str, FieldValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A paper ready to be looked at, with everything that should be known before it is printed.

    Attributes:
        about: whose paper it is, as choices for it are kept: ``episode:3`` or ``claim:8``.
        on: day whose wording it has; None for the newest.
        missing: characters that no font holds, with what the paper shows instead.
        empty_official: Japanese names of official fields that are still empty.
    """

    form: str
    subject_key: str
    about: str
    values: Values
    on: date | None
    paper: Paper
    missing: tuple[MissingGlyph, ...]
    empty_official: tuple[str, ...]


def sources(ctx: AppContext, words: tuple[tuple[str, str], ...] = ()) -> PaperSources:
    """Shipped templates and fonts, with the office's own templates from its data folder before them.

    `words` is the wording of another programme's papers, see `Programme.paper_words`.
    """
    own = ctx.store.folder / "forms_templates"
    return PaperSources(resources.templates_root(), resources.path_of("fonts"), own if own.is_dir() else None, words)


def blank(ctx: AppContext, form: str, programme: Programme | None = None) -> Paper:
    """The empty form for the hand, in the words of a programme; without one, of the desk's own."""
    own = sources(ctx, programme.paper_words if programme else ())
    return make_paper(own, _known(form), {}, on=ctx.today(), mode="blank", options=options_for(ctx, PaperOptions()))


def subjects(case: CaseSnapshot) -> tuple[tuple[str, str], ...]:
    """(form, subject key) of every paper that the case has, in the order of the binder.

    様式8号 is missing: a claim names other households, so it stays with the provider's month.
    """
    found = [("form09", f"screening:{s.id}") for s in case.screenings]
    found += [("form10", f"plan:{case.plans[-1].id}")] if case.plans else []
    for help_case in case.help_cases:
        found += _of_help_case(help_case)
    return tuple(sorted(found, key=lambda item: BINDER.index(item[0])))


def _of_help_case(case: HelpCase) -> list[tuple[str, str]]:
    key = f"application:{case.application.id}"
    found = [("form01", key)]
    if case.dispatch is not None:
        found += [("form03", key), ("form02", key)]
    if case.decision is not None and case.decision.outcome is Outcome.REJECTED:
        found.append(("form04", key))
    months = sorted({YearMonth.of(v.visit_on) for v in case.visits if v.status is not VisitStatus.PLANNED})
    found += [("form07", f"report:{case.application.id}:{m.year}-{m.month:02}") for m in months]
    if case.withdrawal is not None:
        found.append(("form05", key))
    if case.cancellation is not None:
        found.append(("form06", key))
    return found


def latest_subject(ctx: AppContext, form: str, episode_id: int) -> str:
    """What the newest paper of that form in the case is about; for 様式8号 the newest claim with its visits.

    Raises KnownError ``no_such_paper`` when the case has none.
    """
    case = snapshot(ctx, episode_id)
    found = [key for name, key in subjects(case) if name == _known(form)]
    if form == "form08":
        rows = claim_queries.list_claims(ctx)
        claims = (row.claim for row in rows if row.claim is not None)
        mine = {h.application.id for h in case.help_cases}
        found = [f"claim:{c.id}" for c in claims if mine & {line.application_id for line in c.lines}][:1]
    if not found:
        raise _nothing_yet()
    return found[-1]


def prepare(
    ctx: AppContext,
    form: str,
    subject_key: str,
    *,
    episode_id: int | None = None,
    printing: Printing | None = None,
) -> Prepared:
    """A paper from what is stored now.

    Args:
        ctx: the open office.
        form: ``form01`` … ``form10``.
        subject_key: what it is about; ``claim:<id>`` for 様式8号.
        episode_id: episode of the subject; not needed for 様式8号.
        printing: how it comes out; filled without any switch when None.

    Raises:
        KnownError: no such paper here, an open question of the town (they are named), a broken template.
    """
    source = _source(ctx, form, subject_key, episode_id)
    return prepare_from(ctx, (form, subject_key), source, printing)


def prepare_from(
    ctx: AppContext,
    subject: tuple[str, str],
    source: CaseSnapshot | ClaimSnapshot,
    printing: Printing | None = None,
) -> Prepared:
    """A paper (form, subject key) from a snapshot that was read before, so that many papers need only one.

    Raises KnownError as `prepare`.
    """
    form, subject_key = subject
    printing = printing or Printing()
    values: Values = {**_values(ctx, form, source, subject_key), **printing.official}
    on = _day(source, form, subject_key)
    whose = f"claim:{source.claim.id}" if isinstance(source, ClaimSnapshot) else f"episode:{source.episode.id}"
    by_hand = paper_switches.left_to_hand(source.office.settings, form, whose)
    chosen = replace(printing.options, substitutes={**dict.fromkeys(by_hand, ""), **printing.options.substitutes})
    options = options_for(ctx, chosen, source.office.settings)
    here = sources(ctx, source.programme.paper_words)
    return Prepared(
        form=form,
        subject_key=subject_key,
        about=whose,
        values=values,
        on=on,
        paper=make_paper(here, form, values, on=on, mode=printing.mode, options=options),
        missing=missing_glyphs(here, form, values, options, on),
        empty_official=empty_official_fields(here, form, values, on),
    )


def issue(
    ctx: AppContext,
    draft: PaperDraft,
    *,
    episode_id: int | None = None,
    paper_id: int | None = None,
    exceptions: tuple[ExceptionDraft, ...] = (),
) -> Result[IssuedPaper]:
    """Issue a paper (施行): its number and day are printed, its bytes, hash and values frozen.

    An empty number is taken from this desk's counter where the town lets it count.

    Raises:
        KnownError: as `prepare` and `documents.issue_paper`.
    """
    number = draft.number.strip() or documents.next_document_number(ctx, draft.issued_on or ctx.today())
    draft = replace(draft, number=number, branch=draft.branch.strip())
    printed = f"{number}の{draft.branch}" if number and draft.branch else number
    official: dict[str, FieldValue] = {"issued_on": draft.issued_on}
    if printed:
        official["document_number"] = printed
    printing = Printing(official=official)
    made = prepare(ctx, draft.form, draft.subject_key, episode_id=episode_id, printing=printing)
    frozen = replace(draft, pdf=made.paper.pdf(), snapshot=as_json(printed_values(made)))
    return documents.issue_paper(ctx, frozen, exceptions, paper_id=paper_id)


def printed_values(made: Prepared) -> dict[str, Any]:
    """The values of a paper, with what it shows for characters that no font holds, where there are any."""
    drawn = {glyph.code_point: glyph.drawn for glyph in made.missing if glyph.trouble != "invisible"}
    return {**made.values, **({DRAWN_INSTEAD: drawn} if drawn else {})}


def as_json(values: Mapping[str, Any]) -> str:
    """The printed values as JSON text, dates in ISO form, codes sorted."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> Any:  # noqa: ANN401 - json's own contract
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _source(ctx: AppContext, form: str, subject_key: str, episode_id: int | None) -> CaseSnapshot | ClaimSnapshot:
    if _known(form) == "form08":
        return claim_snapshot(ctx, int(subject_key.split(":")[1]))
    if episode_id is None:
        raise ValueError("a paper of a case needs its episode")
    return snapshot(ctx, episode_id)


def _values(
    ctx: AppContext, form: str, source: CaseSnapshot | ClaimSnapshot, subject_key: str
) -> dict[str, FieldValue]:
    try:
        return _maker(form)(source, subject_key)
    except OpenQuestion as question:
        asked = {q.key: q.text for p in ctx.programmes for q in p.questions}
        texts = "".join(f"\n・{asked.get(key, key)}" for key in question.keys)
        raise KnownError(
            "open_question", f"町に確かめることが残っているため、この様式は作れません。{texts}"
        ) from question
    except LookupError as error:
        raise _nothing_yet() from error


def _nothing_yet() -> KnownError:
    return KnownError("no_such_paper", "この様式を作るための記録が、まだありません。")


def _day(source: CaseSnapshot | ClaimSnapshot, form: str, subject_key: str) -> date | None:
    """The day whose wording the paper has: of the disposition that it tells of (教示), or of the application."""
    if isinstance(source, ClaimSnapshot):
        return source.claim.month
    kind, _, rest = subject_key.partition(":")
    if kind != "application":
        return None
    case = source.help_case(int(rest))
    if form == "form06" and case.cancellation is not None:
        return case.cancellation.decided_on
    if form in {"form02", "form03"} and case.dispatch is not None:
        return case.dispatch.approved_on
    return case.decision.decided_on if case.decision else case.application.applied_on


def options_for(ctx: AppContext, options: PaperOptions, settings: Mapping[str, str] | None = None) -> PaperOptions:
    """The switches of an output over those of the office, with the mark that papers of practice always bear.

    `settings` are the office's settings in force; read when None. What the output says itself goes first.
    """
    held = paper_switches.office_settings(ctx) if settings is None else settings
    options = _with_office(options, held)
    if not ctx.practice:
        return options
    return replace(options, watermarks=(*options.watermarks, glossary.term("app.practice")))


def _with_office(options: PaperOptions, settings: Mapping[str, str]) -> PaperOptions:
    held = paper_switches.switches_in(settings)
    yes = {name: value == "yes" for name, value in held.items()}
    digits: Digits | None = "half" if held.get("digits") == "half" else "full" if "digits" in held else None
    return replace(
        options,
        digits=options.digits or digits,
        seal_required=yes.get("seal_required") if options.seal_required is None else options.seal_required,
        tally=yes.get("tally") if options.tally is None else options.tally,
        substitutes={**paper_switches.substitutes_in(settings), **options.substitutes},
    )


def _known(form: str) -> str:
    if form not in FORMS:
        raise KnownError("unknown_form", "様式の番号は、1から10までです。")
    return form


@cache
def _maker(form: str) -> Callable[[Any, str], dict[str, FieldValue]]:
    made: Callable[[Any, str], dict[str, FieldValue]] = import_module(f"{__package__}.values.{_known(form)}").values
    return made

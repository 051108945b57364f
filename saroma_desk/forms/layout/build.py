"""A template and values become pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from saroma_desk.domain.eras import widen
from saroma_desk.forms.compose import Composer, Scope
from saroma_desk.forms.display import PAGE_HEIGHT, PAGE_WIDTH, Box, Page
from saroma_desk.forms.layout import heads, texts
from saroma_desk.forms.layout.approval import approval
from saroma_desk.forms.layout.flow import Flow
from saroma_desk.forms.layout.grid import grid
from saroma_desk.forms.layout.memo import plans_of
from saroma_desk.forms.layout.place import place
from saroma_desk.forms.layout.slack import Slack
from saroma_desk.forms.layout.work import FitRule, Work
from saroma_desk.forms.text import set_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from saroma_desk.forms.fields import Digits, Values
    from saroma_desk.forms.glyphs import FontBook
    from saroma_desk.forms.layout.work import Annex
    from saroma_desk.forms.schema import Block, PageBreak, SealMode, Spacer
    from saroma_desk.forms.template import Template
    from saroma_desk.forms.text import Fitted

_FOOT_GAP = 12.0
_FOOT_HEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """Switches of one paper.

    Attributes:
        on: day whose texts are in force; None for the newest.
        blank: print an empty form.
        digits: width of digits; None for that of the template.
        seal: what stands in the place of the 公印; None for the template's.
        seal_required: whether ㊞ stands where people put their seals; None for the template's.
        tally: whether the place of the 契印 is marked; None for the template's. It stays free in any case.
    """

    on: date | None = None
    blank: bool = False
    digits: Digits | None = None
    seal: SealMode | None = None
    seal_required: bool | None = None
    tally: bool | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a paper without page numbers and marks, and the texts that went to 別紙."""

    pages: list[Page]
    annexes: list[Annex] = field(default_factory=list)


def lay_out(template: Template, values: Values, book: FontBook, options: LayoutOptions) -> Layout:
    """Measure a paper.

    Raises KnownError (`text_too_long`) only where the template forbids both growing and 別紙.
    """
    fill = partial(_filled, template, values, book, options)
    work = _stretched(fill, plans_of(book).shares, template.file.form)
    flow = work.flow
    _continued_heads(work)
    foot = _foot(work)  # before the 別紙, where a foot that is too long goes as well
    _annex_sheets(work)
    if foot is not None:
        for page in flow.pages:
            place(page, foot, Box(flow.left, flow.bottom + 4.0, flow.width / 2 - _FOOT_GAP, _FOOT_HEIGHT))
    return Layout(flow.finished(), work.annexes)


def _stretched(fill: Callable[[Slack], Work], known: dict[str, Mapping[int, float]], form: str) -> Work:
    """The paper with its pages filled.

    Most papers of a form leave the same room, so that of the one before is tried first. Where no page ran over, none
    would have done with lower rows: what is left then tells whether it was right.
    """
    work = fill(Slack(known.get(form, {})))
    if not work.flow.continued and work.slack.shares(work.flow.rooms) == work.slack.given:
        return work
    probe = fill(Slack(probing=True))
    known[form] = probe.slack.shares(probe.flow.rooms)
    return fill(Slack(known[form]))


def _filled(template: Template, values: Values, book: FontBook, options: LayoutOptions, slack: Slack) -> Work:
    """All blocks of the paper on their pages."""
    shared = template.shared
    digits: Any = options.digits or template.file.digits or shared.digits
    work = Work(
        template=template,
        composer=Composer(book, shared, digits, hand_seals=_switch(options.seal_required, template.file.seal_required)),
        scope=Scope(values, template.file.fields),
        flow=Flow(shared.page),
        on=options.on,
        blank=options.blank,
        seal=options.seal or template.file.seal,
        tally=_switch(options.tally, template.file.tally),
        slack=slack,
    )
    for block in template.file.blocks:
        if work.wanted(block):
            _block(work, block)
    texts.substitutes_note(work)
    return work


def _switch(chosen: bool | None, otherwise: bool) -> bool:
    return otherwise if chosen is None else chosen


def _spacer(work: Work, block: Spacer) -> None:
    work.flow.skip(block.height)


def _page_break(work: Work, _block: PageBreak) -> None:
    if not work.flow.at_top:
        work.flow.new_page(continued=False)


_LAYERS: dict[str, Any] = {
    "form_number": texts.form_number,
    "outgoing_head": heads.outgoing_head,
    "incoming_head": heads.incoming_head,
    "title": texts.title,
    "paragraph": texts.paragraph,
    "ki": texts.ki,
    "ijo": texts.ijo,
    "grid": grid,
    "notice": texts.notice,
    "notes": texts.notes,
    "approval": approval,
    "spacer": _spacer,
    "page_break": _page_break,
}


def _block(work: Work, block: Block) -> None:
    _LAYERS[block.block](work, block)


def _continued_heads(work: Work) -> None:
    """In the top margin of a page that continues a full one: which paper it belongs to."""
    shared, flow = work.template.shared, work.flow
    text = shared.words.continued.format(citation=work.template.file.citation, title=work.template.title)
    for index in flow.continued:
        box = Box(flow.left, flow.top - 6.0, flow.width, 4.0)
        place(flow.pages[index], set_lines(work.composer.plain(text), box.width, shared.sizes.note, 1.0), box)


def _annex_sheets(work: Work) -> None:
    """The 別紙 at the end: heading, which paper it belongs to, and every text in full."""
    if not work.annexes:
        return
    shared, flow, composer = work.template.shared, work.flow, work.composer
    flow.new_page(continued=False)
    of = shared.words.annex_of.format(citation=work.template.file.citation, title=work.template.title)
    texts.line(work, composer.plain(of), shared.sizes.form_number, "left")
    flow.y += 5.0
    for annex in list(work.annexes):
        heading = composer.plain(f"{annex.mark}　{annex.heading}")
        fitted = work.settle(heading, (flow.width, 14.0), shared.sizes.head, FitRule(annex.mark, leading=1.3))
        flow.need(fitted.height + 12.0)
        place(flow.page, fitted, Box(flow.left, flow.y, flow.width, fitted.height), valign="top")
        flow.y += fitted.height + 1.2
        flow.rules.horizontal(flow.y, flow.left, flow.right, shared.weights.inner)
        flow.y += 1.6
        texts.running_text(work, annex.atoms, shared.sizes.body, shared.leading.body)
        flow.y += 6.0


def _foot(work: Work) -> Fitted | None:
    """The text at the foot of every page, left of the page number."""
    text, shared = work.template.file.footer.text, work.template.shared
    if not text:
        return None
    atoms = work.composer.text(text, work.scope, shared.sizes.footer)
    room = (work.flow.width / 2 - _FOOT_GAP, _FOOT_HEIGHT)
    return work.settle(atoms, room, shared.sizes.footer, FitRule(work.template.title))


def number_pages(pages: Sequence[Page], template: Template, book: FontBook) -> None:
    """Write n/N at the foot of every page; a paper of one page needs none unless the template says so."""
    wanted = template.file.footer.page_number
    if wanted is False or (wanted is None and len(pages) < 2):
        return
    shared = template.shared
    for number, page in enumerate(pages, start=1):
        text = shared.words.page_number.format(page=number, pages=len(pages))
        text = widen(text, "half")
        foot_line(page, book, text, shared.sizes.footer, "center")


def foot_line(page: Page, book: FontBook, text: str, size: float, align: Any) -> None:  # noqa: ANN401
    """A small line in the bottom margin."""
    box = Box(25.0, PAGE_HEIGHT - 14.0, PAGE_WIDTH - 45.0, 4.0)
    place(page, set_lines(book.shape(text), box.width, size, 1.0), box, align)

"""The inquiry to a provider about its claim (照会票): a letter outside the ten papers, drawn by the same engine."""

from __future__ import annotations

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime import glossary
from saroma_desk.services import claim_queries
from saroma_desk.services.context import AppContext
from saroma_desk.services.loading import load_office

from .issue import sources
from .paper import Paper, PaperOptions, make_paper
from .values import inquiry as inquiry_values

FORM = "inquiry"


def inquiry(ctx: AppContext, claim_id: int, number: str = "") -> Paper:
    """The inquiry about a claim's differences as they stand now; `number` is its 文書番号, empty for the hand.

    Raises:
        KnownError: ``nothing_to_ask`` when nothing differs, what stops the computation, ``not_found``.
    """
    detail = claim_queries.claim_detail(ctx, claim_id)
    if detail.stopped is not None:
        raise detail.stopped
    if not detail.differences:
        raise KnownError("nothing_to_ask", "請求と活動実績報告書に違いがないため、照会票は要りません。")
    with ctx.read() as read:
        office = load_office(ctx, read, ctx.today())
    source = inquiry_values.InquirySource(
        claim=detail.claim,
        provider=detail.provider,
        differences=detail.differences,
        numbers={h.household_id: h.no for h in detail.households},
        computed_yen=detail.total.town_yen,
        office=office,
        on=ctx.today(),
    )
    values = inquiry_values.values(source)
    marks = (glossary.term("app.practice"),) if ctx.practice else ()
    return make_paper(
        sources(ctx),
        FORM,
        {**values, **({"document_number": number} if number else {})},
        on=ctx.today(),
        options=PaperOptions(watermarks=marks),
    )

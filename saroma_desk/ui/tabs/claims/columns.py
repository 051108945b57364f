"""Lists of the claim desk: months, the two sides by household, and visits."""

from __future__ import annotations

from collections.abc import Callable

from saroma_desk.domain.claim import ClaimLine
from saroma_desk.services.claims import ClaimHousehold, ClaimRow
from saroma_desk.ui import messages
from saroma_desk.ui.tabs.claims import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.programme_column import programme_column
from saroma_desk.ui.widgets.record_table import Column

MONEY = 66


def months() -> tuple[Column, ...]:
    """Of the list of months."""

    def state(row: ClaimRow) -> str:
        return texts.state(row.claim.status.value if row.claim else None)

    def tone(row: ClaimRow) -> str:
        return texts.TONES[row.claim.status.value] if row.claim else "muted"

    def amount(row: ClaimRow) -> int | None:
        return row.claim.town_yen if row.claim else None

    def shown(row: ClaimRow) -> str:
        asked = row.claim.asked_total if row.claim else None
        mark = "" if asked is None or asked == amount(row) else texts.UNEQUAL
        return f"{mark}{texts.money(amount(row))}"

    def both(row: ClaimRow) -> str:
        return texts.both_totals(amount(row), row.claim.asked_total if row.claim else None)

    return (
        Column("month", term("service_month_short"), lambda r: texts.month(r.month), sort=lambda r: r.month, width=54),
        Column("provider", term("provider"), lambda r: r.provider_name, tip=lambda r: r.provider_name, least=90),
        programme_column(84, spare=True),
        Column("state", term("status"), state, tone=tone, width=74),
        Column("amount", term("town_part_short"), shown, sort=amount, right=True, width=78, tip=both, spare=True),
    )


def reported() -> tuple[Column, ...]:
    """What the activity reports give, by household."""

    def hidden(_: ClaimHousehold) -> str:
        return messages.HIDDEN

    return (
        Column("no", term("household_no_short"), lambda h: h.no, width=66),
        Column("name", term("applicant"), lambda h: h.name, masked=hidden, tip=lambda h: h.name),
        Column(
            "report",
            term("form07_short"),
            lambda h: texts.arrived(reported=h.reported, scans=h.scans),
            tone=lambda h: "good" if h.reported else "alarm",
            width=72,
            tip=lambda h: texts.scans(h.scans),
        ),
        Column("visits", term("visits_short"), lambda h: str(h.computed.visits), right=True, width=36, spare=True),
        Column(
            "minutes",
            term("minutes_short"),
            lambda h: texts.money(h.computed.minutes),
            right=True,
            width=44,
            spare=True,
        ),
        Column(
            "price", term("price"), lambda h: texts.money(h.computed.price_yen), right=True, width=MONEY, spare=True
        ),
        Column(
            "copay", term("copay_short"), lambda h: texts.money(h.computed.copay_yen), right=True, width=60, spare=True
        ),
        Column("town", term("town_part_short"), lambda h: texts.money(h.computed.town_yen), right=True, width=MONEY),
    )


def asked() -> tuple[Column, ...]:
    """What the provider's paper asks, by household; what differs carries a mark."""

    def cell(name: str) -> Callable[[ClaimHousehold], str]:
        def text(row: ClaimHousehold) -> str:
            theirs = getattr(row.asked, name) if row.asked else None
            if theirs is None:
                return ""
            mark = "" if theirs == getattr(row.computed, name) else texts.UNEQUAL
            return f"{mark}{texts.money(theirs)}"

        return text

    def verdict(row: ClaimHousehold) -> str:
        if row.differences:
            return f"{texts.DIFFERENT}{len(row.differences)}"
        return texts.SAME if row.asked else ""

    return (
        Column("visits", term("visits_short"), cell("visits"), right=True, width=46, spare=True),
        Column("minutes", term("minutes_short"), cell("minutes"), right=True, width=56, spare=True),
        Column("price", term("price"), cell("price_yen"), right=True, width=74, spare=True),
        Column("copay", term("copay_short"), cell("copay_yen"), right=True, width=66, spare=True),
        Column("town", term("asked_total"), cell("town_yen"), right=True),
        Column(
            "verdict",
            term("check"),
            verdict,
            tone=lambda h: "alarm" if h.differences else "good" if h.asked else "muted",
            width=66,
        ),
    )


def lines() -> tuple[Column, ...]:
    """Visits behind a household's sums."""
    return (
        Column(
            "day",
            term("visit_on"),
            lambda x: texts.day_words(x.visit_on, correction=x.correction),
            sort=lambda x: x.visit_on,
        ),
        Column("minutes", term("minutes_short"), lambda x: str(x.billed_minutes), right=True, width=44),
        Column(
            "first",
            term("first_hour"),
            lambda x: texts.times(x.first_yen, x.first_units),
            right=True,
            width=82,
            spare=True,
        ),
        Column(
            "step", term("half_hour"), lambda x: texts.times(x.step_yen, x.step_units), right=True, width=82, spare=True
        ),
        Column("price", term("price"), lambda x: texts.money(x.price_yen), right=True, width=60),
        Column("copay", term("copay_short"), lambda x: texts.money(x.copay_yen), right=True, width=60),
        Column("town", term("town_part_short"), lambda x: texts.money(x.town_yen), right=True, width=60),
    )


def line_id(line: ClaimLine) -> tuple[int, bool, bool]:
    """Tells lines apart: a correction may name a visit twice, taken back and charged anew."""
    return line.visit_id, line.correction, line.price_yen < 0

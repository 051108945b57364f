"""Lists of the household tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from saroma_desk.domain.ages import format_age, format_gestation
from saroma_desk.domain.calendar import format_short, weekday_ja
from saroma_desk.domain.case import Episode
from saroma_desk.domain.household import CopayClassPeriod, Member, PersonStatus
from saroma_desk.domain.programme import wording
from saroma_desk.services.context import AppContext
from saroma_desk.services.households import HouseholdDetail, HouseholdRow
from saroma_desk.services.timeline import PERSONAL, TimelineEntry
from saroma_desk.ui import messages
from saroma_desk.ui.choices import ROLE_TERMS
from saroma_desk.ui.desk import initials
from saroma_desk.ui.frame_sources import STATE_TONES, child_words
from saroma_desk.ui.style import Tone
from saroma_desk.ui.tab import TABS
from saroma_desk.ui.tabs.households import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.programme_column import programme_column
from saroma_desk.ui.widgets.record_table import Column

Today = Callable[[], date]


def households(today: Today) -> tuple[Column, ...]:
    """The list of all households."""
    return (
        Column("no", term("household_no"), lambda r: r.no, width=80),
        Column("name", term("name"), lambda r: r.name, sort=lambda r: r.kana, masked=lambda r: initials(r.kana)),
        Column("child", term("child"), lambda r: child_words(r, today()), sort=_by_child, least=116, lines=2),
        Column("state", term("status"), _state, tone=_state_tone, tip=_states, width=92),
        Column(
            "programme",
            term("programme_name"),
            texts.programmes,
            tip=lambda r: r.programme,
            width=110,
            spare=True,
            optional=True,
        ),
    )


def _by_child(row: HouseholdRow) -> date:
    return row.child_birth_date or row.due_date or date.min


def _state(row: HouseholdRow) -> str:
    return "・".join(dict.fromkeys(term(f"state.{case.state}") for case in row.cases))


def _states(row: HouseholdRow) -> str:
    return "\n".join(messages.of_programme(case.programme, term(f"state.{case.state}")) for case in row.cases)


def _state_tone(row: HouseholdRow) -> str:
    return STATE_TONES[row.state] if row.state else Tone.MUTED


def members(today: Today) -> tuple[Column, ...]:
    """People of a household."""
    return (
        Column("name", term("name"), lambda m: m.name, sort=lambda m: m.kana, masked=lambda m: initials(m.kana)),
        Column("kana", term("kana"), lambda m: m.kana, masked=lambda _: messages.HIDDEN, width=150),
        Column("role", term("role"), lambda m: term(ROLE_TERMS[m.role]), width=132),
        Column("relation", term("relation"), lambda m: m.relation, width=70),
        Column("birth", term("birth_date"), _birth, sort=lambda m: m.birth_date or date.max, width=92),
        Column("age", term("age"), lambda m: _age(m, today()), width=120),
    )


def _birth(member: Member) -> str:
    return format_short(member.birth_date) if member.birth_date else ""


def _age(member: Member, today: date) -> str:
    if member.left_on is not None and member.left_on <= today:
        return f"{texts.LEFT_ON} {format_short(member.left_on)}"
    if member.due_date is not None and (member.due_date - today).days <= 280:
        return format_gestation(member.due_date, today)
    if member.birth_date is not None and member.birth_date <= today:
        return format_age(member.birth_date, today)
    return ""


def statuses(name_of: Callable[[int], str]) -> tuple[Column, ...]:
    """Legal classes of people, with their days."""
    return (
        Column("who", term("name"), lambda s: name_of(s.member_id), masked=lambda _: messages.HIDDEN, width=150),
        Column(
            "status", term("legal_status"), lambda s: term(f"legal_status.{s.status}"), tone=_status_tone, width=120
        ),
        Column("from", term("valid_from"), lambda s: format_short(s.valid_from), sort=_from, width=100),
        Column("to", term("valid_to"), lambda s: _day(s.valid_to), width=100),
        Column("basis", term("basis"), lambda s: s.basis, tip=lambda s: s.basis),
    )


def _status_tone(status: PersonStatus) -> str:
    return Tone.MUTED if status.valid_to is not None else Tone.ACTIVE


def copay_classes(ctx: Callable[[], AppContext]) -> tuple[Column, ...]:
    """Copay classes with their days and what was looked at."""

    def name(period: CopayClassPeriod) -> str:
        classes = {c.code: c.name for c in ctx().programme_on(period.valid_from).copay_classes}
        return classes.get(period.copay_class, period.copay_class)

    return (
        Column("class", term("copay_class"), name, width=150),
        Column("from", term("valid_from"), lambda p: format_short(p.valid_from), sort=_from, width=100),
        Column("to", term("valid_to"), lambda p: _day(p.valid_to), width=100),
        Column("year", term("tax_year"), lambda p: str(p.tax_year or ""), width=80),
        Column("evidence", term("evidence"), lambda p: p.evidence, tip=lambda p: p.evidence),
    )


def _from(period: PersonStatus | CopayClassPeriod) -> date:
    return period.valid_from


def episodes(ctx: Callable[[], AppContext], detail: Callable[[], HouseholdDetail | None]) -> tuple[Column, ...]:
    """Episodes of a household, one for each time it was taken in."""

    def route(episode: Episode) -> str:
        return wording(ctx().programme(episode.programme_id).routes, episode.route)

    def told_by(episode: Episode) -> str:
        shown = detail()
        return texts.family_facts([r.agency for r in shown.referrals if r.episode_id == episode.id] if shown else [])

    return (
        Column("number", texts.EPISODE, lambda e: str(e.number), right=True, width=50),
        Column("programme", term("programme_name"), lambda e: ctx().word(e.programme_id), width=150, optional=True),
        Column("received", term("received_on"), lambda e: format_short(e.received_on), width=92),
        Column("route", term("route"), route, width=170),
        Column("kind", term("intake_kind"), lambda e: term(f"intake_kind.{e.intake_kind}"), width=110),
        Column("referral", term("referral"), told_by),
    )


def agencies() -> tuple[Column, ...]:
    """Agencies that are involved."""
    return (
        Column("name", term("agency"), lambda a: a.name, width=190),
        Column("contact", term("contact_person"), lambda a: a.contact, width=110),
        Column("phone", term("phone"), lambda a: a.phone, width=130),
        Column("since", term("referred_on"), lambda a: _day(a.since), width=92),
        Column("story", term("story"), lambda a: a.story, masked=lambda _: messages.HIDDEN, tip=lambda a: a.story),
    )


def history() -> tuple[Column, ...]:
    """All that happened."""
    places = {spec.id: spec.label for spec in TABS}
    return (
        Column("at", texts.WHEN, lambda e: moment(e.at), sort=lambda e: e.at, width=160),
        Column("number", texts.EPISODE, lambda e: str(e.episode_number), right=True, width=44, spare=True),
        programme_column(120),
        Column("what", texts.WHAT, lambda e: e.text, masked=_masked, tip=lambda e: e.text, lines=3, least=160),
        Column("open", texts.OPEN, lambda e: places.get(e.tab, ""), width=124, spare=True),
    )


def _masked(entry: TimelineEntry) -> str:
    return messages.HIDDEN if entry.kind in PERSONAL else entry.text


def moment(at: datetime) -> str:
    """Day with weekday, and the time where it is known."""
    day = f"{format_short(at.date())}({weekday_ja(at.date())})"
    return day if at.time() == time.min else f"{day} {at:%H:%M}"


def _day(day: date | None) -> str:
    return format_short(day) if day else ""

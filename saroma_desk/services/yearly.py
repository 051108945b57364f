"""The fiscal year: reading everything that counts, and the figures of the sheet that only a person knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from saroma_desk.domain.calendar import fiscal_range, fiscal_year
from saroma_desk.domain.case import ConsultVisit, Episode
from saroma_desk.domain.claim import Claim
from saroma_desk.domain.dispatch import Visit
from saroma_desk.domain.errors import KnownError, demand
from saroma_desk.domain.office import YearFigure
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.provider import Contract, Provider
from saroma_desk.domain.yearbook import year_data_of
from saroma_desk.domain.yearentries import checked, entered_for
from saroma_desk.domain.yearly import YearData, YearInput
from saroma_desk.domain.yearrows import Words
from saroma_desk.runtime.resources import read_yaml

from .context import AppContext
from .result import Result, Topic
from .snapshots import snapshots_of_all

_ACT = "年度集計の数値を入力"


def year_data(ctx: AppContext, year: int, family: str = "") -> YearData:
    """The year of one programme as counted today from its records; a year without any use gives zeros, not an error.

    `family` names the programme, see `Programme.family`; empty means the desk's own, which alone has hand-entered
    figures. Raises KnownError ``no_rule_set`` for a year before the programme existed.
    """
    programme = _programme(ctx, year, family)
    plan = read_yaml("yearly/progress.yaml")["plan"]
    with ctx.read() as read:
        claims = read.list(Claim)
        providers = read.list(Provider)
        contracts = read.list(Contract)
        entries = read.list(YearFigure) if programme.family == ctx.programmes[0].family else ()
    snapshots = tuple(snapshots_of_all(ctx))
    if len({p.family for p in ctx.programmes}) > 1:
        snapshots = tuple(s for s in snapshots if s.programme.family == programme.family)
        claims = tuple(c for c in claims if c.family == programme.family)
    source = YearInput(
        fiscal_year=year,
        made_on=ctx.today(),
        made_by=ctx.user,
        programme=programme,
        plan_first_year=plan["first_year"],
        plan_years=plan["years"],
        snapshots=snapshots,
        claims=claims,
        providers=providers,
        contracts=contracts,
        figures=entries,
        practice=ctx.practice,
    )
    return year_data_of(source, Words(lists=read_yaml("yearly/words.yaml")), read_yaml("yearly/checks.yaml")["checks"])


def figures(ctx: AppContext, year: int) -> Mapping[str, str]:
    """What stands in the hand-entered cells of the year's sheet by key, carried over entries included."""
    with ctx.read() as read:
        return entered_for(read.list(YearFigure), year)


def set_figures(ctx: AppContext, year: int, typed: Mapping[str, str]) -> Result[Mapping[str, str]]:
    """Enter cells of the year's sheet in one step; an empty text clears a cell, also one carried over.

    Returns what now stands in the sheet. Raises KnownError ``invalid_input`` with an error for each bad cell, whose
    `field` is the key; then nothing was stored.
    """
    good, errors = checked(typed)
    demand(errors)
    with ctx.work(_ACT) as work:
        stored = {f.key: f for f in work.list(YearFigure, fiscal_year=year)}
        for key, value in good.items():
            old = stored.get(key)
            if old is None:
                work.add(YearFigure(fiscal_year=year, key=key, value=value))
            elif old.value != value:
                work.save(YearFigure(id=old.id, version=old.version, fiscal_year=year, key=key, value=value))
        work.commit()
    return Result(figures(ctx, year), changed=frozenset({Topic.SETTINGS}))


def record_export(ctx: AppContext, year: int, *, public: bool, purpose: str = "") -> None:
    """Note in the audit trail that the book was written, and what for; the internal one carries names."""
    with ctx.work("年度集計の出力") as work:
        said = f"　{purpose.strip()}" if purpose.strip() else ""
        work.record_reading(f"年度集計の出力 {year} {'公表用' if public else '内部用'}{said}")
        work.commit()


def fiscal_years(ctx: AppContext) -> tuple[int, ...]:
    """Fiscal years to choose from, newest first: the present one, back to that of the oldest record."""
    now = fiscal_year(ctx.today())
    with ctx.read() as read:
        oldest = [e.received_on for e in read.list(Episode, order_by="received_on", limit=1)]
        oldest += [v.visited_on for v in read.list(ConsultVisit, order_by="visited_on", limit=1)]
        oldest += [v.visit_on for v in read.list(Visit, order_by="visit_on", limit=1)]
        oldest += [c.month for c in read.list(Claim, order_by="month", limit=1)]
    first = min((fiscal_year(day) for day in oldest), default=now)
    return tuple(range(now, min(first, now) - 1, -1))


def _programme(ctx: AppContext, year: int, family: str) -> Programme:
    """The rule set whose words the book uses: the one in force when the year ends, or today while it runs."""
    first, last = _range(year)
    on = min(max(ctx.today(), first), last)
    try:
        return ctx.programme_on(on, family)
    except ValueError as error:
        raise KnownError("no_rule_set", f"{year}年度には、この事業の要領がありません。") from error


def _range(year: int) -> tuple[date, date]:
    try:
        return fiscal_range(year)
    except (ValueError, OverflowError) as error:
        raise KnownError("invalid_year", "年度は西暦4桁で指定してください（例 2026）。") from error

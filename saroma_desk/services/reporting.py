"""The monthly activity report (様式7号, 要領14・16): received, entered row by row, checked against the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.dispatch import ActivityReport, Visit, VisitStatus
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.limit_build import check_visits, terms_on, visit_key
from saroma_desk.domain.limits import LimitFinding
from saroma_desk.storage import Reader

from .checks import my_number_warnings, not_after_today
from .context import AppContext
from .exceptions import ExceptionDraft
from .helpcases import OpenCase, open_case
from .money import policies
from .result import Result, Topic
from .visits import overlap_warnings, record_errors, record_warnings, store_visits

_CHANGED = frozenset({Topic.DISPATCHES, Topic.CLAIMS, Topic.TASKS})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One row of the sheet, planned or reported.

    Attributes:
        visit: as stored.
        number: running number in the month, from 1.
        cumulative: running number under the whole approval (通算回数); None for a visit that does not count.
        findings: broken limits without a recorded reason.
    """

    visit: Visit
    number: int
    cumulative: int | None
    findings: tuple[LimitFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """様式7号 of one household, provider and month, ready to be confirmed or corrected row by row.

    Attributes:
        report: as stored; None until it was received.
        carried: visits that counted before this month (前月まで累計).
        approved: approved visits in force at the month's end; None before an approval.
        left: approved − carried − those that count or are planned in this month.
    """

    application_id: int
    provider_id: int
    month: date
    report: ActivityReport | None
    rows: tuple[ReportRow, ...]
    carried: int
    approved: int | None
    left: int | None


def report_sheet(ctx: AppContext, application_id: int, month: date, provider_id: int | None = None) -> ReportSheet:
    """The month's visits in order with cumulative numbers; without a provider, that of the approval."""
    with ctx.read() as read:
        opened = open_case(ctx, read, application_id)
        return _sheet(opened, YearMonth.of(month), provider_id)


def receive_report(
    ctx: AppContext,
    report: ActivityReport,
    visits: tuple[Visit, ...] = (),
    exceptions: tuple[ExceptionDraft, ...] = (),
) -> Result[ActivityReport]:
    """Receive 様式7号 with its rows; the same report (with its id) again adds late or corrected rows.

    Each row becomes part of the report: planned visits with what became of them (their id), and visits that nobody
    had planned (id 0). `month` may be any day of the service month.

    Raises:
        NeedsReason: a row breaks a limit, or its month was already accepted, without a reason.
        KnownError: ``report_exists`` for a second sheet of the month, ``not_approved``, impossible rows.
    """
    with ctx.work("活動実績報告書の受付") as work:
        opened = open_case(ctx, work, report.application_id)
        opened.dispatch()
        month = YearMonth.of(report.month)
        _only_one(work, report, month)
        errors = not_after_today({"received_on": (report.received_on, "受付日")}, ctx.today())
        demand([*errors, *(_of_row(e, v) for v in visits for e in record_errors(ctx, v))])
        draft = replace(report, month=month.first)
        stored = work.save(draft) if draft.id else work.add(draft)
        rows = tuple(replace(v, report_id=stored.id, provider_id=report.provider_id) for v in visits)
        kept = store_visits(work, opened, rows, exceptions)
        warnings = (
            *record_warnings(opened.programme, kept),
            *overlap_warnings(opened, kept),
            *_month_warnings(work, stored, month),
            *my_number_warnings(stored),
        )
        work.commit()
    return Result(stored, _CHANGED, warnings)


def check_report(
    ctx: AppContext, report_id: int, *, agrees: bool, doubts: str = "", checked_on: date | None = None
) -> Result[ActivityReport]:
    """Record the town's comparison of the sheet with the plan (要領14); a doubt needs its words."""
    with ctx.work("活動実績報告書の確認") as work:
        report = work.get(ActivityReport, report_id)
        if not agrees and not doubts.strip():
            demand([FieldError("doubts", "支援計画と一致しない点を入力してください。")])
        stored = work.save(
            replace(
                report,
                agrees_with_plan=agrees,
                doubts=doubts,
                checked_on=checked_on or ctx.today(),
                checked_by=ctx.user,
            )
        )
        work.commit()
    return Result(stored, _CHANGED)


def _sheet(opened: OpenCase, month: YearMonth, provider_id: int | None) -> ReportSheet:
    provider = provider_id or opened.dispatch().provider_id
    by_status = policies(opened.snapshot.office, opened.programme)
    ordered = sorted(opened.case.visits, key=lambda v: (v.visit_on, v.planned_start, v.id))
    counting = [v for v in ordered if v.status is VisitStatus.PLANNED or by_status[v.status.value].counts]
    position = {v.id: n for n, v in enumerate(counting, start=1)}
    mine = [v for v in ordered if month.contains(v.visit_on) and v.provider_id == provider]
    answers = check_visits(opened.case, mine, opened.around(mine), opened.rules)
    broken = {key: opened.unexcused(many) for key, many in answers.items()}
    rows = tuple(
        ReportRow(visit=v, number=n, cumulative=position.get(v.id), findings=broken[visit_key(v)])
        for n, v in enumerate(mine, start=1)
    )
    held = terms_on(opened.case.dispatches, month.last)
    approved = held.terms.visits if held else None
    carried = sum(v.visit_on < month.first for v in counting)
    used = sum(v.visit_on <= month.last for v in counting)
    return ReportSheet(
        application_id=opened.application.id,
        provider_id=provider,
        month=month.first,
        report=next((r for r in opened.case.reports if (r.provider_id, r.month) == (provider, month.first)), None),
        rows=rows,
        carried=carried,
        approved=approved,
        left=None if approved is None else approved - used,
    )


def _only_one(read: Reader, report: ActivityReport, month: YearMonth) -> None:
    known = read.list(
        ActivityReport, application_id=report.application_id, provider_id=report.provider_id, month=month.first
    )
    if any(r.id != report.id for r in known):
        raise KnownError(
            "report_exists",
            f"{month.format(suffix='分')}の様式7号はすでに受け付けています。その報告書に行を加えてください。",
        )


def _of_row(error: FieldError, visit: Visit) -> FieldError:
    day = visit.visit_on
    return FieldError(f"{visit_key(visit)}.{error.field}", f"{day.month}月{day.day}日：{error.message}")


def _month_warnings(read: Reader, report: ActivityReport, month: YearMonth) -> tuple[str, ...]:
    visits = read.list(Visit, application_id=report.application_id, provider_id=report.provider_id)
    here = [v for v in visits if month.contains(v.visit_on)]
    warnings = []
    open_rows = sum(v.status is VisitStatus.PLANNED for v in here)
    if open_rows:
        warnings.append(f"予定のまま結果の入っていない訪問が{open_rows}件あります。")
    strange = sum(v.report_id == report.id and not month.contains(v.visit_on) for v in visits)
    if strange:
        warnings.append(f"{month.format(suffix='分')}でない訪問が{strange}件含まれています。")
    return tuple(warnings)

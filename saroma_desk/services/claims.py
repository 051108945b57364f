"""The monthly claim of a provider from computing to payment (様式8号, 要領16・17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from saroma_desk.domain.calendar import YearMonth, fiscal_year, format_era
from saroma_desk.domain.claim import AskedLine, Claim, ClaimStatus
from saroma_desk.domain.claimcheck import Difference
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.periods import add_days_counting_first
from saroma_desk.storage import UnitOfWork

from .checks import in_order, not_after_today
from .claim_queries import (
    ClaimDetail,
    ClaimHousehold,
    ClaimRow,
    claim_detail,
    compare,
    list_claims,
    month_row,
)
from .claimbook import ClaimBook, read_book
from .claimwork import differences_of, lines_today, unreported
from .context import AppContext
from .partial import leave_out
from .result import Result, Topic

__all__ = [
    "ClaimDetail",
    "ClaimHousehold",
    "ClaimPaper",
    "ClaimRow",
    "HasDifferences",
    "accept",
    "claim_detail",
    "compare",
    "compute",
    "inspect",
    "list_claims",
    "month_row",
    "pay",
    "receive",
    "return_claim",
]

_CHANGED = frozenset({Topic.CLAIMS, Topic.TASKS})
_OPEN = (ClaimStatus.COMPUTED, ClaimStatus.RECEIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPaper:
    """The provider's own 様式8号 as it arrived.

    Attributes:
        asked_total: head amount in whole yen.
        asked: its rows, as far as they were entered; empty when only the head amount is compared.
        sheets: number of 様式7号 that it says are attached.
    """

    asked_total: int
    received_on: date
    claimed_on: date | None = None
    asked: tuple[AskedLine, ...] = ()
    sheets: int | None = None


class HasDifferences(KnownError):  # noqa: N818  named by what it tells
    """The claim differs from the reports and no reason for accepting it was given.

    Attributes:
        differences: all of them.
    """

    def __init__(self, differences: tuple[Difference, ...]) -> None:
        super().__init__(
            "has_differences",
            f"照合で{len(differences)}件の差異があります。返戻するか、差異のまま受理する理由を記録してください。",
            (FieldError("difference_reason", "差異のまま受理する理由を入力してください。"),),
        )
        self.differences = differences


def compute(ctx: AppContext, provider_id: int, month: date, family: str = "") -> Result[Claim]:
    """Compute a provider's claim for the service month of that day from its activity reports; repeatable.

    Each programme has its own claim; an empty `family` means the desk's own.

    After a return (返戻) a new attempt begins and the old one stays. Late rows of accepted months come as
    correction lines of their own.

    Raises:
        OpenQuestion: the town has not settled a value that is needed; message and fields name the questions.
        KnownError: ``month_locked`` when the claim was accepted, ``copay_class_unknown``.
    """
    with ctx.work("報酬請求の計算") as work:
        book = read_book(ctx, work, provider_id, month, family)
        stored = _computed(work, book)
        work.commit()
    waiting = unreported(book)
    warnings = [f"様式7号の届いていない訪問が{waiting}件あります。請求には含めていません。"] if waiting else []
    if not stored.lines:
        warnings.append("この月に請求の対象となる訪問はありません。")
    return Result(stored, _CHANGED, tuple(warnings))


def receive(ctx: AppContext, claim_id: int, paper: ClaimPaper) -> Result[Claim]:
    """Enter the provider's paper (要領16); after a return this opens the next attempt.

    Raises KnownError ``month_locked``, for days in the future, or for an amount below zero where no accepted row has to
    be given back.
    """
    with ctx.work("報酬請求書の受付") as work:
        claim = work.get(Claim, claim_id)
        _not_locked(claim)
        book = read_book(ctx, work, claim.provider_id, claim.month, claim.family)
        current = _computed(work, book)
        demand(_paper_errors(ctx, paper, current))
        stored = work.save(
            replace(
                current,
                status=ClaimStatus.RECEIVED,
                asked=paper.asked,
                asked_total=paper.asked_total,
                claimed_on=paper.claimed_on,
                received_on=paper.received_on,
                sheets=paper.sheets,
            )
        )
        found = differences_of(book, stored, stored.lines)
        work.commit()
    return Result(stored, _CHANGED, (f"照合で{len(found)}件の差異があります。",) if found else ())


def return_claim(ctx: AppContext, claim_id: int, reason: str, returned_on: date | None = None) -> Result[Claim]:
    """Send a claim back (返戻); it stays as it is beside the next attempt. Raises KnownError without a reason."""
    with ctx.work("報酬請求の返戻") as work:
        claim = work.get(Claim, claim_id)
        _received(claim)
        day = returned_on or ctx.today()
        errors = [] if reason.strip() else [FieldError("return_reason", "返戻の理由を入力してください。")]
        errors += not_after_today({"returned_on": (day, "返戻日")}, ctx.today())
        demand([*errors, *in_order(claim.received_on, day, "returned_on", "返戻日が受付日より前です。")])
        draft = replace(claim, status=ClaimStatus.RETURNED, return_reason=reason, returned_on=day)
        stored = work.save(draft)
        work.commit()
    return Result(stored, _CHANGED)


def accept(
    ctx: AppContext,
    claim_id: int,
    accepted_on: date | None = None,
    difference_reason: str = "",
    left_out: Mapping[int, str] | None = None,
) -> Result[Claim]:
    """Accept a claim: its lines freeze, its month is locked, and payment is due within the days of the rule set.

    What is accepted is what the reports give; a difference needs a reason.

    Args:
        ctx: office.
        claim_id: a received claim.
        accepted_on: today when None.
        difference_reason: why it is accepted although something differs.
        left_out: by visit id, why a visit is not accepted (一部受理); its own differences then need no other reason,
            and it comes back as a correction line once its row was corrected.

    Raises:
        HasDifferences: something differs and no reason was given.
        OpenQuestion: values are not settled.
        KnownError: ``not_received``, ``month_locked``, ``not_in_claim``, a visit left out without a reason.
    """
    with ctx.work("報酬請求の受理") as work:
        claim = work.get(Claim, claim_id)
        _received(claim)
        book = read_book(ctx, work, claim.provider_id, claim.month, claim.family)
        everything = lines_today(book)
        lines, out = leave_out(book, everything, left_out or {})
        gone = {o.visit_id for o in out}
        found = tuple(d for d in differences_of(book, claim, everything) if d.visit_id not in gone)
        if found and not difference_reason.strip():
            raise HasDifferences(found)
        day = accepted_on or ctx.today()
        errors = not_after_today({"accepted_on": (day, "受理日")}, ctx.today())
        demand([*errors, *in_order(claim.received_on, day, "accepted_on", "受理日が受付日より前です。")])
        stored = work.save(
            replace(
                claim,
                status=ClaimStatus.ACCEPTED,
                lines=lines,
                difference_reason=difference_reason if found else "",
                left_out=out,
                accepted_on=day,
                due_on=add_days_counting_first(day, book.programme.billing["payment_days"]),
            )
        )
        work.commit()
    return Result(stored, _CHANGED | {Topic.DISPATCHES}, _acceptance_warnings(stored, book))


def inspect(ctx: AppContext, claim_id: int, inspected_on: date, inspector: str) -> Result[Claim]:
    """Record the inspection (履行確認, 検査調書), or correct what was recorded.

    Raises KnownError ``not_accepted``, for a missing inspector, or for a day before the last visit, after the payment
    or in the future.
    """
    with ctx.work("検査の記録") as work:
        claim = work.get(Claim, claim_id)
        _accepted(claim)
        last = max((line.visit_on for line in claim.lines), default=claim.month)
        errors = not_after_today({"inspected_on": (inspected_on, "検査日")}, ctx.today())
        errors += in_order(last, inspected_on, "inspected_on", "検査日が最後の訪問の日より前です。")
        errors += in_order(inspected_on, claim.paid_on, "inspected_on", "検査日が支払日より後です。")
        if not inspector.strip():
            errors.append(FieldError("inspector", "検査員を入力してください。"))
        demand(errors)
        stored = work.save(replace(claim, inspected_on=inspected_on, inspector=inspector))
        work.commit()
    return Result(stored, _CHANGED)


def pay(ctx: AppContext, claim_id: int, paid_on: date, expense_no: str = "") -> Result[Claim]:
    """Record the payment (要領17), or correct what was recorded; the service month decides the fiscal year, March too.

    Raises KnownError ``not_accepted``, ``not_inspected``, or for a day before the inspection or in the future.
    """
    with ctx.work("支払の記録") as work:
        claim = work.get(Claim, claim_id)
        _accepted(claim)
        if claim.inspected_on is None:
            raise KnownError("not_inspected", "検査（履行確認）が記録されていません。先に検査を記録してください。")
        errors = not_after_today({"paid_on": (paid_on, "支払日")}, ctx.today())
        demand([*errors, *in_order(claim.inspected_on, paid_on, "paid_on", "支払日が検査日より前です。")])
        number = expense_no or claim.expense_no
        stored = work.save(replace(claim, status=ClaimStatus.PAID, paid_on=paid_on, expense_no=number))
        work.commit()
    late = stored.due_on is not None and paid_on > stored.due_on
    warning = f"支払期限（{format_era(stored.due_on)}）を過ぎた支払です。" if late and stored.due_on else ""
    return Result(stored, _CHANGED, (warning,) if warning else ())


def _computed(work: UnitOfWork, book: ClaimBook) -> Claim:
    """The open claim of the month with today's lines; a new attempt where there is none."""
    latest = book.latest
    if latest is not None:
        _not_locked(latest)
    lines = lines_today(book)
    if latest is not None and latest.status in _OPEN:
        return work.save(replace(latest, lines=lines))
    attempt = latest.attempt + 1 if latest else 1
    month, family = book.month.first, book.programme.family
    return work.add(Claim(provider_id=book.provider.id, month=month, family=family, attempt=attempt, lines=lines))


def _acceptance_warnings(claim: Claim, book: ClaimBook) -> tuple[str, ...]:
    """What should be looked at before the money moves."""
    warnings = []
    if claim.town_yen < 0:
        warnings.append("補正により差引きがマイナスです。団体からの返納の手続きを、財政担当に確かめてください。")
    if any(fiscal_year(line.visit_on) < fiscal_year(claim.month) for line in claim.lines):
        warnings.append("前の年度の訪問の補正が含まれています。どの年度の予算で扱うか、財政担当に確かめてください。")
    if claim.received_on is not None and claim.received_on != claim.accepted_on:
        early = add_days_counting_first(claim.received_on, book.programme.billing["payment_days"])
        warnings.append(
            f"受付の日から数えると、支払は{format_era(early)}までです。なるべくその日までに支払ってください。"
        )
    return tuple(warnings)


def _paper_errors(ctx: AppContext, paper: ClaimPaper, computed: Claim) -> list[FieldError]:
    errors = not_after_today({"received_on": (paper.received_on, "受付日")}, ctx.today())
    errors += in_order(paper.claimed_on, paper.received_on, "received_on", "受付日が請求日より前です。")
    if paper.asked_total < 0 <= computed.town_yen:
        errors.append(FieldError("asked_total", "請求金額は0円以上の整数です。"))
    if paper.sheets is not None and paper.sheets < 0:
        errors.append(FieldError("sheets", "様式7号の枚数は0以上の数です。"))
    return errors


def _not_locked(claim: Claim) -> None:
    if claim.status in (ClaimStatus.ACCEPTED, ClaimStatus.PAID):
        month = YearMonth.of(claim.month).format(suffix="分")
        raise KnownError(
            "month_locked", f"{month}の請求は受理済みです。後から届いた実績は、次の請求で補正の行になります。"
        )


def _received(claim: Claim) -> None:
    _not_locked(claim)
    if claim.status is not ClaimStatus.RECEIVED:
        raise KnownError("not_received", "報酬請求書（様式8号）がまだ届いていません。先に受け付けてください。")


def _accepted(claim: Claim) -> None:
    if claim.status not in (ClaimStatus.ACCEPTED, ClaimStatus.PAID):
        raise KnownError("not_accepted", "この請求はまだ受理していません。先に受理してください。")

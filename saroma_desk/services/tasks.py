"""What is due today, most urgent first: of every open case, of providers and claims, of papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.domain.case import Closure, Episode
from saroma_desk.domain.claim import Claim, ClaimStatus
from saroma_desk.domain.dispatch import Visit, VisitStatus
from saroma_desk.domain.duties import DAYS_AHEAD, Duty, duties
from saroma_desk.domain.household import Member, Role, present_members
from saroma_desk.domain.obligations import report_due_on
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.provider import Contract, Provider
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.storage import Between, Reader

from .backups import backup_due_on
from .context import AppContext
from .families import families_of, month_key
from .loading import Bulk, load_office

_CONTRACT_DAYS_AHEAD = 60  # how early the desk speaks up about a contract that ends
_IN_SETTINGS = frozenset({"contract_ending", "backup_old"})
_WAITING = (ClaimStatus.COMPUTED, ClaimStatus.RECEIVED, ClaimStatus.RETURNED)
_MONTHS_BACK = 24  # claims older than that are history


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line of 今日.

    Attributes:
        id: stable while the task stands: kind and subject.
        kind: see `domain.duties.Duty`, or ``paper_unissued``, ``contract_ending``, ``claim_missing``,
            ``claim_open``, ``payment_due``, ``backup_old``.
        name: of the caregiver, or of the provider; empty where there is none.
        due_on: None where there is no day; those come last.
        programme: short word of the case's programme; empty while there is only one, and for what is of no case.
    """

    id: str
    kind: str
    text: str
    name: str
    due_on: date | None
    household_id: int | None
    episode_id: int | None
    form: str | None
    tab: str
    subject_key: str
    programme: str = ""


def tasks(ctx: AppContext) -> tuple[Task, ...]:
    """Everything that is due, the longest overdue first, without a day last."""
    with ctx.read() as read:
        found = [*_of_cases(ctx, read), *_of_papers(read), *_of_contracts(ctx, read), *_of_claims(ctx, read)]
        found += _of_backup(ctx, read)
    once = {t.id: t for t in reversed(found)}  # what concerns a household as a whole stands once, whatever its cases
    return tuple(sorted(once.values(), key=lambda t: (t.due_on is None, t.due_on or date.max, t.kind, t.subject_key)))


def _of_cases(ctx: AppContext, read: Reader) -> Iterator[Task]:
    closed = {c.episode_id for c in read.list(Closure, omit=("detail", "participants", "follow_on"))}
    episodes = tuple(e for e in read.list(Episode) if e.id not in closed)
    for case in Bulk(ctx, read, episodes).snapshots():
        name = caregiver_name(case.members, case.today)
        programme = ctx.word(case.programme.id)
        for duty in duties(case):
            yield _of_duty(duty, case, name, programme)


def _of_duty(duty: Duty, case: CaseSnapshot, name: str, programme: str) -> Task:
    return Task(
        id=f"{duty.kind}:{duty.subject_key}",
        kind=duty.kind,
        text=duty.text,
        name=name,
        due_on=duty.due_on,
        household_id=case.household.id,
        episode_id=case.episode.id,
        form=duty.form,
        tab=duty.tab,
        subject_key=duty.subject_key,
        programme=programme,
    )


def caregiver_name(members: tuple[Member, ...], on: date) -> str:
    """Name under which a household is listed: its caregiver, else its first person; as typed."""
    here = present_members(members, on) or members
    return next((m.name for m in here if m.role is Role.CAREGIVER), here[0].name if here else "")


def _of_papers(read: Reader) -> Iterator[Task]:
    waiting = read.list(IssuedPaper, omit=("pdf", "snapshot"), state=(PaperState.DRAFT, PaperState.DECIDED))
    for paper in waiting:
        what = "決裁を受けていない" if paper.state is PaperState.DRAFT else "施行していない（文書番号・日付のない）"
        yield Task(
            id=f"paper_unissued:{paper.id}",
            kind="paper_unissued",
            text=f"{what}文書があります：{paper.title}",
            name="",
            due_on=paper.decided_on or paper.drafted_on,
            household_id=paper.household_id,
            episode_id=paper.episode_id,
            form=paper.form,
            tab="documents",
            subject_key=paper.subject_key,
        )


def _of_contracts(ctx: AppContext, read: Reader) -> Iterator[Task]:
    today, names = ctx.today(), {p.id: p.name for p in read.list(Provider)}
    last: dict[int, Contract] = {}
    for contract in read.list(Contract, order_by="last_day"):
        last[contract.provider_id] = contract
    for contract in last.values():
        if today <= contract.last_day <= today + timedelta(days=_CONTRACT_DAYS_AHEAD):
            key, text = f"provider:{contract.provider_id}", "請負契約が終わります。次の契約を確かめてください"
            yield _office("contract_ending", text, names[contract.provider_id], contract.last_day, key)


def _of_backup(ctx: AppContext, read: Reader) -> Iterator[Task]:
    due_on = backup_due_on(ctx, read)
    if due_on is not None and due_on <= ctx.today():
        yield _office(
            "backup_old", "確かめたバックアップがありません。バックアップを作ってください", "", due_on, "backup"
        )


def _of_claims(ctx: AppContext, read: Reader) -> Iterator[Task]:
    names = {p.id: p.name for p in read.list(Provider)}
    claims = read.list(Claim, order_by="month,attempt", omit=("lines", "asked"))
    latest = {(c.provider_id, c.month, c.family): c for c in claims}
    due_day = load_office(ctx, read, ctx.today()).settings.get("reports.due_day")
    yield from _missing_claims(ctx, read, names, set(latest), due_day)
    horizon = ctx.today() + timedelta(days=DAYS_AHEAD)
    for (provider_id, month, family), claim in latest.items():
        key, label = f"claim:{claim.id}", YearMonth.of(month).format(suffix="分")
        if claim.status is ClaimStatus.ACCEPTED and claim.due_on is not None and claim.due_on <= horizon:
            text = f"{label}の委託料の支払期限です"
            yield _office("payment_due", text, names[provider_id], claim.due_on, key, ctx.words.get(family, ""))
        elif claim.status in _WAITING and not _of_nothing(read, claim):
            text = f"{label}の請求が受理されていません"
            due_on = claim.received_on or report_due_on(month, due_day)
            yield _office("claim_open", text, names[provider_id], due_on, key, ctx.words.get(family, ""))


def _of_nothing(read: Reader, claim: Claim) -> bool:
    """Whether a claim that went back, or was only computed, is for a month without visits: nothing more will come."""
    if claim.status is ClaimStatus.RECEIVED or read.get(Claim, claim.id).lines:
        return False
    month = YearMonth.of(claim.month)
    return not read.count(Visit, provider_id=claim.provider_id, visit_on=Between(month.first, month.last))


def _missing_claims(
    ctx: AppContext, read: Reader, names: dict[int, str], claimed: set[tuple[int, date, str]], due_day: str | None
) -> Iterator[Task]:
    this_month = YearMonth.of(ctx.today())
    span = Between(this_month.plus(-_MONTHS_BACK).first, this_month.previous().last)
    done = read.list(Visit, omit=("condition", "help_kinds"), status=VisitStatus.DONE, visit_on=span)
    families = families_of(ctx, read, {v.application_id for v in done})
    months = {(v.provider_id, v.visit_on.replace(day=1), families[v.application_id]) for v in done}
    for provider_id, month, family in sorted(months - claimed):
        text = f"{YearMonth.of(month).format(suffix='分')}の報酬請求がまだです"
        key, due_on = month_key(ctx, provider_id, month, family), report_due_on(month, due_day)
        yield _office("claim_missing", text, names[provider_id], due_on, key, ctx.words.get(family, ""))


def _office(kind: str, text: str, name: str, due_on: date | None, key: str, programme: str = "") -> Task:
    return Task(
        id=f"{kind}:{key}",
        kind=kind,
        text=text,
        name=name,
        due_on=due_on,
        household_id=None,
        episode_id=None,
        form="form08" if kind == "claim_missing" else None,
        tab="settings" if kind in _IN_SETTINGS else "claims",
        subject_key=key,
        programme=programme,
    )

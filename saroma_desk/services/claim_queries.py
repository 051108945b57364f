"""Lists and the claim desk: what the reports give beside what the provider asks (様式8号, 要領16・17)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from saroma_desk.domain.calendar import YearMonth, fiscal_year
from saroma_desk.domain.case import Episode
from saroma_desk.domain.claim import AskedLine, Claim, ClaimLine, ClaimStatus
from saroma_desk.domain.claimcheck import Difference, Sums, sums_of
from saroma_desk.domain.dispatch import ActivityReport, Application, Visit
from saroma_desk.domain.errors import FieldError, KnownError, demand
from saroma_desk.domain.household import Household, Member
from saroma_desk.domain.provider import Provider
from saroma_desk.storage import Between, Reader

from .attachments import count_attached
from .claimbook import ClaimBook, read_book
from .claimwork import lines_today
from .context import AppContext
from .families import families_of, month_key
from .helpcases import LOCKED_STATUSES
from .partial import differences_after
from .result import Result

_LONG = ("reason", "wished", "contacts")
_OPEN = (ClaimStatus.COMPUTED, ClaimStatus.RECEIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A provider's month in the list of claims.

    Attributes:
        id: see `families.month_key`.
        month: first day of the service month.
        family: its programme, see `Programme.family`; `programme` is its short word, empty while there is only one.
        claim: latest attempt; None while nothing was computed.
        visits, reports: of the provider in that month.
        fiscal_year: year of the budget that pays it: that of the service month, March included.
        locked: the month was accepted.
    """

    id: str
    provider_id: int
    provider_name: str
    month: date
    family: str
    programme: str
    claim: Claim | None
    visits: int
    reports: int
    fiscal_year: int
    locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHousehold:
    """One household of a claim: the reports' side, the paper's side, and what differs.

    Attributes:
        no, name: management number and applicant.
        reported: an activity report of the month arrived.
        scans: scanned sheets that are attached to it.
        computed: what the reports give; zeros when nothing is billed.
        asked: the paper's line; None when it has none.
        lines: the lines behind `computed`.
        differences: those of this household.
    """

    household_id: int
    no: str
    name: str
    reported: bool
    computed: Sums
    asked: AskedLine | None
    lines: tuple[ClaimLine, ...]
    differences: tuple[Difference, ...]
    scans: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDetail:
    """The claim desk of one claim.

    Attributes:
        lines: as frozen when accepted, otherwise as the reports give them today.
        households: by management number.
        differences: those of the claim as a whole and of all households.
        attempts: all attempts of the month, oldest first.
        fiscal_year: of the service month.
        others: households with an application for a helper that have no row here, by id and number.
        stopped: why nothing can be computed (open questions of the town as fields), or None.
    """

    claim: Claim
    provider: Provider
    lines: tuple[ClaimLine, ...]
    total: Sums
    households: tuple[ClaimHousehold, ...]
    differences: tuple[Difference, ...]
    attempts: tuple[Claim, ...]
    fiscal_year: int
    others: tuple[tuple[int, str], ...] = ()
    stopped: KnownError | None = None

    @property
    def corrections(self) -> tuple[ClaimLine, ...]:
        """Late rows of accepted months, as lines of their own (過誤調整); what takes back has a minus."""
        return tuple(line for line in self.lines if line.correction)

    @property
    def open_questions(self) -> tuple[FieldError, ...]:
        """Questions for the town that stop the computation, by their keys."""
        return self.stopped.fields if self.stopped else ()


def list_claims(ctx: AppContext, month: date | None = None) -> tuple[ClaimRow, ...]:
    """Provider months with visits, reports or claims, one for each programme, newest first; or those of one month."""
    with ctx.read() as read:
        wanted = YearMonth.of(month) if month else None
        span = Between(wanted.first, wanted.last) if wanted else Between()
        claims = read.list(Claim, order_by="attempt,id", month=span)
        reports = read.list(ActivityReport, month=span)
        visits = read.list(Visit, omit=("help_kinds", "condition", "status_reason"), visit_on=span)
        providers = {p.id: p for p in read.list(Provider)}
        everyone = {v.application_id for v in visits} | {r.application_id for r in reports}
        families = families_of(ctx, read, everyone)
    latest = {(c.month, c.provider_id, c.family): c for c in claims}
    seen: dict[tuple[date, int, str], list[int]] = defaultdict(lambda: [0, 0])
    for visit in visits:
        seen[visit.visit_on.replace(day=1), visit.provider_id, families[visit.application_id]][0] += 1
    for report in reports:
        seen[report.month, report.provider_id, families[report.application_id]][1] += 1
    order = {p.family: number for number, p in enumerate(ctx.programmes)}
    keys = {*latest, *seen}
    by_month = sorted(keys, key=lambda k: (-k[0].toordinal(), providers[k[1]].kana, k[1], order.get(k[2], -1)))
    return tuple(_row(ctx, providers[key[1]], key, latest.get(key), seen[key]) for key in by_month)


def month_row(ctx: AppContext, provider_id: int, month: date | None, family: str = "") -> Result[ClaimRow]:
    """The row of a provider's month (any day of it), also where nothing is known of it but that a claim came.

    Nothing is stored before the claim is computed. An empty `family` means the desk's own programme.
    Raises KnownError for no provider, no month, or one that has not begun.
    """
    wanted = YearMonth.of(month) if month else None
    errors = [] if provider_id else [FieldError("provider_id", "派遣団体を選んでください。")]
    if wanted is None or wanted.first > ctx.today():
        errors.append(FieldError("month", "すでに始まった月を選んでください。"))
    demand(errors)
    first = wanted.first if wanted else ctx.today()
    key = (first, provider_id, ctx.programme_on(first, family).family)
    known = (r for r in list_claims(ctx, first) if (r.month, r.provider_id, r.family) == key)
    row = next(known, None)
    if row is None:
        with ctx.read() as read:
            row = _row(ctx, read.get(Provider, provider_id), key, None, (0, 0))
    return Result(row, frozenset())


def _row(
    ctx: AppContext, provider: Provider, key: tuple[date, int, str], claim: Claim | None, seen: Sequence[int]
) -> ClaimRow:
    month, provider_id, family = key
    return ClaimRow(
        id=month_key(ctx, provider_id, month, family),
        provider_id=provider_id,
        provider_name=provider.name,
        month=month,
        family=family,
        programme=ctx.words.get(family, ""),
        claim=claim,
        visits=seen[0],
        reports=seen[1],
        fiscal_year=fiscal_year(month),
        locked=is_accepted(claim),
    )


def compare(ctx: AppContext, claim_id: int) -> tuple[Difference, ...]:
    """Every difference with its cause in words; empty when the claim can be accepted as it is.

    An accepted claim is compared by its frozen lines. Raises `OpenQuestion` while the town's answers are missing.
    """
    with ctx.read() as read:
        claim = read.get(Claim, claim_id)
        book = read_book(ctx, read, claim.provider_id, claim.month, claim.family)
    return differences_after(book, claim, lines_of_claim(book, claim))


def claim_detail(ctx: AppContext, claim_id: int) -> ClaimDetail:
    """The claim desk; what cannot be computed is said in `stopped`, never raised."""
    with ctx.read() as read:
        claim = read.get(Claim, claim_id)
        book = read_book(ctx, read, claim.provider_id, claim.month, claim.family)
        names, known = _names(read, book), _with_application(read)
        scans = _scans(read, book)
    stopped, lines = None, claim.lines
    differences: tuple[Difference, ...] = ()
    try:
        lines = lines_of_claim(book, claim)
        differences = differences_after(book, claim, lines)
    except KnownError as error:
        stopped = error
    sums = sums_of(lines)
    found = _households(book, claim, lines, differences, names)
    rows = tuple(replace(h, scans=scans[h.household_id]) for h in found)
    here = {row.household_id for row in rows}
    return ClaimDetail(
        claim=claim,
        provider=book.provider,
        lines=lines,
        total=_total(sums),
        households=rows,
        differences=differences,
        attempts=tuple(c for c in book.claims if c.month == claim.month),
        fiscal_year=fiscal_year(claim.month),
        others=tuple((h.id, h.no) for h in known if h.id not in here),
        stopped=stopped,
    )


def lines_of_claim(book: ClaimBook, claim: Claim) -> tuple[ClaimLine, ...]:
    """Frozen lines of an accepted or returned claim, today's lines of an open one."""
    return lines_today(book) if claim.status in _OPEN else claim.lines


def is_accepted(claim: Claim | None) -> bool:
    """Whether the claim locks its month."""
    return claim is not None and claim.status.value in LOCKED_STATUSES


def _names(read: Reader, book: ClaimBook) -> dict[int, str]:
    """Applicant's name by household."""
    applicants = {c.application.applicant_id: c.application.id for c in book.cases.values()}
    members = read.by_ids(Member, applicants)
    return {book.household_of(applicants[m.id]).id: m.name for m in members.values()}


def _scans(read: Reader, book: ClaimBook) -> Counter[int]:
    """Scanned sheets by household."""
    attached = count_attached(read, [report.id for report in book.reports])
    found: Counter[int] = Counter()
    for report in book.reports:
        found[book.household_of(report.application_id).id] += attached.get(report.id, 0)
    return found


def _with_application(read: Reader) -> list[Household]:
    """Households that ever applied for a helper, by number."""
    episodes = read.by_ids(Episode, {a.episode_id for a in read.list(Application, omit=_LONG)})
    return sorted(read.by_ids(Household, {e.household_id for e in episodes.values()}).values(), key=lambda h: h.no)


def _total(sums: dict[int, Sums]) -> Sums:
    many = sums.values()
    return Sums(
        visits=sum(s.visits for s in many),
        minutes=sum(s.minutes for s in many),
        price_yen=sum(s.price_yen for s in many),
        copay_yen=sum(s.copay_yen for s in many),
        town_yen=sum(s.town_yen for s in many),
    )


def _households(
    book: ClaimBook,
    claim: Claim,
    lines: tuple[ClaimLine, ...],
    differences: tuple[Difference, ...],
    names: dict[int, str],
) -> tuple[ClaimHousehold, ...]:
    sums = sums_of(lines)
    asked: dict[int, AskedLine] = {}
    for line in claim.asked:
        asked.setdefault(line.household_id, line)
    reported = {book.household_of(r.application_id).id for r in book.reports}
    here = {book.household_of(v.application_id).id for v in book.visits}
    ids = {*sums, *asked, *reported, *here} & set(book.households)
    rows = (
        ClaimHousehold(
            household_id=key,
            no=book.households[key].no,
            name=names.get(key, ""),
            reported=key in reported,
            computed=sums.get(key, Sums()),
            asked=asked.get(key),
            lines=tuple(x for x in lines if x.household_id == key),
            differences=tuple(d for d in differences if d.household_id == key),
        )
        for key in ids
    )
    return tuple(sorted(rows, key=lambda r: r.no))

"""What may not be changed or removed once it is written, whoever asks; and which household a record belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from saroma_desk.domain import attachment, case, claim, dispatch, exceptions, household, office, provider, screening
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.office import IssuedPaper, PaperState
from saroma_desk.domain.plan import Plan
from saroma_desk.domain.record import Record

from .audit import differences

R = TypeVar("R", bound=Record)
Fetch = Callable[[type[Record], int], Record | None]

# Drafts are saved every other second while someone types; the act that follows is what the trail records.
UNAUDITED: Final[frozenset[type[Record]]] = frozenset({office.Draft})

# What was entered by mistake may go, as far as nothing refers to it; acts of the town stay.
_REMOVABLE: Final[frozenset[type[Record]]] = frozenset(
    {
        household.Household,
        household.Member,
        household.PersonStatus,
        household.CopayClassPeriod,
        household.RelatedAgency,
        case.Episode,
        case.Referral,
        case.ConsultVisit,
        screening.Screening,
        Plan,
        dispatch.Visit,
        dispatch.ActivityReport,
        exceptions.LimitException,
        provider.Provider,
        provider.Contract,
        provider.Helper,
        provider.UnitPrice,
        claim.Claim,
        office.Official,
        office.OfficeSetting,
        office.IssuedPaper,
        office.YearFigure,
        office.Draft,
    }
)
_OF_WITHDRAWAL: Final = frozenset({"withdrawn_on", "withdrawn_by", "withdrawn_reason"})
_AFTER_ISSUE: Final = frozenset({"state", "reprints", "void_reason", "voided_on"})


def check_save(before: Record, after: Record) -> None:
    """Refuse to change what must stay as it was written; raises KnownError ``append_only`` or ``issued_paper``."""
    if isinstance(before, case.ProgressNote):
        raise KnownError("append_only", "経過記録は書き直せません。訂正は、訂正の記録を新しく追加してください。")
    if isinstance(before, attachment.Attachment) and before != after and not _is_withdrawal(before, after):
        raise KnownError("append_only", "添付した写しは書き換えられません。取り下げて、正しいものを添付してください。")
    if isinstance(before, IssuedPaper) and isinstance(after, IssuedPaper) and _is_out(before):
        changed = {path for path, _, _ in differences(before, after)}
        if changed - _AFTER_ISSUE or after.state not in (before.state, PaperState.VOID):
            raise KnownError(
                "issued_paper", "施行した文書の内容は変えられません。誤りは、無効にして作り直してください。"
            )


def check_remove(record: Record) -> None:
    """Refuse to remove what must stay; raises KnownError ``not_removable``."""
    kept = isinstance(record, IssuedPaper) and record.state is not PaperState.DRAFT
    done = isinstance(record, dispatch.Visit) and record.status is not dispatch.VisitStatus.PLANNED
    fixed = isinstance(record, claim.Claim) and record.status is not claim.ClaimStatus.COMPUTED
    if type(record) not in _REMOVABLE or kept or done or fixed:
        raise KnownError("not_removable", "この記録は削除できません。取り消しや訂正の手続きで直してください。")


def _is_withdrawal(before: attachment.Attachment, after: Record) -> bool:
    changed = {path for path, _, _ in differences(before, after)}
    return before.withdrawn_on is None and changed <= _OF_WITHDRAWAL


def _is_out(paper: IssuedPaper) -> bool:
    return paper.state in (PaperState.ISSUED, PaperState.VOID)


# which field leads towards the household, nearest first
_UPWARDS: Final[Mapping[str, type[Record]]] = {
    "member_id": household.Member,
    "episode_id": case.Episode,
    "application_id": dispatch.Application,
    "report_id": dispatch.ActivityReport,
}


def household_of(record: Record, fetch: Fetch) -> int | None:
    """Id of the household that a record is about; None for records of the office and of providers."""
    if isinstance(record, household.Household):
        return record.id
    direct = getattr(record, "household_id", None)
    if isinstance(direct, int):
        return direct
    for field, kind in _UPWARDS.items():
        upper_id = getattr(record, field, None)
        if isinstance(upper_id, int):
            upper = fetch(kind, upper_id)
            return household_of(upper, fetch) if upper else None
    return None

"""Everything that is known of one case on one day: what papers, next steps and lists are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .case import Closure, ConsultVisit, Episode, Evaluation, ProgressNote, Referral
from .claim import Claim
from .dispatch import ActivityReport, Application, Cancellation, Decision, Dispatch, Suspension, Visit, Withdrawal
from .exceptions import LimitException
from .household import CopayClassPeriod, Household, Member, PersonStatus, RelatedAgency
from .office import IssuedPaper, Official
from .plan import Plan
from .programme import Programme
from .provider import Contract, Helper, Provider, UnitPrice
from .screening import Screening


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The town's own data on a day.

    Attributes:
        settings: answered questions of the town in force, ``key -> canonical text``; open ones are absent.
        officials: who signs, all versions.
        practice: True in the practice office.
    """

    settings: Mapping[str, str]
    officials: tuple[Official, ...]
    practice: bool = False

    def official_on(self, on: date) -> Official | None:
        """Who signs on day `on`, or None while nobody was entered."""
        valid = [o for o in self.officials if o.valid_from <= on]
        return max(valid, key=lambda o: (o.valid_from, o.id)) if valid else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCase:
    """One application for a helper and all that followed from it (要領8–16).

    Attributes:
        dispatches: approval and its changes by `revision`; empty before the approval.
        visits: ordered by day and time.
    """

    application: Application
    decision: Decision | None = None
    dispatches: tuple[Dispatch, ...] = ()
    visits: tuple[Visit, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    withdrawal: Withdrawal | None = None
    cancellation: Cancellation | None = None
    reports: tuple[ActivityReport, ...] = ()

    @property
    def dispatch(self) -> Dispatch | None:
        """The terms that count: the highest revision."""
        return self.dispatches[-1] if self.dispatches else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSnapshot:
    """One episode with its household, as stored at one moment; papers are pure functions of it.

    Attributes:
        today: the day on which it was taken.
        members: all ever recorded; `household.present_members` picks those of a day.
        help_cases: by application, oldest first.
        notes: 経過記録 in the order in which things happened.
        providers, contracts, helpers, prices: all that the case refers to.
        papers: issued papers of the case, without their bytes (`pdf` empty).
    """

    today: date
    programme: Programme
    office: Office
    household: Household
    members: tuple[Member, ...]
    statuses: tuple[PersonStatus, ...] = ()
    copay_classes: tuple[CopayClassPeriod, ...] = ()
    agencies: tuple[RelatedAgency, ...] = ()
    episode: Episode
    referrals: tuple[Referral, ...] = ()
    screenings: tuple[Screening, ...] = ()
    plans: tuple[Plan, ...] = ()
    notes: tuple[ProgressNote, ...] = ()
    consult_visits: tuple[ConsultVisit, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    closure: Closure | None = None
    help_cases: tuple[HelpCase, ...] = ()
    exceptions: tuple[LimitException, ...] = ()
    providers: tuple[Provider, ...] = ()
    contracts: tuple[Contract, ...] = ()
    helpers: tuple[Helper, ...] = ()
    prices: tuple[UnitPrice, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()

    def help_case(self, application_id: int) -> HelpCase:
        """The help case of an application; raises KeyError when it is not of this episode."""
        for case in self.help_cases:
            if case.application.id == application_id:
                return case
        raise KeyError(application_id)

    def member(self, member_id: int) -> Member:
        """The member of that id; raises KeyError when not of this household."""
        for member in self.members:
            if member.id == member_id:
                return member
        raise KeyError(member_id)

    def provider(self, provider_id: int) -> Provider:
        """The provider of that id; raises KeyError when the case does not refer to it."""
        for provider in self.providers:
            if provider.id == provider_id:
                return provider
        raise KeyError(provider_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSnapshot:
    """A provider's month for 様式8号: the claim and the cases behind its lines.

    Attributes:
        cases: by household id.
    """

    today: date
    programme: Programme
    office: Office
    claim: Claim
    provider: Provider
    prices: tuple[UnitPrice, ...]
    reports: tuple[ActivityReport, ...]
    cases: Mapping[int, CaseSnapshot]

"""Takes a family on from the plan through the helper's visits to the claim, by services only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from saroma_desk.domain.claim import Claim
from saroma_desk.domain.dispatch import ActivityReport, Application, Decision, Dispatch, Outcome, Terms, Visit
from saroma_desk.domain.household import CopayClassPeriod
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import applying, claims, intake, providers, settings, visiting
from saroma_desk.services.context import AppContext
from saroma_desk.services.exceptions import ExceptionDraft

from . import builders

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
ANSWERS = {
    "billing.step_rounding": "ceil",
    "billing.basis": "actual",
    "billing.copay_round_at": "unit",
    "billing.copay_rounding": "floor1",
    "cancel.cancelled_before": "counts=no;fee=none;copay=no",
    "cancel.cancelled_same_day": "counts=no;fee=first_hour;copay=no",
    "cancel.absent": "counts=yes;fee=first_hour;copay=yes",
    "cancel.provider": "counts=no;fee=none;copay=no",
    "cancel.town": "counts=no;fee=none;copay=no",
    "cancel.weather": "counts=no;fee=none;copay=no",
}
TERMS = Terms(
    first_day=date(2026, 6, 15),
    last_day=date(2026, 9, 14),
    visits=15,
    per_week=2,
    weekdays=(0, 3),
    start=time(10),
    end=time(12),
    minutes=90,
    help_kinds=("meals",),
)


@dataclass(frozen=True)
class Team:
    """A provider with a contract for the fiscal year, two helpers and a price."""

    provider: Provider
    contract: Contract
    helpers: tuple[Helper, ...]
    price: UnitPrice


def answer_all(ctx: AppContext, **changes: str) -> None:
    for key, value in {**ANSWERS, **changes}.items():
        settings.answer_question(ctx, key, value, date(2026, 4, 1), "練習")


def team(ctx: AppContext, first_hour_yen: int | None = 1820, half_hour_yen: int | None = 905) -> Team:
    provider = providers.save_provider(ctx, Provider(name="訪問介護ふたば", kana="ふたば")).value
    contract = providers.save_contract(
        ctx, Contract(provider_id=provider.id, first_day=date(2026, 4, 1), last_day=date(2027, 3, 31))
    ).value
    helpers = tuple(
        providers.save_helper(ctx, Helper(provider_id=provider.id, name=name)).value
        for name in ("双葉　一", "双葉　二")
    )
    price = providers.save_price(
        ctx,
        UnitPrice(
            provider_id=provider.id,
            valid_from=date(2026, 4, 1),
            first_hour_yen=first_hour_yen,
            half_hour_yen=half_hour_yen,
            tax_class="exempt",
        ),
    ).value
    return Team(provider, contract, helpers, price)


def excuse(rule: str, reason: str = "きょうだいの入院のため") -> ExceptionDraft:
    return ExceptionDraft(
        rule=rule, reason=reason, requested_by="母", decided_by="課長", decided_on=date(2026, 6, 12), paper="決裁第1号"
    )


@dataclass
class Helped:
    """One family that is helped."""

    case: builders.Case
    team: Team
    application: Application

    @property
    def ctx(self) -> AppContext:
        return self.case.ctx

    def decision(self, **changes: object) -> Decision:
        plain = Decision(
            application_id=self.application.id,
            outcome=Outcome.APPROVED,
            drafted_on=date(2026, 6, 15),
            decided_on=date(2026, 6, 15),
            notified_on=date(2026, 6, 15),
        )
        return replace(plain, **changes)

    def dispatch(self, terms: Terms = TERMS, **changes: object) -> Dispatch:
        plain = Dispatch(
            episode_id=0,
            application_id=self.application.id,
            provider_id=self.team.provider.id,
            approved_on=date(2026, 6, 15),
            effective_from=date(2026, 6, 15),
            terms=terms,
        )
        return replace(plain, **changes)

    def approve(self, terms: Terms = TERMS, *rules: str, **changes: object) -> Dispatch:
        given = tuple(excuse(r) for r in rules)
        dispatch = self.dispatch(terms, **changes)
        return applying.approve(self.ctx, self.application.id, self.decision(), dispatch, given).value

    def schedule(
        self, *days: date, start: time = time(10), end: time = time(11, 30), rules: tuple[str, ...] = ()
    ) -> tuple[Visit, ...]:
        helper = self.team.helpers[0].id
        drafts = tuple(visiting.VisitDraft(visit_on=d, start=start, end=end, helper_id=helper) for d in days)
        return visiting.schedule(self.ctx, self.application.id, drafts, tuple(excuse(r) for r in rules)).value

    def report(self, visits: tuple[Visit, ...], month: date = JUNE, **changes: object) -> ActivityReport:
        draft = ActivityReport(
            application_id=self.application.id,
            provider_id=self.team.provider.id,
            month=month,
            received_on=self.ctx.today(),
        )
        return visiting.receive_report(self.ctx, replace(draft, **changes), visits).value

    def done(self, *days: date, start: time = time(10), end: time = time(11, 30)) -> tuple[Visit, ...]:
        """Planned and confirmed as planned, not yet stored as a report."""
        return tuple(visiting.as_planned(v) for v in self.schedule(*days, start=start, end=end))


def apply(case: builders.Case, team: Team, *, copay_class: str = "other", **changes: object) -> Helped:
    """A surveyed and planned family that applied; its class was found out."""
    ctx = case.ctx
    case.survey(services=("helper",))
    case.plan()
    intake.set_copay_class(
        ctx,
        CopayClassPeriod(
            household_id=case.household_id, copay_class=copay_class, valid_from=date(2026, 4, 1), evidence="町台帳確認"
        ),
    )
    return Helped(case, team, file(case, **changes))


def file(case: builders.Case, **changes: object) -> Application:
    """様式1号 received."""
    application = Application(
        episode_id=case.episode.id,
        applicant_id=case.now.members[0].id,
        receipt_no="",
        applied_on=date(2026, 6, 10),
        received_on=date(2026, 6, 10),
        wished=TERMS,
    )
    return applying.receive_application(case.ctx, replace(application, **changes)).value


def helped(ctx: AppContext, clock: FixedClock, team: Team, **changes: object) -> Helped:
    """Another family, applied and approved."""
    family = apply(builders.take_in(ctx, clock), team, **changes)
    family.approve()
    return family


def received(ctx: AppContext, team: Team, total: int, month: date = JUNE, **changes: object) -> Claim:
    """Claim of the month, computed, with a paper that asks so much."""
    claim = claims.compute(ctx, team.provider.id, month).value
    paper = claims.ClaimPaper(asked_total=total, received_on=ctx.today())
    return claims.receive(ctx, claim.id, replace(paper, **changes)).value

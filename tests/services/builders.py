"""Takes a family through the 要領 by services only, one short method for each step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from saroma_desk.domain.case import Closure, Episode, Evaluation
from saroma_desk.domain.household import Household, Member, Role
from saroma_desk.domain.plan import Goal, Plan
from saroma_desk.domain.screening import Judgement, Screening
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import closing, intake, planning, screenings, snapshots
from saroma_desk.services.context import AppContext

CAREGIVER = Member(household_id=0, name="佐呂間　花子", kana="さろま　はなこ", role=Role.CAREGIVER, relation="母")
CHILD = Member(
    household_id=0, name="佐呂間　一郎", kana="さろま　いちろう", role=Role.TARGET_CHILD, birth_date=date(2026, 4, 10)
)
FAMILY = Household(no="", registered_on=date(2026, 6, 1), address="佐呂間町字永代町1番地", phone="01587-2-0001")


@dataclass
class Case:
    """One family on its way."""

    ctx: AppContext
    clock: FixedClock
    episode: Episode

    @property
    def household_id(self) -> int:
        return self.episode.household_id

    @property
    def now(self) -> CaseSnapshot:
        """The case as stored at this moment."""
        return snapshots.snapshot(self.ctx, self.episode.id)

    def survey(self, judgement: Judgement = Judgement.NEEDED, services: tuple[str, ...] = ("consult",)) -> Screening:
        """様式9号, judged at once."""
        opened = screenings.start(self.ctx, self.episode.id).value
        judged = replace(
            opened,
            judgement=judgement,
            judgement_reason="面接と訪問の所見による",
            target_groups=("postnatal",),
            support_type="short",
            services=services,
        )
        return screenings.judge(self.ctx, judged).value

    def plan(self) -> Plan:
        """様式10号, decided on the same day."""
        proposal = planning.propose_plan(self.ctx, self.episode.id)
        goal = Goal(
            term="short", goal="安心して休める", content="相談", supporter="保健師", method="訪問", period="3か月"
        )
        made = planning.make_plan(self.ctx, replace(proposal, goals=(goal,))).value
        return planning.decide_plan(self.ctx, made.id, self.ctx.today()).value

    def evaluate(self, policy: str = "close") -> Evaluation:
        """Evaluation of the plan in force."""
        plan = planning.plan_now(self.ctx, self.episode.id)
        assert plan is not None
        draft = Evaluation(
            episode_id=self.episode.id,
            plan_id=plan.id,
            evaluated_on=self.ctx.today(),
            evaluated_by="佐藤 保健師",
            policy=policy,
            policy_reason="目標の達成状況による",
        )
        return closing.evaluate(self.ctx, draft).value

    def close(self) -> Closure:
        """Closing with everything that 要領6(5) names."""
        closure = Closure(
            episode_id=self.episode.id,
            closed_on=self.ctx.today(),
            reason="reached",
            agreed_on=self.ctx.today(),
            participants="保健師、保育士",
            follow_on="乳幼児健診で見守る",
        )
        return closing.close(self.ctx, closure).value


def draft(**changes: object) -> intake.IntakeDraft:
    plain = intake.IntakeDraft(
        household=FAMILY, members=(CAREGIVER, CHILD), received_on=date(2026, 6, 1), route="maternal_health"
    )
    return replace(plain, **changes)


def take_in(ctx: AppContext, clock: FixedClock, **changes: object) -> Case:
    return Case(ctx, clock, intake.take_in(ctx, draft(**changes)).value)

"""What is due, most urgent first."""

from __future__ import annotations

from datetime import date, datetime

from saroma_desk.domain.case import ProgressNote
from saroma_desk.domain.provider import Contract, Provider
from saroma_desk.services import backups, documents, planning, tasks
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft

from . import builders
from .builders import Case


def test_an_empty_office_has_nothing_to_do(ctx: AppContext) -> None:
    assert tasks.tasks(ctx) == ()


def test_a_new_family_waits_for_its_survey(ctx: AppContext, case: Case) -> None:
    task = next(t for t in tasks.tasks(ctx) if t.kind != "backup_old")
    assert (task.kind, task.form, task.tab, task.name) == ("survey", "form09", "screening", builders.CAREGIVER.name)
    assert (task.household_id, task.episode_id) == (case.household_id, case.episode.id)


def test_a_closed_family_is_silent(ctx: AppContext, case: Case) -> None:
    case.survey()
    case.plan()
    case.evaluate()
    case.close()
    assert {t.kind for t in tasks.tasks(ctx)} == {"backup_old"}


def test_the_longest_overdue_comes_first_and_dayless_ones_last(ctx: AppContext, case: Case) -> None:
    for day, due in ((2, date(2026, 6, 20)), (3, date(2026, 6, 5))):
        at = datetime(2026, 6, day)
        planning.note(
            ctx,
            ProgressNote(
                episode_id=case.episode.id,
                noted_at=at,
                kind="phone",
                content="電話",
                next_action="訪問する",
                due_on=due,
                written_at=at,
                written_by="",
            ),
        )
    backups.make_backup(ctx)
    found = tasks.tasks(ctx)
    assert [t.due_on for t in found] == [date(2026, 6, 5), date(2026, 6, 20), None]
    assert found[0].text == "訪問する"


def test_a_paper_that_was_not_issued_is_due(ctx: AppContext, case: Case) -> None:
    documents.draft_paper(ctx, PaperDraft(form="form10", subject_key=f"episode:{case.episode.id}"))
    task = next(t for t in tasks.tasks(ctx) if t.kind == "paper_unissued")
    assert (task.household_id, task.tab, task.due_on) == (case.household_id, "documents", date(2026, 6, 15))


def test_a_contract_without_successor_is_due_before_it_ends(ctx: AppContext, case: Case) -> None:
    with ctx.work("契約") as work:
        provider = work.add(Provider(name="社会福祉協議会"))
        work.add(Contract(provider_id=provider.id, first_day=date(2025, 8, 1), last_day=date(2026, 7, 31)))
        work.commit()
    task = next(t for t in tasks.tasks(ctx) if t.kind == "contract_ending")
    assert (task.name, task.due_on) == ("社会福祉協議会", date(2026, 7, 31))
    with ctx.work("契約") as work:
        work.add(Contract(provider_id=provider.id, first_day=date(2026, 8, 1), last_day=date(2027, 3, 31)))
        work.commit()
    assert all(t.kind != "contract_ending" for t in tasks.tasks(ctx))


def test_ids_are_stable_and_single(ctx: AppContext, case: Case) -> None:
    builders.take_in(ctx, case.clock)
    found = tasks.tasks(ctx)
    assert len({t.id for t in found}) == len(found)
    assert [t.id for t in tasks.tasks(ctx)] == [t.id for t in found]


def test_a_week_without_a_verified_backup_is_told(ctx: AppContext, case: Case) -> None:
    def told() -> list[date | None]:
        return [t.due_on for t in tasks.tasks(ctx) if t.kind == "backup_old"]

    assert told() == [date(2026, 6, 15)]
    report = backups.make_backup(ctx).value
    last = backups.last_backup(ctx)
    assert last is not None
    assert (last.made_at, last.rows) == (datetime(2026, 6, 15, 9), sum(report.content.rows.values()))
    assert told() == []
    case.clock.move_to(date(2026, 6, 22))
    assert told() == [date(2026, 6, 22)]
    backups.make_backup(ctx)
    assert told() == []

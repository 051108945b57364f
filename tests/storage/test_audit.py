"""The trail names who, what, when and from what to what; every kind of tampering shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from saroma_desk.domain.case import Episode
from saroma_desk.domain.dispatch import Application, Terms, Visit
from saroma_desk.domain.household import Household, Member
from saroma_desk.domain.office import IssuedPaper
from saroma_desk.domain.provider import Provider
from saroma_desk.domain.screening import Answer, AnswerState, Screening
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.storage import Store
from saroma_desk.storage.audit import differences
from tests.storage.helping import trail

DAY = date(2026, 11, 2)


def test_a_line_names_who_did_what_when(store: Store, household: Household) -> None:
    (line,) = trail(store, household_id=household.id)
    assert (line.user, line.act, line.table, line.row_id) == ("佐藤", "受理", "household", household.id)
    assert line.at == datetime(2026, 11, 2, 0, 0, tzinfo=UTC)


def test_a_save_tells_each_field_from_what_to_what(store: Store, household: Household) -> None:
    with store.work("転居") as work:
        work.save(replace(household, address="栄", address_protected=True))
        work.commit()
    assert trail(store)[-1].changes == (
        ("address", "佐呂間町字永代町3番地の1", "栄"),
        ("address_protected", "false", "true"),
    )


def test_nested_values_are_told_by_path() -> None:
    before = Screening(episode_id=1, surveyed_on=DAY, answers=(Answer(code="A1"), Answer(code="A2")))
    after = replace(before, answers=(Answer(code="A1"), Answer(code="A2", state=AnswerState.PRESENT, evidence="双子")))
    assert differences(before, after) == (
        ("answers.1.state", "unasked", "present"),
        ("answers.1.evidence", "", "双子"),
    )


def test_the_bytes_of_a_paper_stand_as_their_hash() -> None:
    changes = {path: after for path, _, after in differences(None, IssuedPaper(form="f", subject_key="s", pdf=b"%PDF"))}
    assert changes["pdf"].startswith("4 bytes sha256:")


def test_records_further_down_are_found_under_their_household(store: Store, household: Household) -> None:
    with store.work("申請") as work:
        member = work.add(Member(household_id=household.id, name="母"))
        provider = work.add(Provider(name="社協"))
        episode = work.add(Episode(household_id=household.id, programme_id="p", received_on=DAY, route="self"))
        wish = Application(
            episode_id=episode.id,
            applicant_id=member.id,
            receipt_no="1",
            applied_on=DAY,
            received_on=DAY,
            wished=Terms(),
        )
        application = work.add(wish)
        nine, ten = datetime(2026, 11, 2, 9).time(), datetime(2026, 11, 2, 10).time()
        work.add(
            Visit(
                application_id=application.id,
                provider_id=provider.id,
                visit_on=DAY,
                planned_start=nine,
                planned_end=ten,
            )
        )
        work.commit()
    found = [line.table for line in trail(store, household_id=household.id)]
    assert found == ["household", "member", "episode", "application", "visit"]


def test_reading_leaves_a_line_too(store: Store, household: Household) -> None:
    with store.work("表示") as work:
        work.record_reading("世帯を表示", household.id)
        work.commit()
    line = trail(store)[-1]
    assert (line.act, line.household_id, line.changes) == ("世帯を表示", household.id, ())


def test_numbers_rise_although_the_clock_is_set_back(store: Store, fixed_clock: FixedClock) -> None:
    for day in (date(2026, 11, 2), date(1980, 1, 1), date(2036, 1, 1)):
        fixed_clock.move_to(day)
        with store.work("表示") as work:
            work.record_reading("表示")
            work.commit()
    assert [line.sequence for line in trail(store)] == [1, 2, 3]
    assert store.verify_audit() is None


def read_some(store: Store, number: int = 6) -> None:
    with store.work("表示") as work:
        for index in range(number):
            work.record_reading(f"表示{index}")
        work.commit()


def tamper(store: Store, *statements: str) -> None:
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for trigger in ("audit_no_update", "audit_no_delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statements", "line"),
    [
        (["UPDATE audit SET act = '別' WHERE sequence = 3"], 3),
        (["UPDATE audit SET user = '別' WHERE sequence = 1"], 1),
        (["UPDATE audit SET at = '2020' WHERE sequence = 6"], 6),
        (["UPDATE audit SET hash = 'x' WHERE sequence = 4"], 4),
        (["UPDATE audit SET household_id = 9 WHERE sequence = 2"], 2),
        (["DELETE FROM audit WHERE sequence = 1"], 1),
        (["DELETE FROM audit WHERE sequence = 4"], 4),
        (["DELETE FROM audit WHERE sequence = 6"], 6),
        (["DELETE FROM audit"], 1),
        (["UPDATE audit SET sequence = 99 WHERE sequence = 2", "UPDATE audit SET sequence = 2 WHERE sequence = 3"], 2),
        (["UPDATE fact SET value = '5:x' WHERE key = 'audit_head'"], 7),
    ],
)
def test_tampering_is_found_at_its_line(store: Store, statements: list[str], line: int) -> None:
    read_some(store)
    assert store.verify_audit() is None
    tamper(store, *statements)
    assert store.verify_audit() == line


@pytest.mark.parametrize("statement", ["UPDATE audit SET act = ''", "DELETE FROM audit"])
def test_the_trail_only_grows(store: Store, statement: str) -> None:
    read_some(store)

    def overwrite() -> None:
        with store.engine.connect() as connection:
            connection.execute(text(statement))

    with pytest.raises(Exception, match="append-only"):
        overwrite()


def test_a_rolled_back_use_case_leaves_no_line(store: Store) -> None:
    with store.work("表示") as work:
        work.record_reading("表示")
    assert trail(store) == ()

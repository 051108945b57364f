"""One use case, one transaction: all of it or nothing, and never over another's changes."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime

import pytest

from saroma_desk.domain.case import Episode, ProgressNote
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household, Member
from saroma_desk.domain.office import Draft, IssuedPaper, OfficeSetting, PaperState
from saroma_desk.storage import Between, Store
from tests.storage.helping import trail

DAY = date(2026, 11, 2)


def settings(store: Store, *days: int) -> None:
    with store.work("設定") as work:
        for day in days:
            work.add(OfficeSetting(key=f"k{day % 2}", value=str(day), valid_from=date(2026, 1, day)))
        work.commit()


def test_what_is_committed_is_read_again(store: Store, household: Household) -> None:
    assert (household.id, household.version) == (1, 1)
    with store.read() as reader:
        assert reader.get(Household, 1) == household


def test_nothing_stays_without_commit(store: Store) -> None:
    with store.work("受理") as work:
        work.add(Household(no="R8-0001", registered_on=DAY))
    with store.read() as reader:
        assert reader.count(Household) == 0
        assert reader.audit() == ()


def test_an_exception_undoes_everything(store: Store) -> None:
    def fails() -> None:
        with store.work("受理") as work:
            work.add(Household(no="R8-0001", registered_on=DAY))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert store.counts()["household"] == 0


def test_a_save_raises_the_version(store: Store, household: Household) -> None:
    with store.work("転居") as work:
        saved = work.save(replace(household, address="栄"))
        work.commit()
    assert saved == replace(household, address="栄", version=2)


def test_saving_the_same_again_writes_nothing(store: Store, household: Household) -> None:
    with store.work("転居") as work:
        assert work.save(household) == household
        work.commit()
    assert [entry.act for entry in trail(store)] == ["受理"]


def test_a_stale_save_is_refused_and_says_who_changed_what(store: Store, household: Household) -> None:
    with store.work("転居") as work:
        work.save(replace(household, address="栄"))
        work.commit()
    with store.work("転居") as work, pytest.raises(KnownError) as refused:
        work.save(replace(household, note="訪問は午前"))
    assert refused.value.code == "stale"
    assert "佐藤" in str(refused.value)
    assert [error.field for error in refused.value.fields] == ["address"]


def test_a_number_stands_once(store: Store, household: Household) -> None:
    with pytest.raises(KnownError, match="同じ番号") as refused, store.work("受理") as work:
        work.add(replace(household, id=0, version=0))
    assert refused.value.code == "duplicate"


def test_a_missing_record_is_a_known_error(store: Store) -> None:
    with store.read() as reader, pytest.raises(KnownError, match="見つかりません"):
        reader.get(Household, 99)


def test_lists_filter_and_order(store: Store) -> None:
    settings(store, 3, 1, 2)
    with store.read() as reader:
        assert [s.value for s in reader.list(OfficeSetting, order_by="key,-valid_from")] == ["2", "3", "1"]
        assert [s.value for s in reader.list(OfficeSetting, key="k1", order_by="valid_from")] == ["1", "3"]
        assert [s.value for s in reader.list(OfficeSetting, id=(1, 2))] == ["3", "1"]
        assert reader.count(OfficeSetting, valid_from=Between(date(2026, 1, 2), None)) == 2
        assert reader.list(OfficeSetting, limit=1)[0].value == "3"


def test_latest_one_and_by_ids(store: Store) -> None:
    settings(store, 3, 1, 2)
    with store.read() as reader:
        assert getattr(reader.latest(OfficeSetting, order_by="valid_from", key="k1"), "value", "") == "3"
        assert reader.latest(OfficeSetting, key="none") is None
        assert sorted(reader.by_ids(OfficeSetting, [1, 3, 9])) == [1, 3]
        with pytest.raises(LookupError):
            reader.one(OfficeSetting, key="k1")


def test_running_numbers_have_no_holes_after_a_rollback(store: Store) -> None:
    with store.work("受理") as work:
        assert [work.next_number("household:2026") for _ in range(2)] == [1, 2]
    with store.work("受理") as work:
        assert [work.next_number("household:2026"), work.next_number("receipt:2026")] == [1, 1]
        work.commit()
    with store.work("受理") as work:
        assert work.next_number("household:2026") == 2


def test_progress_notes_are_append_only(store: Store, household: Household) -> None:
    now = datetime(2026, 11, 2, 9, 30)
    with store.work("記録") as work:
        episode = work.add(Episode(household_id=household.id, programme_id="p", received_on=DAY, route="self"))
        note = work.add(
            ProgressNote(
                episode_id=episode.id, noted_at=now, kind="phone", content="来所希望", written_at=now, written_by="佐藤"
            )
        )
        with pytest.raises(KnownError, match="書き直せません"):
            work.save(replace(note, content="別"))
        with pytest.raises(KnownError, match="削除できません"):
            work.remove(note)


def test_an_issued_paper_can_only_be_reprinted_or_voided(store: Store) -> None:
    with store.work("施行") as work:
        paper = work.add(IssuedPaper(form="form03", subject_key="application:1", state=PaperState.ISSUED, pdf=b"%PDF"))
        paper = work.save(replace(paper, reprints=1))
        with pytest.raises(KnownError, match="施行した文書"):
            work.save(replace(paper, pdf=b"other"))
        with pytest.raises(KnownError, match="施行した文書"):
            work.save(replace(paper, state=PaperState.DRAFT))
        work.save(replace(paper, state=PaperState.VOID, void_reason="誤記", voided_on=DAY))


def test_a_removal_leaves_its_values_in_the_trail(store: Store, household: Household) -> None:
    with store.work("世帯員") as work:
        member = work.add(Member(household_id=household.id, name="誤入力"))
        with pytest.raises(KnownError, match="ほかの記録から使われている"):
            work.remove(household)
        work.remove(member)
        work.commit()
    last = trail(store, household_id=household.id)[-1]
    assert ("name", "誤入力", "") in last.changes
    assert store.counts()["member"] == 0


def test_drafts_leave_no_trail(store: Store) -> None:
    with store.work("下書き") as work:
        work.remove(work.add(Draft(key="a", state="{}", saved_at=datetime(2026, 11, 2, 9, 0))))
        work.commit()
    assert trail(store) == ()


def test_a_second_unit_of_work_in_one_thread_is_a_bug(store: Store) -> None:
    with store.work("a"), pytest.raises(RuntimeError), store.work("b"):
        pass


def test_a_reader_keeps_its_view_while_another_writes(store: Store, household: Household) -> None:
    with store.read() as reader:
        before = reader.list(Household)
        writer = threading.Thread(target=lambda: settings(store, 1))
        writer.start()
        writer.join()
        assert reader.count(OfficeSetting) == 0
        assert reader.list(Household) == before

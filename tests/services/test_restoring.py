"""Going back to a backup and another passphrase, over an open office: refused without a trace, done without a loss."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import backups, households, restoring
from saroma_desk.services.context import AppContext
from saroma_desk.services.restoring import SourceKind

from . import builders
from .conftest import PASSPHRASE

NEW = "かぼちゃと牛乳のまち 2027"
Opener = Callable[[str], AbstractContextManager[AppContext]]


@pytest.fixture
def backup(ctx: AppContext, case: builders.Case) -> Path:
    """A backup with one family; the office has taken in another since."""
    file = backups.make_backup(ctx).value.file
    builders.take_in(ctx, case.clock)
    return file


@pytest.fixture
def again(ctx: AppContext, clock: FixedClock) -> Opener:
    """Opens the office anew, as after an exchange."""

    def opened(passphrase: str) -> AbstractContextManager[AppContext]:
        return open_context(ctx.store.folder, passphrase=passphrase, user="佐藤 保健師", clock=clock)

    return opened


def run(steps: Iterator[object]) -> int:
    return len(list(steps))


def families(ctx: AppContext) -> int:
    return len(households.list_households(ctx))


def kinds(ctx: AppContext) -> list[SourceKind]:
    return [source.kind for source in restoring.sources(ctx)]


def test_both_states_are_compared_before_anything_changes(ctx: AppContext, backup: Path) -> None:
    found = restoring.compare(ctx, backup, PASSPHRASE)
    assert found.now is not None
    assert (found.then.rows["household"], found.now.rows["household"]) == (1, 2)
    assert found.now.audit.sequence > found.then.audit.sequence
    assert found.then.last_act_at is not None
    assert families(ctx) == 2


def test_the_office_goes_back_and_forth(ctx: AppContext, backup: Path, again: Opener) -> None:
    assert run(restoring.put_back(ctx, backup, PASSPHRASE)) == 2
    with again(PASSPHRASE) as back:
        restoring.note_restored(back)
        assert families(back) == 1
        with back.read() as read:
            assert read.audit()[-1].act == "バックアップからの復元"
        kept = next(s for s in restoring.sources(back) if s.kind is SourceKind.KEPT)
        run(restoring.put_back(back, kept.file, PASSPHRASE))
    with again(PASSPHRASE) as undone:
        assert families(undone) == 2
        assert kinds(undone).count(SourceKind.KEPT) == 2


def test_a_wrong_passphrase_is_no_damage_and_damage_no_wrong_passphrase(ctx: AppContext, backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    damaged = backup.with_name("damaged.db")
    content[-3000] ^= 1
    damaged.write_bytes(content)
    for file, passphrase, code in (
        (backup, "not the passphrase", "wrong_passphrase"),
        (backup, None, "passphrase_needed"),
        (damaged, PASSPHRASE, "damaged_backup"),
        (backup.with_name("none.db"), PASSPHRASE, "no_database"),
        (ctx.store.folder / "saroma.db", PASSPHRASE, "unsettled_backup"),
    ):
        for act in (lambda f, p: restoring.compare(ctx, f, p), lambda f, p: run(restoring.put_back(ctx, f, p))):
            with pytest.raises(KnownError) as caught:
                act(file, passphrase)
            assert caught.value.code == code
    assert families(ctx) == 2
    assert SourceKind.KEPT not in kinds(ctx)


def test_stopped_between_two_steps_it_changes_nothing(ctx: AppContext, backup: Path) -> None:
    steps = restoring.put_back(ctx, backup, PASSPHRASE)
    next(steps)
    next(steps)
    steps.close()  # type: ignore[attr-defined]  # as cancelling does
    assert families(ctx) == 2
    assert SourceKind.KEPT not in kinds(ctx)


def test_a_full_disk_leaves_the_office_open(
    ctx: AppContext, backup: Path, monkeypatch: pytest.MonkeyPatch, case: builders.Case
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        with pytest.raises(KnownError, match="ディスクの空き"):
            run(restoring.put_back(ctx, backup, PASSPHRASE))
    builders.take_in(ctx, case.clock)
    assert families(ctx) == 3


def test_a_changed_passphrase_opens_and_older_backups_stay_locked(ctx: AppContext, backup: Path, again: Opener) -> None:
    run(restoring.change_passphrase(ctx, PASSPHRASE, NEW))
    with pytest.raises(KnownError, match="パスフレーズが違います"), again(PASSPHRASE):
        pass
    with again(NEW) as changed:
        made = restoring.note_changed(changed)
        assert made is not None
        assert families(changed) == 2
        assert kinds(changed) == [SourceKind.BACKUP, SourceKind.LOCKED]
        assert restoring.compare(changed, made, NEW).then.rows["household"] == 2
        assert restoring.compare(changed, backup, PASSPHRASE).then.rows["household"] == 1
        with changed.read() as read:
            assert "パスフレーズの変更" in [entry.act for entry in read.audit()]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("not the passphrase", NEW, "wrong_passphrase"),
        (PASSPHRASE, "short", "weak_passphrase"),
        (PASSPHRASE, PASSPHRASE.upper().lower(), "same_passphrase"),
    ],
)
def test_a_refused_change_leaves_the_office_open(
    ctx: AppContext, case: builders.Case, old: str, new: str, code: str
) -> None:
    with pytest.raises(KnownError) as caught:
        run(restoring.change_passphrase(ctx, old, new))
    assert caught.value.code == code
    ctx.store.demand_passphrase(PASSPHRASE)
    assert families(ctx) == 1


def test_back_to_a_backup_of_the_time_before_the_change(ctx: AppContext, backup: Path, again: Opener) -> None:
    run(restoring.change_passphrase(ctx, PASSPHRASE, NEW))
    with again(NEW) as changed:
        run(restoring.put_back(changed, backup, PASSPHRASE))
    with again(PASSPHRASE) as back:
        assert families(back) == 1
        assert kinds(back) == [SourceKind.BACKUP, SourceKind.LOCKED]  # what was kept has the new passphrase


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("moment", [(name, nth) for name in ("replace", "rename", "unlink") for nth in range(1, 6)])
@pytest.mark.parametrize("act", ["restore", "change"])
def test_ended_at_any_moment_one_of_both_opens(
    ctx: AppContext, backup: Path, again: Opener, monkeypatch: pytest.MonkeyPatch, moment: tuple[str, int], act: str
) -> None:
    name, left = moment
    real = getattr(Path, name)

    def count(path: Path, *args: object, **options: object) -> object:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed
        return real(path, *args, **options)

    with monkeypatch.context() as patch, suppress(Killed):
        patch.setattr(Path, name, count)
        if act == "restore":
            run(restoring.put_back(ctx, backup, PASSPHRASE))
        else:
            run(restoring.change_passphrase(ctx, PASSPHRASE, NEW))
    ctx.store.engine.dispose()
    ctx.store._lock.release()  # the system lets go when a program ends
    opened = []
    for word in (PASSPHRASE, NEW):
        with suppress(KnownError), again(word) as office:
            opened.append(families(office))
    assert opened in (([1], [2]) if act == "restore" else ([2],))

"""Killed at any moment of its acts, the office opens again at once with everything that it had called saved."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from saroma_desk.domain.case import Episode
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Household, Member
from saroma_desk.domain.office import Draft
from saroma_desk.domain.screening import Screening
from saroma_desk.practice import builder
from saroma_desk.practice.showcase import open_practice
from saroma_desk.services import households
from saroma_desk.services.context import AppContext
from saroma_desk.storage import check, inspect_backup
from tests.trust.conftest import PROJECT

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
KILLS = 200 if NIGHTLY else 5
START = f"""
import sys
sys.path.insert(0, {str(PROJECT)!r})
from pathlib import Path
from saroma_desk.practice.showcase import open_practice
from tests.services import builders
folder = Path(sys.argv[1])
"""
BUILDING = """
from saroma_desk.practice import builder
for step in builder.build(folder):
    print(step.done, flush=True)
"""
WORKING = """
from saroma_desk.services import backups, drafts
with open_practice(folder) as ctx:
    for n in range(10_000):
        case = builders.take_in(ctx, ctx.clock, received_on=ctx.today())
        print("household", case.household_id, flush=True)
        drafts.save_draft(ctx, f"visits:{case.episode.id}", '{"note": "' + "x" * 500 + '"}')
        print("draft", f"visits:{case.episode.id}", flush=True)
        case.survey()
        print("survey", case.episode.id, flush=True)
        if n % 3 == 2:
            print("backup", backups.make_backup(ctx).value.file, flush=True)
"""


def killed(script: str, folder: Path, *, lines: int, more_ms: float) -> list[str]:
    """Run the script, kill it a moment after so many lines; gives every whole line it wrote."""
    command = [sys.executable, "-c", START + script, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        seen = [other.stdout.readline() for _ in range(lines)]
        try:
            other.wait(more_ms / 1000)
        except subprocess.TimeoutExpired:
            other.kill()
        rest = other.stdout.readlines()
    return [line.decode("utf-8").strip() for line in seen + rest if line.endswith(b"\n")]


def is_sound(ctx: AppContext) -> bool:
    return check(ctx.store).problems == () and ctx.store.verify_audit() is None


def kept(ctx: AppContext, line: str) -> bool:
    """Whether what an acknowledgement names is there, whole."""
    kind, _, what = line.partition(" ")
    with ctx.read() as read:
        if kind == "household":
            return read.count(Member, household_id=int(what)) == 2 and read.count(Episode, household_id=int(what)) == 1
        if kind == "draft":
            return read.count(Draft, key=what) == 1
        if kind == "survey":
            return read.count(Screening, episode_id=int(what)) == 1
    return inspect_backup(Path(what), None).problems == ()


@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_amid_acts(practice: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  moments, not secrets
    lines = killed(WORKING, practice, lines=dice.randint(1, 12), more_ms=dice.uniform(0, 120))
    with open_practice(practice) as ctx:
        assert is_sound(ctx)
        assert [line for line in lines if not kept(ctx, line)] == []
        with ctx.read() as read:
            numbers = [home.no for home in read.list(Household)]
            assert read.count(Member) >= read.count(Household)
        assert len(numbers) == len(set(numbers))
        assert len(households.list_households(ctx)) == len(numbers)


@pytest.mark.parametrize("seed", range(max(1, KILLS // 4)))
def test_killed_while_the_practice_office_is_built(tmp_path: Path, seed: int) -> None:
    """A half-built practice office never bears the name, what is left of it stands in no one's way."""
    dice = random.Random(seed)  # noqa: S311
    folder = tmp_path / "事業所"
    killed(BUILDING, folder, lines=dice.randint(2, 40), more_ms=dice.uniform(0, 200))
    assert not folder.exists()
    steps = builder.build(folder)
    next(steps)
    steps.close()
    assert not folder.exists()


def test_what_stands_in_a_folder_is_never_built_over(practice: Path) -> None:
    before = (practice / "saroma.db").read_bytes()
    with pytest.raises(KnownError, match="空でない"):
        next(builder.build(practice))
    assert (practice / "saroma.db").read_bytes() == before

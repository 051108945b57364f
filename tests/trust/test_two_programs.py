"""Of programs that open the same office at once exactly one gets it; after its death the next one does, at once."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from saroma_desk.practice.showcase import open_practice
from saroma_desk.storage import check
from tests.services import builders
from tests.trust.conftest import PROJECT

RACES = 40 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 1
RACING = f"""
import sys
sys.path.insert(0, {str(PROJECT)!r})
from pathlib import Path
from saroma_desk.domain.errors import KnownError
from saroma_desk.practice.showcase import open_practice
print("ready", flush=True)
sys.stdin.readline()
try:
    with open_practice(Path(sys.argv[1])) as ctx:
        from tests.services import builders
        builders.take_in(ctx, ctx.clock, received_on=ctx.today())
        print("mine", flush=True)
        sys.stdin.readline()
except KnownError as error:
    print(error.code, flush=True)
"""


def start(stack: ExitStack, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RACING, str(folder)]
    pipe = subprocess.PIPE
    racer = stack.enter_context(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8"))
    stack.callback(racer.kill)
    return racer


def line(racer: subprocess.Popen[str]) -> str:
    assert racer.stdout is not None
    return racer.stdout.readline().strip()


def go(racer: subprocess.Popen[str]) -> None:
    assert racer.stdin is not None
    racer.stdin.write("\n")
    racer.stdin.flush()


def test_exactly_one_of_several_programs_gets_the_office(practice: Path) -> None:
    for _ in range(RACES):
        with ExitStack() as stack:
            racers = [start(stack, practice) for _ in range(3)]
            assert [line(racer) for racer in racers] == ["ready"] * 3
            for racer in racers:
                go(racer)
            answers = {racer: line(racer) for racer in racers}
            assert sorted(answers.values()) == ["locked", "locked", "mine"]
            next(racer for racer, answer in answers.items() if answer == "mine").kill()
        with open_practice(practice) as ctx:
            assert check(ctx.store).problems == ()
            builders.take_in(ctx, ctx.clock, received_on=ctx.today())

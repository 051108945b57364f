"""The whole job makes the same bytes everywhere, reaches for no network and leaves nothing in foreign folders."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

from tests.trust.conftest import PROJECT, Demo

READABLE = {PROJECT, Path(sys.prefix), Path(sys.base_prefix), *map(Path, sysconfig.get_paths().values())}
SYSTEM = ("/dev/null", "/dev/urandom", "/proc/", "/sys/", "/etc/", "/usr/")  # read by Python itself and by platformdirs
WRITING = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate")


def strange(demo: Demo) -> list[tuple[str, str]]:
    """What the process touched outside of the project, Python, its output and its home."""
    known = [str(folder) for folder in (*READABLE, demo.desk.out, demo.desk.home, demo.desk.root / "notes.json")]
    files = [(event, path) for event, path in demo.touched if path]
    return [(event, path) for event, path in files if not path.startswith((*known, *SYSTEM))]


def test_the_same_data_give_the_same_bytes_in_every_process(demos: tuple[Demo, Demo]) -> None:
    first, second = demos
    for pattern, number in (("*.pdf", 21), ("*.xlsx", 2)):
        assert len(first.made(pattern)) == number
        assert first.made(pattern) == second.made(pattern)


def test_nothing_reaches_for_a_network_or_another_program(demos: tuple[Demo, Demo]) -> None:
    for demo in demos:
        assert {event for event, path in demo.touched if not path} == set()


def test_nothing_is_opened_outside_of_the_known_folders(demos: tuple[Demo, Demo]) -> None:
    for demo in demos:
        assert len(demo.touched) > 500
        assert strange(demo) == []


def test_the_temporary_folder_is_never_used(demos: tuple[Demo, Demo]) -> None:
    """A file that was made there and removed again would have moved the folder's time, also when C code did it."""
    for demo in demos:
        assert list(demo.desk.temp.iterdir()) == []
        assert demo.desk.temp.stat().st_mtime_ns == demo.temp_before


def test_outside_of_the_output_there_is_only_the_log_folder(demos: tuple[Demo, Demo]) -> None:
    for demo in demos:
        assert {path.name for path in demo.desk.home.rglob("*")} <= {"saroma_desk", "logs", "saroma_desk.log"}

"""Calls that open the window do so without loading what only commands need."""

from __future__ import annotations

from pathlib import Path

import pytest

from saroma_desk.cli.office import Place
from saroma_desk.cli.window import window_call


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ([], Place()),
        (["--practice"], Place(practice=True)),
        (["--data", "練習 1", "--passphrase-file=合言葉"], Place(data=Path("練習 1"), passphrase_file=Path("合言葉"))),
    ],
)
def test_a_call_without_a_command_names_an_office(words: list[str], place: Place) -> None:
    assert window_call(words) == place


@pytest.mark.parametrize(
    "line", ["check", "--practice check", "--help", "--version", "--data", "--prac", "--nope", "--data x form 1", "-h"]
)
def test_every_other_call_is_left_to_the_commands(line: str) -> None:
    assert window_call(line.split()) is None

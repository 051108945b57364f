from __future__ import annotations

from pathlib import Path

import pytest

from saroma_desk.runtime import settings
from saroma_desk.runtime.settings import DeskSettings


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "新しい" / "settings.json"
    chosen = DeskSettings(text_scale=125, window_geometry="abc", printer_offsets={"複合機 1": (1.5, -2.0)})
    settings.save(path, chosen)
    assert settings.load(path) == chosen


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"text_scale": "big"}', '{"text_scale": 5, "x": 1}'])
def test_damaged_settings_are_the_defaults(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, encoding="utf-8")
    assert settings.load(path) == DeskSettings()


def test_bytes_that_are_no_text_are_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b"\xff\xfe\x00")
    assert settings.load(tmp_path / "settings.json") == DeskSettings()


def test_a_good_value_survives_beside_a_bad_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"window_geometry": "abc", "printer_offsets": {"a": [1, 999], "b": [1, 2]}}', encoding="utf-8")
    assert settings.load(path) == DeskSettings(window_geometry="abc", printer_offsets={"b": (1.0, 2.0)})

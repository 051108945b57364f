from __future__ import annotations

from pathlib import Path

import pytest

from saroma_desk.runtime import resources
from saroma_desk.runtime.resources import ResourceError


def test_the_fonts_travel_with_their_licences() -> None:
    assert {path.name for path in resources.path_of("fonts").iterdir()} >= {
        "BIZUDMincho-Regular.ttf",
        "BIZUDGothic-Regular.ttf",
        "BIZUDGothic-Bold.ttf",
        "ipamjm.ttf",
        "OFL.txt",
        "IPA_Font_License_Agreement_v1.0.txt",
    }
    assert "SIL OPEN FONT LICENSE" in resources.read_text("fonts/OFL.txt")


def test_templates_lie_beside_resources() -> None:
    assert resources.templates_root().parent == resources.resources_root().parent == resources.data_root()


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/hostname", "fonts\\OFL.txt"])
def test_a_name_cannot_leave_the_folder(name: str) -> None:
    with pytest.raises(ResourceError, match="leaves"):
        resources.path_of(name)


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(ResourceError, match=r"no/such\.yaml: missing"):
        resources.read_yaml("no/such.yaml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: 1\na: 2\n", r"x\.yaml:2: key 'a' stands twice"),
        (b"a: 1\nb: [1\n", r"x\.yaml:3: "),
        (b"a: 1\nb: \xff\n", r"x\.yaml:2: not UTF-8"),
        (b"!!python/object/apply:os.getcwd []", r"x\.yaml:1: "),
    ],
)
def test_a_damaged_file_is_named_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(ResourceError, match=message):
        resources.load_yaml(path)


def test_a_byte_order_mark_and_shared_blocks_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("\ufeffa: &a {x: 1}\nb: {<<: *a, x: 2}\n".encode())
    assert resources.load_yaml(path) == {"a": {"x": 1}, "b": {"x": 2}}


def test_each_caller_owns_its_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "resources_root", lambda: tmp_path)
    (tmp_path / "own_copy.yaml").write_text("[1]", encoding="utf-8")
    resources.read_yaml("own_copy.yaml").append(2)
    assert resources.read_yaml("own_copy.yaml") == [1]


def test_an_installed_copy_reads_its_own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "saroma_desk")
    assert resources.resources_root() == tmp_path / "saroma_desk" / "_data" / "resources"

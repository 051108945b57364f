"""The shipped templates and fonts, opened once for all tests of papers, and small templates made for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from saroma_desk.forms.glyphs import FontBook
from saroma_desk.forms.paper import PaperSources

ROOT = Path(__file__).parents[2]
_HEAD = "form: form99\ntitle: 試しの様式\ncitation: 様式99号\n"


@pytest.fixture(scope="session")
def sources() -> PaperSources:
    return PaperSources(ROOT / "forms_templates", ROOT / "resources" / "fonts")


@pytest.fixture(scope="session")
def book(sources: PaperSources) -> FontBook:
    return sources.book()


@pytest.fixture
def with_template(sources: PaperSources, tmp_path: Path) -> Callable[[str], PaperSources]:
    """Sources whose form99 has the given `fields:` and `blocks:`."""

    def write(text: str) -> PaperSources:
        folder = tmp_path / "own" / "form99"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "template.yaml").write_text(_HEAD + text, encoding="utf-8")
        return PaperSources(sources.templates, sources.fonts, tmp_path / "own")

    return write

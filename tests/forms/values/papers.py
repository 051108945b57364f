"""Papers of tests: laid out from the shipped templates, read back as text and as squares."""

from __future__ import annotations

from pathlib import Path

from saroma_desk.forms.check import layout_faults
from saroma_desk.forms.display import Square
from saroma_desk.forms.fields import Values
from saroma_desk.forms.paper import Paper, PaperSources, make_paper

_ROOT = Path(__file__).parents[3]
SOURCES = PaperSources(_ROOT / "forms_templates", _ROOT / "resources" / "fonts")


def filled(form: str, values: Values) -> Paper:
    """The filled paper, proven to be sound."""
    return _sound(make_paper(SOURCES, form, values))


def blank(form: str) -> Paper:
    """The empty paper, proven to be sound."""
    return _sound(make_paper(SOURCES, form, {}, mode="blank"))


def _sound(paper: Paper) -> Paper:
    assert layout_faults(paper.pages) == []
    return paper


def text_of(paper: Paper) -> str:
    """All text of the paper without spaces, as a reader would search it."""
    return "".join(run for page in paper.pages for run in page.texts()).replace("\u3000", "").replace(" ", "")


def ticks(paper: Paper) -> int:
    """How many squares are ticked."""
    return sum(isinstance(i, Square) and i.ticked for page in paper.pages for i in page.items)


def options_of(form: str, field: str) -> dict[str, str]:
    """Codes and words that a template offers for a field."""
    return dict(SOURCES.template(form).file.fields[field].options)

"""What is typed is what is printed: over made-up data on all ten papers nothing is lost, nothing leaves its cell.

The test command tries a few examples of each form, the night run two hundred.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saroma_desk.forms.check import layout_faults
from saroma_desk.forms.paper import PaperSources, make_paper
from saroma_desk.forms.schema import FieldSpec
from tests.forms.reading import read_back
from tests.forms.test_ink import stray_pixels

FORMS = [f"form{number:02}" for number in range(1, 11)]
EXAMPLES = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 3
_WRITTEN = {"text", "name", "amount", "yen"}  # other formats turn their value into other words
_LETTERS = [
    *"佐呂間町養育髙﨑がパ々ーっ、。「」（）ABCxyz_+&<>{}%\\",
    "葛\U000e0100",
    "\U00020bb7",
    "か\u3099",
    "㊞",
    "①",
    "―",
    "　",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(_LETTERS), min_size=1, max_size=40).map("".join),
    st.lists(st.sampled_from(_LETTERS), min_size=200, max_size=500).map("".join),
    st.text(st.characters(categories=["L"], max_codepoint=0x9FFF), min_size=1, max_size=30),
)


def squeezed(text: str) -> str:
    """Without white space, which lines swallow where they end."""
    return "".join(text.split())


@cache
def shown(sources: PaperSources, form: str) -> frozenset[str]:
    """The fields that a filled paper shows, and `list.field` for those of its rows."""
    fields = sources.template(form).file.fields
    found = set()
    for name, spec in fields.items():
        for key, item in (spec.item or {"": spec}).items():
            if item.format in _WRITTEN and not item.options:
                values = filled(fields, "字") | {name: ({key: "々〆"},) if key else "々〆"}
                if "々〆" in read_back(make_paper(sources, form, values).pdf()):
                    found.add(f"{name}.{key}")
    return frozenset(found)


def filled(fields: dict[str, FieldSpec], text: str) -> dict[str, Any]:
    return {name: (dict.fromkeys(spec.item, text),) if spec.item else text for name, spec in fields.items()}


def drawable(sources: PaperSources, text: str) -> str:
    """What of a text can be drawn; the rest is reported before printing, which other tests look at."""
    return squeezed("".join(atom.text for atom in sources.book().shape(text)))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed_is_what_is_printed(sources: PaperSources, form: str) -> None:
    fields = sources.template(form).file.fields

    @settings(max_examples=EXAMPLES)
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        values = filled(fields, "字")
        pool = data.draw(st.lists(TEXTS, min_size=2, max_size=6))
        texts = []
        for number, place in enumerate(sorted(shown(sources, form))):
            name, _, key = place.partition(".")
            text = pool[number % len(pool)] + f"_{number}_"
            texts.append(text)
            values[name] = ({**values[name][0], key: text},) if key else text
        paper = make_paper(sources, form, values)
        assert layout_faults(paper.pages) == []
        back = squeezed(read_back(paper.pdf()))
        # The head and foot of a page may stand between two parts of a text that goes on over it.
        lost = [t for t in texts if len(t) < 100 and drawable(sources, t) not in back]
        assert lost == []
        assert len(back) >= sum(len(drawable(sources, t)) for t in texts)
        assert stray_pixels(paper) == 0

    holds()


def test_most_fields_of_every_paper_are_looked_at(sources: PaperSources) -> None:
    assert all(len(shown(sources, form)) >= 5 for form in FORMS)

"""Every golden paper still looks as it was accepted (see harness.py for how to accept a change)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from saroma_desk.forms.check import layout_faults
from tests.golden import harness


@pytest.mark.parametrize("case", harness.cases())
def test_the_paper_is_as_accepted(case: str, tmp_path: Path) -> None:
    assert [difference.what for difference in harness.compare(case, tmp_path)] == []


@pytest.mark.parametrize("case", harness.cases())
def test_the_paper_is_sound(case: str) -> None:
    assert layout_faults(harness.paper_of(case).pages) == []


def test_a_changed_picture_is_noticed_and_drawn(tmp_path: Path) -> None:
    case = harness.cases()[0]
    with Image.open(harness.FOLDER / case / "page1.png") as opened:
        image = opened.convert("L")
    image.paste(0, (100, 100, 130, 110))
    (difference,) = harness._compare_picture(case, 1, image, tmp_path)
    assert difference.picture is not None
    with Image.open(difference.picture) as shown:
        assert shown.getpixel((110, 105)) == (255, 0, 0)

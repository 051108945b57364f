"""What the page really shows: no ink but inside cells and on rules, looked at pixel by pixel."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from saroma_desk.forms.display import Box, Page, Rule, Shade
from saroma_desk.forms.paper import Paper, PaperSources, make_paper

DPI = 100
LONG = "漢字かな、Latin words 1,234円（令和８年６月１５日）「括弧」𠮷葛\U000e0100㊞①ｱｲｳ" * 6


def spread(box: Box, margin: float) -> tuple[float, float, float, float]:
    scale = DPI / 25.4
    return tuple(value * scale for value in (box.x - margin, box.y - margin, box.right + margin, box.bottom + margin))  # type: ignore[return-value]


def allowed(page: Page, size: tuple[int, int]) -> Image.Image:
    """White where ink may be."""
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    for item in page.items:
        box = item.box if not hasattr(item, "cell") else item.cell
        if box is not None and not isinstance(item, Shade):
            draw.rectangle(spread(box, 0.3), fill=255)
    for rule in page.rules:
        draw.rectangle(spread(rule_box(rule), 0.5), fill=255)
    return mask


def rule_box(rule: Rule) -> Box:
    return Box(rule.x1, rule.y1, rule.x2 - rule.x1, rule.y2 - rule.y1)


def stray_pixels(paper: Paper) -> int:
    document = pypdfium2.PdfDocument(paper.pdf())
    stray = 0
    for drawn, page in zip(document, paper.pages, strict=True):
        picture = drawn.render(scale=DPI / 72).to_pil().convert("L")
        ink = picture.point(lambda value: 255 if value < 200 else 0)
        stray += ImageChops.subtract(ink, allowed(page, picture.size)).histogram()[255]
    document.close()
    return stray


@pytest.mark.parametrize("form", [f"form{number:02}" for number in range(1, 11)])
def test_no_ink_outside_cells_with_the_longest_data(sources: PaperSources, form: str) -> None:
    fields = sources.template(form).file.fields
    values = {
        name: tuple(dict.fromkeys(spec.item, LONG) for _ in range(3)) if spec.item else LONG
        for name, spec in fields.items()
    }
    assert stray_pixels(make_paper(sources, form, values)) == 0


@pytest.mark.parametrize("form", [f"form{number:02}" for number in range(1, 11)])
def test_no_ink_outside_cells_of_an_empty_form(sources: PaperSources, form: str) -> None:
    assert stray_pixels(make_paper(sources, form, {}, mode="blank")) == 0

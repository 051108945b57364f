"""Golden papers: a folder for each case with its input, the positions of its texts, and a picture of each page.

python -m tests.golden.harness            compares everything and says what differs
python -m tests.golden.harness accept     makes the present papers the golden ones (look at the pictures first)
python -m tests.golden.harness accept form04/case_full
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import yaml
from PIL import Image, ImageChops

from saroma_desk.forms.display import Square, TextRun
from saroma_desk.forms.paper import Paper, PaperOptions, PaperSources, make_paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from saroma_desk.forms.schema import FieldSpec

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
SOURCES = PaperSources(ROOT / "forms_templates", ROOT / "resources" / "fonts")
DPI = 72
# Renderers of other platforms smooth edges a little differently; a moved letter or rule differs far more.
_SAME_GRAY = 72
_SAME_PLACE = 0.021  # mm
_SAME_SHARE = 0.0005


@dataclass(frozen=True, slots=True)
class Difference:
    """What has changed in a case; `picture` shows it in red over the golden page."""

    case: str
    what: str
    picture: Path | None = None


def cases() -> list[str]:
    """All cases as `form04/case_full`."""
    return sorted(str(path.parent.relative_to(FOLDER).as_posix()) for path in FOLDER.glob("*/case_*/input.yaml"))


def paper_of(case: str) -> Paper:
    """The paper that a case describes: `mode`, `on`, `seal`, `values`."""
    data = yaml.safe_load((FOLDER / case / "input.yaml").read_text(encoding="utf-8"))
    form = case.split("/", maxsplit=1)[0]
    fields = SOURCES.template(form, data.get("on")).file.fields
    options = PaperOptions(seal=data.get("seal"), digits=data.get("digits"))
    values = typed(data.get("values") or {}, fields)
    return make_paper(SOURCES, form, values, on=data.get("on"), mode=data.get("mode", "filled"), options=options)


def typed(values: Mapping[str, Any], fields: Mapping[str, FieldSpec]) -> dict[str, Any]:
    """Values of YAML as values of papers: lists become sets of codes or tuples of rows."""
    result: dict[str, Any] = {}
    for name, value in values.items():
        spec = fields[name]
        if isinstance(value, list) and spec.item is not None:
            result[name] = tuple(typed(row, spec.item) for row in value)
        else:
            result[name] = frozenset(map(str, value)) if isinstance(value, list) else value
    return result


def positions(paper: Paper) -> list[list[Any]]:
    """Every text run as [page, x mm, baseline mm, points, text], every check square as [page, x, y, ticked]."""
    found: list[list[Any]] = []
    for number, page in enumerate(paper.pages, start=1):
        for item in page.items:
            if isinstance(item, TextRun):
                found.append([number, round(item.x, 2), round(item.y, 2), item.size, item.text])
            elif isinstance(item, Square):
                found.append([number, round(item.x, 2), round(item.y, 2), item.ticked])
    return found


def pictures(paper: Paper) -> list[Image.Image]:
    """The pages in grey."""
    document = pypdfium2.PdfDocument(paper.pdf())
    images = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    document.close()
    return images


def compare(case: str, out: Path) -> list[Difference]:
    """What differs between a case and its golden files; pictures of differences go to `out`."""
    paper, folder = paper_of(case), FOLDER / case
    found = []
    golden = json.loads((folder / "positions.json").read_text(encoding="utf-8"))
    present = json.loads(json.dumps(positions(paper)))
    for old, new in zip(golden, present, strict=False):
        if not _same(old, new):
            found.append(Difference(case, f"expected {old}, found {new}"))
            break
    if len(golden) != len(present):
        found.append(Difference(case, f"expected {len(golden)} items, found {len(present)}"))
    images = pictures(paper)
    if len(images) != len(list(folder.glob("page*.png"))):
        found.append(Difference(case, f"now {len(images)} pages"))
        return found
    for number, image in enumerate(images, start=1):
        found += _compare_picture(case, number, image, out)
    return found


def _same(old: list[Any], new: list[Any]) -> bool:
    """Equal but for the last digit of positions, where sums of the same numbers in another order may differ."""
    return len(old) == len(new) and all(
        abs(a - b) <= _SAME_PLACE if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(old, new, strict=True)
    )


def _compare_picture(case: str, number: int, image: Image.Image, out: Path) -> list[Difference]:
    with Image.open(FOLDER / case / f"page{number}.png") as opened:
        golden = opened.convert("L")
    changed = ImageChops.difference(golden, image).point(lambda value: 255 if value > _SAME_GRAY else 0)
    if changed.histogram()[255] <= _SAME_SHARE * image.width * image.height:
        return []
    shown = Image.merge("RGB", (ImageChops.lighter(golden, changed), *[ImageChops.subtract(golden, changed)] * 2))
    path = out / f"{case.replace('/', '_')}_page{number}_difference.png"
    out.mkdir(parents=True, exist_ok=True)
    shown.save(path)
    return [Difference(case, f"picture of page {number} changed, see {path}", path)]


def accept(case: str) -> None:
    """Make the present paper the golden one."""
    paper, folder = paper_of(case), FOLDER / case
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in positions(paper))
    (folder / "positions.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")
    for old in folder.glob("page*.png"):
        old.unlink()
    for number, image in enumerate(pictures(paper), start=1):
        image.quantize(16).save(folder / f"page{number}.png", optimize=True)


def main(arguments: list[str]) -> int:
    """The command line above; returns 1 when something differs."""
    chosen = [case for case in cases() if not arguments[1:] or case.startswith(arguments[1])]
    if arguments[:1] == ["accept"]:
        for case in chosen:
            accept(case)
        return 0
    found = [difference for case in chosen for difference in compare(case, ROOT / "out" / "golden")]
    sys.stdout.writelines(f"{difference.case}: {difference.what}\n" for difference in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""What is known about a frozen paper: how it would read today, and copies of it that are marked as copies."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.office import IssuedPaper
from saroma_desk.runtime import resources
from saroma_desk.services import documents, paper_switches
from saroma_desk.services.context import AppContext

from .display import Page
from .fields import FieldValue, written
from .glyphs import MissingGlyph, clusters
from .issue import DRAWN_INSTEAD, Prepared, Printing, prepare, printed_values, sources
from .marks import top_marks
from .paper import PaperSources
from .schema import FieldSpec

_LEFT_MARK_ENDS = 60.0  # mm; the right corner belongs to the form's own marks
_ROW = re.compile(r"(?P<list>\w+)\[(?P<row>\d+)\]\.(?P<item>.+)")
_PERSON = ("name", "applicant", "caregiver")
_YES_NO = {"true": "有", "false": "無"}
UNDRAWABLE = "書体にない字"
BY_HAND = "手書きの空き"
GETA = "〓"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would read otherwise today, with the field's Japanese name."""

    label: str
    issued: str
    today: str


WORDING = Change("様式の文言", "発行時のひな形", "いまのひな形")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A character that cannot be printed as stored: the field in Japanese, whose it is, and what would happen.

    Attributes:
        person: as it can be shown, with 〓 for what no font holds.
        registered: the office's substitute for it, whether this paper takes it or leaves a gap; empty without one.
    """

    form: str
    label: str
    person: str
    glyph: MissingGlyph
    registered: str = ""


def marked(content: bytes, words: tuple[str, ...]) -> bytes:
    """A copy of issued bytes with framed words (写, 再交付) in the top margin at the left of every page.

    The frozen bytes stay as they are in the database; without words they come back unchanged. An own template, sound
    or broken, makes no difference to a copy.
    """
    if not words:
        return content
    from pypdf import PdfReader

    from .render import render
    from .stamping import laid_under

    book = PaperSources(resources.templates_root(), resources.path_of("fonts")).book()
    page = Page()
    top_marks(page, book, words, right=_LEFT_MARK_ENDS)
    frozen = PdfReader(io.BytesIO(content))
    title = (frozen.metadata and frozen.metadata.title) or ""
    return laid_under(render([page] * len(frozen.pages), book, title), frozen.pages)


def changes(ctx: AppContext, paper: IssuedPaper) -> tuple[Change, ...]:
    """発行時との違い: which printed values would read otherwise today, as they are written on the paper.

    Where all values are the same, words that the templates print otherwise today are a change of their own.

    Raises KnownError as `issue.prepare` when the paper could not be made any more.
    """
    official: dict[str, FieldValue] = {"issued_on": paper.issued_on}
    if paper.number:
        official["document_number"] = f"{paper.number}の{paper.branch}" if paper.branch else paper.number
    now = prepare(ctx, paper.form, paper.subject_key, episode_id=paper.episode_id, printing=Printing(official=official))
    fields = _fields(ctx, paper.form, now.on)
    found = documents.difference_since_issue(ctx, paper.id, printed_values(now))
    read = tuple(change for one in found for change in _readable(fields, one))
    return read or ((WORDING,) if _words(documents.paper_bytes(ctx, paper.id)) != _words(now.paper.pdf()) else ())


def _words(content: bytes) -> list[str]:
    from pypdf import PdfReader

    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def troubles(ctx: AppContext, made: Prepared) -> tuple[Trouble, ...]:
    """Each character that the paper cannot show as stored, with the Japanese name of its field and its person."""
    if not made.missing:
        return ()
    fields = _fields(ctx, made.form, made.on)
    held = paper_switches.substitutes_in(paper_switches.office_settings(ctx))
    undrawn = {g.character for g in made.missing if g.trouble == "missing"}
    return tuple(
        Trouble(
            form=made.form,
            label=_label(fields, g.field),
            person="".join(GETA if c in undrawn else c for c in clusters(_person(fields, made.values, g))),
            glyph=g,
            registered=held.get(g.character, ""),
        )
        for g in made.missing
    )


def _fields(ctx: AppContext, form: str, on: date | None) -> dict[str, FieldSpec]:
    try:
        return dict(sources(ctx).template(form, on).file.fields)
    except KnownError:
        return {}


def _readable(fields: dict[str, FieldSpec], change: documents.ValueChange) -> list[Change]:
    spec = fields.get(change.field)
    if change.field == DRAWN_INSTEAD:
        return _drawn_otherwise(change)
    if spec is None:
        return []  # the paper of today has no such place
    before, after = _parsed(change.issued), _parsed(change.today)
    if spec.item is None:
        return [Change(spec.label, _text(spec, before), _text(spec, after))]
    olds, news = _rows(before), _rows(after)
    found = []
    for number in range(max(len(olds), len(news))):
        old = olds[number] if number < len(olds) else {}
        new = news[number] if number < len(news) else {}
        for name, item in spec.item.items():
            if old.get(name) != new.get(name):
                label = f"{spec.label} {number + 1}行目 {item.label}"
                found.append(Change(label, _text(item, old.get(name)), _text(item, new.get(name))))
    return found


def _drawn_otherwise(change: documents.ValueChange) -> list[Change]:
    """Characters that the paper shows otherwise today; what was issued before such notes says nothing of them."""
    before, after = _parsed(change.issued), _parsed(change.today)
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    return [
        Change(f"{UNDRAWABLE} {code}", _shown(before[code]), _shown(after[code]))
        for code in before
        if code in after and before[code] != after[code]
    ]


def _shown(drawn: object) -> str:
    return f"「{drawn}」で代用" if drawn else BY_HAND


def _parsed(text: str) -> object:
    if text[:1] in ("[", "{"):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(spec: FieldSpec, value: object) -> str:
    """The value as the paper writes it; JSON gave days, times and codes as texts."""
    if value is None or value == "":
        return ""
    if not spec.options and str(value).lower() in _YES_NO:
        return _YES_NO[str(value).lower()]
    known: FieldValue = str(value)
    if isinstance(value, list):
        known = frozenset(map(str, value))
    elif isinstance(value, bool | int):
        known = value
    elif spec.options:
        known = frozenset({{"true": "yes", "false": "no"}.get(str(value), str(value))})
    elif isinstance(value, str):
        known = _moment(value)
    return written(spec, known, "half")


def _moment(text: str) -> FieldValue:
    for read in (date.fromisoformat, time.fromisoformat):
        if re.fullmatch(r"\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d", text):
            try:
                return read(text)
            except ValueError:
                continue
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text


def _spec(fields: Mapping[str, FieldSpec], path: str) -> FieldSpec | None:
    row = _ROW.fullmatch(path)
    if row is None:
        return fields.get(path)
    outer = fields.get(row["list"])
    return _spec(outer.item, row["item"]) if outer is not None and outer.item else None


def _label(fields: dict[str, FieldSpec], path: str) -> str:
    row = _ROW.fullmatch(path)
    if row is None:
        return fields[path].label if path in fields else path
    spec = fields.get(row["list"])
    inner = _label(dict(spec.item), row["item"]) if spec is not None and spec.item else row["item"]
    return f"{spec.label if spec else row['list']} {int(row['row']) + 1}行目 {inner}"


def _person(fields: dict[str, FieldSpec], values: object, glyph: MissingGlyph) -> str:
    """The name that holds the character itself; else that of its row, or of the paper where it is in no row."""
    spec = _spec(fields, glyph.field)
    if spec is not None and spec.format == "name":
        return glyph.text
    row = _ROW.fullmatch(glyph.field)
    here: object = values
    if row is not None and isinstance(values, dict):
        rows = values.get(row["list"])
        here = rows[int(row["row"])] if isinstance(rows, tuple) and int(row["row"]) < len(rows) else {}
    if not isinstance(here, dict):
        return ""
    return next((str(here[name]) for name in _PERSON if isinstance(here.get(name), str) and here[name]), "")

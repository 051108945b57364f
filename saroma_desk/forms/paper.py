"""Papers: from a form's name and its values to pages, and to a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from saroma_desk.forms.fields import is_empty, rows_of, written
from saroma_desk.forms.glyphs import FontBook, MissingGlyph, code_point_label
from saroma_desk.forms.layout.build import LayoutOptions, lay_out, number_pages
from saroma_desk.forms.marks import foot_stamp, through_numbers, top_marks, watermark
from saroma_desk.forms.template import load_template, shared_settings
from saroma_desk.forms.template_source import invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from saroma_desk.forms.display import Page
    from saroma_desk.forms.fields import Digits, FieldValue, Values
    from saroma_desk.forms.schema import FieldSpec, SealMode
    from saroma_desk.forms.template import Template

Mode = Literal["filled", "blank", "draft"]


@dataclass(frozen=True, slots=True)
class PaperSources:
    """Where the papers' data lie.

    Attributes:
        templates: the shipped `forms_templates` folder.
        fonts: the folder of the fonts that shared.yaml names.
        override: the office's own templates in its data folder, if any.
        words: wording of the templates to be replaced by that of another programme.
    """

    templates: Path
    fonts: Path
    override: Path | None = None
    words: tuple[tuple[str, str], ...] = ()

    def template(self, form_id: str, on: date | None = None) -> Template:
        """The form's template in force on a day; raises KnownError as `load_template` does."""
        return load_template(self.templates, form_id, on, self.override, self.words)

    def book(self) -> FontBook:
        """The fonts, opened once for the process; raises KnownError where shared.yaml names one that is not there."""
        names = shared_settings(self.templates, self.override).fonts
        lost = [name for name in names if not (self.fonts / name).is_file()]
        if lost:
            raise invalid([f"shared.yaml fonts: 書体のファイル {'、'.join(lost)} がありません"])
        return _book(tuple(self.fonts / name for name in names))


@lru_cache(maxsize=4)
def _book(paths: tuple[Path, ...]) -> FontBook:
    return FontBook(paths)


@lru_cache(maxsize=8)
def _substituting(book: FontBook, substitutes: tuple[tuple[str, str], ...]) -> FontBook:
    """The fonts with the office's substitutes, kept so that what one paper shaped serves the next."""
    return book.with_substitutes(dict(substitutes))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOptions:
    """Switches of one output.

    Attributes:
        digits: width of digits; None for the template's switch.
        seal: `space`, `omitted` or `none` in the place of the 公印; None for the template's switch.
        seal_required: whether ㊞ is printed where people put their seals; None for the template's switch.
        tally: whether the place of the 契印 is marked; None for the template's switch.
        watermarks: large grey words across the page, e.g. 案 or 練習.
        marks: small framed words at the top, e.g. 写 or 再交付.
        foot: small text at the foot of every page; left out on papers that leave the office.
        substitutes: characters that may be drawn as others because no font holds them, as the office decided; one
            with an empty text leaves a gap for handwriting on this paper.
    """

    digits: Digits | None = None
    seal: SealMode | None = None
    seal_required: bool | None = None
    tally: bool | None = None
    watermarks: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    foot: str = ""
    substitutes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """A laid-out paper.

    Attributes:
        form: `form01` … `form10`.
        title: of the form; never of a person.
        pages: display lists.
        annexes: names of the fields whose text went to 別紙, in order.
    """

    form: str
    title: str
    pages: tuple[Page, ...]
    annexes: tuple[str, ...]
    book: FontBook

    def pdf(self) -> bytes:
        """The paper as PDF; the same paper gives the same bytes."""
        from saroma_desk.forms.render import render

        return render(self.pages, self.book, self.title)


def make_paper(
    sources: PaperSources,
    form_id: str,
    values: Values,
    *,
    on: date | None = None,
    mode: Mode = "filled",
    options: PaperOptions | None = None,
) -> Paper:
    """Lay out a paper.

    Args:
        sources: templates and fonts.
        form_id: `form01` … `form10`.
        values: by field name; None or an absent name leaves the place empty for handwriting.
        on: day whose wording is in force, usually that of the decision; None for the newest.
        mode: `blank` ignores the values and prints an empty form; `draft` adds the 案 mark.
        options: switches.

    Raises:
        KnownError: the template is missing or invalid, or a text does not fit a cell that forbids 別紙.
    """
    options = options or PaperOptions()
    template = sources.template(form_id, on)
    book = _substituting(sources.book(), tuple(options.substitutes.items()))
    blank = mode == "blank"
    switches = LayoutOptions(on, blank, options.digits, options.seal, options.seal_required, options.tally)
    layout = lay_out(template, {} if blank else values, book, switches)
    number_pages(layout.pages, template, book)
    words = (template.shared.words.draft,) if mode == "draft" else ()
    for page in layout.pages:
        watermark(page, book, (*words, *options.watermarks))
        top_marks(page, book, (template.file.mark, *options.marks) if template.file.mark else options.marks)
        if not template.file.leaves_office:
            foot_stamp(page, book, options.foot)
    annexes = tuple(annex.heading for annex in layout.annexes)
    return Paper(form_id, template.title, tuple(layout.pages), annexes, book)


def make_bundle(papers: Sequence[Paper], title: str, *, duplex: bool = False, numbered: bool = True) -> bytes:
    """Many papers as one PDF that embeds each font once.

    Args:
        papers: in the order of the binder; at least one.
        title: of the whole; must not name a person.
        duplex: lets every paper begin on a front side by adding empty pages.
        numbered: adds page numbers through the whole bundle at the foot.
    """
    from saroma_desk.forms.render import render

    book = papers[0].book
    pages = through_numbers([paper.pages for paper in papers], book, duplex=duplex, numbered=numbered)
    return render(pages, book, title)


def missing_glyphs(
    sources: PaperSources,
    form_id: str,
    values: Values,
    options: PaperOptions | None = None,
    on: date | None = None,
) -> tuple[MissingGlyph, ...]:
    """Every character of the values that cannot be drawn as stored; to be shown before printing.

    Empty when everything can be drawn. A character with a substitute in `options` names it in `drawn`.
    """
    template, plain = sources.template(form_id, on), sources.book()
    book = _substituting(plain, tuple(options.substitutes.items()) if options else ())
    found = []
    for name, spec, value in _texts(template.file.fields, values):
        text = written(spec, value, "half")
        found += [
            MissingGlyph(name, text, c, code_point_label(c), trouble, book.drawn_as(c))
            for c, trouble in plain.troubles(text)
        ]
    return tuple(found)


def _texts(
    fields: Mapping[str, FieldSpec], values: Values, prefix: str = ""
) -> Iterator[tuple[str, FieldSpec, FieldValue]]:
    for name, spec in fields.items():
        if spec.item is not None:
            for index, row in enumerate(rows_of(values, name)):
                yield from _texts(spec.item, row, f"{name}[{index}].")
        elif not is_empty(values.get(name)):
            yield prefix + name, spec, values[name]


def empty_official_fields(
    sources: PaperSources, form_id: str, values: Values, on: date | None = None
) -> tuple[str, ...]:
    """Japanese names of the fields marked `official` that are still empty; to be shown before issuing."""
    fields = sources.template(form_id, on).file.fields
    return tuple(spec.label for name, spec in fields.items() if spec.official and is_empty(values.get(name)))


def paper_file_name(form_id: str, case_no: str, on: date) -> str:
    """File name for a person: `様式03_R8-0012_R8.6.15.pdf`; no name of a person, no character that Windows refuses."""
    case = "".join(c if c.isalnum() or c in "-_" else "-" for c in case_no)
    return f"様式{form_id.removeprefix('form')}_{case}_{on:%Y%m%d}.pdf"

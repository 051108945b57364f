"""From template texts and values to atoms."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from saroma_desk.forms.display import POINT
from saroma_desk.forms.fields import Digits, blank_text, codes_of, in_width, is_empty, rows_of, written
from saroma_desk.forms.glyphs import NEWLINE, Atom
from saroma_desk.forms.inline import field_names, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from saroma_desk.forms.fields import FieldValue, Values
    from saroma_desk.forms.glyphs import FontBook
    from saroma_desk.forms.inline import Segment
    from saroma_desk.forms.schema import FieldSpec
    from saroma_desk.forms.shared import Shared

# A check square takes one em, and a little air before its words.
_BOX_WIDTH = 1.2
# Least white space between two columns of squares, in em.
_COLUMN_GAP = 1.2


class Scope(NamedTuple):
    """The values that a text can see: those of the paper, and inside a repeated row those of the row as well."""

    values: Values
    fields: Mapping[str, FieldSpec]

    def inside(self, rows: Sequence[Values], specs: Mapping[str, FieldSpec], number: FieldSpec) -> Iterator[Scope]:
        """The scope of each repeated row; `row` is its running number from 1."""
        outer = {key: value for key, value in self.values.items() if key not in specs}
        fields = {**self.fields, **specs, "row": number}
        for position, row in enumerate(rows, start=1):
            yield Scope({**outer, **row, "row": position}, fields)


class Composer:
    """Makes atoms of texts. One for each paper, because rings and groups are numbered."""

    def __init__(self, book: FontBook, shared: Shared, digits: Digits, *, hand_seals: bool = True) -> None:
        self.book = book
        self.shared = shared
        self.digits: Digits = digits
        self.hand_seals = hand_seals
        self._group = 0

    @property
    def switches(self) -> tuple[str, bool]:
        """What the same text depends on besides its values: width of digits, whether ㊞ is printed."""
        return (self.digits, self.hand_seals)

    def plain(self, text: str) -> tuple[Atom, ...]:
        """A fixed text without marks."""
        return self.book.shape(in_width(text, self.digits))

    def text(self, text: str, scope: Scope, size: float) -> tuple[Atom, ...]:
        """A template text with its {fields}; `size` in points gives {gap:mm} its width."""
        segments = parse(text)
        if len(segments) == 1 and segments[0].kind == "text":
            return self.plain(segments[0].name)
        atoms: list[Atom] = []
        for segment in segments:
            atoms += self._segment(segment, scope, size, alone=len(segments) == 1)
        return tuple(atoms)

    def _segment(self, segment: Segment, scope: Scope, size: float, *, alone: bool) -> Sequence[Atom]:
        name = segment.name
        match segment.kind:
            case "text":
                atoms = self.plain(name)
            case "gap":
                atoms = (Atom("", 0, float(name) / (size * POINT), "gap"),)
            case "seal":
                atoms = self.book.shape(self.shared.words.seal) if self.hand_seals else ()
            case "check":
                atoms = (self._box(_is_ticked(scope.values.get(name), segment.argument)),)
            case "checks":
                atoms = self.checks(name, scope, size)
            case "choice":
                atoms = self._choice(name, scope, size)
            case "sum" | "count":
                atoms = self._total(segment, scope)
            case _:
                atoms = self.field(name, scope, alone=alone)
        return atoms

    def field(self, name: str, scope: Scope, *, alone: bool = True) -> tuple[Atom, ...]:
        """A field's value as it is written; names are drawn whole in one font."""
        spec, value = scope.fields[name], scope.values.get(name)
        if name == "row":
            return self.book.shape(str(value))
        if is_empty(value):
            return self.book.shape(blank_text(spec, self.shared.blanks, alone=alone))
        atoms = self.book.shape(written(spec, value, self.digits), spec.format == "name")
        return self._name(atoms) if spec.format == "name" else atoms

    def _name(self, atoms: tuple[Atom, ...]) -> tuple[Atom, ...]:
        """A name is broken between its parts if it must be broken at all."""
        if not any(atom.kind == "space" for atom in atoms):
            return atoms
        result: list[Atom] = []
        for is_space, group in groupby(atoms, lambda atom: atom.kind == "space"):
            part = list(group)
            result += part if is_space else self._grouped(part)
        return tuple(result)

    def checks(self, name: str, scope: Scope, size: float, columns: int = 0, room: float = 0.0) -> tuple[Atom, ...]:
        """All options of a check field, each behind its square; in so many `columns` over `room` em when given."""
        spec, chosen = scope.fields[name], codes_of(scope.values.get(name))
        options = [
            self._grouped([self._box(code in chosen), *self.text(label, scope, size)])
            for code, label in spec.options.items()
        ]
        if columns:
            return tuple(_in_columns(options, columns, room))
        atoms: list[Atom] = []
        for option in options:
            atoms += [*(self.text(spec.separator, scope, size) if atoms else ()), *option]
        return tuple(atoms)

    def _choice(self, name: str, scope: Scope, size: float) -> tuple[Atom, ...]:
        """All options of a choice field, the chosen ones ringed."""
        spec, chosen = scope.fields[name], codes_of(scope.values.get(name))
        atoms: list[Atom] = []
        for index, (code, label) in enumerate(spec.options.items()):
            if index:
                atoms += self.text(spec.separator, scope, size)
            option = list(self.text(label, scope, size))
            atoms += self._grouped(option, ring=True) if code in chosen else option
        return tuple(atoms)

    def _grouped(self, atoms: list[Atom], *, ring: bool = False) -> list[Atom]:
        """The atoms kept on one line where they fit; positive numbers are ringed as well."""
        self._group += 1
        number = self._group if ring else -self._group
        return [replace(atom, ring=number) for atom in atoms]

    def _total(self, segment: Segment, scope: Scope) -> tuple[Atom, ...]:
        items, _, key = segment.name.partition(".")
        rows = rows_of(scope.values, items)
        if not rows:
            return ()
        if segment.kind == "count":
            return self.book.shape(str(len(rows)))
        item = scope.fields[items].item or {}
        numbers = [value for row in rows if isinstance(value := row.get(key), int)]
        return self.book.shape(written(item[key], sum(numbers), self.digits)) if numbers else ()

    @staticmethod
    def _box(ticked: bool) -> Atom:
        return Atom("", 0, _BOX_WIDTH, "tick" if ticked else "box")

    def says_nothing(self, text: str, scope: Scope) -> bool:
        """Whether a text has fields and none of them is known."""
        names = [name.split(".")[0] for name in field_names(text)]
        return bool(names) and all(is_empty(scope.values.get(name)) for name in names)


def _in_columns(options: Sequence[Sequence[Atom]], columns: int, room: float) -> Iterator[Atom]:
    """Options row by row in columns as wide as their widest one; one that is wider than the room stands alone."""
    widths = [sum(atom.width for atom in option) for option in options]
    needed = [max(widths[column::columns], default=0.0) + _COLUMN_GAP for column in range(columns)]
    spare = (room - sum(needed)) / columns
    equal = max(needed) <= room / columns
    starts = [0.0, *accumulate([room / columns if equal else one + max(spare, 0.0) for one in needed])]
    for index, option in enumerate(options):
        column = index % columns if spare >= 0 else 0
        if index:
            before = starts[column - 1] + widths[index - 1] if column else 0.0
            yield _gap(starts[column] - before) if column else NEWLINE
        yield from option


def _gap(width: float) -> Atom:
    return Atom("", 0, width, "gap")


def _is_ticked(value: FieldValue, code: str) -> bool:
    return code in codes_of(value) if code else bool(value)

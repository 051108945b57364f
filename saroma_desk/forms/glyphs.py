"""Which font draws which character, and which characters no font of the chain holds.

Text becomes atoms: one atom is what is drawn as one glyph, that is a character with its variation selector or its
combining voicing mark. Names are never normalised; a decomposed か+゙ is drawn with the composed glyph but stays
decomposed in the text of the PDF.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from saroma_desk.forms.fontfile import FontFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

AtomKind = Literal["glyph", "gap", "newline", "box", "tick", "space"]
Trouble = Literal["missing", "invisible", "selector"]

_CLUSTER = re.compile("\r\n|[\u3099\u309a]|.[\u3099\u309a]?[\ufe00-\ufe0f\U000e0100-\U000e01ef]?", re.DOTALL)
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NEWLINES = frozenset({"\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"})
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf"})


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest piece of a line.

    Attributes:
        text: the stored characters that it stands for.
        face: index of the font in the chain.
        width: advance in em.
        kind: what it is; `gap` leaves room for handwriting, `box` and `tick` are check squares.
        ring: 0, or the number of the ring that is drawn round it together with its neighbours of the same number.
    """

    text: str
    face: int
    width: float
    kind: AtomKind = "glyph"
    ring: int = 0


NEWLINE = Atom("\n", 0, 0.0, "newline")
GAP = Atom("", 0, 1.0, "gap")


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that cannot be drawn as stored.

    Attributes:
        field: name of the field, with the row number for a repeated row (`visits[2].note`).
        text: the whole stored text of the field.
        character: the character, with its selector.
        code_point: `U+9AD9`, or `U+845B U+E0100` for a sequence.
        trouble: `missing` leaves a gap, `invisible` is a control or direction mark and is left out,
            `selector` is drawn with the base form because no font knows the variant.
        drawn: what this paper shows instead: a substitute or the base form; empty for a gap, and where it is left out.
    """

    field: str
    text: str
    character: str
    code_point: str
    trouble: Trouble
    drawn: str = ""


def clusters(text: str) -> list[str]:
    """The text in pieces that are drawn as one glyph each: characters with their selector or voicing mark."""
    return _CLUSTER.findall(text)


def code_point_label(text: str) -> str:
    """`U+845B U+E0100`."""
    return " ".join(f"U+{ord(character):04X}" for character in text)


class FontBook:
    """The fonts of the papers, opened when first needed and shared by all papers of the process.

    Args:
        paths: font files in the order of the chain.
        substitutes: a character (with selector) that may be drawn as another, as the office decided; an empty text
            leaves a gap for handwriting.
    """

    def __init__(self, paths: Sequence[Path], substitutes: Mapping[str, str] | None = None) -> None:
        self.paths = tuple(paths)
        self.substitutes = dict(substitutes or {})
        self._files: dict[int, FontFile] = {}
        self._glyph_cache: dict[tuple[int, str], int] = {}
        self._atom_cache: dict[tuple[str, int | None], tuple[Atom, ...]] = {}
        self.shape = lru_cache(maxsize=8192)(self._shape)

    def file(self, face: int) -> FontFile:
        """The font at this place of the chain."""
        found = self._files.get(face)
        if found is None:
            found = self._files[face] = FontFile(self.paths[face])
        return found

    def with_substitutes(self, substitutes: Mapping[str, str]) -> FontBook:
        """The same open fonts with other substitutes; one that cannot be drawn itself is left out."""
        drawable = {c: s for c, s in substitutes.items() if not any(True for _ in self.troubles(s))}
        if drawable == self.substitutes:
            return self
        book = FontBook(self.paths, drawable)
        book._files, book._glyph_cache = self._files, self._glyph_cache
        return book

    def glyph(self, face: int, cluster: str) -> int:
        """Glyph number that draws the cluster exactly as stored in this font; 0 when the font cannot."""
        key = (face, cluster)
        glyph = self._glyph_cache.get(key)
        if glyph is None:
            glyph = self._glyph_cache[key] = self._look_up(self.file(face), cluster)
        return glyph

    @staticmethod
    def _look_up(font: FontFile, cluster: str) -> int:
        if len(cluster) == 1:
            return font.glyph_of(ord(cluster))
        selector = cluster[-1] if _SELECTORS.match(cluster[-1]) else ""
        base = (
            unicodedata.normalize("NFC", cluster[: len(cluster) - len(selector)])
            if "\u3099" in cluster or ("\u309a" in cluster)
            else cluster[: len(cluster) - len(selector)]
        )
        if len(base) != 1:
            return 0
        return font.variant_of(ord(base), ord(selector)) if selector else font.glyph_of(ord(base))

    def _shape(self, text: str, whole: bool = False) -> tuple[Atom, ...]:
        """Atoms of a text; with `whole` (names) in the first font that has all of it."""
        clusters = _CLUSTER.findall(text)
        face = self._face_of_all(clusters) if whole else None
        atoms: list[Atom] = []
        for cluster in clusters:
            known = self._atom_cache.get((cluster, face))
            if known is None:
                known = self._atom_cache[cluster, face] = self._atoms_of(cluster, face)
            atoms += known
        return tuple(atoms)

    def _face_of_all(self, clusters: list[str]) -> int | None:
        drawn = [c for c in clusters if c not in _NEWLINES and not _is_invisible(c)]
        for face in range(len(self.paths)):
            if all(self.glyph(face, cluster) for cluster in drawn):
                return face
        return None

    def _atoms_of(self, cluster: str, preferred: int | None) -> tuple[Atom, ...]:
        if cluster in _NEWLINES:
            return (NEWLINE,)
        if cluster == "\t":
            cluster = "\u3000"
        face = self._face_of(cluster, preferred)
        if face is not None:
            return (Atom(cluster, face, self.file(face).width(self.glyph(face, cluster)), _kind(cluster)),)
        if cluster in self.substitutes:
            return self.shape(self.substitutes[cluster]) or (GAP,)
        return () if _is_invisible(cluster) else self._instead_of(cluster, preferred)

    def _instead_of(self, cluster: str, preferred: int | None) -> tuple[Atom, ...]:
        """The base form of an unknown variant, the parts of an unknown combination, or a gap."""
        base = _SELECTORS.sub("", cluster)
        if base != cluster and base:
            return self._atoms_of(base, preferred)
        if len(cluster) > 1:
            return tuple(atom for part in cluster for atom in self._atoms_of(part, preferred))
        return (GAP,)

    def _face_of(self, cluster: str, preferred: int | None) -> int | None:
        if _is_invisible(cluster):
            return None
        if preferred is not None and self.glyph(preferred, cluster):
            return preferred
        for face in range(len(self.paths)):
            if self.glyph(face, cluster):
                return face
        return None

    def troubles(self, text: str) -> Iterator[tuple[str, Trouble]]:
        """Every character of the text that cannot be drawn as stored, with the kind of trouble, once each."""
        for cluster in dict.fromkeys(_CLUSTER.findall(text)):
            if cluster in _NEWLINES or cluster == "\t" or cluster in self.substitutes:
                continue
            if self._face_of(cluster, None) is not None:
                continue
            base = _SELECTORS.sub("", cluster)
            if _is_invisible(cluster):
                yield cluster, "invisible"
            elif base and base != cluster and self._face_of(base, None) is not None:
                yield cluster, "selector"
            else:
                yield cluster, "missing"

    def substituted(self, text: str) -> list[str]:
        """The characters of a text that are drawn as their substitutes, in order, once each."""
        if not self.substitutes:
            return []
        clusters = dict.fromkeys(_CLUSTER.findall(text))
        return [c for c in clusters if self.substitutes.get(c) and self._face_of(c, None) is None]

    def drawn_as(self, text: str) -> str:
        """The characters that are drawn for a text; a gap adds none."""
        return "".join(atom.text for atom in self.shape(text))

    def width(self, text: str) -> float:
        """Natural width of a text in em."""
        return sum(atom.width for atom in self.shape(text))


def _kind(cluster: str) -> AtomKind:
    return "space" if cluster in {" ", "\u3000", "\u00a0"} else "glyph"


def _is_invisible(cluster: str) -> bool:
    return unicodedata.category(cluster[0]) in _INVISIBLE_CATEGORIES and cluster[0] not in "\t\n\r"

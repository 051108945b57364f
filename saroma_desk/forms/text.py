"""Lines of Japanese text: 禁則, unbroken numbers and dates, both edges flush, 均等割付.

All widths are in em of the text's own size unless a name says mm.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from saroma_desk.forms.display import POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from saroma_desk.forms.glyphs import Atom

_NO_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】〙〗〟‐–〜～°′″℃％‰"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ)]},.!?:;%｡､･｣ﾞﾟｰｧｨｩｪｫｬｭｮｯ"
)
_NO_END = "‘“（〔［｛〈《「『【〘〖〝￥＄￡＃№([{｢¥$#"
# Each match ends where no line may begin.
_GLUE = re.compile(rf"(?=[{re.escape(''.join(sorted(_NO_START)))}])|[{re.escape(_NO_END)}]|([…‥―─〳〴〵])(?=\1)")
_DIGIT = "0-9０-９"
_UNBROKEN = re.compile(
    rf"(?:明治|大正|昭和|平成|令和)?[{_DIGIT}元]+年(?:[{_DIGIT}]+月(?:[{_DIGIT}]+日)?)?"
    rf"|[¥￥第]?[{_DIGIT}]+(?:[.,．，:：/／‐－-][{_DIGIT}]+)*(?:か月|箇月|時間|[月日時分秒回円人件号条項歳週年枚頁%％])?"
    r"|[A-Za-zＡ-Ｚａ-ｚ0-9._@+/'’-]+"
)
_SQUARES = frozenset({"box", "tick"})
_SQUEEZE = 0.03
# Short texts are set up to this much smaller (points) rather than broken in two lines.
_ONE_LINE_STEPS = 1.5
_ONE_LINE_SMALLEST = 8.0
_STRETCH = 0.25


class TextLine(NamedTuple):
    """One line: its atoms, its natural width in em, and whether the paragraph ends with it."""

    atoms: tuple[Atom, ...]
    width: float
    last: bool

    def char_space(self, width: float) -> float:
        """Extra em between characters that makes the line exactly `width` em wide; 0 for a last or very short line.

        Lines of check squares are never stretched: squares under each other would no longer stand in columns.
        """
        gaps = len(self.atoms) - 1
        if gaps < 1 or (self.last and self.width <= width):
            return 0.0
        if self.width <= width and any(atom.kind in _SQUARES for atom in self.atoms):
            return 0.0
        space = (width - self.width) / gaps
        return space if space <= _STRETCH else 0.0


def glued(atoms: Sequence[Atom], longest: float) -> list[bool]:
    """For each atom, whether no line may begin with it; stretches wider than `longest` em may be broken inside."""
    glue = [False] * (len(atoms) + 1)
    text = "".join([atom.text[:1] or "\x00" for atom in atoms])
    for match in _GLUE.finditer(text):
        glue[match.end()] = True
    for match in _UNBROKEN.finditer(text):
        start, end = match.span()
        if end - start > 1 and _natural(atoms[start:end]) <= longest:
            glue[start + 1 : end] = [True] * (end - start - 1)
    for index, (before, atom) in enumerate(pairwise(atoms), start=1):
        if before.kind in _SQUARES or (atom.ring and atom.ring == before.ring):
            glue[index] = True
    glue[0] = False
    return glue[: len(atoms)]


def _natural(atoms: Sequence[Atom]) -> float:
    """Width in em without any space between the atoms."""
    return sum([atom.width for atom in atoms])


def break_lines(atoms: Sequence[Atom], width: float, indent: float = 0.0) -> list[TextLine]:
    """Lines of at most `width` em; the first line of each paragraph is shorter by `indent`.

    A line is squeezed by a few hundredths of an em where that brings a closing mark back on it. Only a single
    character wider than the line stands out.
    """
    lines: list[TextLine] = []
    start = 0
    for end in [*(index for index, atom in enumerate(atoms) if atom.kind == "newline"), len(atoms)]:
        lines += _break_paragraph(atoms[start:end], width, indent)
        start = end + 1
    return lines


def _break_paragraph(atoms: Sequence[Atom], width: float, indent: float) -> list[TextLine]:
    natural = _natural(atoms)
    if natural <= width - indent + 1e-6:
        return [TextLine(tuple(atoms), natural, last=True)]
    glue = glued(atoms, width)
    lines: list[TextLine] = []
    start, limit = 0, width - indent
    while start < len(atoms):
        end = _line_end(atoms, glue, start, limit)
        piece = _trimmed(atoms[start:end])
        lines.append(TextLine(tuple(piece), _natural(piece), last=end >= len(atoms)))
        start, limit = end, width
        while start < len(atoms) and atoms[start].kind == "space":
            start += 1
    return lines


def _line_end(atoms: Sequence[Atom], glue: list[bool], start: int, limit: float) -> int:
    """Index after the last atom of the line that begins at `start`; always makes progress."""
    used, fit = 0.0, start
    while fit < len(atoms) and used + atoms[fit].width <= limit + 1e-6:
        used += atoms[fit].width
        fit += 1
    if fit >= len(atoms):
        return fit
    squeezed = _squeezed_end(atoms, glue, (start, fit), limit - used)
    if squeezed:
        return squeezed
    end = fit
    while end > start and glue[end]:
        end -= 1
    return end if end > start else max(fit, start + 1)


def _squeezed_end(atoms: Sequence[Atom], glue: list[bool], span: tuple[int, int], room: float) -> int:
    """End of the line when closing marks that just do not fit are drawn in; 0 when that would be too tight."""
    start, end = span
    while end < len(atoms) and glue[end] and atoms[end].text[:1] in _NO_START:
        room -= atoms[end].width
        end += 1
    free = end >= len(atoms) or not glue[end]
    return end if end > span[1] and free and -room <= _SQUEEZE * (end - start - 1) else 0


def _trimmed(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Spaces at a soft line end hang outside and are not drawn."""
    end = len(atoms)
    while end > 1 and atoms[end - 1].kind == "space":
        end -= 1
    return atoms[:end]


class Fitted(NamedTuple):
    """Text that fits its box.

    Attributes:
        lines: at least one.
        size: in points.
        leading: distance of baselines in mm.
        height: of the whole, in mm, from the top of the first em box to the bottom of the last.
        width: in em, that justified lines are set to.
    """

    lines: tuple[TextLine, ...]
    size: float
    leading: float
    height: float
    width: float
    indent: float = 0.0


def set_lines(atoms: Sequence[Atom], width_mm: float, size: float, leading: float, indent: float = 0.0) -> Fitted:
    """Lines at this size (points) in this width; `leading` is a multiple of the size, `indent` in em."""
    return _set(tuple(break_lines(atoms, width_mm / (size * POINT), indent)), width_mm, size, leading, indent)


def _set(lines: tuple[TextLine, ...], width_mm: float, size: float, leading: float, indent: float = 0.0) -> Fitted:
    em = size * POINT
    return Fitted(lines, size, em * leading, em * (1 + leading * (len(lines) - 1)), width_mm / em, indent)


def fit(
    atoms: Sequence[Atom], room: tuple[float, float], sizes: Sequence[float], leading: float, *, unbroken: bool = False
) -> Fitted | None:
    """The text at the first of `sizes` (points, largest first) that fits `room` (width, height in mm), else None.

    With `unbroken` it is set on one line at one of the next sizes rather than broken, see `one_line_size`.
    """
    natural = _natural(atoms)
    widest = max([atom.width for atom in atoms], default=0.0)
    single = _one_line(atoms, natural, room, sizes)
    for size in sizes:
        lowest = one_line_size(size) if unbroken else size
        if single == size or (single >= lowest and not _hangs(atoms, natural, room[0] / (size * POINT))):
            return _set((TextLine(tuple(atoms), natural, last=True),), room[0], single, leading)
        em = size * POINT
        # A quick bound spares setting ten thousand characters in a small cell.
        too_much = natural * em * em * leading > (room[0] + em) * (room[1] + em * leading) * 1.1
        if too_much or widest * em > room[0]:
            continue
        fitted = set_lines(atoms, room[0], size, leading)
        if fitted.height <= room[1] + 1e-6:
            return fitted
    return None


def one_line_size(size: float) -> float:
    """The smallest size (points) that is chosen rather than breaking a text of this size in two lines."""
    return min(size, max(size - _ONE_LINE_STEPS, _ONE_LINE_SMALLEST))


def _one_line(atoms: Sequence[Atom], natural: float, room: tuple[float, float], sizes: Sequence[float]) -> float:
    """The first of `sizes` at which the text stands on one line; 0 where there is none."""
    if any(atom.kind == "newline" for atom in atoms):
        return 0.0
    fitting = (s for s in sizes if natural * s * POINT <= room[0] + 1e-6 and s * POINT <= room[1] + 1e-6)
    return next(fitting, 0.0)


def _hangs(atoms: Sequence[Atom], natural: float, width: float) -> bool:
    """Whether a text wider than `width` em stays on its line: spaces at its end hang, closing marks are drawn in."""
    end, excess = len(atoms), natural - width - 1e-6
    while end > 1 and excess > 0 and atoms[end - 1].kind == "space":
        end, excess = end - 1, excess - atoms[end - 1].width
    if excess > _SQUEEZE * (end - 1):
        return False
    while end > 1 and excess > 0 and atoms[end - 1].text[:1] in _NO_START:
        end, excess = end - 1, excess - atoms[end - 1].width
    return excess <= 0


def without_lead(atoms: tuple[Atom, ...], width: float) -> tuple[Atom, ...]:
    """The text without so many of its leading spaces that it fits one line of `width` em; as it was where that fails.

    Room for the hand before 年 is the first thing to give up in a narrow cell.
    """
    natural, start = _natural(atoms), 0
    while natural > width + 1e-6 and start < len(atoms) and atoms[start].kind == "space":
        natural -= atoms[start].width
        start += 1
    return atoms[start:] if start and natural <= width + 1e-6 else atoms


def step_sizes(size: float, smallest: float) -> list[float]:
    """The sizes to try, in half points from `size` down to `smallest`."""
    sizes = [size]
    while sizes[-1] - 0.5 >= smallest:
        sizes.append(sizes[-1] - 0.5)
    return sizes

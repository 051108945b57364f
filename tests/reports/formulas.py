"""A second opinion on formulas: evaluates the few functions that the book uses, independently of the program."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

_TOKEN = re.compile(r"\"([^\"]*)\"|(?:'([^']+)'!|(\w+)!)?\$?([A-Z]{1,2})\$?(\d+)(?::\$?([A-Z]{1,2})\$?(\d+))?(?![(\w])")
_ERROR = object()


class X:
    """A cell's value: blanks act as 0 and as "", arithmetic on texts gives an error value."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def _with(self, other: X, act: Callable[[Any, Any], Any]) -> X:
        left, right = (0 if x.value is None else x.value for x in (self, other))
        try:
            return X(act(left, right))
        except (TypeError, ZeroDivisionError):
            return X(_ERROR)

    def __add__(self, other: X) -> X:
        return self._with(other, operator.add)

    def __sub__(self, other: X) -> X:
        return self._with(other, operator.sub)

    def __mul__(self, other: X) -> X:
        return self._with(other, operator.mul)

    def __truediv__(self, other: X) -> X:
        return self._with(other, operator.truediv)

    def same(self, other: X) -> bool:
        if self.value is None or other.value is None:
            return {self.value, other.value} <= {None, "", 0}
        return bool(self.value == other.value)


def evaluate(book: Workbook, sheet: str, formula: str) -> Any:
    """What the formula gives over the cells of `book` (loaded with results); raises on an error value."""

    def token(found: re.Match[str]) -> str:
        text, quoted, bare, column, row, last_column, last_row = found.groups()
        if text is not None:
            return f"X({text!r})"
        first = f"{column}{row}"
        last = f"{last_column}{last_row}" if last_column else ""
        return f"ref({(quoted or bare or sheet)!r}, {first!r}, {last!r})"

    def ref(name: str, first: str, last: str) -> Any:
        if not last:
            return X(_serial(book[name][first].value))
        left, top, right, bottom = range_boundaries(f"{first}:{last}")
        cells = book[name].iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True)
        return [value for row in cells for value in row]

    expression = _TOKEN.sub(token, formula[1:].replace("=", "=="))  # our texts hold no equals sign
    expression = re.sub(r"(?<![\w.'])(\d+)(?![\w.'])", r"X(\1)", expression)
    result = eval(expression, {"__builtins__": {}}, {**_FUNCTIONS, "X": _Comparable, "ref": _compared(ref)})  # noqa: S307
    assert result.value is not _ERROR, f"{sheet}: {formula}"
    return result.value


class _Comparable(X):
    """`==` as Excel's =."""

    def __eq__(self, other: object) -> Any:
        return isinstance(other, X) and self.same(other)

    __hash__ = None  # type: ignore[assignment]

    def _with(self, other: X, act: Callable[[Any, Any], Any]) -> X:
        return _Comparable(super()._with(other, act).value)


def _compared(ref: Callable[..., Any]) -> Callable[..., Any]:
    def found(*place: str) -> Any:
        value = ref(*place)
        return _Comparable(value.value) if isinstance(value, X) else value

    return found


def _serial(value: Any) -> Any:
    return value.toordinal() if isinstance(value, date) else value


def _numbers(values: tuple[Any, ...]) -> list[Any]:
    flat = [v for group in values for v in (group if isinstance(group, list) else [group.value])]
    return [v for v in flat if isinstance(v, int | float)]


_FUNCTIONS: dict[str, Any] = {
    "SUM": lambda *a: _Comparable(sum(_numbers(a))),
    "COUNT": lambda *a: _Comparable(len(_numbers(a))),
    "AVERAGE": lambda *a: _Comparable(sum(_numbers(a)) / len(_numbers(a)) if _numbers(a) else _ERROR),
    "MIN": lambda *a: _Comparable(min(_numbers(a))),
    "MAX": lambda *a: _Comparable(max(_numbers(a))),
    "INT": lambda x: _Comparable(x.value // 1 if isinstance(x.value, int | float) else _ERROR),
    "N": lambda x: _Comparable(x.value if isinstance(x.value, int | float) else 0),
    "OR": lambda *a: any(a),
    "IF": lambda condition, yes, no: yes if condition else no,
}

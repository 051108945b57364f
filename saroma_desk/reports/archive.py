"""Saving a workbook: the same data give the same bytes, formulas carry their results, no temporary copies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl import Workbook

Result = int | float | str
_FIRST_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)><f>(.*?)</f><v\s*/?>(?:</v>)?</c>')


def to_bytes(workbook: Workbook, results: Mapping[str, Mapping[str, Result]]) -> bytes:
    """The workbook as a file.

    Args:
        workbook: its properties must carry fixed times; openpyxl would otherwise write the present one.
        results: what each formula gives, by sheet name and cell, so that viewers that do not calculate (protected
            view, previews, phones) show numbers too. Excel recalculates on opening.
    """
    stream = BytesIO()
    with _SteadyZip(stream, "w", ZIP_DEFLATED) as archive:
        _MemoryWriter(workbook, archive, results).write_data()
    return stream.getvalue()


class _SteadyZip(ZipFile):
    """A zip file without the clock and the platform in it."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_options: Any) -> None:  # noqa: ANN401
        """Add an entry under a fixed time."""
        info = ZipInfo(str(zinfo_or_arcname), date_time=_FIRST_ZIP_DAY)
        info.compress_type = ZIP_DEFLATED
        info.create_system = 0
        info.external_attr = 0
        super().writestr(info, data)


class _MemoryWriter(ExcelWriter):
    """openpyxl's writer without its temporary files, which would leave personal data in the system's folder."""

    def __init__(self, workbook: Workbook, archive: ZipFile, results: Mapping[str, Mapping[str, Result]]) -> None:
        super().__init__(workbook, archive)
        self._results = results
        self._zip = archive

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - as in the base class
        """Write one sheet to the archive, formulas with their results."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - what the base class does
        stream = BytesIO()
        writer = WorksheetWriter(ws, out=stream)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]  # noqa: SLF001 - missing in the stubs
        self._zip.writestr(ws.path[1:], _with_results(stream.getvalue(), self._results.get(ws.title, {})))
        self.manifest.append(ws)


def _with_results(xml: bytes, results: Mapping[str, Result]) -> bytes:
    if not results:
        return xml

    def fill(found: re.Match[str]) -> str:
        cell, attributes, formula = found.groups()
        result = results[cell]
        kind = ' t="str"' if isinstance(result, str) else ""
        return f'<c r="{cell}"{attributes}{kind}><f>{formula}</f><v>{escape(str(result))}</v></c>'

    return _FORMULA.sub(fill, xml.decode("utf-8")).encode("utf-8")

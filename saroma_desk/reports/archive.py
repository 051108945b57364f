"""Saving a workbook: the same data give the same bytes, and no temporary copy of personal data is left anywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.writer.excel import ExcelWriter

_FIRST_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
_EMPTY_DATA = re.compile(rb"<sheetData\s*(?:/>|></sheetData>)")


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Rows of one sheet: the element sheetData, and the rectangle that it fills."""

    data: str
    dimension: str


def to_bytes(workbook: Workbook, contents: Mapping[str, SheetContent]) -> bytes:
    """The workbook as a file: everything but the cells from openpyxl, the cells from `contents` by sheet name.

    The workbook's properties must carry fixed times; openpyxl would otherwise write the present one.
    """
    stream = BytesIO()
    with _SteadyZip(stream, "w", ZIP_DEFLATED) as archive:
        _MemoryWriter(workbook, archive, contents).write_data()
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

    def __init__(self, workbook: Workbook, archive: ZipFile, contents: Mapping[str, SheetContent]) -> None:
        super().__init__(workbook, archive)
        self._contents = contents
        self._zip = archive

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - as in the base class
        """Write one sheet to the archive with the rows that were prepared for it."""
        content = self._contents[ws.title]
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - what the base class does
        stream = BytesIO()
        writer = _FrameWriter(ws, stream, content.dimension)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]  # noqa: SLF001 - missing in the stubs
        frame = stream.getvalue()
        data = content.data.encode("utf-8")
        self._zip.writestr(ws.path[1:], _EMPTY_DATA.sub(lambda _: data, frame, count=1))
        self.manifest.append(ws)


class _FrameWriter(WorksheetWriter):
    """Writes everything around the rows: views, columns, merges, filter, protection, print set-up."""

    def __init__(self, worksheet: Any, out: BytesIO, dimension: str) -> None:  # noqa: ANN401 - as in the base class
        self._dimension = dimension
        super().__init__(worksheet, out)

    def write_dimensions(self) -> None:
        """Tell the rectangle of the prepared rows."""
        self.xf.send(SheetDimension(self._dimension).to_tree())

    def write_rows(self) -> None:
        """Leave the place for the prepared rows."""
        stream = self.xf.send(True)
        with stream.element("sheetData"):  # type: ignore[union-attr]  # stubs know no protocol
            pass
        self.xf.send(None)

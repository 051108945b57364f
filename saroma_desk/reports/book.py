"""A workbook being written: sheets with typed cells, safe text, formulas with results, print set-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from saroma_desk.domain.errors import KnownError
from saroma_desk.reports.archive import SheetContent, to_bytes
from saroma_desk.reports.cells import Result, Value, address, dimension, formula_cell, sheet_data, value_cell
from saroma_desk.reports.celltext import pieces, visible
from saroma_desk.reports.measure import TALLEST
from saroma_desk.reports.styles import named_styles
from saroma_desk.runtime.files import is_disk_full, write_atomic

_A4: Final = 9
_CONTINUED: Final = "続き"


class Book:
    """One workbook; `total` remembers cells that checks on other sheets refer to.

    Attributes:
        remarks: sentences about text that could not stand as it was typed, for the check sheet.
    """

    def __init__(self, *, title: str, made_on: date, made_by: str, header: str) -> None:
        """Begin a book; `header` prints at the top right of every page (取扱注意, 練習)."""
        self._workbook = Workbook()
        self._workbook.remove(self._workbook.worksheets[0])
        self._styles = _style_ids(self._workbook)
        moment = datetime(made_on.year, made_on.month, made_on.day)
        properties = self._workbook.properties
        properties.title, properties.creator = visible(title)[0], visible(made_by)[0]
        properties.created = properties.modified = moment
        self._header = header
        self._totals: dict[str, tuple[str, Result]] = {}
        self._sheets: list[Sheet] = []
        self._continued: list[tuple[str, int, str]] = []
        self.remarks: list[str] = []

    def sheet(self, name: str, *, landscape: bool, widths: Sequence[float]) -> Sheet:
        """Add a sheet for A4, one page wide, with these column widths (characters)."""
        worksheet = self._workbook.create_sheet(name)
        for column, width in enumerate(widths, 1):
            worksheet.column_dimensions[get_column_letter(column)].width = width
        _set_up_page(worksheet, landscape=landscape, header=self._header)
        self._sheets.append(Sheet(self, worksheet, self._styles))
        return self._sheets[-1]

    def remember(self, key: str, sheet: str, cell: str, value: Result) -> None:
        """Let checks refer to a cell by `key`."""
        self._totals[key] = (f"{quote_sheetname(sheet)}!{cell}", value)

    def total(self, key: str) -> tuple[str, Result]:
        """Reference and value of a remembered cell; raises KeyError when no sheet gave it."""
        return self._totals[key]

    def long_text(self, sheet: str, cell: str, text: str) -> str:
        """What stands in the cell of a text; pieces that do not fit follow on the sheet 続き."""
        shown, replaced = visible(text)
        place = f"{sheet}!{cell}"
        if replaced:
            self.remarks.append(f"{place}: 表計算で使えない制御文字を記号に置き換えました。")
        parts = pieces(shown)
        if len(parts) == 1:
            return parts[0]
        self.remarks.append(f"{place}: 1つの欄に入る長さを超えたため、残りをシート「{_CONTINUED}」に続けました。")
        self._continued += [(place, number, part) for number, part in enumerate(parts[1:], 2)]
        return f"{parts[0]}\n（シート「{_CONTINUED}」に続く）"

    def content(self) -> bytes:
        """The finished file."""
        if self._continued:
            self._write_continued()
        self._workbook.calculation.fullCalcOnLoad = True
        return to_bytes(self._workbook, {sheet.name: sheet.content() for sheet in self._sheets})

    def _write_continued(self) -> None:
        sheet = self.sheet(_CONTINUED, landscape=False, widths=(24, 6, 100))
        sheet.row(1, ("場所", "番号", "続き"), "head")
        for row, (place, number, part) in enumerate(self._continued, 2):
            sheet.put(row, 1, place, "text_top")
            sheet.put(row, 2, number, "count")
            sheet.put(row, 3, part, "text_top")
        self._continued = []


class Sheet:
    """One sheet of a book; rows and columns count from 1, styles are named without their prefix."""

    def __init__(self, book: Book, worksheet: Worksheet, styles: Mapping[str, int]) -> None:
        """Made by `Book.sheet`."""
        self.book = book
        self.name: str = worksheet.title
        self._worksheet = worksheet
        self._styles = styles
        self._rows: defaultdict[int, dict[int, str]] = defaultdict(dict)
        self._heights: dict[int, float] = {}

    def put(self, row: int, column: int, value: Value, style: str) -> None:
        """Write a value; text stays text whatever it begins with, None and "" leave an empty styled cell."""
        place = address(row, column)
        if isinstance(value, str) and value:
            value = self.book.long_text(self.name, place, value)
        self._rows[row][column] = value_cell(place, self._styles[style], value)

    def formula(self, row: int, column: int, formula: str, result: Result, style: str) -> None:
        """Write a formula (beginning with =) of our own and what it gives."""
        self._rows[row][column] = formula_cell(address(row, column), self._styles[style], formula[1:], result)

    def row(self, row: int, values: Sequence[Value], style: str, first_column: int = 1) -> None:
        """Write values side by side in one style."""
        for offset, value in enumerate(values):
            self.put(row, first_column + offset, value, style)

    def span(self, row: int, columns: tuple[int, int], value: Value, style: str, rows: int = 1) -> None:
        """Write a value over merged cells from the first to the last column (inclusive) and `rows` rows."""
        first, last = columns
        self.put(row, first, value, style)
        if rows > 1 or last > first:
            for r in range(row, row + rows):
                for column in range(first, last + 1):
                    self._rows[r].setdefault(column, value_cell(address(r, column), self._styles[style], None))
            self._worksheet.merged_cells.add(f"{address(row, first)}:{address(row + rows - 1, last)}")

    def remember(self, key: str, row: int, column: int, value: Result) -> None:
        """Let checks on other sheets refer to this cell."""
        self.book.remember(key, self.name, f"${get_column_letter(column)}${row}", value)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row, at most what a worksheet allows."""
        self._heights[row] = min(points, TALLEST)

    def freeze(self, row: int, column: int = 1) -> None:
        """Keep everything above `row` and left of `column` in view."""
        self._worksheet.freeze_panes = f"{get_column_letter(column)}{row}"

    def repeat_rows(self, first: int, last: int) -> None:
        """Print these rows at the top of every page."""
        self._worksheet.print_title_rows = f"{first}:{last}"

    def pages_wide(self, pages: int, columns: int) -> None:
        """Print over so many pages side by side, with the first columns on each."""
        self._worksheet.page_setup.fitToWidth = pages
        self._worksheet.print_title_cols = f"A:{get_column_letter(columns)}"

    def filter(self, row: int, last_row: int, last_column: int) -> None:
        """Offer Excel's filter on a header row."""
        self._worksheet.auto_filter.ref = f"A{row}:{get_column_letter(last_column)}{max(last_row, row)}"

    def protect(self) -> None:
        """Protect against editing by accident (no password); filtering stays possible."""
        protection = self._worksheet.protection
        protection.sheet = True
        protection.autoFilter = protection.sort = protection.formatColumns = protection.formatRows = False

    def content(self) -> SheetContent:
        """All rows, for the archive."""
        return SheetContent(sheet_data(self._rows, self._heights), dimension(self._rows))


def _style_ids(workbook: Workbook) -> dict[str, int]:
    """Register the named styles; the number by which cells refer to each, by short name."""
    ids = {}
    probe = Cell(workbook.create_sheet(), 1, 1)
    for style in named_styles():
        workbook.add_named_style(style)
        probe.style = style.name
        ids[style.name.removeprefix("saroma_")] = int(probe.style_id)
    workbook.remove(workbook.worksheets[0])
    return ids


def _set_up_page(worksheet: Worksheet, *, landscape: bool, header: str) -> None:
    setup = worksheet.page_setup
    setup.paperSize = _A4
    setup.orientation = "landscape" if landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = worksheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.75, 0.75
    margins.header = margins.footer = 0.35
    worksheet.HeaderFooter.oddHeader = HeaderFooterItem(right=_HeaderFooterPart(text=header.replace("&", "&&")))
    worksheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"), center=_HeaderFooterPart(text="&P / &N")
    )
    worksheet.print_options.horizontalCentered = True
    worksheet.sheet_view.showGridLines = False


def save(content: bytes, out: Path) -> None:
    """Write the finished file whole or not at all; a file that stood there before stays on failure.

    Raises:
        KnownError: missing or read-only folder, full disk, or the file is open in another program.
    """
    if out.is_dir():
        raise KnownError("is_folder", f"「{out.name}」はフォルダーです。ファイル名を付けて保存してください。")
    try:
        write_atomic(out, content)
    except OSError as error:
        raise _told(error, out) from error


def _told(error: OSError, out: Path) -> KnownError:
    if is_disk_full(error):
        return KnownError(
            "disk_full", "ディスクの空きが足りないため保存できません。空きを増やしてからもう一度保存してください。"
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return KnownError("no_folder", f"保存先のフォルダーが見つかりません（{out.parent.name}）。")
    if isinstance(error, PermissionError) and out.exists():
        return KnownError(
            "file_held",
            f"「{out.name}」に書き込めません。Excelなどで開いているか、読取り専用です。"
            "閉じてからもう一度保存するか、別の名前で保存してください。前のファイルはそのまま残っています。",
        )
    if isinstance(error, PermissionError):
        return KnownError("read_only", f"フォルダー「{out.parent.name}」に書き込めません。別の保存先を選んでください。")
    return KnownError("not_saved", f"「{out.name}」を保存できません。別の保存先を選んでもう一度保存してください。")

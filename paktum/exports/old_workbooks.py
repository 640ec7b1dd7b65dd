"""XLS workbooks of Excel 97-2003 as grids, by the same rules as XLSX."""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlrd

from paktum.exports import limits
from paktum.exports.dates import serial_day
from paktum.exports.faults import finding, refuse
from paktum.exports.grids import Broken, Day, Grid, Number, Row
from paktum.exports.reading import Finding
from paktum.exports.worksheets import plain_number

LINKED = (xlrd.book.SUPBOOK_EXTERNAL, xlrd.book.SUPBOOK_DDEOLE)
MACROS = "_VBA_PROJECT".encode("utf-16-le")


def xls_grids(content: bytes) -> tuple[list[Grid], list[Finding]]:
    """Return the visible sheets of a workbook of Excel 97-2003, and what is said of the others."""
    if len(content) > limits.XLS_BYTES:
        raise refuse("LIM01", limit=limits.XLS_BYTES // 2**20)
    if MACROS in content:
        raise refuse("XLSX06")
    try:
        # Rows as long as they are: a cell in the last corner of a sheet would otherwise make sixteen million.
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        sheets = book.sheets()
    except Exception as error:  # xlrd raises whatever a broken record makes it raise
        raise refuse("FILE05" if "ncrypt" in str(error) else "FILE04", what="XLS", why=error) from None
    if any(kind in LINKED for kind in getattr(book, "_supbook_types", ())):
        raise refuse("XLSX07")
    hidden = [s.name for s in sheets if s.visibility]
    notes = [finding("warning", "XLSX01", n=len(hidden))] if hidden else []
    epoch = bool(book.datemode)
    return [Grid(s.name, "xls", _xls_rows(s, epoch), epoch, _hidden_columns(s)) for s in sheets if not s.visibility], notes


def _hidden_columns(sheet: xlrd.sheet.Sheet) -> list[Finding]:
    hidden = sorted(c for c, info in sheet.colinfo_map.items() if info.hidden and c < sheet.ncols)
    return [finding("warning", "XLSX10", sheet=sheet.name, column=str(c + 1)) for c in hidden]


def _xls_rows(sheet: xlrd.sheet.Sheet, epoch_1904: bool) -> Iterator[Row]:
    covered = _covered(sheet)
    hidden = {c for c, info in sheet.colinfo_map.items() if info.hidden}
    for number in range(sheet.nrows):
        cells = ["" if c in hidden else _xls_cell(cell, epoch_1904) for c, cell in enumerate(sheet.row(number))]
        for column in covered.get(number, set()) - hidden:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = Broken("", "XLSX05")
        if not any(cells) and not any(isinstance(c, Broken) for c in cells):
            continue
        info = sheet.rowinfo_map.get(number)
        if info is not None and info.hidden:
            yield number + 1, finding("warning", "XLSX09", sheet=sheet.name, row=number + 1, reason="hidden")
        else:
            yield number + 1, cells


def _covered(sheet: xlrd.sheet.Sheet) -> dict[int, set[int]]:
    """Return the cells that lie under a merged cell, all but its first: {row: columns}. Refuses more than a sheet may have rows."""
    if sum((bottom - top) * (right - left) for top, bottom, left, right in sheet.merged_cells) > limits.ROWS:
        raise refuse("LIM03", sheet=sheet.name, limit=limits.ROWS)
    covered: dict[int, set[int]] = {}
    for top, bottom, left, right in sheet.merged_cells:
        for row in range(top, bottom):
            covered.setdefault(row, set()).update(range(left + (row == top), right))
    return covered


def _xls_cell(cell: xlrd.sheet.Cell, epoch_1904: bool) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return Number(plain_number(repr(cell.value)))
    if cell.ctype == xlrd.XL_CELL_DATE:
        day = serial_day(cell.value, epoch_1904)
        return Day(day.isoformat()) if day else Broken(str(cell.value), "DATE01")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Broken(xlrd.error_text_from_code.get(cell.value, "#N/A"), "XLSX03")
    return Broken(str(cell.value), "JSON02") if cell.ctype == xlrd.XL_CELL_BOOLEAN else ""

"""A file as received: its sheets as plain cells, for a copy in which the findings are marked. Nothing is interpreted."""

from __future__ import annotations

from collections.abc import Iterable

from paktum import exports
from paktum.exports import package
from paktum.exports.archives import Archive
from paktum.exports.faults import UnreadableError
from paktum.exports.grids import Grid, csv_grid
from paktum.exports.old_workbooks import xls_grids
from paktum.exports.reading import Finding
from paktum.exports.records import json_grid
from paktum.exports.workbooks import xlsx_grids

Sheet = tuple[str, list[tuple[int, list[str]]]]


def sheets(content: bytes) -> list[Sheet]:
    """Return the sheets of a file: name, and rows with the number that they have in the file; none when it is no table."""
    try:
        return [(grid.name, rows(grid)) for grid in grids(content)]
    except (UnreadableError, ValueError, RecursionError):
        return []


def rows(grid: Grid) -> list[tuple[int, list[str]]]:
    """Return the rows of a grid; one that could not be read is the text of its finding."""
    return [(number, [cells.value] if isinstance(cells, Finding) else [str(c) for c in cells]) for number, cells in grid.rows()]


def grids(content: bytes) -> Iterable[Grid]:
    """Return the grids of a workbook, an archive of CSV files, JSON or CSV."""
    if content.startswith(b"PK"):
        archive = Archive(content)
        if "xl/workbook.xml" in archive.names:
            return xlsx_grids(archive)[0]
        files = package.archive_files(archive) or {}
        return [csv_grid(data, path) for path, data in files.items() if path.endswith(".csv")]
    if content.startswith(exports.OLE):
        return xls_grids(content)[0]
    if content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1] in (b"[", b"{"):
        return [json_grid(content)]
    return [csv_grid(content)]

"""Exports come in: what a file is, is read from its content; what it holds, by the format that declares its columns.

`read` is the one entry. It never raises for a bad file: what cannot be read is a `Reading` whose findings say why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from paktum.exports import limits, nfsz, own_tables, package
from paktum.exports.archives import Archive
from paktum.exports.books import Books
from paktum.exports.emir import EMIR
from paktum.exports.fair import FAIR
from paktum.exports.faults import UnreadableError, finding, refuse, shown
from paktum.exports.formats import Format, Found, found
from paktum.exports.grids import Grid, csv_grid
from paktum.exports.kohesio import BENEFICIARIES, KOHESIO
from paktum.exports.old_workbooks import xls_grids
from paktum.exports.operations import OPERATIONS
from paktum.exports.portal import PORTAL
from paktum.exports.publicity import PUBLICITY
from paktum.exports.reading import Finding, Grant, Reading
from paktum.exports.records import json_grid
from paktum.exports.rows import Kept, RowReader
from paktum.exports.template import template
from paktum.exports.workbooks import xlsx_grids

__all__ = ["read", "template", "FORMATS", "Reading", "Grant", "Finding"]

PROJECTS = (FAIR, EMIR, PORTAL, KOHESIO, OPERATIONS, PUBLICITY)
EVERY = (*PROJECTS, BENEFICIARIES, nfsz.NFSZ)
# {name: declared columns}; of "package" the tables are declared in data/datapackage.json.
FORMATS: Mapping[str, Format | tuple[Format, ...]] = {f.name: f for f in EVERY} | {"package": own_tables.tables()}

# Containers that are no export: told by their first bytes, never opened.
OTHERS = (
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"\x28\xb5\x2f\xfd", "ZSTD"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"%PDF", "PDF"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_XLS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def read(content: bytes | Path, name: str, today: date | None = None) -> Reading:
    """Return what a file holds, recognised from its content.

    content: the bytes of the file, or the path of a file or of the folder of a data package. name: as the user sees it; only
    shown (a month in it counts for T01 when the sheet says none). today: what "in the future" is measured from.
    """
    today = today or date.today()
    told: dict[str, Any] = {"file_name": shown(name), "sha256": "", "certainty": 0.0}
    try:
        if isinstance(content, Path) and content.is_dir():
            return _folder(content, today, told)
        data = _bytes(content)
        told["sha256"] = hashlib.sha256(data).hexdigest()
        return _said_so(_read(data, name, today, told))
    except UnreadableError as error:
        format_ = getattr(error, "format", "unknown")
        return Reading(format=format_, findings=(error.finding,), **told)
    except (RecursionError, MemoryError) as error:
        return Reading(format="unknown", findings=(finding("error", "FILE04", what="?", why=type(error).__name__),), **told)


def _bytes(content: bytes | Path) -> bytes:
    try:
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        if size > limits.CONTENT_BYTES:
            raise refuse("LIM01", limit=limits.CONTENT_BYTES // 2**20)
        data = content.read_bytes() if isinstance(content, Path) else content
    except OSError as error:
        raise refuse("FILE04", what="?", why=error.strerror or error) from None
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise refuse("FILE02")
    return data


def _folder(folder: Path, today: date, told: dict[str, Any]) -> Reading:
    files = package.folder_files(folder)
    if files is None:
        raise refuse("PKG07")
    digest = hashlib.sha256()
    for path, data in sorted(files.items()):
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
    told |= {"sha256": digest.hexdigest(), "certainty": 1.0}
    return _said_so(package.read_files(files, today, **told))


def _read(data: bytes, name: str, today: date, told: dict[str, Any]) -> Reading:
    for start, what in OTHERS:
        if data.startswith(start):
            raise refuse("FILE06", value=what, what=what)
    if data.startswith(b"PK"):
        return _zipped(data, name, today, told)
    if data.startswith(OLE) or data.startswith((b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")):
        if ENCRYPTED in data:
            raise refuse("FILE05")
        if data.startswith(OLE) and not any(w in data for w in WORKBOOK_XLS):
            raise refuse("FILE06", value="OLE", what="OLE")
        return _grids(*xls_grids(data), name, today, told)
    return _plain(data, name, today, told)


def _zipped(data: bytes, name: str, today: date, told: dict[str, Any]) -> Reading:
    archive = Archive(data)
    if "xl/workbook.xml" in archive.names:
        return _grids(*xlsx_grids(archive), name, today, told)
    files = package.archive_files(archive)
    if files is not None:
        told["certainty"] = 1.0
        return package.read_files(files, today, **told)
    kinds = {"xl/workbook.bin": "XLSB", "word/document.xml": "DOCX", "ppt/presentation.xml": "PPTX", "mimetype": "ODS"}
    what = next((kind for member, kind in kinds.items() if member in archive.names), "ZIP")
    raise refuse("FILE06", value=what, what=what)


def _plain(data: bytes, name: str, today: date, told: dict[str, Any]) -> Reading:
    start = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<")):
        what = "XML" if start.startswith(b"<?xml") else "HTML"
        raise refuse("FILE06", value=what, what=what)
    if start.startswith((b"[", b"{")):
        return _grids([json_grid(data)], [], name, today, told)
    return _grids([csv_grid(data)], [], name, today, told)


# ---------------------------------------------------------------- recognised grids


def _grids(grids: list[Grid], notes: list[Finding], name: str, today: date, told: dict[str, Any]) -> Reading:
    """Recognise each sheet; read those of the surest format."""
    known = [(grid, found(grid, (*EVERY, *own_tables.tables()))) for grid in grids if not _help(grid)]
    sure = max((here for _, here in known if here), key=lambda here: here.certainty, default=None)
    if sure is None:
        headings = next(
            (" | ".join(c for c in row if c) for g in grids for _, row in g.head if not isinstance(row, Finding) and any(row)), ""
        )
        raise refuse("FILE01", value=headings)
    own = sure.format in own_tables.tables()
    chosen = [here for _, here in known if here and (here.format is sure.format or (own and here.format in own_tables.tables()))]
    books = Books(findings=[*notes, *_left_out(known, chosen), *map(_recognised, chosen)])
    told["certainty"] = sure.certainty
    try:
        if own:
            return package.read(chosen, today, books, **told)
        if sure.format is nfsz.NFSZ:
            return nfsz.read(chosen, name, today, books, **told)
        return _projects(sure.format, chosen, today, books, told)
    except UnreadableError as error:
        error.format = "package" if own else sure.format.name  # type: ignore[attr-defined]
        raise


def _help(grid: Grid) -> bool:
    """Say whether a sheet is one of explanations: its first cell begins with #."""
    first = next((row for _, row in grid.head if not isinstance(row, Finding) and any(row)), [])
    return bool(first) and first[0].startswith("#") and grid.kind == "xlsx"


def _left_out(known: list[tuple[Grid, Found | None]], chosen: list[Found]) -> Iterator[Finding]:
    """Say which visible sheets hold something that is not read."""
    for grid, here in known:
        if (here is None or here not in chosen) and any(isinstance(row, Finding) or any(row) for _, row in grid.head):
            yield finding("warning", "XLSX02", sheet=grid.name)


def _recognised(here: Found) -> Finding:
    return finding(
        "note",
        "FILE10",
        sheet=here.grid.name,
        row=here.row,
        value=here.format.name,
        certainty=f"{100 * here.certainty:.0f}",
        columns=len(here.columns),
        headings=sum(map(bool, here.headings)),
    )


def _projects(format_: Format, sheets: list[Found], today: date, books: Books, told: dict[str, Any]) -> Reading:
    kept: dict[Any, Kept] = {}
    for here in sheets:
        rows = RowReader(here, today, kept)
        rows.run()
        books.add(rows.books)
    grants = tuple(cast(Grant, format_.build(values, line, sheet)) for sheet, line, values in kept.values())
    if format_ is BENEFICIARIES:
        books.findings.append(finding("error", "KOH01"))
    return books.reading(format=format_.name, grants=grants, **told)


def _said_so(reading: Reading) -> Reading:
    """Say it when a file that could be read gives nothing."""
    if reading.accepted or reading.errors:
        return reading
    rule = "FILE09" if reading.rows else "FILE02"
    level = "warning" if reading.rows else "error"
    said = finding(cast(Any, level), rule, n=reading.rows)
    return replace(reading, findings=(*reading.findings, said))

"""A data package (folder or zip), one CSV of one table, or a workbook with one sheet a table: read into the project's own tables.

What one row or one table shows is checked here; what needs other tables is checked in the store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from paktum.exports import limits, own_tables
from paktum.exports.archives import Archive
from paktum.exports.books import Books
from paktum.exports.faults import UnreadableError, finding, refuse
from paktum.exports.formats import Found, Values, found
from paktum.exports.grids import csv_grid
from paktum.exports.own_tables import DESCRIPTION
from paktum.exports.reading import Link, Reading
from paktum.exports.rows import RowReader


def read(sheets: Iterable[Found], today: date, books: Books | None = None, described: bool = False, **kept: Any) -> Reading:
    """Return the tables of the recognised sheets or members.

    described: whether a description declares them. A table without a row is given only then: of a filled-in template the empty
    sheets are those that the person left alone. All tables together replace what is known; a part of them adds to it.
    """
    books, given, places, blank, noted = books or Books(), {}, {}, list[Found](), _Noted()
    for here in sheets:
        rows = RowReader(here, today)
        rows.seen = noted.of(here)
        rows.run()
        _unique(here, rows)
        _not_ahead(here, rows, today)
        books.add(rows.books)
        if not described and not rows.books.accepted + rows.books.rejected:
            blank.append(here)
        elif here.format.name in given:
            books.findings.append(finding("error", "PKG04", sheet=here.grid.name, value=here.format.name))
        else:
            kept_rows = sorted(rows.kept.values(), key=lambda kept: kept[1])
            given[here.format.name] = tuple(here.format.build(values, line, sheet) for sheet, line, values in kept_rows)
            places[here.format.name] = tuple((sheet, line) for sheet, line, _ in kept_rows)
    _left_blank(blank, books)
    whole = set(given) == set(own_tables.schemas())
    named = {table: frozenset(ids) for table, ids in noted.named.items()}
    return books.reading(format="package", tables=given, whole=whole, places=places, links=tuple(noted.links), named=named, **kept)


class _Noted:
    """What the rows name and what they are called, while they are read."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.named: dict[str, set[str]] = {}

    def of(self, here: Found) -> Callable[[int, Values], None]:
        """Return what takes note of a row of one table."""
        table, sheet, key = here.format.name, here.grid.name, here.format.key
        linked, ids = own_tables.links(table), self.named.setdefault(table, set())

        def note(line: int, values: Values) -> None:
            if len(key) == 1 and values.get(key[0]):
                ids.add(values[key[0]])
            self.links += [Link(sheet, line, c, values[c], target) for c, target in linked.items() if values.get(c)]

        return note


def _left_blank(blank: list[Found], books: Books) -> None:
    """Say once which sheets hold no row, instead of how each of them was recognised."""
    sheets = {here.grid.name for here in blank}
    books.findings = [f for f in books.findings if f.rule != "FILE10" or f.sheet not in sheets]
    if blank:
        books.findings.append(finding("note", "PKG08", n=len(blank)))


def _not_ahead(here: Found, rows: RowReader, today: date) -> None:
    """Reject figures whose day lies ahead of us."""
    if here.format.name not in own_tables.FIGURES:
        return
    for key, (_, line, values) in list(rows.kept.items()):
        as_of = values["as_of"]
        if as_of and as_of > today.isoformat()[: len(as_of)]:
            rows.kept.pop(key)
            rows.books.accepted -= 1
            rows.books.reject(finding("error", "V21", sheet=here.grid.name, row=line, column="as_of", value=as_of))


def archive_files(archive: Archive) -> dict[str, bytes] | None:
    """Return {path: bytes} of the description and the tables in a zip, or None when it holds no data package."""
    found_ = sorted((n for n in archive.names if PurePosixPath(n).name == DESCRIPTION), key=lambda n: n.count("/"))
    if not found_:
        return None
    root = found_[0][: -len(DESCRIPTION)]
    declared = _declared(archive.read(found_[0]))
    return {path: archive.read(root + path) for path in declared if root + path in archive.names}


def folder_files(folder: Path) -> dict[str, bytes] | None:
    """Return {path: bytes} of the description's tables in a folder; nothing outside of it is opened."""
    description = folder / DESCRIPTION
    if description.is_symlink() or not description.is_file():
        return None
    files: dict[str, bytes] = {}
    for path in _declared(_limited(description)):
        file = folder / path
        if file.is_file():
            if not file.resolve().is_relative_to(folder.resolve()):
                raise refuse("FILE07", value=path)
            files[path] = _limited(file)
    return files


def _limited(file: Path) -> bytes:
    if file.stat().st_size > limits.CONTENT_BYTES:
        raise refuse("LIM01", sheet=file.name, limit=limits.CONTENT_BYTES // 2**20)
    return file.read_bytes()


def _declared(description: bytes) -> list[str]:
    """Return the paths of the CSV tables that a description declares."""
    try:
        resources = json.loads(description)["resources"]
        paths = [str(r["path"]) for r in resources]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise refuse("FILE04", sheet=DESCRIPTION, what="JSON", why=error) from None
    if len(paths) > limits.MEMBERS:
        raise refuse("LIM02", limit=limits.MEMBERS)
    for path in paths:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path or "\0" in path or ":" in path:
            raise refuse("FILE07", value=path)
    return [p for p in paths if p.lower().endswith(".csv")]


def read_files(files: Mapping[str, bytes], today: date, **kept: Any) -> Reading:
    """Return the tables of a package; a member that is none of our tables is an error."""
    books, sheets = Books(), []
    for path, content in files.items():
        try:
            grid = csv_grid(content, path)
            here = found(grid, own_tables.tables())
        except UnreadableError as error:
            books.findings.append(error.finding)
            continue
        if here is None:
            books.findings.append(finding("error", "PKG05", sheet=path))
        else:
            sheets.append(here)
    missing = sorted(set(own_tables.schemas()) - {here.format.name for here in sheets})
    if missing:
        books.findings.append(finding("warning", "PKG06", n=len(missing), what=", ".join(missing)))
    return read(sheets, today, books, described=True, **kept)


def _unique(here: Found, rows: RowReader) -> None:
    """Reject rows that share a value which must be unique, beside the key."""
    for field in own_tables.schemas()[here.format.name]["fields"]:
        if not field.get("constraints", {}).get("unique") or (field["name"],) == here.format.key:
            continue
        first: dict[str, tuple[Any, int]] = {}
        for key, (_, line, values) in list(rows.kept.items()):
            value = values[field["name"]]
            if value in first and value is not None:
                rows.kept.pop(key)
                rows.books.accepted -= 1
                rows.books.reject(
                    finding("error", "PKG03", sheet=here.grid.name, row=line, column=field["name"], value=value, first=first[value][1])
                )
            else:
                first[value] = key, line

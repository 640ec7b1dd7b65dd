"""A format is declared by its columns, and recognised by its headings in a grid."""

from __future__ import annotations

import difflib
import functools
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from paktum.exports import gazetteer
from paktum.exports.faults import finding
from paktum.exports.grids import Grid
from paktum.exports.reading import Finding
from paktum.exports.values import Value

Values = dict[str, Any]
Convert = Callable[[str], Value]
RECOGNISED = 0.6  # the part of the required headings from which on a file is taken for a format


@dataclass(frozen=True)
class Column:
    """A column of an export: the field it fills, its headings in every known language, what stands in it.

    kind: how a cell is read, a key of `rows.kinds` or a function; "left" is not read. required: the heading must be there.
    filled: so must the cell; "doubt" only warns. A heading "*települései" stands for everything that ends so.
    """

    field: str
    headings: tuple[str, ...]
    kind: str | Convert = "text"
    required: bool = False
    filled: bool | str = False


@dataclass(frozen=True)
class Format:
    """An export as declared by its columns.

    comma: whether the decimal mark is the comma. dmy: whether dates are written day/month/year. currency of amounts without
    one. choose: why a row is left out, or None; it sees the columns `first` only. build: what a row becomes. check: what is
    wrong between the cells of a row.
    """

    name: str
    columns: tuple[Column, ...]
    choose: Callable[[Values], str | None] = lambda values: None
    first: tuple[str, ...] = ()
    build: Callable[[Values, int, str], Any] = lambda values, row, sheet: values
    check: Callable[[Values, Mapping[str, str]], list[Finding]] = lambda values, headings: []
    same: tuple[str, ...] = ()
    key: tuple[str, ...] = ("internal_id",)
    comma: bool = True
    dmy: bool = False
    currency: str = "HUF"

    @functools.cached_property
    def known(self) -> dict[str, Column]:
        """{key of a heading: column}."""
        return {heading_key(h): c for c in self.columns for h in c.headings if not h.startswith("*")}

    def column(self, heading: str) -> Column | None:
        """Return the column that a heading names."""
        key = heading_key(heading)
        if column := self.known.get(key):
            return column
        ends = ((heading_key(h), c) for c in self.columns for h in c.headings if h.startswith("*"))
        return next((c for end, c in ends if key.endswith(end)), None)


def heading_key(heading: str) -> str:
    """Return a heading without case, blanks, hyphenation and signs; accents count."""
    return "".join(c for c in heading.casefold() if c.isalnum())


# ---------------------------------------------------------------- recognition


@dataclass(frozen=True)
class Found:
    """A format recognised in a grid: where its headings stand, which they are, and how sure that is (0..1)."""

    format: Format
    grid: Grid
    at: int
    certainty: float
    columns: Mapping[int, Column]
    headings: tuple[str, ...]

    @property
    def row(self) -> int | None:
        """The row of the headings in the file; JSON has none."""
        return self.grid.head[self.at][0] or None


def found(grid: Grid, formats: tuple[Format, ...]) -> Found | None:
    """Return the format whose headings a grid has, or None."""
    best: Found | None = None
    for at, (_, row) in enumerate(grid.head):
        if isinstance(row, Finding):
            continue
        headings = tuple(" ".join(c.split()) for c in row)
        if sum(map(bool, headings)) < 2:
            continue
        for format_ in formats:
            here = _match(format_, grid, at, headings)
            if here and (best is None or here.certainty > best.certainty):
                best = here
    return best


def _match(format_: Format, grid: Grid, at: int, headings: tuple[str, ...]) -> Found | None:
    columns = {n: c for n, h in enumerate(headings) if h and (c := format_.column(h))}
    if not columns:
        return None
    required = [c.field for c in format_.columns if c.required]
    there = {c.field for c in columns.values()}
    share = sum(r in there for r in required) / len(required)
    visible = sum(1 for h in headings if h and not h.startswith("_"))
    if share < RECOGNISED:
        return None
    certainty = round(share * (0.5 + 0.5 * min(1.0, len(columns) / max(1, visible))), 3)
    return Found(format_, grid, at, certainty, columns, headings)


def heading_faults(here: Found) -> list[Finding]:
    """Return what is wrong with the headings: missing, doubled, unknown or written otherwise."""
    sheet, row, faults = here.grid.name, here.row, []
    there = Counter(c.field for c in here.columns.values())
    unknown = [h for n, h in enumerate(here.headings) if h and n not in here.columns and not h.startswith("_")]
    for column in here.format.columns:
        name = column.headings[0]
        if there[column.field] > 1:
            faults.append(finding("error", "HEAD02", sheet=sheet, row=row, column=name))
        elif column.required and not there[column.field]:
            near = difflib.get_close_matches(gazetteer.folded(name), [gazetteer.folded(h) for h in unknown], 1, 0.7)
            given = next((h for h in unknown if near and gazetteer.folded(h) == near[0]), "")
            faults.append(finding("error", "HEAD06" if given else "HEAD01", sheet=sheet, row=row, column=name, value=given))
    faults += _heading_notes(here, unknown)
    return faults


def _heading_notes(here: Found, unknown: list[str]) -> list[Finding]:
    sheet, row, notes = here.grid.name, here.row, []
    if unknown:
        notes.append(finding("note", "HEAD03", sheet=sheet, row=row, n=len(unknown), what=", ".join(unknown)))
    other = [h for n, h in enumerate(here.headings) if n in here.columns and not _as_declared(h, here.columns[n])]
    if other:
        notes.append(finding("note", "HEAD07", sheet=sheet, row=row, n=len(other), what=", ".join(other)))
    above = sum(1 for _, r in here.grid.head[: here.at] if not isinstance(r, Finding) and any(r))
    if above:
        notes.append(finding("note", "HEAD05", sheet=sheet, row=row, n=above))
    return notes


def _as_declared(heading: str, column: Column) -> bool:
    return any(heading == h or (h.startswith("*") and heading.endswith(h[1:])) for h in column.headings)

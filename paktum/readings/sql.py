"""The readings of a reader's own query: its rows as a table, what was left out of it, the tables that it may ask of."""

from __future__ import annotations

import math

from paktum import tables
from paktum.figures.parts import Cell, Column
from paktum.sql.running import MOST_ROWS, Found, TableShape
from paktum.wording import Words

LONGEST_HEADING = 80  # characters: a column without a name of its own is called by its formula
SHOWN = 200  # rows on the screen; a download has all


def result(found: Found, words: Words) -> tables.Table:
    """Return the rows as a table of which numbers stay numbers; columns are named as the query names them."""
    numeric = tuple(is_numeric([row[i] for row in found.rows]) for i in range(len(found.columns)))
    rows = tuple(tuple(cell(value, words) for value in row) for row in found.rows)
    return tables.Table(tuple(name[:LONGEST_HEADING] for name in found.columns), rows, numeric)


def is_numeric(values: list[object]) -> bool:
    """Say whether a column holds numbers and nothing else."""
    known = [v for v in values if v is not None]
    return bool(known) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in known)


def cell(value: object, words: Words) -> tables.Cell:
    """Return a value as it is printed; below ten thousand a number has no groups, as it may be a year."""
    if value is None:
        return tables.Cell(words("sql.null"), absent=True)
    if isinstance(value, bool):
        return tables.Cell(words("yes.true") if value else words("sql.no"))
    if not isinstance(value, int | float):
        return tables.Cell(str(value))
    if not math.isfinite(value):
        return tables.Cell(words("absent.meaningless"), absent=True)
    if abs(value) > 2**53 or 0 < abs(value) < 1e-6:  # a spreadsheet would round the one, six decimals would hide the other
        return tables.Cell(str(value).replace("-", "−"), float(value) if abs(value) < 1 else None)
    small = tables.plain_number(float(value), "," if words.language == "hu" else ".").replace("-", "−")
    return tables.Cell(small if abs(value) < 10_000 else words.number(value, 6, keep_zeros=False), float(value))


def counted(found: Found, words: Words) -> str:
    """Return how many rows there are, and all that was left out."""
    parts = [words("sql.rows", n=words.number(len(found.rows)))] if found.rows else [words("sql.no_rows")]
    if found.more:
        parts.append(words("sql.more", most=words.number(MOST_ROWS)))
    if len(found.rows) > SHOWN:
        parts.append(words("sql.first", n=words.number(SHOWN)))
    if found.cut:
        parts.append(words("sql.cut", n=words.number(found.cut)))
    return " ".join(parts)


def table_list(shapes: tuple[TableShape, ...], words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the tables that may be asked of, with what one row of each is."""
    columns = [Column(words("sql.table")), Column(words("sql.row_count"), "right"), Column(words("sql.about"), wide=True)]
    return columns, [[Cell(s.name), Cell(words.number(s.rows)), Cell(words(f"readable.{s.name}"))] for s in shapes]


def column_list(shape: TableShape, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the columns of a table with their types and what they hold."""
    columns = [Column(words("sql.column")), Column(words("sql.type")), Column(words("sql.about"), wide=True)]
    return columns, [[Cell(name), Cell(kind), Cell(about(name, words))] for name, kind in shape.columns]


def about(column: str, words: Words) -> str:
    """Return what a column holds: those of our own tables as the template says it, those computed from them as said here."""
    own = f"readable_column.{column}"
    return words(own) if words.has(own) else words(f"template_column.{column}")

"""Files become grids: sheets of rows of text cells, each row with its place in the file.

A cell is plain text; one that a workbook or JSON types itself is a `Number` or a `Day`, one that holds no value but an error is a
`Broken`. No library guesses a type. A row that cannot be read stands in the grid as the finding that says why.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from paktum.exports import limits
from paktum.exports.faults import finding, refuse
from paktum.exports.reading import Finding
from paktum.exports.texts import decode

SEPARATORS = (";", ",", "\t", "|")
HEAD = 40  # rows that are looked at to find the headings


class Number(str):
    """A number as a workbook or JSON holds it: decimal point, no thousands."""

    __slots__ = ()


class Day(str):
    """A date as a workbook holds it, in ISO."""

    __slots__ = ()


class Broken(str):
    """A cell that holds an error (#N/A) or a formula that was never calculated, or one that is hidden under a merged cell."""

    __slots__ = ("rule",)
    rule: str

    def __new__(cls, text: str, rule: str) -> Broken:
        """Make the cell; `rule` is the finding that it gives."""
        self = super().__new__(cls, text)
        self.rule = rule
        return self


Row: TypeAlias = "tuple[int, list[str] | Finding]"


@dataclass
class Grid:
    """One sheet: `head` are its first rows, `rows()` gives all of them once.

    kind: "csv", "xlsx", "xls" or "json". epoch_1904: how serial dates count. findings: what was tolerated or left out so far;
    it fills while the rows are read.
    """

    name: str
    kind: str
    source: Iterator[Row]
    epoch_1904: bool = False
    findings: list[Finding] = field(default_factory=list)
    head: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look at the first rows."""
        self.head = list(itertools.islice(self.source, HEAD))

    def rows(self) -> Iterator[Row]:
        """Return all rows, the first ones too."""
        yield from self.head
        yield from self.source


def csv_grid(content: bytes, name: str = "") -> Grid:
    """Return the grid of a CSV file; separator and encoding are found and reported."""
    if content.count(b"\n") > limits.LINES or content.count(b"\r") > limits.LINES:
        raise refuse("LIM03", limit=limits.LINES)
    text = decode(content)
    body, ends = _line_ends(text.text)
    separator, declared = _separator(body)
    found = list(text.findings)
    if ends:
        found.append(ends)
    if separator != ",":
        found.append(finding("note", "V25", sheet=name, value=separator, what={"\t": "tab"}.get(separator, separator)))
    first = 1
    if declared:
        body, first = body.partition("\n")[2], 2
    return Grid(name, "csv", _records(body, separator, name, first), findings=found)


def _line_ends(text: str) -> tuple[str, Finding | None]:
    """Return the text with line feeds at the line ends; a lone carriage return inside of a line stays and breaks its row."""
    if "\r" not in text:
        return text, None
    text = text.replace("\r\n", "\n")
    if "\r" in text and "\n" not in text:
        return text.replace("\r", "\n"), finding("note", "V25", what="CR")
    return text, None


def _separator(text: str) -> tuple[str, bool]:
    """Return the separator and whether the file declares it in a first line `sep=;`."""
    first = text[:10].partition("\n")[0].strip().lower()
    if (first.startswith("sep=") and len(first) == 5) or first == "sep=":
        return first[4:] or "\t", True
    lines = list(itertools.islice(_lines(text[:200_000]), HEAD))
    widths = {s: [_outside(line, s) for line in lines if line.strip()] for s in SEPARATORS}
    best = max(SEPARATORS, key=lambda s: (sum(1 for w in widths[s] if w and w == max(widths[s])), max(widths[s], default=0)))
    return (best if max(widths[best], default=0) else ","), False


def _outside(line: str, separator: str) -> int:
    """Return how many separators of a line stand outside of quotes."""
    return sum(part.count(separator) for part in line.split('"')[0::2])


def _lines(text: str, start: int = 0) -> Iterator[str]:
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        if end - start > limits.LINE_CHARACTERS:
            raise refuse("LIM04", limit=limits.LINE_CHARACTERS)
        yield text[start:end]
        start = end


def _kept(lines: Iterator[str], kept: list[str]) -> Iterator[str]:
    for text in lines:
        kept.append(text)
        yield text


def _records(text: str, separator: str, name: str, line: int) -> Iterator[Row]:
    """Read records strictly; after a broken quote go on with the next physical line, so that one row does not swallow others."""
    start = rows = restarts = 0
    while start < len(text):
        record: list[str] = []  # the physical lines of the record that is being read
        try:
            for cells in csv.reader(_kept(_lines(text, start), record), delimiter=separator, strict=True):
                if _torn(cells, "".join(record), separator):
                    raise csv.Error
                rows += 1
                if rows > limits.ROWS or len(cells) > limits.COLUMNS:
                    raise refuse("LIM03", row=line, limit=limits.ROWS if rows > limits.ROWS else limits.COLUMNS)
                yield line, cells
                start, line = start + sum(map(len, record)), line + len(record)
                record.clear()
            return
        except csv.Error as error:
            restarts += 1
            if restarts > limits.RESTARTS:
                raise refuse("FILE04", what="CSV", row=line, why=f"CSV02 > {limits.RESTARTS}") from None
            rule = "CSV04" if "larger" in str(error) else "CSV03" if "\r" in record[0] else "CSV02"
            yield line, finding("error", rule, sheet=name, row=line, value=record[0].strip())
            start, line = start + len(record[0]), line + 1


def _torn(cells: list[str], record: str, separator: str) -> bool:
    """Say whether a record has a quote without its pair, or a cell that swallowed what look like whole records."""
    if '"' not in record:
        return False
    wide = max(1, len(cells) - 1)
    swallowed = (part.count(separator) >= wide for cell in cells if "\n" in cell for part in cell.split("\n"))
    return record.count('"') % 2 == 1 or any(swallowed)

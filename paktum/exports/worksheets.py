"""One worksheet of an XLSX workbook, read piece by piece: where each cell stands, and what kind of cell it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from paktum.exports import limits
from paktum.exports.archives import Archive, xml_parser
from paktum.exports.dates import serial_day
from paktum.exports.faults import UnreadableError, finding, refuse
from paktum.exports.grids import Broken, Day, Number, Row
from paktum.exports.reading import Finding

MERGED = re.compile(rb'mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')


def plain_number(text: str) -> str:
    """Return a stored number without exponent and without the tail of its binary form: 1.2E9 -> 1200000000."""
    if text.isascii() and text.isdigit():
        return text
    try:
        number = Decimal(repr(float(text)))
    except (ValueError, OverflowError):
        return text
    printed = format(number, "f")
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0: A -> 0, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class Worksheet:
    """One worksheet while it is parsed."""

    def __init__(
        self, archive: Archive, name: str, member: str, strings: list[str], dates: set[str], epoch_1904: bool, notes: list[Finding]
    ) -> None:
        self.archive, self.name, self.member, self.notes = archive, name, member, notes
        self.strings, self.dates, self.epoch_1904 = strings, dates, epoch_1904
        self.columns: dict[str, int] = {}
        self.hidden: set[int] = set()
        self.done: list[Row] = []
        self.row_text = ""
        self.row, self.row_hidden, self.cells = 0, False, dict[int, str]()
        self.value: str | None = None
        self.text: list[str] | None = None
        self.column, self.kind, self.style, self.formula = 0, "", "", False

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold something, piece by piece."""
        covered = self._covered()
        parser = xml_parser(self.member)
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._start, self._end, self._characters
        try:
            for piece in self.archive.chunks(self.member):
                parser.Parse(piece, False)
                yield from self._finished(covered)
            parser.Parse(b"", True)
        except UnreadableError:
            raise
        except Exception as error:  # as in _feed
            raise refuse("FILE04", sheet=self.name, what="XML", why=error) from None
        yield from self._finished(covered)

    def _finished(self, covered: dict[int, set[int]]) -> Iterator[Row]:
        done, self.done = self.done, []
        for number, cells in done:
            if isinstance(cells, list) and number in covered:
                for column in covered[number]:
                    cells += [""] * (column + 1 - len(cells))
                    cells[column] = Broken(cells[column], "XLSX05")
            yield number, cells

    def _covered(self) -> dict[int, set[int]]:
        """Return the cells that lie under a merged cell, all but its first: {row: columns}."""
        covered: dict[int, set[int]] = {}
        tail, area = b"", 0
        for piece in self.archive.chunks(self.member):
            piece = tail + piece
            last = 0
            for match in MERGED.finditer(piece):
                last = match.end()
                left, right = column_number(match[1].decode()), column_number(match[3].decode())
                top, bottom = int(match[2]), int(match[4])
                area += max(0, bottom - top + 1) * max(0, right - left + 1)
                if area > limits.ROWS:
                    raise refuse("LIM03", sheet=self.name, limit=limits.ROWS)
                for row in range(top, bottom + 1):
                    covered.setdefault(row, set()).update(range(left + (row == top), right + 1))
            tail = piece[max(last, len(piece) - 300) :]
        return {row: columns for row, columns in covered.items() if columns}

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "c":
            self._place(attributes.get("r", ""))
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.formula, self.value = False, None
        elif local in ("v", "t"):
            self.text = []
        elif local == "f":
            self.formula = True
        elif local == "row":
            self._begin_row(attributes)
        elif local == "col" and attributes.get("hidden") in ("1", "true"):
            self._hide(int(attributes.get("min", "1")), int(attributes.get("max", "1")))

    def _hide(self, first: int, last: int) -> None:
        if first <= limits.COLUMNS:
            self.hidden.update(range(first - 1, min(last, limits.COLUMNS)))
            self.notes.append(finding("warning", "XLSX10", sheet=self.name, column=f"{first}–{last}" if last > first else str(first)))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r") or self.row + 1)
        if row <= self.row:
            raise self._broken()
        self.row, self.row_text = row, str(row)
        self.row_hidden, self.cells, self.column = attributes.get("hidden") in ("1", "true"), {}, -1

    def _place(self, reference: str) -> None:
        if not reference:
            self.column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self.columns.get(letters)
            if column is None:
                if not re.fullmatch("[A-Z]{1,3}", letters):
                    raise self._broken()
                column = self.columns[letters] = column_number(letters)
            if reference[len(letters) :] != self.row_text:
                raise self._broken()
            self.column = column

    def _broken(self) -> UnreadableError:
        """Return the refusal of a sheet that contradicts itself: a row or cell twice, out of order, or without a place."""
        return refuse("FILE04", sheet=self.name, row=self.row, what="XLSX", why=f"{self.member}, {self.row}")

    def _characters(self, piece: str) -> None:
        if self.text is not None:
            self.text.append(piece)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local in ("v", "t"):
            if self.text is not None:
                piece = "".join(self.text)
                self.value = piece if local == "v" or self.value is None else self.value + piece
            self.text = None
        elif local == "c":
            cell = self._cell()
            if cell:
                self._keep(cell)
        elif local == "row" and self.cells:
            self._end_row()

    def _keep(self, cell: str) -> None:
        if self.column >= limits.COLUMNS:
            raise refuse("LIM03", sheet=self.name, row=self.row, limit=limits.COLUMNS)
        if len(cell) > limits.CELL_CHARACTERS:
            raise refuse("LIM04", sheet=self.name, row=self.row, limit=limits.CELL_CHARACTERS)
        if self.column in self.cells:
            raise self._broken()
        if self.column not in self.hidden:
            self.cells[self.column] = cell

    def _end_row(self) -> None:
        if self.row > limits.ROWS:
            raise refuse("LIM03", sheet=self.name, row=self.row, limit=limits.ROWS)
        if self.row_hidden:
            self.done.append((self.row, finding("warning", "XLSX09", sheet=self.name, row=self.row, reason="hidden")))
            return
        get = self.cells.get
        self.done.append((self.row, [get(n, "") for n in range(max(self.cells) + 1)]))

    def _cell(self) -> str:
        kind, value = self.kind, self.value
        if kind == "e":
            return Broken(value or "#N/A", "XLSX03")
        if value is None or (value == "" and kind != "str"):
            return Broken("=", "XLSX04") if self.formula else ""
        if kind == "s":
            if not value.isdigit() or int(value) >= len(self.strings):
                raise self._broken()
            return self.strings[int(value)]
        if kind == "n":
            return self._number(value)
        if kind == "d":
            return Day(value[:10])
        return Broken(value, "JSON02") if kind == "b" else value

    def _number(self, value: str) -> str:
        if self.style in self.dates:
            try:
                day = serial_day(float(value), self.epoch_1904)
            except ValueError:
                day = None
            return Day(day.isoformat()) if day else Broken(value, "DATE01")
        return Number(plain_number(value))

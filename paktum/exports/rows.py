"""The rows below the headings of a grid become values, row by row, and the books are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from paktum.exports import codes, dates, names, numbers
from paktum.exports.books import Books
from paktum.exports.faults import finding
from paktum.exports.formats import Column, Convert, Format, Found, Values, heading_faults, heading_key
from paktum.exports.grids import Broken, Row
from paktum.exports.reading import Finding
from paktum.exports.values import Said, Value, error, unknown

Kept = tuple[str, int, Values]  # sheet, line, values
CACHED = 50_000  # different texts of one column that are remembered
TOTALS = ("összesen", "mindösszesen", "végösszeg", "total", "grandtotal")


def kinds(format_: Format, today: date, epoch_1904: bool) -> dict[str, Convert]:
    """Return {kind: reader of a cell} for one format and file."""
    return {
        "text": names.text,
        "id": names.identifier,
        "code": codes.code,
        "project": codes.project,
        "money": lambda raw: numbers.money(raw, format_.currency, format_.comma),
        "euros": lambda raw: numbers.money(raw, "EUR", format_.comma),
        "number": lambda raw: numbers.number(raw, format_.comma),
        "day": lambda raw: dates.day(raw, today, False, format_.dmy, epoch_1904),
        "planned": lambda raw: dates.day(raw, today, True, format_.dmy, epoch_1904),
        "place": names.place,
        "places": lambda raw: names.place(raw, "warning"),
        "county": names.county,
        "district": names.district,
    }


class _Reader:
    """A column while its rows are read: where it stands, how its cells are read, what was read before."""

    def __init__(self, at: int, column: Column, heading: str, convert: Convert) -> None:
        self.at, self.field, self.heading, self.filled, self.convert = at, column.field, heading, column.filled, convert
        self.cache: dict[tuple[type, str] | str, Value] = {}

    def read(self, raw: str) -> Value:
        """Return what a cell says, and remember it."""
        key: str | tuple[type, str] = raw if raw.__class__ is str else (raw.__class__, raw)
        value = self.cache.get(key)
        if value is None:
            value = Value(None, (Said("error", raw.rule),)) if isinstance(raw, Broken) else self.convert(raw)
            if self.filled and value.value is None and value.extra is None and not _explained(value):
                value = error("ROW08") if self.filled is True else unknown()
            if len(self.cache) < CACHED:
                self.cache[key] = value
        return value


def _explained(value: Value) -> bool:
    return any(s.rule == "V23" or s.level == "error" for s in value.said)


class RowReader:
    """Reads the rows below the headings of one grid into `kept`, and keeps the books."""

    def __init__(self, here: Found, today: date, kept: dict[Any, Kept] | None = None) -> None:
        self.here, self.format, self.sheet = here, here.format, here.grid.name
        convert = kinds(self.format, today, here.grid.epoch_1904)
        readers = [
            _Reader(n, c, here.headings[n], c.kind if callable(c.kind) else convert[c.kind])
            for n, c in here.columns.items()
            if c.kind != "left"
        ]
        self.first = [r for r in readers if r.field in self.format.first]
        self.rest = [r for r in readers if r.field not in self.format.first]
        self.headings = {r.field: r.heading for r in readers}
        self.fields = dict.fromkeys((c.field for c in self.format.columns if c.kind != "left"), None)
        self.visible = [n for n, h in enumerate(here.headings) if h and not h.startswith("_")]
        self.totals = self.format.name != "nfsz"
        self.ragged_matters = here.grid.kind == "csv"
        self.books = Books(findings=list(heading_faults(here)))
        # What takes a row aside instead of keeping it, as a total: called with its line and values, it says yes.
        self.aside: Callable[[int, Values], bool] = lambda line, values: False
        # Told the line and values of every row, of those that are rejected too.
        self.seen: Callable[[int, Values], None] = lambda line, values: None
        self.kept: dict[Any, Kept] = {} if kept is None else kept
        self.contradicted: set[Any] = set()
        self.seen_totals: dict[str, bool] = {}

    def run(self) -> None:
        """Read all rows. Nothing is read below headings that are wrong: the rows are counted as rejected."""
        broken = any(f.level == "error" for f in self.books.findings)
        for line, row in self._below():
            self.books.rows += 1
            if isinstance(row, Finding):
                self.books.reject(row) if row.level == "error" else self.books.ignore(row.values["reason"], row)
            elif not any(row):
                self.books.ignore("blank", self._said("note", "ROW03", line))
            elif broken:
                self.books.reject()
            else:
                self._row(line, row)
        for key in self.contradicted:
            self.kept.pop(key, None)
            self.books.accepted -= 1
            self.books.rejected += 1
        self.books.findings += self.here.grid.findings

    def _below(self) -> Iterator[Row]:
        for n, row in enumerate(self.here.grid.rows()):
            if n > self.here.at:
                yield row

    def _said(self, level: Any, rule: str, line: int, column: str = "", value: object = "", **values: object) -> Finding:
        return finding(level, rule, sheet=self.sheet, row=line, column=column, value=value, **values)

    def _row(self, line: int, row: list[str]) -> None:
        width = len(self.here.headings)
        if len(row) != width:
            if (len(row) < width and self.ragged_matters) or any(row[width:]):
                self.books.reject(self._said("error", "ROW01", line, value=" | ".join(row), n=len(row), expected=width))
                return
            row = row[:width] + [""] * (width - len(row))
        if reason := self._no_data(row):
            self.books.ignore(reason, self._said("note", {"header": "HEAD04", "total": "ROW02"}[reason], line))
            return
        values, faults, said = dict(self.fields), list[Finding](), list[tuple[Said, str, str]]()
        self._convert(self.first, row, line, values, faults, said)
        if not faults and (reason := self.format.choose(values)):
            self.books.ignore(reason)
            return
        self._convert(self.rest, row, line, values, faults, said)
        self.seen(line, values)
        if not faults and self.aside(line, values):
            self.books.ignore("total")
            return
        checked = [] if faults else [replace(f, sheet=self.sheet, row=line) for f in self.format.check(values, self.headings)]
        faults += [f for f in checked if f.level == "error"]
        if faults:
            self.books.reject(*faults)
        elif self._keep(line, row, values):
            for saying, heading, raw in said:
                self.books.tell(saying, self.sheet, line, heading, raw)
            for found_ in checked:
                self.books.say(found_)

    def _no_data(self, row: list[str]) -> str | None:
        """Say whether a row repeats the headings or adds the rows up."""
        first = next(c for c in row if c or isinstance(c, Broken))
        if first == self.here.headings[row.index(first)] and [" ".join(c.split()) for c in row] == list(self.here.headings):
            return "header"
        if not self.totals or len(row) - row.count("") >= len(self.here.columns):
            return None
        total = self.seen_totals.get(first)
        if total is None:
            total = self.seen_totals[first] = len(first) < 40 and heading_key(first).endswith(TOTALS)
        return "total" if total else None

    def _convert(
        self, readers: list[_Reader], row: list[str], line: int, values: Values, faults: list[Finding], said: list[tuple[Said, str, str]]
    ) -> None:
        for reader in readers:
            raw = row[reader.at]
            value, sayings, extra = (raw.__class__ is str and reader.cache.get(raw)) or reader.read(raw)
            values[reader.field] = value
            if extra is not None:
                values[reader.field + "_extra"] = extra
            for saying in sayings:
                shown = raw[:3] + "…" if saying.rule == "V24" else raw
                if saying.level == "error":
                    faults.append(self._said("error", saying.rule, line, reader.heading, shown, **dict(saying.values)))
                else:
                    said.append((saying, reader.heading, shown))

    def _key(self, values: Values, row: list[str]) -> Any:
        """Return what must not come twice: the key where the row has one, otherwise all that is to be seen."""
        key = tuple(values.get(f) for f in self.format.key)
        if not key or None in key:
            return tuple(row[n] for n in self.visible)
        return key[0] if len(key) == 1 else key

    def _keep(self, line: int, row: list[str], values: Values) -> bool:
        """Keep a row unless it stands already; say whether it was kept."""
        key = self._key(values, row)
        before = self.kept.get(key)
        if before is None:
            self.kept[key] = self.sheet, line, values
            self.books.accepted += 1
            return True
        heading = self.headings.get(self.format.key[0], "") if self.format.key else ""
        shown, first = (
            key if isinstance(key, str) else row[self.visible[0]],
            str(before[1]) if before[0] == self.sheet else f"{before[0]} {before[1]}",
        )
        if all(before[2].get(f) == values.get(f) for f in self.format.same):
            self.books.ignore("repeat", self._said("warning", "ROW04", line, heading, shown, first=first))
        else:
            self.books.reject(self._said("error", "ROW05", line, heading, shown, first=first))
            self.contradicted.add(key)
        return False

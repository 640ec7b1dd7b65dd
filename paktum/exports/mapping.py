"""Rows become values by declaration: which headings a format has, what stands below them, which rows count.

A format is a `Format`; `found` recognises it by its headings in a grid, `read_rows` reads the rows below them and keeps the
books: accepted + rejected + ignored = rows.
"""

from __future__ import annotations

import difflib
import functools
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from paktum.exports import cells, gazetteer
from paktum.exports.cells import Said, Value
from paktum.exports.faults import finding
from paktum.exports.grids import Broken, Grid
from paktum.exports.reading import Finding, Grant, Reading

Values = dict[str, Any]
Kept = tuple[str, int, Values]  # sheet, line, values
Convert = Callable[[str], Value]
RECOGNISED = 0.6  # the part of the required headings from which on a file is taken for a format
WARNINGS = 100  # of one rule and column that are listed one by one; the rest is counted
SEPARATE = ("NUM05",)  # tolerances that are counted apart by what was found
CACHED = 50_000  # different texts of one column that are remembered
TOTALS = ("összesen", "mindösszesen", "végösszeg", "total", "grandtotal")
PACT_GRANT_HUF = (10_000_000, 10_000_000_000)  # what a grant of a pact can be; outside of it a unit has probably slipped


@dataclass(frozen=True)
class Column:
    """A column of an export: the field it fills, its headings in every known language, what stands in it.

    kind: how a cell is read, a key of `kinds` or a function; "left" is not read. required: the heading must be there. filled: so must the cell; "doubt" only
    warns. A heading "*települései" stands for everything that ends so.
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


# ---------------------------------------------------------------- the books


@dataclass
class Books:
    """What is counted while rows are read; `findings` are complete after `close`."""

    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    _tally: Counter[Any] = field(default_factory=Counter)
    _listed: Counter[Any] = field(default_factory=Counter)
    _open: list[tuple[Finding, Any]] = field(default_factory=list)

    def reject(self, *faults: Finding) -> None:
        """Count a row as rejected, with the reasons."""
        self.rejected += 1
        self.findings += faults

    def ignore(self, reason: str, *faults: Finding) -> None:
        """Count a row as left out on purpose."""
        self.ignored[reason] += 1
        for fault in faults:
            self.say(fault)

    def say(self, said: Finding) -> None:
        """Note a doubt or tolerance of a row that was kept or left out."""
        values = tuple(said.values.items())
        if self._counts(said.level, said.rule, said.sheet, said.column, values):
            self._write(said, values)

    def tell(self, said: Said, sheet: str, line: int, column: str, raw: str) -> None:
        """Note what was said of a cell: the same, without making a finding for every cell."""
        if self._counts(said.level, said.rule, sheet, column, said.values):
            found_ = finding(said.level, said.rule, sheet=sheet, row=line, column=column, value=raw, **dict(said.values))
            self._write(found_, said.values)

    def _counts(self, level: str, rule: str, sheet: str, column: str, values: tuple[tuple[str, str], ...]) -> bool:
        """Say whether a finding must be written: warnings one by one up to a number, tolerances once a column."""
        if level == "warning":
            self._listed[rule, column] += 1
            return self._listed[rule, column] <= WARNINGS + 1
        key = (rule, sheet, column, values if rule in SEPARATE else ())
        self._tally[key] += 1
        return self._tally[key] == 1

    def _write(self, said: Finding, values: tuple[tuple[str, str], ...]) -> None:
        if said.level == "warning" and self._listed[said.rule, said.column] <= WARNINGS:
            self.findings.append(said)
        elif said.level == "warning":
            self._open.append((said, (said.rule, said.column)))
        else:
            self._open.append((said, (said.rule, said.sheet, said.column, values if said.rule in SEPARATE else ())))

    def close(self) -> None:
        """Write the counted findings down."""
        for said, key in self._open:
            n = self._tally[key] if said.level == "note" else self._listed[key] - WARNINGS
            self.findings.append(replace(said, values={**said.values, "n": str(n)}))
        self._open.clear()
        self._tally.clear()
        self._listed.clear()

    def add(self, other: Books) -> None:
        """Add the books of another sheet."""
        other.close()
        self.rows += other.rows
        self.accepted += other.accepted
        self.rejected += other.rejected
        self.ignored.update(other.ignored)
        self.findings += other.findings

    def reading(self, **kept: Any) -> Reading:
        """Return the reading that these books add up to."""
        self.close()
        order = {"error": 0, "warning": 1, "note": 2}
        findings = sorted(self.findings, key=lambda f: (order[f.level], f.sheet, f.row or 0, f.rule, f.column))
        why = dict(sorted(self.ignored.items()))
        return Reading(
            rows=self.rows,
            accepted=self.accepted,
            rejected=self.rejected,
            ignored=sum(why.values()),
            ignored_why=why,
            findings=tuple(findings),
            **kept,
        )


# ---------------------------------------------------------------- rows


def kinds(format_: Format, today: date, epoch_1904: bool) -> dict[str, Convert]:
    """Return {kind: reader of a cell} for one format and file."""
    return {
        "text": cells.text,
        "code": cells.code,
        "project": cells.project,
        "money": lambda raw: cells.money(raw, format_.currency, format_.comma),
        "euros": lambda raw: cells.money(raw, "EUR", format_.comma),
        "number": lambda raw: cells.number(raw, format_.comma),
        "day": lambda raw: cells.day(raw, today, False, format_.dmy, epoch_1904),
        "planned": lambda raw: cells.day(raw, today, True, format_.dmy, epoch_1904),
        "place": cells.place,
        "places": lambda raw: cells.place(raw, "warning"),
        "county": cells.county,
        "district": cells.district,
    }


class _Reader:
    """A column while its rows are read: where it stands, how its cells are read, what was read before."""

    def __init__(self, at: int, column: Column, heading: str, convert: Convert) -> None:
        self.at, self.field, self.heading, self.filled, self.convert = at, column.field, heading, column.filled, convert
        self.cache: dict[tuple[type, str] | str, Value] = {}

    def read(self, raw: str) -> Value:
        key = raw if raw.__class__ is str else (raw.__class__, raw)
        value = self.cache.get(key)
        if value is None:
            value = Value(None, (cells.Said("error", raw.rule),)) if isinstance(raw, Broken) else self.convert(raw)
            if (
                self.filled
                and value.value is None
                and value.extra is None
                and not any(s.rule == "V23" or s.level == "error" for s in value.said)
            ):
                value = Value(None, (cells.Said("error", "ROW08") if self.filled is True else cells.Said("warning", "V23"),))
            if len(self.cache) < CACHED:
                self.cache[key] = value
        return value


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
        self.fields = dict.fromkeys((c.field for c in self.format.columns), None)
        self.visible = [n for n, h in enumerate(here.headings) if h and not h.startswith("_")]
        self.totals = self.format.name != "nfsz"
        self.ragged_matters = here.grid.kind == "csv"
        self.books = Books(findings=list(heading_faults(here)))
        # What takes a row aside instead of keeping it, as a total: called with its line and values, it says yes.
        self.aside: Callable[[int, Values], bool] = lambda line, values: False
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

    def _below(self):
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
            value, sayings, extra = reader.cache.get(raw) if raw.__class__ is str and raw in reader.cache else reader.read(raw)
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
        shown, first = key if isinstance(key, str) else row[self.visible[0]], f"{before[0]} {before[1]}".strip()
        if all(before[2].get(f) == values.get(f) for f in self.format.same):
            self.books.ignore("repeat", self._said("warning", "ROW04", line, heading, shown, first=first))
        else:
            self.books.reject(self._said("error", "ROW05", line, heading, shown, first=first))
            self.contradicted.add(key)
        return False


# ---------------------------------------------------------------- grants


def grant(values: Values, row: int, sheet: str, **more: Any) -> Grant:
    """Return the grant of a row whose fields have the names of `Grant`, its call in `code`, its amount in `amount`."""
    code = values.get("code")
    told = {
        k: values.get(k) for k in ("internal_id", "applicant", "title", "place", "county", "district", "decided_on", "starts_on", "ends_on")
    }
    if code is not None:
        told |= {"project_code": code.project, "call_code": code.call, "territory_code": code.territory, "cycle": code.cycle}
    return Grant(row=row, sheet=sheet, amount=values.get("amount"), precision=values.get("amount_extra") or "exact", **(told | more))


def pact_calls(values: Values) -> str | None:
    """Leave out what is no call of a pact."""
    return None if values["code"] else "not_a_pact_call"


def dates_and_units(values: Values, headings: Mapping[str, str]) -> list[Finding]:
    """Check what every project row can be checked for: dates in order, an amount of a possible size."""
    said = []
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and starts > ends:
        said.append(finding("error", "V03", column=headings["ends_on"], value=f"{starts} > {ends}"))
    decided = values.get("decided_on")
    if decided and ends and decided > ends:
        said.append(finding("error", "V03", column=headings["ends_on"], value=f"{decided} > {ends}"))
    amount = values.get("amount")
    if amount and not PACT_GRANT_HUF[0] <= amount <= PACT_GRANT_HUF[1]:
        said.append(finding("warning", "V17", column=headings["amount"], value=f"{amount:f}"))
    return said

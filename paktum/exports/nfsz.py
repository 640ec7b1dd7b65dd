"""NFSZ T01: registered jobseekers by settlement, one sheet a county, aggregated to the districts of 2024.

Settlements stand by name, in capitals, without a code; totals are added up again. A district is handed over only when every one
of its settlements is there, because a part of it would be a wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from paktum.exports import gazetteer
from paktum.exports.books import Books
from paktum.exports.dates import MONTHS
from paktum.exports.faults import finding
from paktum.exports.formats import Column, Format, Found, Values
from paktum.exports.reading import Finding, Reading
from paktum.exports.rows import RowReader

COUNTS = ("registered_jobseekers", "registered_over_a_year", "working_age_population")
# The table that this format gives: one row a district and month. Counts are people; NULL is not said by the file.
TABLE = "district_labour"
COLUMNS = ("district_ksh", "month", *COUNTS)
TOTAL = re.compile(r"összesen|^(?:főváros|budapest|ország.*)$|megye$", re.IGNORECASE)
DAY = re.compile(r"(?:T01|(?<!\d))(2[01]\d\d)[.\- _]{0,2}(0[1-9]|1[0-2])(?:[.\- _]{0,2}[0-3]\d)?(?!\d)")
DAY_IN_WORDS = re.compile(rf"(2[01]\d\d)\. ?(?:év )?({'|'.join(MONTHS)})", re.IGNORECASE)


def check(values: Values, headings: Mapping[str, str]) -> list[Finding]:
    """Check that a count is whole and that a part is not more than its whole."""
    said = [
        finding("error", "NUM11", column=headings[name], value=values[name])
        for name in COUNTS
        if values.get(name) is not None and values[name] != int(values[name])
    ]
    total, long, people = (values.get(n) for n in COUNTS)
    if long is not None and total is not None and long > total:
        said.append(finding("error", "V07", column=headings["registered_over_a_year"], value=f"{long} > {total}"))
    if total is not None and people is not None and total > people:
        said.append(finding("error", "V04", column=headings["registered_jobseekers"], value=f"{total} > {people}"))
    return said


NFSZ = Format(
    name="nfsz",
    columns=(
        Column("settlement", ("Települések", "Település", "*települései"), required=True, filled=True),
        Column(
            "registered_jobseekers",
            ("Nyilvántartott össz. fő", "Nyilvántartott összesen", "Nyilvántartott álláskeresők"),
            "number",
            True,
            True,
        ),
        Column("registered_over_a_year", ("Foly.nyilv. hossz>365 nap", "Folyamatos nyilvántartás hossza > 365 nap"), "number"),
        Column("benefit", ("Járadék tip.ell. fő",), "left"),
        Column("assistance", ("Segély tip.ell. fő",), "left"),
        Column("replacement", ("FHT, RSZS fő",), "left"),
        Column("working_age_population", ("Munkav. korú népes. fő*", "Munkavállalási korú népesség"), "number", True),
        Column("rate", ("Relatív mutató** %",), "left"),
        Column("ratio", ("Arányszám***",), "left"),
    ),
    first=("settlement",),
    key=(),
    check=check,
)


@dataclass
class _Sums:
    """What the sheets of a workbook add up to."""

    districts: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)


def read(sheets: Iterable[Found], name: str, today: date, books: Books, **kept: Any) -> Reading:
    """Return the labour figures of a workbook by district and month."""
    sums, titles = _Sums(), list[str]()
    for here in sheets:
        titles += [c for _, row in here.grid.head[: here.at] if not isinstance(row, Finding) for c in row if c]
        books.add(_sheet(here, today, sums))
    month = _month(titles, name, today, books)
    rows = _whole_districts(sums, month or "", books) if month else ()
    if not month:
        books.ignored["no_month"], books.accepted = books.accepted, 0
    return books.reading(format="nfsz", tables={TABLE: rows} if rows else {}, **kept)


def _sheet(here: Found, today: date, sums: _Sums) -> Books:
    """Read one sheet: settlements are added to their districts, totals are compared with the sum of the rows above."""
    reader = RowReader(here, today)
    totals: list[tuple[int, Values]] = []

    def aside(line: int, values: Values) -> bool:
        if total := TOTAL.search(values["settlement"] or "") is not None:
            totals.append((line, values))
        return total

    reader.aside = aside
    reader.run()
    books, added = reader.books, dict.fromkeys(COUNTS, 0)
    for _, line, values in list(reader.kept.values()):
        for count in COUNTS:
            added[count] += values.get(count) or 0
        _add(line, values, here, sums, books)
    for line, values in totals:
        for count in COUNTS:
            if values.get(count) is not None and values[count] != added[count] and count in reader.headings:
                shown = {"printed": f"{values[count]}", "added": f"{added[count]}"}
                books.findings.append(finding("error", "NFSZ02", sheet=here.grid.name, row=line, column=reader.headings[count], **shown))
    return books


def _add(line: int, values: Values, here: Found, sums: _Sums, books: Books) -> None:
    """Add a settlement to its district, or say why it has none."""
    name, sheet = values["settlement"], here.grid.name
    known = gazetteer.settlements().get(gazetteer.upper_key(name)) or gazetteer.settlements().get(_arabic(name))
    fault = None
    if known is None or not known[1]:
        near = gazetteer.nearest(name, "settlement")
        fault = finding("error", "V18", sheet=sheet, row=line, column=here.headings[0], value=name, near=near)
    elif known[0] in sums.seen:
        fault = finding("error", "NFSZ03", sheet=sheet, row=line, value=name, first=sums.seen[known[0]])
    if fault or known is None:
        books.accepted -= 1
        books.reject(*([fault] if fault else []))
        return
    sums.seen[known[0]] = f"{sheet} {line}".strip()
    district = sums.districts.setdefault(known[1], {count: [] for count in COUNTS})
    for count in COUNTS:
        district[count].append(values.get(count))


def _arabic(name: str) -> str:
    """Return the gazetteer's spelling of a district of Budapest: BUDAPEST I. KERÜLET -> budapest 01. ker."""
    roman = re.fullmatch(r"budapest ([ivx]+|\d{1,2})\. ?ker(?:ület|\.)?", gazetteer.upper_key(name))
    if not roman:
        return ""
    number = int(roman[1]) if roman[1].isdigit() else _roman(roman[1])
    return f"budapest {number:02d}. ker."


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[c] for c in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _month(titles: list[str], name: str, today: date, books: Books) -> str | None:
    """Return the month of the figures: from the titles, or else, with a warning, from the file name."""
    said = {m for title in titles for m in _months(title)}
    if len(said) > 1:
        books.findings.append(finding("error", "NFSZ01", value=", ".join(sorted(said))))
        return None
    months = said or set(_months(name))
    if len(months) != 1:
        books.findings.append(finding("error", "NFSZ01", value=name))
        return None
    month = months.pop()
    if not said:
        books.findings.append(finding("warning", "NFSZ04", value=month))
    if month > today.isoformat()[:7]:
        books.findings.append(finding("error", "V21", value=month))
        return None
    return month


def _months(text: str) -> list[str]:
    words = [f"{y}-{MONTHS.index(m.lower()) + 1:02d}" for y, m in DAY_IN_WORDS.findall(text)]
    return words or [f"{y}-{m}" for y, m in DAY.findall(text)]


def _whole_districts(sums: _Sums, month: str, books: Books) -> tuple[Mapping[str, str | None], ...]:
    """Return the districts all of whose settlements are there; the others are left out and said."""
    rows = []
    for code, counts in sorted(sums.districts.items()):
        there, size = len(counts[COUNTS[0]]), gazetteer.district_sizes()[code]
        if there < size:
            books.accepted -= there
            books.ignored["district_incomplete"] += there
            books.findings.append(finding("warning", "NFSZ05", value=code, there=there, size=size))
            continue
        row: dict[str, str | None] = {"district_ksh": code, "month": month}
        for count, parts in counts.items():
            row[count] = None if None in parts else str(int(sum(parts)))
        rows.append(row)
    return tuple(rows)

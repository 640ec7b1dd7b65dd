"""The report of an import: every finding with its place and what to do, as text, JSON, and a marked copy of the table."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import xlsxwriter

from paktum import store
from paktum.exports import own_tables
from paktum.exports.reading import Finding, Reading
from paktum.imports.flow import FilePlan, Plan, Preview
from paktum.imports.planning import Step
from paktum.matching import Candidate
from paktum.tables import inert
from paktum.wording import Words

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")
Place = tuple[str, str, int]  # file, sheet, row
Sheet = tuple[str, Sequence[tuple[int, Sequence[str]]]]  # name; rows with the number that they have in the file
MARKS = {"error": "#F6C9BD", "warning": "#F8E6A8", "note": "#D9E6EC"}


@dataclass(frozen=True)
class Entry:
    """One line of the report: where, what is wrong, what to do. `file` is empty for what the whole store says."""

    level: Level
    rule: str
    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    said: str
    do: str


def entries(seen: Preview | Plan, words: Words) -> list[Entry]:
    """Return the report of an import: errors first, then by file and row."""
    plan = seen.plan if isinstance(seen, Preview) else seen
    found = [entry(f, file.incoming.name, words) for file in plan.files for f in (*file.reading.findings, *file.findings)]
    found += [undecided(step, file, words) for file in plan.files for step in file.open]
    if isinstance(seen, Preview):
        places = keys_of(plan)
        found += [of_store(f, words, places) for f in seen.new_findings]
        found += [of_losses(seen.losses, words)] if seen.losses else []
    return sorted(found, key=lambda e: (LEVELS.index(e.level), e.file, e.sheet, e.row or 0, e.column))


def entry(finding: Finding, file: str, words: Words) -> Entry:
    """Return a finding of a file in words."""
    values = {"sheet": finding.sheet, "row": finding.row or "", "column": finding.column, "value": finding.value, **finding.values}
    return Entry(
        finding.level, finding.rule, file, finding.sheet, finding.row, finding.column, finding.value,
        _worded(words, f"rule.{finding.rule}", values), _worded(words, f"rule_do.{finding.rule}", values),
    )  # fmt: skip


def _worded(words: Words, key: str, values: Mapping[str, object]) -> str:
    if values.get("near") == "–" and words.has(f"{key}_far"):
        key = f"{key}_far"  # nothing is like it: no nearest one is named
    return words(key, **values) if words.has(key) else ""


def undecided(step: Step, file: FilePlan, words: Words) -> Entry:
    """Return a grant that a person must decide about, with what the best candidate agrees in."""
    grant, best = step.grant, step.match.best
    rule = "M01" if best else "M04"
    values: dict[str, object] = {"title": (grant.title or grant.applicant or step.key)[:120], "record": step.key}
    if best:
        values |= {"project": best.project.project_id, "why": explained(best, words)}
    said, do = _worded(words, f"rule.{rule}", values), _worded(words, f"rule_do.{rule}", values)
    return Entry("warning", rule, file.incoming.name, grant.sheet, grant.row, "", (grant.title or "")[:200], said, do)


def explained(candidate: Candidate, words: Words) -> str:
    """Return in words why a project may be the grant: which parts agree, which do not, which nobody knows."""
    if candidate.by != "parts":
        return words(f"match.by_{candidate.by}")
    groups = (
        ("agree", [p for p, s in candidate.parts.items() if s is not None and s >= 0.95]),
        ("alike", [p for p, s in candidate.parts.items() if s is not None and 0.5 <= s < 0.95]),
        ("differ", [p for p, s in candidate.parts.items() if s is not None and s < 0.5]),
        ("silent", [p for p, s in candidate.parts.items() if s is None]),
    )
    said = [words(f"match.{kind}", parts=words.list(words(f"match.part_{p}") for p in found)) for kind, found in groups if found]
    return words("match.score", score=words.part(round(candidate.score * 100), 100)) + " " + " ".join(said)


def keys_of(plan: Plan) -> dict[tuple[str, str], Place]:
    """Return {(table, key of a row as checks write it): file, sheet, row} of the rows that the files bring."""
    found: dict[tuple[str, str], Place] = {}
    for file in plan.files:
        for table, places in file.reading.places.items():
            key = own_tables.schemas()[table].get("primaryKey", ())
            for row, (sheet, line) in zip(file.reading.tables[table], places, strict=True):
                found[table, " / ".join(row.get(c) or "" for c in key)] = file.incoming.name, sheet, line
    return found


def of_store(finding: store.Finding, words: Words, places: Mapping[tuple[str, str], Place] = {}) -> Entry:
    """Return what a check says of the store that the import would make; places: where the rows of the files stand."""
    level: Level = "error" if finding.level == "error" else "warning"
    if words.has(f"check.{finding.check}"):
        said = words("imports.broken_truth", truth=words(f"check.{finding.check}"), why=finding.why)
    else:
        said = words(f"contract.{finding.check}", table=finding.table, why=finding.why)
    do = words(f"imports.do_store_{level}")
    if place_ := places.get((finding.table, finding.row)):
        return Entry(level, finding.rule, *place_, "", finding.why, said, do)
    row = "" if finding.rule == "V00" else finding.row  # a line of the merged table, which nobody can look up
    return Entry(level, finding.rule, "", finding.table, None, row, finding.why, said, do)


def of_losses(losses: Mapping[str, int], words: Words) -> Entry:
    """Return what would vanish: an error until a person confirms it."""
    values = {name: words.number(n) for name, n in losses.items()}
    return Entry("error", "M05", "", "", None, "", "", words("rule.M05", **values), words("rule_do.M05"))


# ---------------------------------------------------------------- as text and JSON


def place(found: Entry, words: Words) -> str:
    """Return where a finding stands: file, sheet, row, column."""
    parts = [found.file or words("imports.whole_store")]
    if found.sheet:
        parts.append(words("imports.at_sheet" if found.file else "imports.at_table", sheet=found.sheet))
    if found.row is not None:
        parts.append(words("imports.at_row", row=found.row))
    if found.column:
        parts.append(words("imports.at_column", column=found.column))
    return ", ".join(parts)


def line(found: Entry, words: Words) -> str:
    """Return one finding as a line: level, rule, place, value, what is wrong, what to do."""
    value = f" „{shortened(found.value)}”" if found.value and found.value not in found.said else ""
    do = f" {found.do}" if found.do else ""
    return f"{words('cli.level_' + found.level)} {found.rule} {place(found, words)}:{value} {found.said}{do}"


def shortened(text: str, most: int = 80) -> str:
    """Return a text on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def as_json(seen: Preview | Plan, words: Words) -> dict[str, object]:
    """Return the report as one object: the whole call, and one object for each file under "files"."""
    plan = seen.plan if isinstance(seen, Preview) else seen
    found = entries(seen, words)
    files = [of_file(f.incoming.name, f.reading, [e for e in found if e.file == f.incoming.name]) for f in plan.files]
    formats = list(dict.fromkeys(str(f["format"]) for f in files))
    totals = {k: sum(getattr(f.reading, k) for f in plan.files) for k in ("rows", "accepted", "rejected", "ignored")}
    return {"format": formats[0] if len(formats) == 1 else "mixed", **totals, "findings": [plainly(e) for e in found], "files": files}


def of_file(name: str, reading: Reading, found: Iterable[Entry]) -> dict[str, object]:
    """Return the object of one file."""
    return {
        "name": name, "format": reading.format, "certainty": reading.certainty, "sha256": reading.sha256, "rows": reading.rows,
        "accepted": reading.accepted, "rejected": reading.rejected, "ignored": reading.ignored, "ignored_why": dict(reading.ignored_why),
        "grants": len(reading.grants), "amounts": {currency: str(total) for currency, total in reading.amounts.items()},
        "findings": [plainly(e) for e in found],
    }  # fmt: skip


def plainly(found: Entry) -> dict[str, object]:
    """Return a finding for JSON; values are as in the file."""
    return {k: getattr(found, k) for k in ("level", "rule", "file", "sheet", "row", "column", "value", "said", "do")}


# ---------------------------------------------------------------- the marked copy


def marked_copy(sheets: Sequence[Sheet], found: Sequence[Entry], words: Words) -> bytes:
    """Return a workbook: the table as received with the bad cells coloured and commented, then a sheet of all findings."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        formats = {level: book.add_format({"bg_color": colour}) for level, colour in MARKS.items()}
        used: set[str] = set()
        for name, rows in sheets:
            sheet = book.add_worksheet(sheet_name(name or words("sheet.data"), used))
            _write_marked(sheet, rows, [e for e in found if e.sheet == name and e.file], formats, words)
        _write_findings(book, sheet_name(words("imports.sheet_findings"), used), found, formats, words)
    return out.getvalue()


def sheet_name(name: str, used: set[str]) -> str:
    """Return a name that a workbook takes: no forbidden sign, at most 31 letters, not used yet."""
    plain = "".join("_" if c in "[]:*?/\\'" else c for c in inert(name))[:31] or "_"
    while plain.lower() in used:
        plain = f"{plain[:27]}_{len(used)}"
    used.add(plain.lower())
    return plain


def _write_marked(sheet, rows, found: Sequence[Entry], formats, words: Words) -> None:  # type: ignore[no-untyped-def]
    by_row: dict[int, list[Entry]] = {}
    for e in found:
        if e.row is not None:
            by_row.setdefault(e.row, []).append(e)
    headings: Sequence[str] = ()
    columns = {e.column for e in found if e.column}
    for at, (number, cells) in enumerate(rows):
        if columns & set(cells):
            headings = cells
        marks = {_column_of(e, cells, headings): e for e in reversed(by_row.get(number, []))}
        for c, cell in enumerate(cells):
            mark = marks.get(c)
            sheet.write_string(at, c, inert(cell), formats[mark.level] if mark else None)
            if mark:
                sheet.write_comment(at, c, inert(f"{mark.rule}: {mark.said} {mark.do}")[:1000])
    sheet.set_column(0, max((len(cells) for _, cells in rows), default=1), 18)


def _column_of(found: Entry, cells: Sequence[str], headings: Sequence[str]) -> int:
    """Return which cell of a row is meant: that of the heading, else the one with the value, else the first."""
    if found.column in headings:
        return headings.index(found.column)
    return next((i for i, cell in enumerate(cells) if found.value and found.value in cell), 0)


def _write_findings(book, name: str, found: Sequence[Entry], formats, words: Words) -> None:  # type: ignore[no-untyped-def]
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    heads = [words(f"imports.head_{h}") for h in ("level", "rule", "file", "sheet", "row", "column", "value", "said", "do")]
    sheet.write_row(0, 0, heads, bold)
    for at, e in enumerate(found, start=1):
        texts = [words(f"cli.level_{e.level}"), e.rule, e.file, e.sheet, str(e.row or ""), e.column, e.value, e.said, e.do]
        for c, text in enumerate(texts):
            sheet.write_string(at, c, inert(text), formats[e.level] if c == 0 else wrapped)
    for c, width in enumerate((16, 8, 24, 16, 8, 24, 30, 60, 60)):
        sheet.set_column(c, c, width)
    sheet.freeze_panes(1, 0)

"""An import in words: what was recognised, what would change, what a person may decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from paktum.exports.reading import Reading
from paktum.figures.parts import Cell, Column, Mark
from paktum.imports.flow import FilePlan, Preview
from paktum.imports.planning import Step
from paktum.imports.report import LEVELS, Entry, explained, place
from paktum.questions import ask
from paktum.readings.marks import digits, number, text
from paktum.store import Change, Difference, Snapshot
from paktum.wording import NBSP, SIGNS, Words

MOST_ROWS = 200
COUNTED = ("district_labour",)


@dataclass(frozen=True)
class Names:
    """What codes are called: pacts, measures, documents."""

    pacts: Mapping[str, str]
    measures: Mapping[str, str]
    sources: Mapping[str, str]


def names(words: Words, difference: Difference | None = None) -> Names:
    """Return the names of the snapshot that is being read, and of the pacts and documents that a difference brings or takes."""
    pacts = {text(r["pact_id"]): words.pick(r, "short") for r in ask("selected_pacts").rows}
    for change in difference.of("labels") if difference else ():
        row = change.after or change.before
        pacts.setdefault(change.pact, text(row.get(f"short_{words.language}") or row.get("short_hu")))
    sources = {text(r["source_id"]): text(r["title"]) for r in ask("sources_used").rows}
    for change in difference.of("sources") if difference else ():
        row = change.after or change.before
        sources.setdefault(change.key[0], text(row.get("title")) or change.key[0])
    return Names(pacts, {text(r["measure"]): words.pick(r, "name") for r in ask("vocabulary").rows}, sources)


# ---------------------------------------------------------------- files


def format_name(reading: Reading, words: Words) -> str:
    """Return what a format is called; one without words of its own keeps its name."""
    key = f"format.{reading.format}"
    return words(key) if words.has(key) else reading.format


def recognised(file: FilePlan, words: Words) -> str:
    """Return the line of a file: its format and how sure that is, its rows and what became of them."""
    r = file.reading
    counted = {k: words.number(getattr(r, k)) for k in ("rows", "accepted", "rejected", "ignored")}
    said = words("imports.recognised", format=format_name(r, words), sure=words.part(round(100 * r.certainty), 100), **counted)
    return said + ignored(r, words) + amounts(r, words)


def amounts(reading: Reading, words: Words) -> str:
    """Return what the grants come to, to the last forint, and how many of them have no amount; a bound makes the sum one."""
    if not reading.grants:
        return ""
    soft = {g.precision for g in reading.grants}
    sign = SIGNS["lower" if "lower_bound" in soft else "approximate" if soft - {"exact"} else "exact"]
    sums = [
        f"{sign}{NBSP if sign else ''}{words.number(float(total), 0 if total == int(total) else 2)}{NBSP}{currency_name(currency, words)}"
        for currency, total in reading.amounts.items()
    ]
    silent = sum(g.amount is None for g in reading.grants)
    rest = words("imports.amount_unknown", n=words.number(silent)) if silent else ""
    return " " + words("imports.amounts", n=words.number(len(reading.grants)), sums=words.list(sums) or words("absent.unknown"), rest=rest)


def currency_name(currency: str, words: Words) -> str:
    """Return a currency as it stands after a number."""
    return words("unit_name.HUF") if currency == "HUF" else words("unit_name.EUR") if currency == "EUR" else currency


def ignored(reading: Reading, words: Words) -> str:
    """Return why rows were left out, with how many for each reason."""
    if not reading.ignored_why:
        return ""
    named = (f"{_reason(reason, words)}: {words.number(n)}" for reason, n in reading.ignored_why.items())
    return " " + words("imports.ignored_why", reasons=words.list(named))


def _reason(reason: str, words: Words) -> str:
    return words(f"ignored.{reason}") if words.has(f"ignored.{reason}") else reason


def matched(file: FilePlan, words: Words) -> str:
    """Return how the grants of a file were matched; empty for a file without grants."""
    if not file.steps:
        return ""
    count = {how: sum(s.how == how for s in file.steps) for how in ("certain", "remembered", "decided", "open")}
    return words("imports.matched", **{how: words.number(n) for how, n in count.items()})


def outcome(file: FilePlan, words: Words) -> str:
    """Return what a file brings, where that is nothing, and whether the same content came before."""
    if file.reading.errors:
        return words("imports.refused")
    if file.earlier:
        return words("imports.came_before", date=words.date(file.earlier.received_at[:10]), file=file.earlier.file_name)
    if not file.reading.accepted:
        return words("imports.holds_nothing")
    return words("imports.brings_nothing") if file.delivery.empty and not file.open else ""


# ---------------------------------------------------------------- findings


def finding_table(found: Sequence[Entry], words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the report as a table: level and rule, place, value, what is wrong and what to do."""
    heads = ("level", "place", "value")
    columns = [Column(words(f"imports.head_{h}")) for h in heads] + [Column(words("imports.head_said"), wide=True)]
    rows = [
        [
            Cell(words(f"cli.level_{e.level}"), sub=(e.rule,), marks=()),
            Cell(place(e, words)),
            Cell(e.value),
            Cell(e.said or e.rule, sub=(e.do,) if e.do else ()),
        ]
        for e in found[:MOST_ROWS]
    ]
    return columns, rows


def counted(found: Iterable[Entry], words: Words) -> str:
    """Return how many errors, warnings and notes there are."""
    levels = [e.level for e in found]
    count = {f"{level}s": words.number(levels.count(level)) for level in LEVELS}
    return words("imports.counts", **count)


def options(step: Step, known: Names, words: Words) -> dict[str, str]:
    """Return what a person can decide about a grant: {choice: label}, the most likely first."""
    found = {
        f"project:{c.project.project_id}": words(
            "imports.is_project",
            pact=known.pacts.get(c.project.pact_id, c.project.pact_id),
            title=c.project.title or c.project.project_id,
            score=words.part(round(100 * c.score), 100),
        )
        for c in step.match.candidates
    }
    return found | {"new": words("imports.is_new"), "pact": words("imports.is_pact"), "skip": words("imports.is_skipped")}


def reasons(step: Step, words: Words) -> list[str]:
    """Return why each candidate may be the grant."""
    return [explained(c, words) for c in step.match.candidates]


# ---------------------------------------------------------------- what changes


def doubts(seen: Preview, words: Words) -> list[str]:
    """Return what makes an import look like a mistake, in sentences."""
    out = []
    for doubt in seen.doubts:
        values = {k: words.number(float(v)) if isinstance(v, int | float) else v for k, v in doubt.values.items()}
        if table := doubt.values.get("table"):
            values["table"] = words(f"table.{table}") if words.has(f"table.{table}") else str(table)
        out.append(words(f"import_doubt.{doubt.key}", **values))
    return out


def summary(difference: Difference, words: Words) -> str:
    """Return in one line what changes: pacts, numbers, contradictions."""
    if not difference.changes:
        return words("imports.no_change")
    new = sum(c.kind == "new" for c in difference.of("contradictions"))
    gone = sum(c.kind == "gone" for c in difference.of("contradictions"))
    said = words("imports.summary", pacts=words.number(len(difference.pacts)), numbers=words.number(len(difference.numbers)))
    if new or gone:
        said += " " + words("imports.summary_contradictions", new=words.number(new), gone=words.number(gone))
    return said


def change_table(difference: Difference, known: Names, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return what changes, before and after: published figures, what readers see, facts, contradictions."""
    heads = ("kind", "pact", "what", "before", "after")
    rows = [*figure_rows(difference, known, words), *seen_rows(difference, known, words), *fact_rows(difference, known, words)]
    rows += [*counted_rows(difference, known, words), *contradiction_rows(difference, known, words)]
    return [Column(words(f"imports.head_{h}"), wide=h == "what") for h in heads], rows[:MOST_ROWS]


def more_rows(difference: Difference) -> int:
    """Return how many changes the table leaves out."""
    return max(0, len(difference.changes) - MOST_ROWS)


def _row(kind: str, change: Change, what: str, before: str, after: str, known: Names, words: Words, sub: str = "") -> list[Cell]:
    pact = known.pacts.get(change.pact, change.pact) or "–"
    mark = Mark(words(f"imports.kind_{kind}"), "warn" if kind in ("gone", "contradiction") else "plain")
    return [Cell("", marks=(mark,)), Cell(pact), Cell(what, sub=(sub,) if sub else ()), Cell(before or "–"), Cell(after or "–")]


def figure_rows(difference: Difference, known: Names, words: Words) -> list[list[Cell]]:
    """Return the published figures that come, go or change."""
    rows = []
    for c in difference.of("observations", "aggregates"):
        row = c.after or c.before
        measure = text(row.get("measure"))
        rows.append(_row(c.kind, c, known.measures.get(measure, measure), _figure(c.before, words), _figure(c.after, words), known, words,
                         circumstances(row, known, words)))  # fmt: skip
    return rows


def circumstances(row: Mapping[str, object], known: Names, words: Words) -> str:
    """Return what a published figure is: its kind, date, softness and source."""
    kind = text(row.get("kind"))
    parts = [words(f"kind.{kind}") if words.has(f"kind.{kind}") else kind, words.date(text(row.get("as_of")))]
    soft = text(row.get("precision"))
    parts += [words(f"precision.{soft}")] if soft not in ("", "exact") and words.has(f"precision.{soft}") else []
    source = text(row.get("source_id"))
    parts += [words("import_preview.source", source=known.sources.get(source, source))] if source else []
    return words("imports.published_figure") + " · " + " · ".join(filter(None, parts))


def _figure(row: Mapping[str, object], words: Words) -> str:
    if not row:
        return ""
    if row.get("value_date"):
        return words.date(text(row["value_date"]))
    soft = {"lower_bound": "lower", "upper_bound": "upper", "counted": "exact", "derived": "approximate"}
    softness = text(row.get("softness")) or soft.get(text(row.get("precision")), text(row.get("precision")) or "exact")
    value = row.get("value")
    return words.figure(None if value is None else float(str(value)), text(row.get("unit")), softness, digits(row.get("digits")))


def seen_rows(difference: Difference, known: Names, words: Words) -> list[list[Cell]]:
    """Return the values of indicators that readers will see differently."""
    rows = []
    for c in difference.of("pact_values"):
        before, after = _figure(c.before, words), _figure(c.after, words)
        name = words(f"indicator.{c.key[0]}")
        if before != after:
            rows.append(_row(c.kind, c, name, before, after, known, words, words("imports.shown_value")))
        elif c.before.get("contradicted") != c.after.get("contradicted"):
            kind = "contradiction" if c.after.get("contradicted") else "resolved"
            rows.append(_row(kind, c, name, before, after, known, words, words("imports.shown_mark")))
    return rows


def fact_rows(difference: Difference, known: Names, words: Words) -> list[list[Cell]]:
    """Return the other rows that come, go or change: pacts, projects, members, areas, sources."""
    rows = []
    for c in difference.facts:
        if c.table in ("observations", "aggregates", "project_sources", *COUNTED):
            continue
        name = words(f"table.{c.table}") if words.has(f"table.{c.table}") else c.table
        label = _label(c)
        if c.kind != "changed":
            rows.append(_row(c.kind, c, f"{name}: {label}", "", "", known, words))
            continue
        for column in c.after:
            if c.before.get(column) != c.after.get(column):
                was, now = text(c.before.get(column)), text(c.after.get(column))
                kind = "filled" if not was else "changed"
                rows.append(_row(kind, c, f"{name}: {label}", was, now, known, words, column))
    return rows


def counted_rows(difference: Difference, known: Names, words: Words) -> list[list[Cell]]:
    """Return one line for each table whose rows are too many and too alike to be listed."""
    rows = []
    for table in COUNTED:
        found = difference.of(table)
        for kind in ("new", "changed", "gone"):
            some = [c for c in found if c.kind == kind]
            if some:
                said = words("imports.rows_of", table=words(f"table.{table}"), n=words.number(len(some)))
                rows.append(_row(kind, some[0], said, "", "", known, words))
    return rows


def _label(change: Change) -> str:
    row = change.after or change.before
    for column in ("name_hu", "title_hu", "organisation", "title", "short_hu"):
        if row.get(column):
            return text(row[column])
    return " / ".join(change.key)


def contradiction_rows(difference: Difference, known: Names, words: Words) -> list[list[Cell]]:
    """Return the contradictions that come or are resolved, with both values."""
    rows = []
    for c in difference.of("contradictions"):
        if c.kind == "changed":
            continue
        row = c.after or c.before
        kind = "contradiction" if c.kind == "new" else "resolved"
        measure = text(row.get("measure"))
        name, one, other = known.measures.get(measure, measure), _side(row, "chosen", words), _side(row, "other", words)
        rows.append(_row(kind, c, name, one, other, known, words, words("imports.two_values")))
    return rows


def _side(row: Mapping[str, object], side: str, words: Words) -> str:
    if row.get(f"{side}_date"):
        return words.date(text(row[f"{side}_date"]))
    if row.get(f"{side}_text"):
        return text(row[f"{side}_text"])
    return words.figure(number(row.get(f"{side}_value")), text(row.get("unit")), text(row.get(f"{side}_softness")))


# ---------------------------------------------------------------- history


def when(snapshot: Snapshot, words: Words) -> str:
    """Return the day and minute of a snapshot's build."""
    return f"{words.date(snapshot.built_on)} {snapshot.built_locally[11:]}"


def way_back(kept: Sequence[Snapshot]) -> int | None:
    """Return which of the former snapshots (those after the first) is the natural one to go back to, or None.

    It is the newest that is older than the published one: what was stepped back from is newer. One with fewer pacts or much
    fewer figures is never offered by itself.
    """
    now = kept[0]
    for number_, former in enumerate(kept[1:]):
        held = former.rows.get("pacts", 0) >= now.rows.get("pacts", 0)
        if former.built_at <= now.built_at and held and former.rows.get("observations", 0) >= 0.8 * now.rows.get("observations", 0):
            return number_
    return None


def going_back(target: Snapshot, published: Snapshot, words: Words) -> str:
    """Return what is published now and what would be after going back, in numbers."""
    values: dict[str, object] = {"id": target.id, "when": when(target, words)}
    for name, snapshot in (("now", published), ("then", target)):
        values |= {f"pacts_{name}": words.number(snapshot.rows.get("pacts", 0))}
        values |= {f"figures_{name}": words.number(snapshot.rows.get("observations", 0))}
    return words("import_history.ask", **values)


def history_line(snapshot: Snapshot, current: bool, words: Words) -> str:
    """Return a snapshot as a line: id, when, how many deliveries, note, and whether it is the published one."""
    said = words("imports.snapshot", id=snapshot.id, when=when(snapshot, words), deliveries=words.number(len(snapshot.deliveries)))
    note = f" – {snapshot.note}" if snapshot.note else ""
    return f"{'*' if current else ' '} {said}{note}"


def lines(difference: Difference, known: Names, words: Words) -> list[str]:
    """Return what changes for a terminal: one line a change."""
    _, rows = change_table(difference, known, words)
    out = []
    for kind, pact, what, before, after in rows:
        sub = f" ({what.sub[0]})" if what.sub else ""
        values = "" if before.text == after.text == "–" else f": {before.text}" + ("" if before.text == after.text else f" → {after.text}")
        out.append(f"  {kind.marks[0].text:<18} {pact.text}: {what.text}{sub}{values}")
    return [*out, *([words("imports.more", n=words.number(more_rows(difference)))] if more_rows(difference) else [])]


def history_table(kept: Sequence[Snapshot], files: Mapping[str, str], checks: str, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the kept snapshots as a table, the published one first and marked.

    `files` are the names of deliveries; `checks` is the link to what the checks say of the published data.
    """
    columns = [Column(words(f"imports.history_{h}"), wide=h == "note") for h in ("id", "when", "note", "deliveries", "warnings")]
    rows = [
        [
            Cell(s.id, marks=(Mark(words("imports.history_published")),) if place == 0 else (), strong=place == 0),
            Cell(when(s, words)),
            Cell(s.note or "–"),
            Cell(words.number(len(s.deliveries)), sub=tuple(files.get(d, d) for d in s.deliveries[-3:])),
            Cell(words.number(len(s.warnings)), href=checks if place == 0 else ""),
        ]
        for place, s in enumerate(kept)
    ]
    return columns, rows

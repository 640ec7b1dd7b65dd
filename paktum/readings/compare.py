"""Pacts side by side in words: the matrix, the guard, every published amount, the contradictions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paktum import tables
from paktum.figures.matrix import Head
from paktum.figures.parts import Cell, Column, Mark
from paktum.figures.ranges import Range, RangeMark
from paktum.questions import Answer
from paktum.readings.marks import Row, absent, digits, division, marks, number, printed, softness_mark, text
from paktum.wording import Words

TOPICS = ("funding", "membership", "outcomes", "unit_cost")
ByCell = Mapping[tuple[str, str], Row]
PEOPLE = ("participants", "found_job", "employed_6m")


def heads(pacts: Sequence[Row], chosen: str, links: Mapping[str, str], words: Words) -> list[Head]:
    """Return the column heads: short name, kind and cycle."""
    return [head(p, p["pact_id"] == chosen, links.get(text(p["pact_id"]), ""), words) for p in pacts]


def head(pact: Row, chosen: bool, href: str, words: Words) -> Head:
    """Return the head of one pact's column."""
    name = words.pick(pact, "short")
    kind = f"{words('level_pact.' + text(pact['level']))} · {words('cycles.' + text(pact['cycle']))}"
    return Head(name, kind, chosen, href, name)


def groups(
    pacts: Sequence[Row], indicators: Sequence[Row], values: Answer, targets: Mapping[str, Answer], ends: Mapping[str, str], words: Words
) -> list[tuple[str, list[tuple[str, str, list[Cell]]]]]:
    """Return the matrix: the state of each pact, then one row per indicator, by topic."""
    known, goals = by_cell(values, targets)
    states = [
        Cell("", marks=(Mark(words("status." + text(p["status"]))),), sub=tuple(s for s in [ends.get(text(p["pact_id"]), "")] if s))
        for p in pacts
    ]
    out = [("", [(words("compare.state"), "", states)])]
    for topic in TOPICS:
        lines = []
        for i in indicators:
            if i["topic"] == topic:
                name = text(i["indicator"])
                cells = [
                    value_cell(i, p, known.get((name, text(p["pact_id"]))), goals.get((name, text(p["pact_id"]))), words) for p in pacts
                ]
                lines.append(
                    (words(f"indicator.{name}"), words(f"indicator_sub.{name}") if words.has(f"indicator_sub.{name}") else "", cells)
                )
        if lines:
            out.append((words(f"topic.{topic}"), lines))
    return out


def by_cell(values: Answer, targets: Mapping[str, Answer]) -> tuple[ByCell, ByCell]:
    """Return the values and the targets that there are, each by its cell of the matrix: (indicator, pact)."""
    known = {(text(r["indicator"]), text(r["pact_id"])): r for r in values.rows}
    goals = {(measure, text(r["pact_id"])): r for measure, a in targets.items() for r in a.rows if r["target"] is not None}
    return known, goals


def value_cell(indicator: Row, pact: Row, row: Row | None, goal: Row | None, words: Words) -> Cell:
    """Return the value of an indicator for a pact, what it rests on, or which of the four absences it is."""
    name = text(indicator["indicator"])
    target = (
        words("compare.target", target=printed(goal, words, "target", "persons", "target_"), date=words.date(text(goal["target_as_of"])))
        if goal
        else ""
    )
    if row is None:
        if pact["status"] == "running" and words.has(f"indicator_running.{name}"):
            return absent(words, "absent.not_yet", words(f"indicator_running.{name}"), target)
        if indicator["form"] == "ratio":
            return absent(
                words,
                "absent.meaningless",
                words(f"indicator_missing.{name}") if words.has(f"indicator_missing.{name}") else words("compare.part_missing"),
            )
        return absent(words, "absent.unknown", target)
    if row["softness"] == "none":
        return Cell(words("absent.meaningless"), sub=(words("compare.versions"),), marks=marks(row, words))
    return Cell(printed(row, words), sub=tuple(s for s in (rests_on(row, words), target) if s), marks=marks(row, words), strong=True)


def take_away(pacts: Sequence[Row], indicators: Sequence[Row], values: Answer, targets: Mapping[str, Answer], words: Words) -> tables.Table:
    """Return the matrix as a table to take away: a row for every cell of the screen, absent ones in the same words."""
    known, goals = by_cell(values, targets)
    names = ("subject", "indicator", "pact", "value", "unit", "rests_on", "state", "as_of", "marks")
    rows = []
    for i in sorted(indicators, key=lambda i: TOPICS.index(text(i["topic"]))):
        for p in pacts:
            place = (text(i["indicator"]), text(p["pact_id"]))
            cell, row = value_cell(i, p, known.get(place), goals.get(place), words), known.get(place)
            value, soft = (number(row["value"]), text(row["softness"])) if row and row["softness"] != "none" else (None, "")
            shown = [
                tables.Cell(words(f"topic.{i['topic']}")),
                tables.Cell(words(f"indicator.{i['indicator']}")),
                tables.Cell(words.pick(p, "short")),
                tables.Cell(cell.text, value, softness=soft, absent=value is None),
                tables.Cell(words(f"unit_name.{i['unit']}")),
                tables.Cell("; ".join(cell.sub)),
                tables.Cell(words(f"kind.{row['state']}") if row and row["state"] and not row["doubt"] else ""),
                tables.Cell(words.date(text(row["as_of"])) if row and row["as_of"] else ""),
                tables.Cell("; ".join(m.text for m in cell.marks)),
            ]
            rows.append(tuple(shown))
    return tables.Table(tuple(words(f"column.{n}") for n in names), tuple(rows), tuple(n == "value" for n in names))


def rests_on(row: Row, words: Words) -> str:
    """Return the small line under a value: numerator and denominator, or the state and date of a total."""
    if row["form"] == "ratio":
        return " / ".join(division(row, words))
    state = text(row["state"])
    if not state:
        return ""
    when = words.date(text(row["as_of"])) if row["as_of"] else words("absent.undated")
    return (
        words("compare.state_on", state=words(f"kind.{state}"), date=when)
        if state in ("awarded", "later", "modified", "reported")
        else when
    )


def guard(answer: Answer, pacts: Sequence[Row], words: Words) -> list[str]:
    """Return why the pacts may not be ranked, one sentence per broken rule; empty when nothing forbids it."""
    names = {text(p["pact_id"]): words.pick(p, "short") for p in pacts}
    out = []
    for r in answer.rows:
        rule, states, lacking = text(r["rule"]), r["options"], r["lacking"]
        listed = words.list(names.get(str(p), str(p)) for p in lacking) if isinstance(lacking, list) else ""
        if isinstance(states, list):
            kinds = {"cycle": "cycles", "area": "levels", "status": "statuses", "money_state": "kind"}
            listed = words.list(words.date(s) if rule == "date" else words(f"{kinds[rule]}.{s}") for s in states).rstrip(".")
        out.append(words(f"guard.rule.{rule}", listed=listed))
    return out


def amounts(answer: Answer, order: Sequence[str], chosen: str, words: Words) -> list[Range]:
    """Return every published grant amount, pact by pact in the reader's order, headline first."""
    out = []
    for pact in order:
        rows = sorted((r for r in answer.rows if r["pact_id"] == pact), key=lambda r: (not r["headline"], text(r["as_of"])))
        merged = merge(rows)
        if merged:
            out.append(Range(words.pick(merged[0], "short"), pact == chosen, tuple(range_mark(r, words) for r in merged)))
    return out


def merge(rows: Sequence[Row]) -> list[dict[str, object]]:
    """Put equal amounts of one pact together, with all their dates: the same figure printed again says nothing new."""
    out: list[dict[str, object]] = []
    for r in rows:
        same = next(
            (o for o in out if o["amount_huf"] == r["amount_huf"] and o["project_id"] == r["project_id"] and o["kind"] == r["kind"]), None
        )
        if same is None:
            out.append({**r, "dates": [text(r["as_of"])]})
        else:
            same["dates"] = [*same["dates"], text(r["as_of"])]  # type: ignore[misc]
    return out


def range_mark(row: Row, words: Words) -> RangeMark:
    """Return one published amount with its whisker or open end."""
    softness = text(row["softness"])
    years = words.list(dict.fromkeys(d[:4] for d in row["dates"] if d))  # type: ignore[attr-defined]
    label = words(f"kind.{row['kind']}") + (f", {years}" if years else "")
    value = words.figure(number(row["amount_huf"]), "HUF", softness, digits(row["digits"]))
    hover = f"{value} · {label} · {text(row['source_title'])}"
    return RangeMark(
        number(row["amount_huf"]), number(row["low"]), number(row["high"]), softness, bool(row["headline"]), label, hover, value
    )


def amounts_sentence(ranges: Sequence[Range], words: Words) -> str:
    """Return the amounts as a sentence: the alternative text of their figure."""
    said = [f"{r.name}: {'; '.join(f'{m.value} ({m.label})' for m in r.marks)}" for r in ranges]
    return words("compare.amounts_alt", amounts=". ".join(said))


CONTRADICTION_COLUMNS = ("pact", "data", "chosen", "other")


def contradiction_table(answer: Answer, words: Words, with_pact: bool = True) -> tuple[list[Column], list[list[Cell]]]:
    """Return the contradictions as a table: the figure, the chosen value, the other one, each with its source."""
    columns = [Column(words(f"contradiction.{c}")) for c in CONTRADICTION_COLUMNS if with_pact or c != "pact"]
    rows = []
    for r in answer.rows:
        name = words("contradiction.code") if r["topic"] == "code" else words.pick(r, "measure")
        first = [Cell(words.pick(r, "short"))] if with_pact else []
        rows.append([*first, Cell(name, sub=(words(f"topic_of.{r['topic']}"),)), side(r, "chosen", words), side(r, "other", words)])
    return columns, rows


def side(row: Row, which: str, words: Words) -> Cell:
    """Return one side of a contradiction: its value, its state, its source and date."""
    kind, unit = text(row[f"{which}_kind"]), text(row["unit"])
    if unit == "code":
        value = text(row[f"{which}_text"])
    elif unit == "date":
        value = words.date(text(row[f"{which}_date"]))
    else:
        value = printed(row, words, f"{which}_value", unit, f"{which}_")
    state = (Mark(words(f"kind.{kind}"), "plan"),) if kind in ("planned", "target") else ()
    source = words(f"source_kind.{row[f'{which}_source_kind']}") if row[f"{which}_source_kind"] else ""
    when = words.date(text(row[f"{which}_as_of"])) if row[f"{which}_as_of"] else words("absent.undated")
    note = words("contradiction.top_up") if row["topic"] == "sum_differs" and which == "other" else ""
    return Cell(
        value,
        sub=tuple(s for s in (", ".join(s for s in (source, when) if s), note) if s),
        marks=(*state, *softness_mark(text(row[f"{which}_softness"]), words)),
    )


def title(pacts: Sequence[Row], words: Words) -> str:
    """Return the heading of the page: the pacts by name while they are few."""
    if not 1 <= len(pacts) <= 3:
        return words("compare.title", n=words.number(len(pacts))) if pacts else words("page.compare")
    return words("compare.title_named", names=words.list(brief(p, words) for p in pacts))


def brief(pact: Row, words: Words) -> str:
    """Return the shortest name of a pact that a heading can hold: its county or its seat."""
    return text(pact["county"]) if pact["level"] == "county" else text(pact["seat"]) or words.pick(pact, "short")


def scope(pacts: Sequence[Row], figures: Answer, everything: int, chosen: str, words: Words) -> tuple[str, str, str, str]:
    """Return the line "what you see here" of a comparison."""
    grants = sum(int(number(p["projects"]) or 0) for p in pacts)
    said = words(
        "compare.scope", grants=words.number(grants), figures=words.number(len(figures.frame)), sources=words.number(len(figures.sources))
    )
    names = {text(p["pact_id"]): words.pick(p, "short") for p in pacts}
    marked = words("compare.marked", name=names[chosen]) if chosen in names else ""
    return (
        words("scope.pacts", n=words.number(len(pacts))),
        said,
        words("scope.left_out"),
        words("compare.left", n=words.number(everything - len(pacts)), marked=marked),
    )


def ends(figures: Answer, closings: Answer, words: Words) -> dict[str, str]:
    """Return when each pact ended or is planned to end: a closing event before a reported end, a fact before a plan."""
    found: dict[str, str] = {}
    for series in ("planned", "result"):
        for r in figures.rows:
            if r["measure"] == "end_date" and r["role"] == "headline" and r["series"] == series:
                found[text(r["pact_id"])] = words(f"compare.end_{series}", date=words.date(text(r["value_date"])))
    for r in closings.rows:
        found[text(r["pact_id"])] = words("compare.end_event", date=words.date(text(r["happened_on"])))
    return found


def formulas(indicators: Sequence[Row], words: Words) -> list[tuple[str, str]]:
    """Return each indicator with its formula in words, its caveat and what it is not to be used for."""
    return [(words(f"indicator.{i['indicator']}"), explained(text(i["indicator"]), words)) for i in indicators]


def explained(indicator: str, words: Words) -> str:
    """Return the formula of an indicator, then its caveat and what it is not to be used for, as the dictionary says them."""
    said = [words(f"{key}.{indicator}") for key in ("indicator_caveat", "indicator_not_for") if words.has(f"{key}.{indicator}")]
    return " ".join([words(f"indicator_how.{indicator}") + ".", *said])

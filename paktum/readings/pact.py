"""One pact in words: who it is, its people stage by stage, its money over time, every figure with its source."""

from __future__ import annotations

from collections.abc import Mapping

from paktum.figures.funnel import Step
from paktum.figures.money_steps import Point
from paktum.figures.parts import Cell, Column, Mark
from paktum.questions import Answer
from paktum.readings.marks import Row, absent, digits, division, marks, number, printed, softness_mark, split_unit, text
from paktum.tables import worded
from paktum.wording import NBSP, Words, capital, inside, suffixed

UNIT_COSTS = ("cost_per_participant", "cost_per_job", "cost_per_lasting_job")
RATES = ("placement_rate", "retention_rate", "lasting_rate")


def lead(values: Mapping[str, Row], changes: Answer, words: Words) -> str:
    """Return the pact in one sentence: money, people, jobs, lasting jobs; only what is known, with its softness."""
    money = grant_said(values, changes, words)
    people = [values.get(name) for name in ("participants", "found_job", "employed_6m")]
    said: list[str] = []
    if money:
        said.append(money)
    if people[0]:
        said.append(words("lead.people", people=count(people[0], words)))
    if people[1]:
        said.append(words("lead.jobs", jobs=on(people[1], words)))
    if people[2]:
        said.append(words("lead.lasting", lasting=on(people[2], words)))
    if not any(people):
        said.append(words("lead.no_results"))
    if any(row and row["doubt"] for row in people):
        said.append(words("lead.unsure"))
    return " ".join(said)


def grant_said(values: Mapping[str, Row], changes: Answer, words: Words) -> str:
    """Return the grant with its state, and beside it the later amounts that are no rounding of it (question grant_changes)."""
    if "grant" not in values:
        return ""
    grant, parts = values["grant"], int(number(values["grant"]["units"]) or 0)
    said = [] if parts == 1 and changes.rows else [words(f"lead.{grant['state']}", money=printed(grant, words))]
    for change in changes.rows:
        first, last = (printed(change, words, f"{name}_huf", "HUF", f"{name}_") for name in ("awarded", "later"))
        key = f"lead.{'awarded' if parts == 1 else 'part'}_then_{change['later_kind']}"
        said.append(words(key, money=first, later=last))
    if any(change["contradicted"] for change in changes.rows):
        said.append(words("lead.contradicted"))
    return " ".join(said)


def county_line(whole: Row, words: Words) -> str:
    """Return that a pact is not its county: how many pacts the county has in the same cycle, and their known grants together."""
    name = words.pick(whole, "county")
    place = inside(name) if words.language == "hu" else name
    amount = number(whole["amount_huf"])
    money = words.figure(amount, "HUF", text(whole["softness"]), digits(whole["digits"])) if amount is not None else ""
    named = {"place": capital(place), "cycle": words(f"cycles.{whole['cycle']}"), "n": words.number(number(whole["pacts"]) or 0)}
    if whole["pacts"] == 1:
        return words("pact.county_one", **named)
    return words("pact.county_pacts" if money else "pact.county_pacts_no_money", money=money, **named)


def count(row: Row, words: Words) -> str:
    """Return a number of people without its unit: the sentence has the noun."""
    return split_unit(printed(row, words, unit="persons"), "persons")[0]


def on(row: Row, words: Words) -> str:
    """Return a number of people as the subject of a Hungarian sentence: 170-en, 73-an; in English the number."""
    printed_count = count(row, words)
    return suffixed(int(number(row["value"]) or 0), printed_count, "an", "en") if words.language == "hu" else printed_count


def mid_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: with a small first letter."""
    return name[:1].lower() + name[1:]


def unknowns(values: Mapping[str, Row], outcomes: Answer, words: Words) -> list[str]:
    """Return the names of the main figures that nobody published for this pact."""
    missing = [
        mid_sentence(words(f"indicator.{name}"))
        for name in ("grant", "participants", "found_job", "employed_6m", "founding_members")
        if name not in values
    ]
    targets = [r for r in outcomes.rows if r["target"] is not None]
    return missing + ([] if targets else [words("pact.targets")]) + [words("pact.paid")]


def steps(outcomes: Answer, values: Mapping[str, Row], words: Words) -> list[Step]:
    """Return the funnel: every stage against the participants, each percentage with its denominator in words."""
    rows = {text(r["measure"]): r for r in outcomes.rows}
    base = number(rows["participants"]["result"])
    trained = number(rows["found_job_and_trained"]["result"])
    out = []
    for name in ("participants", "found_job", "employed_6m", "employed_after_support"):
        row = rows[name]
        if name == "employed_after_support" and row["result"] is None:
            continue
        out.append(step(row, base, trained if name == "found_job" else None, captions(name, row, rows, values, words), words))
    return out


def step(row: Row, base: float | None, overlap: float | None, said: tuple[tuple[str, str], ...], words: Words) -> Step:
    """Return one stage of the funnel; without a known base there is a number but no bar."""
    value = number(row["result"])
    whole = words.figure(value, "persons", text(row["result_softness"]) or "exact", digits(row["result_digits"]))
    head, _, unit = whole.rpartition(NBSP)
    known = value is not None
    return Step(
        label=words.pick(row, "name"),
        value=head if known else "",
        unit=unit if known else "",
        share=value / base if known and base else None,  # type: ignore[operator]
        overlap=overlap / base if overlap and base else None,
        captions=said,
        marks=marks(row, words, "result_softness"),
        absent="" if known else words("absent.unknown"),
    )


def captions(name: str, row: Row, rows: Mapping[str, Row], values: Mapping[str, Row], words: Words) -> tuple[tuple[str, str], ...]:
    """Return the lines under a stage: target, shares with their denominators, overlap."""
    said: list[tuple[str, str]] = []
    for rate in {"found_job": ("placement_rate",), "employed_6m": ("retention_rate", "lasting_rate")}.get(name, ()):
        if rate in values:
            said.append((printed(values[rate], words), words(f"pact.of_{rate}", per=words.number(number(values[rate]["per"]) or 0))))
    jobs, trained = number(row["result"]), number(rows["found_job_and_trained"]["result"])
    if name == "found_job" and jobs and trained:
        said.append((words.share(trained / jobs), words("pact.overlap", n=words.number(trained), of=words.number(jobs))))
    if row["target"] is not None:
        goal = printed(row, words, "target", "persons", "target_")
        said.append(("", words("pact.target", target=goal, date=words.date(text(row["target_as_of"])))))
        if row["target_contradicted"]:
            said.append(("", words("pact.target_torn")))
    elif name != "employed_after_support":
        said.append(("", words("pact.no_target")))
    return tuple(said)


def formulas(values: Mapping[str, Row], words: Words) -> list[tuple[str, str]]:
    """Return every percentage of the funnel as a division with its numbers: 170 / 312 = 54,5%."""
    out = []
    for name in RATES:
        if row := values.get(name):
            above, below = (split_unit(part, "persons")[0] for part in division(row, words))
            out.append((words(f"indicator.{name}"), f"{above} / {below} = {printed(row, words)}"))
    return out


def identity(
    pact: Row, projects: Answer, partners: Answer, area: Answer, values: Mapping[str, Row], links: Mapping[str, str], words: Words
) -> list[tuple[str, list[Cell]]]:
    """Return the identity list: codes in all spellings, calls, titles, area, lead, partners, members, state, kin."""
    codes = [
        Cell(text(p["project_code"]) or words("absent.unknown"), sub=spellings(p, words), absent=not p["project_code"])
        for p in projects.rows
    ]
    titles = [Cell(text(p["title_hu"]) or words("absent.unknown"), absent=not p["title_hu"]) for p in projects.rows]
    calls = dict.fromkeys(text(p["call_code"]) for p in projects.rows if p["call_code"])
    kind = f"{words('level_pact.' + text(pact['level']))}, {words('cycles.' + text(pact['cycle']))}"
    pairs = [
        (words("pact.code"), codes),
        (words("pact.call"), [Cell(words.list(calls) or words("absent.unknown"), sub=(kind,), absent=not calls)]),
        (words("pact.grant_title"), titles),
        (words("pact.area"), area_cells(pact, area, words)),
        (words("pact.lead"), organisations(partners, "lead", words)),
        (words("pact.partners"), organisations(partners, "consortium_member", words)),
        (words("indicator.founding_members"), [member_cell(values.get("founding_members"), words)]),
        (words("pact.state"), [Cell("", marks=(Mark(words("status." + text(pact["status"]))),))]),
    ]
    for which in ("predecessor", "successor"):
        if kin := text(pact[f"{which}_pact_id"]):
            pairs.append((words(f"pact.{which}"), [Cell(words.pick(pact, which), href=links.get(kin, ""))]))
    return pairs


def organisations(partners: Answer, role: str, words: Words) -> list[Cell]:
    """Return the organisations of a consortium in one role, each once."""
    names = dict.fromkeys(text(r["organisation"]) for r in partners.rows if r["role"] == role)
    return [Cell(name) for name in names] or [absent(words)]


def spellings(project: Row, words: Words) -> tuple[str, ...]:
    """Return the other spellings of a code and its internal number."""
    said = []
    if project["code_as_printed"] and project["code_as_printed"] != project["project_code"]:
        said.append(words("pact.also_printed", code=text(project["code_as_printed"])))
    if project["emir_id"]:
        said.append(words("pact.emir", id=text(project["emir_id"])))
    return tuple(said)


def area_cells(pact: Row, area: Answer, words: Words) -> list[Cell]:
    """Return the area served: a few districts by name, many as a number with their county."""
    note = worded(pact, "coverage_note", words)
    rows = area.rows
    if not rows:
        return [absent(words, "absent.unknown", note)]
    whole = sum(r["extent"] == "full" for r in rows)
    if len(rows) <= 3:
        listed = words.list(f"{r['name']} ({words('extent.' + (text(r['extent']) or 'none'))})" for r in rows)
    else:
        listed = words("pact.districts", n=words.number(len(rows)), full=words.number(whole))
    inferred = words("basis.inferred") if all(r["basis"] == "inferred" for r in rows) else ""
    return [Cell(listed, sub=tuple(s for s in (note,) if s), marks=(Mark(inferred),) if inferred else ())]


def member_cell(row: Row | None, words: Words) -> Cell:
    """Return the number of founding members; a member count is never printed without its date or the word for it."""
    if row is None:
        return absent(words)
    when = words.date(text(row["as_of"])) if row["as_of"] else words("absent.undated")
    return Cell(printed(row, words), sub=(words("pact.at_founding", date=when),), marks=marks(row, words))


def points(money: Answer, words: Words) -> list[Point]:
    """Return the published amounts of a pact as points in time; an amount printed again on the same day is one point."""
    out = []
    for r in money.rows:
        softness = text(r["softness"])
        value = words.figure(number(r["amount_huf"]), "HUF", softness, digits(r["digits"]))
        label = words(f"kind.{r['kind']}")
        hover = f"{value} · {label} · {words.date(text(r['as_of']))} · {text(r['source_title'])}"
        out.append(
            Point(
                text(r["as_of"]) or None,
                number(r["amount_huf"]) or 0.0,
                softness,
                text(r["kind"]),
                label,
                hover,
                value,
                text(r["project_id"]),
            )
        )
    return out


def money_sentence(money: Answer, words: Words) -> str:
    """Return the money as a sentence: the alternative text of its figure."""
    said = [f"{p.label} {p.value} ({words.date(p.when)})" for p in points(money, words)]
    return words("pact.money_alt", amounts=words.list(said)) if said else words("absent.unknown")


def unit_cost_table(values: Mapping[str, Row], words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the gross unit costs with numerator and denominator."""
    columns = [Column(words("pact.grant_per")), Column(words("pact.cost"), "right"), Column(words("pact.fraction"), "right")]
    rows = []
    for name in UNIT_COSTS:
        row = values.get(name)
        label = Cell(words(f"pact.per.{name}"))
        if row is None:
            rows.append([label, Cell(words("absent.meaningless")), Cell(words(f"indicator_missing.{name}"))])
            continue
        state = words(f"kind.{row['state']}")
        rows.append(
            [
                label,
                Cell(printed(row, words), marks=marks(row, words), strong=True),
                Cell(" / ".join(division(row, words)), sub=(words("pact.money_state", state=state),)),
            ]
        )
    return columns, rows


def observation_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return every published figure: value, status, date, source, role under the headline rule."""
    names = ("measure", "value", "kind", "as_of", "source", "role")
    columns = [Column(words(f"column.{n}"), "right" if n in ("value", "as_of") else "left", n == "source") for n in names]
    return columns, [observation(r, words) for r in answer.rows]


def observation(row: Row, words: Words) -> list[Cell]:
    """Return one published figure as a row of cells."""
    headline = row["role"] == "headline"
    value = words.date(text(row["value_date"])) if row["unit"] == "date" else printed(row, words)
    kind = Mark(words(f"kind.{row['kind']}"), "plan" if row["kind"] in ("target", "planned", "milestone") else "plain")
    warned = marks(row, words, "") if row["doubt"] or row["contradicted"] else ()
    note = worded(row, "note", words)
    return [
        Cell(words.pick(row, "measure"), sub=(note,) if note else ()),
        Cell(value, strong=headline),
        Cell("", marks=((kind,) if not row["doubt"] else ()) + warned + softness_mark(text(row["softness"]), words)),
        Cell(words.date(text(row["as_of"])) if row["as_of"] else words("absent.undated")),
        Cell(
            text(row["source_title"]),
            sub=(f"{row['publisher']}, {words('source_kind.' + text(row['source_kind']))}",),
            href=text(row["url"]),
        ),
        Cell(words(f"role.{row['role']}"), sub=(words(f"why_left.{row['why_left']}"),) if row["why_left"] else ()),
    ]


def organisation_table(partners: Answer, members: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return who belongs: consortium partners and pact members, kept apart by their role."""
    columns = [Column(words(f"column.{n}")) for n in ("organisation", "role", "sector", "joined_on")]
    rows = []
    for r in partners.rows:
        rows.append(
            [
                Cell(text(r["organisation"])),
                Cell(words("pact.in_consortium"), sub=(words(f"partner_role.{r['role']}"),)),
                Cell(words(f"sector.{r['sector']}")),
                Cell("–"),
            ]
        )
    for r in members.rows:
        role = worded(r, "role", words)
        note = worded(r, "note", words)
        left = words("pact.left_on", date=words.date(text(r["left_on"]))) if r["left_on"] else ""
        when = words.date(text(r["joined_on"])) if r["joined_on"] else words("absent.undated")
        rows.append(
            [
                Cell(text(r["organisation"]), sub=(note,) if note else ()),
                Cell(words("pact.in_pact"), sub=(role,)),
                Cell(words(f"sector.{r['sector']}")),
                Cell(when, sub=(left,) if left else ()),
            ]
        )
    return columns, rows


def event_table(events: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return what happened, in order of time."""
    columns = [Column(words(f"column.{n}")) for n in ("happened_on", "event", "place")]
    rows = []
    for r in events.rows:
        people = words("pact.attendance", n=words.number(number(r["attendance"]) or 0)) if r["attendance"] else ""
        when = words.date(text(r["happened_on"])) if r["happened_on"] else words("absent.undated")
        rows.append(
            [
                Cell(when),
                Cell(text(r["title"]), sub=tuple(s for s in (words(f"event.{r['kind']}"), people) if s)),
                Cell(text(r["place"]) or "–"),
            ]
        )
    return columns, rows


def area_table(area: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the districts served, wholly or in part, with what they hold."""
    columns = [
        Column(words("column.district")),
        Column(words("column.extent")),
        Column(words("column.population_2024"), "right"),
        Column(words("column.jobseekers_2024"), "right"),
    ]
    rows = []
    for r in area.rows:
        note = worded(r, "note", words)
        part = (
            words("pact.settlements_of", n=words.number(number(r["settlements"]) or 0), of=words.number(number(r["n_settlements"]) or 0))
            if r["settlements"]
            else ""
        )
        inferred = (Mark(words("basis.inferred")),) if r["basis"] == "inferred" else ()
        rows.append(
            [
                Cell(text(r["name"]), sub=(text(r["county"]),)),
                Cell(words("extent." + (text(r["extent"]) or "none")), sub=tuple(s for s in (part, note) if s), marks=inferred),
                Cell(words.figure(number(r["population_2024"]), "persons", "exact")),
                Cell(words.figure(number(r["jobseekers_2024"]), "persons", "exact"), absent=r["jobseekers_2024"] is None),
            ]
        )
    return columns, rows


def scope(pact: Row, figures: Answer, missing: list[str], words: Words) -> tuple[str, str, str, str]:
    """Return the line "what you see here" of one pact: what is published, and what is not."""
    doubtful = sum(bool(r["doubt"]) for r in figures.rows)
    said = words("pact.scope", sources=words.number(len(figures.sources)), period=words.period(figures.as_of).rstrip("."))
    more = words("pact.scope_doubtful", n=words.number(doubtful)) if doubtful else ""
    return words("pact.figures", n=words.number(len(figures.frame))), said + more, words("pact.not_known"), words.list(missing) + "."

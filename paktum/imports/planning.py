"""From grants to rows of our tables: which project each one is, and what it adds to what is known.

Nothing published is overwritten: an amount becomes a further figure with its own source, and a fact of a project is
filled in only where none is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from paktum.exports.reading import Finding, Grant, Reading
from paktum.imports.documents import Document
from paktum.imports.world import World, county_name, number_text
from paktum.matching import Match, Project, identify, match, normal_code
from paktum.store import Fill

Row = dict[str, str | None]
How = Literal["certain", "remembered", "decided", "open"]

# What an amount of an export is among our measures, and the stage that it was published at.
MEASURES = {
    ("grant", "HUF"): ("grant", "awarded"),
    ("grant", "EUR"): ("grant_eur", "awarded"),
    ("eu_support", "HUF"): ("eu_contribution", "reported"),
    ("eu_support", "EUR"): ("eu_contribution_eur", "reported"),
    ("total_eligible", "HUF"): ("total_cost", "reported"),
    ("total_eligible", "EUR"): ("total_cost_eur", "reported"),
}
LEVELS = {"TOP-5.1.1": "county", "TOP_PLUSZ-3.1.1": "county", "TOP-6.8.2": "city", "TOP-5.1.2": "district"}
SECTORS = (
    (r"(var)?megyei onkormanyzat|megye onkormanyzat", "county_government"),
    (r"kormanyhivatal", "government_office"),
    (r"onkormanyzat", "municipality"),
    (r"kamara", "chamber"),
    (r"alapitvany", "foundation"),
    (r"egyesulet", "association"),
    (r"\b(kft|zrt|nyrt|bt)\b", "company"),
)


@dataclass(frozen=True)
class Step:
    """What becomes of one grant. choice: "project:ID", "pact:ID", "new", "skip", or empty when a person must decide."""

    key: str
    grant: Grant
    match: Match
    choice: str
    how: How


@dataclass
class Rows:
    """The rows of one delivery while it is planned."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    fills: list[Fill] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, table: str, **cells: str | None) -> None:
        """Add a row to a table."""
        self.tables.setdefault(table, []).append(cells)


def decide(grant: Grant, world: World, document: Document, decisions: Mapping[str, str], remembered: Mapping[str, str]) -> Step:
    """Return what becomes of a grant: its certain project, or what a person decided now or earlier, or nothing yet."""
    key = identify(grant)
    found = match(grant, world.projects, document.numbers)
    if found.verdict == "certain" and found.best:
        return Step(key, grant, found, f"project:{found.best.project.project_id}", "certain")
    for source, how in ((decisions, "decided"), (remembered, "remembered")):
        choice = source.get(key) or (source.get("*") if how == "decided" else "") or ""
        if possible(choice, world):
            return Step(key, grant, found, choice, how)  # type: ignore[arg-type]
    return Step(key, grant, found, "", "open")


def possible(choice: str, world: World) -> bool:
    """Say whether a decision still makes sense: the project or pact that it names exists."""
    kind, _, name = choice.partition(":")
    if kind == "project":
        return world.project(name) is not None
    return name in world.pacts if kind == "pact" else choice in ("new", "skip")


def plan_grants(
    reading: Reading, document: Document, world: World, decisions: Mapping[str, str], remembered: Mapping[str, str]
) -> tuple[list[Step], Rows]:
    """Plan every grant of a file, in the order of what identifies them, so that the order of its rows does not matter."""
    rows, steps = Rows(), []
    for grant in sorted(reading.grants, key=lambda g: (identify(g), g.row)):
        step = decide(grant, world, document, decisions, remembered)
        steps.append(step)
        if step.choice and step.choice != "skip":
            settle(step, document, world, rows)
    return steps, rows


def settle(step: Step, document: Document, world: World, rows: Rows) -> None:
    """Turn one decided grant into rows."""
    kind, _, name = step.choice.partition(":")
    fresh = kind != "project"
    try:
        project = world.project(name) if not fresh else new_project(step, name, world, document, rows)
    except UnplacedError as error:
        rows.findings.append(found(step.grant, "error", "M03", value=str(error)))
        return
    assert project is not None
    changed = fresh
    if not fresh:
        changed |= fill_gaps(step, project, document, world, rows)
        compare_codes(step.grant, project, rows)
    for figure in figures(step.grant, document):
        changed |= add_figure(figure, project, document, world, rows)
    if changed:
        rows.add("project_sources", project_id=project.project_id, source_id=document.source_id, role="record", note=None)


# ---------------------------------------------------------------- figures


@dataclass(frozen=True)
class Figure:
    """One published figure of a grant, not yet of any project."""

    measure: str
    kind: str
    value: str | None
    value_date: str | None
    unit: str
    precision: str
    as_of: str | None


def figures(grant: Grant, document: Document) -> list[Figure]:
    """Return the figures that a grant brings: amounts, start and end."""
    amounts: list[tuple[str, Decimal, str]] = [(grant.measure, grant.amount, grant.precision)] if grant.amount is not None else []
    amounts += [(name, amount, "exact") for name, amount in grant.other_amounts.items()]
    out = []
    for name, amount, precision in amounts:
        if measure := MEASURES.get((name, grant.currency)):
            as_of = grant.decided_on if measure[1] == "awarded" else document.as_of
            out.append(Figure(*measure, number_text(amount), None, grant.currency, precision, as_of or document.as_of))
    for name, day in (("start_date", grant.starts_on), ("end_date", grant.ends_on)):
        if day:
            kind = "planned" if document.as_of and day[:10] > document.as_of else "reported"
            out.append(Figure(name, kind, None, day, "date", "exact", document.as_of))
    return out


def add_figure(figure: Figure, project: Project, document: Document, world: World, rows: Rows) -> bool:
    """Add a figure, unless a document of the same kind already says so for the same date; say whether it was added."""
    value = figure.value or figure.value_date or ""
    key = (project.project_id, figure.measure, figure.kind, value, figure.as_of or "", document.kind)
    if key in world.figures:
        return False
    world.figures.add(key)
    identity = f"{project.project_id}.{figure.measure}.{figure.kind}.{figure.as_of or 'undated'}.{document.source_id}"
    taken = {str(row["observation_id"]) for row in rows.tables.get("observations", [])}
    while identity in taken:
        identity += "-2"
    rows.add(
        "observations", observation_id=identity, pact_id=project.pact_id, project_id=project.project_id, measure=figure.measure,
        kind=figure.kind, value=figure.value, value_date=figure.value_date, unit=figure.unit, precision=figure.precision,
        as_of=figure.as_of, source_id=document.source_id, note=None if figure.value != "0" else "0",
    )  # fmt: skip
    return True


# ---------------------------------------------------------------- facts of a known project


def fill_gaps(step: Step, project: Project, document: Document, world: World, rows: Rows) -> bool:
    """Fill in what is not known of a project; say whether anything was."""
    grant = step.grant
    facts: dict[str, tuple[str, str | None]] = {  # field of Project -> column, value
        "project_code": ("project_code", normal_code(grant.project_code) or None),
        "call_code": ("call_code", grant.call_code),
        "internal_id": ("emir_id", grant.internal_id if document.numbers else None),
        "title": ("title_hu", grant.title),
    }
    filled: dict[str, str] = {}
    for name, (column, value) in facts.items():
        if not value or getattr(project, name) or (name == "project_code" and world.holds(value)):
            continue
        filled[name] = value
        rows.fills.append(Fill("projects", project.project_id, column, value))
    if not project.place and grant.place in world.settlements:
        filled["place"] = str(grant.place)
        rows.fills.append(Fill("projects", project.project_id, "place", str(grant.place)))
        rows.fills.append(Fill("projects", project.project_id, "place_ksh", world.settlements[str(grant.place)][0]))
    world.filled(project.project_id, **filled)
    return bool(filled)


def compare_codes(grant: Grant, project: Project, rows: Rows) -> None:
    """Say where a grant names its project otherwise than we do; what is known stays."""
    if grant.project_code and project.project_code and normal_code(grant.project_code) != normal_code(project.project_code):
        rows.findings.append(found(grant, "warning", "M02", value=grant.project_code, known=project.project_code))


def found(grant: Grant, level: Literal["error", "warning", "note"], rule: str, column: str = "", value: str = "", **more: str) -> Finding:
    """Return a finding about one grant."""
    return Finding(
        level, rule, grant.sheet, grant.row, column, value[:200], {"title": (grant.title or grant.applicant or "")[:120], **more}
    )


# ---------------------------------------------------------------- new projects and pacts


class UnplacedError(ValueError):
    """A new pact whose county cannot be told."""


def new_project(step: Step, pact: str, world: World, document: Document, rows: Rows) -> Project:
    """Add a project to a pact, or to a new pact when none is named; raises UnplacedError when nothing says where it is."""
    grant = step.grant
    cycle = grant.cycle or ("2021-2027" if (grant.call_code or "").startswith("TOP_PLUSZ") else "2014-2020")
    county = world.pacts[pact]["county_ksh"] if pact else county_of(grant, world)
    if not county:
        raise UnplacedError(grant.place or grant.county or "–")
    if not pact:
        pact = new_pact(step, cycle, county, world, rows)
    territory = grant.territory_code if world.counties.get(grant.territory_code or "") == county else world.county_codes.get(county)
    if not territory:
        raise UnplacedError(grant.territory_code or "–")
    number = 1 + sum(p.pact_id == pact for p in world.projects)
    while world.project(f"{pact}-p{number}"):
        number += 1
    place = grant.place if grant.place in world.settlements else None
    project = Project(
        f"{pact}-p{number}", pact, normal_code(grant.project_code) or None, grant.call_code, territory,
        grant.internal_id if document.numbers else None, cycle, grant.title, place, (grant.applicant,) if grant.applicant else (),
    )  # fmt: skip
    world.projects.append(project)
    rows.add(
        "projects", project_id=project.project_id, pact_id=pact, project_code=project.project_code, code_as_printed=None,
        call_code=project.call_code, territory_code=territory, emir_id=project.internal_id, cycle=cycle, title_hu=project.title,
        place=place, place_ksh=world.settlements[place][0] if place else None,
    )  # fmt: skip
    if grant.applicant:
        rows.add(
            "partners", project_id=project.project_id, organisation=grant.applicant, role="lead", sector=sector(grant.applicant),
            source_id=document.source_id,
        )  # fmt: skip
    return project


def county_of(grant: Grant, world: World) -> str:
    """Return the county of a grant: by its territory code, else its place, else the county it names; empty when none says."""
    if grant.territory_code in world.counties:
        return world.counties[str(grant.territory_code)]
    if grant.place in world.settlements:
        return world.settlements[str(grant.place)][1]
    return world.county_names.get(county_name(grant.county or ""), "")


def new_pact(step: Step, cycle: str, county: str, world: World, rows: Rows) -> str:
    """Add a pact named after the title of its first grant, with its short name; return its id."""
    grant, first_year = step.grant, cycle[:4]
    level = next((level for call, level in LEVELS.items() if (grant.call_code or "").startswith(call)), "district")
    title = " ".join((grant.title or grant.applicant or step.key).split())
    seat = grant.place if grant.place in world.settlements and world.settlements[str(grant.place)][1] == county else None
    base = slug(f"{seat or grant.applicant or title}")[:40].strip("-") + f"-{level}-{slug(step.key.partition(':')[2])[-12:]}"
    pact = base.strip("-")
    # The name of the place and the first year of the programme: as the short names that are there, and never one of them.
    short = unused(f"{seat or title[:40]} {cycle.replace('-', '–')}", step, world.labels)
    rows.add(
        "pacts", pact_id=pact, name_hu=title, name_en=title, level=level, county_ksh=county, seat=seat,
        seat_ksh=world.settlements[seat][0] if seat else None, predecessor_pact_id=None, status="unknown", coverage_note=None,
    )  # fmt: skip
    rows.add("labels", pact_id=pact, short_hu=short, short_en=short)
    world.labels.add(short)
    world.pacts[pact] = {"pact_id": pact, "name_hu": title, "level": level, "county_ksh": county, "short_hu": short, "since": first_year}
    return pact


def unused(short: str, step: Step, taken: set[str]) -> str:
    """Return a short name that no pact has: with what identifies the grant, where the place alone would be taken."""
    return short if short not in taken else f"{short} ({step.key.partition(':')[2]})"


def slug(text: str) -> str:
    """Return a text in small letters without accents, joined by hyphens."""
    letters = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def sector(organisation: str) -> str:
    """Return the sector that the name of an organisation gives away, else "other"."""
    letters = slug(organisation).replace("-", " ")
    return next((name for pattern, name in SECTORS if re.search(pattern, letters)), "other")


def with_source(rows: Sequence[Row], source_id: str) -> list[Row]:
    """Return rows whose blank source is the delivery itself."""
    return [row | {"source_id": row.get("source_id") or source_id} if "source_id" in row else dict(row) for row in rows]


def without(steps: Sequence[Step], how: How) -> list[Step]:
    """Return the steps that were not settled in a given way."""
    return [s for s in steps if s.how != how]


def as_decided(step: Step, choice: str) -> Step:
    """Return a step with a person's choice."""
    return replace(step, choice=choice, how="decided")

"""What the published snapshot knows, as far as an import needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from paktum.matching import Project, normal_code, plain
from paktum.questions import ask

Figure = tuple[str, str, str, str, str, str]  # project, measure, kind, value or date, as of, kind of source


@dataclass
class World:
    """Known projects, pacts, figures and places; grows while the files of one import are planned one after the other."""

    projects: list[Project]
    pacts: dict[str, dict[str, str]]
    figures: set[Figure]
    counties: dict[str, str]  # territory code -> county
    county_codes: dict[str, str]  # county -> its own territory code
    county_names: dict[str, str]  # plain name of a county -> county
    settlements: dict[str, tuple[str, str]]  # name -> code, county
    labels: set[str] = field(default_factory=set)

    def project(self, identity: str) -> Project | None:
        """Return a known project."""
        return next((p for p in self.projects if p.project_id == identity), None)

    def filled(self, identity: str, **facts: str) -> None:
        """Take note of facts that this import fills in."""
        self.projects = [replace(p, **facts) if p.project_id == identity else p for p in self.projects]  # type: ignore[arg-type]

    def holds(self, code: str) -> bool:
        """Say whether a project code belongs to a known project."""
        return any(normal_code(p.project_code) == normal_code(code) for p in self.projects)


def known() -> World:
    """Return what the snapshot that is being read knows."""
    codes = ask("territory_codes").rows
    county_rows = [r for r in codes if r["kind"] == "county"]
    pacts = {str(r["pact_id"]): {k: "" if v is None else str(v) for k, v in r.items()} for r in ask("known_pacts").rows}
    return World(
        projects=[project(r) for r in ask("known_projects").rows],
        pacts=pacts,
        figures={figure(r) for r in ask("known_figures").rows},
        counties={str(r["code"]): str(r["county_ksh"]) for r in codes},
        county_codes={str(r["county_ksh"]): str(r["code"]) for r in county_rows},
        county_names={county_name(str(r["place"])): str(r["county_ksh"]) for r in county_rows},
        settlements={str(r["name"]): (str(r["ksh_code"]), str(r["county_ksh"])) for r in ask("known_settlements").rows},
        labels={p[c] for p in pacts.values() for c in ("short_hu", "short_en")},
    )


def project(row: dict[str, object]) -> Project:
    """Return a row of known_projects as matching wants it."""

    def text(column: str) -> str | None:
        return None if row[column] is None else str(row[column])

    return Project(
        str(row["project_id"]), str(row["pact_id"]), text("project_code"), text("call_code"), text("territory_code"), text("emir_id"),
        text("cycle"), text("title_hu"), text("place"), tuple(map(str, _listed(row["applicants"]))),
        tuple(float(str(a)) for a in _listed(row["amounts"])),
    )  # fmt: skip


def _listed(cell: object) -> Iterable[object]:
    return cell if isinstance(cell, list) else ()


def figure(row: dict[str, object]) -> Figure:
    """Return a row of known_figures as a key."""
    value = number_text(row["value"]) if row["value"] is not None else str(row["value_date"] or "")
    return (str(row["project_id"]), str(row["measure"]), str(row["kind"]), value, str(row["as_of"] or ""), str(row["source_kind"]))


def number_text(value: object) -> str:
    """Return a number as it stands in a table: no exponent, no needless zeros."""
    text = f"{float(str(value)):.2f}"
    return text.rstrip("0").rstrip(".")


def county_name(name: str) -> str:
    """Return a county's name as it is compared: without "vármegye", and as it is called today."""
    short = plain(name).removesuffix(" megye").strip()
    return "csongrad csanad" if short == "csongrad" else short

"""The worked examples in tests/examples/: what goes in, what is asked, what must come out, as an analyst would write it.

An example is a Markdown file of pipe tables; `tests/examples/README.md` says how one is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from paktum import questions, store, tables
from paktum.questions import Question
from paktum.wording import NBSP, Words

FOLDER = Path(__file__).parent / "examples"
FILES = sorted(p for p in FOLDER.glob("*.md") if p.stem != "README")
UNKNOWN = "–"
HU = Words("hu")
REFERENCE = ("counties", "districts", "measures")

Record = dict[str, str]
Row = Mapping[str, Any]


# ---------------------------------------------------------------- reading an example


@dataclass
class Asked:
    """A question with its parameters, and the rows that it must answer: all of them in order, or some among others."""

    question: str
    settings: Record
    expected: list[Record]
    nothing: bool = False
    some: bool = False


@dataclass
class Example:
    """The input tables and what is asked of them."""

    given: dict[str, list[Record]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)


def read(path: Path) -> Example:
    example, rows, headings = Example(), list[Record](), list[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## Given: "):
            rows, headings = example.given.setdefault(line.removeprefix("## Given: "), []), []
        elif line.startswith("## Asked: "):
            rows, headings = [], []
            example.asked.append(question_of(line.removeprefix("## Asked: "), rows))
        elif line in ("Nothing.", "Among others:"):
            example.asked[-1].nothing, example.asked[-1].some = line == "Nothing.", line != "Nothing."
        elif line.startswith("|") and not headings:
            headings = cells(line)
        elif line.startswith("|") and set(line) - set("|-: "):
            rows.append(dict(zip(headings, cells(line), strict=True)))
    return example


def question_of(heading: str, rows: list[Record]) -> Asked:
    """`indicator_values, indicators = grant; pacts = a, b` -> the question and its settings."""
    name, _, settings = heading.partition(", ")
    return Asked(name, dict(s.split(" = ", 1) for s in settings.split("; ") if s), rows)


def cells(line: str) -> list[str]:
    return [c.strip() for c in line.strip().strip("|").split("|")]


# ---------------------------------------------------------------- filling a store with what matters and defaults

KINDS = ("national_export", "legal", "statistics", "eu_dataset", "project_page", "press_release", "news")
FIGURE = {"project_id": "{pact_id}-p1", "kind": "actual", "precision": "exact", "as_of": "2020-07-30", "source_id": "press_release"}
# The cells that an example may leave out, from the other cells of its row.
DEFAULTS: dict[str, Record] = {
    "pacts": {"name_hu": "{pact_id}", "name_en": "{pact_id}", "level": "district", "county_ksh": "16", "status": "unknown"},
    "labels": {"short_hu": "{pact_id}", "short_en": "{pact_id}", "adjective_hu": "{pact_id}"},
    "projects": {"project_id": "{pact_id}-p1", "territory_code": "JN1", "cycle": "2014-2020"},
    "sources": {"title": "{source_id}", "publisher": "{source_id}", "kind": "news"},
    "observations": FIGURE,
    "aggregates": {name: text for name, text in FIGURE.items() if name != "project_id"},
    "coverage": {"basis": "published", "source_id": "legal"},
    "partners": {"role": "consortium_member", "sector": "other", "source_id": "press_release"},
    "members": {"sector": "other", "role": "member", "source_id": "press_release"},
    "events": {"kind": "closing", "title": "{pact_id}", "source_id": "press_release"},
    "doubts": {"doubt": "target_or_actual"},
}


def filled(given: Mapping[str, list[Record]]) -> duckdb.DuckDBPyConnection:
    """A store in memory with the given rows; what they leave out has a plain default."""
    con = duckdb.connect()
    con.execute(store.statements(store.QUERIES / "tables.sql"))
    for table in ("counties", "districts", "measures"):
        names = ", ".join(f'"{c}"' for c in store.columns(con, table))
        con.execute(f"insert into {table} ({names}) select {names} from read_csv(?)", [str(store.table_files()[table])])
    rows = with_their_kin({table: list(records) for table, records in given.items()})
    assert rows.keys() <= set(store.tables(con)), "no such table"
    units = dict(con.execute("select measure, unit from measures").fetchall())
    for table in store.tables(con):
        for number, record in enumerate(rows.get(table, []), start=1):
            insert(con, table, completed(table, record, number, units))
    store.derive(con)
    return con


def with_their_kin(rows: dict[str, list[Record]]) -> dict[str, list[Record]]:
    """Add what an example takes for granted: its pacts, their labels, a first project of each, a source of each kind."""
    pacts = list(dict.fromkeys(r["pact_id"] for table in rows.values() for r in table if "pact_id" in r))
    add(rows, "pacts", "pact_id", [{"pact_id": p} for p in pacts])
    add(rows, "labels", "pact_id", [{"pact_id": p} for p in pacts])
    have = {r["pact_id"] for r in rows.get("projects", [])}
    add(rows, "projects", "project_id", [{"pact_id": p, "project_id": f"{p}-p1"} for p in pacts if p not in have])
    add(rows, "sources", "source_id", [{"source_id": kind, "kind": kind} for kind in KINDS])
    return rows


def add(rows: dict[str, list[Record]], table: str, key: str, more: Iterable[Record]) -> None:
    have = {r.get(key) for r in rows.setdefault(table, [])}
    rows[table] += [r for r in more if r[key] not in have]


def completed(table: str, record: Record, number: int, units: Mapping[str, str]) -> Record:
    full = {name: text.format(**record) for name, text in DEFAULTS.get(table, {}).items() if name not in record} | record
    if table in ("observations", "aggregates"):
        grant = record["measure"] in ("grant", "total_cost") and "kind" not in record
        full = (
            {"observation_id": f"{table[0]}{number:02}", "unit": units[record["measure"]]} | full | ({"kind": "awarded"} if grant else {})
        )
    return full


def insert(con: duckdb.DuckDBPyConnection, table: str, record: Record) -> None:
    unknown = record.keys() - store.columns(con, table).keys()
    assert not unknown, f"{table} has no column {sorted(unknown)}"
    names, marks = ", ".join(f'"{n}"' for n in record), ", ".join("?" * len(record))
    values = [None if text in (UNKNOWN, "") else text.replace(" ", "") if name == "value" else text for name, text in record.items()]
    con.execute(f'insert into "{table}" ({names}) values ({marks})', values)


# ---------------------------------------------------------------- asking, and printing as a reader sees it


def parameters(question: Question, settings: Record) -> dict[str, object]:
    unknown = settings.keys() - question.parameters.keys()
    assert not unknown, f"{question.name} has no parameter {sorted(unknown)}"
    return {
        name: None if name not in settings else settings[name].split(", ") if p.many else settings[name]
        for name, p in question.parameters.items()
    }


def printed(question: Question, row: Row, heading: str) -> str:
    """A cell as the example writes it: "value" as it is, "value printed" as a figure, "value in words" as a word."""
    name, _, how = heading.partition(" ")
    assert name in row, f"{question.name} has no column {name}"
    if not how:
        return plain(row[name])
    if how == "in words":
        section = name.rpartition("_")[2] if name.endswith(("_softness", "_kind")) else name
        return HU(f"{section}.{row[name]}") if row[name] is not None else UNKNOWN
    column = next((c for c in tables.LAYOUTS.get(question.name, ()) if c.name == name), None)
    column = column or tables.Column(name, "figure", "unit", f"{name}_softness" if f"{name}_softness" in row else "softness", "digits")
    cell = tables.figure_cell(row, column, HU)
    return cell.text.replace(NBSP, " ")


def plain(value: object) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"
    return str(value)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_an_example(path: Path, snapshot: store.Snapshot) -> None:
    example = read(path)
    assert example.asked, "an example asks a question"
    with filled(example.given) if example.given else store.connection(snapshot.path).cursor() as con:
        for asked in example.asked:
            assert asked.expected or asked.nothing, "an example without expected rows says: Nothing."
            question = questions.find(asked.question)
            rows = questions.records(con.execute(question.sql, parameters(question, asked.settings)).df())
            shown = [{h: printed(question, row, h) for h in (asked.expected or [{}])[0]} for row in rows]
            if asked.some:
                shown = [row for row in shown if row in asked.expected]
            assert shown == asked.expected, f"{asked.question} {asked.settings}"

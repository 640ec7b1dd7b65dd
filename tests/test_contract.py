"""The contract of the folder queries/, asked of every file in it: a new query is tested without writing a test.

Everything runs on an empty store. What a query reads and how it divides is taken from the syntax tree that DuckDB makes
of it, not from its letters.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from paktum import questions, store, tables
from paktum.questions import Question
from paktum.wording import Words

CREATED = {"tables", "people", "macros", "shapes"}  # files of CREATE statements, which have no single SELECT
FILES = sorted(store.QUERIES.rglob("*.sql"))
SELECTS = [path for path in FILES if path.stem not in CREATED]
QUESTIONS = questions.catalogue()
INDICATORS = store.folder("indicators")

Tree = dict[str, Any]


def name(path: Path) -> str:
    return path.relative_to(store.QUERIES).as_posix()


all_files = pytest.mark.parametrize("path", FILES, ids=name)
all_selects = pytest.mark.parametrize("path", SELECTS, ids=name)
all_questions = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
all_indicators = pytest.mark.parametrize("indicator", INDICATORS)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        store.empty(connection)
        yield connection


def tree(con: duckdb.DuckDBPyConnection, sql: str) -> Tree:
    """The syntax tree of one SELECT."""
    parsed = json.loads(con.execute("select json_serialize_sql(?)", [sql]).fetchall()[0][0])
    assert not parsed["error"], parsed["error_message"]
    return dict(parsed["statements"][0]["node"])


def nodes(branch: object) -> Iterator[Tree]:
    """Every node of a tree."""
    if isinstance(branch, dict):
        yield branch
    for twig in branch.values() if isinstance(branch, dict) else branch if isinstance(branch, list) else ():
        yield from nodes(twig)


def last_selects(node: Tree) -> Iterator[Tree]:
    """The SELECTs whose columns are those of the answer: the last one, or each side of a UNION."""
    if node["type"] == "SET_OPERATION_NODE":
        for side in node.get("children") or [node["left"], node["right"]]:
            yield from last_selects(side)
    else:
        yield node


def nulls(question: Question) -> dict[str, None]:
    return dict.fromkeys(question.parameters)


def described(con: duckdb.DuckDBPyConnection, question: Question) -> dict[str, str]:
    rows = con.execute(f"describe {question.sql}", nulls(question)).fetchall()
    return {row[0]: row[1] for row in rows}


# ---------------------------------------------------------------- every file


@all_files
def test_a_file_begins_by_saying_what_it_is(path: Path) -> None:
    first, *_ = store.header(store.statements(path))
    assert first[0].isupper() and first.rstrip("?")[-1] != ",", "the first line is a comment: a sentence or a question"


@all_files
def test_a_file_is_short(path: Path) -> None:
    limit = {"tables": 400, "macros": 120}.get(path.stem, 80)
    assert len(store.statements(path).splitlines()) < limit


@all_files
def test_a_file_is_plain_sql(path: Path) -> None:
    """No placeholders of Python or Jinja: values come in as $named parameters only."""
    code = re.sub(r"--.*", "", store.statements(path))
    code = re.sub(r"'[^']*'", "''", code)
    assert "{{" not in code and "{%" not in code and "%s" not in code and "?" not in code
    assert not re.search(r"\{\w*\}", code), "a placeholder in braces"


@all_selects
def test_a_file_is_one_select(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    parsed = con.extract_statements(store.statements(path))
    assert [s.type for s in parsed] == [duckdb.StatementType.SELECT]


@all_selects
def test_nothing_is_divided_by_zero(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """DuckDB returns inf for x/0: what is divided by is nullif(…, 0) or a number that is not zero."""
    for node in nodes(tree(con, store.statements(path))):
        if node.get("function_name") in ("/", "//", "%", "divide", "mod"):
            below = node["arguments"][1]["expression"]
            number = below["class"] == "CONSTANT" and float(below["literal"]["text"]) != 0
            assert number or below.get("function_name") == "nullif", "use nullif(…, 0)"


def test_macros_divide_by_numbers_and_nullif_only() -> None:
    for stem in ("macros", "shapes"):
        code = re.sub(r"--.*", "", store.statements(store.QUERIES / f"{stem}.sql"))
        below = re.findall(r"/\s*(\(?\w[\w.]*)", code)
        assert [b for b in below if b != "nullif" and not re.fullmatch(r"[1-9][\d.e]*", b)] == [], stem


@all_selects
def test_unknown_never_becomes_zero(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Zero may stand in only for a count of rows: where there is no row, there are none."""
    sql = store.statements(path)
    counted = set(re.findall(r"count\([^()]*\)(?: filter \([^()]*\))? as (\w+)", sql))
    for node in nodes(tree(con, sql)):
        if node.get("type") == "OPERATOR_COALESCE":
            *given, last = node["children"]
            if last["class"] == "CONSTANT" and last["literal"].get("text") in ("0", "0.0"):
                names = {part["column_names"][-1] for part in given if part["class"] == "COLUMN_REF"}
                assert len(names) == len(given) and names <= counted, f"0 stands for an unknown: {sorted(names)}"


# ---------------------------------------------------------------- questions


@all_questions
def test_a_question_says_what_it_asks_and_what_a_row_is(question: Question) -> None:
    lines = store.header(question.sql)
    assert lines[0].endswith((".", "?"))
    assert any(line.startswith("One row") for line in lines)
    for line in lines:
        if line.startswith("$"):
            assert re.fullmatch(r"\$[a-z]\w* (varchar|integer|double|boolean|date)(\[\])?: .+", line), line


@all_questions
def test_parameters_are_declared_and_used(con: duckdb.DuckDBPyConnection, question: Question) -> None:
    (statement,) = con.extract_statements(question.sql)
    assert set(question.parameters) == set(statement.named_parameters)


@all_questions
def test_parameters_are_cast_to_their_type_once(question: Question) -> None:
    """Without a cast a null has no type, and a list of numbers is not a list of codes."""
    for p in question.parameters.values():
        assert f"${p.name}::{p.type}" in question.sql


@all_questions
def test_a_question_names_its_columns(con: duckdb.DuckDBPyConnection, question: Question) -> None:
    for select in last_selects(tree(con, question.sql)):
        stars = [item for item in select["select_list"] if item["class"] == "STAR"]
        assert not stars, "name every column in the last select"
    names = list(described(con, question))
    assert names and all(re.fullmatch(r"[a-z][a-z0-9_]*", n) for n in names), names


@all_questions
def test_a_question_of_an_empty_store_knows_nothing(con: duckdb.DuckDBPyConnection, question: Question) -> None:
    """With all parameters null: no row, or a summary in which counts are zero and everything else is unknown."""
    answer = con.execute(question.sql, nulls(question))
    names = [c[0] for c in answer.description]
    for row in answer.fetchall():
        figures = {n: v for n, v in zip(names, row, strict=True) if isinstance(v, int | float) and not isinstance(v, bool) and n != "place"}
        assert not any(figures.values()), figures


@all_questions
def test_money_is_whole_forints(con: duckdb.DuckDBPyConnection, question: Question) -> None:
    for column, kind in described(con, question).items():
        if column.endswith("_huf") and not column.startswith("per_"):
            assert kind == "BIGINT", column


@all_questions
def test_names_are_sorted_as_hungarian(question: Question) -> None:
    code = re.sub(r"'[^']*'", "''", question.sql)
    ordering = code.rpartition("order by")[2] if "order by" in code else ""
    for part in re.findall(r"\b(?:name|short|organisation|publisher|title)\w*\b[^,\n]*", ordering):
        assert "collate hu" in part, f"{part!r} without collate hu"


# ---------------------------------------------------------------- indicators

SHARED = {
    "pact_id": "VARCHAR",
    "unit_id": "VARCHAR",
    "amount": "DOUBLE",
    "amount_low": "DOUBLE",
    "amount_high": "DOUBLE",
    "amount_softness": "VARCHAR",
    "amount_digits": "INTEGER",
    "per": "DOUBLE",
    "per_low": "DOUBLE",
    "per_high": "DOUBLE",
    "per_softness": "VARCHAR",
    "per_digits": "INTEGER",
    "as_of": "VARCHAR",
    "state": "VARCHAR",
    "doubt": "VARCHAR",
    "contradicted": "BOOLEAN",
    "observation_ids": "VARCHAR[]",
    "source_ids": "VARCHAR[]",
}


@all_indicators
def test_an_indicator_has_the_shared_columns(con: duckdb.DuckDBPyConnection, indicator: str) -> None:
    columns = {row[0]: row[1] for row in con.execute(f"describe {INDICATORS[indicator]}").fetchall()}
    assert columns == SHARED
    assert list(columns) == list(SHARED)


@all_indicators
def test_an_indicator_declares_what_it_is(indicator: str) -> None:
    sql = INDICATORS[indicator]
    declared = store.declared(sql)
    assert declared.keys() >= {"code", "unit", "form", "better", "group", "place"}
    assert declared["form"] in ("total", "ratio", "fact")
    assert declared["better"] in ("higher", "lower", "neither")
    assert declared["place"].isdigit()
    assert Words("hu").has(f"unit_name.{declared['unit']}") and Words("hu").has(f"topic.{declared['group']}")
    assert store.header(sql)[0].endswith(".")


def test_indicators_have_places_of_their_own() -> None:
    places = [store.declared(sql)["place"] for sql in INDICATORS.values()]
    assert len(places) == len(set(places))


# ---------------------------------------------------------------- tables


all_layouts = pytest.mark.parametrize("layout", tables.LAYOUTS)


@all_layouts
def test_a_layout_shows_columns_that_its_question_has(con: duckdb.DuckDBPyConnection, layout: str) -> None:
    columns = set(described(con, QUESTIONS[layout]))
    for column in tables.LAYOUTS[layout]:
        names = {column.name, f"{column.name}_hu"} if column.kind in ("both", "role") else {column.name}
        assert names & columns, f"{layout} has no column {column.name}"
        assert {column.soft, column.digits} - {""} <= columns, f"{column.name}: {column.soft}, {column.digits}"
        assert column.kind != "figure" or column.unit in columns or Words("hu").has(f"unit_name.{column.unit}")


@all_layouts
def test_a_layout_forgets_no_softness(con: duckdb.DuckDBPyConnection, layout: str) -> None:
    """A figure beside which the question says how soft it is shows it."""
    columns = set(described(con, QUESTIONS[layout]))
    for column in tables.LAYOUTS[layout]:
        if column.kind == "figure" and f"{column.name.removesuffix('_value')}_softness" in columns:
            assert column.soft, column.name


def test_every_table_of_the_contract_is_in_the_package() -> None:
    with duckdb.connect() as empty:
        empty.execute(store.statements(store.QUERIES / "tables.sql"))
        assert set(store.tables(empty)) - store.delivered(empty) == set(store.table_files())

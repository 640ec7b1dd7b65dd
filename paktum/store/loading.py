"""From CSV files to a filled, checked database: tables, derived tables, indicators, checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from paktum.errors import StoreError
from paktum.store.files import QUERIES, declared, folder, header, statements

NUMBERS = {"INTEGER": r"-?\d+", "BIGINT": r"-?\d+", "DOUBLE": r"-?\d+(\.\d+)?", "DECIMAL": r"-?\d+(\.\d{1,2})?"}


@dataclass(frozen=True)
class Finding:
    """One row that breaks a truth: level is "error" or "warning", rule an id of the import rules (V01 ...)."""

    level: str
    rule: str
    check: str
    table: str
    row: str
    why: str


def empty(con: duckdb.DuckDBPyConnection, queries: Path = QUERIES) -> None:
    """Create all tables, macros, derived tables and indicator values, with no rows: what the contract test asks."""
    con.execute(statements(queries / "tables.sql"))
    derive(con, queries)


def derive(con: duckdb.DuckDBPyConnection, queries: Path = QUERIES) -> None:
    """Create the macros, each derived table after the ones that it reads, the shared row sets, the indicator values.

    A derived table that reads the indicator values comes last. What the checks find stands in the table `warnings`.
    """
    con.execute(statements(queries / "people.sql"))
    waiting = folder("derived", queries)
    last = {name: sql for name, sql in waiting.items() if "indicator_values" in tables_read(con, sql)}
    waiting = {name: sql for name, sql in waiting.items() if name not in last}
    con.execute(statements(queries / "macros.sql"))
    while waiting:
        ready = [name for name, sql in waiting.items() if not tables_read(con, sql) & (waiting.keys() - {name})]
        if not ready:
            raise StoreError("derived_circle", names=", ".join(waiting))
        for name in ready:
            con.execute(f'create table "{name}" as {waiting.pop(name)}')
    con.execute(statements(queries / "shapes.sql"))
    indicators(con, queries)
    for name, sql in last.items():
        con.execute(f'create table "{name}" as {sql}')
    con.execute('create table warnings (rule varchar, "check" varchar, table_name varchar, row_key varchar, why varchar)')


def tables_read(con: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """Return the names of the tables, macros and inner queries that a SELECT reads, without running it."""
    tree = con.execute("select json_serialize_sql(?)", [sql]).fetchall()[0][0]
    return set(re.findall(r'"(?:table_name|function_name)":"(\w+)"', tree))


def indicators(con: duckdb.DuckDBPyConnection, queries: Path = QUERIES) -> None:
    """Create `indicators` (what each file declares) and `indicator_values` (all files, one under the other)."""
    files = folder("indicators", queries)
    con.execute(
        "create table indicators (indicator varchar primary key, place integer, code varchar, unit varchar, form varchar,"
        " better varchar, topic varchar, about varchar, sql varchar)"
    )
    for name, sql in files.items():
        d = declared(sql)
        row = [name, int(d.get("place", 99)), d["code"], d["unit"], d["form"], d["better"], d["group"], header(sql)[0], sql]
        con.execute("insert into indicators values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    union = " union all by name ".join(f"select '{name}' as indicator, * from ({sql}\n)" for name, sql in files.items())
    con.execute(f"create table indicator_values as {union}")


def load(con: duckdb.DuckDBPyConnection, files: Mapping[str, Path]) -> list[Finding]:
    """Load CSV files into the tables of tables.sql; return what does not fit (then the table stays empty).

    Everything is read as text and cast here, so that a value that does not fit is named with its row and column
    instead of stopping the load, and no reader guesses a type.
    """
    found: list[Finding] = []
    unloaded: set[str] = set()
    optional = delivered(con)
    for table in tables(con):
        if table not in files:
            if table in optional:
                continue
            found.append(Finding("error", "V00", "table_missing", table, "", table))
            unloaded.add(table)
            continue
        stage(con, table, files[table])
        problems = misfits(con, table, unloaded)
        found += problems
        if problems or references(con, table) & unloaded:
            unloaded.add(table)
        else:
            names = ", ".join(f'"{c}"' for c in columns(con, table))
            con.execute(f'insert into "{table}" ({names}) select {names} from raw order by line')
    return found


def tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the tables in the order in which tables.sql creates them."""
    rows = con.execute("select table_name from duckdb_tables() where not internal and not temporary order by table_oid")
    return [name for (name,) in rows.fetchall()]


def delivered(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the tables that only deliveries fill: tables.sql says so in a comment on the table."""
    return {t for (t,) in con.execute("select table_name from duckdb_tables() where comment = 'deliveries'").fetchall()}


def primary_keys(queries: Path = QUERIES) -> dict[str, tuple[str, ...]]:
    """Return {table: columns of its primary key} as tables.sql declares them."""
    with duckdb.connect() as con:
        con.execute(statements(queries / "tables.sql"))
        rows = con.execute(
            "select table_name, constraint_column_names from duckdb_constraints() where constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    return {table: tuple(names) for table, names in rows}


def column_names(queries: Path = QUERIES) -> dict[str, tuple[str, ...]]:
    """Return {table: its columns} as tables.sql declares them."""
    with duckdb.connect() as con:
        con.execute(statements(queries / "tables.sql"))
        return {table: tuple(columns(con, table)) for table in tables(con)}


def references(con: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    """Return the tables that a table refers to."""
    rows = con.execute(
        "select referenced_table from duckdb_constraints() where table_name = ? and constraint_type = 'FOREIGN KEY'", [table]
    )
    return {name for (name,) in rows.fetchall()}


def columns(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Return {column: type} of a table."""
    rows = con.execute("select column_name, data_type from duckdb_columns() where table_name = ?", [table])
    return dict(rows.fetchall())


def stage(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    """Read a CSV file as text into the temporary table `raw`, with its line numbers."""
    try:
        con.execute(
            "create or replace temp table raw as select row_number() over () + 1 as line, * from"
            " read_csv($path, all_varchar = true, header = true, delim = ',', quote = '\"', nullstr = '', null_padding = false)",
            {"path": str(path)},
        )
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise StoreError("unreadable", file=path.name, why=str(error).splitlines()[0][:200]) from None
    expected, given = list(columns(con, table)), [c for c in columns(con, "raw") if c != "line"]
    if set(expected) != set(given):
        missing, extra = sorted(set(expected) - set(given)), sorted(set(given) - set(expected))
        raise StoreError("columns", file=path.name, missing=", ".join(missing) or "–", extra=", ".join(extra) or "–")


def misfits(con: duckdb.DuckDBPyConnection, table: str, unloaded: Iterable[str] = ()) -> list[Finding]:
    """Return the rows of `raw` that break a type, key, reference or check which tables.sql declares for the table.

    References to the tables in `unloaded` are not checked: every one of them would seem broken.
    """
    found = []
    for column, kind in columns(con, table).items():
        wrong = f'try_cast("{column}" as {kind}) is null'
        # A cast alone would round 33.6 to 34 and take 1e3 and 1_000 for numbers.
        if pattern := NUMBERS.get(kind.split("(")[0]):
            wrong = f"({wrong} or not regexp_full_match(\"{column}\", '{pattern}'))"
        sql = f'select line, \'{column} = \' || "{column}" from raw where "{column}" is not null and {wrong}'
        found += _findings(con, sql, table, "type")
    declared = con.execute(
        "select constraint_type, constraint_column_names, referenced_table, referenced_column_names, expression"
        " from duckdb_constraints() where table_name = ?",
        [table],
    ).fetchall()
    for kind, names, other, other_names, expression in declared:
        quoted = ", ".join(f'"{n}"' for n in names)
        shown = " || ', ' || ".join(f"'{n} = ' || ifnull(\"{n}\", '')" for n in names)
        if kind in ("PRIMARY KEY", "UNIQUE"):
            sql = f"select line, {shown} from raw qualify count(*) over (partition by {quoted}) > 1"
        elif kind == "NOT NULL":
            sql = f"select line, {shown} from raw where {quoted} is null"
        elif kind == "FOREIGN KEY":
            if other in unloaded:
                continue
            link = " and ".join(f'o."{b}" = raw."{a}"' for a, b in zip(names, other_names, strict=True))
            sql = f'select line, {shown} from raw where {quoted} is not null and not exists (select 1 from "{other}" o where {link})'
        else:
            sql = f"select line, {shown} from raw where not ({expression})"
        found += _findings(con, sql, table, kind.lower().replace(" ", "_"))
    return found


def _findings(con: duckdb.DuckDBPyConnection, sql: str, table: str, check: str) -> list[Finding]:
    rows = con.execute(sql).fetchall()
    return [Finding("error", "V00", check, table, str(line), str(why)) for line, why in sorted(rows)]


def fill(con: duckdb.DuckDBPyConnection, files: Mapping[str, Path], queries: Path) -> list[Finding]:
    """Create and fill everything; return what does not fit, or else what the checks find."""
    con.execute(statements(queries / "tables.sql"))
    found = load(con, files)
    if found:
        return found
    derive(con, queries)
    return check(con, queries)


def check(con: duckdb.DuckDBPyConnection, queries: Path = QUERIES) -> list[Finding]:
    """Run every file of queries/checks on a filled store; each returns the rows that break its truth."""
    found = []
    for name, sql in folder("checks", queries).items():
        d = declared(sql)
        rows = con.execute(sql).fetchall()
        found += [Finding(d["level"], d["rule"], name, str(t), str(r), str(why)) for t, r, why in rows]
    return sorted(found, key=lambda f: (f.level, f.rule, f.check, f.table, f.row, f.why))

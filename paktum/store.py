"""The store: build a new DuckDB snapshot from checked tables, publish it in one step, open it read-only.

A snapshot is one file named by the content it was built from, so it is never rewritten: sessions that read an older one
go on reading it. `current.json` names the published snapshot and is replaced last, by an atomic rename.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from paktum.errors import StoreError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
QUERIES = ROOT / "queries"
STORE = Path(os.environ.get("PAKTUM_STORE", DATA / "store"))

KEPT_SNAPSHOTS = 10
NUMBERS = {"INTEGER": r"-?\d+", "BIGINT": r"-?\d+", "DOUBLE": r"-?\d+(\.\d+)?", "DECIMAL": r"-?\d+(\.\d{1,2})?"}
# Serving needs no files, no network and no new settings: what a page or a link could smuggle in has nothing to reach.
SERVING: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
    "memory_limit": "1GB",
    "threads": 2,
}

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Finding:
    """One row that breaks a truth: level is "error" or "warning", rule an id of the import rules (V01 ...)."""

    level: str
    rule: str
    check: str
    table: str
    row: str
    why: str


@dataclass(frozen=True)
class Snapshot:
    """A published store: `id` names its content, `sha256` protects its file, `rows` counts each table."""

    id: str
    path: Path
    sha256: str
    built_at: str
    rows: Mapping[str, int] = field(compare=False)
    warnings: tuple[Finding, ...] = field(default=(), compare=False)

    @property
    def built_on(self) -> str:
        """The day of the build, ISO."""
        return self.built_at[:10]


# ---------------------------------------------------------------- reading the SQL folder


def statements(path: Path) -> str:
    """Return the SQL text of a file in the queries folder."""
    return path.read_text(encoding="utf-8")


def header(sql: str) -> list[str]:
    """Return the comment lines at the top of an SQL file, without the dashes."""
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return lines


def declared(sql: str) -> dict[str, str]:
    """Return the `key: value | key: value` pairs declared in the header of a check or an indicator."""
    pairs: dict[str, str] = {}
    for line in header(sql)[1:]:
        if re.match(r"(rule|code): ", line):
            pairs |= dict(part.strip().split(": ", 1) for part in line.split("|"))
    return pairs


def folder(name: str, queries: Path = QUERIES) -> dict[str, str]:
    """Return {file stem: SQL} of a folder of queries, in alphabetical order."""
    return {path.stem: statements(path) for path in sorted((queries / name).glob("*.sql"))}


# ---------------------------------------------------------------- the data as received


def table_files(data: Path = DATA) -> dict[str, Path]:
    """Return {table: CSV file} as the data package declares them."""
    package = data / "datapackage.json"
    try:
        resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
    except FileNotFoundError:
        raise StoreError("no_package", folder=data) from None
    return {r["name"]: data / r["path"] for r in resources if str(r["path"]).endswith(".csv")}


def fingerprint(data: Path = DATA, queries: Path = QUERIES, replaced: Mapping[str, Path] | None = None) -> str:
    """Return a digest of everything that a snapshot is built from: tables, SQL and engine version."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    files = table_files(data) | dict(replaced or {})
    sql = [queries / f"{name}.sql" for name in ("tables", "macros", "shapes")]
    sql += [p for name in ("derived", "indicators", "checks") for p in sorted((queries / name).glob("*.sql"))]
    for path in [*files.values(), *sql]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes() if path.exists() else b"missing")
    return digest.hexdigest()[:12]


# ---------------------------------------------------------------- building


def empty(con: duckdb.DuckDBPyConnection, queries: Path = QUERIES) -> None:
    """Create all tables, macros, derived tables and indicator values, with no rows: what the contract test asks."""
    con.execute(statements(queries / "tables.sql"))
    derive(con, queries)


def derive(con: duckdb.DuckDBPyConnection, queries: Path = QUERIES) -> None:
    """Create the macros, each derived table after the ones that it reads, the shared row sets, the indicator values.

    A derived table that reads the indicator values comes last. What the checks find stands in the table `warnings`.
    """
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
    for table in tables(con):
        if table not in files:
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


def check(con: duckdb.DuckDBPyConnection, queries: Path = QUERIES) -> list[Finding]:
    """Run every file of queries/checks on a filled store; each returns the rows that break its truth."""
    found = []
    for name, sql in folder("checks", queries).items():
        d = declared(sql)
        rows = con.execute(sql).fetchall()
        found += [Finding(d["level"], d["rule"], name, str(t), str(r), str(why)) for t, r, why in rows]
    return sorted(found, key=lambda f: (f.level, f.rule, f.check, f.table, f.row, f.why))


def examine(data: Path = DATA, replaced: Mapping[str, Path] | None = None, queries: Path = QUERIES) -> list[Finding]:
    """Load and check a data package in memory, with some tables replaced by other files; nothing is published."""
    with duckdb.connect() as con:
        return _fill(con, table_files(data) | dict(replaced or {}), queries)


def _fill(con: duckdb.DuckDBPyConnection, files: Mapping[str, Path], queries: Path) -> list[Finding]:
    con.execute(statements(queries / "tables.sql"))
    found = load(con, files)
    if found:
        return found
    derive(con, queries)
    return check(con, queries)


def build(data: Path = DATA, store: Path = STORE, queries: Path = QUERIES, progress: Progress | None = None) -> Snapshot:
    """Build, check and publish a snapshot; return it. A store that is up to date is not built again.

    Raises StoreError when the data break a truth (then nothing is published) or the folder cannot be written.
    """
    say = progress or (lambda step, share: None)
    identity = fingerprint(data, queries)
    published = current(store)
    if published and published.id == identity:
        return published
    try:
        store.mkdir(parents=True, exist_ok=True)
        with FileLock(store / "build.lock", timeout=120):
            published = current(store)
            if published and published.id == identity:
                return published
            kept = read_manifest(store, identity)
            snapshot = kept if kept and intact(kept.path, kept.sha256) else _build_file(data, store, queries, identity, say)
            say("publish", 0.95)
            _point_to(store, snapshot.id)
            tidy(store)
    except OSError as error:
        raise StoreError("cannot_write", folder=store, why=error.strerror or str(error)) from error
    say("done", 1.0)
    return snapshot


def _build_file(data: Path, store: Path, queries: Path, identity: str, say: Progress) -> Snapshot:
    unfinished = store / f"{identity}.unfinished"
    unfinished.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(unfinished)) as con:
            say("load", 0.1)
            found = _fill(con, table_files(data), queries)
            errors = [f for f in found if f.level == "error"]
            if errors:
                first = errors[0]
                raise StoreError("checks_failed", count=len(errors), check=first.check, table=first.table, row=first.row, why=first.why)
            say("check", 0.7)
            if found:
                con.executemany("insert into warnings values (?, ?, ?, ?, ?)", [(f.rule, f.check, f.table, f.row, f.why) for f in found])
            rows = {t: con.execute(f'select count(*) from "{t}"').fetchall()[0][0] for t in tables(con)}
            con.execute("checkpoint")
        say("verify", 0.9)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        path = store / f"{identity}.duckdb"
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
        Path(f"{unfinished}.wal").unlink(missing_ok=True)
    built_at = datetime.now(UTC).isoformat(timespec="seconds")
    snapshot = Snapshot(identity, path, sha256, built_at, rows, tuple(found))
    manifest = {"id": identity, "sha256": sha256, "built_at": built_at, "engine": duckdb.__version__, "rows": rows,
                "warnings": [asdict(f) for f in found]}  # fmt: skip
    _write(store / f"{identity}.json", manifest)
    intact.cache_clear()
    connection.cache_clear()
    return snapshot


def _write(path: Path, content: object) -> None:
    """Write JSON so that a reader sees the old file or the whole new one, even after a crash."""
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


def _point_to(store: Path, identity: str) -> None:
    history = [i for i in published_ids(store) if i != identity]
    _write(store / "current.json", {"snapshot": identity, "before": history})


# ---------------------------------------------------------------- published snapshots


def published_ids(store: Path = STORE) -> list[str]:
    """Return the ids of the published snapshots, the current one first."""
    try:
        pointer = json.loads((store / "current.json").read_text(encoding="utf-8"))
        return [str(pointer["snapshot"]), *map(str, pointer["before"])]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def read_manifest(store: Path, identity: str) -> Snapshot | None:
    """Return a snapshot by its id, or None when its file or manifest is not there."""
    path = store / f"{identity}.duckdb"
    try:
        m = json.loads((store / f"{identity}.json").read_text(encoding="utf-8"))
        warnings = tuple(Finding(**f) for f in m["warnings"])
        snapshot = Snapshot(m["id"], path, m["sha256"], m["built_at"], m["rows"], warnings)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return snapshot if path.exists() else None


def snapshots(store: Path = STORE) -> list[Snapshot]:
    """Return all published snapshots that are still there, the current one first."""
    found: Iterable[Snapshot | None] = (read_manifest(store, i) for i in published_ids(store))
    return [s for s in found if s]


def current(store: Path = STORE) -> Snapshot | None:
    """Return the published snapshot whose file is as it was built, else the newest former one that is."""
    return next((s for s in snapshots(store) if intact(s.path, s.sha256)), None)


@functools.lru_cache(maxsize=64)
def intact(path: Path, sha256: str) -> bool:
    """Say whether a snapshot file still has the content that was published; asked once per process."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def tidy(store: Path) -> None:
    """Remove snapshots beyond the kept ones and what crashed builds left behind."""
    kept = set(published_ids(store)[:KEPT_SNAPSHOTS])
    for path in store.iterdir():
        if path.suffix in (".unfinished", ".wal", ".new") or (path.suffix == ".duckdb" and path.stem not in kept):
            path.unlink(missing_ok=True)


@functools.lru_cache(maxsize=8)
def connection(path: Path) -> duckdb.DuckDBPyConnection:
    """Return the process's read-only connection to a snapshot; take a `.cursor()` of it for each query."""
    return duckdb.connect(str(path), read_only=True, config=SERVING)

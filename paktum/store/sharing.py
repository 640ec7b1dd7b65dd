"""The published snapshot as files that any other engine or notebook reads: each of its tables as Parquet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet

from paktum.store.files import QUERIES, statements
from paktum.store.loading import columns, tables
from paktum.store.published import Snapshot, connection


@dataclass(frozen=True)
class Shared:
    """A table as it was written: its file, its columns with the engine's types, its key (may be empty), how many rows."""

    name: str
    path: Path
    columns: dict[str, str]
    key: tuple[str, ...]
    rows: int


def share_tables(snapshot: Snapshot, folder: Path) -> list[Shared]:
    """Write every table of a snapshot into a folder; return them in the order of the contract."""
    folder.mkdir(parents=True)
    con = connection(snapshot.path).cursor()
    keys = dict(
        con.execute("select table_name, constraint_column_names from duckdb_constraints() where constraint_type = 'PRIMARY KEY'").fetchall()
    )
    made = []
    for name in tables(con):
        rows = con.sql(f'from "{name}"').to_arrow_table()
        pyarrow.parquet.write_table(rows, folder / f"{name}.parquet", compression="zstd")
        made.append(Shared(name, folder / f"{name}.parquet", columns(con, name), tuple(keys.get(name, ())), rows.num_rows))
    return made


def notes(queries: Path = QUERIES) -> dict[str, tuple[str, dict[str, str]]]:
    """Return {table: (what it is, {column: what it is})} as the comments of the contract say, where they say something."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for name in ("tables", "people"):
        before: list[str] = []
        columns_told: dict[str, str] = {}
        for line in statements(queries / f"{name}.sql").splitlines():
            if opens := re.match(r"create table (\w+)", line):
                columns_told = {}
                found[opens[1]] = (" ".join(before), columns_told)
            elif told := re.match(r'    "?(\w+)"? [\w(, )]+.*?,?\s+-- (.+)', line):
                columns_told[told[1]] = told[2]
            before = [*before, line.removeprefix("-- ")] if line.startswith("-- ") else []
    return found

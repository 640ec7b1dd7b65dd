"""What two snapshots do not share: rows, the values that readers see, contradictions, warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from paktum.store.loading import primary_keys
from paktum.store.published import Snapshot

Values = Mapping[str, object]

# Tables without a declared key are told apart by these columns; what is not listed is told apart by the whole row.
KEYS = {
    "events": ("pact_id", "kind", "on", "title"),
    "pact_values": ("indicator", "pact_id"),
    "contradictions": ("topic", "subject_id", "measure", "series", "chosen_id", "other_id", "other_text"),
    "warnings": ("rule", "check", "table_name", "row_key", "why"),
}
SEEN = ("pact_values", "contradictions", "warnings")


@dataclass(frozen=True)
class Change:
    """One row that is new, gone or changed; `before` and `after` hold the columns that differ (all of a new or lost row)."""

    table: str
    kind: Literal["new", "gone", "changed"]
    key: tuple[str, ...]
    pact: str
    before: Values
    after: Values


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two snapshots."""

    before: str
    after: str
    changes: tuple[Change, ...]

    def of(self, *names: str) -> list[Change]:
        """Return the changes in some tables."""
        return [c for c in self.changes if c.table in names]

    @property
    def facts(self) -> list[Change]:
        """What differs in the tables themselves, not in what is computed from them."""
        return [c for c in self.changes if c.table not in SEEN]

    @property
    def pacts(self) -> list[str]:
        """The pacts about which anything differs."""
        return sorted({c.pact for c in self.changes if c.pact and c.table != "warnings"})

    @property
    def numbers(self) -> list[Change]:
        """The published figures that differ."""
        return self.of("observations", "aggregates", "district_labour")


def compare(before: Snapshot, after: Snapshot) -> Difference:
    """Compare two snapshot files, row by row, in the columns that both have."""
    keys: dict[str, Sequence[str]] = {**KEYS, **primary_keys()}
    with duckdb.connect() as con:
        _attach(con, before.path, "a")
        _attach(con, after.path, "b")
        base = [t for t in tables_of(con, "b") if t in keys or t in KEYS]
        found = [change for table in base for change in _table(con, table, keys[table])]
        owners = [f"select project_id, pact_id from {d}.projects" for d in "ab" if "projects" in tables_of(con, d)]
        projects = dict(con.execute(" union ".join(owners)).fetchall()) if owners else {}
    found = [c if c.pact or not c.key else _with_pact(c, projects) for c in found]
    return Difference(before.id, after.id, tuple(found))


def _attach(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as {name} (read_only)")


def tables_of(con: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """Return the tables of an attached snapshot."""
    rows = con.execute("select table_name from duckdb_tables() where database_name = ? and not temporary order by table_oid", [database])
    return [name for (name,) in rows.fetchall()]


def _columns(con: duckdb.DuckDBPyConnection, database: str, table: str) -> dict[str, str]:
    """Return {column: type} without lists: what they hold stands in other rows too, and their order is left open."""
    rows = con.execute("select column_name, data_type from duckdb_columns() where database_name = ? and table_name = ?", [database, table])
    return {name: kind for name, kind in rows.fetchall() if not kind.endswith("[]")}


def _table(con: duckdb.DuckDBPyConnection, table: str, key: Sequence[str]) -> list[Change]:
    known = _columns(con, "a", table)
    shared = {c: kind for c, kind in _columns(con, "b", table).items() if c in known or not known}
    if not known:
        gone: dict[tuple[str, ...], dict[str, object]] = {}
        new = _rows(con, f'select {_picked(shared)} from b."{table}"', list(shared), key)
    else:
        a, b = (f'select {_picked(shared)} from {d}."{table}"' for d in "ab")
        gone, new = _rows(con, f"{a} except {b}", list(shared), key), _rows(con, f"{b} except {a}", list(shared), key)
    return [_change(table, k, gone.get(k), new.get(k)) for k in sorted(gone.keys() | new.keys())]


def _picked(kinds: Mapping[str, str]) -> str:
    """Return the columns of a SELECT; the last letters of a quotient depend on the order of its sums, so they are cut."""
    return ", ".join(f'round("{n}", 6) as "{n}"' if kind == "DOUBLE" else f'"{n}"' for n, kind in kinds.items())


def _rows(con: duckdb.DuckDBPyConnection, sql: str, names: Sequence[str], key: Sequence[str]) -> dict[tuple[str, ...], dict[str, object]]:
    rows = [dict(zip(names, row, strict=True)) for row in con.execute(sql).fetchall()]
    return {tuple("" if row.get(k) is None else str(row[k]) for k in key): row for row in rows}


def _change(table: str, key: tuple[str, ...], gone: dict[str, object] | None, new: dict[str, object] | None) -> Change:
    pact = str((new or gone or {}).get("pact_id") or "")
    if gone is None or new is None:
        return Change(table, "gone" if new is None else "new", key, pact, gone or {}, new or {})
    differing = [c for c in new if new[c] != gone.get(c)]
    keep = {
        "unit",
        "measure",
        "value",
        "value_date",
        "softness",
        "digits",
        "precision",
        "kind",
        "as_of",
        "source_id",
    }  # no number without its unit
    names = [c for c in new if c in differing or c in keep]
    return Change(table, "changed", key, pact, {c: gone.get(c) for c in names}, {c: new[c] for c in names})


def _with_pact(change: Change, projects: Mapping[str, str]) -> Change:
    row = change.after or change.before
    pact = projects.get(str(row.get("project_id") or change.key[0]), "")
    return Change(change.table, change.kind, change.key, pact, change.before, change.after)

"""Which engine takes an export in: DuckDB in this process, or a cluster that PAKTUM_ENGINE or the section [engine] of paktum.toml names.

A cluster runs the same files of queries/rollups, in its own dialect. Only counts and faults come back; rows of persons stay where
they are, and no key of a person is made or kept. Disclosure control and publishing stay in this process, so what comes back is a
normal release.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd
import pyarrow as pa

from paktum import store
from paktum.participants import cubes, intake
from paktum.participants.form import ParticipantError, check_columns, dropped
from paktum.participants.rules import Reject, faulted, rollup, rules

EMBEDDED = "duckdb"
SPARK = ("spark://", "local-cluster[", "local[", "sc://")
Export = Path | str  # a file, a folder of Parquet files, or an address of such a folder that only a cluster can read


class Cluster(Protocol):
    """What an engine beyond this process must do. Another one is another file like spark.py."""

    dialect: str  # as sqlglot calls it

    def read(self, export: Export) -> list[str]:
        """Name the Parquet files of an export `given`: its columns, `file` (the path within it) and `place` (the row in the file, from 0).

        Return the columns of all files together.
        """

    def put(self, name: str, rows: pa.Table) -> None:
        """Name a small table that every worker needs."""

    def name(self, name: str, select: str, given: Mapping[str, object]) -> list[str]:
        """Name the answer of one SELECT; return its columns."""

    def keep(self, name: str) -> None:
        """Work a named table out now and once only: several SELECTs read it, and how large it is tells the engine how to join it."""

    def answer(self, select: str) -> pa.Table:
        """Return the rows of one SELECT."""

    def close(self) -> None:
        """Give back what the cluster lent."""


@dataclass(frozen=True)
class Settings:
    """The engine's name or address, and what it is to be told besides, such as `spark.executor.memory`."""

    name: str = EMBEDDED
    told: Mapping[str, str] = field(default_factory=dict)


class Embedded:
    """DuckDB in this process: the default."""

    def take_in(self, con: duckdb.DuckDBPyConnection, path: Export, salt: str, today: date, as_of: date | None = None) -> intake.Intake:
        """Take in a file or a folder of this machine."""
        if not isinstance(path, Path):
            raise ParticipantError("people_far", file=called(path))
        return intake.take_in(con, path, salt, today, as_of)

    def cells(self, con: duckdb.DuckDBPyConnection, as_of: str) -> pd.DataFrame:
        """Return the cells, as queries/rollups/cells.sql says."""
        return cubes.cells_of(con, as_of)


class Distributed:
    """A cluster that runs the files of queries/rollups over Parquet."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    def name(self, table: str, sql: str = "", given: Mapping[str, object] | None = None) -> list[str]:
        """Name the answer of portable SQL, by default of the rollup of the same name; return its columns."""
        return self.cluster.name(table, spoken(sql or rollup(table), self.cluster.dialect), given or {})

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Return the rows of portable SQL."""
        found: list[dict[str, Any]] = self.cluster.answer(spoken(sql, self.cluster.dialect)).to_pylist()
        return found

    def take_in(self, con: duckdb.DuckDBPyConnection, path: Export, salt: str, today: date, as_of: date | None = None) -> intake.Intake:
        """Do what intake.take_in does, for Parquet; the working file gets the faults but no rows of persons, so no salt is needed."""
        if isinstance(path, Path):
            if not intake.parquet(path):
                raise ParticipantError("people_kind", file=path.name)
            intake.opened(con, path)  # refuses columns that name somebody, in each of the files
        columns = [c for c in self.cluster.read(path) if c not in ("file", "place")]
        unknown = tuple(dropped(check_columns(called(path), columns)))
        known = self.ask_rules(con, today)
        told = self.rows(rollup("counts"))[0]
        intake.refuse(told, called(path))
        twice = self.rows("select sum(case when r.contradicts then 1 else 0 end) as bad,"
                          " sum(case when not r.contradicts and not r.stays then 1 else 0 end) as passed from repeats r")[0]  # fmt: skip
        bad, ignored = int(twice["bad"] or 0), int(twice["passed"] or 0)
        rejects = self.rejects(con, known)
        rows, rejected = int(told["file_rows"]), len({(r.file, r.line) for r in rejects})
        if rejected != rows - int(told["good_rows"]) + bad:
            raise ParticipantError("people_moved", file=called(path))
        intake.keep_rejects(con, rejects)
        day = str(as_of or told["last_day"] or today)
        counts = intake.by_rule(rejects)
        return intake.Intake(
            called(path), intake.origin(told), rows, rows - rejected - ignored, rejected, ignored, day, unknown, counts, tuple(rejects)
        )  # fmt: skip

    def ask_rules(self, con: duckdb.DuckDBPyConnection, today: date) -> list[tuple[str, str]]:
        """Name the tables from known_rows to repeats; return the rules in the order of their bits."""
        for small in ("pact_keys", "places"):
            self.cluster.put(small, con.sql(f"select * from {small}").to_arrow_table())
        self.name("known_rows")
        known = rules(self.name("checked", given={"today": today}))
        columns = {"rule": [r for r, _ in known], "column": [c for _, c in known], "bit": [1 << n for n in range(len(known))]}
        self.cluster.put("rules", pa.table(columns))
        self.name("faulted", faulted(known))
        for several in ("staged", "doubles", "repeats"):
            self.name(several)
            self.cluster.keep(several)
        return known

    def rejects(self, con: duckdb.DuckDBPyConnection, known: list[tuple[str, str]]) -> list[Reject]:
        """Return every fault, in the order of files and lines."""
        found = self.rows(rollup("rejects"))
        near = intake.near_keys(con, {r["value"] for r in found if r["rule"] == "unknown_pact"})
        made = (
            Reject(r["place"] + 2, r["column"], r["rule"], r["value"], near.get(r["value"], "") * (r["rule"] == "unknown_pact"), r["file"])
            for r in found
        )
        return sorted(made, key=lambda r: (r.file, r.line, r.column, r.rule))

    def cells(self, con: duckdb.DuckDBPyConnection, as_of: str) -> pd.DataFrame:
        """Return the cells, as queries/rollups/cells.sql says."""
        self.name("people")
        self.name("outcomes", given={"as_of": date.fromisoformat(as_of)})
        found: pd.DataFrame = self.cluster.answer(spoken(rollup("cells"), self.cluster.dialect)).to_pandas()
        return found


def spoken(sql: str, dialect: str) -> str:
    """Return portable SQL in a dialect; what the dialect cannot say raises sqlglot.UnsupportedError."""
    import sqlglot

    return sqlglot.transpile(sql, read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE, comments=False)[0]


def called(export: Export) -> str:
    """Return what an export is called: the last part of its address."""
    return export.name if isinstance(export, Path) else export.rstrip("/").rsplit("/", 1)[-1]


def pacts_beside(export: Export) -> Path | None:
    """Return the file of invented pacts beside an export; None where there is none, as with every address."""
    beside = export.with_name("pacts.csv") if isinstance(export, Path) else None
    return beside if beside and beside.is_file() else None


# ---------------------------------------------------------------- which one


def settings(file: Path | None = None) -> Settings:
    """Return which engine is wanted: PAKTUM_ENGINE, else what the configuration file says, else DuckDB."""
    path = file or Path(os.environ.get("PAKTUM_CONFIG", store.ROOT / "paktum.toml"))
    try:
        section = tomllib.loads(path.read_text(encoding="utf-8")).get("engine", {}) if path.exists() else {}
        told = {str(name): str(value) for name, value in section.get("settings", {}).items()}
        wanted = str(section.get("name", EMBEDDED))
    except (OSError, ValueError, AttributeError) as error:
        raise ParticipantError("people_config", file=path, why=reason(error)) from None
    return Settings(os.environ.get("PAKTUM_ENGINE") or wanted, told)


@contextmanager
def chosen(wanted: Settings | None = None) -> Iterator[Embedded | Distributed]:
    """Give the engine that is wanted; an unknown one, one that does not start and one that fails are ParticipantErrors."""
    wanted = wanted or settings()
    if wanted.name == EMBEDDED:
        yield Embedded()
        return
    if not wanted.name.startswith(SPARK):
        raise ParticipantError("people_engine", engine=wanted.name)
    try:
        from paktum.participants.spark import Spark

        cluster = Spark(wanted.name, wanted.told)
    except Exception as error:  # whatever a cluster, its Java or a missing library says
        raise ParticipantError("people_engine_start", engine=wanted.name, why=reason(error)) from error
    try:
        yield Distributed(cluster)
    except ParticipantError:
        raise
    except Exception as error:
        if not type(error).__module__.startswith(("pyspark", "py4j", "grpc")):
            raise
        raise ParticipantError("people_engine_failed", engine=wanted.name, why=reason(error)) from error
    finally:
        cluster.close()


def reason(error: Exception) -> str:
    """Return what an error says in one short line, without what it quotes: that may be a cell of somebody's row."""
    lines = [line.strip(" :") for line in str(error).splitlines()]
    told = next((line for line in lines if line and not line.startswith("An error occurred while calling")), type(error).__name__)
    return re.sub(r"'[^']*'|\"[^\"]*\"", "…", told)[:200]

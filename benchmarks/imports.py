"""Import with full validation against bare typed read_csv: `python -m benchmarks.imports --participants N [--json FILE]`."""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.generate import write
from benchmarks.measuring import apart, report
from paktum.participants import form, intake

TYPES = {"entry_date": "date", "leaving_date": "date", "job_date": "date", "birth_year": "smallint", "spent_huf": "bigint"}


def bare(path: str, folder: str) -> int:
    """Read a file into a table with declared types and nothing else."""
    types = {c: TYPES.get(c, "tinyint" if form.codes(c) == ("0", "1") else "varchar") for c in form.fields()}
    with duckdb.connect(f"{folder}/bare.duckdb", config={"threads": 2}) as con:
        con.execute(f"create table raw as select * from read_csv('{path}', header = true, auto_detect = false, columns = {types})")
        return con.execute("select count(*) from raw").fetchall()[0][0]


def bare_dirty(path: str, folder: str) -> int:
    """Do the same, leaving out what does not fit its type."""
    types = {c: TYPES.get(c, "tinyint" if form.codes(c) == ("0", "1") else "varchar") for c in form.fields()}
    with duckdb.connect(f"{folder}/dirty.duckdb", config={"threads": 2}) as con:
        con.execute(
            f"create table raw as select * from read_csv('{path}', header = true, auto_detect = false, columns = {types},"
            " store_rejects = true)"
        )
        return con.execute("select count(*) from raw").fetchall()[0][0]


def ours(path: str, folder: str) -> tuple[int, int, int]:
    """Take a file in with every rule asked and the rejects kept."""
    with duckdb.connect(f"{folder}/ours.duckdb", config={"threads": 2, "memory_limit": intake.MEMORY, "temp_directory": folder}) as con:
        intake.references(con, Path(path).with_name("pacts.csv"))
        taken = intake.take_in(con, Path(path), "0" * 64, date(2026, 1, 1))
        return taken.accepted, taken.rejected, taken.ignored


def main() -> None:
    """Measure a clean and a dirty file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports", description=__doc__)
    parser.add_argument("--participants", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where the files are made; they are removed afterwards")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows: list[dict[str, object]] = []
    for kind, share, other in (("clean", 0.0, bare), ("dirty", 0.005, bare_dirty)):
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            path = str(write(given.participants, 1, Path(folder), "csv", share))
            bare_seconds, bare_mb, _ = apart(other, path, folder)
            seconds, peak_mb, counts = apart(ours, path, folder)
        rows.append({"participants": given.participants, "file": kind, "bare_s": bare_seconds, "ours_s": seconds,
                     "ratio": seconds / bare_seconds, "bare_mb": bare_mb, "ours_mb": peak_mb,
                     "accepted": counts[0], "rejected": counts[1]})  # fmt: skip
    report(rows, given.json)


if __name__ == "__main__":
    main()

"""Take participants in and count them, by DuckDB and by another engine: `python -m benchmarks.engines --participants N [--engine NAME]`.

The rows are Parquet files in a folder, as a cluster wants them. Times are told with and without the start of the engine; cpu is what all
its processes used, so it says what the work costs also on a machine that is busy with something else.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.generate import write
from benchmarks.measuring import apart, report
from paktum.participants import engine, intake

TICKS = os.sysconf("SC_CLK_TCK")


def parts(participants: int, folder: Path, dirty: float, files: int = 16) -> Path:
    """Make an export of Parquet files of about the same size."""
    whole = write(participants, 1, folder / "whole", "parquet", dirty)
    target = folder / "parts"
    target.mkdir()
    size = -(-participants // files)
    with duckdb.connect() as con:
        for n in range(files):
            con.execute(f"copy (select * from read_parquet('{whole}') limit {size} offset {n * size}) to '{target}/part-{n:05}.parquet'")
    (folder / "whole" / "pacts.csv").rename(folder / "pacts.csv")
    whole.unlink()
    return target


def processes() -> dict[int, tuple[int, float]]:
    """Return the parent and the seconds of processor time of every process."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        found[int(stat.parent.name)] = (int(told[1]), (int(told[11]) + int(told[12])) / TICKS)
    return found


def used() -> float:
    """Return the processor time of this process and all below it, seconds."""
    known, total = processes(), 0.0
    for process, (_, seconds) in known.items():
        above = process
        while above in known and above != os.getpid():
            above = known[above][0]
        total += seconds if above == os.getpid() else 0.0
    return total


def take_in(name: str, told: dict[str, str], path: str, folder: str) -> dict[str, object]:
    """Take an export in and count its cells."""
    before, start = used(), time.perf_counter()
    config: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": intake.MEMORY, "temp_directory": folder}
    with duckdb.connect(f"{folder}/work.duckdb", config=config) as con, engine.chosen(engine.Settings(name, told)) as chosen:
        started = time.perf_counter()
        intake.references(con, engine.pacts_beside(Path(path)))
        taken = chosen.take_in(con, Path(path), "0" * 64, date(2026, 1, 1))
        cells = chosen.cells(con, taken.as_of)
        done = time.perf_counter()
        return {"start_s": started - start, "work_s": done - started, "cpu_s": used() - before, "accepted": taken.accepted,
                "rejected": taken.rejected, "ignored": taken.ignored, "cells": len(cells), "same": digest(cells, taken)}  # fmt: skip


def digest(cells: pd.DataFrame, taken: intake.Intake) -> str:
    """Return what is the same when two engines say the same: of all cells and all faults."""
    names = list(cells.columns)
    plain = cells.astype(dict.fromkeys(names[:5], "str") | dict.fromkeys(names[5:], "Int64")).sort_values(names[:5])
    said = plain.to_csv(index=False) + "\n".join(map(str, taken.rejects))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def main() -> None:
    """Measure both engines on the same files."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--participants", type=int, default=1_000_000)
    parser.add_argument("--dirty", type=float, default=0.005)
    parser.add_argument("--engine", default="local-cluster[2,1,2048]", help="the other engine; `-` measures DuckDB alone")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="a setting of that engine")
    parser.add_argument("--folder", type=Path, help="where the files are made; they are removed afterwards")
    parser.add_argument("--keep", type=Path, help="make the files of this size in this folder once and use them again")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    told = {"spark.executor.memory": "2g", "spark.driver.memory": "2g"} | dict(pair.split("=", 1) for pair in given.set)
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        made = given.keep / f"{given.participants}-{given.dirty}" if given.keep else Path(folder)
        path = made / "parts" if (made / "parts").is_dir() else parts(given.participants, made, given.dirty)
        for name in [engine.EMBEDDED, *([given.engine] if given.engine != "-" else [])]:
            with tempfile.TemporaryDirectory(dir=given.folder) as work:
                _, megabytes, found = apart(take_in, name, told, str(path), work)
            rows.append({"participants": given.participants, "engine": name, **found, "this_process_mb": megabytes})
    report(rows, given.json)


if __name__ == "__main__":
    main()

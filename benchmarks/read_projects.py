"""Read 50 000 project rows with every check, beside DuckDB's bare read_csv of the same file, in the same run.

    python -m benchmarks.read_projects [--rows N] [--json FILE]

The rows are generated: pact calls, real settlements, different titles and amounts, the spellings that exports have. Both sides are
run several times in turn and the best time counts, because other programs disturb only upwards.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from paktum import exports
from paktum.exports import gazetteer
from paktum.exports.fair import FAIR

ROUNDS = 3
CALLS = ("TOP-5.1.1-15", "TOP-5.1.2-15", "TOP-5.1.2-16", "TOP-6.8.2-15")


def rows(count: int, seed: int = 5) -> list[list[str]]:
    """Return the headings and `count` rows of a FAIR list."""
    pick = random.Random(seed)
    places = sorted(name for name, _, _ in gazetteer.settlements().values())
    territories, counties = sorted(gazetteer.territories()), sorted(set(gazetteer.counties().values()))
    districts = sorted(set(gazetteer.districts().values()))
    made = [[c.headings[1] for c in FAIR.columns]]
    for n in range(count):
        call, place = f"{pick.choice(CALLS)}-{pick.choice(territories)}", pick.choice(places)
        amount = f"{pick.randrange(50_000_000, 3_000_000_000):,}".replace(",", " ")
        day = f"{pick.randrange(2016, 2024)}.{pick.randrange(1, 13):02d}.{pick.randrange(1, 29):02d}"
        made.append([
            "Széchenyi 2020", "ESZA", "2015", "TOP", "Helyi foglalkoztatási együttműködések", call,
            f"{place.upper()} VÁROS ÖNKORMÁNYZATA", f"Foglalkoztatási paktum {place} térségében, {n}. ütem", "Észak-Alföld",
            pick.choice(counties), "", place, day, amount, str(4_000_000 + n), "2021-11-22T02:12:12.000Z", pick.choice(districts),
        ])  # fmt: skip
    return made


def bare_read(path: Path) -> None:
    """Let DuckDB read the file by its own defaults into a table."""
    with duckdb.connect() as con:
        con.execute("create table projects as from read_csv($path)", {"path": str(path)})


def seconds(what: Callable[[], object]) -> float:
    """Return the seconds of one run."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def measure(count: int) -> dict[str, object]:
    """Return the two times, their ratio and what was read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "projects.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows(count))
        ours, bare = [], []
        for _ in range(ROUNDS):
            bare.append(seconds(lambda: bare_read(path)))
            ours.append(seconds(lambda: exports.read(path, path.name)))
        reading = exports.read(path, path.name)
        size = path.stat().st_size
    return {
        "rows": reading.rows,
        "accepted": reading.accepted,
        "findings": len(reading.findings),
        "bytes": size,
        "read_seconds": round(min(ours), 3),
        "duckdb_seconds": round(min(bare), 3),
        "ratio": round(min(ours) / min(bare), 1),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
    }


def main() -> None:
    """Print the measurement, and write it as JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = measure(asked.rows)
    for name, value in found.items():
        print(f"{name:>16}  {value}")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

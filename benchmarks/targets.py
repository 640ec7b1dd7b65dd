"""What ours must reach: every measurement of the participant pages in one run, and the table of wanted and measured ratios.

`python -m benchmarks.targets [--peers PYTHON] [--sizes 1000000 10000000 50000000] [--results FOLDER] [--folder FOLDER] [--json FILE]`.
Each measurement runs in a process of its own, one after the other; its JSON is kept under --results, where a run that was stopped goes on.
Pandas is left out above --most-pandas participants (memory); imports and pages are measured at the first two sizes, pages if --peers names
the Python of an environment with benchmarks/peers/requirements.txt. A part that failed is said to be not measured.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measuring import report
from benchmarks.servers import ROOT

Rows = Sequence[dict[str, Any]]
Results = Mapping[str, Rows]


@dataclass(frozen=True)
class Target:
    """One line of the table: what is compared with what, the ratio wanted, and how it is found among the rows of its measurement."""

    what: str
    against: str
    part: str
    most: float | None
    least: float | None
    found: Callable[[Rows], float]

    def reached(self, ratio: float) -> str:
        """Return whether a ratio is what was wanted."""
        good = (self.most is None or ratio <= self.most) and (self.least is None or ratio >= self.least)
        return "yes" if good else "no"


def middle(name: str) -> Callable[[Rows], float]:
    """Return the median of a column over the questions."""
    return lambda rows: statistics.median(r[name] for r in rows if r[name] is not None)


def worst(name: str) -> Callable[[Rows], float]:
    """Return the highest value of a column over the questions."""
    return lambda rows: max(r[name] for r in rows if r[name] is not None)


def one(name: str, value: str, column: str) -> Callable[[Rows], float]:
    """Return a number of the row whose column `name` has this value."""
    return lambda rows: next(r[column] for r in rows if r[name] == value)


def of_pages(size: int) -> list[Target]:
    """Return the targets that a browser or a crowd measures."""
    part, at, rate, held = f"pages-{size}", f", {size:,}", "changes_per_s_50", "memory_after_crowds_mb"
    dash, plain = "ours / Dash", "ours / Streamlit + pandas"
    return [
        Target(f"filter change to updated chart, median{at}", "Dash", part, 0.8, None, one("measure", "change_p50_ms", dash)),
        Target(f"first open, cold browser, 10 Mbit{at}", "Dash", part, 1.0, None, one("measure", "open_slow_link_s", dash)),
        Target(f"changes per second, 50 users{at}", "Streamlit + pandas", part, None, 8, one("measure", rate, plain)),
        Target(f"changes per second, 50 users{at}", "Dash", part, None, 5, one("measure", rate, dash)),
        Target(f"server memory after the crowds{at}", "Streamlit + pandas", part, 0.2, None, one("measure", held, plain)),
        Target(f"20 people opening a fresh server, errors{at}", "none", part, 0, None, one("measure", "newcomers_errors", "ours")),
    ]


def targets(sizes: Sequence[int]) -> list[Target]:
    """Return the whole table for some sizes; of questions the smallest is only what the others are held against."""
    out = []
    for size in sizes[1:] or sizes:
        part = f"questions-{size}"
        out += [
            Target(f"a question through ask, median, {size:,}", "bare DuckDB", part, 0.5, None, middle("to_duckdb")),
            Target(f"a question through ask, worst, {size:,}", "bare DuckDB", part, 1.25, None, worst("to_duckdb")),
            Target(f"a question through ask, median, {size:,}", "pandas", part, 0.1, None, middle("to_pandas")),
        ]
    for size in sizes[:2]:
        part = f"imports-{size}"
        out += [
            Target(f"import, every rule, clean, {size:,}", "bare read_csv", part, 2, None, one("file", "clean", "ratio")),
            Target(f"import, every rule, dirty, {size:,}", "bare read_csv", part, 3, None, one("file", "dirty", "ratio")),
            Target(f"peak memory of an import, MB, {size:,}", "1 GB", part, 1000, None, one("file", "clean", "ours_mb")),
        ]
    return out + [target for size in sizes[:2] for target in of_pages(size)]


def growth(results: Results, sizes: Sequence[int]) -> list[dict[str, object]]:
    """Return what the same question costs at the largest size against the smallest: median and worst."""
    first, last = (results.get(f"questions-{size}") for size in (sizes[0], sizes[-1]))
    if len(sizes) < 2 or not first or not last:
        return []
    ratios = [b["ask_ms"] / a["ask_ms"] for a, b in zip(first, last, strict=True)]
    names = (("median", statistics.median(ratios)), ("worst", max(ratios)))
    return [{"what": f"a question at {sizes[-1]:,} against {sizes[0]:,}, {name}", "against": "itself", "wanted": "≤ 2", "measured": ratio,
             "reached": "yes" if ratio <= 2 else "no"} for name, ratio in names]  # fmt: skip


def commands(given: argparse.Namespace) -> dict[str, list[str]]:
    """Return the measurements to run, {name: arguments}, the short ones first."""
    where = ["--folder", str(given.folder)] if given.folder else []
    out: dict[str, list[str]] = {}
    for n, size in enumerate(given.sizes):
        if given.peers and n < 2:
            out[f"pages-{size}"] = ["pages", "--participants", str(size), "--peers", given.peers]
        without = ["--without-pandas"] if size > given.most_pandas else []
        out[f"questions-{size}"] = ["questions", "--participants", str(size), *where, *without]
        if n < 2:
            out[f"imports-{size}"] = ["imports", "--participants", str(size), *where]
    return out


def measured(name: str, arguments: Sequence[str], results: Path) -> Rows:
    """Run one measurement and return its rows, none when it failed; what a run that was stopped has left is not measured again."""
    file = results / f"{name}.json"
    print(f"== {name}", flush=True)
    if not file.exists():
        subprocess.run([sys.executable, "-m", f"benchmarks.{arguments[0]}", *arguments[1:], "--json", str(file)], cwd=ROOT, check=False)
    rows: Rows = json.loads(file.read_text(encoding="utf-8"))["rows"] if file.exists() else []
    return rows


def table(results: Results, sizes: Sequence[int]) -> list[dict[str, object]]:
    """Return the table of wanted and measured; what was not measured says so."""
    rows: list[dict[str, object]] = []
    for t in targets(sizes):
        wanted = f"≤ {t.most:g}" if t.most is not None else f"≥ {t.least:g}"
        row: dict[str, object] = {"what": t.what, "against": t.against, "wanted": wanted, "measured": "not measured", "reached": "–"}
        try:
            ratio = t.found(results.get(t.part) or [])
            row |= {"measured": ratio, "reached": t.reached(ratio)}
        except (StopIteration, statistics.StatisticsError, ValueError, KeyError):
            pass  # a part that failed or was left out has no rows
        rows.append(row)
    return rows + growth(results, sizes)


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.targets", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000_000, 10_000_000, 50_000_000])
    parser.add_argument("--most-pandas", type=int, default=10_000_000)
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--folder", type=Path, help="where participants are made; they are removed afterwards")
    parser.add_argument("--results", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        results = given.results or Path(made)
        results.mkdir(parents=True, exist_ok=True)
        found = {name: measured(name, arguments, results.resolve()) for name, arguments in commands(given).items()}
    report(table(found, given.sizes), given.json)


if __name__ == "__main__":
    main()

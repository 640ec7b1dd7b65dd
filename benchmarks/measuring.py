"""How things are timed here: medians of some runs after one that does not count, and peak memory of a process of its own."""

from __future__ import annotations

import json
import multiprocessing
import platform
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any


def milliseconds(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median time of a piece of work in milliseconds."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _inside(pipe: Any, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    start = time.perf_counter()
    result = work(*arguments)
    seconds = time.perf_counter() - start
    # Not getrusage(): it would tell the parent's peak, which a new program inherits.
    peak = next(line for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    pipe.send((seconds, int(peak.split()[1]) / 1000, result))


def apart(work: Callable[..., object], *arguments: object) -> tuple[float, float, Any]:
    """Run work in a process of its own; return seconds, peak memory in MB and the result."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_inside, args=(there, work, arguments))
    process.start()
    seconds, megabytes, result = here.recv()
    process.join()
    return seconds, megabytes, result


def machine() -> dict[str, str]:
    """Return when and on what was measured."""
    import duckdb
    import pandas as pd

    cores = multiprocessing.cpu_count()
    return {"date": date.today().isoformat(), "cores": str(cores), "python": platform.python_version(), "duckdb": duckdb.__version__,
            "pandas": pd.__version__}  # fmt: skip


def report(rows: list[dict[str, object]], file: Path | None) -> None:
    """Print the rows as a table and write them as JSON."""
    names = list(rows[0])
    widths = [max(len(n), *(len(shown(r[n])) for r in rows)) for n in names]
    print("  ".join(n.ljust(w) for n, w in zip(names, widths, strict=True)))
    for r in rows:
        print("  ".join(shown(r[n]).ljust(w) for n, w in zip(names, widths, strict=True)))
    if file:
        file.write_text(json.dumps({"machine": machine(), "rows": rows}, indent=1), encoding="utf-8")


def shown(value: object) -> str:
    """Return a value for the table."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)

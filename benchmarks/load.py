"""How many people can look at the dashboard at once: real sessions with time to think, until the answers become slow.

`python -m benchmarks.load` starts one process; `--processes 3` as many behind nginx; `--port` measures what runs already. The knee is
the largest crowd that still gets at least nine tenths of the pages that it would look at if it never waited longer than one visitor.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import report
from benchmarks.servers import OURS, serving
from benchmarks.sessions import Visitor, step
from benchmarks.users import Tally, noting, together


def crowd(port: int, people: int, seconds: float, think: float, seed: int = 1) -> tuple[Tally, float]:
    """Let so many people look at pages for a while; return what they met, and pages per second."""
    tally, ready = Tally(), threading.Barrier(people + 1)
    end = [0.0]

    def visit(number: int) -> None:
        visitor, dice = Visitor(port), random.Random(seed * 1000 + number)
        with noting(tally):
            visitor.open()
        ready.wait()
        with noting(tally):
            time.sleep(dice.random() * think)
            while time.perf_counter() < end[0]:
                start = time.perf_counter()
                step(visitor, dice)
                tally.seconds.append(time.perf_counter() - start)
                pause = dice.expovariate(1 / think) if think else 0.0
                time.sleep(max(0.0, min(pause, end[0] - time.perf_counter())))
        with noting(tally):
            visitor.close()

    threads = threading.Thread(target=together, args=(visit, people))
    # Set before anybody can look at it: nobody starts before everybody is there.
    end[0] = float("inf")
    threads.start()
    ready.wait()
    begun = time.perf_counter()
    end[0] = begun + seconds
    threads.join()
    return tally, len(tally.seconds) / (time.perf_counter() - begun)


def measured(port: int, sizes: list[int], seconds: float, think: float) -> list[dict[str, object]]:
    """Return a row for each size of the crowd."""
    rows: list[dict[str, object]] = []
    each = 0.0
    for people in sizes:
        tally, rate = crowd(port, people, seconds, think)
        each = each or rate / people
        rows.append({
            "people": people, "pages/s": rate, "of wanted": rate / (each * people), "p50 s": tally.quantile(0.5),
            "p95 s": tally.quantile(0.95), "errors": len(tally.errors), "first error": tally.errors[0] if tally.errors else "",
        })  # fmt: skip
        print(rows[-1], flush=True)
    return rows


def knee(rows: list[dict[str, object]]) -> object:
    """Return the largest crowd that was served nearly as if everybody were alone, without an error."""
    good = [r["people"] for r in rows if float(str(r["of wanted"])) >= 0.9 and not r["errors"]]
    return good[-1] if good else None


@contextlib.contextmanager
def target(processes: int) -> Iterator[int]:
    """Run what is measured; give its port."""
    from benchmarks.cluster import clustered

    with tempfile.TemporaryDirectory(prefix="paktum-load-") as folder:
        store = Path(folder) / "store"
        if processes > 1:
            with clustered(store, Path(folder), processes, limits=False) as cluster:
                yield cluster.port
        else:
            with serving(OURS, extra=os.environ | {"PAKTUM_STORE": str(store)}) as (address, _):
                yield int(address.rpartition(":")[2])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[4, 10, 20, 40, 60, 80, 120])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--think", type=float, default=8, help="mean seconds between two pages of one person")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--port", type=int)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with contextlib.nullcontext(given.port) if given.port else target(given.processes) as port:
        measured(port, [2], 5, 1)  # everything that is made once is made now
        rows = measured(port, given.people, given.seconds, given.think)
    report(rows, given.json)
    print(f"knee: {knee(rows)} people, {given.think:g} s of thinking, {given.processes} process(es)")


if __name__ == "__main__":
    main()

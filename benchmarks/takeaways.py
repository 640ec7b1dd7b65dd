"""How long the fact sheet, the hand-out, the workbook and the presentation take, and how large they are.

Run: `python -m benchmarks.takeaways [PACT...] [--json FILE]`. Aims: each below two seconds, the hand-out below six megabytes. Times
include asking every question again; the first round, which also reads fonts and the drawing library, is told apart.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from paktum import handout, questions, sheet, stage, store
from paktum.readings import closing
from paktum.wording import Words

ROUNDS = 5
WORDS = Words("hu")
MADE: dict[str, Callable[[list[str]], bytes]] = {
    "fact sheet": lambda pacts: sheet.sheet(pacts, WORDS),
    "hand-out": lambda pacts: handout.handout(pacts, WORDS).encode(),
    "workbook": lambda pacts: handout.workbook(closing.storyboard(pacts, WORDS), WORDS),
    "presentation": lambda pacts: stage.document(closing.storyboard(pacts, WORDS), WORDS).encode(),
}


def measured(make: Callable[[list[str]], bytes], pacts: list[str]) -> dict[str, float]:
    """Return the first and the median seconds of some rounds, and the bytes made."""
    seconds, size = [], 0
    for _ in range(ROUNDS):
        questions._remembered.cache_clear()
        start = time.perf_counter()
        size = len(make(pacts))
        seconds.append(time.perf_counter() - start)
    return {"first_seconds": round(seconds[0], 3), "median_seconds": round(statistics.median(seconds), 3), "bytes": size}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pacts", nargs="*", default=["jaszbereny-district"])
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    store.build()
    found = {name: measured(make, arguments.pacts) for name, make in MADE.items()}
    for name, row in found.items():
        print(f"{name}: {row['median_seconds']:.2f} s (first {row['first_seconds']:.2f} s), {row['bytes'] / 1000:.0f} kB")
    if arguments.json:
        arguments.json.write_text(json.dumps({"pacts": arguments.pacts} | found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
